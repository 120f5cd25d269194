"""Says which slip of the pen made YAML unreadable, and where it was made.

The parser notices a fault where it can't go on, often a line later; editors need the place where
they went wrong.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.diagnostic import Diagnostic, Place
from builder.rules import syntax as rules
from builder.rules import widths

_WORD = r"[\w.\u4e00-\u9fff-]{1,40}"
_KEY = r"(?:[A-Za-z_]{2,20}|[\u4e00-\u9fff]{1,6})"
_PAIR = re.compile(rf"\s*(?:-\s+)*{_WORD}\s*:(?:\s|$)")
_WIDE = re.compile(rf"(\s*(?:-\s+)*)({_WORD})：(\s*)")
_TIGHT = re.compile(rf"(\s*(?:-\s+)*)({_WORD}):(?=[^\s:/])")
_WIDE_SPACE = re.compile(rf"(\s*(?:-\s+)*)({_WORD}):(?=[\u3000\u00a0])")
_TIGHT_DASH = re.compile(rf"([ ]*)-(?=[{{｛]|{_KEY}[:：])")
_WIDE_DASH = re.compile(rf"([ ]*)([－—–─])(?=\s*(?:[{{｛]|{_KEY}[:：]))")
_QUOTED = re.compile(rf"\s*(?:-\s+)*{_WORD}:\s+([\"'])")
_HASH = re.compile(r"\s#")
_WIDE_MARKS = re.compile("[［］【】｛｝，、；;]")
_INDENT = re.compile(r"[ \t\u00a0\u3000\u2000-\u200a]*")
_WIDE_INDENT = re.compile(
    rf"^[ \t]*[\u00a0\u3000\u2000-\u200a]+[ \t]*(?:[-－—]|{_KEY}[:：])", re.MULTILINE
)
_WIDE_TABLE = re.compile(
    rf"^[ ]*(?:-[ ]*)?(?:{_WORD}:[ ]*)?(?:｛|{{[ ]*{_KEY}：)|^[ ]*[-－][ ]+{_KEY}：", re.MULTILINE
)
_ENTRY = re.compile(rf"[ ]*-[ ]+{_KEY}:\s")
_TABLE = re.compile(rf"[ ]*(?:-[ ]+)?(?:{_WORD}:[ ]+)?\[?[ ]*(?=[{{｛])")
_NEXT = re.compile(rf"[，；、;]\s*(?={_KEY}[:：])")
_SOUND = re.compile(rf"{_KEY}:\s")
_WIDE_OPEN = re.compile(rf"｛|{{[ ]*{_KEY}：")
_SAID = re.compile(_KEY)
_HERE = re.compile(rf"({_KEY})：(\s*)")
_TIGHT_HERE = re.compile(rf"({_KEY}):(?=[^\s:/])")

LONGEST = 2_000
"""Characters of a line that somebody wrote by hand; longer ones are not looked into."""

MOST = 1_000
"""Slips that are told of a file: more are one mishap."""

Shifts = Mapping[int, Sequence[tuple[int, int]]]
"""By row: from which columns on, and by how much each, a repaired line is longer than the file's."""


@dataclass(frozen=True, slots=True)
class Repair:
    """The lines with slips mended that leave no doubt, so that the rest can be read as well."""

    lines: tuple[str, ...]
    shifts: Shifts
    faults: tuple[Diagnostic, ...]


def hides(source: str) -> bool:
    """Whether slips may hide in a source that YAML reads as something else than was meant."""
    return bool(_WIDE_INDENT.search(source) or _WIDE_TABLE.search(source))


def mend(lines: list[str], path: str, first_line: int, names: Iterable[str]) -> Repair:
    """Wide and missing spaces, full-width marks and tabs where YAML wants its own, mended.

    `names` are the keys one may write at the top; without them any word is one.
    """
    known = frozenset(names)
    mended: list[str] = []
    shifts: dict[int, list[tuple[int, int]]] = {}
    faults: list[Diagnostic] = []
    above = ""
    block, entry = -1, -1  # the indents of a text of several lines, and of an entry of a list
    for row, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if block >= 0 and (indent > block or not line.strip()):
            mended.append(line)
            continue
        block = indent if re.search(r":\s+[|>][+-]?\d?\s*(#.*)?$", line) else -1
        work = _Line(line, Place(path, first_line + row))
        if len(faults) < MOST and len(line) <= LONGEST and not line.lstrip().startswith("#"):
            work.indent(above)
            work.dash()
            within = 0 <= entry < len(work.text) - len(work.text.lstrip())
            work.key(known, within)
            work.table()
            entry = indent if _ENTRY.match(work.text) else entry if within else -1
        mended.append(work.text)
        above = work.text if work.text.strip() else above
        faults += work.faults
        if work.shifts:
            shifts[row] = work.shifts
    return Repair(tuple(mended), shifts, tuple(faults))


class _Line:
    """A line that is mended from left to right, with how its columns moved."""

    def __init__(self, text: str, at: Place) -> None:
        self.text = text
        self.at = at
        self.shifts: list[tuple[int, int]] = []
        self.faults: list[Diagnostic] = []

    def place(self, column: int, length: int) -> Place:
        """The place in the file of a column of the line as it is now."""
        moved = sum(by for since, by in self.shifts if column >= since)
        return Place(self.at.path, self.at.line, max(0, column - moved) + 1, length)

    def put(self, column: int, length: int, text: str) -> None:
        """Replace a part of the line."""
        self.text = self.text[:column] + text + self.text[column + length :]
        if len(text) != length:
            self.shifts.append((column + len(text), len(text) - length))

    def indent(self, above: str) -> None:
        """Tabs and wide spaces before the first word."""
        found = _INDENT.match(self.text)
        run = found[0] if found else ""
        rest = self.text[len(run) :]
        if "\t" in run:
            column = run.index("\t")
            width = len(run[column:]) - len(run[column:].lstrip("\t"))
            place = self.place(column, width)
            self.faults.append(widths.tab_indent(place, place, width))
        elif run.strip(" ") and re.match(rf"[-－—]|{_KEY}[:：]", rest):
            column = len(run) - len(run.lstrip(" "))
            place = self.place(column, len(run) - column)
            deeper = rest[0] in "-－—" or re.search(r":\s*$|^\s*-\s", above)
            level = max(2, len(above) - len(above.lstrip(" "))) if deeper else 0
            if rest[0] not in "-－—" and not deeper:
                level = len(above) - len(above.lstrip(" "))
            self.faults.append(widths.wide_indent(place, place, " " * max(0, level - column)))
            self.put(0, len(run), " " * max(column, level))
            return
        else:
            return
        self.put(0, len(run), run.replace("\t", "  "))

    def dash(self) -> None:
        """The dash of an entry: full-width, or without a space."""
        wide = _WIDE_DASH.match(self.text)
        if wide:
            place = self.place(wide.start(2), 1)
            better = "-" if self.text[wide.end() : wide.end() + 1] == " " else "- "
            self.faults.append(widths.fullwidth_mark(place, wide[2], better, place))
            self.put(wide.start(2), 1, better)
        elif tight := _TIGHT_DASH.match(self.text):
            place = self.place(tight.end() - 1, 1)
            self.faults.append(rules.missing_space(place, "-", place))
            self.put(tight.end(), 0, " ")

    def key(self, known: frozenset[str], within: bool) -> None:
        """The colon of the key that begins the line; `within` an entry of a list any word is one."""
        wide = _WIDE.match(self.text)
        listed = within or (wide and "-" in wide[1])
        if wide and (wide[2] in known or not known or (listed and re.fullmatch(_KEY, wide[2]))):
            place = self.place(wide.end(2), 1)
            self.faults.append(rules.fullwidth_colon(place, wide[2], place, wide[3]))
            self.put(wide.end(2), 1 + len(wide[3]), ": ")
        elif (space := _WIDE_SPACE.match(self.text)) and (space[2] in known or not known):
            width = len(self.text[space.end() :]) - len(self.text[space.end() :].lstrip())
            place = self.place(space.end(), width)
            self.faults.append(widths.fullwidth_mark(place, self.text[space.end()], " ", place))
            self.put(space.end(), width, " ")
        elif (tight := _TIGHT.match(self.text)) and tight[2] in known:
            place = self.place(tight.start(2), len(tight[2]) + 1)
            self.faults.append(rules.missing_space(place, tight[2], place))
            self.put(tight.end(), 0, " ")

    def table(self) -> None:
        """The marks of tables that stand on one line."""
        begin = _TABLE.match(self.text)
        if not begin:
            return
        at, quote, entry = begin.end(), "", False
        # In a table whose marks are sound, full-width marks in its values are words of theirs.
        wide_all = bool(_WIDE_OPEN.match(self.text, at))
        while at < len(self.text):
            mark = self.text[at]
            if quote:
                quote = "" if mark == quote else quote
            elif entry and mark in "\"'":
                quote = mark
            elif mark in "｛｝" and wide_all and self.is_brace(at, entry, begin.end()):
                self.mark(at, "{" if mark == "｛" else "}")
                entry = mark == "｛"
            elif mark == "{":
                entry = True
            elif (following := _NEXT.match(self.text, at)) and (
                wide_all or _SOUND.match(self.text, following.end())
            ):
                self.mark(at, ", " if following.end() == at + 1 else ",")
                at, entry = at + 1, True
                continue
            elif entry and (wide := _HERE.match(self.text, at)):
                place = self.place(wide.end(1), 1)
                self.faults.append(rules.fullwidth_colon(place, wide[1], place, wide[2]))
                self.put(wide.end(1), 1 + len(wide[2]), ": ")
                at, entry = wide.end(1) + 2, False
                continue
            elif entry and (tight := _TIGHT_HERE.match(self.text, at)):
                place = self.place(at, len(tight[1]) + 1)
                self.faults.append(rules.missing_space(place, tight[1], place))
                self.put(tight.end(), 0, " ")
                at, entry = tight.end() + 1, False
                continue
            elif mark == ",":
                entry = True
            elif not mark.isspace():
                entry = mark in "{," or (entry and mark == "[")
                if not entry and (word := _SAID.match(self.text, at)):
                    at = word.end() - 1
            at += 1

    def is_brace(self, at: int, entry: bool, begin: int) -> bool:
        """Whether a full-width brace opens or closes a table, and is not of a value."""
        if self.text[at] == "｛":
            return entry or at == begin
        return not self.text[at + 1 :].strip(" ]｝},，")

    def mark(self, column: int, better: str) -> None:
        """A full-width mark where YAML wants its own."""
        place = self.place(column, 1)
        self.faults.append(widths.fullwidth_mark(place, self.text[column], better, place))
        self.put(column, 1, better)


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


def listed(value: str, known: Container[str] = ()) -> str:
    """A list that was written with full-width marks, as it should be; empty if it is none.

    With spaces or slashes it is one where all its words are known.
    """
    words = [word for word in re.split(r"[\s/／]+", value) if word]
    if len(words) > 1 and all(word in known for word in words):
        return f"[{', '.join(words)}]"
    return _listed(value) if _WIDE_MARKS.search(value) or re.search(r"\S\s*,", value) else ""


def _listed(value: str) -> str:
    inner = re.split("[［］【】｛｝，、；;,\\[\\]{}]", value)
    return f"[{', '.join(word.strip() for word in inner if word.strip())}]"
