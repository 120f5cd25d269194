"""Calls and commissions, and the register of what is overdue."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.views.entries import ItemRow
from builder.views.frame import Day, Link


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in the index; `counts` say how much it asks for and got, `overdue` what is missing."""

    title: str
    address: str
    to: tuple[Link, ...]
    due: Day
    counts: tuple[str, ...]
    overdue: str


@dataclass(frozen=True, slots=True)
class CallsView:
    """The index of calls, newest first; `register` leads to what is overdue."""

    rows: tuple[CallRow, ...]
    register: Link | None


@dataclass(frozen=True, slots=True)
class PointView:
    """A wanted subject and the items that answered it."""

    fragment: str
    text: str
    topics: tuple[Link, ...]
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class DutyView:
    """What a unit did about a commission; `state` is done, late, open or overdue."""

    unit: Link
    state: str
    standing: str
    at: Day | None
    time: str
    reason: str


@dataclass(frozen=True, slots=True)
class CommissionView:
    """A commission, whom it asked, by when, and what came of it."""

    fragment: str
    title: str
    to: tuple[Link, ...]
    due: Day
    time: str
    duties: tuple[DutyView, ...]
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit's record with a call: answers to points, commissions by how they stand."""

    unit: Link
    answers: int
    done: int
    late: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class CallView:
    """A call; `others` answered it as a whole, `units` and `total` are its record."""

    index: Link
    title: str
    to: tuple[Link, ...]
    due: Day
    body: Markup
    points: tuple[PointView, ...]
    commissions: tuple[CommissionView, ...]
    others: tuple[ItemRow, ...]
    units: tuple[UnitRecord, ...]
    total: UnitRecord | None
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class UnitDuty:
    """A commission on the page of a unit that owes it."""

    title: Link
    due: Day
    state: str
    standing: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register: `what` is a commission, a step of handling or a follow-up."""

    what: str
    subject: str
    title: Link
    units: tuple[Link, ...]
    officer: str
    due: Day
    time: str
    standing: str
    reason: str


@dataclass(frozen=True, slots=True)
class OverdueView:
    """The register of a day: overdue, still to come, and this year's that came late."""

    index: Link
    day: Day
    overdue: tuple[Entry, ...]
    open: tuple[Entry, ...]
    late: tuple[Entry, ...]
    csv: str
    json: str
