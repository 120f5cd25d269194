"""A new call (报送要点) of a quarter: title, deadline, and the text of its file."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from builder.importing.quoting import quote, texts
from builder.load.texts import CALL_KEYS
from builder.new.notes import CALL, CALL_REQUIRED
from builder.new.scaffold import Style, text

BODY = "还要说的话写在下面这行“---”之后，可以没有。"
_QUARTER = re.compile(r"(\d{4})q([1-4])")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor chose; `to` are codes of units and groups, or `all`."""

    name: str
    title: str
    due: date
    to: tuple[str, ...]


def quarter(day: date) -> str:
    """The name of the quarter a day lies in."""
    return f"{day.year:04}q{(day.month + 2) // 3}"


def proposed_title(name: str) -> str:
    """The title of a quarter's call; empty for another name."""
    match = _QUARTER.fullmatch(name)
    return f"{int(match[1])}年{'一二三四'[int(match[2]) - 1]}季度信息报送要点" if match else ""


def proposed_due(name: str) -> str:
    """The last day of a quarter; empty for another name."""
    match = _QUARTER.fullmatch(name)
    if not match or not int(match[1]):
        return ""
    year, month = int(match[1]), int(match[2]) * 3
    return date(year, month, monthrange(year, month)[1]).isoformat()


def call_text(wanted: Wanted, labels: Mapping[str, str], style: Style) -> str:
    """The text of the call's file."""
    chinese = style.keys == "zh"
    labels = {**labels, "all": "全部"}
    values = {
        "title": quote(wanted.title),
        "to": texts(labels[code] if chinese else code for code in wanted.to),
        "due": wanted.due.isoformat(),
        "points": "",
    }
    return text(CALL, CALL_REQUIRED, values, CALL_KEYS, style, BODY)
