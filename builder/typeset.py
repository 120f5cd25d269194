"""Keeps together what must not be parted at a line's end: numbers with units, clauses of titles."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

_UNITS = (
    "个百分点|平方公里|平方米|立方米|公里|公斤|公顷|千瓦时|千瓦|毫米|厘米|小时|分钟|个月|周年|"
    "亿元|万元|亿|万人次|人次|万人|万户|万亩|万吨|万件|万平方米|万|"
    "[年月日时分秒天周元人户件条处所家名项次期篇吨米亩岁倍成点号届批辆套座栋间眼口头只株张份页台个位"
    "场起例宗种类级度里千百]"
)
_NUMBER = re.compile(
    rf"第\d+[期篇条号]|\d+年\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}月\d{{1,2}}日|\d[\d,.]*(?:{_UNITS})"
)
_CLAUSE = re.compile(r"[^，；：。！？]+[，；：。！？]*[”’」』）》]*|[，；：。！？]+")
LONG = 60
"""Characters from which on a title is set smaller."""
LONGEST = 16
"""Characters a clause may have to be kept together: a longer one would leave lines ragged."""


def kept(html: str) -> str:
    """Escaped text without tags, every number tied to its unit."""
    return _NUMBER.sub(r'<span class="nb">\g<0></span>', html)


def line(text: str) -> Markup:
    """A line of text as HTML, every number tied to its unit."""
    return Markup(kept(escape(text)))


def title(text: str) -> Markup:
    """A title that breaks between clauses first; a very long one is marked so."""
    shown = _clauses(text)
    return Markup(f'<span class="long">{shown}</span>') if len(text) > LONG else shown


def _clauses(text: str) -> Markup:
    parts = _CLAUSE.findall(text)
    if len(parts) < 2:
        return Markup(kept(escape(text)))
    return Markup(
        "".join(
            f'<span class="clause">{kept(escape(part))}</span>'
            if len(part) <= LONGEST
            else kept(escape(part))
            for part in parts
        )
    )
