"""Marks of state secrecy: how they are written, and how they are hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

_SECRET = r"([绝絕][ \u3000]*密|[机機][ \u3000]*密|[秘祕][ \u3000]*密)"
# The mark of a document: the word with a star, or the word (with its term) on a line of its own,
# perhaps as a title. Prose speaks of secrets too, and does not alarm.
MARK = re.compile(
    rf"{_SECRET}[ \u3000]*[★☆✩⭐]"
    r"|^[ \t\u3000>#*_|\[【（(《“‘]*+"
    r"(?:(?:title|subtitle|标题|副标题|密级|保密等级)[ \t]*[:：][ \t\u3000]*)?[\"'“‘【（(\[*_]*+"
    rf"{_SECRET}级?[ \u3000]*(?:\d+[ \u3000]*年|长期)?[\]】）)》\"'”’*_|。！! \t\u3000]*+$",
    re.MULTILINE,
)
"""In the source of a file; one of its groups is the word."""
_STAR = re.compile(rf"{_SECRET}\s*[★☆✩✪⭐✭✮]|^{_SECRET}级?\s*(?:\d+\s*年|长期)$", re.MULTILINE)
_UNSEEN = re.compile("[\u00ad\u034f\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_DRESS = re.compile(r"<!--.*?-->|[*_~`]")


def in_words(shown: str) -> str:
    """The mark in what a reader sees, however it was written: its word, or nothing.

    A word that stands alone may be an entry of a list; only the source tells.
    """
    if "密" not in shown:  # almost always
        return ""
    return _word(_STAR.search(_UNSEEN.sub("", unicodedata.normalize("NFKC", shown))))


def undressed(source: str) -> Iterator[tuple[int, str]]:
    """The marks that entities, emphasis or comments cut in two: lines from 1, and words."""
    if "&" not in source and "密" not in source:
        return
    for number, line in enumerate(source.split("\n"), 1):
        if ("&" in line or "密" in line) and (bare := _DRESS.sub("", unescape(line))) != line:
            word = "" if MARK.search(line) else _word(MARK.search(_UNSEEN.sub("", bare)))
            if word:
                yield number, word


def _word(found: re.Match[str] | None) -> str:
    return re.sub(r"\s", "", next(filter(None, found.groups()), "")) if found else ""
