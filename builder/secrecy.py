"""Marks of state secrecy: how they are written, how they are hidden, and what is none.

Marks are 绝密, 机密 and 秘密 (traditional too) as they stand on a document: with a star, in brackets
before or behind a title, after “密级”. Prose that speaks of secrets does not alarm.
"""

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
    rf"[极極]?{_SECRET}[级級]?[ \u3000]*(?:\d+[ \u3000]*年|[长長]期)?[\]】）)》\"'”’*_|。！! \t\u3000]*+$",
    re.MULTILINE,
)
"""In the source of a file; one of its groups is the word."""
_LEVEL = rf"(?:[极極]\s*)?{_SECRET}\s*[级級]?"
_TERM = r"(?:[\s·・/,、*※—-]*(?:(?:\d+|[一二三五十]+)\s*年|[长長]期|启用前|啟用前))"
_STARS = "[★☆✩✪⭐✭✮⋆]"
_SAYS = r"(?:密\s*[级級等]|保密等[级級]|秘密等[级級])\s*"
_STARRED = re.compile(
    rf"{_LEVEL}\s*(?:{_STARS}|[*※](?={_TERM}))|{_STARS}+\s*{_SECRET}(?![\u3400-\u9fff])"
)
_ALONE = re.compile(rf"[“‘\"']?{_LEVEL}{_TERM}?\s*[”’\"']?[。!.]?")
_LIMITED = re.compile(rf"^{_LEVEL}{_TERM}$", re.MULTILINE)
_SAID = re.compile(rf"{_SAYS}[:|]\s*{_SECRET}|{_SAYS}(?:为|是|為){_SECRET}(?=[级級]?(?:$|[。,;)]))")
_ROW = re.compile(rf"{_SAYS}[| ]+{_SECRET}[级級]?(?![\u3400-\u9fff])(?!.*{_SECRET})")
_BRACKETED = re.compile(rf"[(【〔\[「『〖]\s*(?:{_SAYS}:\s*)?{_LEVEL}{_TERM}?\s*[)】〕\]」』〗]")
_ENDING = re.compile(rf"{_BRACKETED.pattern}[。]?$")
_LEADING = re.compile(rf"{_LEVEL}{_TERM}?(?:[:·|]|\s)\s*\S")
_PAIR = re.compile(rf"{_SECRET}|。.")
_TAG = re.compile(
    r"</?[A-Za-z][^<>]{0,80}>|[*_~`]+(?=[\u3400-\u9fff★])|(?<=[\u3400-\u9fff★])[_~`]+"
)
_UNSEEN = re.compile("[\u00ad\u034f\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_DRESS = re.compile(r"<!--.*?-->|[*_~`]")


def in_name(shown: str) -> str:
    """The mark in a title, heading, caption or keyword; empty if there is none."""
    if "密" not in shown:  # almost always
        return ""
    plain = _plain(shown)
    return _word(
        _ALONE.fullmatch(plain)
        or _STARRED.search(plain)
        or _SAID.search(plain)
        or _BRACKETED.search(plain)
        or _LEADING.match(plain)
    )


def in_prose(shown: str) -> str:
    """The mark in what a reader sees of a paragraph, list entry or row; empty if there is none.

    A word that stands alone may be an entry of a list; only the source tells.
    """
    if "密" not in shown:
        return ""
    plain = _plain(shown)
    found = (
        _STARRED.search(plain)
        or _LIMITED.search(plain)
        or _SAID.search(plain)
        or _ROW.search(plain)
        or _BRACKETED.match(plain)
    )
    if not found and len(plain) <= 30 and len(_PAIR.findall(plain)) == 1:
        found = _ENDING.search(plain)
    return _word(found)


def alone(value: str) -> re.Match[str] | None:
    """The mark within a value that has no place for words."""
    return re.search(_SECRET, value)


def _plain(shown: str) -> str:
    """Words without what nobody sees, in one width."""
    return _TAG.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", shown))).strip()


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
