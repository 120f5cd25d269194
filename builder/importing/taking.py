"""Takes values out of a record as a rule of the map says, and notes what was lost on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from builder.importing import dates

Values = Mapping[str, tuple[str, ...]]
"""What a record holds by source key; names that begin with `$` were derived from its file."""

NO_MATCH, NOT_A_DATE, TABLED_AWAY, TOO_MANY, TOO_LONG = (
    "no-match",
    "not-a-date",
    "mapped-to-nothing",
    "more-than-one",
    "cut",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of values: a value or pattern, and what it becomes."""

    pattern: re.Pattern[str]
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How one value is had. `sources` are tried in turn, or all taken where `join` is given."""

    sources: tuple[str, ...] = ()
    constant: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    strip: str = ""
    extract: re.Pattern[str] | None = None
    replace: tuple[tuple[str, str], ...] = ()
    dates: tuple[str, ...] = ()
    table: tuple[Row, ...] = ()
    pick: str = ""
    join: str | None = None
    default: tuple[str, ...] = ()
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that did not come through, and why."""

    why: str
    value: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The values a rule gives for a record."""

    values: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


def take(rule: Rule, values: Values) -> Taken:
    """Apply a rule: collect, split, strip, extract, replace, date, table, pick, join, cut."""
    lost: list[Lost] = []
    found = list(rule.constant) or _collected(rule, values)
    for separator in rule.split:
        found = [part for value in found for part in value.split(separator)]
    found = [value.strip().strip(rule.strip).strip() for value in found]
    found = [value for value in found if value]
    if rule.extract:
        found = _extracted(rule.extract, found, lost)
    for old, new in rule.replace:
        found = [value.replace(old, new) for value in found]
    if rule.dates:
        found = _dated(rule.dates, found, lost)
    if rule.table:
        found = _tabled(rule.table, found, lost)
    found = list(dict.fromkeys(value for value in found if value))
    if rule.pick and found:
        found = [found[0] if rule.pick == "first" else found[-1]]
    if rule.join is not None and found:
        found = [rule.join.join(found)]
    if rule.longest:
        lost += [Lost(TOO_LONG, value) for value in found if len(value) > rule.longest]
        found = [_cut(value, rule.longest) for value in found]
    return Taken(tuple(found) or rule.default, tuple(lost))


def filled(template: str, values: Values) -> str:
    """A template with its `{fields}` filled in; empty if one of them is."""
    names = re.findall(r"\{([^{}]+)\}", template)
    if not all(values.get(name) for name in names):
        return ""
    return re.sub(r"\{([^{}]+)\}", lambda m: values[m[1]][0], template)


def _collected(rule: Rule, values: Values) -> list[str]:
    every = [values.get(source, ()) for source in rule.sources]
    if rule.join is not None:
        return [value for group in every for value in group]
    return list(next((group for group in every if any(v.strip() for v in group)), ()))


def _extracted(pattern: re.Pattern[str], found: list[str], lost: list[Lost]) -> list[str]:
    parts: list[str] = []
    for value in found:
        matches = [m[1] if pattern.groups else m[0] for m in pattern.finditer(value)]
        taken = [m.strip() for m in matches if m and m.strip()]
        if not taken:
            lost.append(Lost(NO_MATCH, value))
        parts += taken
    return parts


def _dated(formats: tuple[str, ...], found: list[str], lost: list[Lost]) -> list[str]:
    days = []
    for value in found:
        day = dates.read(value, formats)
        if not day:
            lost.append(Lost(NOT_A_DATE, value))
        days.append(day)
    return days


def _tabled(table: tuple[Row, ...], found: list[str], lost: list[Lost]) -> list[str]:
    """The values by the table: a value it does not know stays as it is."""
    known = []
    for value in found:
        row = next((row for row in table if row.pattern.search(value)), None)
        if row and not row.value:
            lost.append(Lost(TABLED_AWAY, value))
        known.append(row.value if row else value)
    return known


def _cut(value: str, longest: int) -> str:
    return value if len(value) <= longest else value[: longest - 1] + "…"
