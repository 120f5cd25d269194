"""The standing texts, the register of changes, and what a missing page shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from builder import views
from builder.model.item import Item
from builder.model.site import TextPage
from builder.page import Page, Shown
from builder.plan import meta, urls
from builder.plan.atlas import Atlas


def pages(atlas: Atlas) -> Iterator[Page]:
    """Each of these pages."""
    yield _changes(atlas)
    yield _not_found(atlas)
    for text in atlas.site.pages.values():
        yield _text(atlas, text)


def ways(atlas: Atlas) -> tuple[views.Link, ...]:
    """Other ways in: archive, units, topics, kinds, catalogue."""
    places = (
        ("place.archive", urls.ARCHIVE),
        ("place.units", urls.UNITS),
        ("topics.title", urls.TOPICS),
        ("place.kinds", urls.KINDS),
        ("place.catalogue", urls.CATALOGUE),
    )
    return tuple(atlas.link(atlas.words(key), address) for key, address in places)


def _changes(atlas: Atlas) -> Page:
    corrected = tuple(item for item in atlas.newest_first if item.corrections)
    issues = tuple(issue for issue in atlas.issues_newest_first if issue.corrections)
    withdrawn = tuple(item for item in atlas.newest_first if item.withdrawn)
    stones = atlas.site.tombstones

    def rows() -> Iterator[tuple[date, views.ChangeRow]]:
        words = atlas.words
        for item in corrected:
            for correction in item.corrections:
                yield correction.date, _row(atlas, item, correction.date, correction.note)
        for issue in issues:
            link = atlas.issue_link(issue)
            what = words("changes.correction")
            for correction in issue.corrections:
                day = words.day(correction.date)
                row = views.ChangeRow(day, what, link.label, link.address, correction.note)
                yield correction.date, row
        for item in withdrawn:
            gone = item.withdrawn
            if gone:
                note = f"{words(f'outcome.{gone.outcome.value}')}：{gone.reason}"
                address = atlas.urls.to(urls.item(item.id))
                what = words("changes.withdrawal")
                day = words.day(gone.date)
                yield gone.date, views.ChangeRow(day, what, item.title, address, note)
        for stone in stones:
            address = atlas.urls.to(urls.item(stone.id))
            note = f"{words(f'outcome.{stone.outcome}')}：{stone.reason}"
            day = words.day(stone.date)
            what = words("changes.withdrawal")
            yield stone.date, views.ChangeRow(day, what, "", address, note)

    def make() -> Shown:
        words = atlas.words
        ordered = sorted(rows(), key=lambda pair: (pair[0], pair[1].address), reverse=True)
        title, about = words("changes.title"), words("changes.about")
        head = meta.head(
            atlas, title, urls.CHANGES, description=about, metas=meta.column(title, about)
        )
        return Shown(views.ChangesView(tuple(row for _, row in ordered)), head, "changes")

    listed = atlas.listed(corrected), issues, atlas.listed(withdrawn)
    print_ = atlas.print_of("changes", *listed, list(map(repr, stones)))
    return Page(urls.CHANGES, "changes.html", print_, make)


def _row(atlas: Atlas, item: Item, day: date, note: str) -> views.ChangeRow:
    words = atlas.words
    address = atlas.urls.to(urls.item(item.id))
    return views.ChangeRow(words.day(day), words("changes.correction"), item.title, address, note)


def _text(atlas: Atlas, text: TextPage) -> Page:
    address = urls.text(text.code)

    def make() -> Shown:
        view = views.TextView(
            title=text.title,
            body=atlas.html(text.prose, text.path),
            contents=tuple(
                views.Link(heading.text, f"#{heading.id}")
                for heading in text.prose.headings
                if heading.depth == 2
            ),
        )
        about = text.summary or text.title
        head = meta.head(
            atlas,
            text.title,
            address,
            description=text.summary,
            metas=meta.column(text.title, about, "text"),
        )
        return Shown(view, head, text.code)

    files = [asset.digest for asset in atlas.files_of(text.prose, text.path)]
    return Page(address, "text.html", atlas.print_of("text", text.code, text.digest, files), make)


def _not_found(atlas: Atlas) -> Page:
    def make() -> Shown:
        links = (atlas.link(atlas.words("place.home"), urls.HOME), *ways(atlas))
        search = atlas.link(atlas.words("place.search"), urls.SEARCH)
        title = atlas.words("not_found.title")
        head = meta.head(atlas, title, urls.NOT_FOUND, feed="", index=False)
        return Shown(views.NotFoundView((*links, search)), head)

    return Page(urls.NOT_FOUND, "not-found.html", atlas.print_of("not-found"), make)
