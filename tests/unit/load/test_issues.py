"""An issue from its issue.md and the name of its folder."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from builder.diagnostic import Diagnostic
from builder.load import issues
from builder.load.prose import parse
from builder.model.issue import Issue, IssueForm, Status
from tests.properties.test_load import VOCABULARY

ZONE = ZoneInfo("Asia/Shanghai")
SERIES = VOCABULARY.series["zwxx"]


def decode(
    front: str, folder: str = "0012", body: str = ""
) -> tuple[Issue | None, tuple[Diagnostic, ...]]:
    path = f"issues/zwxx/2026/{folder}/issue.md"
    return issues.decode(f"---\n{front}\n---\n{body}", path, SERIES, ("a", "b"), True, ZONE, parse)


def told(front: str, folder: str = "0012") -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in decode(front, folder)[1]]


LEAST = "number: 0012\ndate: 2026-03-09\nstatus: published"


def test_the_least_issue() -> None:
    found, faults = decode(LEAST)
    assert found and not faults
    assert (found.id, found.number, found.status) == ("zwxx/2026/0012", 12, Status.PUBLISHED)
    assert (
        found.items == ("a", "b")
        and found.closed
        and not found.sealed
        and found.form is IssueForm.REGULAR
    )


def test_every_field_of_the_contract_is_read() -> None:
    found, faults = decode(
        "期号: 12\n总期号: 212\n日期: 2026-03-09\n形式: 专刊\n标题: 春耕专刊\n编发单位: 政府办\n"
        "责任编辑: 甲\n校对: 乙\n签发人: 丙\n分发: {报: [省], 送: 市, 发: [镇, 乡]}\n印数: 50\n"
        "内部标志: 内部资料\n截稿时间: 2026-03-08T17:00\n状态: 已发\n扫描件: 12.pdf",
        body="按语。",
    )
    assert found and not faults
    assert found.form is IssueForm.SPECIAL and found.total == 212 and found.copies == 50
    assert found.distribution.copy == ("市",) and found.secrecy == "keep" and found.cutoff
    assert found.note.text == "按语。" and found.scan == "12.pdf"


@pytest.mark.parametrize("number", ["1", "01", "s01", "s1"])
def test_a_supplement_is_told_by_its_folder(number: str) -> None:
    found, faults = decode(f"number: {number}\ndate: 2026-03-09\nstatus: draft", "s01")
    assert found and not faults and found.form is IssueForm.SUPPLEMENT and found.number == 1


@pytest.mark.parametrize(
    ("front", "folder", "expected"),
    [
        (LEAST.replace("0012", "13"), "0012", ["2:9 folder-mismatch"]),
        (LEAST.replace("0012", "12"), "012", ["1:1 bad-folder"]),
        (LEAST + "\nform: supplement", "0012", ["5:7 folder-mismatch"]),
        (LEAST.replace("2026-03-09", "2062-03-09"), "0012", ["3:7 folder-mismatch"]),
        (LEAST.replace("2026-03-09", "2025-12-31"), "0012", []),
        (LEAST.replace("0012", "十二"), "0012", ["2:9 bad-number"]),
        (LEAST.replace("0012", "0"), "0012", ["2:9 bad-number"]),
        (LEAST.replace("0012", "００１２"), "0012", ["2:9 bad-number"]),
        (LEAST + "\nsecrecy: 机密", "0012", ["5:10 secret-mark"]),
        (LEAST + "\nsecrecy: 保存", "0012", ["5:10 unknown-value"]),
        (LEAST + "\ntotal: 0", "0012", ["5:8 wrong-type"]),
        (LEAST + "\nsigner: 王 #某", "0012", ["5:11 text-cut"]),
        (LEAST.replace("published", "publish"), "0012", ["4:9 unknown-value"]),
        ("", "0012", ["1:1 missing-field"] * 3),
    ],
)
def test_faults_are_told_in_their_place(front: str, folder: str, expected: list[str]) -> None:
    assert told(front, folder) == expected


def test_an_unfinished_draft_is_an_issue_that_is_not_published() -> None:
    found, faults = decode("status: 草稿")
    assert [f.code for f in faults] == ["missing-field", "missing-field"]
    assert found and found.status is Status.DRAFT and found.number == 12
    assert found.date == date(2026, 12, 31)


def test_what_is_not_clearly_a_draft_is_no_issue() -> None:
    for front in ("status:", "status: draf", "number: 12"):
        assert decode(front)[0] is None


@pytest.mark.parametrize("folder", ["第12期", "12期", "x01", "s", "００１２", "12-1"])
def test_a_folder_that_is_no_number_is_refused(folder: str) -> None:
    fault = issues.folder_fault(f"issues/zwxx/2026/{folder}", folder, SERIES)
    assert (
        fault and fault.code == "bad-folder" and fault.help("en").endswith(("0012", "0001", "0121"))
    )
