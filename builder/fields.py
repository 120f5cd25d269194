"""Plain YAML as values with positions: text as written, lists, tables; nothing is guessed.

The only module that knows the YAML library. Anchors, aliases, tags and merge keys are refused;
no scalar is turned into a number, a date or a truth value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from builder.diagnostic import Diagnostic, Place
from builder.rules import fields as field_rules
from builder.rules import reading, slips
from builder.rules import syntax as rules

DEEPEST = 12
"""Levels of nesting that front matter may have."""

MOST = 100_000
"""Values that a file of settings may have: reading them takes some 3 seconds."""

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_KEY = "\0"
"""Stands for a key that is none, and has been reported."""
_NULLS = ("", "~", "null", "Null", "NULL")
_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What YAML takes for the end of a line, and nobody else does."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that YAML refuses."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `comment`, at `cut`, is what YAML took away after ` #` on its line."""

    value: str
    at: Place
    comment: str = ""
    plain: bool = True
    cut: Place | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A sequence without its nulls."""

    items: tuple[Value, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping without its nulls, in the order of the file; `empty` are the keys of the nulls."""

    entries: tuple[tuple[Text, Value], ...]
    at: Place
    empty: tuple[Text, ...] = ()

    def __iter__(self) -> Iterator[tuple[Text, Value]]:
        return iter(self.entries)


Value = Text | List | Table


@dataclass(slots=True)
class _Open:
    """A list or table that is still being read."""

    at: Place
    table: bool
    items: list[Value | None] = field(default_factory=list)
    entries: list[tuple[Text, Value]] = field(default_factory=list)
    empty: list[Text] = field(default_factory=list)
    key: Text | None = None
    seen: dict[str, Place] = field(default_factory=dict)


def read(
    source: str, path: str, first_line: int = 1, keys: Mapping[str, str] | None = None
) -> tuple[Table, tuple[Diagnostic, ...]]:
    """Read a YAML document whose top is a table; an empty one is an empty table.

    `first_line` is the line of the file that the source begins on; `keys` are the Chinese names
    by key. What can't be read is read again with obvious slips mended, so that all the faults of
    a file are told at once; without a table, the faults say why there is none.
    """
    # A lone \r ends a line for YAML; the loader has turned every real line end into \n before.
    source = _BREAKS.sub(" ", source.replace("\r", " "))
    forbidden = tuple(_forbidden(source, path, first_line))
    if forbidden:
        source = _FORBIDDEN.sub(" ", source)
    lines = source.split("\n")
    top, faults, whole = _parse(source, _Reader(path, first_line, lines, {}))
    if whole and not slips.hides(source):
        return top, (*forbidden, *faults)
    names = {*(keys or {}), *(keys or {}).values()}
    repair = slips.mend(lines, path, first_line, names)
    if whole and not repair.faults:
        return top, (*forbidden, *faults)
    if repair.faults and (names - {""} or not names):
        mended, more, whole = _parse(
            "\n".join(repair.lines), _Reader(path, first_line, list(repair.lines), repair.shifts)
        )
        # If it still can't be read, that may be for the same reason: mend these first.
        return mended, (*forbidden, *repair.faults, *(more if whole else ()))
    return top, (*forbidden, *(repair.faults or faults))


def _parse(source: str, reader: _Reader) -> tuple[Table, tuple[Diagnostic, ...], bool]:
    """The table of a source, what was wrong, and whether it could be read to its end."""
    nothing = Table((), Place(reader.path, reader.first_line))
    try:
        top = reader.document(source)
    except yaml.MarkedYAMLError as error:
        fault = slips.explain(_stop(error), reader.lines, reader.path, reader.first_line)
        return nothing, (*reader.faults, fault), False
    if top is None:
        return nothing, tuple(reader.faults), True
    if not isinstance(top, Table):
        fault = rules.yaml_syntax(top.at, "not a table")
        return nothing, (*reader.faults, fault), False
    return top, tuple(reader.faults), True


def _forbidden(source: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """The loader words it alike, so that a character is reported once."""
    for number, line in enumerate(source.split("\n"), first_line):
        for match in _FORBIDDEN.finditer(line):
            place = Place(path, number, match.start() + 1, 1)
            yield reading.control_character(place, f"U+{ord(match[0]):04X}", place)


def _stop(error: yaml.MarkedYAMLError) -> slips.Stop:
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark or mark
    at = (mark.line, mark.column) if mark else (0, 0)
    return slips.Stop(
        error.problem or "",
        error.context or "",
        at,
        (begun.line, begun.column) if begun else at,
    )


_COMMENT = re.compile(r"\s*(#.*)")
_LONG = 1_000
"""Characters of a line that are marked at most."""
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[xuUeabfvN_LP0]")
"""An escape that could write what no editor can see."""


class _Reader:
    """Builds the values from the parser's events."""

    def __init__(self, path: str, first_line: int, lines: list[str], shifts: slips.Shifts) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = lines
        self.shifts = shifts
        self.faults: list[Diagnostic] = []

    def document(self, source: str) -> Value | None:
        stack: list[_Open] = []
        top: Value | None = None
        documents = values = 0
        for event in yaml.parse(source, Loader=_Loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    place = self.place(event)
                    self.faults.append(rules.yaml_syntax(place, "second document"))
                    break
                continue
            if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                continue
            values += 1
            if values > MOST:
                self.faults.append(field_rules.too_many(self.place(event), "---", MOST))
                return Table((), self.place(event))
            done: Value | None
            if isinstance(event, yaml.CollectionStartEvent):
                self._plainly(event)
                stack.append(_Open(self.place(event), isinstance(event, yaml.MappingStartEvent)))
                if len(stack) > DEEPEST:
                    self.faults.append(rules.nested_too_deep(self.place(event), DEEPEST))
                    return Table((), self.place(event))
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                done = _closed(stack.pop())
            elif isinstance(event, yaml.ScalarEvent):
                self._plainly(event)
                done = self._scalar(event, bool(stack and stack[-1].table and not stack[-1].key))
            else:
                self.faults.append(rules.yaml_anchor(self.place(event)))
                done = None
            if stack:
                self._put(stack[-1], done, event)
            else:
                top = done
        return top

    def place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None  # the parser marks every event
        length = end.column - start.column if end.line == start.line else 0
        if length <= 0:
            line = self.lines[start.line] if start.line < len(self.lines) else ""
            rest = line[start.column : start.column + _LONG]  # the line may have a megabyte
            length = max(1, len(rest.rstrip()))
        return self.spot(start.line, start.column, length)

    def spot(self, row: int, column: int, length: int) -> Place:
        """The place in the file of a place in the lines, which may have been mended."""
        if row >= len(self.lines):  # behind the last line end
            row, column = len(self.lines) - 1, len(self.lines[-1])
        column -= sum(by for since, by in self.shifts.get(row, ()) if column >= since)
        return Place(self.path, self.first_line + row, max(0, column) + 1, length)

    def _plainly(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self.faults.append(rules.yaml_anchor(self.place(event)))
        if getattr(event, "tag", None):
            self.faults.append(rules.yaml_tag(self.place(event)))

    def _raw(self, event: yaml.ScalarEvent) -> str:
        """A scalar as it stands in the file."""
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return ""
        if start.line == end.line:
            return self.lines[start.line][start.column : end.column]
        inner = self.lines[start.line + 1 : end.line]
        first, last = self.lines[start.line][start.column :], self.lines[end.line][: end.column]
        return "\n".join((first, *inner, last))

    def _scalar(self, event: yaml.ScalarEvent, is_key: bool) -> Text | None:
        plain = event.style is None or event.style == ""
        if event.style == '"' and _ESCAPE.search(self._raw(event)):
            self.faults.append(rules.yaml_escape(self.place(event)))
        if plain and not is_key and event.value in _NULLS:
            return None
        comment, cut, end = "", None, event.end_mark
        if plain and end and end.line < len(self.lines):
            found = _COMMENT.match(self.lines[end.line], end.column)
            if found:
                comment = found[1].rstrip()
                cut = self.spot(end.line, found.start(1), len(comment))
        return Text(event.value, self.place(event), comment, plain, cut)

    def _put(self, into: _Open, value: Value | None, event: yaml.Event) -> None:
        if not into.table:
            into.items.append(value)
            return
        if into.key is None:
            if isinstance(value, Text):
                into.key = value
            else:
                at = value.at if value else self.place(event)
                self.faults.append(rules.wrong_key(at))
                into.key = Text(_NO_KEY, at)
            return
        key, into.key = into.key, None
        if key.value == _NO_KEY:
            pass
        elif not key.value:
            self.faults.append(rules.wrong_key(key.at))
        elif key.value == "<<":
            self.faults.append(rules.yaml_merge_key(key.at))
        elif key.value in into.seen:
            self.faults.append(rules.duplicate_key(key.at, key.value, into.seen[key.value].line))
        else:
            into.seen[key.value] = key.at
            if value is None:
                into.empty.append(key)
            else:
                into.entries.append((key, value))


def _closed(done: _Open) -> Value:
    if done.table:
        return Table(tuple(done.entries), done.at, tuple(done.empty))
    return List(tuple(item for item in done.items if item is not None), done.at)
