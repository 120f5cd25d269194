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
from builder.rules import reading as rules

DEEPEST = 12
"""Levels of nesting that front matter may have."""

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = ("", "~", "null", "Null", "NULL")
_KEY_WITH_WIDE_COLON = re.compile(r"^(\s*(?:-\s+)?)([\w.\u4e00-\u9fff]{1,20})：(\s*)")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `comment` is what YAML took away after ` #` on its line."""

    value: str
    at: Place
    comment: str = ""
    plain: bool = True


@dataclass(frozen=True, slots=True)
class List:
    """A sequence without its nulls."""

    items: tuple[Value, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping without its nulls, in the order of the file."""

    entries: tuple[tuple[Text, Value], ...]
    at: Place

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
    key: Text | None = None
    seen: dict[str, Place] = field(default_factory=dict)


def read(
    source: str, path: str, first_line: int = 1, keys: Mapping[str, str] | None = None
) -> tuple[Table, tuple[Diagnostic, ...]]:
    """Read a YAML document whose top is a table; an empty one is an empty table.

    `first_line` is the line of the file that the source begins on; `keys` are the Chinese names
    by key, used to tell a key with a full-width colon from prose.
    """
    lines = source.split("\n")
    before = tuple(_before_parsing(lines, path, first_line, keys or {}))
    if before:
        return Table((), Place(path, first_line)), before
    reader = _Reader(path, first_line, lines)
    try:
        top = reader.document(source)
    except yaml.MarkedYAMLError as error:
        return Table((), Place(path, first_line)), (*reader.faults, _syntax(error, reader))
    except yaml.YAMLError as error:  # a character that YAML forbids, found by the reader
        place = Place(path, first_line)
        return Table((), place), (rules.yaml_syntax(place, str(error).split("\n")[0]),)
    if top is None:
        return Table((), Place(path, first_line)), tuple(reader.faults)
    if not isinstance(top, Table):
        fault = rules.yaml_syntax(top.at, "not a table")
        return Table((), top.at), (*reader.faults, fault)
    return top, tuple(reader.faults)


class _Reader:
    """Builds the values from the parser's events."""

    def __init__(self, path: str, first_line: int, lines: list[str]) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = lines
        self.faults: list[Diagnostic] = []

    def document(self, source: str) -> Value | None:
        stack: list[_Open] = []
        top: Value | None = None
        documents = 0
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
            length = max(1, len(line.rstrip()) - start.column)
        return Place(self.path, self.first_line + start.line, start.column + 1, length)

    def _plainly(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self.faults.append(rules.yaml_anchor(self.place(event)))
        if getattr(event, "tag", None):
            self.faults.append(rules.yaml_tag(self.place(event)))

    def _scalar(self, event: yaml.ScalarEvent, is_key: bool) -> Text | None:
        plain = event.style is None or event.style == ""
        if plain and not is_key and event.value in _NULLS:
            return None
        comment = ""
        if plain and event.end_mark and event.end_mark.line < len(self.lines):
            rest = self.lines[event.end_mark.line][event.end_mark.column :]
            if rest.lstrip().startswith("#"):
                comment = rest.strip()
        return Text(event.value, self.place(event), comment, plain)

    def _put(self, into: _Open, value: Value | None, event: yaml.Event) -> None:
        if not into.table:
            into.items.append(value)
            return
        if into.key is None:
            if isinstance(value, Text):
                into.key = value
            else:
                self.faults.append(rules.wrong_key(self.place(event)))
                into.key = Text("", self.place(event))
            return
        key, into.key = into.key, None
        if key.value == "<<":
            self.faults.append(rules.yaml_merge_key(key.at))
        elif key.value in into.seen:
            self.faults.append(rules.duplicate_key(key.at, key.value, into.seen[key.value].line))
        else:
            into.seen[key.value] = key.at
            if value is not None and key.value:
                into.entries.append((key, value))


def _closed(done: _Open) -> Value:
    if done.table:
        return Table(tuple(done.entries), done.at)
    return List(tuple(item for item in done.items if item is not None), done.at)


def _before_parsing(
    lines: list[str], path: str, first_line: int, keys: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Faults that are told better by looking at the lines than by the parser."""
    names = {*keys, *keys.values()}
    block = -1
    for number, line in enumerate(lines, first_line):
        indent = len(line) - len(line.lstrip(" \t"))
        if block >= 0 and (indent > block or not line.strip()):
            continue
        block = indent if re.search(r":\s+[|>][+-]?\d?\s*(#.*)?$", line) else -1
        if "\t" in line[:indent]:
            column = line.index("\t") + 1
            yield rules.tab_indent(Place(path, number, column), path, number, column)
        wide = _KEY_WITH_WIDE_COLON.match(line)
        if wide and (wide[2] in names or not names):
            place = Place(path, number, wide.end(2) + 1)
            yield rules.fullwidth_colon(place, wide[2], place, wide[3])


def _syntax(error: yaml.MarkedYAMLError, reader: _Reader) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or ""
    if mark is None:
        return rules.yaml_syntax(Place(reader.path, reader.first_line), problem)
    line = min(mark.line, len(reader.lines) - 1)
    column = mark.column
    context = error.context_mark
    if not reader.lines[line].strip() or "expected ':'" in problem:
        # The parser notices at the next token; the fault stands where the context began.
        if context is not None and context.line < line:
            line, column = context.line, context.column
        elif line:
            line -= 1
            column = len(reader.lines[line]) - len(reader.lines[line].lstrip())
    rest = len(reader.lines[line].rstrip()) - column
    place = Place(reader.path, reader.first_line + line, column + 1, max(1, rest))
    return rules.yaml_syntax(place, problem)
