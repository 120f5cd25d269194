"""The law of seals: every change of what is sealed is seen, whatever is not sealed may come later;
and the public chain is a function of what the public may read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.model.seal import Act
from builder.seals.judge import Judgement
from tests import sealed
from tests import site as clean

ITEM = clean.ITEM
ISSUE = clean.ISSUE
INTERNAL = "issues/zwxx/2026/0011/02-jiaoyu-1.md"


def sound(root: Path) -> dict[str, bool]:
    """Whether the seal of each issue is sound."""
    return {id_: issue.sealed for id_, issue in sealed.loaded(root).issues.items()}


CHANGES: list[tuple[str, str, str]] = [
    (ITEM, "title: 三月工业用电回升", "title: 三月工业用电回落"),
    (ITEM, "title: 三月工业用电回升", "title: 三月工业用电回升\nsubtitle: 副题"),
    (ITEM, "kind: update", "kind: problem"),
    (ITEM, "units: [gongan, jiaoyu]", "units: [jiaoyu, gongan]"),
    (ITEM, "units: [gongan, jiaoyu]", "units: [gongan]"),
    (ITEM, "topics: [gongye]", "topics: [minsheng]"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nkeywords: [用电]"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nsummary: 摘要。"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nindex_no: A/2026-00001"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\ndoc_no: 清政发〔2026〕1号"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nauthors: [某人]"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nscope: all"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nurgency: urgent"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nevent_date: 2026-03-01"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nlang: en"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\ncall: 2026q1/p1"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\ncontinues: zwxx/2026/0011/gongan-1"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nlaws: [{title: 法}]"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\naliases: [/jiu/]"),
    (ITEM, "topics: [gongye]", "topics: [gongye]\nphotos: [{src: tu.png, alt: 图}]"),
    (ITEM, "openness: public", "openness: internal"),
    (ITEM, "by: 王某", "by: 王某某"),
    (ITEM, "at: 2026-03-09T17:30", "at: 2026-03-09T17:31"),
    (ITEM, "全县工业用电同比增长。", "全县工业用电同比增长 。"),
    (ITEM, "前情见", "前情<!-- 注 -->见"),
    (INTERNAL, "抽查发现的问题已交办。", "抽查发现的问题未交办。"),
    (ISSUE, "total: 212", "total: 212\ntitle: 题名"),
    (ISSUE, "date: 2026-03-09", "date: 2026-03-10"),
    (ISSUE, "status: published", "status: draft"),
    (ISSUE, "status: published", "status: published\nsigner: 王某"),
    (ISSUE, "status: published", "status: published\ncopies: 20"),
    (ISSUE, "status: published", "status: published\ndistribution: {send: [各乡镇]}"),
    (ISSUE, "status: published\n---\n", "status: published\n---\n按语。\n"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed site, whose files every test puts back."""
    return sealed.site(tmp_path_factory.mktemp("sealed"))


def after(root: Path, path: str, change: Callable[[str], str]) -> dict[str, bool]:
    """Which seals are sound after a change, which is then taken back."""
    file = root / path
    before = file.read_bytes()
    try:
        file.write_bytes(change(before.decode()).encode())
        return sound(root)
    finally:
        file.write_bytes(before)


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_every_change_of_what_is_sealed_is_seen(root: Path, path: str, old: str, new: str) -> None:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    issue = path.removeprefix("issues/").rpartition("/")[0]
    found = after(root, path, change)
    assert not found.get(issue), "the change was not seen"
    assert all(found[other] for other in sealed.ISSUES if other != issue)


LATER = [
    "adoptions: [{level: 市, publication: 要情快报, date: 2026-03-20, number: 第5期}]\n",
    "annotations: [{date: 2026-03-20, person: 县长, unit: 县公安局, target: 本刊, text: 阅}]\n",
    "followups: [{step: 已办, officer: 李某, done: 2026-03-21}]\n",
    "review_on: 2027-01-01\n",
    "allow: {raw-html: 原文如此}\n",
    "# 编辑的注释\n",
    "summary:\n",
]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(st.sampled_from(LATER)), st.booleans(), st.booleans(), st.data())
def test_what_comes_later_and_how_it_is_written_change_nothing(
    root: Path, more: set[str], bom: bool, crlf: bool, data: st.DataObject
) -> None:
    names = {"title": "标题", "kind": "类别", "units": "报送单位", "topics": "主题"}
    chinese = data.draw(st.booleans())

    def change(text: str) -> str:
        _, front, body = text.split("---\n", 2)
        head, steps = front.split("steps:\n")
        lines = data.draw(st.permutations([f"{line}\n" for line in head.splitlines()]))
        if chinese:
            lines = [
                f"{names.get(key, key)}:{rest}"
                for key, _, rest in (line.partition(":") for line in lines)
            ]
            lines = [
                line.replace(" update", " 工作动态").replace("gongye", "工业") for line in lines
            ]
        front = "".join([*lines, *sorted(more), "steps:\n", steps])
        text = f"---\n{front}---\n{body}"
        text = text.replace("\n", "\r\n") if crlf else text
        return ("\ufeff" if bom else "") + text

    assert after(root, ITEM, change)["zwxx/2026/0012"]


def test_another_prefix_in_the_same_order_changes_nothing(tmp_path: Path) -> None:
    root = sealed.site(tmp_path)
    (root / ITEM).rename((root / ITEM).with_name("07-gongan-1.md"))
    assert sound(root)["zwxx/2026/0012"]


def test_another_order_is_seen(tmp_path: Path) -> None:
    root = sealed.site(tmp_path)
    first = root / "issues/zwxx/2026/0011/01-gongan-1.md"
    first.rename(first.with_name("03-gongan-1.md"))
    assert not sound(root)["zwxx/2026/0011"]


def test_a_photo_that_was_swapped_is_seen(tmp_path: Path) -> None:
    root = clean.write(tmp_path)
    clean.swap(root, ITEM, "前情见", "![图](tu.png)前情见")
    sealed.seal(root, "zwxx/2026/0012")
    assert sound(root)["zwxx/2026/0012"]
    clean.put(root, "issues/zwxx/2026/0012/tu.png", clean.png(5, 5))
    assert not sound(root)["zwxx/2026/0012"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sealed.ISSUES), st.integers(0, 10_000), st.sampled_from("0af x\n\"':[{"))
def test_a_seal_that_is_damaged_anywhere_never_counts(
    root: Path, issue: str, where: int, letter: str
) -> None:
    file = root / "issues" / issue / "seal.yml"
    text = file.read_text("utf-8")
    at = where % len(text)
    damaged = text[:at] + letter + text[at + 1 :]
    if damaged != text:
        found = after(root, f"issues/{issue}/seal.yml", lambda _: damaged)
        assert not found[issue]


def chain(root: Path) -> list[tuple[str, object, object]]:
    """The public links of a root, by the issues that have any."""
    seals = sealed.loaded(root).seals.values()
    return [(seal.issue, seal.public, seal.leaves) for seal in seals if seal.public]


secrets = st.lists(st.text("某处内部情况一二三四", min_size=2, max_size=8), max_size=3)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(secrets, secrets)
def test_what_is_withheld_changes_no_byte_of_the_public_chain(
    one: list[str], other: list[str]
) -> None:
    """Internal items, issues without public items, and amendments of either."""
    chains = []
    for titles in (one, other):
        with tempfile.TemporaryDirectory() as folder:
            root = clean.write(Path(folder))
            text = (root / INTERNAL).read_text("utf-8")
            for n, title in enumerate(titles):
                path = f"issues/zwxx/2026/0011/0{n}-secret-{n}.md"
                clean.put(root, path, text.replace("学校食堂抽查情况", title))
                within = f"issues/zwxx/2026/00{20 + n}"
                clean.put(root, f"{within}/01-jiaoyu-1.md", text)
                front = f"number: 00{20 + n}\ndate: 2026-03-02\nstatus: published"
                clean.put(root, f"{within}/issue.md", f"---\n{front}\n---\n")
            salts = 0
            for issue in (
                *sealed.ISSUES[:1],
                *(f"zwxx/2026/00{20 + n}" for n in range(len(titles))),
            ):
                sealed.seal(root, issue)
            if titles:
                change = "问题已交办。", f"问题已交办。{titles[0]}"
                clean.swap(root, INTERNAL, *change)
                clean.swap(
                    root,
                    INTERNAL,
                    "openness: internal",
                    "openness: internal\ncorrections: [{date: 2026-03-12, note: 补充}]",
                )
                sealed.seal(root, sealed.ISSUES[0], Act.CORRECTION)
            sealed.seal(root, sealed.ISSUES[1])
            assert all(sound(root)[issue] for issue in sealed.ISSUES), salts
            chains.append(chain(root))
    assert chains[0] == chains[1]


def test_a_redaction_leaves_nothing_to_guess_by(tmp_path: Path) -> None:
    root = sealed.site(tmp_path, sealed.ISSUES[1:])
    before = sealed.loaded(root).seals["zwxx/2026/0012"]
    clean.swap(
        root,
        ITEM,
        "openness: public",
        "openness: public\nredactions: [{date: 2026-03-12, passage: 同比增长, note: 有争议}]",
    )
    sealed.seal(root, "zwxx/2026/0012", Act.REDACTION)
    text = (root / "issues/zwxx/2026/0012/seal.yml").read_text("utf-8")
    assert sound(root)["zwxx/2026/0012"]
    assert before.leaves["gongan-1"].salt not in text
    assert before.leaves["gongan-1"].digest not in text


def test_what_is_sealed_later_than_the_day_is_not_counted(tmp_path: Path) -> None:
    """An issue that is gone from the public leaves two digests, or nothing where it was last."""
    from builder import edition
    from builder.model.site import Edition

    root = sealed.site(tmp_path)
    clean.swap(root, ITEM, "openness: public", "openness: internal")
    sealed.seal(root, "zwxx/2026/0012", Act.RECLASSIFICATION)
    site = sealed.loaded(root)
    shown = edition.only(site, Edition.PUBLIC, clean.AS_OF).chains["zwxx"]
    assert [link.issue for link in shown] == ["zwxx/2026/0011"]
    gone = replace(site, seals={"zwxx/2026/0011": site.seals["zwxx/2026/0011"]})
    assert edition.only(gone, Edition.PUBLIC, clean.AS_OF).chains["zwxx"] == shown
    assert Judgement(site).verdicts["zwxx/2026/0012"].sound
