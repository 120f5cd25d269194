"""Reads a seal.yml. It is written by the program: whatever is not just as written is damage."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from builder.diagnostic import Diagnostic, Place
from builder.load import files
from builder.model.item import Span
from builder.model.seal import Act, FullLink, Leaf, Part, PublicLink, Seal
from builder.rules import seals as rules
from builder.seals.chain import FORMAT
from builder.seals.text import NONE, text

T = TypeVar("T")

_HEX = "[0-9a-f]{64}"
_NAME = re.compile(r'  ("(?:[^"\\]|\\.)*"): (.*)')
_LEAF = re.compile(rf"([0-9a-f]{{32}}) ({_HEX})")
_PART = re.compile(rf"({_HEX})((?: [a-z_.0-9]+=[0-9a-f]{{8}})*)")
_PUBLIC = re.compile(rf"  - previous: ({_HEX}|{NONE})\n    commitment: ({_HEX})\n")
_FULL = re.compile(
    rf"  - previous: ({_HEX}|{NONE})\n    date: (\d{{4}}-\d{{2}}-\d{{2}})\n    acts: \[([a-z, ]+)\]\n"
    rf'(?:    note: ("(?:[^"\\]|\\.)*")\n)?    state: ({_HEX})\n    public: ({_HEX}|{NONE})\n'
)
_LIKE = re.compile(r"seal\.ya?ml(\.txt)?", re.IGNORECASE)
"""Names of what was meant as a seal.yml."""
_SECTION = re.compile(r"^(\w+):(.*)$", re.MULTILINE)


def found(root: Path, contents: Iterable[files.Entry], faults: list[Diagnostic]) -> dict[str, Seal]:
    """The seals by the issue in whose folder they lie."""
    seals: dict[str, Seal] = {}
    for entry in contents:
        _, *parts, name = entry.path.split("/")
        if len(parts) == 3 and name == "seal.yml":
            seals["/".join(parts)], damage = read(root, entry.path)
            faults += damage
        elif len(parts) == 3 and _LIKE.fullmatch(name):
            faults.append(rules.seal_broken(Place(entry.path), "name"))
    return seals


def read(root: Path, path: str) -> tuple[Seal, tuple[Diagnostic, ...]]:
    """The seal at a path. One that can't be read names no issue: nothing takes it for sound."""
    source, faults = files.text(root, path)
    if source is None:
        return Seal(path, ""), faults
    seal, more = decode(source, path)
    return seal, (*faults, *more)


def decode(source: str, path: str) -> tuple[Seal, tuple[Diagnostic, ...]]:
    """The seal of a text, whose line ends are all alike."""
    try:
        seal = _seal(source, path)
    except (ValueError, KeyError):
        seal = Seal(path, "")
    written = text(seal).splitlines()
    if seal.issue and source == text(seal):
        return seal, ()
    given = source.splitlines()
    same = zip(given, written, strict=False)
    row = next((n for n, (one, other) in enumerate(same) if one != other), len(given))
    format_ = re.search(r"(?m)^format: (.*)$", source)
    if format_ and format_[1] != FORMAT:
        row = source[: format_.start()].count("\n")
        return Seal(path, ""), (rules.seal_broken(Place(path, row + 1), "format"),)
    line = 1 if not seal.issue else min(row, max(0, len(given) - 1)) + 1
    return Seal(path, ""), (rules.seal_broken(Place(path, line), "shape"),)


def _seal(source: str, path: str) -> Seal:
    """Raises ValueError or KeyError for what the program does not write."""
    sections: dict[str, str] = {}
    at: dict[str, Span] = {}
    heads = list(_SECTION.finditer(source))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        end = after.start() if after else len(source)
        sections[head[1]] = head[2].strip() or source[head.end() + 1 : end]
        at[head[1]] = (source.count("\n", 0, head.start()) + 1, 1, len(head[0]))
    return Seal(
        path,
        sections["issue"],
        tuple(
            PublicLink(_before(m[1]), m[2]) for m in _PUBLIC.finditer(sections.get("public", ""))
        ),
        _named(sections.get("leaves", ""), _leaf),
        tuple(map(_full, _FULL.finditer(sections.get("full", "")))),
        _named(sections.get("parts", ""), _part),
        at,
    )


def _full(found: re.Match[str]) -> FullLink:
    acts = tuple(Act(act) for act in found[3].split(", "))
    note = json.loads(found[4]) if found[4] else ""
    day = date.fromisoformat(found[2])
    return FullLink(_before(found[1]), day, acts, note, found[5], _before(found[6]))


def _named(section: str, value: Callable[[str], T]) -> dict[str, T]:
    rows = [_NAME.fullmatch(line) for line in section.splitlines()]
    return {json.loads(row[1]): value(row[2]) for row in rows if row}


def _leaf(words: str) -> Leaf:
    match = _LEAF.fullmatch(words)
    if not match:
        raise ValueError(words)
    return Leaf(match[1], match[2])


def _part(words: str) -> Part:
    match = _PART.fullmatch(words)
    if not match:
        raise ValueError(words)
    return Part(match[1], dict(pair.split("=") for pair in match[2].split()))


def _before(word: str) -> str:
    return "" if word == NONE else word
