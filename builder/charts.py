"""Charts as inline SVG: ink lines, one red series, labels where they belong, no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup


def spark(figures: Sequence[tuple[str, int]], label: str) -> Markup:
    """A row of thin columns, one a year, the newest in red; nothing for fewer than three."""
    if len(figures) < 3:
        return Markup("")
    most = max(count for _, count in figures) or 1
    step, height = 14, 36
    width = step * len(figures)
    bars = []
    for index, (name, count) in enumerate(figures):
        tall = round((height - 4) * count / most, 1)
        colour = "plot-now" if index == len(figures) - 1 else "plot-bar"
        bars.append(
            f'<rect class="{colour}" x="{index * step + 2}" y="{height - tall}" '
            f'width="{step - 4}" height="{tall}"><title>{escape(name)} {count}</title></rect>'
        )
    described = escape(f"{label} {_spoken(figures)}")
    return Markup(
        f'<svg class="spark" role="img" aria-label="{described}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        + "".join(bars)
        + f'<line class="plot-axis" x1="0" y1="{height}" x2="{width}" y2="{height}"/></svg>'
    )


def columns(figures: Sequence[tuple[str, int]], label: str) -> Markup:
    """A column chart with the figure above each column and its name below."""
    if len(figures) < 2:
        return Markup("")
    most = max(count for _, count in figures) or 1
    width, height, foot = min(640, max(240, 72 * len(figures))), 200, 24
    step = width / len(figures)
    bar = min(48.0, step * 0.6)
    every = max(1, -(-len(figures) // 16))
    parts = []
    for index, (name, count) in enumerate(figures):
        tall = round((height - foot - 24) * count / most, 1)
        middle = round(index * step + step / 2, 1)
        top = round(height - foot - tall, 1)
        colour = "plot-now" if index == len(figures) - 1 else "plot-bar"
        parts.append(
            f'<rect class="{colour}" x="{round(middle - bar / 2, 1)}" y="{top}" '
            f'width="{round(bar, 1)}" height="{tall}"/>'
        )
        if index % every == 0 or index == len(figures) - 1:
            parts.append(
                f'<text class="plot-figure" x="{middle}" y="{round(top - 6, 1)}" '
                f'text-anchor="middle">{count}</text>'
                f'<text class="plot-name" x="{middle}" y="{height - 6}" '
                f'text-anchor="middle">{escape(name)}</text>'
            )
    described = escape(f"{label} {_spoken(figures)}")
    return Markup(
        f'<svg class="plot" role="img" aria-label="{described}" viewBox="0 0 {width} {height}" width="{width}">'
        + "".join(parts)
        + f'<line class="plot-axis" x1="0" y1="{height - foot}" x2="{width}" '
        f'y2="{height - foot}"/></svg>'
    )


def shade(count: int, most: int) -> int:
    """How dark a cell of the heat map is: 0 for none, then 1 to 4 by quarters of the most."""
    if count <= 0 or most <= 0:
        return 0
    return min(4, 1 + (4 * count - 1) // most)


def _spoken(figures: Sequence[tuple[str, int]]) -> str:
    return "，".join(f"{name} {count}" for name, count in figures)


def shares(figures: Sequence[tuple[str, int, str, bool]], title: str, about: str) -> Markup:
    """Horizontal bars, each with its name, then its figures in words; some are in red."""
    if not figures:
        return Markup("")
    most = max(count for _, count, _, _ in figures) or 1
    line, name, bar = 30, 112, 300
    parts = []
    for index, (label, count, said, red) in enumerate(figures):
        top, long = index * line, round(bar * count / most, 1)
        colour = "plot-now" if red else "plot-bar"
        parts.append(
            f'<text class="plot-name" x="{name - 8}" y="{top + 20}" text-anchor="end">'
            f"{escape(label)}</text>"
            f'<rect class="{colour}" x="{name}" y="{top + 7}" width="{long}" height="16"/>'
            f'<text class="plot-figure" x="{name + long + 6}" y="{top + 20}">'
            f"{escape(said)}</text>"
        )
    described = f"{about} {_spoken([(label, count) for label, count, _, _ in figures])}"
    return _titled("plot", name + bar + 148, line * len(figures), title, described, parts)


MARKS = ("circle", "square", "up", "diamond", "down", "cross")
"""Shapes that tell lines apart without colour."""


def courses(
    lines: Sequence[tuple[str, Sequence[int | None]]],
    names: Sequence[str],
    last: int,
    title: str,
    about: str,
) -> Markup:
    """Ranks over time, the first at the top: each line has its own dashes, marks and name.

    `last` is the lowest rank there can be; None is a gap.
    """
    if not lines or len(names) < 2:
        return Markup("")
    shown = [rank for _, ranks in lines for rank in ranks if rank is not None]
    low = min(last, max(shown, default=1))
    step, left, height, foot, right = 52, 40, 260, 28, 96
    width = left + step * (len(names) - 1) + right
    tall = height - foot - 16

    def down(rank: int) -> float:
        return round(16 + (tall * (rank - 1) / (low - 1) if low > 1 else 0), 1)

    parts = [
        f'<text class="plot-name" x="{left + step * n}" y="{height - 6}" '
        f'text-anchor="middle">{escape(name)}</text>'
        for n, name in enumerate(names)
    ]
    for rank in sorted({1, (1 + low) // 2, low}):
        parts.append(
            f'<line class="plot-axis" x1="{left - 12}" y1="{down(rank)}" '
            f'x2="{width - right + 12}" y2="{down(rank)}"/>'
            f'<text class="plot-name" x="{left - 16}" y="{down(rank) + 5}" text-anchor="end">'
            f"{rank}</text>"
        )
    ends: list[float] = []
    for index, (label, ranks) in enumerate(lines):
        points = [(left + step * n, down(r)) for n, r in enumerate(ranks) if r is not None]
        if not points:
            continue
        kind = f"plot-line plot-line-{index % len(MARKS)}"
        path = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline class="{kind}" points="{path}"/>')
        parts += [_mark(MARKS[index % len(MARKS)], x, y, index) for x, y in points]
        end = points[-1][1]
        while any(abs(end - other) < 15 for other in ends):
            end += 15
        ends.append(end)
        parts.append(
            f'<text class="plot-name" x="{points[-1][0] + 12}" y="{end + 5}">{escape(label)}</text>'
        )
    height = max(height, round(max(ends, default=0)) + 16)
    spoken = "；".join(
        f"{label} " + "，".join(f"{n} {r}" for n, r in zip(names, ranks, strict=True) if r)
        for label, ranks in lines
    )
    return _titled("plot", width, height, title, f"{about} {spoken}", parts)


def _mark(shape: str, x: float, y: float, index: int) -> str:
    colour = "plot-now" if not index else "plot-mark"
    if shape == "circle":
        return f'<circle class="{colour}" cx="{x}" cy="{y}" r="4"/>'
    outlines = {
        "square": "-4,-4 4,-4 4,4 -4,4",
        "up": "0,-5 5,4 -5,4",
        "diamond": "0,-6 6,0 0,6 -6,0",
        "down": "0,5 5,-4 -5,-4",
        "cross": "-5,-2 -2,-2 -2,-5 2,-5 2,-2 5,-2 5,2 2,2 2,5 -2,5 -2,2 -5,2",
    }
    points = " ".join(
        f"{x + float(dx):g},{y + float(dy):g}"
        for dx, dy in (pair.split(",") for pair in outlines[shape].split())
    )
    return f'<polygon class="{colour}" points="{points}"/>'


def grid(
    columns: Sequence[tuple[str, Sequence[int | None]]],
    rows: Sequence[str],
    title: str,
    about: str,
) -> Markup:
    """A heat map: columns with a cell a row, shaded by number and with the number in it."""
    counts = [count for _, cells in columns for count in cells if count is not None]
    if not any(counts):
        return Markup("")
    most = max(counts)
    cell, high, left, top = 44, 30, 64, 24
    parts = [
        f'<text class="plot-name" x="{left - 8}" y="{top + high * n + 20}" text-anchor="end">'
        f"{escape(name)}</text>"
        for n, name in enumerate(rows)
    ]
    for index, (label, cells) in enumerate(columns):
        x = left + cell * index
        parts.append(
            f'<text class="plot-name" x="{x + cell / 2 - 1}" y="16" text-anchor="middle">'
            f"{escape(label)}</text>"
        )
        for n, count in enumerate(cells):
            if count is None:
                continue
            y, dark = top + high * n, shade(count, most)
            parts.append(
                f'<rect class="plot-shade-{dark}" x="{x}" y="{y}" width="{cell - 2}" '
                f'height="{high - 2}"/><text class="plot-cell plot-on-{dark}" '
                f'x="{x + cell / 2 - 1}" y="{y + 19}" text-anchor="middle">{count}</text>'
            )
    spoken = "；".join(
        f"{label} " + " ".join(str(c) for c in cells if c is not None) for label, cells in columns
    )
    width, height = left + cell * len(columns), top + high * len(rows)
    return _titled("plot", width, height, title, f"{about} {spoken}", parts)


def _titled(
    kind: str, width: float, height: float, title: str, about: str, parts: Sequence[str]
) -> Markup:
    """An SVG with a title and a description for those who can't see it."""
    return Markup(
        f'<svg class="{kind}" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {width:g} {height:g}" width="{width:g}">'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>{''.join(parts)}</svg>"
    )
