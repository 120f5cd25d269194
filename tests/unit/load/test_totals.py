"""Totals in tables: what is wrong is found, and what is no sum is let be."""

from __future__ import annotations

import pytest

from builder.load import prose, totals


def table(*rows: str) -> list[list[str]]:
    return [row.split() for row in rows]


def test_a_total_that_differs_from_its_column_is_found_with_the_sum() -> None:
    rows = table("单位 件 户", "甲 1,200 3", "乙 30 4", "丙 — 5", "合计 1,231 12")
    assert list(totals.wrong(rows)) == [totals.Wrong(4, 1, "1230")]


def test_a_subtotal_stands_for_the_rows_since_the_one_before() -> None:
    rows = table("单位 件", "甲 1", "乙 2", "小计 3", "丙 3", "丁 4", "小计 8", "总计 10")
    assert list(totals.wrong(rows)) == [totals.Wrong(6, 1, "7")]


@pytest.mark.parametrize(
    "rows",
    [
        table("单位 件 合格率", "甲 1 50", "乙 3 100", "合计 4 87.5"),
        table("单位 单价", "甲 1", "乙 3", "合计 2"),
        table("单位 占比", "甲 33.3", "乙 33.3", "合计 100"),
        table("单位 亿元", "甲 1.04", "乙 2.04", "丙 3.04", "合计 6.13"),
        table("单位 件", "甲 5", "其中：乙 3", "丙 4", "合计 9"),
        table("单位 件", "一、甲 5", "1.乙 5", "二、丙 4", "合计 9"),
        table("单位 件", "合计 9", "甲 5", "乙 4"),
        table("单位 件", "甲 1", "乙 2", "小计 3", "丙 3", "丁 4", "小计 7", "合计 10"),
        table("单位 件", "甲 约5", "乙 4", "合计 10"),
        table("单位 件 户", "甲 5 6", "乙 4 7", "合计 10 14"),
        table("单位 成本合计", "甲 5", "乙 4", "成本合计 10"),
        table("单位 件", "甲 5", "合计 10"),
    ],
)
def test_what_is_no_sum_or_can_not_be_known_is_let_be(rows: list[list[str]]) -> None:
    assert list(totals.wrong(rows)) == []


def test_the_place_is_that_of_the_total_though_the_same_figure_stands_before_it() -> None:
    body = (
        "| 单位 | 件 | 户 |\n|---|---|---|\n| 甲 | 5 | 1 |\n| 乙 | 4 | 2 |\n| **合计** | 9 | 9 |\n"
    )
    (found,) = prose.parse(body, 11).totals
    assert (found.given, found.total, found.line, found.column) == ("9", "3", 15, 16)
