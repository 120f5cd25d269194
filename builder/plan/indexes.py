"""The indexes of units, topics and kinds."""

from __future__ import annotations

from collections.abc import Iterator

from builder import views
from builder.page import Page, Shown
from builder.plan import meta, urls
from builder.plan.atlas import Atlas


def pages(atlas: Atlas) -> Iterator[Page]:
    """The three indexes."""
    yield _units(atlas)
    yield _topics(atlas)
    yield _kinds(atlas)


def _counts(atlas: Atlas, what: str) -> dict[str, int]:
    groups = {"units": atlas.by_unit, "topics": atlas.by_topic, "kinds": atlas.by_kind}[what]
    return {code: len(items) for code, items in groups.items()}


def _units(atlas: Atlas) -> Page:
    counts = _counts(atlas, "units")
    vocabularies = atlas.site.vocabularies
    shown = {code: unit for code, unit in vocabularies.units.items() if code in counts}

    def entry(code: str) -> views.UnitEntry:
        return views.UnitEntry(
            name=shown[code].name,
            address=atlas.urls.to(urls.unit(code)),
            count=counts[code],
            children=tuple(
                views.Counted(unit.name, atlas.urls.to(urls.unit(child)), counts[child])
                for child, unit in shown.items()
                if _parent(child) == code
            ),
        )

    def _parent(code: str) -> str:
        """The highest unit above, so that every unit is listed however deep it stands."""
        above = shown[code].parent
        while above in shown and shown[above].parent in shown:
            above = shown[above].parent
        return above if above in shown else ""

    def make() -> Shown:
        words = atlas.words
        groups = []
        for group, name in (*vocabularies.groups.items(), ("", words("units.other"))):
            units = tuple(
                entry(code)
                for code, unit in shown.items()
                if unit.group == group and not _parent(code)
            )
            if units:
                groups.append(views.UnitGroup(name, group or "other", units))
        title = words("units.title")
        head = meta.head(atlas, title, urls.UNITS, metas=meta.column(title, words("units.all")))
        return Shown(views.UnitsView(tuple(groups), len(shown)), head, "units")

    return Page(urls.UNITS, "units.html", atlas.print_of("units", counts), make)


def _topics(atlas: Atlas) -> Page:
    counts = _counts(atlas, "topics")
    topics = atlas.site.vocabularies.topics

    def make() -> Shown:
        words = atlas.words
        entries = tuple(
            views.TopicEntry(
                topic.name,
                atlas.urls.to(urls.topic(code)),
                counts[code],
                tuple(
                    views.Counted(below.name, atlas.urls.to(urls.topic(c)), counts[c])
                    for c, below in topics.items()
                    if below.parent == code and c in counts
                ),
            )
            for code, topic in topics.items()
            if not topic.parent and code in counts
        )
        title = words("topics.title")
        head = meta.head(atlas, title, urls.TOPICS, metas=meta.column(title, words("topics.all")))
        return Shown(views.TopicsView(entries), head, "topics")

    return Page(urls.TOPICS, "topics.html", atlas.print_of("topics", counts), make)


def _kinds(atlas: Atlas) -> Page:
    counts = _counts(atlas, "kinds")

    def make() -> Shown:
        words = atlas.words
        entries = tuple(
            views.KindEntry(atlas.kind_mark(code), counts[code])
            for code in atlas.site.vocabularies.kinds
            if code in counts
        )
        title = words("kinds.title")
        head = meta.head(atlas, title, urls.KINDS, metas=meta.column(title, words("kinds.all")))
        return Shown(views.KindsView(entries), head, "kinds")

    return Page(urls.KINDS, "kinds.html", atlas.print_of("kinds", counts), make)
