"""Takes typed values out of a YAML table and keeps what was wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as calendar_date
from datetime import datetime, time, tzinfo
from difflib import get_close_matches
from enum import StrEnum
from typing import Protocol, TypeVar

from builder.diagnostic import Diagnostic, Place
from builder.fields import List, Table, Text, Value
from builder.model.item import Span, Waiver
from builder.rules import content as content_rules
from builder.rules import fields as rules
from builder.rules import reading as reading_rules

E = TypeVar("E", bound=StrEnum)

CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
LETTER_CODE = re.compile(r"[a-z][a-z0-9-]*")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?")
_LOOSE_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_TRUTH = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_SECRET = re.compile(r"(绝密|机密|秘密)\s*(?:★|☆|$)")


class UnknownName(Protocol):
    """A rule that says a value is not in its vocabulary."""

    def __call__(
        self, place: Place, /, value: str, near: str, name: str, at: Place | None
    ) -> Diagnostic: ...


@dataclass(frozen=True, slots=True)
class Names:
    """A vocabulary as one may write it: codes and Chinese names to codes, names by code."""

    codes: Mapping[str, str]
    labels: Mapping[str, str]
    unknown: UnknownName

    def nearest(self, value: str) -> str:
        """The code or name most like the value; empty if nothing is."""
        return nearest(value, self.codes)


def nearest(value: str, known: Iterable[str]) -> str:
    """The known word most like the value; empty if none is like it."""
    found = get_close_matches(value, list(known), n=1, cutoff=0.5)
    if found:
        return found[0]
    inside = [word for word in known if len(value) > 1 and (value in word or word in value)]
    return min(inside, key=len, default="")


class Reader:
    """Reads the fields of one table. `faults` collects what was wrong, `at` where values stand.

    `keys` gives every allowed key with its Chinese name; `under` is the table's own path within
    the file (`steps.0`), empty at the top.
    """

    def __init__(
        self, table: Table, keys: Mapping[str, str], zone: tzinfo, under: str = ""
    ) -> None:
        self.table = table
        self.zone = zone
        self.under = under
        self.faults: list[Diagnostic] = []
        self.at: dict[str, Span] = {}
        self.values: dict[str, Value] = {}
        self.keys = keys
        chinese = {name: key for key, name in keys.items()}
        first: dict[str, Text] = {}
        for text, value in table:
            key = text.value if text.value in keys else chinese.get(text.value, "")
            if not key:
                near = nearest(text.value, [*keys, *chinese])
                some = "、".join(keys) if len(keys) < 12 else "、".join(list(keys)[:12]) + "…"
                self.faults.append(rules.unknown_key(text.at, text.value, near, some, text.at))
            elif key in first:
                line = first[key].at.line
                self.faults.append(reading_rules.duplicate_key(text.at, text.value, line))
            else:
                first[key] = text
                self.values[key] = value
                self._mark(key, value.at)

    def place(self, key: str) -> Place:
        """Where a value stands, or the table if the key is not there."""
        value = self.values.get(key)
        return value.at if value else self.table.at

    def has(self, key: str) -> bool:
        """Whether the key is there, with a value that is not null."""
        return key in self.values

    def require(self, *keys: str) -> bool:
        """Report keys that are missing; whether all are there."""
        missing = [key for key in keys if key not in self.values]
        for key in missing:
            self.faults.append(rules.missing_field(self.table.at, key, self.keys[key]))
        return not missing

    def text(self, key: str) -> str:
        """A text, stripped; empty if absent."""
        value = self.values.get(key)
        if value is None:
            return ""
        return self._text(key, value)

    def words(self, key: str) -> str:
        """A text written for readers, which must not be cut by ` #`."""
        value = self.values.get(key)
        if isinstance(value, Text):
            self._cut(value)
        return self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        return tuple(text for text, _ in self._texts(key))

    def entries(self, key: str) -> tuple[tuple[str, Place], ...]:
        """A list of texts with their places."""
        return tuple(self._texts(key))

    def date(self, key: str) -> calendar_date | None:
        """A calendar date; None if absent or wrong."""
        value = self.values.get(key)
        if not isinstance(value, Text):
            self._not_text(key, value)
            return None
        return self._date(key, value)

    def dates(self, key: str) -> tuple[calendar_date, ...]:
        """A list of dates; wrong ones are reported and left out."""
        found = (self._date(key, Text(t, p)) for t, p in self._texts(key))
        return tuple(day for day in found if day)

    def moment(self, key: str) -> tuple[datetime | None, bool]:
        """A time in the site's zone, and whether a time of day was given."""
        value = self.values.get(key)
        if not isinstance(value, Text):
            self._not_text(key, value)
            return None, False
        match = _TIME.fullmatch(value.value.strip())
        if match:
            try:
                day = calendar_date.fromisoformat(match[1])
                clock = time.fromisoformat(match[2]) if match[2] else time()
            except ValueError:
                match = None
        if not match:
            self.faults.append(rules.bad_time(value.at, key, value.value))
            return None, False
        zone: tzinfo = self.zone
        if match[3]:
            zone = (
                datetime.fromisoformat(f"{match[1]}T00:00{match[3].replace('Z', '+00:00')}").tzinfo
                or zone
            )
        moment = datetime.combine(day, clock, zone).astimezone(self.zone)
        return moment, bool(match[2])

    def number(self, key: str, least: int = 0) -> int | None:
        """A whole number not below `least`; None if absent or wrong."""
        raw = self.text(key)
        if not raw:
            return None
        if not re.fullmatch(r"\d{1,9}", raw) or int(raw) < least:
            self.faults.append(rules.wrong_type(self.place(key), key, "number", raw))
            return None
        return int(raw)

    def amount(self, key: str) -> str:
        """A decimal number as written; empty if absent or wrong."""
        raw = self.text(key)
        if raw and not re.fullmatch(r"-?\d{1,6}(\.\d{1,4})?", raw):
            self.faults.append(rules.wrong_type(self.place(key), key, "amount", raw))
            return ""
        return raw

    def truth(self, key: str) -> bool:
        """true or false; false if absent."""
        raw = self.text(key)
        if raw and raw.lower() not in _TRUTH:
            self.faults.append(rules.wrong_type(self.place(key), key, "truth", raw))
        return _TRUTH.get(raw.lower(), False)

    def choice(self, key: str, chinese: Mapping[str, E]) -> E | None:
        """One of an enumeration, by value or Chinese name; None if absent or wrong."""
        raw = self.text(key)
        if not raw:
            return None
        known = {**{member.value: member for member in chinese.values()}, **chinese}
        if raw in known:
            return known[raw]
        allowed = "、".join(f"{m.value}({zh})" for zh, m in chinese.items())
        place = self.place(key)
        secret = _SECRET.search(raw)
        if secret:
            self.faults.append(rules.secret_mark(place, secret[1]))
        else:
            near = nearest(raw, known)
            self.faults.append(rules.unknown_value(place, key, raw, near, allowed, place))
        return None

    def name(self, key: str, names: Names) -> str:
        """A code of a vocabulary, by code or Chinese name; empty if absent or unknown."""
        raw = self.text(key)
        return self._name(raw, self.place(key), names) if raw else ""

    def names(self, key: str, names: Names) -> tuple[str, ...]:
        """Codes of a vocabulary, each once."""
        codes: list[str] = []
        for raw, place in self._texts(key):
            code = self._name(raw, place, names)
            if code in codes:
                self.faults.append(rules.repeated_value(place, key, raw))
            elif code:
                codes.append(code)
        return tuple(codes)

    def code(self, key: str, pattern: re.Pattern[str] = CODE) -> str:
        """A code that will be part of an address; empty if absent or wrong."""
        raw = self.text(key)
        if raw and not pattern.fullmatch(raw):
            self.faults.append(rules.bad_code(self.place(key), raw))
            return ""
        return raw

    def inner(self, key: str, keys: Mapping[str, str]) -> Reader | None:
        """The reader of a table; None if absent or wrong. Hand it to `take` when done."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, Table):
            self.faults.append(rules.wrong_type(value.at, key, "table"))
            return None
        return Reader(value, keys, self.zone, self._path(key))

    def inners(self, key: str, keys: Mapping[str, str]) -> tuple[Reader, ...]:
        """The readers of a list of tables; a single table is a list of one."""
        value = self.values.get(key)
        if value is None:
            return ()
        items = value.items if isinstance(value, List) else (value,)
        readers = []
        for index, item in enumerate(items):
            if isinstance(item, Table):
                readers.append(Reader(item, keys, self.zone, self._path(f"{key}.{index}")))
            else:
                self.faults.append(rules.wrong_type(item.at, key, "tables"))
        return tuple(readers)

    def rows(self, key: str) -> tuple[tuple[Text, Value], ...]:
        """The entries of a table whose keys are free (codes)."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, Table):
            self.faults.append(rules.wrong_type(value.at, key, "table"))
            return ()
        return value.entries

    def waivers(self, key: str, known: Iterable[str]) -> tuple[Waiver, ...]:
        """`allow`: rule codes with reasons."""
        codes = tuple(known)
        found = []
        for text, value in self.rows(key):
            reason = self._text(key, value)
            if text.value not in codes:
                near = nearest(text.value, codes)
                self.faults.append(content_rules.unknown_rule(text.at, text.value, near))
            elif not reason:
                self.faults.append(content_rules.waiver_without_reason(text.at))
            else:
                found.append(Waiver(text.value, reason))
        return tuple(found)

    def take(self, inner: Reader) -> None:
        """Take over what an inner reader found."""
        self.faults.extend(inner.faults)
        self.at.update(inner.at)

    def _name(self, raw: str, place: Place, names: Names) -> str:
        if raw in names.codes:
            return names.codes[raw]
        near = names.nearest(raw)
        label = names.labels.get(names.codes.get(near, ""), "")
        self.faults.append(names.unknown(place, raw, near, label, place))
        return ""

    def _texts(self, key: str) -> list[tuple[str, Place]]:
        value = self.values.get(key)
        if value is None:
            return []
        items = value.items if isinstance(value, List) else (value,)
        found = []
        for index, item in enumerate(items):
            self._mark(f"{key}.{index}", item.at)
            if not isinstance(item, Text):
                self.faults.append(rules.wrong_type(item.at, key, "list"))
            elif item.value.strip():
                found.append((item.value.strip(), item.at))
        return found

    def _text(self, key: str, value: Value) -> str:
        if isinstance(value, Text):
            return value.value.strip()
        self.faults.append(rules.wrong_type(value.at, key, "text"))
        return ""

    def _not_text(self, key: str, value: Value | None) -> None:
        if value is not None:
            self.faults.append(rules.wrong_type(value.at, key, "text"))

    def _cut(self, value: Text) -> None:
        if value.comment:
            place = value.at
            column = place.column + place.length + 1
            cut = Place(place.path, place.line, column, len(value.comment))
            fault = reading_rules.text_cut(cut, value.comment)
            self.faults.append(fault)

    def _date(self, key: str, value: Text) -> calendar_date | None:
        raw = value.value.strip()
        if _DATE.fullmatch(raw):
            try:
                return calendar_date.fromisoformat(raw)
            except ValueError:
                pass
        self.faults.append(rules.bad_date(value.at, key, raw, _suggested(raw), value.at))
        return None

    def _mark(self, key: str, place: Place) -> None:
        self.at[self._path(key)] = (place.line, place.column, place.length)

    def _path(self, key: str) -> str:
        return f"{self.under}.{key}" if self.under else key


def _suggested(raw: str) -> str:
    """The date that a loosely written one seems to mean; empty if it means none."""
    match = _LOOSE_DATE.fullmatch(raw)
    if not match:
        return ""
    try:
        return calendar_date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return ""
