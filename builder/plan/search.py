"""What search may find: every item, with its facets and the numbers that lead straight to it."""

from __future__ import annotations

from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.search import Document, Number
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
    return Document(
        address=urls.issue(issue.id),
        title=issue.title or link.label,
        blocks=(link.label,),
        meta=(atlas.series_name(issue),),
        date=issue.date.isoformat(),
        series=issue.series,
        units=(),
        topics=(),
        kind="",
        numbers=(),
        origin=atlas.words("list.gap").join((link.label, atlas.words.day(issue.date).text)),
    )


def _document(atlas: Atlas, item: Item) -> Document:
    vocabularies = atlas.site.vocabularies
    issue = atlas.issue_of(item)
    units = [vocabularies.units[code] for code in item.units]
    topics = [vocabularies.topics[code] for code in item.topics]
    captions = [text for photo in item.photos for text in (photo.caption, photo.alt) if text]
    meta = (
        *(unit.name for unit in units),
        *(unit.short for unit in units if unit.short != unit.name),
        *(topic.name for topic in topics),
        vocabularies.kinds[item.kind].name,
        *item.keywords,
        *item.authors,
        *(law.title for law in item.laws),
    )
    label = atlas.issue_link(issue).label
    origin = atlas.words("list.gap").join(
        (label, atlas.words.day(issue.date).text, atlas.words.listed(tuple(u.short for u in units)))
    )
    opening = (item.subtitle, item.summary)
    return Document(
        address=urls.item(item.id),
        title=item.title,
        blocks=(
            *(text for text in opening if text),
            *(block.text for block in item.prose.blocks),
            *captions,
        ),
        meta=meta,
        date=issue.date.isoformat(),
        series=issue.series,
        units=item.units,
        topics=tuple(dict.fromkeys(c for t in topics for c in (t.code, t.parent) if c)),
        kind=item.kind,
        numbers=tuple(n for n in (item.index_no, item.doc_no) if n),
        origin=origin,
    )
