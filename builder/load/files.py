"""Reads the content tree: which files there are, and the text of one of them."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.diagnostic import Diagnostic, Place
from builder.rules import reading as rules

LARGEST = 1_048_576
"""Bytes a text file may have (1 MB)."""

_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})(?: |$)|^={7}$", re.MULTILINE)
_HIDDEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_IGNORED = re.compile(r"^(\..*|~\$.*|Thumbs\.db|desktop\.ini|.*~|.*\.(?:tmp|swp|bak))$", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the content tree: path from the root with `/`, size in bytes."""

    path: str
    size: int


def entries(root: Path, folder: str) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """All files below a folder, sorted by path; hidden and left-over files are passed over."""
    found: list[Entry] = []
    faults: list[Diagnostic] = []
    _walk(root, folder, found, faults)
    return tuple(sorted(found, key=lambda e: e.path)), tuple(faults)


def _walk(root: Path, folder: str, found: list[Entry], faults: list[Diagnostic]) -> None:
    try:
        listing = list(os.scandir(root / folder))
    except FileNotFoundError:
        return
    except OSError as error:
        faults.append(rules.unreadable_file(Place(folder), error.strerror or str(error)))
        return
    for entry in listing:
        if _IGNORED.match(entry.name):
            continue
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            faults.append(rules.symbolic_link(Place(path)))
        elif entry.is_dir(follow_symlinks=False):
            _walk(root, path, found, faults)
        elif entry.is_file(follow_symlinks=False):
            found.append(Entry(path, entry.stat(follow_symlinks=False).st_size))


def text(root: Path, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """A text file with `\\n` line ends and without a BOM; None if it can't be read at all."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        return None, (rules.unreadable_file(Place(path), error.strerror or str(error)),)
    return decoded(data, path)


def decoded(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file's bytes, or what is wrong with them."""
    if len(data) > LARGEST:
        return None, (rules.item_too_large(Place(path), len(data), LARGEST),)
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return None, (rules.not_utf8(Place(path, line, column), error.start, _guess(data)),)
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    return source, tuple(_damage(source, path))


def place_of(source: str, path: str, index: int, length: int = 1) -> Place:
    """The place of a character of a text by its index from 0."""
    line = source.count("\n", 0, index) + 1
    return Place(path, line, index - (source.rfind("\n", 0, index) + 1) + 1, length)


def line_of(root: Path, path: str, number: int) -> str:
    """A line of a file, from 1, for a report; empty if it can't be had."""
    try:
        data = (root / path).read_bytes()
    except OSError:
        return ""
    if b"\x00" in data[:1024]:
        return ""
    lines = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def digest(root: Path, path: str) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with (root / path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damage(source: str, path: str) -> Iterator[Diagnostic]:
    markers = list(_CONFLICT.finditer(source))
    if any(m[0][0] in "<>" for m in markers):
        for match in markers:
            yield rules.merge_conflict(place_of(source, path, match.start(), 7))
    for match in _HIDDEN.finditer(source):
        place = place_of(source, path, match.start())
        name = unicodedata.name(match[0], f"U+{ord(match[0]):04X}")
        found = rules.bidi_control if match[0] in _BIDI else rules.invisible_character
        yield found(place, name, place)
    for match in _CONTROL.finditer(source):
        place = place_of(source, path, match.start())
        yield rules.control_character(place, f"U+{ord(match[0]):04X}", place)


def _guess(data: bytes) -> str:
    """The encoding the file seems to have; empty if none fits."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    for name in ("gb18030", "big5"):
        try:
            sample = data.decode(name)
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= c <= "\u9fff" for c in sample):
            return "GBK" if name == "gb18030" else "Big5"
    return ""
