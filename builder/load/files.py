"""Reads the content tree: which files there are, and the text of one of them."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from errno import EINVAL
from functools import lru_cache
from html import unescape
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from builder import secrecy
from builder.diagnostic import Diagnostic, Place
from builder.load.stamps import Stamp, stamp
from builder.rules import fields as field_rules
from builder.rules import reading as rules

LARGEST = 1_048_576
"""Bytes a text file may have (1 MB)."""
DEEPEST = 20
"""Folders that may lie in each other."""
MOST = 1_000
"""Faults of one kind that are told of a file: more are one mishap, and would take minutes."""

_CONFLICT = re.compile(r"^(?:(<{7}|>{7}|\|{7})(?: |$)|={7}$)", re.MULTILINE)
_HIDDEN = re.compile(
    "([\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f])\\1*"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ENTITY = re.compile("&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_IGNORED = re.compile(r"^(\..*|~\$.*|Thumbs\.db|desktop\.ini|.*~|.*\.(?:tmp|swp|bak))$", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the content tree: path from the root with `/`, what the file system tells of it."""

    path: str
    stamp: Stamp

    @property
    def size(self) -> int:
        """Bytes."""
        return self.stamp[0]


def entries(root: Path, folder: str) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """All files below a folder, sorted by path; hidden and left-over files are passed over."""
    found: list[Entry] = []
    faults: list[Diagnostic] = []
    waiting = [folder]
    if (root / folder).is_symlink():
        return (), (rules.symbolic_link(Place(folder)),)
    while waiting:  # not by recursion: folders may be nested deeper than Python's stack
        waiting += _walk(root, waiting.pop(), found, faults)
    return tuple(sorted(found, key=lambda e: e.path)), tuple(faults)


def _walk(root: Path, folder: str, found: list[Entry], faults: list[Diagnostic]) -> Iterator[str]:
    """Note the files of a folder; its folders are handed back."""
    if folder.count("/") > DEEPEST:
        faults.append(rules.unreadable_file(Place(folder), "depth"))
        return
    try:
        listing = list(os.scandir(root / folder))
    except FileNotFoundError:
        return
    except OSError as error:
        faults.append(rules.unreadable_file(Place(folder), cause(error)))
        return
    for entry in listing:
        if _IGNORED.match(entry.name):
            continue
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            faults.append(rules.symbolic_link(Place(path)))
        elif not entry.name.isprintable():  # bytes that are no UTF-8, control characters
            faults.append(rules.unreadable_file(Place(path), "name"))
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.lower().endswith(".md"):
                faults.append(rules.unreadable_file(Place(path), "directory"))
            else:
                yield path
        elif entry.is_file(follow_symlinks=False):
            try:
                found.append(Entry(path, stamp(entry.stat(follow_symlinks=False))))
            except OSError as error:  # gone since it was listed
                faults.append(rules.unreadable_file(Place(path), cause(error)))
        else:
            faults.append(rules.unreadable_file(Place(path), "special"))


def cause(error: OSError) -> str:
    """Why a file can't be read, in the words that the rule knows."""
    known = {
        errno.ENOENT: "missing",
        errno.EACCES: "denied",
        errno.EPERM: "denied",
        errno.EISDIR: "directory",
        errno.ENOTDIR: "missing",
    }
    return known.get(error.errno or 0, error.strerror or str(error))


def text(
    root: Path, path: str, encodings: tuple[str, ...] = ()
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """A text file with `\\n` line ends and without a BOM; None if it can't be read at all.

    What is not UTF-8 may be in one of the other encodings.
    """
    data, faults = raw(root, path)
    if data is None:
        return None, faults
    for encoding in encodings if len(data) <= LARGEST and not _is_utf8(data) else ():
        try:
            data = data.decode(encoding).encode("utf-8")
            break
        except UnicodeDecodeError:
            continue
    return decoded(data, path)


def raw(root: Path, path: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of a text file, or why they can't be had."""
    try:
        if _is_link(root, path):
            return None, (rules.symbolic_link(Place(path)),)
        mode = (root / path).stat().st_mode
        if not (S_ISREG(mode) or S_ISDIR(mode)):
            raise OSError(EINVAL, "not a regular file")  # a pipe would be read for ever
        return (root / path).read_bytes(), ()
    except OSError as error:
        return None, (rules.unreadable_file(Place(path), cause(error)),)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decoded(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file's bytes, or what is wrong with them."""
    if len(data) > LARGEST:
        return None, (rules.item_too_large(Place(path), len(data), LARGEST),)
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8-sig", errors="replace")) + 1
        return None, (rules.not_utf8(Place(path, line, column), error.start, _guess(data)),)
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    return source, tuple(_damage(source, path))


def _is_link(root: Path, path: str) -> bool:
    """Whether the file, or a folder it lies in, is a link to somewhere else."""
    parts = path.split("/")
    return any((root / "/".join(parts[: n + 1])).is_symlink() for n in range(len(parts)))


def line_of(root: Path, path: str, number: int) -> str:
    """A line of a file, from 1, for a report; empty if it can't be had."""
    try:
        stat = (root / path).lstat()
        if not S_ISREG(stat.st_mode):
            return ""
        lines = _lines(root / path, (stat.st_mtime_ns, stat.st_ctime_ns), stat.st_size)
    except (OSError, ValueError):
        return ""
    return lines[number - 1] if 0 < number <= len(lines) else ""


@lru_cache(maxsize=4)
def _lines(file: Path, _changed: tuple[int, int], size: int) -> list[str]:
    """The lines of a file, kept for the next fault in it."""
    if size > 4 * LARGEST:
        return []
    data = file.read_bytes()
    if b"\x00" in data[:1024]:
        return []
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return []
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def digest(root: Path, path: str) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with (root / path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def has_conflict(source: str) -> bool:
    """Whether markers of a merge conflict are left; what else is wrong follows from them."""
    return any(match[1] for match in _CONFLICT.finditer(source))


def _damage(source: str, path: str) -> Iterator[Diagnostic]:
    """What is wrong with the text of a file whatever it means."""
    starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def place(match: re.Match[str], length: int = 0) -> Place:
        line = bisect_right(starts, match.start())
        column = match.start() - starts[line - 1] + 1
        return Place(path, line, column, length or match.end() - match.start())

    if has_conflict(source):
        for match in islice(_CONFLICT.finditer(source), MOST):
            yield rules.merge_conflict(place(match, 7))
    for match in islice(_HIDDEN.finditer(source), MOST):
        name = unicodedata.name(match[1], f"U+{ord(match[1]):04X}")
        found = rules.bidi_control if match[1] in _BIDI else rules.invisible_character
        yield found(place(match), name, place(match))
    for match in islice(_entities(source), MOST):
        character = unescape(match[0])[:1]
        name = f"{match[0]} = {unicodedata.name(character, f'U+{ord(character):04X}')}"
        hidden = rules.bidi_control if character in _BIDI else rules.invisible_character
        rule = rules.control_character if _CONTROL.match(character) else hidden
        yield rule(place(match), name, place(match))
    for match in islice(_CONTROL.finditer(source), MOST):
        yield rules.control_character(place(match), f"U+{ord(match[0]):04X}", place(match))
    for match in islice(secrecy.MARK.finditer(source), MOST):
        line = bisect_right(starts, match.start(match.lastindex or 0))
        column = match.start(match.lastindex or 0) - starts[line - 1] + 1
        word = match[match.lastindex or 0]
        where = Place(path, line, column, len(word))
        yield field_rules.secret_mark(where, re.sub(r"\s", "", word))
    for line, word in islice(secrecy.undressed(source), MOST):
        yield field_rules.secret_mark(Place(path, line), word)


def _entities(source: str) -> Iterator[re.Match[str]]:
    """Characters nobody sees that are written as HTML entities, which Markdown reads."""
    for match in _ENTITY.finditer(source) if "&" in source else ():
        meant = unescape(match[0])
        if _HIDDEN.match(meant) or _CONTROL.match(meant):
            yield match


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
