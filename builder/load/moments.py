"""Reads dates and times as ISO 8601 has them, and guesses what a loose one means."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, tzinfo

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?", re.ASCII
)
_LOOSE = re.compile(
    r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?"
    r"(?:\s*T?\s*(上午|下午|晚上)?\s*(\d{1,2})\s*[:点时]\s*(?:(\d{1,2})\s*分?)?(?::\d{2}秒?)?)?",
    re.ASCII,
)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def day_of(raw: str) -> date | None:
    """The day of an ISO date; None if it is none, or there is no such day."""
    if not _DATE.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def moment_of(raw: str, zone: tzinfo) -> tuple[datetime, bool] | None:
    """The time in a zone of an ISO date or time, and whether a time of day was given."""
    match = _TIME.fullmatch(raw)
    if not match:
        return None
    try:
        day = date.fromisoformat(match[1])
        clock = time.fromisoformat(
            f"{match[2] or '00:00'}{(match[3] or '').replace('Z', '+00:00')}"
        )
        moment = datetime.combine(day, clock)
        moment = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
        # Years 1 and 9999 have days that other zones cannot tell.
        moment.utctimetuple()
    except (ValueError, OverflowError):
        return None
    return moment, bool(match[2])


def suggested_day(raw: str) -> str:
    """The date that a loosely written one seems to mean; empty if it means none."""
    return _suggested(raw)[0]


def suggested_moment(raw: str) -> str:
    """The time, or the date, that a loosely written one seems to mean; empty if it means none."""
    day, clock = _suggested(raw)
    return f"{day}T{clock}" if day and clock else day


def _suggested(raw: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", raw).strip()
    match = _LOOSE.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if not match:
        return "", ""
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        if match.re is _DIGITS or not match[5]:
            return day, ""
        later = 12 if match[4] in ("下午", "晚上") and int(match[5]) < 12 else 0
        return day, time(int(match[5]) + later, int(match[6] or 0)).isoformat("minutes")
    except ValueError:
        return "", ""
