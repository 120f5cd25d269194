"""How much a text may make of itself: marks to read, and characters of HTML to write."""

from __future__ import annotations

MOST_MARKS = 150_000
"""Marks (paragraphs, line ends, cells, links) of a text: some 3 seconds and 200 MB at most."""
MOST_TIMES = 20
"""Characters of HTML that each character of a text may become."""
LEAST = 10_000
"""Characters of HTML that any text may become."""
DEAR = 3
"""Marks that a link or an image stands for: its place and its address are looked for."""


class TooMuchError(ValueError):
    """A text would take longer, or become longer, than any real one."""


class Meter:
    """Counts what the reading of one text costs. Raises TooMuchError where it is too much."""

    def __init__(self, characters: int) -> None:
        self._left = MOST_MARKS
        self._room = max(LEAST, MOST_TIMES * characters)

    def read(self, marks: int = 1) -> None:
        """So many marks were found."""
        self._left -= marks
        if self._left < 0:
            raise TooMuchError("marks")

    def write(self, characters: int) -> None:
        """So many characters are going to be written."""
        self._room -= characters
        if self._room < 0:
            raise TooMuchError("output")
