"""Decodes one rule of the map: from which source keys a value comes, and what is done to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC

from builder.diagnostic import Diagnostic, Place
from builder.fields import List, Table, Text, Value
from builder.importing import dates
from builder.importing.taking import Row, Rule
from builder.load import items
from builder.load.decode import Reader, nearest
from builder.rules import fields as field_rules
from builder.rules import importing as rules

KEYS = {
    "from": "取自",
    "is": "写作",
    "split": "分隔",
    "strip": "去除",
    "extract": "提取",
    "replace": "替换",
    "date": "日期格式",
    "values": "取值",
    "pick": "取其",
    "join": "连接",
    "default": "缺省",
    "longest": "最长",
}
NESTED = {
    "steps": items.STEP_KEYS,
    "adoptions": items.ADOPTION_KEYS,
    "annotations": items.ANNOTATION_KEYS,
    "followups": items.FOLLOWUP_KEYS,
    "laws": items.LAW_KEYS,
    "photos": items.PHOTO_KEYS,
    "corrections": items.CORRECTION_KEYS,
}
"""Item keys that hold lists of tables, with the keys of these."""
NEEDED = {
    "steps": ("step", "at"),
    "adoptions": ("level", "publication", "date"),
    "annotations": ("date", "person", "unit", "target", "text"),
    "followups": ("step",),
    "laws": ("title",),
    "photos": ("src",),
    "corrections": ("date", "note"),
}
"""What a table of such a list must say; one that does not is left out."""
UNMAPPED = ("withdrawn", "redactions", "allow")
"""Item keys that an import never writes."""
DATED: dict[str, tuple[str, ...]] = {
    "event_date": ("auto",),
    "review_on": ("auto",),
    "date": ("auto",),
    "done": ("auto",),
    "due": ("moment", "auto"),
    "at": ("moment", "auto"),
}
"""Keys that are dates even when the map does not say so."""


def is_nested(key: str) -> bool:
    """Whether an item key holds a list of tables."""
    return key in NESTED


class Decoding:
    """Decodes rules; `known` are the `$names` that may be used so far, `faults` what was wrong."""

    def __init__(self, known: list[str] | None = None) -> None:
        self.known = known or []
        self.faults: list[Diagnostic] = []

    def rule(self, key: str, value: Value) -> Rule | None:
        """A rule: a source key, a list of them, or a table; None if the key can't be mapped."""
        if key in UNMAPPED:
            fault = field_rules.unknown_key(value.at, key, "", "title、kind、units…", None)
            self.faults.append(fault)
            return None
        if isinstance(value, Table):
            return self._full(value)
        return Rule(self._sources(value))

    def constants(self, key: str, value: Value) -> tuple[str, ...]:
        """The texts of a constant."""
        if key in UNMAPPED or isinstance(value, Table):
            self.faults.append(field_rules.wrong_type(value.at, key, "list"))
            return ()
        return tuple(self._texts(key, value))

    def rows(
        self, key: str, value: Value, *, constant: bool
    ) -> tuple[tuple[tuple[str, Rule], ...], ...]:
        """The rules of a list of tables; a bare text is a constant or the name of a source key."""
        found = []
        for row in value.items if isinstance(value, List) else (value,):
            if not isinstance(row, Table):
                self.faults.append(field_rules.wrong_type(row.at, key, "tables"))
                continue
            reader = Reader(row, NESTED[key], UTC)
            self.faults += reader.faults
            found.append(
                tuple(
                    (name, rule)
                    for name, inner in reader.values.items()
                    if (rule := self._inner(name, inner, constant))
                )
            )
        return tuple(found)

    def table(self, value: Value) -> tuple[Row, ...]:
        """A table of values: exact ones first, then `/patterns/`, then `*` for all others."""
        if not isinstance(value, Table):
            self.faults.append(field_rules.wrong_type(value.at, "values", "table"))
            return ()
        exact, patterns, others = [], [], []
        for key, inner in value:
            if not isinstance(inner, Text):
                self.faults.append(field_rules.wrong_type(inner.at, key.value, "text"))
            elif key.value == "*":
                others.append(Row(re.compile(""), inner.value.strip()))
            elif len(key.value) > 2 and key.value[0] == key.value[-1] == "/":
                text = Text(key.value[1:-1], key.at)
                if found := self.pattern("values", text):
                    patterns.append(Row(found, inner.value.strip()))
            else:
                whole = re.compile(rf"\A{re.escape(key.value.strip())}\Z")
                exact.append(Row(whole, inner.value.strip()))
        return (*exact, *patterns, *others)

    def pattern(self, key: str, value: Text) -> re.Pattern[str] | None:
        """A compiled regular expression; None if it is none."""
        try:
            return re.compile(value.value)
        except re.error as error:
            self.faults.append(rules.bad_pattern(value.at, key, value.value, str(error)))
            return None

    def source(self, key: str, name: str, place: Place) -> None:
        """Report a `$name` that does not exist."""
        if name.startswith("$") and name not in self.known:
            near, allowed = nearest(name, self.known), "、".join(self.known)
            fault = field_rules.unknown_value(place, key, name, near, allowed, None)
            self.faults.append(fault)

    def _inner(self, name: str, value: Value, constant: bool) -> Rule | None:
        if constant and not isinstance(value, Table):
            return Rule(constant=tuple(self._texts(name, value)))
        rule = self.rule(name, value)
        if rule and not rule.dates and name in DATED:
            return replace(rule, dates=DATED[name])
        return rule

    def _sources(self, value: Value) -> tuple[str, ...]:
        names = self._texts("from", value)
        for name in names:
            self.source("from", name, value.at)
        return tuple(names)

    def _full(self, table: Table) -> Rule:
        reader = Reader(table, KEYS, UTC)
        values = reader.values
        if "from" not in values and "is" not in values:
            reader.faults.append(field_rules.missing_field(table.at, "from", KEYS["from"]))
        extract = values.get("extract")
        join = values.get("join")
        strip = values.get("strip")
        pick = reader.text("pick")
        if pick not in ("", "first", "last"):
            place = reader.place("pick")
            fault = field_rules.unknown_value(place, "pick", pick, "", "first、last", None)
            reader.faults.append(fault)
        formats = reader.texts("date")
        for name in formats:
            if name not in dates.NAMED and "%" not in name:
                place, allowed = reader.place("date"), "、".join(dates.NAMED)
                near = nearest(name, dates.NAMED)
                fault = field_rules.unknown_value(place, "date", name, near, allowed, None)
                reader.faults.append(fault)
        rule = Rule(
            sources=self._sources(values["from"]) if "from" in values else (),
            constant=tuple(self._texts("is", values["is"])) if "is" in values else (),
            split=tuple(self._raw("split", values.get("split"))),
            strip=strip.value if isinstance(strip, Text) else "",
            extract=self.pattern("extract", extract) if isinstance(extract, Text) else None,
            replace=tuple(
                (old.value, new.value)
                for old, new in reader.rows("replace")
                if isinstance(new, Text)
            ),
            dates=formats,
            table=self.table(values["values"]) if "values" in values else (),
            pick=pick if pick in ("first", "last") else "",
            join=join.value if isinstance(join, Text) else None,
            default=tuple(self._texts("default", values["default"])) if "default" in values else (),
            longest=reader.number("longest", 2) or 0,
        )
        self.faults += reader.faults
        return rule

    def _raw(self, key: str, value: Value | None) -> list[str]:
        """Texts with their spaces, which may be what is meant."""
        if value is None:
            return []
        found = []
        for item in value.items if isinstance(value, List) else (value,):
            if isinstance(item, Text) and item.value:
                found.append(item.value)
            else:
                self.faults.append(field_rules.wrong_type(item.at, key, "list"))
        return found

    def _texts(self, key: str, value: Value) -> list[str]:
        return [text.strip() for text in self._raw(key, value) if text.strip()]
