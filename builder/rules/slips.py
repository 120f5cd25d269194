"""Says which slip of the pen made YAML unreadable, and where it was made.

The parser notices a fault where it can't go on, often a line later; editors need the place where
they went wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.diagnostic import Diagnostic, Place
from builder.rules import syntax as rules

_WORD = r"[\w.\u4e00-\u9fff-]{1,40}"
_PAIR = re.compile(rf"\s*(?:-\s+)*{_WORD}\s*:(?:\s|$)")
_WIDE = re.compile(rf"(\s*(?:-\s+)*)({_WORD})：(\s*)")
_TIGHT = re.compile(rf"(\s*(?:-\s+)*)({_WORD}):(?=[^\s:/])")
_TIGHT_DASH = re.compile(r"(\s*)-(?=[^\s-])")
_QUOTED = re.compile(rf"\s*(?:-\s+)*{_WORD}:\s+([\"'])")
_HASH = re.compile(r"\s#")
_WIDE_MARKS = re.compile("[［］【】｛｝，、]")

MOST = 1_000
"""Slips that are told of a file: more are one mishap."""

Shifts = Mapping[int, tuple[int, int]]
"""By row: from which column on, and by how much, a repaired line is longer than the file's."""


@dataclass(frozen=True, slots=True)
class Repair:
    """The lines with slips mended that leave no doubt, so that the rest can be read as well."""

    lines: tuple[str, ...]
    shifts: Shifts
    faults: tuple[Diagnostic, ...]


def mend(lines: list[str], path: str, first_line: int, names: Iterable[str]) -> Repair:
    """Tabs, full-width colons and missing spaces after keys of these names, mended."""
    known = frozenset(names)
    mended: list[str] = []
    shifts: dict[int, tuple[int, int]] = {}
    faults: list[Diagnostic] = []
    block = -1
    for row, line in enumerate(lines):
        number = first_line + row
        indent = len(line) - len(line.lstrip(" \t"))
        if block >= 0 and (indent > block or not line.strip()):
            mended.append(line)
            continue
        block = indent if re.search(r":\s+[|>][+-]?\d?\s*(#.*)?$", line) else -1
        tabs = line[:indent].count("\t")
        if len(faults) >= MOST:
            mended.append(line)
            continue
        if tabs:
            column = line.index("\t")
            run = len(line[column:indent]) - len(line[column:indent].lstrip("\t"))
            place = Place(path, number, column + 1, run)
            faults.append(rules.tab_indent(place, place, run))
            line = line[:indent].replace("\t", "  ") + line[indent:]
            shifts[row] = (indent, tabs)
        elif (wide := _WIDE.match(line)) and (wide[2] in known or not known):
            place = Place(path, number, wide.end(2) + 1, 1)
            faults.append(rules.fullwidth_colon(place, wide[2], place, wide[3]))
            line = f"{line[: wide.end(2)]}: {line[wide.end() :]}"
            shifts[row] = (wide.end(2) + 1, 1 - len(wide[3]))
        elif (tight := _TIGHT.match(line)) and tight[2] in known:
            place = Place(path, number, tight.start(2) + 1, len(tight[2]) + 1)
            faults.append(rules.missing_space(place, tight[2], place))
            line = f"{line[: tight.end()]} {line[tight.end() :]}"
            shifts[row] = (tight.end(), 1)
        mended.append(line)
    return Repair(tuple(mended), shifts, tuple(faults))


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the parser gave up and where what it was reading began: rows and columns from 0."""

    problem: str
    context: str
    at: tuple[int, int]
    begun: tuple[int, int]


def explain(stop: Stop, lines: list[str], path: str, first_line: int) -> Diagnostic:
    """The diagnostic for what stopped the parser."""
    return _Finder(lines, path, first_line).find(stop)


class _Finder:
    """Looks at the lines around the place where the parser stopped."""

    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines = lines
        self.path = path
        self.first_line = first_line

    def find(self, stop: Stop) -> Diagnostic:
        problem, context = stop.problem, stop.context
        row = min(stop.at[0], len(self.lines) - 1)
        column = stop.at[1] if row == stop.at[0] else len(self.lines[row])
        if "quoted scalar" in context:
            if "end of stream" in problem:
                return self.fault("open quote", *stop.begun)
            return self.fault("escape", row, max(0, column - 1), 2)
        if "anchor" in context or "alias" in context:
            return rules.yaml_anchor(self.place(*stop.begun))
        if "tag" in context or "directive" in context:
            return rules.yaml_tag(self.place(*stop.begun))
        if "block scalar" in context or "cannot start" in problem:
            return self.fault("start", *(stop.begun if "block" in context else (row, column)))
        if "flow" in context:
            return self.flow(stop, row, column)
        if "expected ':'" in problem:
            return self.no_pair(stop.begun[0])
        if "mapping values" in problem:
            return self.colon(row, column)
        if "expected key" in problem:
            return self.key(row, column)
        if "'-' indicator" in problem:
            dash = self.text(row, column).startswith("-")
            return self.fault("dashes" if dash else "indent", row, column)
        if "node content" in problem:
            return self.fault("nothing", row, column)
        if "document start" in problem or "simple key" in context:
            return self.fault("indent", row, self.indent(row))
        return self.fault(problem, row, column)

    def flow(self, stop: Stop, row: int, column: int) -> Diagnostic:
        """A list or table in brackets that does not end as it should."""
        begun, opened = stop.begun
        if "node content" in stop.problem:
            return self.fault("nothing", row, column, 1)
        hidden = _HASH.search(self.lines[begun], opened)
        if hidden and row > begun:
            return self.fault("hash in brackets", begun, hidden.end() - 1)
        wide = _WIDE_MARKS.search(self.lines[begun], opened)
        if wide:
            better = _listed(self.text(begun, opened))
            place = self.place(begun, wide.start(), 1)
            return rules.fullwidth_list(place, better, place, False)
        if row == begun and self.text(row, column):
            return self.fault("missing comma", row, column)
        name = "open bracket" if "sequence" in stop.context else "open brace"
        return self.fault(name, begun, opened)

    def no_pair(self, row: int) -> Diagnostic:
        """A line that is not `key: value`."""
        line = self.lines[row]
        wide = _WIDE.match(line)
        if wide:
            place = self.place(row, wide.end(2), 1)
            return rules.fullwidth_colon(place, wide[2], place, wide[3])
        tight = _TIGHT.match(line)
        if tight:
            place = self.place(row, tight.start(2), len(tight[2]) + 1)
            return rules.missing_space(place, tight[2], place)
        dash = _TIGHT_DASH.match(line)
        if dash:
            place = self.place(row, dash.end() - 1, 1)
            return rules.missing_space(place, "-", place)
        return self.fault("not key and value", row, self.indent(row))

    def colon(self, row: int, column: int) -> Diagnostic:
        """A colon where no key may stand."""
        before = re.sub(r"^\s*(?:-\s+)*", "", self.lines[row][:column])
        if ":" in before or not re.fullmatch(_WORD, before.strip()):
            return self.fault("colon in value", row, column, 1)
        above = next((r for r in range(row - 1, -1, -1) if self.lines[r].strip()), -1)
        if above >= 0 and not _PAIR.match(self.lines[above]):
            listed = self.lines[above].lstrip().startswith("- ")
            if not listed or _TIGHT.match(self.lines[above]) or _WIDE.match(self.lines[above]):
                return self.no_pair(above)
        return self.fault("indent", row, self.indent(row))

    def key(self, row: int, column: int) -> Diagnostic:
        """Something else where a key should begin."""
        line = self.lines[row]
        before, rest = line[:column].rstrip(), line[column:].strip()
        opened = self.quote_open_above(row, column)
        if opened:
            return self.fault("open quote", *opened)
        if rest and before.endswith(('"', "'")):
            return self.fault(
                "quotes in quotes" if before[-1] in rest else "after quote", row, column
            )
        if rest and before.endswith(("]", "}")):
            return self.fault("extra bracket" if rest[0] in "]}" else "after bracket", row, column)
        if rest.startswith(":"):
            return self.fault("missing key", row, column, 1)
        above = next((r for r in range(row - 1, -1, -1) if self.lines[r].strip()), -1)
        hidden = _HASH.search(self.lines[above]) if above >= 0 else None
        if hidden and self.indent(row) > self.indent(above):
            return self.fault("hash in lines", above, hidden.end() - 1)
        dash = rest.startswith("- ") or rest == "-"
        return self.fault("dashes" if dash else "indent", row, column)

    def quote_open_above(self, row: int, column: int) -> tuple[int, int] | None:
        """Where a quote was opened whose partner the parser found only on this line."""
        for above in range(row - 1, -1, -1):
            match = _QUOTED.match(self.lines[above])
            if not match:
                continue
            rest = self.lines[above][match.end() :]
            if match[1] in rest:
                return None
            return (above, match.start(1)) if match[1] in self.lines[row][:column] else None
        return None

    def fault(self, cause: str, row: int, column: int, length: int = 0) -> Diagnostic:
        return rules.yaml_syntax(self.place(row, column, length), cause)

    def place(self, row: int, column: int, length: int = 0) -> Place:
        """A place of the file; without a length up to the end of the line."""
        end = len(self.lines[row].rstrip())
        long = min(length, max(1, end - column)) if length else max(1, end - column)
        return Place(self.path, self.first_line + row, column + 1, long)

    def text(self, row: int, column: int) -> str:
        return self.lines[row][column:].strip()

    def indent(self, row: int) -> int:
        return len(self.lines[row]) - len(self.lines[row].lstrip())


def listed(value: str) -> str:
    """A list that was written with full-width marks, as it should be; empty if it is none."""
    return _listed(value) if _WIDE_MARKS.search(value) or re.search(r"\S\s*,", value) else ""


def _listed(value: str) -> str:
    inner = re.split("[［］【】｛｝，、,\\[\\]{}]", value)
    return f"[{', '.join(word.strip() for word in inner if word.strip())}]"
