"""Workbooks: valid parts, plain values, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from builder.spreadsheet import Value, column_name, workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROWS: list[list[Value]] = [
    ["单位", "积分", "日期", "空"],
    ["=1+1", Decimal("-3.25"), date(2026, 3, 1), None],
    ["<县>&“局”\x07", 12, date(1900, 3, 1), ""],
]


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    """Each part of a workbook, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def cells(sheet: ElementTree.Element) -> dict[str, str]:
    """The values of a sheet by their places."""
    return {cell.get("r", ""): "".join(cell.itertext()) for cell in sheet.iter(f"{MAIN}c")}


def test_a_workbook_has_every_part_that_its_relations_name() -> None:
    found = parts(workbook([("一", ROWS), ("二/三", [["甲"]])]))
    for name in ("xl/_rels/workbook.xml.rels", "_rels/.rels"):
        folder = name.split("_rels/")[0]
        for relation in found[name]:
            assert folder + relation.get("Target", "?") in found
    overrides = [
        o.get("PartName", "")[1:] for o in found["[Content_Types].xml"] if o.get("PartName")
    ]
    assert set(overrides) <= set(found)
    names = [sheet.get("name") for sheet in found["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert names == ["一", "二-三"]


def test_numbers_and_days_are_numbers_and_words_are_never_formulas() -> None:
    sheet = parts(workbook([("一", ROWS)]))["xl/worksheets/sheet1.xml"]
    assert cells(sheet) == {
        "A1": "单位",
        "B1": "积分",
        "C1": "日期",
        "D1": "空",
        "A2": "=1+1",
        "B2": "-3.25",
        "C2": "46082",
        "A3": "<县>&“局”",
        "B3": "12",
        "C3": "61",
    }
    assert not list(sheet.iter(f"{MAIN}f"))
    assert sheet.find(f".//{MAIN}c[@r='A2']").get("t") == "inlineStr"  # type: ignore[union-attr]


def test_the_same_values_give_the_same_bytes() -> None:
    assert workbook([("一", ROWS)]) == workbook([("一", ROWS)])


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_by_letters(index: int, name: str) -> None:
    assert column_name(index) == name
