"""`build check --fix` changes what diagnostics say, and nothing else."""

from __future__ import annotations

from pathlib import Path

from builder import fix
from builder.diagnostic import Edit, Place
from tests import site
from tests.site import ITEM


def edit(line: int, column: int, length: int, text: str) -> Edit:
    return Edit(Place("a.md", line, column, length), text)


def test_edits_are_applied_wherever_they_come_in_the_file() -> None:
    edits = [edit(1, 1, 1, "A"), edit(2, 2, 0, "-"), edit(1, 3, 1, "")]
    assert fix.edited("abc\nde\n", edits) == ("Ab\nd-e\n", 3)


def test_of_two_edits_that_overlap_one_is_applied() -> None:
    assert fix.edited("abcd", [edit(1, 1, 3, "x"), edit(1, 2, 2, "y")]) == ("ayd", 1)


def test_line_ends_and_byte_order_mark_stay() -> None:
    assert fix.edited("\ufeffab\r\ncd\r\n", [edit(1, 1, 1, "A"), edit(2, 2, 1, "D")]) == (
        *("\ufeffAb\r\ncD\r\n", 2),
    )
    assert fix.edited("ab\rcd\re", [edit(3, 1, 1, "E")]) == ("ab\rcd\rE", 1)


def test_all_that_can_be_mended_is_mended_in_one_run(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    site.swap(root, ITEM, "title: 三月", "title：三\u200b月")
    site.swap(root, ITEM, "kind: update", "kind:update")
    site.swap(root, ITEM, "at: 2026-03-06T09:00", "at: 2026年3月6日 9时")
    assert len(site.codes(root)) == 4
    assert fix.apply(root, site.checked(root).faults) == 4
    assert site.codes(root) == []
    original = site.FILES[ITEM]
    assert isinstance(original, str) and (root / ITEM).read_text("utf-8") == original


def test_a_sealed_issue_is_never_touched(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    site.swap(root, ITEM, "kind: update", "kind:update")
    (root / ITEM).with_name("seal.yml").write_text("", "utf-8")
    before = (root / ITEM).read_bytes()
    assert fix.apply(root, [f for f in site.checked(root).faults if f.place.path == ITEM]) == 0
    assert (root / ITEM).read_bytes() == before


def test_what_would_be_a_guess_is_not_mended(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    site.swap(root, ITEM, "units: [gongan, jiaoyu]", "units: [gongan2]")
    site.swap(root, ITEM, "openness: public", "openness: publik")
    site.swap(root, "issues/zwxx/2026/0013/issue.md", "status: draft", "status: publishd")
    assert len(site.codes(root)) == 3
    assert fix.apply(root, site.checked(root).faults) == 0


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    site.swap(root, ITEM, "kind: update", "kind:update")
    (root / ITEM).chmod(0o640)
    fix.apply(root, site.checked(root).faults)
    assert (root / ITEM).stat().st_mode & 0o777 == 0o640


def test_a_table_in_gbk_is_left_as_it_is(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    path = "site_src/submissions/2026-02.csv"
    site.put(root, path, "单位,报送数\n县公安局,１\x07\n".encode("gb18030"))
    assert site.codes(root)
    assert fix.apply(root, site.checked(root).faults) == 0
