"""Which rule and which row of it apply to an adoption, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from builder.model.vocabulary import PointsRow, PointsRule
from builder.scoring.adoptions import Taken
from builder.scoring.amounts import amount


def rule_on(rules: Sequence[PointsRule], day: date) -> PointsRule | None:
    """The rule of a day: the latest that had begun; None before the first."""
    return max((r for r in rules if r.since <= day), key=lambda r: r.since, default=None)


def row_of(
    rule: PointsRule, taken: Taken, kind: str, commissioned: bool
) -> tuple[int, PointsRow] | None:
    """The row that says most exactly what an adoption is, and its place in the rule, from 1.

    A row applies if all it names is so. Of those that apply, the one that names most wins: first
    the publication, then the form of the issue, a commission, the kind, the form; then the upper.
    """
    found = [
        (number, row)
        for number, row in enumerate(rule.points, 1)
        if row.level == taken.level
        and row.publication in ("", taken.publication)
        and row.form in ("", taken.form)
        and row.issue in ("", taken.issue)
        and (not row.kinds or kind in row.kinds)
        and (commissioned or not row.commissioned)
    ]
    return min(found, key=lambda pair: (_exactness(pair[1]), pair[0]), default=None)


def _exactness(row: PointsRow) -> tuple[bool, ...]:
    named = (row.publication, row.issue, row.commissioned, row.kinds, row.form)
    return tuple(not part for part in named)


def value_of(row: PointsRow, taken: Taken) -> Fraction:
    """What a row gives for an adoption before factors: its points, or a multiple of the upper's."""
    return amount(row.times) * amount(taken.upper) if row.times else amount(row.points)
