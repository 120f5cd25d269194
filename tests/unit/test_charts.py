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


def svg_of(drawn: object) -> ElementTree.Element:
    found = ElementTree.fromstring(str(drawn))
    assert found.get("role") == "img" and found.get("aria-label") == "名<称>"
    assert found[0].tag == "title" and found[0].text == "名<称>"
    assert "style" not in ElementTree.tostring(found, "unicode")
    return found


def test_shares_say_their_figures_in_words() -> None:
    found = svg_of(
        charts.shares([("动态", 3, "3条，75%", False), ("问题", 1, "1条", True)], "名<称>", "说明")
    )
    assert found[1].text == "说明 动态 3，问题 1"
    assert [t.text for t in found.findall("text")] == ["动态", "3条，75%", "问题", "1条"]
    assert [r.get("class") for r in found.findall("rect")] == ["plot-bar", "plot-now"]
    assert charts.shares([], "名", "说明") == ""


def test_courses_tell_lines_apart_without_colour() -> None:
    lines: list[tuple[str, list[int | None]]] = [
        ("甲", [1, 2, None]),
        ("乙", [3, 1, 1]),
        ("丙", [None, None, None]),
    ]
    found = svg_of(charts.courses(lines, ["1月", "2月", "3月"], 9, "名<称>", "说明"))
    drawn = found.findall("polyline")
    assert [p.get("class") for p in drawn] == ["plot-line plot-line-0", "plot-line plot-line-1"]
    assert len(found.findall("circle")) == 2 and len(found.findall("polygon")) == 3
    assert "甲 1月 1，2月 2；乙 1月 3" in str(found[1].text)
    first = [point.split(",")[1] for point in str(drawn[0].get("points")).split()]
    assert float(first[0]) < float(first[1]), "the first stands at the top"
    assert charts.courses(lines, ["1月"], 9, "名", "说明") == ""


def test_a_grid_has_the_number_in_each_cell() -> None:
    found = svg_of(charts.grid([("1月", [0, 4]), ("2月", [None, 2])], ["一", "二"], "名<称>", "说"))
    shades = [r.get("class") for r in found.findall("rect")]
    assert shades == ["plot-shade-0", "plot-shade-4", "plot-shade-2"]
    assert [t.text for t in found.findall("text")][-1] == "2"
    assert charts.grid([("1月", [0, None])], ["一", "二"], "名", "说") == ""
