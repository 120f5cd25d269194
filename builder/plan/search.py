"""What search may find: every item, with its facets and the numbers that lead straight to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.prose import RefRole
from builder.model.search import Document, Number, Passage
from builder.plan import urls
from builder.plan.atlas import Atlas


def documents(atlas: Atlas) -> tuple[Document, ...]:
    """A document for each item and for each issue that is a scan alone, newest first."""
    scans = [issue for issue in atlas.issues_newest_first if issue.scan and not issue.items]
    items = [(atlas.issue_of(item).date, _document(atlas, item)) for item in atlas.newest_first]
    found = [*items, *((issue.date, _scanned(atlas, issue)) for issue in scans)]
    return tuple(document for _, document in sorted(found, key=lambda f: f[0], reverse=True))


def numbers(atlas: Atlas) -> tuple[Number, ...]:
    """The names of issues, each also found by its end: 政务信息2026年第12期, 总第345期."""
    found = []
    for issue in atlas.issues_newest_first:
        link = atlas.issue_link(issue)
        address = urls.issue(issue.id)
        series = atlas.series_name(issue)
        number = atlas.number(issue)
        year = atlas.words("date.year", year=issue.year)
        names = [f"{series}{number}", f"{series}{year}{number}"]
        names += [atlas.total(issue)] if issue.total else []
        found += [Number(name, address, link.label) for name in names]
    return tuple(found)


def _scanned(atlas: Atlas, issue: Issue) -> Document:
    """An old issue without text: found by its name, title and numbers."""
    link = atlas.issue_link(issue)
    day = atlas.words.day(issue.date).text
    return Document(
        address=urls.issue(issue.id),
        title=issue.title or link.label,
        passages=(),
        meta=(link.label, day),
        date=issue.date.isoformat(),
        series=issue.series,
        units=(),
        topics=(),
        kind="",
        levels=(),
        numbers=(),
        label=link.label,
        origin=atlas.words("list.gap").join((link.label, day)),
    )


def _document(atlas: Atlas, item: Item) -> Document:
    vocabularies = atlas.site.vocabularies
    issue = atlas.issue_of(item)
    units = [vocabularies.units[code] for code in item.units]
    label = atlas.issue_link(issue).label
    day = atlas.words.day(issue.date).text
    names = atlas.words.listed(tuple(unit.short for unit in units))
    return Document(
        address=urls.item(item.id),
        title=item.title,
        passages=tuple(_passages(item)),
        meta=(label, day, *dict.fromkeys(filter(None, _meta(atlas, item)))),
        date=issue.date.isoformat(),
        series=issue.series,
        units=item.units,
        topics=item.topics,
        kind=item.kind,
        levels=tuple(dict.fromkeys(adoption.level for adoption in item.adoptions)),
        numbers=tuple(n for n in (item.index_no, item.doc_no) if n),
        label=label,
        origin=atlas.words("list.gap").join((label, day, names)),
    )


def _passages(item: Item) -> Iterator[Passage]:
    """Subtitle and summary, the text in its order, captions, notes of corrections."""
    for text in (item.subtitle, item.summary):
        if text:
            yield Passage(text, "", leading=True)
    headings = {heading.line: heading for heading in item.prose.headings}
    anchor = ""
    for block in item.prose.blocks:
        heading = headings.get(block.line)
        leading = heading is not None and heading.text == block.text
        anchor = heading.id if heading and leading else anchor
        yield Passage(block.text, anchor, leading)
    for photo in item.photos:
        for text in dict.fromkeys((photo.caption, photo.alt)):
            if text:
                yield Passage(text)
    for correction in item.corrections:
        yield Passage(correction.note, "corrections")


def _meta(atlas: Atlas, item: Item) -> Iterator[str]:
    """What the page says about the item, as far as this edition knows it."""
    vocabularies = atlas.site.vocabularies
    for unit in (vocabularies.units[code] for code in item.units):
        yield from (unit.name, unit.short)
    for topic in (vocabularies.topics[code] for code in item.topics):
        yield topic.name
        if topic.parent in vocabularies.topics:
            yield vocabularies.topics[topic.parent].name
    yield vocabularies.kinds[item.kind].name
    yield from (*item.keywords, *item.authors)
    yield from (law.title for law in item.laws)
    if item.event_date:
        yield atlas.words.day(item.event_date).text
    folder = posixpath.dirname(item.path)
    for ref in item.prose.refs:
        if ref.role is RefRole.FILE and f"{folder}/{ref.target}" in atlas.site.assets:
            yield ref.text
            yield posixpath.basename(ref.target)
    for adoption in item.adoptions:
        yield vocabularies.publications[adoption.publication].name
        yield adoption.number
    for annotation in item.annotations:
        yield from (annotation.person, annotation.text)
