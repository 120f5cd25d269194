"""The periods of notices: a month, a quarter, a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAME = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])|q([1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year; a quarter of it if `quarter` is 1 to 4; a month of it if `month` is 1 to 12."""

    year: int
    quarter: int = 0
    month: int = 0

    @property
    def name(self) -> str:
        """`2026-03`, `2026q1` or `2026`."""
        if self.month:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}q{self.quarter}" if self.quarter else f"{self.year:04}"

    @property
    def length(self) -> int:
        """Months in it."""
        return 1 if self.month else 3 if self.quarter else 12

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or max(1, self.quarter * 3 - 2), 1)

    @property
    def last(self) -> date:
        """Its last day."""
        number = self.first.month + self.length - 1
        return date(self.year, number, monthrange(self.year, number)[1])

    @property
    def months(self) -> tuple[Period, ...]:
        """The months in it."""
        start = self.first.month
        return tuple(Period(self.year, 0, n) for n in range(start, start + self.length))

    @property
    def before(self) -> Period:
        """The period of the same length before it."""
        if self.month:
            return Period(self.year - (self.month == 1), 0, (self.month - 2) % 12 + 1)
        if self.quarter:
            return Period(self.year - (self.quarter == 1), (self.quarter - 2) % 4 + 1)
        return Period(self.year - 1)

    @property
    def year_before(self) -> Period:
        """The same period of the year before."""
        return Period(self.year - 1, self.quarter, self.month)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def parse(text: str) -> Period | None:
    """A period by its name; None if the text is none."""
    found = _NAME.fullmatch(text.strip().lower())
    if not found or int(found[1]) < 2:
        return None
    return Period(int(found[1]), int(found[3] or 0), int(found[2] or 0))


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return Period(day.year, 0, day.month)


def around(days: Iterator[date] | tuple[date, ...]) -> tuple[Period, ...]:
    """The months, quarters and years that hold at least one of the days, in order of time."""
    found: set[Period] = set()
    for year, month in {(day.year, day.month) for day in days}:
        found |= {Period(year), Period(year, (month + 2) // 3), Period(year, 0, month)}
    return tuple(sorted(found, key=lambda p: (p.year, p.last, p.length)))
