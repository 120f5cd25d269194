"""How what was due stands on a day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from builder.deadlines import Standing, State, of_days, of_moments

DUE, DAY = date(2026, 3, 10), date(2026, 3, 15)


@pytest.mark.parametrize(
    ("due", "done", "day", "expected"),
    [
        (DUE, date(2026, 3, 10), DAY, Standing(State.DONE)),
        (DUE, date(2026, 3, 12), DAY, Standing(State.LATE, 2)),
        (DUE, None, DAY, Standing(State.OVERDUE, 5)),
        (DUE, None, date(2026, 3, 10), Standing(State.OPEN)),
        (DUE, None, date(2026, 3, 1), Standing(State.OPEN, 9)),
        (None, None, DAY, Standing(State.OPEN)),
        (None, date(2026, 3, 12), DAY, Standing(State.DONE)),
    ],
)
def test_a_deadline_is_met_missed_or_still_to_come(
    due: date | None, done: date | None, day: date, expected: Standing
) -> None:
    assert of_days(due, done, day) == expected


def test_what_is_done_after_the_day_asked_for_is_not_done_yet() -> None:
    assert of_days(DUE, date(2026, 3, 20), DAY) == Standing(State.OVERDUE, 5)


def test_without_a_day_nothing_is_overdue_and_nothing_is_counted() -> None:
    assert of_days(DUE, None, None) == Standing(State.OPEN)
    assert of_days(DUE, date(2026, 3, 12), None) == Standing(State.LATE)


def test_within_the_day_it_is_hours() -> None:
    due = datetime(2026, 3, 10, 12)
    late = of_moments(due, True, datetime(2026, 3, 10, 14, 20), True, DAY)
    assert late == Standing(State.LATE, 0, 2)
    assert of_moments(due, True, datetime(2026, 3, 10), False, DAY) == Standing(State.DONE)
    assert of_moments(due, False, datetime(2026, 3, 10, 23), True, DAY) == Standing(State.DONE)
