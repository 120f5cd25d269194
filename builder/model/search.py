"""What search is given: documents with their facets, and numbers that name a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One page as search sees it; `date` is ISO 8601, `address` without the site's base path.

    `meta` is found by a search, `numbers` lead straight to the page, `origin` is the line below a
    hit. `digest` may name the searchable text when it is known already.
    """

    address: str
    title: str
    blocks: tuple[str, ...]
    meta: tuple[str, ...]
    date: str
    series: str
    units: tuple[str, ...]
    topics: tuple[str, ...]
    kind: str
    numbers: tuple[str, ...]
    origin: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is the name of a page: 政务信息2026年第12期."""

    name: str
    address: str
    label: str
