"""What search is given: documents with their facets, and numbers that name a page."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is the name of a page: 政务信息2026年第12期."""

    name: str
    address: str
    label: str
