"""What an editor waives stays silent; drafts block nothing; what failed to load has no echo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import site
from tests.site import ISSUE, ITEM, UNITS

LINK = "全县工业用电同比增长。前情见[上期](item:zwxx/2026/0011/gongan-1)。"
OTHER = "issues/zwxx/2026/0011/02-jiaoyu-1.md"
DRAFT = "issues/zwxx/2026/0013/01-jiaoyu-1.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site.write(tmp_path)


def test_a_waiver_of_the_front_matter_holds_for_the_whole_file(root: Path) -> None:
    site.swap(
        root, ITEM, LINK, "见[一](item:zwxx/2026/0001/a)。\n\n再见[二](item:zwxx/2026/0001/b)。"
    )
    assert site.codes(root) == ["broken-link", "broken-link"]
    site.swap(
        root, ITEM, "openness: public\n", "openness: public\nallow: {broken-link: 原文如此}\n"
    )
    assert site.codes(root) == []


def test_a_waiver_in_the_text_holds_for_the_next_paragraph_only(root: Path) -> None:
    waived = "<!-- allow: broken-link 原文如此 -->\n见[一](item:zwxx/2026/0001/a)。\n"
    site.swap(root, ITEM, LINK, f"{waived}\n再见[二](item:zwxx/2026/0001/b)。")
    assert site.told(root) == ["01-gongan-1.md:14:7 broken-link"]


def test_a_waiver_without_a_reason_waives_nothing(root: Path) -> None:
    site.swap(root, ITEM, LINK, "<!-- allow: broken-link -->\n见[一](item:zwxx/2026/0001/a)。")
    assert site.codes(root) == ["waiver-without-reason", "broken-link"]


def test_a_waiver_of_another_rule_waives_nothing(root: Path) -> None:
    site.swap(root, ITEM, LINK, "<!-- allow: raw-html 原文 -->\n见[一](item:zwxx/2026/0001/a)。")
    assert site.codes(root) == ["broken-link"]


def test_a_skipped_number_is_waived_in_the_issue(root: Path) -> None:
    draft = "issues/zwxx/2026/0013/issue.md"
    for path in (draft, DRAFT):
        site.put(root, path.replace("0013", "0015"), (root / path).read_bytes())
        (root / path).unlink()
    later = draft.replace("0013", "0015")
    site.swap(root, later, "0013", "0015")
    assert site.codes(root) == ["skipped-number"]
    site.swap(root, later, "status: draft", "status: draft\nallow: {skipped-number: 当年停刊两期}")
    assert site.codes(root) == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("title: 三月", "title: 机密★5年 三月", "secret-mark"),
        ("  - {step: signed, at: 2026-03-09T17:30, by: 王某}\n", "", "missing-sign-off"),
        ("openness: public\n", "openness: public\naliases: [/search/]\n", "address-taken"),
        (LINK, "全县\x07工业。", "control-character"),
        (LINK, "![图](meiyou.png)", "missing-image"),
    ],
)
def test_what_cannot_be_taken_back_cannot_be_waived(
    root: Path, before: str, after: str, code: str
) -> None:
    site.swap(root, ITEM, before, after)
    assert site.codes(root) == [code]
    site.swap(root, ITEM, "kind: update\n", f"kind: update\nallow: {{{code}: 理由}}\n")
    assert site.codes(root) == [code]


def test_faults_in_a_draft_are_shown_and_block_nothing(root: Path) -> None:
    site.swap(root, DRAFT, "openness: public\n", "")
    site.swap(root, DRAFT, "units: [jiaoyu]", "units: [jiaoyu2]")
    found = site.checked(root)
    assert [fault.code for fault in found.faults] == ["missing-openness", "unknown-unit"]
    assert not found.blocks(strict=False)
    site.swap(root, "issues/zwxx/2026/0013/issue.md", "status: draft", "status: published")
    assert site.checked(root).blocks(strict=False)


def test_a_draft_that_lacks_its_date_blocks_nothing(root: Path) -> None:
    site.swap(root, "issues/zwxx/2026/0013/issue.md", "date: 2026-03-16\n", "")
    found = site.checked(root)
    assert [fault.code for fault in found.faults] == ["missing-field"]
    assert not found.blocks(strict=False)


def test_an_issue_that_is_neither_draft_nor_published_blocks(root: Path) -> None:
    site.swap(root, "issues/zwxx/2026/0013/issue.md", "status: draft", "status: draught")
    assert site.checked(root).blocks(strict=False)


def test_a_draft_that_clashes_with_something_published_is_what_must_change(root: Path) -> None:
    number = "openness: public\nindex_no: 000000000/2026-00001\n"
    site.swap(root, ITEM, "openness: public\n", number + "aliases: [/jiu/]\n")
    early = "issues/zwxx/2026/0010/01-a.md"
    site.put(root, early, (root / DRAFT).read_bytes())
    site.put(
        root,
        "issues/zwxx/2026/0010/issue.md",
        "---\nnumber: 10\ndate: 2026-03-16\nstatus: draft\n---\n",
    )
    site.swap(root, early, "openness: public\n", number + "aliases: [/jiu/]\n")
    found = site.checked(root)
    assert {fault.place.path for fault in found.faults} == {early}
    assert sorted(fault.code for fault in found.faults) == ["address-taken", "duplicate-index-no"]
    assert not found.blocks(strict=False)


@pytest.mark.parametrize(
    ("path", "before", "after", "code"),
    [
        ("issues/zwxx/2026/0011/01-gongan-1.md", "kind: update", "kind: [", "yaml-syntax"),
        ("issues/zwxx/2026/0011/01-gongan-1.md", "title: 全县治安形势平稳\n", "", "missing-field"),
        ("issues/zwxx/2026/0011/issue.md", "status: published", "status: x", "unknown-value"),
        ("site_src/vocabularies/series.yml", "{name: 政务信息,", "{name: 政务信息", "yaml-syntax"),
        (UNITS, "groups: {", "group: {", "unknown-key"),
        (UNITS, "gongan: {", "gongan {", "yaml-syntax"),
        (
            "site_src/vocabularies/topics.yml",
            "minsheng: {name: 民生}",
            "minsheng: 民生",
            "wrong-type",
        ),
        ("site_src/vocabularies/kinds.yml", "update: {", "更新: {", "x"),
        ("site_src/vocabularies/levels.yml", "levels: {", "levels: [", "yaml-syntax"),
        ("site_src/calls/2026q1.md", "due: 2026-03-31", "due: 三月底", "bad-date"),
    ],
)
def test_what_failed_to_load_is_told_once_and_has_no_echo(
    root: Path, path: str, before: str, after: str, code: str
) -> None:
    site.swap(root, ITEM, "openness: public\n", "openness: public\ncall: 2026q1/p1\n")
    site.swap(root, path, before, after)
    if code == "x":  # a code of another spelling is a code that is not there
        assert site.codes(root)[0:1] == ["unknown-kind"]
        return
    assert site.codes(root) == [code]


def test_an_issue_whose_only_item_failed_to_load_is_not_called_empty(root: Path) -> None:
    site.swap(root, ITEM, "kind: update", "kind update")
    assert site.codes(root) == ["yaml-syntax"]


def test_a_number_whose_issue_failed_to_load_is_not_called_skipped(root: Path) -> None:
    site.swap(root, ISSUE, "date: 2026-03-09", "date: 2026-03-99")
    assert site.codes(root) == ["bad-date"]


def test_an_internal_text_may_link_to_what_a_public_one_may_not(root: Path) -> None:
    site.swap(root, ITEM, "gongan-1)", "jiaoyu-1)")
    assert site.told(root) == ["01-gongan-1.md:11:20 broken-link"]
    site.swap(root, ITEM, "openness: public", "openness: internal")
    assert site.codes(root) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("openness: public\n", "openness: internal\n"),
        (
            "openness: public\n",
            "openness: public\nwithdrawn: {date: 2026-03-10, reason: 有误, outcome: error}\n",
        ),
    ],
)
def test_a_public_link_breaks_when_its_target_is_withheld(
    root: Path, before: str, after: str
) -> None:
    site.swap(root, "issues/zwxx/2026/0011/01-gongan-1.md", before, after)
    assert site.told(root) == ["01-gongan-1.md:11:20 broken-link"]
    fault = site.checked(root).faults[0]
    assert "不公开" in fault.message("zh") and "not public" in fault.message("en")


def test_a_public_link_to_an_issue_without_public_items_is_broken(root: Path) -> None:
    site.swap(root, ITEM, "item:zwxx/2026/0011/gongan-1", "item:zwxx/2026/0011")
    assert site.codes(root) == []
    site.swap(
        root, "issues/zwxx/2026/0011/01-gongan-1.md", "openness: public", "openness: internal"
    )
    assert site.codes(root) == ["broken-link"]


def test_a_public_page_may_not_link_to_something_internal_and_an_internal_page_may(
    root: Path,
) -> None:
    page = "site_src/pages/about.md"
    site.swap(root, page, "本刊由", "[某篇](item:zwxx/2026/0011/jiaoyu-1)由")
    assert site.codes(root) == ["broken-link"]
    site.swap(root, page, "title: 关于本刊\n", "title: 关于本刊\nopenness: internal\n")
    assert site.codes(root) == []


def test_every_fault_of_every_file_is_told_in_one_run(root: Path) -> None:
    site.swap(root, ITEM, "kind: update", "kind: updat")
    site.swap(root, ITEM, "title: 三月工业用电回升", "title： 三月工业用电回升")
    site.swap(root, OTHER, "units: [jiaoyu]", "units: [jiaoyv]")
    site.swap(root, ISSUE, "total: 212", "total: 二百")
    site.swap(root, "site_src/site.yml", "owner", "ownr")
    assert site.codes(root) == [
        *("unknown-unit", "fullwidth-colon", "unknown-kind", "wrong-type", "unknown-key")
    ]
