"""What surrounds every page, and the smallest views: days, links, feeds, metadata."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Day:
    """A date: ISO 8601 for machines, written out for readers; `short` leaves the year out."""

    iso: str
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with a number of items beside it."""

    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of this page: `type` is its media type."""

    label: str
    address: str
    type: str


@dataclass(frozen=True, slots=True)
class Meta:
    """One `<meta name content>` (domain rules: SiteName … ArticleTitle …)."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Head:
    """What goes into `<head>`: `title` is the full text of the title element."""

    title: str
    description: str
    canonical: str
    robots: str
    metas: tuple[Meta, ...]
    properties: tuple[Meta, ...]
    feeds: tuple[Feed, ...]
    json_ld: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """One of the five places of the bar; `current` is "page", "true" or empty."""

    label: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """What surrounds every page of one edition; the same value for all of them but `places`."""

    lang: str
    site_name: str
    home: str
    search: str
    forms: str
    opensearch: str
    style: str
    script: str
    places: tuple[Place, ...]
    marking: str
    owner: str
    phone: str
    postal: str
    site_id_code: str
    icp: str
    police: str
    footer: tuple[Link, ...]
    emblem: str
    icon: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of an item as a small outlined mark; `tone` is good, problem or neutral."""

    label: str
    address: str
    tone: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A pair of the metadata block: a term and its values, some of them links."""

    term: str
    values: tuple[Link, ...]
    day: str
