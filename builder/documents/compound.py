"""Looks into the older office files (.doc, .xls, .wps), which are file systems of their own.

As [MS-CFB] and [MS-OLEPS] describe them: sectors in chains, a directory, sets of properties.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from builder.documents.findings import ACTIVE, DAMAGED, LOCKED, SIGNED, Finding, authors

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Numbers of sectors from here on mean that there is no further one."""
_MACROS = frozenset(("macros", "vba", "_vba_project", "_vba_project_cur", "dir"))
_PEOPLE = {"\x05summaryinformation": (4, 8), "\x05documentsummaryinformation": (14, 15)}
"""Author and last author; manager and company."""
_LARGEST = 1_000_000
"""Bytes of a set of properties."""


def examined(data: bytes) -> list[Finding]:
    """What was found."""
    try:
        return _examined(_Files(data))
    except (struct.error, IndexError, ValueError):
        return [(DAMAGED, "")]


def _examined(files: _Files) -> list[Finding]:
    found: list[Finding] = []
    names: list[str] = []
    for entry in files.entries():
        name = entry.name.lower()
        if name in ("encryptedpackage", "encryptioninfo"):
            found.append((LOCKED, ""))
        elif name in _MACROS:
            found.append((ACTIVE, "macro"))
        elif name in ("_signatures", "_xmlsignatures"):
            found.append((SIGNED, ""))
        elif name in _PEOPLE and entry.size <= _LARGEST:
            names += _properties(files.read(entry), _PEOPLE[name])
    return [*found, *authors(names)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in the directory."""

    name: str
    kind: int
    start: int
    size: int


class _Files:
    """The chains of sectors of a compound file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, small = struct.unpack("<HH", data[30:34])
        if shift not in (9, 12) or small != 6:
            raise ValueError("sectors of an unknown size")
        self.size = 1 << shift
        self.directory, self.least = struct.unpack("<I4xI", data[48:60])
        self.small_table = self._table(struct.unpack("<I", data[60:64])[0])
        self.most = len(data) // self.size + 1

    def _fat(self) -> list[int]:
        """The numbers of the sectors that follow, by number."""
        sectors = [n for n in struct.unpack("<109I", self.data[76:512]) if n < _END]
        more = struct.unpack("<I", self.data[68:72])[0]
        for _ in range(len(self.data) // self.size + 1):
            if more >= _END:
                break
            numbers = self._numbers(more)
            sectors += [n for n in numbers[:-1] if n < _END]
            more = numbers[-1]
        return [number for sector in sectors for number in self._numbers(sector)]

    def _table(self, start: int) -> list[int]:
        self.fat = self._fat()
        self.most = len(self.data) // self.size + 1
        return [n for sector in self._chain(start) for n in self._numbers(sector)]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self.size // 4}I", self._sector(sector))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        return self.data[at : at + self.size].ljust(self.size, b"\0")

    def _chain(self, start: int) -> Iterator[int]:
        """The sectors of a file; a chain that comes back to itself is cut."""
        for _ in range(self.most):
            if start >= _END or start >= len(self.fat):
                return
            yield start
            start = self.fat[start]

    def entries(self) -> Iterator[_Entry]:
        """The directory, the root first."""
        for sector in self._chain(self.directory):
            block = self._sector(sector)
            for at in range(0, self.size, 128):
                entry = block[at : at + 128]
                length = struct.unpack("<H", entry[64:66])[0]
                name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                start, size = struct.unpack("<II", entry[116:124])
                if entry[66]:
                    yield _Entry(name, entry[66], start, size)

    def read(self, entry: _Entry) -> bytes:
        """The bytes of a file; small ones lie in sectors of their own inside the root."""
        if entry.size >= self.least:
            return b"".join(map(self._sector, self._chain(entry.start)))[: entry.size]
        root = next(self.entries())
        small = b"".join(map(self._sector, self._chain(root.start)))
        out, at = bytearray(), entry.start
        for _ in range(len(self.small_table) + 1):
            if at >= _END or at >= len(self.small_table):
                break
            out += small[at * 64 : at * 64 + 64]
            at = self.small_table[at]
        return bytes(out[: entry.size])


def _properties(data: bytes, wanted: tuple[int, ...]) -> Iterator[str]:
    """The texts of some properties of a set, of its first section."""
    start = struct.unpack("<I", data[44:48])[0]
    count = min(struct.unpack("<I", data[start + 4 : start + 8])[0], 200)
    pairs = [
        struct.unpack("<II", data[start + 8 + 8 * n : start + 16 + 8 * n]) for n in range(count)
    ]
    page = "gb18030"
    for number, offset in pairs:
        if number == 1:
            code = struct.unpack("<H", data[start + offset + 4 : start + offset + 6])[0]
            page = {65001: "utf-8", 1200: "utf-16-le", 1252: "cp1252", 950: "big5"}.get(code, page)
    for number, offset in pairs:
        if number in wanted:
            kind, length = struct.unpack("<II", data[start + offset : start + offset + 8])
            raw = data[
                start + offset + 8 : start + offset + 8 + min(length * (1 + (kind == 31)), 500)
            ]
            text = raw.decode("utf-16-le" if kind == 31 else page, "replace")
            yield text.partition("\0")[0] if kind in (30, 31) else ""
