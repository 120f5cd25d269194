"""The atlas of an edition: lookups derived from its Site once, and the small views of entries."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from markupsafe import Markup

from builder import views
from builder.model.issue import Issue, IssueForm
from builder.model.item import Item
from builder.model.prose import Link, Prose, Ref, RefRole, assemble
from builder.model.site import Asset, Edition, Site
from builder.page import fingerprint
from builder.plan import urls
from builder.responses import Response, responses
from builder.scoring.ledger import Ledger
from builder.words import Words


@dataclass(frozen=True)
class Atlas:
    """Everything a page of this edition may ask. `chrome_print` stands for what surrounds it."""

    site: Site
    urls: urls.Urls
    words: Words
    chrome_print: str

    @property
    def marked(self) -> bool:
        """Whether this edition is for the staff."""
        return self.site.edition is Edition.INTERNAL

    # --- order -------------------------------------------------------------------------------

    @cached_property
    def newest_first(self) -> tuple[Item, ...]:
        """All items: issue date, series, number, prefix, slug, the last first."""
        items = self.site.items
        return tuple(
            item
            for issue in self.issues_newest_first
            for item in sorted(
                (items[i] for i in issue.items), key=lambda i: (i.prefix, i.slug), reverse=True
            )
        )

    @cached_property
    def issues_newest_first(self) -> tuple[Issue, ...]:
        """All issues by date, series, number, the last first."""
        ordered = sorted(self.site.issues.values(), key=lambda i: (issue_key(i), i.id))
        return tuple(reversed(ordered))

    def _item_key(self, item: Item) -> tuple[object, ...]:
        return (*issue_key(self.issue_of(item)), item.prefix, item.slug)

    @cached_property
    def ledger(self) -> Ledger:
        """What can be counted of the site: notices, points, targets."""
        return Ledger(self.site)

    # --- lookups -----------------------------------------------------------------------------

    def issue_of(self, item: Item) -> Issue:
        """The issue an item stands in."""
        return self.site.issues[item.issue]

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Item, ...]]:
        """Items of each unit, newest first."""
        return _grouped((unit, item) for item in self.newest_first for unit in item.units)

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Item, ...]]:
        """Items of each topic, newest first; a first-level topic has those below it as well."""
        topics = self.site.vocabularies.topics
        return _grouped(
            (code, item)
            for item in self.newest_first
            for code in dict.fromkeys(
                c for t in item.topics for c in (t, topics[t].parent if t in topics else "") if c
            )
        )

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Item, ...]]:
        """Items of each kind, newest first."""
        return _grouped((item.kind, item) for item in self.newest_first)

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], tuple[Item, ...]]:
        """Items by year and month of their issue's date, newest first."""
        found: dict[tuple[int, int], list[Item]] = defaultdict(list)
        for item in self.newest_first:
            day = self.issue_of(item).date
            found[day.year, day.month].append(item)
        return {month: tuple(items) for month, items in found.items()}

    @cached_property
    def by_series(self) -> Mapping[str, tuple[Issue, ...]]:
        """Issues of each series, newest first, in the order of the vocabulary."""
        found: dict[str, list[Issue]] = {code: [] for code in self.site.vocabularies.series}
        for issue in self.issues_newest_first:
            found[issue.series].append(issue)
        return {code: tuple(issues) for code, issues in found.items() if issues}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of the issues' dates, newest first."""
        return tuple(dict.fromkeys(i.date.year for i in self.issues_newest_first))

    @cached_property
    def continued_by(self) -> Mapping[str, tuple[Item, ...]]:
        """Items that follow up an item, oldest first."""
        return _grouped((i.continues, i) for i in reversed(self.newest_first) if i.continues)

    @cached_property
    def responses(self) -> Mapping[str, Response]:
        """What came of each call."""
        return responses(self.site)

    def items_of(self, issue: Issue) -> tuple[Item, ...]:
        """The items of an issue in its order."""
        return tuple(self.site.items[i] for i in issue.items)

    def chain(self, item: Item) -> tuple[Item, ...]:
        """All items on the same matter, oldest first; empty if it stands alone."""
        items = self.site.items
        if item.continues not in items and item.id not in self.continued_by:
            return ()
        first, seen = item, {item.id}
        while first.continues in items and first.continues not in seen:
            seen.add(first.continues)
            first = items[first.continues]
        found = {first.id: first}
        waiting = [first]
        while waiting:
            for follower in self.continued_by.get(waiting.pop().id, ()):
                if follower.id not in found:
                    found[follower.id] = follower
                    waiting.append(follower)
        if len(found) == 1:
            return ()
        return tuple(sorted(found.values(), key=self._item_key))

    # --- fingerprints ------------------------------------------------------------------------

    def print_of(self, *shown: object) -> str:
        """The fingerprint of a page that shows these items, issues and other values."""
        return fingerprint(self.chrome_print, *(self._stand_in(value) for value in shown))

    def listed(self, items: Iterable[Item]) -> str:
        """What stands for items where a list shows them: all but the words of their texts."""
        known = self._listed
        prints = []
        for item in items:
            found = known.get(item.id)
            if found is None:
                issue = self._issue_print(self.issue_of(item))
                found = known[item.id] = f"{item.outline} {item.prefix} {item.continues} {issue}"
            prints.append(found)
        return fingerprint(*prints)

    def item_print(self, item: Item) -> str:
        """What stands for an item and all it shows."""
        found = self._items.get(item.id)
        if found is None:
            assets = ""
            if item.files:
                folder = posixpath.dirname(item.path)
                files = [self.site.assets.get(f"{folder}/{name}") for name in item.files]
                assets = " ".join(asset.digest for asset in files if asset)
            issue = self._issue_print(self.issue_of(item))
            found = f"{item.id} {item.digest} {item.prefix} {item.continues} {issue} {assets}"
            self._items[item.id] = found
        return found

    def _issue_print(self, issue: Issue) -> str:
        """What stands for an issue, the items it lists, and all it shows besides them."""
        found = self._issues.get(issue.id)
        if found is None:
            assets = [asset.digest for asset in self.files_of(issue.note, issue.path)]
            folder = posixpath.dirname(issue.path)
            scan = self.site.assets.get(f"{folder}/{issue.scan}") if issue.scan else None
            stands = (issue.digest, issue.date, issue.items, scan and scan.digest, assets)
            found = self._issues[issue.id] = fingerprint(issue.id, stands)
        return found

    @cached_property
    def words_print(self) -> str:
        """What stands for the interface strings."""
        return fingerprint(self.words)

    @cached_property
    def _listed(self) -> dict[str, str]:
        """What stands for the items listed so far."""
        return {}

    @cached_property
    def _items(self) -> dict[str, str]:
        """What stands for the items shown so far."""
        return {}

    @cached_property
    def _issues(self) -> dict[str, str]:
        """What stands for the issues asked for so far."""
        return {}

    def _stand_in(self, value: object) -> object:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple or kind is list:
            return [self._stand_in(inner) for inner in cast(Sequence[object], value)]
        if isinstance(value, Item):
            return self.item_print(value)
        if isinstance(value, Issue):
            return self._issue_print(value)
        if isinstance(value, Mapping):
            return [(key, self._stand_in(inner)) for key, inner in value.items()]
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self._stand_in(inner) for inner in value]
        return value

    def files_of(self, prose: Prose, path: str, item: Item | None = None) -> tuple[Asset, ...]:
        """The files a text shows or links to."""
        if not (prose.refs or (item and item.photos)):
            return ()
        folder = posixpath.dirname(path)
        names = [r.target for r in prose.refs if r.role in (RefRole.FILE, RefRole.IMAGE)]
        names += [photo.src for photo in item.photos] if item else []
        assets = self.site.assets
        return tuple(
            assets[f"{folder}/{name}"]
            for name in dict.fromkeys(names)
            if f"{folder}/{name}" in assets
        )

    # --- small views -------------------------------------------------------------------------

    def link(self, label: str, address: str, fragment: str = "") -> views.Link:
        """A link to an address of this site."""
        return views.Link(label, self.urls.to(address) + fragment)

    def number(self, issue: Issue) -> str:
        """第12期, 增刊第1期."""
        key = "issue.supplement" if issue.form is IssueForm.SUPPLEMENT else "issue.number"
        return self.words(key, n=issue.number)

    def total(self, issue: Issue) -> str:
        """总第345期, or nothing."""
        return self.words("issue.total", n=issue.total) if issue.total else ""

    def series_name(self, issue: Issue) -> str:
        """The name of an issue's series."""
        return self.site.vocabularies.series[issue.series].name

    def issue_link(self, issue: Issue) -> views.Link:
        """《政务信息》2026年第12期."""
        label = self.words(
            "title.issue",
            series=self.series_name(issue),
            year=issue.year,
            number=self.number(issue),
        )
        return self.link(label, urls.issue(issue.id))

    def kind(self, item: Item) -> views.Kind:
        """The mark of an item's kind."""
        return self.kind_mark(item.kind)

    def kind_mark(self, code: str) -> views.Kind:
        """The mark of a kind."""
        kind = self.site.vocabularies.kinds[code]
        return views.Kind(kind.name, self.urls.to(urls.kind(code)), kind.tone.value)

    def units(self, codes: Iterable[str]) -> tuple[views.Link, ...]:
        """Units by their short names."""
        units = self.site.vocabularies.units
        return tuple(self.link(units[c].short, urls.unit(c)) for c in codes)

    def unit_names(self, item: Item) -> str:
        """The full names of an item's units."""
        units = self.site.vocabularies.units
        return self.words.listed(tuple(units[code].name for code in item.units))

    def summary(self, item: Item) -> str:
        """The editor's summary, or the beginning of the text."""
        return item.about

    @cached_property
    def _rows(self) -> dict[str, views.ItemRow]:
        """The rows asked for so far."""
        return {}

    def row(self, item: Item) -> views.ItemRow:
        """The item in a list."""
        if item.id not in self._rows:
            issue = self.issue_of(item)
            self._rows[item.id] = views.ItemRow(
                title=item.title,
                address=self.urls.to(urls.item(item.id)),
                day=self.words.day(issue.date),
                units=self.units(item.units),
                kind=self.kind(item),
                issue=self.issue_link(issue),
                summary=self.summary(item),
            )
        return self._rows[item.id]

    def rows(self, items: Iterable[Item]) -> tuple[views.ItemRow, ...]:
        """Items in a list."""
        return tuple(self.row(item) for item in items)

    def issue_row(self, issue: Issue) -> views.IssueRow:
        """The issue in a list, with its first titles."""
        items = self.items_of(issue)
        return views.IssueRow(
            label=self.words("date.year", year=issue.year) + self.number(issue),
            total=self.total(issue),
            title=issue.title,
            address=self.urls.to(urls.issue(issue.id)),
            day=self.words.day(issue.date),
            series=self.link(self.series_name(issue), urls.series(issue.series)),
            count=len(items),
            titles=tuple(self.link(item.title, urls.item(item.id)) for item in items[:3]),
        )

    # --- texts -------------------------------------------------------------------------------

    def html(self, prose: Prose, path: str, *, prefix: str = "", shift: int = 0) -> Markup:
        """A text as HTML with the addresses of this edition."""
        folder = posixpath.dirname(path)

        def resolve(ref: Ref) -> Link:
            return self._resolved(ref, folder)

        return Markup(assemble(prose, resolve, prefix=prefix, shift=shift))

    def _resolved(self, ref: Ref, folder: str) -> Link:
        if ref.role is RefRole.ITEM:
            fragment = f"#{ref.anchor}" if ref.anchor else ""
            return Link(self.urls.to(urls.item(ref.target.strip("/"))) + fragment)
        asset = self.site.assets.get(f"{folder}/{ref.target}")
        if asset is None:
            return Link("")
        address = self.urls.to(urls.file(asset.path))
        return Link(address, asset.width, asset.height, self.file_note(asset))

    def file_note(self, asset: Asset) -> str:
        """PDF，1.2 MB."""
        kind = asset.path.rpartition(".")[2].upper()
        if asset.size >= 1_000_000:
            size = self.words("file.megabytes", n=f"{asset.size / 1_000_000:.1f}")
        else:
            size = self.words("file.kilobytes", n=max(1, round(asset.size / 1000)))
        return self.words("file.note", kind=kind, size=size)


_PLAIN = frozenset((str, int, bool, date, type(None)))


def issue_key(issue: Issue) -> tuple[object, ...]:
    """The order of issues: date, series, year, supplements after regular ones, number."""
    supplement = issue.form is IssueForm.SUPPLEMENT
    return (issue.date, issue.series, issue.year, supplement, issue.number)


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return {key: tuple(items) for key, items in found.items()}
