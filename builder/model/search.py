"""What search is given: documents with their facets, and numbers that name a page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, table row or caption; `anchor` is the id of the heading it is under.

    `leading` text (summary, headings) counts for more than the rest, the title for most.
    """

    text: str
    anchor: str = ""
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One page as search sees it; `date` is ISO 8601, `address` without the site's base path.

    `meta` is found by a search, `numbers` lead straight to the page. `origin` is the line below a
    hit and begins with `label`, the issue as one cites it. `units` and `topics` are codes of the
    lowest level, `levels` those of adoption.
    """

    address: str
    title: str
    passages: tuple[Passage, ...]
    meta: tuple[str, ...]
    date: str
    series: str
    units: tuple[str, ...]
    topics: tuple[str, ...]
    kind: str
    levels: tuple[str, ...]
    numbers: tuple[str, ...]
    label: str
    origin: str

    @property
    def weight(self) -> Weight:
        """Characters that are indexed; what stands for them; what stands for all that is shown."""
        passages = self.passages
        texts = (self.title, *self.meta, *self.numbers)
        length = sum(map(len, texts)) + sum(len(passage.text) for passage in passages)
        parts = [(passage.text, passage.leading) for passage in passages]
        searched = (self.title, parts, self.numbers, self.meta)
        facets = (self.date, self.series, self.units, self.topics, self.kind, self.levels)
        shown = (self.address, self.label, self.origin, [p.anchor for p in passages], facets)
        return length, _digest(searched), _digest(shown)


Weight = tuple[int, str, str]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class LaterDocument(Document):
    """A document of which only what every list of documents needs is known before it is made."""

    __slots__ = ("_known", "_make")
    _known: dict[str, Any]
    _make: Callable[[], Document]
    KNOWN: ClassVar = ("address", "title", "date", "numbers", "weight")

    def __new__(cls, known: dict[str, Any], make: Callable[[], Document]) -> LaterDocument:
        """`known` has the fields of KNOWN; `make` gives the whole."""
        self = object.__new__(cls)
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "_make", make)
        return self

    def __init__(self, known: dict[str, Any], make: Callable[[], Document]) -> None:
        """All is done already."""

    def __repr__(self) -> str:
        return repr(self._make())


def _field(name: str) -> property:
    return property(lambda self: getattr(self._make(), name))


def _known(name: str) -> property:
    return property(lambda self: self._known[name])


for _name in (f.name for f in fields(Document)):
    setattr(LaterDocument, _name, _field(_name))
for _name in LaterDocument.KNOWN:
    setattr(LaterDocument, _name, _known(_name))


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is the name of a page: 政务信息2026年第12期."""

    name: str
    address: str
    label: str
