"""Decodes the tables of `submissions/`: what units sent in each month, points by hand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from builder.diagnostic import Diagnostic, Place
from builder.load import moments
from builder.load.decode import Names, nearest
from builder.load.lookup import Lookup
from builder.load.records import ID
from builder.load.scoring import AMOUNT
from builder.model.site import Adjustment, Submission
from builder.model.vocabulary import Reason
from builder.rules import fields as rules
from builder.rules import figures as figure_rules
from builder.rules import names as name_rules

ADJUSTMENTS = "adjustments.csv"
COLUMNS = {"unit": "单位", "submitted": "报送数", "measure": "计量"}
ADJUSTMENT_COLUMNS = {
    "date": "日期",
    "unit": "单位",
    "reason": "事由",
    "points": "分值",
    "item": "信息",
    "note": "说明",
}
TOTALS = ("合计", "总计", "total")
"""What stands in place of a unit on the line that sums up."""
MEASURES = ("条", "期")


@dataclass(slots=True)
class _Table:
    """A CSV table being read: its columns, and what was wrong with it."""

    path: str
    names: Mapping[str, str]
    needed: tuple[str, ...]
    faults: list[Diagnostic] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    """The columns as the head writes them."""

    def rows(self, source: str) -> Iterator[tuple[dict[str, str], dict[str, Place]]]:
        """Each row by column, with the places of its cells; none if the head is wrong."""
        known = {name: key for key, name in self.names.items()} | {key: key for key in self.names}
        reader = csv.reader(io.StringIO(source), strict=True)
        columns: list[str] = []
        last = 0
        try:
            for row in reader:
                number, last = last + 1, reader.line_num
                if not any(cell.strip() for cell in row):
                    continue
                if not columns:
                    columns = [known.get(cell.strip(), "") for cell in row]
                    self.said = dict(zip(columns, (cell.strip() for cell in row), strict=True))
                    self.faults += self._head(row, columns, number, known)
                    if not set(self.needed) <= set(columns):
                        return
                    continue
                cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
                yield cells, _places(row, columns, self.path, number)
        except csv.Error:
            self.faults.append(rules.bad_table(Place(self.path, last + 1), "quote"))
        if not columns:
            self.faults.append(rules.bad_table(Place(self.path), "empty"))

    def _head(
        self, row: list[str], columns: list[str], line: int, known: Mapping[str, str]
    ) -> Iterator[Diagnostic]:
        """What is wrong with the head. Without the columns that are needed it is no head: a slip in
        one of their names is told, another word is not."""
        whole = set(self.needed) <= set(columns)
        slips = list(self._unknown(row, columns, line, known))
        near = [fault for fault, like in slips if known.get(like) in self.needed]
        if whole or near:
            yield from (fault for fault, _ in slips)
            return
        reason = "header" if "submitted" in self.names else "adjustments"
        apart = next((mark for mark in "，\t;；、" if len(row) == 1 and mark in row[0]), "")
        yield rules.bad_table(Place(self.path, line), f"comma {apart}" if apart else reason)

    def _unknown(
        self, row: list[str], columns: list[str], line: int, known: Mapping[str, str]
    ) -> Iterator[tuple[Diagnostic, str]]:
        column = 1
        for cell, key in zip(row, columns, strict=True):
            name = cell.strip()
            if name and not key:
                at = Place(self.path, line, column + cell.index(name), len(name))
                like = nearest(name, known) if len(row) > 1 else ""
                yield rules.unknown_key(at, name, like, "、".join(known), None), like
            column += len(cell) + 1

    def unit(self, cells: Mapping[str, str], at: Mapping[str, Place], units: Names) -> bool:
        """Whether the unit is known; if not, that is reported."""
        unit = cells["unit"]
        if unit not in units.codes and not (units.unread or unit in units.lost):
            near = units.nearest(unit)
            label = units.labels.get(units.codes.get(near, ""), "")
            self.faults.append(name_rules.unknown_unit(at["unit"], unit, near, label, None))
        return unit in units.codes


def decode(
    source: str, path: str, lookup: Lookup, reasons: Mapping[str, Reason]
) -> tuple[tuple[Submission, ...], tuple[Adjustment, ...], tuple[Diagnostic, ...]]:
    """What the table at a path holds: what units sent in, or points given by hand."""
    if path.endswith(f"/{ADJUSTMENTS}"):
        by_hand, faults = decode_adjustments(source, path, lookup, reasons)
        return (), by_hand, faults
    sent, faults = decode_submissions(source, path, lookup.units)
    return sent, (), faults


def decode_submissions(
    source: str, path: str, units: Names
) -> tuple[tuple[Submission, ...], tuple[Diagnostic, ...]]:
    """The rows of a month's table of submissions; a line of totals must add up."""
    month = path.rpartition("/")[2].removesuffix(".csv")
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month):
        return (), (rules.bad_table(Place(path), "month"),)
    table = _Table(path, COLUMNS, ("unit", "submitted"))
    found: list[Submission] = []
    seen: set[str] = set()
    for cells, at in table.rows(source):
        fault = _row_fault(cells, at, seen, units, table.said)
        if fault:
            table.faults.append(fault)
        elif cells["unit"] in TOTALS:
            total = sum(row.submitted for row in found)
            if int(cells["submitted"]) != total:
                given = int(cells["submitted"])
                table.faults.append(figure_rules.wrong_total(at["submitted"], given, total))
        elif table.unit(cells, at, units):
            code, measure = units.codes[cells["unit"]], cells.get("measure") or "条"
            seen.add(code)
            found.append(
                Submission(code, month, int(cells["submitted"]), measure, at["submitted"].line)
            )
    return tuple(found), tuple(table.faults)


def decode_adjustments(
    source: str, path: str, lookup: Lookup, reasons: Mapping[str, Reason]
) -> tuple[tuple[Adjustment, ...], tuple[Diagnostic, ...]]:
    """The points given and taken by hand, each with its reason."""
    table = _Table(path, ADJUSTMENT_COLUMNS, ("date", "unit", "reason"))
    found: list[Adjustment] = []
    for cells, at in table.rows(source):
        missing = next((key for key in table.needed if not cells.get(key)), "")
        if missing:
            place = at.get(missing) or min(at.values())
            name = ADJUSTMENT_COLUMNS[missing]
            table.faults.append(rules.missing_field(place, table.said[missing], name))
            continue
        day = moments.day_of(cells["date"])
        if day is None:
            better = moments.suggested_day(cells["date"])
            fault = rules.bad_date(
                at["date"], table.said["date"], cells["date"], better, at["date"]
            )
            table.faults.append(fault)
        unit = table.unit(cells, at, lookup.units)
        reason = _reason(cells["reason"], at["reason"], lookup, reasons, table.faults)
        points = _points(cells, at, reason, table.faults)
        item = cells.get("item", "")
        if item and not ID.fullmatch(item):
            fault = rules.bad_id(at["item"], table.said["item"], item, "zwxx/2026/0012/gongan-1")
            table.faults.append(fault)
        if day and unit and reason and points:
            code = lookup.units.codes[cells["unit"]]
            row = Adjustment(day, code, reason.code, points, item, cells.get("note", ""))
            found.append(row)
    return tuple(found), tuple(table.faults)


def _reason(
    given: str,
    place: Place,
    lookup: Lookup,
    reasons: Mapping[str, Reason],
    faults: list[Diagnostic],
) -> Reason | None:
    names = lookup.reasons
    code = names.codes.get(given, "")
    if not code and not names.unread:
        near = names.nearest(given)
        label = names.labels.get(names.codes.get(near, ""), "")
        faults.append(name_rules.unknown_reason(place, given, near, label, None))
    return reasons.get(code)


def _points(
    cells: Mapping[str, str],
    at: Mapping[str, Place],
    reason: Reason | None,
    faults: list[Diagnostic],
) -> str:
    """The amount: as given, or the only one that the reason allows."""
    raw = cells.get("points", "")
    if reason is None:
        return ""
    if not raw and reason.least == reason.most and reason.least:
        return reason.least
    if not raw:
        faults.append(rules.missing_field(at.get("points") or min(at.values()), "points", "分值"))
        return ""
    if not AMOUNT.fullmatch(raw):
        faults.append(rules.wrong_type(at["points"], "points", "amount", raw))
        return ""
    low, high = reason.least or raw, reason.most or raw
    if not Decimal(low) <= Decimal(raw) <= Decimal(high):
        fault = figure_rules.points_out_of_range(at["points"], reason.name, raw, low, high)
        faults.append(fault)
        return ""
    return raw


def _places(row: list[str], columns: list[str], path: str, line: int) -> dict[str, Place]:
    """Where the cells of a row stand, as far as no cell is quoted."""
    places = {}
    column = 1
    for cell, name in zip(row, columns, strict=False):
        places[name] = Place(path, line, column, max(1, len(cell)))
        column += len(cell) + 1
    return places


def _row_fault(
    cells: Mapping[str, str],
    at: Mapping[str, Place],
    before: set[str],
    units: Names,
    said: Mapping[str, str],
) -> Diagnostic | None:
    for key in ("unit", "submitted"):
        if not cells.get(key):
            return rules.missing_field(at.get(key) or min(at.values()), said[key], COLUMNS[key])
    if units.codes.get(cells["unit"]) in before:
        return rules.repeated_value(at["unit"], said["unit"], cells["unit"])
    submitted = cells["submitted"]
    if not re.fullmatch(r"[0-9]{1,7}", submitted):
        return rules.wrong_type(at["submitted"], said["submitted"], "number", submitted)
    measure = cells.get("measure") or "条"
    if measure not in MEASURES:
        return rules.unknown_value(
            at["measure"], said["measure"], measure, "", "、".join(MEASURES), None
        )
    return None
