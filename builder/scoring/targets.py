"""How much each unit owes by a day, how much it has done, and what is in arrears."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from builder.model.vocabulary import Target, Unit
from builder.scoring.periods import Period
from builder.scoring.workdays import Workdays, days

Done = Callable[[str, Target, date, date], Fraction]
"""What a unit has done of what a target counts, from a day to a day."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A unit's progress against a target: what it owes by the day, what it has done, what lacks.

    `whole` is what it owes when the period is over.
    """

    unit: str
    target: Target
    first: date
    last: date
    owed: Fraction
    whole: Fraction
    done: Fraction

    @property
    def arrears(self) -> Fraction:
        """What is missing; nothing if all was done."""
        return max(Fraction(), self.owed - self.done)

    @property
    def marked(self) -> bool:
        """Whether the arrears have reached what the target calls alarming."""
        return bool(self.target.arrears) and self.arrears >= self.target.arrears


def applying(targets: Sequence[Target], unit: Unit, day: date) -> tuple[Target, ...]:
    """The targets of a unit on a day.

    Of those that count the same over the same time the latest applies; one that names the unit
    goes before one that names its group.
    """
    found: dict[tuple[object, ...], Target] = {}
    for target in sorted(targets, key=lambda t: t.since):
        if target.since > day:
            continue
        key = (target.per, target.count, target.kinds, target.level)
        earlier = found.get(key)
        if unit.code in target.units or (
            unit.group in target.groups and not (earlier and unit.code in earlier.units)
        ):
            found[key] = target
    return tuple(found.values())


def progress(
    unit: Unit,
    targets: Sequence[Target],
    period: Period,
    as_of: date,
    calendar: Workdays,
    done: Done,
) -> Iterator[Progress]:
    """The unit's progress in a period, up to a day.

    A target whose own time is longer than the period is counted from the beginning of that time:
    a month's notice tells what has been done of the year's target so far.
    """
    last = min(period.last, as_of)
    for target in applying(targets, unit, last):
        first, end = _begin(target, period), _end(target, period)
        parts = tuple(_parts(target.per, first, end, calendar))
        # The last week may end after the period does: it is owed whole all the same.
        over = end + timedelta(days=6)
        to_date = as_of <= period.last or end > period.last
        owed = _owed(target, parts, last if to_date else over, calendar)
        whole = _owed(target, parts, over, calendar)
        got = done(unit.code, target, max(first, target.since), last)
        yield Progress(unit.code, target, first, last, owed, whole, got)


def _begin(target: Target, period: Period) -> date:
    if target.per == "year":
        return Period(period.year).first
    if target.per == "quarter":
        return _quarter(period.first).first if period.month else period.first
    return period.first


def _end(target: Target, period: Period) -> date:
    if target.per == "year":
        return Period(period.year).last
    if target.per == "quarter":
        return _quarter(period.last).last
    return period.last


def _quarter(day: date) -> Period:
    return Period(day.year, (day.month + 2) // 3)


def _owed(
    target: Target, parts: Sequence[tuple[date, date]], last: date, calendar: Workdays
) -> Fraction:
    """What is owed for these days, weeks, months … up to a day.

    A part that is not over counts by its workdays so far, rounded down to a whole: nobody owes
    half an item. So does a part that had begun before the target applied.
    """
    owed = 0
    for begin, end in parts:
        if target.since <= begin and end <= last:
            owed += target.number
            continue
        worked = calendar.between(max(begin, target.since), min(end, last))
        total = calendar.between(begin, end)
        owed += target.number * worked // total if total else 0
    return Fraction(owed)


def _parts(per: str, first: date, last: date, calendar: Workdays) -> Iterator[tuple[date, date]]:
    """The workdays, weeks, months … of a period; a week is where its Thursday is (ISO 8601)."""
    if per == "day":
        yield from ((day, day) for day in days(first, last) if calendar.is_worked(day))
    elif per == "week":
        for day in days(first, last):
            if day.weekday() == 3:
                yield day - timedelta(days=3), day + timedelta(days=3)
    else:
        length = {"month": 1, "quarter": 3, "year": 12}[per]
        months = [Period(day.year, 0, day.month) for day in days(first, last) if day.day == 1]
        for at in range(0, len(months), length):
            yield months[at].first, months[min(at + length, len(months)) - 1].last
