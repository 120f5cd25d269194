"""Who sees what: the projection of a site to an edition of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from builder.edition import only
from builder.model.site import Edition, Site
from tests.small import AS_OF, issue, item, loaded, write

FOLDER = "issues/zwxx/2026/0001"


def site_with(tmp_path: Path, items: dict[str, str], *, issue_text: str = "") -> Site:
    """A site of one issue with these items."""
    files = {f"{FOLDER}/{name}": text for name, text in items.items()}
    files[f"{FOLDER}/issue.md"] = issue_text or issue(1, date(2026, 1, 6))
    return loaded(write(tmp_path, files))


def test_the_public_sees_only_public_items(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        {
            "01-gongan-1.md": item("公开"),
            "02-mimi-1.md": item("内部", unit="mimi", openness="内部"),
        },
    )
    public = only(site, Edition.PUBLIC, AS_OF)
    assert [i.title for i in public.items.values()] == ["公开"]
    assert [i.title for i in only(site, Edition.INTERNAL, AS_OF).items.values()] == ["公开", "内部"]


def test_a_unit_without_public_items_is_gone_with_its_name(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        {
            "01-gongan-1.md": item("公开"),
            "02-mimi-1.md": item("内部", unit="mimi", openness="internal"),
        },
    )
    assert set(only(site, Edition.PUBLIC, AS_OF).vocabularies.units) == {"gongan"}


def test_an_issue_is_not_out_before_its_day(tmp_path: Path) -> None:
    site = site_with(tmp_path, {"01-gongan-1.md": item("公开")})
    assert only(site, Edition.PUBLIC, date(2026, 1, 5)).issues == {}
    assert len(only(site, Edition.PUBLIC, date(2026, 1, 6)).issues) == 1


def test_a_draft_is_in_no_edition(tmp_path: Path) -> None:
    text = issue(1, date(2026, 1, 6), status="草稿")
    site = site_with(tmp_path, {"01-gongan-1.md": item("草稿")}, issue_text=text)
    for edition in Edition:
        assert only(site, edition, AS_OF).items == {}


def test_an_issue_without_public_items_is_not_public(tmp_path: Path) -> None:
    site = site_with(tmp_path, {"01-gongan-1.md": item("内部", openness="internal")})
    assert only(site, Edition.PUBLIC, AS_OF).issues == {}
    assert only(site, Edition.PUBLIC, AS_OF).vocabularies.series == {}


def test_a_withdrawn_item_leaves_a_tombstone_without_title(tmp_path: Path) -> None:
    gone = "withdrawn: {date: 2026-02-01, reason: 数字有误, outcome: error}\n"
    site = site_with(tmp_path, {"01-gongan-1.md": item("撤下的", more=gone)})
    public = only(site, Edition.PUBLIC, AS_OF)
    assert public.items == {}
    assert [(s.id, s.reason) for s in public.tombstones] == [
        ("zwxx/2026/0001/gongan-1", "数字有误")
    ]
    assert len(only(site, Edition.INTERNAL, AS_OF).items) == 1


def test_a_withdrawn_internal_item_leaves_nothing(tmp_path: Path) -> None:
    gone = "withdrawn: {date: 2026-02-01, reason: 误, outcome: error}\n"
    files = {"01-gongan-1.md": item("内部撤下", openness="internal", more=gone)}
    assert only(site_with(tmp_path, files), Edition.PUBLIC, AS_OF).tombstones == ()


def test_a_tombstone_does_not_name_a_withheld_target(tmp_path: Path) -> None:
    gone = (
        "withdrawn: {date: 2026-02-01, reason: 并入, outcome: merged, "
        "merged_into: zwxx/2026/0001/gongan-2}\n"
    )
    site = site_with(
        tmp_path,
        {
            "01-gongan-1.md": item("并入的", more=gone),
            "02-gongan-2.md": item("内部", openness="internal"),
        },
    )
    assert only(site, Edition.PUBLIC, AS_OF).tombstones[0].merged_into == ""


STAFF = (
    "authors: [张某]\n"
    "adoptions: []\n"
    "followups: [{step: 督办, officer: 李某, due: 2026-02-01}]\n"
    "annotations: [{date: 2026-01-20, person: 王某, unit: 县公安局, target: 上报件, text: 请阅}]\n"
    "urgency: urgent\nscope: all\n"
)


def test_staff_trail_and_annotations_are_not_public(tmp_path: Path) -> None:
    site = site_with(tmp_path, {"01-gongan-1.md": item("公开", more=STAFF)})
    shown = only(site, Edition.PUBLIC, AS_OF).items["zwxx/2026/0001/gongan-1"]
    assert (shown.authors, shown.followups, shown.annotations, shown.steps) == ((), (), (), ())
    assert (shown.urgency, shown.scope) == ("", "")


def test_the_trail_opened_without_staff_names_nobody(tmp_path: Path) -> None:
    files = {
        f"{FOLDER}/issue.md": issue(1, date(2026, 1, 6)),
        f"{FOLDER}/01-gongan-1.md": item("公开", more=STAFF),
        "site_src/site.yml": (
            "name: 甲县政务信息\nbase_url: https://example.gov.cn/\n"
            "editions: {public: {open: [trail]}}\n"
        ),
    }
    shown = only(loaded(write(tmp_path, files)), Edition.PUBLIC, AS_OF)
    (followup,) = shown.items["zwxx/2026/0001/gongan-1"].followups
    assert (followup.step, followup.officer) == ("督办", "")


def test_an_annotation_is_public_only_if_it_says_so_itself(tmp_path: Path) -> None:
    more = STAFF.replace(
        "text: 请阅}",
        "text: 请阅}, {date: 2026-01-21, person: 赵某, "
        "unit: 县公安局, target: 件, text: 可公开, openness: public}",
    )
    files = {
        f"{FOLDER}/issue.md": issue(1, date(2026, 1, 6)),
        f"{FOLDER}/01-gongan-1.md": item("公开", more=more),
        "site_src/site.yml": (
            "name: 甲县政务信息\nbase_url: https://example.gov.cn/\n"
            "editions: {public: {open: [annotations]}}\n"
        ),
    }
    shown = only(loaded(write(tmp_path, files)), Edition.PUBLIC, AS_OF)
    texts = [a.text for a in shown.items["zwxx/2026/0001/gongan-1"].annotations]
    assert texts == ["可公开"]


def test_a_file_goes_out_only_with_something_that_refers_to_it(tmp_path: Path) -> None:
    site = loaded(
        write(
            tmp_path,
            {
                f"{FOLDER}/issue.md": issue(1, date(2026, 1, 6)),
                f"{FOLDER}/01-gongan-1.md": item("公开", body="[表](open.csv)\n"),
                f"{FOLDER}/02-gongan-2.md": item(
                    "内部", openness="internal", body="[表](kept.csv)\n"
                ),
                f"{FOLDER}/open.csv": "a\n",
                f"{FOLDER}/kept.csv": "b\n",
                f"{FOLDER}/loose.csv": "c\n",
            },
        )
    )
    assert set(only(site, Edition.PUBLIC, AS_OF).assets) == {f"{FOLDER}/open.csv"}
    internal = set(only(site, Edition.INTERNAL, AS_OF).assets)
    assert internal == {f"{FOLDER}/open.csv", f"{FOLDER}/kept.csv"}


def test_following_up_an_internal_item_is_dropped(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        {
            "01-gongan-1.md": item("内部", openness="internal"),
            "02-gongan-2.md": item("公开", more="continues: zwxx/2026/0001/gongan-1\n"),
        },
    )
    public = only(site, Edition.PUBLIC, AS_OF)
    assert public.items["zwxx/2026/0001/gongan-2"].continues == ""
