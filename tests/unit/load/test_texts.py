"""Standing texts, calls and tables of submissions."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from builder.load import submissions, texts
from builder.load.prose import parse
from tests.properties.test_load import LOOKUP

ZONE = ZoneInfo("Asia/Shanghai")


def page(front: str, name: str = "about") -> tuple[str, list[str]]:
    """Who may read a page, and the codes of its faults."""
    path = f"site_src/pages/{name}.md"
    found, faults = texts.decode_page(f"---\n{front}\n---\n正文", path, ZONE, parse)
    return found.openness if found else "", [f.code for f in faults]


@pytest.mark.parametrize(
    ("front", "name", "openness", "codes"),
    [
        ("title: 甲", "about", "public", []),
        ("title: 甲\nopenness: 内部", "about", "internal", []),
        ("title: 甲\nopenness: pubic", "about", "internal", ["unknown-openness"]),
        ("title: 甲\nopenness: 机密", "about", "internal", ["secret-mark"]),
        ("title: 甲", "search", "public", ["reserved-code"]),
        ("title: 甲", "About", "public", ["bad-code"]),
        ("title: 甲", "1a", "public", ["bad-code"]),
        ("order: 1", "about", "public", ["missing-field"]),
    ],
)
def test_pages(front: str, name: str, openness: str, codes: list[str]) -> None:
    assert page(front, name) == (openness, codes)


def test_a_call_is_read_with_its_points_and_commissions() -> None:
    source = (
        "---\ntitle: 要点\nto: [all, 县直部门, gongan]\ndue: 2026-03-31\n"
        "points: [{id: p1, text: 春耕, topics: [工业]}]\n"
        "commissions: [{id: c1, title: 约, to: [县公安局], due: 2026-02-10T17:00}]\n---\n正文"
    )
    found, faults = texts.decode_call(source, "site_src/calls/2026q1.md", LOOKUP, ZONE, parse)
    assert found and not faults
    assert found.to == ("all", "bm", "gongan") and found.points[0].topics == ("gongye",)
    assert found.commissions[0].to == ("gongan",) and found.commissions[0].due_exact


def test_faults_of_a_call_are_all_told() -> None:
    source = "---\ntitle: 要点\nto: [县水利局]\ndue: 三月底\npoints: [{id: P 1, text: 甲}]\n---\n"
    found, faults = texts.decode_call(source, "site_src/calls/2026 Q1.md", LOOKUP, ZONE, parse)
    assert found is None
    assert sorted(f.code for f in faults) == ["bad-code", "bad-code", "bad-date", "unknown-unit"]


def table(source: str, name: str = "2026-03") -> tuple[list[tuple[str, int, str]], list[str]]:
    """The rows of a table, and its faults as `line:column code`."""
    path = f"site_src/submissions/{name}.csv"
    rows, faults = submissions.decode_submissions(source, path, LOOKUP.units)
    told = [f"{f.place.line}:{f.place.column} {f.code}" for f in faults]
    return [(row.unit, row.submitted, row.measure) for row in rows], told


def test_a_table_of_submissions() -> None:
    source = 'unit,submitted,measure\ngongan,12,条\n"县教育局",3,期\n\n'
    assert table(source) == ([("gongan", 12, "条"), ("jiaoyu", 3, "期")], [])
    assert table("\n报送数,单位\n5,县公安局\n") == ([("gongan", 5, "条")], [])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ["1:1 bad-table"]),
        ("gongan,1\n", ["1:1 bad-table"]),
        ("unit,submitted,备注\ngongan,1,无\n", ["1:16 unknown-key"]),
        ("unit,submitted\nshuili,1\n", ["2:1 unknown-unit"]),
        ("unit,submitted\ngongan,１\n", ["2:8 wrong-type"]),
        ("unit,submitted\ngongan,-1\n", ["2:8 wrong-type"]),
        ("unit,submitted\ngongan\n", ["2:1 missing-field"]),
        ("submitted,unit\n3\n", ["2:1 missing-field"]),
        ("unit,submitted\ngongan,1\n县公安局,2\n", ["3:1 repeated-value"]),
        ("unit,submitted,measure\ngongan,1,篇\n", ["2:10 unknown-value"]),
        ('unit,submitted\n"a\nb",1\nshuili,2\n', ["2:1 unknown-unit", "4:1 unknown-unit"]),
        ('unit,submitted\ngongan,1\njiaoyu,"2\n', ["3:1 bad-table"]),
    ],
)
def test_faults_of_a_table_are_told_in_their_place(source: str, expected: list[str]) -> None:
    assert table(source)[1] == expected


@pytest.mark.parametrize("name", ["2026-3", "2026", "2026-13", "202603", "２０２６-03"])
def test_a_table_is_named_for_its_month(name: str) -> None:
    assert table("unit,submitted\ngongan,1\n", name) == ([], ["1:1 bad-table"])
