"""Decodes the standing texts, the calls and the tables of submissions."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo

from builder.diagnostic import RULES, Diagnostic, Place
from builder.load.decode import CODE, LETTER_CODE, Names, Reader, nearest
from builder.load.items import Parse, digest, split
from builder.load.lookup import Lookup
from builder.load.vocabularies import RESERVED
from builder.model.site import Call, CallPoint, Commission, Reply, Submission, TextPage
from builder.rules import content as content_rules
from builder.rules import fields as rules
from builder.rules import names as name_rules

PAGE_KEYS = {
    "title": "标题",
    "order": "次序",
    "openness": "公开属性",
    "summary": "摘要",
    "allow": "豁免",
}
CALL_KEYS = {"title": "标题", "to": "对象", "due": "期限", "points": "要点", "commissions": "约稿"}
POINT_KEYS = {"id": "编号", "text": "内容", "topics": "主题"}
COMMISSION_KEYS = {"id": "编号", "title": "题目", "to": "对象", "due": "期限", "replies": "答复"}
REPLY_KEYS = {"unit": "单位", "at": "报送时间", "delay_reason": "迟延理由"}
TAKEN = frozenset(("overdue",))
"""Names that a call can't have: what the build itself writes below `/calls/`."""
SUBMISSION_COLUMNS = {
    "unit": "unit",
    "单位": "unit",
    "submitted": "submitted",
    "报送数": "submitted",
    "measure": "measure",
    "计量": "measure",
}
_OPENNESS = {"public": "public", "公开": "public", "internal": "internal", "内部": "internal"}


def decode_page(
    source: str, path: str, zone: tzinfo, parse: Parse
) -> tuple[TextPage | None, tuple[Diagnostic, ...]]:
    """A standing text; its code is its file's name."""
    code = path.rpartition("/")[2].removesuffix(".md")
    cut = split(source, path, PAGE_KEYS)
    if not cut.readable:
        return None, cut.faults
    reader = Reader(cut.table, PAGE_KEYS, zone)
    reader.require("title")
    if not LETTER_CODE.fullmatch(code):
        reader.faults.append(rules.bad_code(Place(path), code))
    elif code in RESERVED:
        reader.faults.append(name_rules.reserved_code(Place(path), code))
    openness = reader.text("openness") or "public"
    if openness not in _OPENNESS:
        place = reader.place("openness")
        if not reader.secret("openness", openness):
            reader.faults.append(content_rules.unknown_openness(place, openness))
    page = TextPage(
        code=code,
        path=path,
        title=reader.words("title"),
        order=reader.number("order") or 0,
        openness=_OPENNESS.get(openness, "internal"),
        summary=reader.words("summary"),
        prose=parse(cut.body, cut.body_line),
        allow=reader.waivers("allow", RULES),
        digest=digest(source),
        at=reader.at,
    )
    return page, (*cut.faults, *reader.faults)


def decode_call(
    source: str, path: str, lookup: Lookup, zone: tzinfo, parse: Parse
) -> tuple[Call | None, tuple[Diagnostic, ...]]:
    """A call; its name is its file's name."""
    name = path.rpartition("/")[2].removesuffix(".md")
    cut = split(source, path, CALL_KEYS)
    if not cut.readable:
        return None, cut.faults
    reader = Reader(cut.table, CALL_KEYS, zone)
    reader.require("title", "to", "due")
    if not CODE.fullmatch(name):
        reader.faults.append(rules.bad_code(Place(path), name))
    elif name in TAKEN:
        reader.faults.append(name_rules.reserved_code(Place(path), name))
    whom = _whom(lookup)
    due = reader.date("due")
    seen: set[str] = set()
    points = []
    for inner in reader.inners("points", POINT_KEYS):
        inner.require("id", "text")
        code = _once(inner, seen)
        topics = inner.names("topics", lookup.topics)
        if code:
            points.append(CallPoint(code, inner.words("text"), topics))
        reader.take(inner)
    commissions = []
    for inner in reader.inners("commissions", COMMISSION_KEYS):
        inner.require("id", "title", "to", "due")
        moment, exact = inner.moment("due")
        to, code = inner.names("to", whom), _once(inner, seen)
        title, replies = inner.words("title"), _replies(inner, lookup)
        if moment and code:
            commissions.append(Commission(code, title, to, moment, exact, replies))
        reader.take(inner)
    to = reader.names("to", whom)
    faults = (*cut.faults, *reader.faults)
    if not due:
        return None, faults
    call = Call(
        name=name,
        path=path,
        title=reader.words("title"),
        to=to,
        due=due,
        points=tuple(points),
        commissions=tuple(commissions),
        prose=parse(cut.body, cut.body_line),
        at=reader.at,
    )
    return call, faults


def _once(reader: Reader, seen: set[str]) -> str:
    """The code of a point or commission, which no other of its call may have; empty if wrong."""
    code = reader.code("id")
    if code in seen:
        reader.faults.append(rules.repeated_value(reader.place("id"), "id", code))
        return ""
    seen.add(code)
    return code


def _replies(reader: Reader, lookup: Lookup) -> tuple[Reply, ...]:
    """What units did about a commission, one reply for each."""
    found: list[Reply] = []
    for inner in reader.inners("replies", REPLY_KEYS):
        inner.require("unit")
        unit = inner.name("unit", lookup.units)
        at, exact = inner.moment("at")
        reason = inner.words("delay_reason")
        if unit in [reply.unit for reply in found]:
            inner.faults.append(rules.repeated_value(inner.place("unit"), "unit", unit))
        elif unit:
            found.append(Reply(unit, at, exact, reason))
        reader.take(inner)
    return tuple(found)


def decode_submissions(
    source: str, path: str, units: Names
) -> tuple[tuple[Submission, ...], tuple[Diagnostic, ...]]:
    """The rows of a month's table of submissions."""
    month = path.rpartition("/")[2].removesuffix(".csv")
    faults: list[Diagnostic] = []
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month):
        return (), (rules.bad_table(Place(path), "month"),)
    reader = csv.reader(io.StringIO(source), strict=True)
    columns: list[str] = []
    found: list[Submission] = []
    last = 0
    try:
        for row in reader:
            number, last = last + 1, reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns = [SUBMISSION_COLUMNS.get(cell.strip(), "") for cell in row]
                faults += _header_faults(row, columns, Place(path, number))
                continue
            if faults and not {"unit", "submitted"} <= set(columns):
                break
            cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
            fault = _row_fault(cells, _cell_places(row, columns, path, number), units, found)
            if fault:
                faults.append(fault)
            elif cells["unit"] in units.codes:
                code, measure = units.codes[cells["unit"]], cells.get("measure") or "条"
                found.append(Submission(code, month, int(cells["submitted"]), measure))
    except csv.Error:
        return tuple(found), (*faults, rules.bad_table(Place(path, last + 1), "quote"))
    if not columns:
        return (), (rules.bad_table(Place(path), "empty"),)
    return tuple(found), tuple(faults)


def _header_faults(row: list[str], columns: list[str], place: Place) -> Iterator[Diagnostic]:
    column = 1
    for cell, known in zip(row, columns, strict=True):
        name = cell.strip()
        if name and not known:
            at = Place(place.path, place.line, column + cell.index(name), len(name))
            near = nearest(name, SUBMISSION_COLUMNS)
            yield rules.unknown_key(at, name, near, "、".join(SUBMISSION_COLUMNS), None)
        column += len(cell) + 1
    if not {"unit", "submitted"} <= set(columns):
        yield rules.bad_table(place, "header")


def _cell_places(row: list[str], columns: list[str], path: str, line: int) -> dict[str, Place]:
    """Where the cells of a row stand, as far as no cell is quoted."""
    places = {}
    column = 1
    for cell, name in zip(row, columns, strict=False):
        places[name] = Place(path, line, column, max(1, len(cell)))
        column += len(cell) + 1
    return places


def _row_fault(
    cells: Mapping[str, str], at: Mapping[str, Place], units: Names, before: list[Submission]
) -> Diagnostic | None:
    for key, name in (("unit", "单位"), ("submitted", "报送数")):
        if not cells.get(key):
            return rules.missing_field(at.get(key) or min(at.values()), key, name)
    unit = cells["unit"]
    if unit not in units.codes and not (units.unread or unit in units.lost):
        near = units.nearest(unit)
        label = units.labels.get(units.codes.get(near, ""), "")
        return name_rules.unknown_unit(at["unit"], unit, near, label, None)
    if any(row.unit == units.codes.get(unit) for row in before):
        return rules.repeated_value(at["unit"], "unit", unit)
    submitted = cells["submitted"]
    if not re.fullmatch(r"[0-9]{1,7}", submitted):
        return rules.wrong_type(at["submitted"], "submitted", "number", submitted)
    measure = cells.get("measure") or "条"
    if measure not in ("条", "期"):
        return rules.unknown_value(at["measure"], "measure", measure, "", "条、期", None)
    return None


def _whom(lookup: Lookup) -> Names:
    """Units, groups and `all`."""
    codes = {"all": "all", "全部": "all", **lookup.groups.codes, **lookup.units.codes}
    return Names(codes, {**lookup.groups.labels, **lookup.units.labels}, lookup.units.unknown)
