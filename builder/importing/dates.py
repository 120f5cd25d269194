"""Reads dates as they are written elsewhere: 2015年3月5日, 2015/3/5, 中華民國104年10月8日."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

NAMED = ("auto", "roc", "dmy", "mdy", "moment")
"""Formats by name; any other is a pattern of `strptime` such as `%d.%m.%Y`."""

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:?\d{2})?")
_WRITTEN = re.compile(
    r"(中華民國|中华民国|民國|民国|西元|公元)?\s*(\d{1,4}|元)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*"
    r"(\d{1,2})\s*[日號号]?(?:[\sT(（星周週].*)?"
)
_COMPACT = re.compile(r"(\d{3,4})(\d{2})(\d{2})(?:[\sT].*)?")
_PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[\sT].*)?")
_HAN = re.compile(r"[〇零○一二三四五六七八九十百]+(?=年|月|日|號|号)")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_FIRST_ROC = 1911


def read(raw: str, formats: Sequence[str]) -> str:
    """The date in ISO form, by the first format that fits; empty if none does."""
    text = unicodedata.normalize("NFKC", raw).strip()
    for name in formats:
        found = _moment(text) if name == "moment" else _date(text, name)
        if found:
            return found
    return ""


def _moment(text: str) -> str:
    match = _MOMENT.fullmatch(text)
    if not match:
        return ""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        return ""
    zone = match[3] or ""
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{moment:%Y-%m-%dT%H:%M}{zone}"


def _date(text: str, name: str) -> str:
    if name in ("auto", "roc"):
        return _written(_HAN.sub(lambda m: str(_han(m[0])), text), name == "roc")
    if name in ("dmy", "mdy"):
        match = _PARTS.fullmatch(text)
        if not match:
            return ""
        day, month = (match[1], match[2]) if name == "dmy" else (match[2], match[1])
        return _iso(int(match[3]), int(month), int(day))
    try:
        return datetime.strptime(text, name).date().isoformat()
    except ValueError:
        return ""


def _written(text: str, republic: bool) -> str:
    match = _WRITTEN.fullmatch(text)
    if match:
        era = match[1] or ""
        year = 1 if match[2] == "元" else int(match[2])
        counted = era.endswith(("民國", "民国")) or (republic and not era and year < 1000)
        if counted:
            return _iso(year + _FIRST_ROC, int(match[3]), int(match[4]))
        # Two or three figures without an era may mean anything; they are not guessed at.
        return _iso(year, int(match[3]), int(match[4])) if year >= 1000 else ""
    match = _COMPACT.fullmatch(text)
    if match and len(match[1]) == 4:
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match and republic:
        return _iso(int(match[1]) + _FIRST_ROC, int(match[2]), int(match[3]))
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _han(numeral: str) -> int:
    """二〇一五 figure by figure; 十五, 三十一, 一百零四 by place."""
    if not re.search("[十百]", numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, figure = 0, 0
    for character in numeral:
        if character in "十百":
            total += (figure or 1) * (10 if character == "十" else 100)
            figure = 0
        else:
            figure = _DIGITS[character]
    return total + figure
