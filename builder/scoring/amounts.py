"""Exact amounts, and how they are rounded for readers: half up, as offices do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")

PLACES = 2
"""Decimal places of points; ranks are made from the exact amounts."""


def amount(written: str) -> Fraction:
    """A decimal number as written; empty is 0."""
    return Fraction(written) if written else Fraction()


def rounded(value: Fraction, places: int) -> Decimal:
    """A fraction rounded half away from zero."""
    unit = Decimal(1).scaleb(-places)
    # 50 digits are far more than any amount here needs: the division itself never rounds up.
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(unit, ROUND_HALF_UP)


def shown(value: Fraction, places: int = PLACES) -> str:
    """An amount for readers: `3.33`, `4`, `0.5`; a minus sign where it is below zero."""
    text = f"{rounded(value, places):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def percent(part: int | Fraction, whole: int | Fraction) -> str:
    """A share in percent with one decimal, as notices give it: `19.8%`; empty without a whole."""
    return f"{rounded(Fraction(part) * 100 / Fraction(whole), 1):f}%" if whole else ""


def ranks(totals: Mapping[str, Fraction]) -> dict[str, int]:
    """The rank of each, the highest total first; equal totals share a rank: 1, 2, 2, 4."""
    order = sorted(totals.values(), reverse=True)
    first: dict[Fraction, int] = {}
    for place, total in enumerate(order, 1):
        first.setdefault(total, place)
    return {code: first[total] for code, total in totals.items()}


def share_of_most(counts: Sequence[int], most: int) -> str:
    """What part of all the `most` highest counts are, in percent: how concentrated they are."""
    return percent(sum(sorted(counts, reverse=True)[:most]), sum(counts))
