"""Does a row of totals in a table add up? Asked of plain figures alone, and never guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

_SUBTOTAL = "小计"
_TOTALS = frozenset(("合计", "总计", "共计", _SUBTOTAL))
_FIGURE = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_NOTHING = frozenset(("", "-", "–", "—", "——", "/"))
_MARKS = re.compile(r"[\s*_　：:]+")
# Of these no sum is meant: shares, means, prices, ranks, days; nor of heads counted only once.
_NO_SUM = re.compile(r"[率比%％‰均价速名号次年月期日位幅占度]|增长|增减|单[位价]|温度|系数|倍")
# A part told apart from the row above it would be counted twice, and so would a nested heading.
_PART = re.compile(r"其中|[#＃]|^[（(]|^[一二三四五六七八九十]+、|^\d+[.、．]")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A total that differs from the sum of its column; both are counted from 0."""

    row: int
    column: int
    total: str


def wrong(rows: Sequence[Sequence[str]]) -> Iterator[Wrong]:
    """The totals of a table that are not the sum of what they stand for; the first row is its head.

    A total may be that of all rows, of those since the one before it, of the subtotals, or of what
    comes below it. Where most sums of a row differ, what it stands for is not known and nothing is
    said: one column is judged by the others, or by itself if it is the only one with figures.
    """
    body = list(rows[1:])
    if any(_PART.search(cell.strip()) for row in body for cell in row[:2]):
        return
    names = [_name(row) for row in body]
    for at, name in enumerate(names):
        if not name:
            continue
        asked = [
            (column, value, _sums(body, names, at, column))
            for column, head in enumerate(rows[0])
            if not _NO_SUM.search(head) and (value := _figure(body[at][column])) is not None
        ]
        known = [(column, value, sums) for column, value, sums in asked if sums]
        right = [column for column, value, sums in known if _meets(value, sums)]
        if len(right) * 2 >= len(known) or len(known) == 1:
            for column, _, sums in known:
                if column not in right:
                    yield Wrong(at + 1, column, f"{sums[0][0]:f}")


def _name(row: Sequence[str]) -> str:
    """合计, 小计 … if that is what a row is; it may stand behind a number or an empty cell."""
    plain = [_MARKS.sub("", cell) for cell in row[:2]]
    return next((cell for cell in plain if cell in _TOTALS), "")


def _figure(cell: str) -> Decimal | None:
    text = cell.strip().strip("*_").strip()
    return Decimal(text.replace(",", "")) if _FIGURE.fullmatch(text) else None


def _sums(
    body: Sequence[Sequence[str]], names: Sequence[str], at: int, column: int
) -> list[tuple[Decimal, Decimal]]:
    """The sums that a total may be, the likeliest first, and how far rounding may part them.

    None at all where a cell is neither a figure nor empty.
    """
    before = next((n for n in range(at - 1, -1, -1) if names[n]), -1)
    plain = [n for n in range(len(body)) if not names[n]]
    above = [n for n in plain if n < at]
    ranges = [
        above,
        [n for n in above if n > before],
        [n for n in range(at) if names[n] == _SUBTOTAL],
        [n for n in plain if n > at],
    ]
    if names[at] == _SUBTOTAL:
        ranges[:2] = ranges[1::-1]
    found = []
    for taken in ranges:
        cells = [body[n][column] for n in taken]
        if any(_figure(c) is None and c.strip() not in _NOTHING for c in cells):
            return []
        figures = [f for f in map(_figure, cells) if f is not None]
        if len(figures) > 1:
            places = max(_places(f) for f in figures)
            rounding = Decimal(len(figures)).scaleb(-places) / 2 if places else Decimal()
            found.append((sum(figures, Decimal()), rounding))
    return found


def _meets(value: Decimal, sums: Sequence[tuple[Decimal, Decimal]]) -> bool:
    return any(abs(value - total) <= rounding for total, rounding in sums)


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
