"""Writes text and attributes of XML. (The library's own brings half of its network code along.)"""

from __future__ import annotations

from collections.abc import Mapping


def escape(text: str, more: Mapping[str, str] | None = None) -> str:
    """A text as the content of an element; `more` characters may be given another form."""
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
