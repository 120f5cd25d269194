"""The lists of items of a unit, a topic, a kind: newest first, older pages closed.

The plain address shows the newest 20 to 39; older pages hold 20 each and are counted from the
oldest, so that a new item touches no closed page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from builder import charts, views
from builder.model.item import Item
from builder.page import Page, Shown
from builder.plan import accounts, calls, meta, urls
from builder.plan.atlas import Atlas
from builder.plan.issues import former

CLOSED = 20
"""Items on a closed page."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a list is of: `parts` makes what its first page shows besides the items."""

    heading: str
    role: str
    address: str
    index: str
    index_label: str
    description: str
    feed: bool
    extras: Callable[[], Extras]
    shown: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Extras:
    """What the first page of a list shows besides the items."""

    facts: tuple[views.Fact, ...] = ()
    related: tuple[views.Counted, ...] = ()
    related_label: str = ""
    kind: views.Kind | None = None
    duties: tuple[views.UnitDuty, ...] = ()
    account: tuple[views.FigureTable, ...] = ()


def pages(atlas: Atlas) -> Iterator[Page]:
    """All pages of all units, topics and kinds that have items."""
    for code in atlas.site.vocabularies.units:
        if items := atlas.by_unit.get(code):
            yield from _list(atlas, _unit(atlas, code), items)
    for code in atlas.site.vocabularies.topics:
        if items := atlas.by_topic.get(code):
            yield from _list(atlas, _topic(atlas, code), items)
    for code in atlas.site.vocabularies.kinds:
        if items := atlas.by_kind.get(code):
            yield from _list(atlas, _kind(atlas, code), items)


def cut(count: int) -> tuple[slice, tuple[slice, ...]]:
    """The slice of the plain address and those of the closed pages 1, 2, … of a list, newest first."""
    closed = max(0, (count - CLOSED) // CLOSED)
    slices = tuple(
        slice(count - CLOSED * n, count - CLOSED * (n - 1)) for n in range(1, closed + 1)
    )
    return slice(0, count - CLOSED * closed), slices


def _list(atlas: Atlas, subject: Subject, items: tuple[Item, ...]) -> Iterator[Page]:
    newest, closed = cut(len(items))
    last = len(closed)
    figures = _per_year(atlas, items)
    yield _page(atlas, subject, items[newest], 0, last, items, figures)
    for number, part in enumerate(closed, 1):
        yield _page(atlas, subject, items[part], number, last, (), ())


def _page(
    atlas: Atlas,
    subject: Subject,
    shown: tuple[Item, ...],
    number: int,
    last: int,
    items: tuple[Item, ...],
    figures: tuple[tuple[str, int], ...],
) -> Page:
    """A page of a list; what counts the whole list stands on the newest page only."""
    address = urls.list_page(subject.address, number)

    def make() -> Shown:
        words = atlas.words
        extras = subject.extras() if not number else Extras()
        label = words("list.page", n=number) if number else ""
        view = views.ListView(
            heading=subject.heading,
            role=subject.role,
            index=atlas.link(subject.index_label, subject.index),
            facts=extras.facts,
            figures=_sentence(atlas, items) if items else label,
            spark=charts.spark(figures, words("plot.years")) if figures else Markup(""),
            years=tuple(
                views.YearRows(words("date.year", year=year), atlas.rows(rows))
                for year, rows in groupby(shown, key=lambda i: atlas.issue_of(i).date.year)
            ),
            pager=_pager(atlas, subject.address, number, last),
            duties=extras.duties,
            account=extras.account,
            related=extras.related,
            related_label=extras.related_label if extras.related else "",
            kind=extras.kind,
        )
        title = f"{subject.heading} {label}".strip()
        head = meta.head(
            atlas,
            title,
            address,
            description=subject.description,
            metas=meta.column(subject.heading, subject.description),
            feed=subject.address if subject.feed else "/",
            feed_name=subject.heading if subject.feed else "",
        )
        return Shown(view, head, subject.index.strip("/"))

    ends = (items[0], items[-1]) if items else ()
    extra = (subject.shown, figures, last, atlas.listed(ends)) if not number else ()
    print_ = atlas.print_of("list", subject.heading, number, extra, atlas.listed(shown))
    return Page(address, "list.html", print_, make)


def _sentence(atlas: Atlas, items: tuple[Item, ...]) -> str:
    """How many items, the first and the last of them."""
    words = atlas.words
    newest = words.day(atlas.issue_of(items[0]).date).text
    if len(items) == 1:
        return words("figures.one", last=newest)
    oldest = words.day(atlas.issue_of(items[-1]).date).text
    return words("figures.unit", n=len(items), first=oldest, last=newest)


def _per_year(atlas: Atlas, items: tuple[Item, ...]) -> tuple[tuple[str, int], ...]:
    """Items in each year from the first to the last, years without any included."""
    counts: dict[int, int] = {}
    for item in items:
        year = atlas.issue_of(item).date.year
        counts[year] = counts.get(year, 0) + 1
    span = range(min(counts), max(counts) + 1)
    return tuple((str(year), counts.get(year, 0)) for year in span)


def _pager(atlas: Atlas, address: str, number: int, last: int) -> views.Pager:
    """The other pages. A closed page names only older ones, so that it never changes."""
    if not last:
        return views.Pager(None, None, ())
    words = atlas.words
    newest = atlas.link(words("pager.newest"), urls.list_page(address, 0)) if number else None
    below = number - 1 if number else last
    older = atlas.link(words("pager.older"), urls.list_page(address, below)) if below else None
    first = views.Place(
        words("pager.newest"),
        atlas.urls.to(urls.list_page(address, 0)),
        "" if number else "page",
    )
    pages = tuple(
        views.Place(
            str(n),
            atlas.urls.to(urls.list_page(address, n)),
            "page" if n == number else "",
        )
        for n in range(number or last, 0, -1)
    )
    return views.Pager(newest, older, (first, *pages))


def _unit(atlas: Atlas, code: str) -> Subject:
    vocabularies = atlas.site.vocabularies
    unit = vocabularies.units[code]
    words = atlas.words
    duties = calls.of_unit(atlas, code)
    reckoned = accounts.of_unit(atlas, code)
    merged = tuple((c, u.name) for c, u in vocabularies.units.items() if u.successor == code)
    children = tuple(
        (c, u.short, len(atlas.by_unit.get(c, ())))
        for c, u in vocabularies.units.items()
        if u.parent == code
    )

    def extras() -> Extras:
        facts = []
        if unit.group:
            groups = atlas.link(vocabularies.groups[unit.group], urls.UNITS, f"#{unit.group}")
            facts.append(views.Fact(words("fact.group"), (groups,), ""))
        if unit.former:
            names = tuple(views.Link(name, "") for name in former(atlas, unit.former))
            facts.append(views.Fact(words("fact.former"), names, ""))
        for key, other in (("parent", unit.parent), ("successor", unit.successor)):
            if other in vocabularies.units:
                link = atlas.link(vocabularies.units[other].name, urls.unit(other))
                facts.append(views.Fact(words(f"fact.{key}"), (link,), ""))
        if merged:
            links = tuple(
                atlas.link(name, urls.unit(c)) if c in atlas.by_unit else views.Link(name, "")
                for c, name in merged
            )
            facts.append(views.Fact(words("fact.merged"), links, ""))
        if unit.phone:
            facts.append(views.Fact(words("fact.phone"), (views.Link(unit.phone, ""),), ""))
        facts += accounts.facts(atlas, reckoned)
        account = accounts.tables(atlas, reckoned)
        if children:
            related = tuple(
                views.Counted(name, atlas.urls.to(urls.unit(c)), count)
                for c, name, count in children
                if count
            )
            return Extras(tuple(facts), related, words("units.related"), None, duties, account)
        topics = _topics_of(atlas, code)
        return Extras(tuple(facts), topics, words("units.with_topics"), None, duties, account)

    return Subject(
        heading=unit.name,
        role=words("units.role"),
        address=urls.unit(code),
        index=urls.UNITS,
        index_label=words("units.all"),
        description=unit.name,
        feed=True,
        extras=extras,
        shown=(
            unit,
            children,
            _topics_of(atlas, code),
            repr(duties),
            merged,
            reckoned.shown if reckoned else (),
        ),
    )


def _topics_of(atlas: Atlas, unit: str) -> tuple[views.Counted, ...]:
    """The topics a unit reports on, most often first."""
    counts: dict[str, int] = {}
    for item in atlas.by_unit.get(unit, ()):
        for topic in item.topics:
            counts[topic] = counts.get(topic, 0) + 1
    topics = atlas.site.vocabularies.topics
    order = sorted(counts, key=lambda code: (-counts[code], code))
    return tuple(
        views.Counted(topics[code].name, atlas.urls.to(urls.topic(code)), counts[code])
        for code in order[:10]
    )


def _topic(atlas: Atlas, code: str) -> Subject:
    topics = atlas.site.vocabularies.topics
    topic = topics[code]
    words = atlas.words
    children = tuple(
        (c, t.name, len(atlas.by_topic.get(c, ()))) for c, t in topics.items() if t.parent == code
    )

    def extras() -> Extras:
        facts: tuple[views.Fact, ...] = ()
        if topic.parent:
            link = atlas.link(topics[topic.parent].name, urls.topic(topic.parent))
            facts = (views.Fact(words("fact.topic"), (link,), ""),)
        related = tuple(
            views.Counted(name, atlas.urls.to(urls.topic(c)), count)
            for c, name, count in children
            if count
        )
        return Extras(facts, related, words("topics.related"))

    return Subject(
        heading=topic.name,
        role=words("topics.role"),
        address=urls.topic(code),
        index=urls.TOPICS,
        index_label=words("topics.all"),
        description=topic.name,
        feed=True,
        extras=extras,
        shown=(topic, children, topics.get(topic.parent)),
    )


def _kind(atlas: Atlas, code: str) -> Subject:
    kinds = atlas.site.vocabularies.kinds
    kind = kinds[code]
    words = atlas.words
    others = tuple(
        (c, k.name, len(atlas.by_kind.get(c, ()))) for c, k in kinds.items() if c != code
    )

    def extras() -> Extras:
        related = tuple(
            views.Counted(name, atlas.urls.to(urls.kind(c)), count)
            for c, name, count in others
            if count
        )
        return Extras((), related, words("kinds.related"), atlas.kind_mark(code))

    return Subject(
        heading=kind.name,
        role=words("kinds.role"),
        address=urls.kind(code),
        index=urls.KINDS,
        index_label=words("kinds.all"),
        description=kind.name,
        feed=False,
        extras=extras,
        shown=(kind, others),
    )
