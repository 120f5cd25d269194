"""Decodes the standing texts and the calls."""

from __future__ import annotations

from datetime import tzinfo

from builder.diagnostic import RULES, Diagnostic, Place
from builder.load.decode import CODE, LETTER_CODE, Names, Reader
from builder.load.items import Parse, digest, split
from builder.load.lookup import Lookup
from builder.load.vocabularies import RESERVED
from builder.model.site import Call, CallPoint, Commission, Reply, TextPage
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
        reader.faults.append(rules.repeated_value(reader.place("id"), reader.said("id"), code))
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
            inner.faults.append(rules.repeated_value(inner.place("unit"), inner.said("unit"), unit))
        elif unit:
            found.append(Reply(unit, at, exact, reason))
        reader.take(inner)
    return tuple(found)


def _whom(lookup: Lookup) -> Names:
    """Units, groups and `all`."""
    codes = {"all": "all", "全部": "all", **lookup.groups.codes, **lookup.units.codes}
    return Names(codes, {**lookup.groups.labels, **lookup.units.labels}, lookup.units.unknown)
