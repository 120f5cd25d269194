"""Writes plain YAML that our own reader gives back character by character."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.fields import List, Text, Value

_PLAIN = re.compile(r"[0-9A-Za-z\u3400-\u9fff\uf900-\ufaff〇《“「（【〔\U00020000-\U0003ffff]")
_NULLS = frozenset(("null", "Null", "NULL"))
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quote(text: str, *, flow: bool = False) -> str:
    """A scalar, in double quotes if it would not be read back as it is; `flow` within brackets."""
    plain = (
        _PLAIN.match(text)
        and text not in _NULLS
        and text == text.strip()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not re.search(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]", text)
        and not (flow and re.search(r"[,\[\]{}]|:$|:(?=[\"'?])", text))
    )
    if plain:
        return text
    return '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, Text):
        return quote(value.value, flow=True)
    if isinstance(value, List):
        return "[" + ", ".join(flow(item) for item in value.items) + "]"
    return table((key.value, flow(inner)) for key, inner in value)


def table(rows: Iterable[tuple[str, str]]) -> str:
    """A table on one line, of keys and values that are already quoted."""
    return "{" + ", ".join(f"{quote(key, flow=True)}: {value}" for key, value in rows) + "}"


def texts(values: Iterable[str]) -> str:
    """A list of texts on one line."""
    return "[" + ", ".join(quote(value, flow=True) for value in values) + "]"
