"""Say which words are the caption of a table and how its columns are set."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ARABIC = r"[0-9０-９]+(?:[-–—.－．][0-9０-９]+)*"
_HAN = r"[一二三四五六七八九十百]+"
_LABEL = re.compile(r"(?:table|表)[ \t]*[:：][ \t\u3000]*", re.IGNORECASE)
# A Han numeral needs an end: 表一 is a number, 表一致 is not.
_NUMBERED = re.compile(rf"[*_]*附?表\s*(?:{_ARABIC}|{_HAN}(?![一-鿿]))")
_NUMBERED_BEHIND = re.compile(rf"[\s（(]附?表\s*(?:{_ARABIC}|{_HAN})[)）]?[*_]*$")
_SENTENCE = re.compile(r"[。！？；]|[:：]$")
_LONGEST = 60

_FIGURE = re.compile(r"[\d.,，%‰+\-−±]+")
_DIGIT = re.compile(r"\d")
_NOTHING = frozenset(("", "-", "–", "—", "——", "/"))


def label_length(content: str) -> int:
    """How much of `Table: caption` or `表：标题` is the label; nothing if it is not a caption."""
    found = _LABEL.match(content)
    return found.end() if found and len(found[0]) < len(content) else 0


def is_caption_before(content: str) -> bool:
    """Whether a paragraph directly before a table is its caption: `表：…`, `表1 …`, `…（表1）`.

    A sentence that speaks of the table is not, nor are words such as 表一个态.
    """
    if label_length(content):
        return True
    if len(content) > _LONGEST or "\n" in content or _SENTENCE.search(content):
        return False
    return bool(_NUMBERED.match(content) or _NUMBERED_BEHIND.search(content))


def column_classes(alignments: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A class for each column: the alignment that the author gave, else `number` or nothing."""
    return tuple(
        alignment or ("number" if _is_numeric([row[index] for row in rows]) else "")
        for index, alignment in enumerate(alignments)
    )


def _is_numeric(cells: Sequence[str]) -> bool:
    """Whether all cells are figures; a dash for a missing figure does not spoil the column."""
    figures = [cell for cell in cells if cell not in _NOTHING]
    return bool(figures) and all(
        _FIGURE.fullmatch(cell) and _DIGIT.search(cell) for cell in figures
    )
