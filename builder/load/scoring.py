"""Decodes the scoring rules and the targets of units."""

from __future__ import annotations

import re

from builder.fields import Text
from builder.load.decode import Names, Reader, nearest
from builder.load.lookup import Lookup
from builder.model.vocabulary import PointsRow, PointsRule, Target
from builder.rules import fields as field_rules

RULE_KEYS = {
    "from": "起",
    "points": "采用分",
    "annotations": "批示分",
    "kinds": "类别倍数",
    "several": "多处采用",
    "joint": "合报",
    "commission": "约稿",
    "late_urgent": "紧急迟报",
    "base": "基础分",
    "scale_to": "折算满分",
    "floor": "最低分",
}
POINTS_KEYS = {"level": "级别", "publication": "采用刊物", "form": "形式", "points": "分值"}
ANNOTATIONS_KEYS = {"count": "计法", "points": "分值"}
COMMISSION_KEYS = {"missed": "未完成", "late": "迟交"}
BASE_KEYS = {"points": "分值", "per": "周期", "year_cap": "全年上限"}
TARGETS_KEYS = {"targets": "任务", "calendar": "日历"}
TARGET_KEYS = {
    "groups": "分组",
    "units": "单位",
    "per": "周期",
    "number": "条数",
    "count": "口径",
    "from": "起",
}
CALENDAR_KEYS = {"holidays": "放假", "workdays": "调休上班"}

AMOUNT = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
WORDS = {
    "form": ("single", "combined", "relayed"),
    "several": ("accumulate", "highest"),
    "joint": ("share", "each"),
    "count": ("add", "highest"),
    "per": ("week", "month", "quarter", "year"),
    "target": ("submitted", "adopted"),
}


def _word(reader: Reader, key: str, words: tuple[str, ...], default: str) -> str:
    """One of a few English words of the scoring rules."""
    raw = reader.text(key)
    if raw and raw not in words:
        place = reader.place(key)
        near = nearest(raw, words)
        fault = field_rules.unknown_value(place, key, raw, near, "、".join(words), None)
        reader.faults.append(fault)
        return default
    return raw or default


def _amounts(reader: Reader, key: str, names: Names) -> dict[str, str]:
    """Amounts by code of a vocabulary."""
    found = {}
    for code, value in reader.rows(key):
        if code.value not in names.codes:
            if not names.unread:
                near = names.nearest(code.value)
                reader.faults.append(names.unknown(code.at, code.value, near, "", None))
        elif not isinstance(value, Text) or not AMOUNT.fullmatch(value.value):
            given = value.value if isinstance(value, Text) else ""
            reader.faults.append(field_rules.wrong_type(value.at, code.value, "amount", given))
        else:
            found[names.codes[code.value]] = value.value
    return found


def points_rules(top: Reader, lookup: Lookup) -> tuple[PointsRule, ...]:
    """The scoring rules in the order of the days from which they apply."""
    found = []
    for reader in top.inners("rules", RULE_KEYS):
        reader.require("from")
        since = reader.date("from")
        rows = []
        for inner in reader.inners("points", POINTS_KEYS):
            inner.require("level", "points")
            rows.append(
                PointsRow(
                    inner.name("level", lookup.levels),
                    inner.name("publication", lookup.publications),
                    _word(inner, "form", WORDS["form"], ""),
                    inner.amount("points") or "0",
                )
            )
            reader.take(inner)
        annotations = reader.inner("annotations", ANNOTATIONS_KEYS)
        commission = reader.inner("commission", COMMISSION_KEYS)
        base = reader.inner("base", BASE_KEYS)
        if since:
            found.append(
                PointsRule(
                    since=since,
                    points=tuple(rows),
                    annotation_count=_word(annotations, "count", WORDS["count"], "add")
                    if annotations
                    else "add",
                    annotation_points=_amounts(annotations, "points", lookup.ranks)
                    if annotations
                    else {},
                    kinds=_amounts(reader, "kinds", lookup.kinds),
                    several=_word(reader, "several", WORDS["several"], "accumulate"),
                    joint=_word(reader, "joint", WORDS["joint"], "share"),
                    missed=(commission.amount("missed") if commission else "") or "0",
                    late=(commission.amount("late") if commission else "") or "0",
                    late_urgent=reader.amount("late_urgent") or "0",
                    base_points=base.amount("points") if base else "",
                    base_per=_word(base, "per", WORDS["per"], "month") if base else "",
                    base_year_cap=base.amount("year_cap") if base else "",
                    scale_to=reader.amount("scale_to"),
                    floor=reader.amount("floor"),
                )
            )
        for inner_reader in (annotations, commission, base):
            if inner_reader:
                reader.take(inner_reader)
        top.take(reader)
    return tuple(sorted(found, key=lambda rule: rule.since))


def targets(top: Reader, lookup: Lookup) -> tuple[Target, ...]:
    """How much is asked of which units."""
    found = []
    for reader in top.inners("targets", TARGET_KEYS):
        reader.require("per", "number", "count", "from")
        since = reader.date("from")
        number = reader.number("number")
        groups = reader.names("groups", lookup.groups)
        units = reader.names("units", lookup.units)
        per = _word(reader, "per", WORDS["per"], "month")
        count = _word(reader, "count", WORDS["target"], "submitted")
        if since and number is not None:
            found.append(Target(groups, units, per, number, count, since))
        top.take(reader)
    return tuple(found)
