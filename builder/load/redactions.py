"""Takes redacted passages out of an item as it is loaded, so that nothing after it can show them.

Every field and the text are searched; blanks and line ends between the characters don't matter.
What is replaced by other words keeps its line ends, so that places in the file stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import is_dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from builder.diagnostic import Diagnostic, Place
from builder.load.decode import Reader
from builder.model.item import Item, Redaction
from builder.rules import seals as rules

KEYS = {"date": "日期", "passage": "原文", "instead": "代以", "note": "说明"}
LEAST = 4
"""Characters a passage must have: it is looked for in every file of the public edition."""
INSTEAD = "〔已遮蔽〕"
"""What stands in the place of a passage unless the editor says otherwise."""
KEPT = frozenset(
    (
        *("id", "path", "slug", "redactions", "at", "prose", "body", "digest", "allow", "lang"),
        *("kind", "units", "topics", "scope", "urgency", "call", "continues", "merged_into"),
        *("level", "publication", "rank", "src", "url", "aliases"),
    )
)
"""Fields that are codes, addresses or names of files, and the record itself: a passage in one of
these is for the editor to mend, and the proof tells where it still stands."""

T = TypeVar("T")


def read(reader: Reader) -> tuple[Redaction, ...]:
    """The redactions of an item. One without a passage says that an editor took the words out."""
    found = []
    for inner in reader.inners("redactions", KEYS):
        inner.require("date", "note")
        day, note = inner.date("date"), inner.words("note")
        passage, instead = inner.words("passage"), inner.words("instead") or INSTEAD
        if passage and len(_bare(passage)) < LEAST:
            inner.faults.append(rules.short_passage(inner.place("passage"), LEAST))
        # What is written badly is taken out all the same: better gone than shown.
        found.append(Redaction(day or date.max, note, passage, instead if passage else ""))
        reader.take(inner)
    return tuple(found)


def in_text(text: str, redactions: tuple[Redaction, ...]) -> str:
    """The text with every passage replaced."""
    for one in redactions:
        if one.passage:
            text = _pattern(one.passage).sub(partial(_instead, one), text)
    return text


def in_fields(item: T, redactions: tuple[Redaction, ...]) -> T:
    """The item with every passage replaced in every field that holds words."""
    if not redactions:
        return item
    assert is_dataclass(item) and not isinstance(item, type)
    changed = {
        f.name: _replaced(getattr(item, f.name), redactions)
        for f in fields_of(item)
        if f.name not in KEPT
    }
    return replace(item, **changed)


def check(item: Item, body: str) -> Iterator[Diagnostic]:
    """Report passages that stand nowhere in an item as it is written: they would stay shown."""
    words = (body, *_words(item))
    for n, one in enumerate(item.redactions):
        keys = (f"redactions.{n}.passage", f"redactions.{n}.note")
        span = next((item.at[key] for key in keys if key in item.at), (1, 1, 3))
        place = Place(item.path, *span)
        if not one.passage:
            yield rules.unproven_redaction(place)
        elif not any(_pattern(one.passage).search(text) for text in words):
            yield rules.passage_not_found(place, one.passage)


def _words(value: object) -> Iterator[str]:
    """Every text of an item that a passage is taken out of."""
    if type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _words(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields_of(value):
            if f.name not in KEPT:
                yield from _words(getattr(value, f.name))


def _replaced(value: object, redactions: tuple[Redaction, ...]) -> object:
    if type(value) is str:
        return in_text(value, redactions)
    if isinstance(value, tuple):
        return tuple(_replaced(inner, redactions) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        return in_fields(value, redactions)
    return value


def _pattern(passage: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, _bare(passage))))


def _bare(passage: str) -> str:
    return re.sub(r"\s", "", passage)


def _instead(one: Redaction, found: re.Match[str]) -> str:
    return one.instead + "\n" * found[0].count("\n")
