"""Edits front matter as text: what is not meant keeps its comments, order, quotes and line ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder import fields
from builder.fields import List, Table, Text, Value
from builder.importing.quoting import quote

_FENCE = re.compile(r"---[ \t]*")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_CLOSING = {"[": "]", "{": "}"}


class CannotEditError(Exception):
    """The front matter is written in a way that is not edited without a doubt."""


@dataclass(frozen=True, slots=True)
class Front:
    """A file cut into lines without their ends; `close` is the row of the closing fence."""

    bom: str
    lines: tuple[str, ...]
    ends: tuple[str, ...]
    close: int
    table: Table
    names: Mapping[str, str]

    def text(self) -> str:
        """The file as it is written."""
        return self.bom + "".join(map("".join, zip(self.lines, self.ends, strict=True)))

    def find(self, key: str) -> tuple[Text, Value | None] | None:
        """A key of the top, by either name, with its value; None if it is not there."""
        for text, value in self.table:
            if text.value in (key, self.names[key]):
                return text, value
        for text in self.table.empty:
            if text.value in (key, self.names[key]):
                return text, None
        return None

    @property
    def chinese(self) -> bool:
        """Whether keys are written in Chinese here."""
        keys = [text.value for text, _ in self.table]
        return sum(key in self.names.values() for key in keys) * 2 > len(keys)


def opened(text: str, names: Mapping[str, str]) -> Front:
    """Cut a file; `names` are the Chinese names of its keys. Raises CannotEditError."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    found = [match for match in _LINE.finditer(text.removeprefix("\ufeff")) if match[0]]
    lines = tuple(match[1] for match in found)
    ends = tuple(match[2] for match in found)
    fences = [row for row, line in enumerate(lines) if _FENCE.fullmatch(line)][:2]
    if len(fences) < 2 or fences[0] != 0:
        raise CannotEditError("front matter")
    table, faults = fields.read("\n".join(lines[1 : fences[1]]), "", 2, dict(names))
    if faults:
        raise CannotEditError("front matter")
    return Front(bom, lines, ends, fences[1], table, names)


def set_word(text: str, names: Mapping[str, str], key: str, word: str) -> str:
    """Give a key a scalar value, in the place and the quotes of the one it has."""
    front = opened(text, names)
    found = front.find(key)
    if found is None:
        name = names[key] if front.chinese else key
        return _inserted(front, _place_for(front, key), [f"{name}: {quote(word)}"])
    name_at, value = found
    if value is None:
        return _filled(front, name_at, f" {quote(word)}", [])
    if not isinstance(value, Text):
        raise CannotEditError(key)
    row, start = value.at.line - 1, value.at.column - 1
    line = front.lines[row]
    token = line[start : start + value.at.length]
    if token[:1] in "|>":
        raise CannotEditError(key)
    mark = token[:1] if token[:1] in ("'", '"') else ""
    keeps = mark and not re.search(r"['\"\\]", word)
    written = f"{mark}{word}{mark}" if keeps else quote(word)
    return _with_line(front, row, line[:start] + written + line[start + len(token) :])


def add_table(
    text: str, names: Mapping[str, str], key: str, rows: Sequence[tuple[str, str]]
) -> str:
    """Give a key that has no value a table of keys and quoted values, one to a line."""
    front = opened(text, names)
    below = [f"  {name}: {value}" for name, value in rows]
    found = front.find(key)
    if found is None:
        name = names[key] if front.chinese else key
        return _inserted(front, _place_for(front, key), [f"{name}:", *below])
    name_at, value = found
    if value is not None:
        raise CannotEditError(key)
    return _filled(front, name_at, "", below)


def add_row(text: str, names: Mapping[str, str], key: str, rows: Sequence[tuple[str, str]]) -> str:
    """Add a table of keys and quoted values to the list of a key, in the style of the last."""
    front = opened(text, names)
    flow = "{" + ", ".join(f"{name}: {value}" for name, value in rows) + "}"
    found = front.find(key)
    if found is None:
        name = names[key] if front.chinese else key
        return _inserted(front, _place_for(front, key), [f"{name}:", f"  - {flow}"])
    name_at, value = found
    if value is None:
        return _filled(front, name_at, "", [f"  - {flow}"])
    if isinstance(value, Table):
        return _made_list(front, name_at, value, flow)
    if not isinstance(value, List):
        raise CannotEditError(key)
    row, column = value.at.line - 1, value.at.column - 1
    if front.lines[row][column : column + 1] == "[":
        return _in_brackets(front, (row, column), flow)
    last = value.items[-1]
    if not isinstance(last, Table):
        raise CannotEditError(key)
    opening = front.lines[last.at.line - 1]
    dash = re.match(r"([ ]*)-[ ]+", opening)
    if not dash:
        raise CannotEditError(key)
    if opening[last.at.column - 1 : last.at.column] == "{":
        new = [f"{dash[0]}{flow}"]
    else:
        indent = " " * len(dash[0])
        new = [(indent if i else dash[0]) + f"{n}: {v}" for i, (n, v) in enumerate(rows)]
    return _inserted(front, _end_of(front, name_at), new)


def keys_of_last(text: str, names: Mapping[str, str], key: str) -> tuple[str, ...]:
    """The keys of the last table in a list, as they are written; empty if there is none."""
    found = opened(text, names).find(key)
    value = found[1] if found else None
    last = value.items[-1] if isinstance(value, List) and value.items else value
    return tuple(k.value for k, _ in last) if isinstance(last, Table) else ()


def is_chinese(text: str, names: Mapping[str, str]) -> bool:
    """Whether the keys of a file are written in Chinese."""
    return opened(text, names).chinese


def _made_list(front: Front, name_at: Text, value: Table, flow: str) -> str:
    """A single table stands for a list of one: write the list."""
    row, column = value.at.line - 1, value.at.column - 1
    line = front.lines[row]
    if line[column : column + 1] == "{":
        end_row, end = _closing(front, (row, column))
        last = front.lines[end_row]
        front = _replaced(front, end_row, f"{last[: end + 1]}, {flow}]{last[end + 1 :]}")
        line = front.lines[row]
        return _with_line(front, row, f"{line[:column]}[{line[column:]}")
    stop = _end_of(front, name_at)
    for at in range(row, stop):
        line = front.lines[at]
        mark = "- " if at == row else "  "
        if line.strip():
            front = _replaced(front, at, line[:column] + mark + line[column:])
    return _inserted(front, stop, [" " * column + f"- {flow}"])


def _in_brackets(front: Front, start: tuple[int, int], flow: str) -> str:
    """The flow list that begins at a place, with one entry more at its end."""
    row, column = _closing(front, start)
    before, after = front.lines[row][:column], front.lines[row][column:]
    inside = before if row > start[0] else before[start[1] + 1 :]
    if inside.strip():
        comma = " " if inside.rstrip().endswith(",") else ", "
        return _with_line(front, row, f"{before.rstrip()}{comma}{flow}{after}")
    if row == start[0]:
        return _with_line(front, row, f"{before}{flow}{after}")
    above = row - 1
    while not front.lines[above].strip() and above > start[0]:
        above -= 1
    line = front.lines[above].rstrip()
    if "#" in line:
        raise CannotEditError("comment")
    comma = "" if line.endswith((",", "[")) else ","
    front = _replaced(front, above, line + comma)
    indent = line[: len(line) - len(line.lstrip())] or "  "
    return _inserted(front, row, [f"{indent}{flow}"])


def _closing(front: Front, start: tuple[int, int]) -> tuple[int, int]:
    """Where the bracket at a place is closed."""
    open_marks: list[str] = []
    mark = ""
    for row in range(start[0], front.close):
        line = front.lines[row]
        column = start[1] if row == start[0] else 0
        while column < len(line):
            character = line[column]
            before = line[:column].rstrip()[-1:]
            if mark:
                if character == "\\" and mark == '"':
                    column += 1
                elif character == mark:
                    mark = ""
            elif character in "'\"" and before in ("", "[", "{", ",", ":"):
                mark = character
            elif character == "#" and line[column - 1 : column] in ("", " ", "\t"):
                break
            elif character in "[{":
                open_marks.append(_CLOSING[character])
            elif open_marks and character == open_marks[-1]:
                open_marks.pop()
                if not open_marks:
                    return row, column
            column += 1
    raise CannotEditError("bracket")


def _end_of(front: Front, name_at: Text) -> int:
    """The row behind the last line of a key's value."""
    keys = [text.at.line - 1 for text, _ in front.table]
    keys += [text.at.line - 1 for text in front.table.empty]
    row = min((key for key in keys if key > name_at.at.line - 1), default=front.close)
    while row - 1 > name_at.at.line - 1 and re.fullmatch(r"\s*(#.*)?", front.lines[row - 1]):
        row -= 1
    return row


def _place_for(front: Front, key: str) -> int:
    """Where a new key goes: below its commented example, else behind the keys before it."""
    for row in range(1, front.close):
        if re.match(rf"#\s?({re.escape(key)}|{re.escape(front.names[key])}):", front.lines[row]):
            while row + 1 < front.close and re.match(r"#\s{2,}", front.lines[row + 1]):
                row += 1
            return row + 1
    order = list(front.names)
    for before in reversed(order[: order.index(key)]):
        found = front.find(before)
        if found:
            return _end_of(front, found[0])
    return front.close


def _filled(front: Front, name_at: Text, word: str, below: list[str]) -> str:
    """The key that has no value, with one on its line or below it."""
    row = name_at.at.line - 1
    line = front.lines[row]
    cut = name_at.at.column - 1 + name_at.at.length
    match = re.match(r"(\s*:)(?:[ \t]*(?:~|null|Null|NULL))?(?=\s|$)", line[cut:])
    if not match:
        raise CannotEditError(name_at.value)
    front = _replaced(front, row, line[:cut] + match[1] + word + line[cut + match.end() :])
    return _inserted(front, row + 1, below)


def _inserted(front: Front, row: int, lines: list[str]) -> str:
    end = front.ends[row - 1] or "\n"
    return replace(
        front,
        lines=(*front.lines[:row], *lines, *front.lines[row:]),
        ends=(*front.ends[:row], *(end for _ in lines), *front.ends[row:]),
    ).text()


def _replaced(front: Front, row: int, line: str) -> Front:
    return replace(front, lines=(*front.lines[:row], line, *front.lines[row + 1 :]))


def _with_line(front: Front, row: int, line: str) -> str:
    return _replaced(front, row, line).text()
