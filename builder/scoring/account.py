"""A unit's own account: this year by month, its targets, its best items, every line of points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from builder.model.item import Item
from builder.scoring.adoptions import counts, first_taken
from builder.scoring.entries import Cause
from builder.scoring.ledger import Ledger, Line, shared
from builder.scoring.notice import ranking
from builder.scoring.periods import Period
from builder.scoring.targets import Progress, progress

BEST = 5
"""How many of a unit's best items are named."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a month, or a year, came to for a unit; `rank` is None where units are not ranked."""

    period: Period
    sent: Mapping[str, int]
    adopted: int
    points: Fraction
    rank: int | None


@dataclass(frozen=True, slots=True)
class Best:
    """An item, how often it was adopted besides in its own series, and what it earned the unit."""

    item: str
    adoptions: int
    annotations: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a unit: the year as a whole, its months, and what stands behind them."""

    year: Span
    months: tuple[Span, ...]
    progress: tuple[Progress, ...]
    best: tuple[Best, ...]
    lines: tuple[Line, ...]


def account(ledger: Ledger, unit: str, items: Sequence[Item], year: int) -> Account:
    """The account of a unit in a year; `items` are all it has, for the best of all years."""
    whole = Period(year)
    months = tuple(m for m in whole.months if m.first <= ledger.as_of)
    known = ledger.site.vocabularies
    asked: tuple[Progress, ...] = ()
    if not known.units[unit].successor and ledger.site.as_of:
        asked = tuple(
            progress(
                known.units[unit],
                known.targets,
                whole,
                ledger.as_of,
                ledger.calendar,
                ledger.done,
            )
        )
    return Account(
        _span(ledger, unit, whole),
        tuple(_span(ledger, unit, month) for month in months),
        asked,
        _best(ledger, unit, items),
        tuple(line for line in ledger.lines(whole) if line.unit == unit),
    )


def _span(ledger: Ledger, unit: str, period: Period) -> Span:
    adopted = 0
    for item in ledger.items(period):
        if unit in item.units:
            day = first_taken(item, ledger.site)
            adopted += day is not None and period.holds(day) and day <= ledger.as_of
    ranks = ranking(ledger, period) if ledger.is_scored else {}
    total = ledger.totals(period)[unit]
    return Span(period, ledger.sent_in(unit, period.months), adopted, total, ranks.get(unit))


def _best(ledger: Ledger, unit: str, items: Sequence[Item]) -> tuple[Best, ...]:
    """The items that earned most; without rules those adopted most often."""
    found = []
    for item in items:
        # Most items were adopted by nobody else: of these nothing more is asked.
        if not (item.adoptions or item.annotations) or not counts(item):
            continue
        adoptions = sum(a.date <= ledger.as_of for a in item.adoptions)
        annotations = sum(a.date <= ledger.as_of for a in item.annotations)
        earned = (
            line.points
            for entry in ledger.entries(item)
            if entry.cause in (Cause.ADOPTION, Cause.ANNOTATION)
            for line in shared(entry, item.units)
            if line.unit == unit
        )
        if adoptions or annotations:
            best = Best(item.id, adoptions, annotations, sum(earned, Fraction()))
            found.append(best)
    found.sort(key=lambda b: (-b.points, -b.adoptions, -b.annotations, b.item))
    return tuple(found[:BEST])
