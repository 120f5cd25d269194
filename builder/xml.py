"""Writes text and attributes of XML. (The library's own brings half of its network code along.)"""

from __future__ import annotations

import re
from collections.abc import Mapping

# XML 1.0, 2.2: what stands here can't be written in any way, not even as a reference.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str, more: Mapping[str, str] | None = None) -> str:
    """A text as the content of an element; `more` characters may be given another form."""
    text = _FORBIDDEN.sub("", text)
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    for character, form in (more or {}).items():
        text = text.replace(character, form)
    return text


def quoteattr(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    text = escape(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    if '"' not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else '"' + text.replace('"', "&quot;") + '"'
