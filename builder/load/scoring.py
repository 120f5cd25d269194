"""Decodes the scoring rules and the targets of units."""

from __future__ import annotations

import re
from datetime import date

from builder.fields import Table, Text
from builder.load.decode import CODE, Names, Reader, nearest
from builder.load.lookup import Lookup
from builder.model.vocabulary import PointsRow, PointsRule, Reason, Target
from builder.rules import fields as field_rules

RULE_KEYS = {
    "from": "起",
    "points": "采用分",
    "annotations": "批示分",
    "kinds": "类别倍数",
    "several": "多处采用",
    "joint": "合报",
    "commission": "约稿",
    "followup": "批示反馈",
    "late_urgent": "紧急迟报",
    "base": "基础分",
    "scale_to": "折算满分",
    "scale_full": "折算基准",
    "floor": "最低分",
}
POINTS_KEYS = {
    "level": "级别",
    "publication": "采用刊物",
    "form": "形式",
    "issue": "期的形式",
    "kinds": "类别",
    "commissioned": "约稿稿件",
    "points": "分值",
    "times": "上级计分倍数",
    "joint": "合报",
}
ANNOTATIONS_KEYS = {"count": "计法", "points": "分值"}
COMMISSION_KEYS = {"missed": "未完成", "late": "迟交", "void": "记零次数"}
FOLLOWUP_KEYS = {"missed": "未反馈", "late": "迟反馈"}
BASE_KEYS = {"points": "分值", "per": "周期", "each": "每条分值", "year_cap": "全年上限"}
REASON_KEYS = {"name": "名称", "points": "分值", "least": "最低", "most": "最高"}
TARGETS_KEYS = {"targets": "任务", "calendar": "日历"}
TARGET_KEYS = {
    "groups": "分组",
    "units": "单位",
    "per": "周期",
    "number": "条数",
    "count": "口径",
    "kinds": "类别",
    "level": "级别",
    "arrears": "欠报警戒",
    "from": "起",
}
CALENDAR_KEYS = {"holidays": "放假", "workdays": "调休上班"}

AMOUNT = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
WORDS = {
    "form": ("single", "combined", "relayed"),
    "issue": ("regular", "supplement", "special"),
    "several": ("accumulate", "highest"),
    "joint": ("share", "each"),
    "count": ("add", "highest"),
    "per": ("day", "week", "month", "quarter", "year"),
    "target": ("submitted", "adopted", "points"),
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
            inner.require("level", *(() if inner.has("times") else ("points",)))
            rows.append(
                PointsRow(
                    inner.name("level", lookup.levels),
                    inner.name("publication", lookup.publications),
                    _word(inner, "form", WORDS["form"], ""),
                    inner.amount("points") or "0",
                    _word(inner, "issue", WORDS["issue"], ""),
                    inner.names("kinds", lookup.kinds),
                    inner.truth("commissioned"),
                    inner.amount("times"),
                    _word(inner, "joint", WORDS["joint"], ""),
                )
            )
            reader.take(inner)
        annotations = reader.inner("annotations", ANNOTATIONS_KEYS)
        commission = reader.inner("commission", COMMISSION_KEYS)
        followup = reader.inner("followup", FOLLOWUP_KEYS)
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
                    void=(commission.number("void", 1) if commission else None) or 0,
                    followup_missed=(followup.amount("missed") if followup else "") or "0",
                    followup_late=(followup.amount("late") if followup else "") or "0",
                    late_urgent=reader.amount("late_urgent") or "0",
                    base_points=base.amount("points") if base else "",
                    base_per=_word(base, "per", WORDS["per"], "month") if base else "",
                    base_each=base.amount("each") if base else "",
                    base_year_cap=base.amount("year_cap") if base else "",
                    scale_to=reader.amount("scale_to"),
                    scale_full=reader.amount("scale_full"),
                    floor=reader.amount("floor"),
                )
            )
        for inner_reader in (annotations, commission, followup, base):
            if inner_reader:
                reader.take(inner_reader)
        top.take(reader)
    return tuple(sorted(found, key=lambda rule: rule.since))


def reasons(top: Reader) -> dict[str, Reason]:
    """Why points may be given or taken by hand, by code."""
    found = {}
    for code, value in top.rows("adjustments"):
        if not CODE.fullmatch(code.value):
            top.faults.append(field_rules.bad_code(code.at, code.value))
        elif not isinstance(value, Table):
            top.faults.append(field_rules.wrong_type(value.at, code.value, "table"))
        else:
            reader = Reader(value, REASON_KEYS, top.zone, code.value)
            reader.require("name")
            fixed = reader.amount("points")
            least, most = reader.amount("least") or fixed, reader.amount("most") or fixed
            found[code.value] = Reason(code.value, reader.words("name"), least, most)
            top.faults += reader.faults
    return found


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
        kinds = reader.names("kinds", lookup.kinds)
        level = reader.name("level", lookup.levels)
        arrears = reader.number("arrears", 1)
        if since and number is not None:
            found.append(
                Target(groups, units, per, number, count, since, kinds, level, arrears or 0)
            )
        top.take(reader)
    return tuple(found)


def calendar(top: Reader) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The holidays, and the weekend days that are worked."""
    reader = top.inner("calendar", CALENDAR_KEYS)
    if reader is None:
        return (), ()
    days = reader.dates("holidays"), reader.dates("workdays")
    top.take(reader)
    return days
