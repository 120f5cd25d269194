"""Decodes what an item lists: steps, adoptions, annotations, photos, corrections and the like."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from builder.fields import Text
from builder.load.decode import Reader
from builder.load.lookup import Lookup
from builder.model.item import (
    Adoption,
    Annotation,
    Followup,
    Form,
    Law,
    Openness,
    Outcome,
    PhotoRef,
    Step,
    StepName,
    Withdrawal,
)
from builder.rules import content as content_rules
from builder.rules import fields as rules

STEP_KEYS = {
    "step": "步骤",
    "at": "时间",
    "by": "经办人",
    "role": "职务",
    "acting": "代签",
    "due": "期限",
    "delay_reason": "迟延理由",
}
ADOPTION_KEYS = {
    "level": "级别",
    "publication": "刊物",
    "number": "期号",
    "date": "日期",
    "form": "形式",
    "points": "上级计分",
}
ANNOTATION_KEYS = {
    "date": "批示时间",
    "person": "批示人",
    "rank": "层级",
    "unit": "被批示单位",
    "target": "批示对象",
    "text": "批示内容",
    "openness": "公开属性",
}
FOLLOWUP_KEYS = {
    "step": "事项",
    "officer": "承办人",
    "due": "期限",
    "done": "办结日期",
    "delay_reason": "迟延理由",
}
LAW_KEYS = {"title": "名称", "url": "网址"}
PHOTO_KEYS = {"src": "文件", "alt": "替代文字", "caption": "图注", "by": "摄影"}
CORRECTION_KEYS = {"date": "日期", "note": "说明"}
WITHDRAWN_KEYS = {
    "date": "日期",
    "reason": "理由",
    "outcome": "结果",
    "merged_into": "并入",
}

OPENNESS = {
    "公开": Openness.PUBLIC,
    "主动公开": Openness.PUBLIC,
    "内部": Openness.INTERNAL,
}
STEPS = {
    "报送": StepName.SUBMITTED,
    "初审": StepName.SCREENED,
    "编辑": StepName.EDITED,
    "复核": StepName.REVIEWED,
    "签发": StepName.SIGNED,
}
FORMS = {"单条": Form.SINGLE, "综合": Form.COMBINED, "转报": Form.RELAYED}
OUTCOMES = {
    "有误": Outcome.ERROR,
    "合并": Outcome.MERGED,
    "失效": Outcome.EXPIRED,
    "改密": Outcome.RECLASSIFIED,
}
ID = re.compile(r"[a-z][a-z0-9-]*/[0-9]{4}/s?[0-9]+/[a-z0-9][a-z0-9-]*")
CALL = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)?")


def openness(reader: Reader) -> Openness | None:
    """Whether the public may read it; nothing is guessed."""
    raw = reader.text("openness")
    if not raw:
        told = reader.is_told("openness")
        if isinstance(reader.values.get("openness"), Text | None) and not told:
            reader.faults.append(content_rules.missing_openness(reader.place("openness")))
        return None
    known = {**{o.value: o for o in Openness}, **OPENNESS}
    if raw not in known and not reader.secret("openness", raw):
        reader.faults.append(content_rules.unknown_openness(reader.place("openness"), raw))
    return known.get(raw)


def shaped(reader: Reader, key: str, pattern: re.Pattern[str]) -> str:
    """A text of a certain shape; empty if absent or of another."""
    raw = reader.text(key)
    if raw and not pattern.fullmatch(raw):
        example = "zwxx/2026/0012/gongan-1" if pattern is ID else "2026q1/c1"
        reader.faults.append(rules.bad_id(reader.place(key), reader.said(key), raw, example))
        return ""
    return raw


def steps(reader: Reader) -> tuple[Step, ...]:
    """The steps of handling; one without a name or a time is reported and left out."""
    found = []
    for inner in reader.inners("steps", STEP_KEYS):
        inner.require("step", "at")
        step = inner.choice("step", STEPS)
        at, exact = inner.moment("at")
        due, due_exact = inner.moment("due")
        by, role, acting = inner.words("by"), inner.words("role"), inner.truth("acting")
        reason = inner.words("delay_reason")
        if step and at:
            found.append(Step(step, at, exact, by, role, acting, due, due_exact, reason))
        reader.take(inner)
    return tuple(found)


def adoptions(reader: Reader, lookup: Lookup) -> tuple[Adoption, ...]:
    """The adoptions by publications."""
    found = []
    for inner in reader.inners("adoptions", ADOPTION_KEYS):
        inner.require("level", "publication", "date")
        level = inner.name("level", lookup.levels)
        publication = inner.name("publication", lookup.publications)
        day, number = inner.date("date"), inner.words("number")
        form = inner.choice("form", FORMS) or Form.SINGLE
        points = inner.amount("points")
        if level and publication and day:
            found.append(Adoption(level, publication, day, number, form, points))
        reader.take(inner)
    return tuple(found)


def annotated(reader: Reader, lookup: Lookup) -> tuple[Annotation, ...]:
    """The annotations by leaders; internal unless they say otherwise."""
    found = []
    for inner in reader.inners("annotations", ANNOTATION_KEYS):
        inner.require("date", "person", "unit", "target", "text")
        day = inner.date("date")
        known = openness(inner) if inner.has("openness") else None
        annotation = (
            inner.words("person"),
            inner.words("unit"),
            inner.words("target"),
            inner.words("text"),
            inner.name("rank", lookup.ranks),
        )
        if day:
            found.append(Annotation(day, *annotation, known or Openness.INTERNAL))
        reader.take(inner)
    return tuple(found)


def followups(reader: Reader) -> tuple[Followup, ...]:
    """What was done about the matter later."""
    found = []
    for inner in reader.inners("followups", FOLLOWUP_KEYS):
        inner.require("step")
        found.append(
            Followup(
                inner.words("step"),
                inner.words("officer"),
                inner.date("due"),
                inner.date("done"),
                inner.words("delay_reason"),
            )
        )
        reader.take(inner)
    return tuple(found)


def laws(reader: Reader) -> tuple[Law, ...]:
    """The laws and rules that are referred to."""
    found = []
    for inner in reader.inners("laws", LAW_KEYS):
        inner.require("title")
        url = inner.text("url")
        if url and not is_web(url):
            inner.faults.append(rules.bad_address(inner.place("url"), inner.said("url"), url))
            url = ""
        found.append(Law(inner.words("title"), url))
        reader.take(inner)
    return tuple(found)


def photos(reader: Reader) -> tuple[PhotoRef, ...]:
    """The photos of the front matter."""
    found = []
    for inner in reader.inners("photos", PHOTO_KEYS):
        words = inner.words("alt"), inner.words("caption"), inner.words("by")
        if inner.require("src"):
            found.append(PhotoRef(inner.words("src"), *words))
        reader.take(inner)
    return tuple(found)


_ADDRESS = re.compile(r"/(?:[\w.~-]{1,80}/)*[\w.~-]{0,80}")
"""An old address: what a host would read as a pattern (`*`, `:x`) has no place in it."""


def aliases(reader: Reader) -> tuple[str, ...]:
    """Old addresses, from the root."""
    found = []
    for raw, place in reader.entries("aliases"):
        if not _ADDRESS.fullmatch(raw) or any(part in (".", "..") for part in raw.split("/")):
            reader.faults.append(rules.bad_address(place, reader.said("aliases"), raw))
        else:
            found.append(raw)
    return tuple(found)


def dated(reader: Reader, key: str) -> list[tuple[date, str]]:
    """Declared changes: a day and a note each."""
    found = []
    for inner in reader.inners(key, CORRECTION_KEYS):
        inner.require("date", "note")
        day, note = inner.date("date"), inner.words("note")
        if day:
            found.append((day, note))
        reader.take(inner)
    return found


def withdrawn(reader: Reader) -> Withdrawal | None:
    """The withdrawal, if there is one."""
    inner = reader.inner("withdrawn", WITHDRAWN_KEYS)
    if inner is None:
        return None
    inner.require("date", "reason", "outcome")
    day, reason = inner.date("date"), inner.words("reason")
    outcome = inner.choice("outcome", OUTCOMES) or Outcome.ERROR
    merged = shaped(inner, "merged_into", ID)
    if inner.has("merged_into") and not merged:
        outcome = Outcome.ERROR  # told already; no rule need miss its target
    reader.take(inner)
    # A withdrawal that is written badly still withdraws: better gone than shown.
    return Withdrawal(day or date.max, reason, outcome, merged)


def is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
