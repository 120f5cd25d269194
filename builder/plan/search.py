"""What search may find: every item, with its facets and the numbers that lead straight to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import partial

from builder.ledger import Ledger
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.prose import RefRole
from builder.model.search import Document, LaterDocument, Number, Passage, Weight
from builder.plan import urls
from builder.plan.atlas import Atlas
from builder.shelf import digest


def documents(atlas: Atlas, ledger: Ledger) -> tuple[Document, ...]:
    """A document for each item and for each issue that is a scan alone, newest first.

    The ledger knows what documents weigh that did not change: they are made when they are needed.
    """
    scans = [issue for issue in atlas.issues_newest_first if issue.scan and not issue.items]
    issues = {issue.id: issue for issue in atlas.issues_newest_first}
    causes = [(issue.id, _cause(atlas, issue)) for issue in issues.values()]

    def weigh(issue_id: str) -> tuple[Weight, ...]:
        return tuple(_document(atlas, i).weight for i in atlas.items_of(issues[issue_id]))

    weighed = zip(issues.values(), ledger(causes, weigh), strict=True)
    weights = {
        item.id: weight
        for issue, found in weighed
        for item, weight in zip(atlas.items_of(issue), found, strict=True)
    }
    items = [
        (atlas.issue_of(item).date, _later(atlas, item, weights[item.id]))
        for item in atlas.newest_first
    ]
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


def _cause(atlas: Atlas, issue: Issue) -> bytes:
    """What the documents of an issue depend on."""
    known = atlas.site.vocabularies
    items = atlas.items_of(issue)
    named: dict[str, object] = {}
    for item in items:
        named |= {f"u{code}": known.units[code] for code in item.units}
        named |= {f"t{code}": known.topics[code] for code in item.topics}
        above = [known.topics[code].parent for code in item.topics]
        named |= {f"t{code}": known.topics.get(code) for code in above}
        named[f"k{item.kind}"] = known.kinds[item.kind]
    adopted = known.publications if any(item.adoptions for item in items) else ()
    shown = [atlas.item_print(item) for item in items]
    open_ = (atlas.site.edition, atlas.site.settings.open, atlas.words_print)
    whole = (issue.id, shown, named, adopted, atlas.series_name(issue), *open_)
    return digest(repr(whole).encode("utf-8", "surrogatepass"))


def _later(atlas: Atlas, item: Item, weight: Weight) -> Document:
    known = {
        "address": urls.item(item.id),
        "title": item.title,
        "date": atlas.issue_of(item).date.isoformat(),
        "numbers": tuple(n for n in (item.index_no, item.doc_no) if n),
        "weight": weight,
    }
    return LaterDocument(known, partial(_document, atlas, item))


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
