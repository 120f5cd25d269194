"""Which days are worked: weekdays without the holidays, and weekend days worked in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The calendar of an office."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        """Whether the office works on a day."""
        return day in self.worked or (day.weekday() < 5 and day not in self.holidays)

    def between(self, first: date, last: date) -> int:
        """Workdays from the first to the last, both included."""
        return sum(self.is_worked(day) for day in days(first, last))


def workdays(holidays: Iterable[date], worked: Iterable[date]) -> Workdays:
    """The calendar with these exceptions."""
    return Workdays(frozenset(holidays), frozenset(worked))


def days(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + number * _DAY
