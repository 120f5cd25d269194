"""How does something stand that was due: done, done late, still open, or overdue by how long?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """How something with a deadline stands on a day."""

    DONE = "done"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Standing:
    """A state and how far it is from its deadline.

    `days`: late by (LATE, OVERDUE) or left (OPEN). `hours` is given instead where something was
    late by less than a day. Without a deadline, or a day to count to, both are 0.
    """

    state: State
    days: int = 0
    hours: int = 0


def of_days(due: date | None, done: date | None, day: date | None) -> Standing:
    """The standing of what is due on a day.

    `day` is the day to count to. Without one nothing is overdue, and what was done late says so
    without a number: elapsed days are for the staff.
    """
    if done and (day is None or done <= day):
        late = (done - due).days if due else 0
        if late <= 0:
            return Standing(State.DONE)
        return Standing(State.LATE, late if day else 0)
    if due is None or day is None:
        return Standing(State.OPEN)
    left = (due - day).days
    return Standing(State.OPEN, left) if left >= 0 else Standing(State.OVERDUE, -left)


def of_moments(
    due: datetime | None, due_exact: bool, done: datetime | None, exact: bool, day: date | None
) -> Standing:
    """The standing of what is due at a moment; `exact` says that a time of day was given."""
    found = of_days(due.date() if due else None, done.date() if done else None, day)
    if found.state is State.DONE and due and done and exact and due_exact and done > due:
        hours = max(1, round((done - due).total_seconds() / 3600))
        return Standing(State.LATE, 0, hours if day else 0)
    return found
