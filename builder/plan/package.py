"""What a package for archives and libraries holds: issues to read without the site, data, a list."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from builder import views
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.site import Asset, Site
from builder.page import Copied, Made, Page, Shown
from builder.plan import datasets, issues, meta, records, urls
from builder.plan.atlas import Atlas
from builder.plan.datasets import Dataset
from builder.plan.written import array_bytes, csv_bytes, json_bytes, line
from builder.words import Words

STYLE = "style.css"
LIST = "transfer-list"


@dataclass(frozen=True, slots=True)
class Apart(urls.Urls):
    """Addresses for pages that are read from a disk.

    A file beside an issue is named as it lies there; whatever else is on the web is on the web.
    """

    def to(self, address: str) -> str:
        name = posixpath.basename(address)
        return urls.segment(name) if "." in name else self.whole(address)


@dataclass(frozen=True, slots=True)
class Packed:
    """The pages and files of a package, and how many issues and items they hold."""

    pages: tuple[Page, ...]
    files: tuple[Made | Copied, ...]
    issues: int
    items: int


def packed(site: Site, base: str, words: Words, first: date, last: date) -> Packed:
    """The package of the issues of a projected site that are dated within a period."""
    kept = {i: issue for i, issue in site.issues.items() if first <= issue.date <= last}
    items = {i: site.items[i] for issue in kept.values() for i in issue.items}
    atlas = Atlas(replace(site, issues=kept, items=items), Apart(base), words, "")
    in_order = tuple(reversed(atlas.issues_newest_first))
    ordered = tuple(item for issue in in_order for item in atlas.items_of(issue))
    assets = tuple(_assets(atlas, in_order))
    pages = [page for page in issues.pages(atlas) if page.address.count("/") == 4]
    return Packed(
        pages=(*pages, _list_page(atlas, ordered, in_order, assets, _named(words, first, last))),
        files=(
            Made(f"{LIST}.csv", "", lambda: _list_csv(atlas, ordered, assets)),
            *_data(atlas, ordered, in_order),
            *(Copied(urls.file(asset.path)[1:], asset.digest, asset.path) for asset in assets),
        ),
        issues=len(in_order),
        items=len(ordered),
    )


def _named(words: Words, first: date, last: date) -> str:
    """A year, a quarter or a month in words."""
    if first.month == last.month:
        return words("date.month", year=first.year, month=first.month)
    if last.month - first.month == 2:
        return words("transfer.quarter", year=first.year, n=last.month // 3)
    return words("date.year", year=first.year)


def _assets(atlas: Atlas, of: tuple[Issue, ...]) -> Iterator[Asset]:
    """The photos, attachments and scans of issues, each once."""
    seen: set[str] = set()
    for issue in of:
        found = [*atlas.files_of(issue.note, issue.path)]
        for item in atlas.items_of(issue):
            found += atlas.files_of(item.prose, item.path, item)
        scan = atlas.site.assets.get(f"{posixpath.dirname(issue.path)}/{issue.scan}")
        for asset in (*found, *([scan] if issue.scan and scan else [])):
            if asset.path not in seen:
                seen.add(asset.path)
                yield asset


def _data(atlas: Atlas, items: tuple[Item, ...], of: tuple[Issue, ...]) -> Iterator[Made]:
    """The same as data, with the schemas that explain it."""
    kinds: tuple[tuple[Dataset, Callable[[], list[records.Record]]], ...] = (
        (datasets.ITEMS, lambda: [records.item(atlas, item) for item in items]),
        (datasets.ISSUES, lambda: [records.issue(atlas, issue) for issue in of]),
    )
    for dataset, make in kinds:
        yield Made(f"data/{dataset.name}.json", "", _array(make))
        yield Made(f"data/{dataset.name}.schema.json", "", _schema(dataset))


def _array(make: Callable[[], list[records.Record]]) -> Callable[[], bytes]:
    return lambda: array_bytes([line(record) for record in make()])


def _schema(dataset: Dataset) -> Callable[[], bytes]:
    return lambda: json_bytes(dataset.schema)


def _rows(
    atlas: Atlas, items: tuple[Item, ...], assets: tuple[Asset, ...]
) -> Iterator[views.TransferRow]:
    """The lines of the transfer list (移交清单), in the order of publication."""
    beside = {asset.path for asset in assets}
    for number, item in enumerate(items, 1):
        issue = atlas.issue_of(item)
        files = {asset.path for asset in atlas.files_of(item.prose, item.path, item)} & beside
        yield views.TransferRow(
            number=number,
            index_no=item.index_no,
            title=item.title,
            units=atlas.unit_names(item),
            day=atlas.words.day(issue.date),
            doc_no=item.doc_no,
            issue=atlas.issue_link(issue).label,
            file=f"{issue.id}/index.html#{item.slug}",
            attachments=len(files),
        )


def _list_csv(atlas: Atlas, items: tuple[Item, ...], assets: tuple[Asset, ...]) -> bytes:
    heads = (
        *("number", "index_no", "title_of", "units", "day"),
        *("doc_no", "issue", "file", "attachments"),
    )
    rows = [[atlas.words(f"transfer.{head}") for head in heads]]
    for row in _rows(atlas, items, assets):
        cells = (row.number, row.index_no, row.title, row.units, row.day.iso, row.doc_no)
        rows.append([str(cell) for cell in (*cells, row.issue, row.file, row.attachments)])
    if not items:
        rows.append(["", "", atlas.words("transfer.zero"), *[""] * (len(heads) - 3)])
    return csv_bytes(rows)


def _list_page(
    atlas: Atlas,
    items: tuple[Item, ...],
    of: tuple[Issue, ...],
    assets: tuple[Asset, ...],
    period: str,
) -> Page:
    def make() -> Shown:
        words, settings = atlas.words, atlas.site.settings
        view = views.TransferView(
            title=words("transfer.title"),
            period=period,
            owner=settings.owner or settings.name,
            site=settings.name,
            address=atlas.urls.base,
            sum=words("transfer.sum", issues=len(of), items=len(items), files=len(assets)),
            rows=tuple(_rows(atlas, items, assets)),
        )
        return Shown(view, meta.head(atlas, view.title, urls.HOME, feed="", index=False))

    return Page(f"/{LIST}.html", "transfer.html", "", make)
