"""The figures of a notice as tables of plain values: what `build stats` prints and exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from builder.model.site import Site
from builder.scoring.amounts import PLACES, percent, rounded
from builder.scoring.ledger import Ledger, Line
from builder.scoring.notice import Notice

Cell = str | int | Decimal | date | None
"""Numbers stay numbers; what is not known, or does not apply, is None."""

EXACT = 4
"""Decimal places of points in exports; `numerator` and `denominator` have the fraction itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON, its heading for people, its type in JSON Schema's words."""

    key: str
    heading: str
    type: str = "string"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its key, its heading, its columns, its rows."""

    key: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        """The rows by the keys of the columns."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


_NUMBER, _COUNT, _DATE = "number", "integer", "date"
UNITS = (
    Column("rank", "名次", _COUNT),
    Column("before", "上期名次", _COUNT),
    Column("unit", "单位代码"),
    Column("name", "单位"),
    Column("group", "分组"),
    Column("in_group", "组内名次", _COUNT),
    Column("sent", "报送（条）", _COUNT),
    Column("sent_issues", "报送（期）", _COUNT),
    Column("adopted", "采用（条）", _COUNT),
    Column("rate", "采用率"),
)
UNITS_END = (
    Column("annotations", "批示", _COUNT),
    Column("points", "积分", _NUMBER),
    Column("numerator", "积分分子", _COUNT),
    Column("denominator", "积分分母", _COUNT),
    Column("scaled", "折算分", _NUMBER),
)
AUTHORS = (
    Column("rank", "名次", _COUNT),
    Column("author", "作者"),
    Column("units", "单位"),
    Column("adopted", "采用（条）", _COUNT),
    Column("annotations", "批示", _COUNT),
    Column("points", "积分", _NUMBER),
    Column("numerator", "积分分子", _COUNT),
    Column("denominator", "积分分母", _COUNT),
)
POINTS = (
    Column("date", "日期", _DATE),
    Column("unit", "单位代码"),
    Column("name", "单位"),
    Column("cause", "事由"),
    Column("item", "信息代号"),
    Column("title", "标题"),
    Column("level", "级别"),
    Column("subject", "刊物、层级、约稿或事由"),
    Column("form", "形式"),
    Column("number", "期号"),
    Column("value", "分值", _NUMBER),
    Column("factor", "倍数", _NUMBER),
    Column("before", "已计", _NUMBER),
    Column("shared", "均分单位数", _COUNT),
    Column("points", "得分", _NUMBER),
    Column("numerator", "得分分子", _COUNT),
    Column("denominator", "得分分母", _COUNT),
    Column("rule", "计分办法起用日", _DATE),
    Column("row", "第几行", _COUNT),
    Column("note", "说明"),
)
PUBLICATIONS = (
    Column("level", "级别"),
    Column("publication", "刊物代码"),
    Column("name", "刊物"),
    Column("adoptions", "采用（条次）", _COUNT),
)
ANNOTATIONS = (
    Column("rank", "层级代码"),
    Column("name", "层级"),
    Column("annotations", "批示（件次）", _COUNT),
)
KINDS = (
    Column("kind", "类别代码"),
    Column("name", "类别"),
    Column("tone", "喜忧"),
    Column("adopted", "采用（条）", _COUNT),
    Column("share", "占比"),
)
TARGETS = (
    Column("unit", "单位代码"),
    Column("name", "单位"),
    Column("count", "口径"),
    Column("per", "周期"),
    Column("number", "任务", _COUNT),
    Column("owed", "应完成", _NUMBER),
    Column("done", "已完成", _NUMBER),
    Column("arrears", "欠", _NUMBER),
    Column("whole", "全期任务", _NUMBER),
)
COMMISSIONS = (
    Column("commission", "约稿代号"),
    Column("unit", "单位代码"),
    Column("name", "单位"),
    Column("due", "期限", _DATE),
    Column("handed_in", "交稿", _DATE),
    Column("state", "状态"),
    Column("days", "天数", _COUNT),
    Column("reason", "理由"),
)
LATE = (
    Column("item", "信息代号"),
    Column("title", "标题"),
    Column("unit", "单位代码"),
    Column("name", "单位"),
    Column("step", "步骤"),
    Column("due", "期限", _DATE),
    Column("at", "办理", _DATE),
    Column("days", "迟（天）", _COUNT),
    Column("reason", "理由"),
)


def sheets(ledger: Ledger, notice: Notice) -> tuple[Sheet, ...]:
    """Every table of a notice."""
    site = ledger.site
    return (
        _units(site, notice),
        Sheet("authors", "作者", AUTHORS, tuple(_authors(site, notice))),
        Sheet("points", "积分明细", POINTS, tuple(_line(site, n) for n in notice.lines)),
        Sheet("publications", "上级刊物采用", PUBLICATIONS, tuple(_publications(site, notice))),
        Sheet("annotations", "批示", ANNOTATIONS, tuple(_annotations(site, notice))),
        Sheet("kinds", "类别", KINDS, tuple(_kinds(site, notice))),
        Sheet("targets", "任务", TARGETS, tuple(_targets(site, notice))),
        Sheet("commissions", "约稿", COMMISSIONS, tuple(_commissions(ledger, notice))),
        Sheet("late", "迟报", LATE, tuple(_late(site, notice))),
    )


def number(value: Fraction, places: int = EXACT) -> Decimal:
    """An amount as a decimal number without needless zeros."""
    plain = rounded(value, places).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def _units(site: Site, notice: Notice) -> Sheet:
    known = site.vocabularies
    levels = tuple(Column(f"level_{c}", v.name, _COUNT) for c, v in known.levels.items())
    rows = tuple(
        (
            s.rank,
            s.before,
            s.unit,
            known.units[s.unit].name,
            known.groups.get(known.units[s.unit].group, ""),
            s.in_group,
            s.sent.get("条"),
            s.sent.get("期"),
            s.adopted,
            rate(s.adopted, s.sent),
            *(s.levels.get(code, 0) for code in known.levels),
            s.annotations,
            number(s.points, PLACES),
            *s.points.as_integer_ratio(),
            None if s.scaled is None else number(s.scaled, PLACES),
        )
        for s in notice.units
    )
    return Sheet("units", "单位", (*UNITS, *levels, *UNITS_END), rows)


def rate(adopted: int, sent: Mapping[str, int]) -> str:
    """Adopted of sent in percent; empty without a table, or where two measures were used."""
    used = [number for number in sent.values() if number]
    return percent(adopted, used[0]) if len(used) == 1 else ""


def _authors(site: Site, notice: Notice) -> Iterator[tuple[Cell, ...]]:
    units = site.vocabularies.units
    for writer in notice.writers:
        names = "、".join(units[code].short for code in writer.units)
        points = number(writer.points, PLACES)
        yield (
            *(writer.rank, writer.name, names, writer.adopted, writer.annotations),
            *(points, *writer.points.as_integer_ratio()),
        )


def _line(site: Site, line: Line) -> tuple[Cell, ...]:
    entry = line.entry
    known = site.vocabularies
    item = site.items.get(entry.item)
    return (
        entry.day,
        line.unit,
        known.units[line.unit].name,
        entry.cause.value,
        entry.item,
        item.title if item else "",
        entry.level,
        entry.subject,
        entry.form,
        entry.number,
        number(entry.value),
        number(entry.factor),
        number(entry.before),
        line.shared,
        number(line.points),
        *line.points.as_integer_ratio(),
        entry.rule,
        entry.row or None,
        entry.note,
    )


def publication_name(site: Site, code: str) -> str:
    """The name of a publication, or of one of the site's own series."""
    known = site.vocabularies
    found = known.publications.get(code) or known.series.get(code)
    return found.name if found else code


def _publications(site: Site, notice: Notice) -> Iterator[tuple[Cell, ...]]:
    order = {code: index for index, code in enumerate(site.vocabularies.levels)}
    counted = notice.whole.publications
    for level, code in sorted(counted, key=lambda p: (order.get(p[0], 99), -counted[p], p[1])):
        found = site.vocabularies.levels.get(level)
        name = found.name if found else level
        yield name, code, publication_name(site, code), counted[level, code]


def _annotations(site: Site, notice: Notice) -> Iterator[tuple[Cell, ...]]:
    ranks = {**site.vocabularies.ranks, "": ""}
    for code, name in ranks.items():
        if notice.whole.annotations.get(code):
            yield code, name, notice.whole.annotations[code]


def _kinds(site: Site, notice: Notice) -> Iterator[tuple[Cell, ...]]:
    counted = notice.whole.kinds
    total = sum(counted.values())
    for code, kind in site.vocabularies.kinds.items():
        if counted.get(code):
            share = percent(counted[code], total)
            yield code, kind.name, kind.tone.value, counted[code], share


def _targets(site: Site, notice: Notice) -> Iterator[tuple[Cell, ...]]:
    units = site.vocabularies.units
    for row in notice.progress:
        target = row.target
        yield (
            *(row.unit, units[row.unit].name, target.count, target.per, target.number),
            *(number(row.owed), number(row.done), number(row.arrears), number(row.whole)),
        )


def _commissions(ledger: Ledger, notice: Notice) -> Iterator[tuple[Cell, ...]]:
    units = ledger.site.vocabularies.units
    for duty in notice.duties:
        standing = duty.standing(ledger.as_of)
        yield (
            f"{duty.call}/{duty.commission}",
            duty.unit,
            units[duty.unit].name if duty.unit in units else duty.unit,
            duty.due.date(),
            duty.at.date() if duty.at else None,
            standing.state.value,
            standing.days,
            duty.reason,
        )


def _late(site: Site, notice: Notice) -> Iterator[tuple[Cell, ...]]:
    for late in notice.late:
        yield (
            late.item,
            site.items[late.item].title,
            late.unit,
            site.vocabularies.units[late.unit].name,
            late.step.value,
            late.due,
            late.at,
            late.days,
            late.reason,
        )
