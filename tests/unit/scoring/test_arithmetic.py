"""Periods, workdays, rounding, ranks: what every notice rests on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from builder.model.vocabulary import Target, Unit
from builder.scoring.amounts import percent, ranks, share_of_most, shown
from builder.scoring.periods import around, parse
from builder.scoring.targets import applying, progress
from builder.scoring.workdays import workdays

UNIT = Unit("gongan", "县公安局", "县公安局", "bm")
CALENDAR = workdays([date(2026, 1, 1), date(2026, 1, 2)], [date(2026, 1, 4)])


@pytest.mark.parametrize(
    ("name", "first", "last", "before"),
    [
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01"),
        ("2026q1", date(2026, 1, 1), date(2026, 3, 31), "2025q4"),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), "2026q3"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025"),
    ],
)
def test_periods(name: str, first: date, last: date, before: str) -> None:
    period = parse(name)
    assert period is not None and period.name == name.lower()
    assert (period.first, period.last, period.before.name) == (first, last, before)
    assert period.months[0].first == first and period.months[-1].last == last


@pytest.mark.parametrize("name", ["", "2026-13", "2026q5", "26", "2026-3", "二〇二六", "0000"])
def test_what_is_no_period(name: str) -> None:
    assert parse(name) is None


def test_the_periods_around_some_days() -> None:
    names = [p.name for p in around((date(2026, 3, 31), date(2026, 4, 1)))]
    assert names == ["2026-03", "2026q1", "2026-04", "2026q2", "2026"]


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (181, 913, "19.8%"),  # 上报913条，录用181条，录用率19.8%
        (800, 2200, "36.4%"),  # “采用率达到了36%”，原文取整
        (167, 348, "48.0%"),
        (907, 4650, "19.5%"),
        (1, 8, "12.5%"),
        (1, 16, "6.3%"),  # 6.25: half up
        (3, 0, ""),
    ],
)
def test_rates_have_one_decimal_rounded_half_up(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(10, 3), "3.33"),
        (Fraction(20, 3), "6.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(5), "5"),
        (Fraction(100), "100"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(-1, 1000), "0"),
    ],
)
def test_points_are_shown_with_two_decimals_at_most(value: Fraction, said: str) -> None:
    assert shown(value) == said


def test_equal_totals_share_a_rank_as_in_the_notice_of_dazhou() -> None:
    totals = {"a": 308, "b": 290, "c": 264, "d": 264, "e": 250}
    found = ranks({code: Fraction(total) for code, total in totals.items()})
    assert found == {"a": 1, "b": 2, "c": 3, "d": 3, "e": 5}


def test_ranks_come_from_exact_amounts() -> None:
    found = ranks({"a": Fraction(10, 3), "b": Fraction(333, 100)})
    assert found == {"a": 1, "b": 2}, "both are shown as 3.33"


def test_how_concentrated_the_adoptions_are() -> None:
    assert share_of_most([27, 108, 4, 1], 1) == "77.1%"
    assert share_of_most([], 5) == ""


def test_workdays_skip_holidays_and_know_weekends_that_are_worked() -> None:
    assert CALENDAR.between(date(2026, 1, 1), date(2026, 1, 9)) == 6
    assert CALENDAR.is_worked(date(2026, 1, 4)) and not CALENDAR.is_worked(date(2026, 1, 1))


def owed(per: str, number: int, period: str, as_of: date, since: date = date(2020, 1, 1)) -> str:
    """What is owed by a day, of what when the period is over."""
    target = Target(("bm",), (), per, number, "submitted", since)
    found = parse(period)
    assert found is not None
    (row,) = progress(UNIT, [target], found, as_of, CALENDAR, lambda *_: Fraction())
    return f"{row.owed}/{row.whole}"


@pytest.mark.parametrize(
    ("per", "number", "period", "as_of", "expected"),
    [
        ("day", 1, "2026-01", date(2026, 1, 9), "6/21"),  # 每个工作日1条
        ("day", 1, "2026-01", date(2026, 3, 1), "21/21"),
        ("week", 2, "2026-01", date(2026, 3, 1), "10/10"),  # five Thursdays
        ("week", 2, "2026-02", date(2026, 3, 1), "8/8"),
        ("week", 5, "2026-01", date(2026, 1, 13), "12/25"),  # two weeks, 2 of 5 days of a third
        ("month", 4, "2026q1", date(2026, 3, 31), "12/12"),
        ("month", 4, "2026q1", date(2026, 3, 15), "9/12"),
        ("quarter", 3, "2026-02", date(2026, 2, 28), "1/3"),
        ("year", 12, "2026-06", date(2026, 6, 30), "5/12"),
        ("year", 12, "2026-06", date(2026, 9, 30), "5/12"),
        ("year", 12, "2026", date(2027, 1, 1), "12/12"),
    ],
)
def test_targets_are_owed_by_the_day(
    per: str, number: int, period: str, as_of: date, expected: str
) -> None:
    assert owed(per, number, period, as_of) == expected


def test_a_target_that_began_in_the_middle_of_a_month_is_owed_in_part() -> None:
    assert owed("month", 4, "2026-03", date(2026, 4, 1), date(2026, 3, 16)) == "2/2"


def test_the_latest_target_applies_and_one_for_the_unit_before_one_for_its_group() -> None:
    old = Target(("bm",), (), "month", 4, "submitted", date(2025, 1, 1))
    new = Target(("bm",), (), "month", 5, "submitted", date(2026, 1, 1))
    mine = Target((), ("gongan",), "month", 2, "submitted", date(2025, 6, 1))
    day = date(2026, 3, 1)
    assert applying([new, old], UNIT, day) == (new,)
    assert applying([new, old], UNIT, date(2025, 3, 1)) == (old,)
    assert applying([old, mine, new], UNIT, day) == (mine,)
