"""Charts drawn by the build."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from builder import charts


def test_a_single_year_needs_no_chart() -> None:
    assert charts.columns([("2026", 3)], "各年") == ""
    assert charts.spark([("2026", 3)], "各年") == ""


@pytest.mark.parametrize("draw", (charts.columns, charts.spark))
def test_a_chart_says_its_figures_to_those_who_cannot_see_it(draw: object) -> None:
    assert callable(draw)
    svg = ElementTree.fromstring(draw([("2024", 9), ("2025", 46), ("2026", 75)], "各年条数"))
    assert svg.get("role") == "img"
    assert "2025 46，2026 75" in str(svg.get("aria-label"))
    assert "style" not in ElementTree.tostring(svg, "unicode")


def test_a_chart_of_nothing_but_zeros_can_be_drawn() -> None:
    assert ElementTree.fromstring(charts.columns([("2025", 0), ("2026", 0)], "零")).tag


def test_names_are_escaped() -> None:
    ElementTree.fromstring(charts.columns([("<a>&", 1), ('"b"', 2)], '<"&'))


@pytest.mark.parametrize(
    ("count", "most", "shade"),
    [(0, 9, 0), (1, 100, 1), (25, 100, 1), (26, 100, 2), (100, 100, 4), (5, 0, 0)],
)
def test_shades_follow_quarters_of_the_most(count: int, most: int, shade: int) -> None:
    assert charts.shade(count, most) == shade
