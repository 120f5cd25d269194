"""Takes typed values out of a YAML table and keeps what was wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date as calendar_date
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TypeVar

from builder import secrecy
from builder.diagnostic import Diagnostic, Place
from builder.fields import List, Table, Text, Value
from builder.likeness import FEW, Guesses
from builder.load import moments
from builder.load.names import ALSO, INVISIBLE, close, same, slipped_colon, some_of
from builder.load.names import Names as Names
from builder.load.names import nearest as nearest
from builder.model.item import Span, Waiver
from builder.rules import content as content_rules
from builder.rules import fields as rules
from builder.rules import syntax as syntax_rules
from builder.rules.slips import listed

E = TypeVar("E", bound=StrEnum)

CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
LETTER_CODE = re.compile(r"[a-z][a-z0-9-]*")
_TRUTH = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
LONGEST = 2_000
"""Entries that a list of front matter may have."""


class Reader:
    """Reads the fields of one table. `faults` collects what was wrong, `at` where values stand.

    `keys` gives every allowed key with its Chinese name; `under` is the table's own path within
    the file (`steps.0`), empty at the top; `in_chinese` tells whether the table around it
    is written with Chinese keys. Faults name a key as the file writes it.
    """

    def __init__(
        self,
        table: Table,
        keys: Mapping[str, str],
        zone: tzinfo,
        under: str = "",
        guesses: Guesses | None = None,
        in_chinese: bool = False,
    ) -> None:
        self.table = table
        self.zone = zone
        self.under = under
        self.faults: list[Diagnostic] = []
        self.at: dict[str, Span] = {}
        self.values: dict[str, Value] = {}
        self.keys = keys
        self.empty: dict[str, Text] = {}
        self._guesses = guesses or Guesses(FEW)
        self._slipped: set[str] = set()
        chinese = {name: key for key, name in keys.items()}
        chinese |= {name: key for name, key in ALSO.items() if key in keys}
        written = (*(key for key, _ in table), *table.empty)
        self._written = frozenset(chinese.get(key.value, key.value) for key in written)
        own = {text.value in chinese for text in written if text.value in {*keys, *chinese}}
        self._in_chinese = True in own or (in_chinese and not own)
        first = self._first = dict[str, Text]()
        for text, value in (*table, *((text, None) for text in table.empty)):
            said = INVISIBLE.sub("", text.value)  # which is told where the file is read
            key = said if said in keys else chinese.get(said, "")
            if not key:
                self._unknown_key(text, chinese)
            elif key in first:
                one, two = sorted((first[key], text), key=lambda t: t.at)
                fault = syntax_rules.duplicate_key(two.at, two.value, one.at.line, one.value)
                self.faults.append(fault)
            else:
                first[key] = text
                if value is None:
                    self.empty[key] = text
                else:
                    self.values[key] = value
                self._mark(key, value.at if value else text.at)

    def _unknown_key(self, text: Text, chinese: Mapping[str, str]) -> None:
        """A key that does not exist, or one whose colon YAML did not see."""
        slip = slipped_colon(text, {*self.keys, *chinese})
        if slip:
            fault, head = slip
            self.faults.append(fault)
            self._slipped.add(chinese.get(head, head))
            return
        near = self._guesses.within(text.value, [*self.keys, *chinese])
        taken = chinese.get(near, near) in self._written
        some = some_of(self.keys, self._in_chinese)
        at = text.at if near and not taken and close(text.value, near) else None
        if at:
            self._slipped.add(chinese.get(near, near))
        self.faults.append(rules.unknown_key(text.at, text.value, near, some, at))

    def said(self, key: str) -> str:
        """A key as the file writes it, or would."""
        text = self._first.get(key)
        if text:
            return text.value
        return self.keys.get(key, key) if self._in_chinese else key

    def place(self, key: str) -> Place:
        """Where a value stands, or the table if the key is not there."""
        value = self.values.get(key)
        return value.at if value else self.table.at

    def has(self, key: str) -> bool:
        """Whether the key is there, with a value that is not null."""
        return key in self.values

    def is_told(self, key: str) -> bool:
        """Whether a key is missing because of a slip that has been reported."""
        return key in self._slipped

    def require(self, *keys: str) -> bool:
        """Report keys that are missing; whether all are there."""
        complete = True
        for key in keys:
            value, empty = self.values.get(key), self.empty.get(key)
            blank = isinstance(value, Text) and not value.value.strip()
            at = value.at if value and blank else empty.at if empty else None
            if at or (value is None and key not in self._slipped):
                place, said = at or self.table.at, self.said(key)
                self.faults.append(rules.missing_field(place, said, self.keys[key], at is not None))
            elif value is not None:
                continue
            complete = False
        return complete

    def text(self, key: str) -> str:
        """A text, stripped; empty if absent."""
        value = self.values.get(key)
        return self._text(key, value) if value else ""

    def words(self, key: str) -> str:
        """A text written for readers, which must not be cut by ` #`."""
        if isinstance(value := self.values.get(key), Text):
            self._cut(value)
        return self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts written for readers; a single text is a list of one."""
        found = self._texts(key)
        for text in found:
            self._cut(text)
        return tuple(text.value.strip() for text in found)

    def entries(self, key: str) -> tuple[tuple[str, Place], ...]:
        """A list of texts with their places."""
        return tuple((text.value.strip(), text.at) for text in self._texts(key))

    def date(self, key: str) -> calendar_date | None:
        """A calendar date; None if absent or wrong."""
        value = self._date_text(key)
        return self._date(key, value) if value else None

    def dates(self, key: str) -> tuple[calendar_date, ...]:
        """A list of dates; wrong ones are reported and left out."""
        found = (self._date(key, text) for text in self._texts(key))
        return tuple(day for day in found if day)

    def moment(self, key: str) -> tuple[datetime | None, bool]:
        """A time in the site's zone, and whether a time of day was given."""
        value = self._date_text(key)
        if value is None:
            return None, False
        raw = value.value.strip()
        moment = moments.moment_of(raw, self.zone)
        if moment is None:
            better = moments.suggested_moment(raw)
            self.faults.append(rules.bad_time(value.at, self.said(key), raw, better, value.at))
            return None, False
        return moment

    def number(self, key: str, least: int = 0) -> int | None:
        """A whole number not below `least`; None if absent or wrong."""
        raw = self._figure(key, "number", r"[0-9]{1,9}")
        if raw and int(raw) < least:
            self.faults.append(rules.wrong_type(self.place(key), self.said(key), "number", raw))
            return None
        return int(raw) if raw else None

    def amount(self, key: str) -> str:
        """A decimal number as written; empty if absent or wrong."""
        return self._figure(key, "amount", r"-?[0-9]{1,6}(\.[0-9]{1,4})?")

    def _figure(self, key: str, wanted: str, pattern: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, Text):
            if value:
                self._misfit(value, key, wanted)
            return ""
        raw = value.value.strip()
        if not raw or re.fullmatch(pattern, raw):
            return raw
        wide = unicodedata.normalize("NFKC", raw)
        better = wide if re.fullmatch(pattern, wide) else ""
        fault = rules.wrong_type(value.at, self.said(key), wanted, raw, better, value.at)
        self.faults.append(fault)
        return ""

    def truth(self, key: str) -> bool:
        """true or false; false if absent."""
        raw = self.text(key)
        if raw and raw.lower() not in _TRUTH:
            self.faults.append(rules.wrong_type(self.place(key), self.said(key), "truth", raw))
        return _TRUTH.get(raw.lower(), False)

    def choice(self, key: str, chinese: Mapping[str, E]) -> E | None:
        """One of an enumeration, by value or Chinese name; None if absent or wrong."""
        raw = self.text(key)
        if not raw:
            return None
        known = {**{member.value: member for member in chinese.values()}, **chinese}
        if raw in known:
            return known[raw]
        allowed = "、".join(f"{m.value}（{zh}）" for zh, m in chinese.items())
        self.refuse(key, raw, known, allowed)
        return None

    def refuse(self, key: str, raw: str, known: Iterable[str], allowed: str) -> None:
        """Report a value that is none of those known; a mark of secrecy is worse."""
        place = self.place(key)
        if self.secret(key, raw):
            return
        near = self._guesses.within(raw, tuple(known))
        # A likeness is for people to judge: `--fix` must not publish what says `publishd`.
        at = place if near and same(raw, near) else None
        self.faults.append(rules.unknown_value(place, self.said(key), raw, near, allowed, at))

    def secret(self, key: str, raw: str) -> bool:
        """Report a mark of state secrecy in a value that has no place for words."""
        value, mark = self.values.get(key), secrecy.alone(raw)
        if mark and isinstance(value, Text):
            start = value.value.find(mark[0]) + (0 if value.plain else 1)
            place = Place(value.at.path, value.at.line, value.at.column + start, len(mark[0]))
            self.faults.append(rules.secret_mark(place, mark[0]))
        return bool(mark)

    def name(self, key: str, names: Names) -> str:
        """A code of a vocabulary, by code or Chinese name; empty if absent or unknown."""
        raw, value = self.text(key), self.values.get(key)
        return self._name(value, names) if raw and isinstance(value, Text) else ""

    def names(self, key: str, names: Names) -> tuple[str, ...]:
        """Codes of a vocabulary, each once."""
        codes: list[str] = []
        for text in self._texts(key):
            code = self._name(text, names, isinstance(self.values[key], Text))
            if code in codes:
                fault = rules.repeated_value(text.at, self.said(key), text.value.strip())
                self.faults.append(fault)
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
        if isinstance(value := self.values.get(key), Table):
            return self._inside(value, keys, key)
        if value is not None:
            self._misfit(value, key, "table")
        return None

    def _inside(self, table: Table, keys: Mapping[str, str], key: str) -> Reader:
        return Reader(table, keys, self.zone, self._path(key), self._guesses, self._in_chinese)

    def inners(self, key: str, keys: Mapping[str, str]) -> tuple[Reader, ...]:
        """The readers of a list of tables; a single table is a list of one."""
        value = self.values.get(key)
        if value is None:
            return ()
        items = value.items if isinstance(value, List) else (value,)
        if len(items) > LONGEST:
            self.faults.append(rules.too_many(value.at, self.said(key), LONGEST))
        readers = []
        for index, item in enumerate(items[:LONGEST]):
            if isinstance(item, Table):
                readers.append(self._inside(item, keys, f"{key}.{index}"))
            elif isinstance(item, Text) and re.match(r"\w+[:：]", item.value):
                # `- step：signed`: a table whose colon YAML did not see.
                self.faults += Reader(Table((), item.at, (item,)), keys, self.zone).faults
            else:
                self._misfit(item, key, "tables")
        return tuple(readers)

    def rows(self, key: str) -> tuple[tuple[Text, Value], ...]:
        """The entries of a table whose keys are free (codes)."""
        if isinstance(value := self.values.get(key), Table):
            return value.entries
        if value is not None:
            self._misfit(value, key, "table")
        return ()

    def waivers(self, key: str, known: Iterable[str]) -> tuple[Waiver, ...]:
        """`allow`: rule codes with reasons."""
        codes, rows, table = tuple(known), self.rows(key), self.values.get(key)
        empty = table.empty if isinstance(table, Table) else ()
        found = []
        for text, value in (*rows, *((text, None) for text in empty)):
            reason = self._text(key, value) if value else ""
            if isinstance(value, Text):
                self._cut(value)
            if text.value not in codes:
                near = self._guesses.within(text.value, codes)
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

    def _misfit(self, value: Value, key: str, wanted: str) -> None:
        self.faults.append(rules.wrong_type(value.at, self.said(key), wanted))

    def _name(self, text: Text, names: Names, alone: bool = False) -> str:
        raw = INVISIBLE.sub("", text.value).strip()
        if raw in names.codes or names.unread or raw in names.lost:
            return names.codes.get(raw, "")
        if alone and raw.startswith("-"):
            place = Place(text.at.path, text.at.line, text.at.column, 1)
            self.faults.append(syntax_rules.missing_space(place, "-", place))
            return ""
        better = listed(raw, names.codes)
        if better:
            at, shown = text.at, better if alone else better[1:-1]
            self.faults.append(syntax_rules.fullwidth_list(at, shown, at))
            return ""
        near = names.nearest(raw)
        label = names.labels.get(names.codes.get(near, ""), "")
        at_ = text.at if near and same(raw, near) else None
        self.faults.append(names.unknown(text.at, raw, near, label, at_))
        return ""

    def _texts(self, key: str) -> list[Text]:
        value = self.values.get(key)
        if value is None:
            return []
        items = value.items if isinstance(value, List) else (value,)
        if len(items) > LONGEST:
            self.faults.append(rules.too_many(value.at, self.said(key), LONGEST))
        found = []
        for index, item in enumerate(items[:LONGEST]):
            self._mark(f"{key}.{index}", item.at)
            if not isinstance(item, Text):
                self._misfit(item, key, "list")
            elif item.value.strip():
                found.append(item)
        return found

    def _text(self, key: str, value: Value) -> str:
        if isinstance(value, Text):
            return value.value.strip()
        self._misfit(value, key, "text")
        return ""

    def _cut(self, value: Text) -> None:
        if value.cut:
            self.faults.append(syntax_rules.text_cut(value.cut, value.comment))

    def _date_text(self, key: str) -> Text | None:
        value = self.values.get(key)
        if value is not None and not isinstance(value, Text):
            self._misfit(value, key, "date")
        return value if isinstance(value, Text) and value.value.strip() else None

    def _date(self, key: str, value: Text) -> calendar_date | None:
        raw = value.value.strip()
        day = moments.day_of(raw)
        if day is None:
            better = moments.suggested_day(raw)
            self.faults.append(rules.bad_date(value.at, self.said(key), raw, better, value.at))
        return day

    def _mark(self, key: str, place: Place) -> None:
        self.at[self._path(key)] = (place.line, place.column, place.length)

    def _path(self, key: str) -> str:
        return f"{self.under}.{key}" if self.under else key
