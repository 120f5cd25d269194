"""Cuts a text from elsewhere into its fields and its body, whatever the front matter is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder import fields
from builder.diagnostic import Diagnostic, Place
from builder.fields import List, Text, Value
from builder.rules import reading as rules
from builder.rules import syntax

_NO_KEYS = {"": ""}
"""Keeps the YAML reader from taking a line of prose with a full-width colon for a key."""
_LINE = re.compile(r"([A-Za-z][\w-]*|[\u4e00-\u9fff]{1,12})[ \t]*[:：][ \t]*(.*)")
_PAIR = re.compile(r"(\s*(?:- )?[\w.\u4e00-\u9fff-]+):[ ]+(?![\"'\[{|>])(\S.*?)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Front:
    """Fields by key and the body; `repaired` says that the YAML had to be read leniently.

    `readable` is false if fields were meant to be there and could not be read.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: str = ""
    faults: tuple[Diagnostic, ...] = ()
    repaired: bool = False
    readable: bool = True


def split(source: str, path: str, flavour: str = "auto") -> Front:
    """Cut a text: YAML between `---`, TOML between `+++`, a JSON object, or `Key: value` lines."""
    if flavour == "none":
        return Front(body=source)
    if flavour == "lines":
        return _lines(source)
    if re.match(r"---[ \t]*\n", source):
        return _yaml(source, path)
    if re.match(r"\+\+\+[ \t]*\n", source):
        return _toml(source, path)
    if source.startswith("{"):
        return _json(source)
    return Front(body=source)


def flat(value: object, key: str = "") -> dict[str, tuple[str, ...]]:
    """Nested JSON or TOML as lists of texts by dotted key: `history.date` holds all dates."""
    if isinstance(value, Mapping):
        found: dict[str, tuple[str, ...]] = {}
        for name, inner in value.items():
            for path, texts in flat(inner, f"{key}.{name}" if key else str(name)).items():
                found[path] = found.get(path, ()) + texts
        return found
    if isinstance(value, list | tuple):
        found = {}
        for item in value:
            for path, texts in flat(item, key).items():
                found[path] = found.get(path, ()) + texts
        return found
    text = _scalar(value)
    return {key: (text,)} if text.strip() else {key: ()}


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def plain(value: Value) -> object:
    """A YAML value as lists, tables and texts without positions."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, List):
        return [plain(item) for item in value.items]
    return {key.value: plain(inner) for key, inner in value}


def _yaml(source: str, path: str) -> Front:
    start = source.index("\n") + 1
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(source, start)
    if not end:
        fault = rules.unclosed_front_matter(Place(path))
        return Front(body=source, faults=(fault,), readable=False)
    front = source[start : end.start()]
    body = source[end.end() + 1 :]
    table, faults = fields.read(front, path, 2, _NO_KEYS)
    repaired = False
    if faults and not table.entries:
        again, more = fields.read(_quoted(front), path, 2, _NO_KEYS)
        if again.entries and not more:
            table, faults, repaired = again, (), True
    readable = bool(table.entries) or not faults
    return Front(flat(plain(table)), body, faults, repaired, readable)


def _quoted(front: str) -> str:
    """The YAML with bare values quoted and tabs replaced: `title: a: b` is read as it is meant."""
    lines = []
    for line in front.split("\n"):
        indent = len(line) - len(line.lstrip(" \t"))
        line = line[:indent].replace("\t", "  ") + line[indent:]
        match = _PAIR.fullmatch(line)
        if match:
            line = f"{match[1]}: '{match[2].replace(chr(39), chr(39) * 2)}'"
        lines.append(line)
    return "\n".join(lines)


def _toml(source: str, path: str) -> Front:
    start = source.index("\n") + 1
    end = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE).search(source, start)
    if not end:
        fault = rules.unclosed_front_matter(Place(path))
        return Front(body=source, faults=(fault,), readable=False)
    try:
        table = tomllib.loads(source[start : end.start()])
    except tomllib.TOMLDecodeError as error:
        fault = syntax.yaml_syntax(Place(path), f"TOML: {error}")
        return Front(body=source, faults=(fault,), readable=False)
    return Front(flat(table), source[end.end() + 1 :])


def _json(source: str) -> Front:
    """A JSON object at the head; a text that merely begins with a brace is a text."""
    try:
        table, end = json.JSONDecoder().raw_decode(source)
    except ValueError:
        return Front(body=source)
    return Front(flat(table), source[end:].lstrip("\n"))


def _lines(source: str) -> Front:
    """`Key: value` lines down to the first blank line."""
    found: dict[str, tuple[str, ...]] = {}
    lines = source.lstrip("\n").split("\n")
    for index, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        if not match:
            if line.strip() and not found:
                return Front(body=source)
            return Front(found, "\n".join(lines[index:]).lstrip("\n"))
        if match[2].strip():
            found[match[1]] = (*found.get(match[1], ()), match[2].strip())
    return Front(found, "")
