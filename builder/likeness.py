"""Which known word was meant most likely; looked for only as long as that is quick."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

MOST = 200_000
"""Known words that are compared in one run for a vocabulary, or for a rule: some 2 seconds."""
FEW = 5_000
"""The same for the keys of one file."""
LONGEST = 100
"""Characters of a word that may be a slip of the pen for another."""


class Guesses:
    """Guesses what was meant, until the words compared are many: then it guesses no more."""

    def __init__(self, most: int = MOST) -> None:
        self._left = most

    def nearest(self, value: str, known: Collection[str], cutoff: float = 0.5) -> str:
        """The known word most like the value; empty if none is, or too many were compared."""
        if len(value) > LONGEST or self._left < len(known):
            return ""
        self._left -= len(known)
        return nearest(value, known, cutoff)

    def within(self, value: str, known: Collection[str], cutoff: float = 0.5) -> str:
        """The same; where none is alike, one that has the value in it, or lies in it."""
        near = self.nearest(value, known, cutoff)
        return near or (inside(value, known) if self._left >= len(known) else "")


def nearest(value: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """The known word most like the value; empty if none is like it."""
    if len(value) > LONGEST:
        return ""
    near = [word for word in known if len(word) <= 2 * LONGEST]
    return next(iter(get_close_matches(value, near, n=1, cutoff=cutoff)), "")


def inside(value: str, known: Iterable[str]) -> str:
    """The shortest known word that has the value in it, or lies in it; empty if there is none."""
    if not 1 < len(value) <= LONGEST:
        return ""
    return min((word for word in known if value in word or word in value), key=len, default="")
