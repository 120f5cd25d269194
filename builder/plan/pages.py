"""The third door: every page and file of an edition, as promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.ledger import Ledger
from builder.model.search import Document, Number
from builder.model.site import Site
from builder.page import Copied, Made, Page, Promise
from builder.plan import (
    archive,
    calls,
    catalogue,
    exports,
    facets,
    feeds,
    front,
    hosting,
    indexes,
    issues,
    items,
    lists,
    moved,
    notices,
    overdue,
    seals,
    search,
    texts,
    urls,
)
from builder.plan.atlas import Atlas
from builder.words import Words


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition consists of. Pages come in the order a reader would meet them."""

    pages: tuple[Page, ...]
    files: tuple[Made | Copied, ...]
    documents: tuple[Document, ...]
    numbers: tuple[Number, ...]

    @property
    def promises(self) -> Iterator[Promise]:
        """Pages and files."""
        yield from self.pages
        yield from self.files


def plan(
    site: Site, base_url: str, words: Words, chrome_print: str, ledger: Ledger | None = None
) -> Plan:
    """The plan of a projected site; `chrome_print` stands for layouts, settings and strings."""
    atlas = Atlas(site, urls.Urls(base_url), words, chrome_print)
    pages = (
        front.page(atlas),
        *issues.pages(atlas),
        *items.pages(atlas),
        *indexes.pages(atlas),
        *lists.pages(atlas),
        *archive.pages(atlas),
        *catalogue.pages(atlas),
        *calls.pages(atlas),
        *overdue.pages(atlas),
        *notices.pages(atlas),
        facets.page(atlas),
        *exports.pages(atlas),
        *texts.pages(atlas),
        *moved.pages(atlas),
    )
    files: tuple[Made | Copied, ...] = (
        *feeds.files(atlas),
        *exports.files(atlas),
        *seals.files(atlas),
        *hosting.files(atlas, pages),
        *_copies(site),
    )
    return Plan(
        pages, files, search.documents(atlas, ledger or Ledger(None, "")), search.numbers(atlas)
    )


def _copies(site: Site) -> Iterator[Copied]:
    """Photos and attachments that something shown refers to, then the static files."""
    for asset in site.assets.values():
        yield Copied(urls.file(asset.path)[1:], asset.digest, asset.path)
    for asset in site.static:
        yield Copied(urls.file(asset.path)[1:], asset.digest, asset.path)
