"""Say what the address of a link is, and where in its file it was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import unquote

from builder.model.prose import RefRole

Address = tuple[RefRole, str, str]
"""Role, target and anchor."""

_EXTERNAL = re.compile(r"(?:https?://[^/?#\s]|mailto:\S|tel:\S)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Control characters and backslashes, paths from the root, paths that leave the folder.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|^/|(?:^|/)\.\.(?:/|$)")


def link_address(written: str) -> Address:
    """What a link leads to."""
    # Browsers ignore space around an address, so that it cannot hide a scheme from us either.
    address = written.strip()
    bad = RefRole.BAD, written, ""
    if not address or _UNSAFE.search(address):
        return bad
    if _EXTERNAL.match(address):
        return RefRole.EXTERNAL, address, ""
    target, _, fragment = address.partition("#")
    anchor = unquote(fragment)
    if target.startswith("item:"):
        return (RefRole.ITEM, target[5:].strip(), anchor) if target[5:].strip() else bad
    if not target:
        return (RefRole.ANCHOR, "", anchor) if anchor else bad
    path = unquote(target).removeprefix("./")
    # Tested after decoding too: %2e%2e/ and %2F lead where .. and / lead.
    if not path or _SCHEME.match(address) or _SCHEME.match(path) or _UNSAFE.search(path):
        return bad
    return RefRole.FILE, path, anchor


def image_address(written: str) -> Address:
    """What an image shows: a file beside the text, for nothing is loaded from third parties."""
    role, target, anchor = link_address(written)
    if role is RefRole.FILE:
        return RefRole.IMAGE, target, anchor
    return RefRole.BAD_IMAGE, written, ""


class Origin:
    """The way back from the text of a paragraph, freed of its marks, to the lines of the file."""

    def __init__(
        self, content: str, starts: Sequence[int], places: Sequence[tuple[int, int]], pipe: str
    ) -> None:
        self._content = content
        self._starts = starts  # where in the content each of its lines begins
        self._places = places  # row and column of each in the file
        self._pipe = pipe

    @classmethod
    def of_paragraph(cls, content: str, rows: Sequence[int], lines: Sequence[str]) -> Origin:
        """The way back from a paragraph that takes up some rows of the file."""
        starts: list[int] = []
        places: list[tuple[int, int]] = []
        row, offset = rows[0], 0
        for part in content.split("\n"):
            place, row = _find(part, row, rows[1], lines)
            starts.append(offset)
            places.append(place)
            offset += len(part) + 1
        return cls(content, starts, places, "|")

    @classmethod
    def of_cell(cls, content: str, row: int, column: int) -> Origin:
        """The same from a cell of a table, in which `|` is written with a backslash."""
        return cls(content, (0,), ((row, column),), "\\|")

    def of_address(self, start: int, end: int, address: str) -> tuple[int, int, int]:
        """Row, column and length of the address in a link from `start` to `end`, both from 0.

        A link that names its address elsewhere (`[text][name]`) is the place itself.
        """
        written = self._content[start:end]
        if written.startswith("<"):
            return self.of_span(start + 1, end - 1)
        opening = written.rfind("](")
        if opening >= 0:
            begin = start + opening + 2
            begin += len(self._content) - begin - len(self._content[begin:].lstrip(" \t\n"))
            begin += self._content.startswith("<", begin)
            for spelling in (address, unquote(address)):
                if self._content.startswith(spelling, begin):
                    return self.of_span(begin, begin + max(1, len(spelling)))
        return self.of_span(start, end)

    def of_span(self, start: int, end: int) -> tuple[int, int, int]:
        """Row, column and length of a part of the text, up to the end of its line."""
        index = bisect_right(self._starts, start) - 1
        row, column = self._places[index]
        before = self._content[self._starts[index] : start].replace("|", self._pipe)
        within = self._content[start:end].partition("\n")[0].replace("|", self._pipe)
        return row, column + len(before), max(1, len(within))


def _find(part: str, row: int, end: int, lines: Sequence[str]) -> tuple[tuple[int, int], int]:
    """Row and column where a line of text stands, and the row where the next may stand.

    The line is the end of its row, behind the marks of quotes and lists. Rows that hold nothing
    but full-width spaces were left out; tabs may have become spaces.
    """
    words = part.strip()
    for at in range(row, min(end, len(lines))):
        column = lines[at].rfind(words)
        if column >= 0 and words:
            return (at, column - (len(part) - len(part.lstrip()))), at + 1
    return (row, 0), row + 1
