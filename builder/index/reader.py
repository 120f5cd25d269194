"""Reads what Pagefind 1.5 writes, as `layouts/scripts/find.js` does in the browser.

A file of its index is gzip; then `pagefind_dcd`, then CBOR: words in order, each with the pages
it stands on (the number counted on from the page before) and on each page its places by weight: a
negative number, -1 - 24 times the weight, then places, each counted on from the one before.
"""

from __future__ import annotations

import gzip
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

HEAD = b"pagefind_dcd"

Places: TypeAlias = dict[int, tuple[int, ...]]
"""Of a token: the places where it stands, by page."""


class UnreadableError(Exception):
    """Bytes that this version of Pagefind does not write."""


def decode(data: bytes) -> Any:
    """The value in a file of Pagefind. Raises UnreadableError."""
    try:
        plain = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(str(error)) from error
    if not plain.startswith(HEAD):
        raise UnreadableError(f"{plain[: len(HEAD)]!r} in place of {HEAD!r}")
    try:
        value, end = _value(plain, len(HEAD))
    except IndexError as error:
        raise UnreadableError("it ends too soon") from error
    if end != len(plain):
        raise UnreadableError("it goes on behind its end")
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size > 23:
        if size > 27:
            raise UnreadableError(f"CBOR of size {size}")
        width = 1 << (size - 24)
        size = int.from_bytes(data[at : at + width], "big")
        at += width
    if kind == 0:
        return size, at
    if kind == 1:
        return -1 - size, at
    if kind == 3:
        return data[at : at + size].decode("utf-8"), at + size
    if kind != 4:
        raise UnreadableError(f"CBOR of kind {kind}")
    values = []
    for _ in range(size):
        value, at = _value(data, at)
        values.append(value)
    return values, at


class Bundle:
    """The index of one shard: `first` is the first token of each file, in their order."""

    def __init__(self, first: Sequence[str], files: Mapping[int, bytes]) -> None:
        self._first, self._files = first, files
        self._read: dict[int, dict[str, Any]] = {}

    def places(self, token: str) -> Places:
        """Where a token stands."""
        number = bisect_right(self._first, token) - 1
        if number < 0:
            return {}
        if number not in self._read:
            (words,) = decode(self._files[number])
            self._read[number] = {word: pages for word, pages, *_ in words}
        found: Places = {}
        page = 0
        for step, steps, *_ in self._read[number].get(token, ()):
            page += step
            place, places = 0, []
            for on in steps:
                place = place + on if on >= 0 else 0
                if on >= 0:
                    places.append(place)
            found[page] = tuple(places)
        return found

    def pages(self, phrase: str) -> set[int]:
        """The pages on which tokens stand one after the other."""
        first, *others = (self.places(token) for token in phrase.split())
        return {
            page
            for page, starts in first.items()
            if any(
                all(start + n in other.get(page, ()) for n, other in enumerate(others, 1))
                for start in starts
            )
        }
