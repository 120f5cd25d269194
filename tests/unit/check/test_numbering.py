"""Numbers of issues: each once, none skipped, in the order of the dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import site


def issue(root: Path, folder: str, front: str) -> None:
    path = f"issues/zwxx/{folder}"
    site.put(root, f"{path}/issue.md", f"---\n{front}\nscan: a.pdf\n---\n")
    site.put(root, f"{path}/a.pdf", "x")


@pytest.mark.parametrize(
    ("folder", "front", "expected"),
    [
        ("2026/0014", "number: 14\ndate: 2026-03-23\nstatus: published", []),
        ("2026/0015", "number: 15\ndate: 2026-03-23\nstatus: published", ["skipped-number"]),
        ("2027/0005", "number: 5\ndate: 2027-03-23\nstatus: published", []),
        ("2026/s01", "number: 1\ndate: 2026-03-10\nstatus: published", []),
        ("2026/s05", "number: 5\ndate: 2026-03-10\nstatus: published", []),
        ("2026/0014", "number: 14\nform: special\ndate: 2026-03-23\nstatus: published", []),
        ("2026/s12", "number: 12\ntotal: 213\ndate: 2026-03-10\nstatus: published", []),
        (
            "2026/0010",
            "number: 10\ndate: 2026-03-05\nstatus: published",
            ["issue-dates-out-of-order"],
        ),
        (
            "2026/0014",
            "number: 14\ntotal: 212\ndate: 2026-03-23\nstatus: published",
            ["duplicate-total"],
        ),
        ("2025/0099", "number: 99\ntotal: 9\ndate: 2025-12-29\nstatus: published", []),
    ],
)
def test_a_further_issue(tmp_path: Path, folder: str, front: str, expected: list[str]) -> None:
    root = site.write(tmp_path)
    issue(root, folder, front)
    assert site.codes(root) == expected


def test_a_supplement_may_take_a_running_number_between_two_regular_issues(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    issue(root, "2026/s01", "number: 1\ntotal: 212\ndate: 2026-03-05\nstatus: published")
    site.swap(root, site.ISSUE, "total: 212", "total: 213")
    assert site.codes(root) == []


def test_a_number_beyond_all_reason_is_one_fault_and_costs_nothing(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    issue(root, "2026/999999999", "number: 999999999\ndate: 2026-03-23\nstatus: published")
    assert site.codes(root) == ["bad-folder", "skipped-number"]


def test_each_gap_is_told_with_its_numbers(tmp_path: Path) -> None:
    root = site.write(tmp_path)
    issue(root, "2026/0017", "number: 17\ndate: 2026-03-30\nstatus: published")
    (fault,) = site.checked(root).faults
    assert fault.message("zh") == "2026年第13期之后跳过了第14—16期"
    assert fault.message("en") == "after number 13 of 2026, numbers 14 to 16 are missing"
