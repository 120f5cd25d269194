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
