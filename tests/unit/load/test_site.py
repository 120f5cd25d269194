"""The whole tree: which files are read, and what is said of those that are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.load.site import load
from builder.model.vocabulary import Vocabularies
from tests import site
from tests.site import ISSUE, ITEM, SITE, UNITS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site.write(tmp_path)


def told(root: Path) -> list[str]:
    """The faults as `path code`."""
    return [f"{f.place.path} {f.code}" for f in site.checked(root).faults]


def test_the_clean_site_is_read_whole(root: Path) -> None:
    found = load(root)
    assert found.site and not found.faults and not found.unread
    assert list(found.site.issues) == ["zwxx/2026/0011", "zwxx/2026/0012", "zwxx/2026/0013"]
    assert found.site.issues["zwxx/2026/0011"].items == (
        *("zwxx/2026/0011/gongan-1", "zwxx/2026/0011/jiaoyu-1"),
    )
    assert list(found.site.pages) == ["about"] and list(found.site.calls) == ["2026q1"]
    assert len(found.site.submissions) == 2
    assert list(found.site.assets) == ["issues/zwxx/2026/0012/tu.png"]
    assert found.site.assets["issues/zwxx/2026/0012/tu.png"].width == 4


def test_byte_order_marks_and_foreign_line_ends_change_nothing(root: Path) -> None:
    before = load(root).site
    for path, content in site.FILES.items():
        if isinstance(content, str):
            site.put(root, path, ("\ufeff" + content).replace("\n", "\r\n"))
    after = load(root).site
    assert before and after and site.codes(root) == []
    for item_id, item in before.items.items():
        assert after.items[item_id].prose == item.prose and after.items[item_id].title == item.title


def test_the_least_site_of_the_contract_is_clean(tmp_path: Path) -> None:
    site.put(tmp_path, SITE, "name: 甲\nbase_url: https://a.cn/\n")
    for stem, text in (
        ("series", "a: {name: 甲}"),
        ("units", "units: {a: {name: 甲}}"),
        ("topics", "a: {name: 甲}"),
        ("kinds", "a: {name: 甲}"),
    ):
        site.put(tmp_path, f"site_src/vocabularies/{stem}.yml", text)
    assert site.codes(tmp_path) == []


@pytest.mark.parametrize("stem", ["series", "units", "topics", "kinds"])
@pytest.mark.parametrize("content", [None, "", "# 空\n", "{}\n", "units:\n"])
def test_a_vocabulary_that_is_missing_or_empty_is_told_once(
    root: Path, stem: str, content: str | None
) -> None:
    path = f"site_src/vocabularies/{stem}.yml"
    if content is None:
        (root / path).unlink()
    elif content == "units:\n" and stem != "units":
        return
    else:
        site.put(root, path, content)
    code = "unreadable-file" if content is None else "empty-list"
    assert told(root) == [f"{path} {code}"]


def test_settings_that_cannot_be_read_stop_everything_but_the_telling(root: Path) -> None:
    site.put(root, SITE, "name: [甲\n")
    site.swap(root, ITEM, "kind: update", "kind: updat")
    assert site.codes(root) == ["unknown-kind", "yaml-syntax"]
    assert site.checked(root).loaded.site is None


def test_a_series_that_is_unknown_is_told_once_for_its_folder(root: Path) -> None:
    for number in ("0001", "0002"):
        site.put(root, f"issues/zwxw/2026/{number}/issue.md", "---\n---\n")
    assert told(root) == ["issues/zwxw unknown-series"]


def test_a_year_that_is_none_is_told_once_for_its_folder(root: Path) -> None:
    for number in ("0001", "0002"):
        site.put(root, f"issues/zwxx/26/{number}/issue.md", "---\n---\n")
    assert told(root) == ["issues/zwxx/26 bad-folder"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("issues/说明.txt", "stray-file"),
        ("issues/zwxx/说明.md", "stray-file"),
        ("issues/zwxx/2026/02-a.md", "stray-file"),
        ("issues/zwxx/2026/0012/fujian/02-a.md", "stray-file"),
        ("issues/zwxx/2026/0012/02-a.MD", "bad-item-name"),
        ("issues/zwxx/2026/0012/02-a.markdown", "bad-item-name"),
        ("issues/zwxx/2026/0012/02-a.md.txt", "bad-item-name"),
        ("issues/zwxx/2026/0012/02-公安.md", "bad-item-name"),
        ("site_src/pages/guide.txt", "unknown-file"),
        ("site_src/vocabularies/unit.yml", "unknown-file"),
        ("site_src/vocabularies/units.yaml", "unknown-file"),
        ("site_src/submissions/2026-01.xlsx", "unknown-file"),
        ("site_src/site.yaml", "unknown-file"),
    ],
)
def test_a_file_that_is_not_read_is_told(root: Path, path: str, code: str) -> None:
    site.put(root, path, "---\ntitle: 甲\n---\n")
    assert told(root) == [f"{path} {code}"]


@pytest.mark.parametrize(
    "path",
    [
        "issues/zwxx/2026/0012/mingdan.txt",
        "issues/zwxx/2026/0012/fujian/biao.pdf",
        "site_src/pages/tu.png",
        "site_src/static/a/b.css",
        "site_src/editorial-notes.txt",
        "issues/.gitkeep",
    ],
)
def test_attachments_and_other_files_are_no_fault(root: Path, path: str) -> None:
    site.put(root, path, "甲")
    assert told(root) == []


def test_an_issue_file_of_another_case_is_told_and_its_issue_is_not_called_missing(
    root: Path,
) -> None:
    (root / ISSUE).rename(root / ISSUE.replace("issue.md", "Issue.md"))
    if (root / ISSUE).exists():
        pytest.skip("this file system does not tell the two apart")
    assert told(root) == [f"{ISSUE.replace('issue.md', 'Issue.md')} bad-item-name"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_told(root: Path) -> None:
    for path in (ITEM, "issues/zwxx/2026/0012/tu.png", "site_src/submissions/2026-02.csv"):
        (root / path).chmod(0)
    assert {line.split()[1] for line in told(root)} == {"unreadable-file"}


def test_a_table_of_submissions_may_be_in_gbk(root: Path) -> None:
    path = "site_src/submissions/2026-02.csv"
    site.put(root, path, "单位,报送数\r\n县公安局,3\r\n".encode("gbk"))
    found = load(root).site
    assert found and [row.submitted for row in found.submissions] == [3]


def test_a_code_that_is_wrongly_written_is_not_missed_elsewhere(root: Path) -> None:
    site.swap(
        root, UNITS, "jiaoyu: {name: 清河县教育局, short: 县教育局, group: bm}", "jiaoyu: 教育局"
    )
    assert told(root) == [f"{UNITS} wrong-type"]


def test_the_vocabularies_of_an_empty_folder_are_empty(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert found.site is None and Vocabularies() == Vocabularies()
    assert [f.code for f in found.faults] == ["unreadable-file"] * 5
