"""Decodes the vocabularies: series, units, topics, kinds, levels, targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from builder.chains import into_loops
from builder.diagnostic import Diagnostic, Place
from builder.fields import Table, Text, Value
from builder.load import scoring
from builder.load.decode import CODE, LETTER_CODE, Names, Reader
from builder.load.lookup import Lookup
from builder.load.names import UnknownName
from builder.model.vocabulary import (
    FormerName,
    Frequency,
    Kind,
    Level,
    Publication,
    Series,
    Tone,
    Topic,
    Unit,
    Vocabularies,
)
from builder.rules import content as content_rules
from builder.rules import fields as field_rules
from builder.rules import names as rules

FOLDER = "site_src/vocabularies"
FILES = ("series", "units", "topics", "kinds", "levels", "targets")
RESERVED = frozenset(
    (
        *("units", "topics", "kinds", "archive", "catalogue", "search", "notices", "calls"),
        *("changes", "api", "page", "assets", "pagefind"),
    )
)

SERIES_KEYS = {
    "name": "名称",
    "frequency": "刊期",
    "level": "级别",
    "digits": "位数",
    "total_from": "总期号起点",
    "former": "曾用名",
    "ended": "停刊日期",
}
FORMER_KEYS = {"name": "名称", "from": "起", "to": "止"}
UNITS_KEYS = {"groups": "分组", "units": "单位"}
UNIT_KEYS = {
    "name": "名称",
    "short": "简称",
    "group": "分组",
    "parent": "上级",
    "phone": "电话",
    "former": "曾用名",
    "successor": "承继单位",
}
TOPIC_KEYS = {"name": "名称", "topics": "下级主题"}
SUBTOPIC_KEYS = {"name": "名称"}
KIND_KEYS = {"name": "名称", "tone": "喜忧"}
LEVELS_KEYS = {"levels": "级别", "publications": "采用刊物", "ranks": "批示层级"}
LEVELS_KEYS |= {"rules": "计分", "adjustments": "加扣分"}
NAMED_KEYS = {"name": "名称"}
PUBLICATION_KEYS = {"name": "名称", "level": "级别"}
FREQUENCIES = {
    "日刊": Frequency.DAILY,
    "周刊": Frequency.WEEKLY,
    "双周刊": Frequency.BIWEEKLY,
    "旬刊": Frequency.TENDAYS,
    "月刊": Frequency.MONTHLY,
    "双月刊": Frequency.BIMONTHLY,
    "季刊": Frequency.QUARTERLY,
    "年刊": Frequency.YEARLY,
    "不定期": Frequency.IRREGULAR,
}
TONES = {"正面": Tone.GOOD, "问题": Tone.PROBLEM, "中性": Tone.NEUTRAL}


@dataclass(slots=True)
class _Decoding:
    """What the decoders share: the zone for dates and the faults found so far."""

    zone: tzinfo
    unread: set[str] = field(default_factory=set)
    faults: list[Diagnostic] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def names(
        self, stem: str, labels: Mapping[str, tuple[str, ...]], unknown: UnknownName
    ) -> Names:
        """The names of a vocabulary in the file of a stem."""
        codes = {name: code for code, names in labels.items() for name in names if name}
        codes.update({code: code for code in labels})
        shown = {code: names[0] for code, names in labels.items()}
        return Names(codes, shown, unknown, stem in self.unread, frozenset(self.lost))

    def top(self, table: Table, keys: Mapping[str, str]) -> Reader:
        return Reader(table, keys, self.zone)

    def opened(self, stem: str, table: Table, keys: Mapping[str, str]) -> Reader:
        """The reader of a file with several tables; if one is misnamed, none of it is missed."""
        top = self.top(table, keys)
        if top.faults:
            self.unread.add(stem)
        return top

    def coded(
        self,
        rows: tuple[tuple[Text, Value], ...],
        keys: Mapping[str, str],
        pattern: re.Pattern[str] = CODE,
    ) -> Iterator[tuple[str, Text, Reader]]:
        """Each code of a table with the reader of its fields."""
        for code, value in rows:
            if not pattern.fullmatch(code.value):
                self.faults.append(field_rules.bad_code(code.at, code.value))
                self.lost.add(code.value)
            elif not isinstance(value, Table):
                self.faults.append(field_rules.wrong_type(value.at, code.value, "table"))
                self.lost.add(code.value)
            else:
                reader = Reader(value, keys, self.zone, code.value)
                reader.table = replace(value, at=code.at)
                yield code.value, code, reader

    def done(self, reader: Reader) -> None:
        self.faults.extend(reader.faults)


def decode(
    tables: Mapping[str, Table], zone: tzinfo, unread: frozenset[str] = frozenset()
) -> tuple[Vocabularies, Lookup, tuple[Diagnostic, ...]]:
    """The vocabularies of the tables by file stem; missing files are empty tables.

    `unread` are the stems of files that could not be read: nothing is missed in them.
    """
    work = _Decoding(zone, set(unread))
    empty = Table((), Place(FOLDER))
    levels_table = work.opened("levels", tables.get("levels", empty), LEVELS_KEYS)
    levels = _levels(work, levels_table)
    level_names = work.names(
        "levels", {c: (v.name,) for c, v in levels.items()}, rules.unknown_level
    )
    publications = _publications(work, levels_table, level_names)
    ranks = {
        code: reader.words("name") or code
        for code, _, reader in _named(work, levels_table.rows("ranks"))
    }
    series = _series(work, tables.get("series", empty), level_names)
    groups, units = _units(work, tables.get("units", empty))
    topics = _topics(work, tables.get("topics", empty))
    kinds = _kinds(work, tables.get("kinds", empty))
    lookup = Lookup(
        series=work.names(
            "series", {c: (v.name,) for c, v in series.items()}, rules.unknown_series
        ),
        units=work.names(
            "units", {c: (v.short, v.name) for c, v in units.items()}, rules.unknown_unit
        ),
        groups=work.names("units", {c: (v,) for c, v in groups.items()}, rules.unknown_group),
        topics=work.names("topics", {c: (v.name,) for c, v in topics.items()}, rules.unknown_topic),
        kinds=work.names("kinds", {c: (v.name,) for c, v in kinds.items()}, rules.unknown_kind),
        levels=level_names,
        publications=work.names(
            "levels",
            {
                **{c: (v.name,) for c, v in series.items()},
                **{c: (v.name,) for c, v in publications.items()},
            },
            rules.unknown_publication,
        ),
        ranks=work.names("levels", {c: (v,) for c, v in ranks.items()}, rules.unknown_rank),
    )
    lookup = replace(lookup, units=_with_former(lookup.units, units))
    units = _linked_units(work, units, lookup, tables.get("units", empty))
    points = scoring.points_rules(levels_table, lookup)
    reasons = scoring.reasons(levels_table)
    lookup = replace(
        lookup,
        reasons=work.names(
            "levels", {c: (v.name,) for c, v in reasons.items()}, rules.unknown_reason
        ),
    )
    work.done(levels_table)
    top = work.top(tables.get("targets", empty), scoring.TARGETS_KEYS)
    wanted = scoring.targets(top, lookup)
    holidays, workdays = scoring.calendar(top)
    work.done(top)
    vocabularies = Vocabularies(
        series=series,
        groups=groups,
        units=units,
        topics=topics,
        kinds=kinds,
        levels=levels,
        publications=publications,
        ranks=ranks,
        reasons=reasons,
        rules=points,
        targets=wanted,
        holidays=holidays,
        workdays=workdays,
    )
    return vocabularies, lookup, tuple(work.faults)


def _with_former(names: Names, units: Mapping[str, Unit]) -> Names:
    former = {f.name: unit.code for unit in units.values() for f in unit.former}
    return replace(names, codes={**former, **names.codes})


def _named(
    work: _Decoding, rows: tuple[tuple[Text, Value], ...]
) -> Iterator[tuple[str, Text, Reader]]:
    for code, text, reader in work.coded(rows, NAMED_KEYS):
        reader.require("name")
        yield code, text, reader
        work.done(reader)


def _once(work: _Decoding, taken: dict[str, tuple[str, Place]], name: str, code: Text) -> None:
    if not name:
        return
    if name in taken and taken[name][0] != code.value:
        work.faults.append(rules.duplicate_name(code.at, name, taken[name][0]))
    else:
        taken[name] = (code.value, code.at)


def _former(reader: Reader) -> tuple[FormerName, ...]:
    names = []
    for inner in reader.inners("former", FORMER_KEYS):
        inner.require("name")
        since, until = inner.date("from"), inner.date("to")
        if since and until and until < since:
            fault = content_rules.dates_out_of_order(inner.place("to"), "begin", "end")
            inner.faults.append(fault)
        names.append(FormerName(inner.words("name"), since, until))
        reader.take(inner)
    return tuple(names)


def _series(work: _Decoding, table: Table, levels: Names) -> dict[str, Series]:
    found: dict[str, Series] = {}
    taken: dict[str, tuple[str, Place]] = {}
    for code, text, reader in work.coded(table.entries, SERIES_KEYS, LETTER_CODE):
        reader.require("name")
        name = reader.words("name")
        _once(work, taken, name, text)
        if code in RESERVED:
            work.faults.append(rules.reserved_code(text.at, code))
        frequency = reader.choice("frequency", FREQUENCIES) or Frequency.IRREGULAR
        found[code] = Series(
            code,
            name or code,
            frequency,
            reader.name("level", levels),
            _digits(reader),
            reader.number("total_from", 1),
            _former(reader),
            reader.date("ended"),
        )
        work.done(reader)
    return found


def _digits(reader: Reader) -> int:
    digits = reader.number("digits", 1)
    if digits is not None and digits > 9:
        place = reader.place("digits")
        reader.faults.append(field_rules.wrong_type(place, "digits", "number", str(digits), "4"))
        digits = None
    return digits or 4


def _units(work: _Decoding, table: Table) -> tuple[dict[str, str], dict[str, Unit]]:
    top = work.opened("units", table, UNITS_KEYS)
    groups: dict[str, str] = {}
    for key, value in top.rows("groups"):
        if not CODE.fullmatch(key.value):
            work.faults.append(field_rules.bad_code(key.at, key.value))
        elif not isinstance(value, Text):
            work.faults.append(field_rules.wrong_type(value.at, key.value, "text"))
        else:
            groups[key.value] = value.value.strip()
    group_names = work.names("units", {c: (v,) for c, v in groups.items()}, rules.unknown_group)
    units: dict[str, Unit] = {}
    taken: dict[str, tuple[str, Place]] = {}
    for code, text, reader in work.coded(top.rows("units"), UNIT_KEYS):
        reader.require("name")
        name = reader.words("name") or code
        short = reader.words("short") or name
        _once(work, taken, name, text)
        _once(work, taken, short, text)
        units[code] = Unit(
            code,
            name,
            short,
            reader.name("group", group_names),
            reader.text("parent"),
            reader.text("phone"),
            _former(reader),
            reader.text("successor"),
        )
        work.done(reader)
    work.done(top)
    return groups, units


def _linked_units(
    work: _Decoding, units: dict[str, Unit], lookup: Lookup, table: Table
) -> dict[str, Unit]:
    """The units with parent and successor as codes, without loops."""
    places = {
        code.value: {key.value: value.at for key, value in row if isinstance(row, Table)}
        for entry, rows in table
        if isinstance(rows, Table) and entry.value in ("units", UNITS_KEYS["units"])
        for code, row in rows
        if isinstance(row, Table)
    }
    linked = {}
    steps = {
        key: {c: lookup.units.codes.get(getattr(u, key), "") for c, u in units.items()}
        for key in ("parent", "successor")
    }
    looped = {key: into_loops(step) for key, step in steps.items()}
    for code, unit in units.items():
        ends: dict[str, str] = {}
        for key in ("parent", "successor"):
            value = getattr(unit, key)
            at = places.get(code, {}).get(key) or places.get(code, {}).get(UNIT_KEYS[key])
            place = at or Place(f"{FOLDER}/units.yml")
            if value and value not in lookup.units.codes:
                near = lookup.units.nearest(value)
                work.faults.append(rules.unknown_unit(place, value, near, "", None))
            target = steps[key][code]
            if code in looped[key]:
                work.faults.append(rules.parent_loop(place, code, key == "successor"))
                target = ""
            ends[key] = target
        linked[code] = replace(unit, parent=ends["parent"], successor=ends["successor"])
    return linked


def _topics(work: _Decoding, table: Table) -> dict[str, Topic]:
    topics: dict[str, Topic] = {}
    taken: dict[str, tuple[str, Place]] = {}
    lines: dict[str, int] = {}
    for code, text, reader in work.coded(table.entries, TOPIC_KEYS):
        reader.require("name")
        _once(work, taken, reader.words("name"), text)
        if code in lines:
            work.faults.append(rules.duplicate_code(text.at, code, lines[code]))
            continue
        lines[code] = text.at.line
        topics[code] = Topic(code, reader.words("name") or code)
        for inner_code, inner_text, inner in work.coded(reader.rows("topics"), SUBTOPIC_KEYS):
            inner.require("name")
            if inner_code in lines:
                line = lines[inner_code]
                work.faults.append(rules.duplicate_code(inner_text.at, inner_code, line))
                continue
            lines[inner_code] = inner_text.at.line
            _once(work, taken, inner.words("name"), inner_text)
            topics[inner_code] = Topic(inner_code, inner.words("name") or inner_code, code)
            work.done(inner)
        work.done(reader)
    return topics


def _kinds(work: _Decoding, table: Table) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    taken: dict[str, tuple[str, Place]] = {}
    for code, text, reader in work.coded(table.entries, KIND_KEYS):
        reader.require("name")
        _once(work, taken, reader.words("name"), text)
        tone = reader.choice("tone", TONES) or Tone.NEUTRAL
        kinds[code] = Kind(code, reader.words("name") or code, tone)
        work.done(reader)
    return kinds


def _levels(work: _Decoding, top: Reader) -> dict[str, Level]:
    rows = top.rows("levels")
    return {code: Level(code, r.words("name") or code) for code, _, r in _named(work, rows)}


def _publications(work: _Decoding, top: Reader, levels: Names) -> dict[str, Publication]:
    found = {}
    for code, _, reader in work.coded(top.rows("publications"), PUBLICATION_KEYS):
        reader.require("name", "level")
        level = reader.name("level", levels)
        found[code] = Publication(code, reader.words("name") or code, level)
        work.done(reader)
    return found
