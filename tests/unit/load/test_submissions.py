"""Tables of submissions as offices save them."""

from __future__ import annotations

import pytest

from builder.load.decode import Names
from builder.load.submissions import decode_submissions
from builder.rules import names as rules

UNITS = Names(
    {"gongan": "gongan", "县公安局": "gongan"}, {"gongan": "县公安局"}, rules.unknown_unit
)


def told(source: str) -> list[str]:
    faults = decode_submissions(source, "site_src/submissions/2026-03.csv", UNITS)[1]
    return [f"{fault.code} {fault.message('zh')}" for fault in faults]


@pytest.mark.parametrize(
    ("mark", "said"), [("，", "“，”"), ("\t", "制表符"), (";", "“;”"), ("、", "“、”")]
)
def test_columns_held_apart_by_another_mark_are_told_as_that_alone(mark: str, said: str) -> None:
    source = f"单位{mark}报送数\n县公安局{mark}5\n"
    assert told(source) == [f"bad-table 表格读不通：各列用{said}隔开，不是半角逗号"]


def test_a_title_above_the_head_is_no_wrong_column() -> None:
    found = told("2026年3月报送情况,\n单位,报送数\n县公安局,5\n")
    assert [words.partition(" ")[0] for words in found] == ["bad-table"]


def test_a_slip_in_a_column_is_told_as_one() -> None:
    assert told("单位,报送\n县公安局,5\n") == ["unknown-key 没有“报送”这个键"]


def test_a_column_is_named_as_the_head_writes_it() -> None:
    assert told("单位,报送数\n县公安局,5条\n") == ["wrong-type “报送数”应是整数，这里是“5条”"]
    assert told("unit,submitted\ngongan,5条\n") == ["wrong-type “submitted”应是整数，这里是“5条”"]
