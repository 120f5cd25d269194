"""The pages of items, and the tombstones of those withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from builder import typeset, views
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.prose import RefRole
from builder.model.site import Tombstone
from builder.page import Page, Shown
from builder.plan import calls, meta, trail, urls
from builder.plan.atlas import Atlas
from builder.plan.issues import corrections, photos, withdrawn


def pages(atlas: Atlas) -> Iterator[Page]:
    """Every item in the order of its issue, then every tombstone."""
    for issue in atlas.site.issues.values():
        items = atlas.items_of(issue)
        for index, item in enumerate(items):
            before = items[index - 1] if index else None
            after = items[index + 1] if index + 1 < len(items) else None
            yield _item_page(atlas, issue, item, index + 1, before, after)
    for stone in atlas.site.tombstones:
        yield _tombstone_page(atlas, stone)


def _item_page(
    atlas: Atlas,
    issue: Issue,
    item: Item,
    number: int,
    before: Item | None,
    after: Item | None,
) -> Page:
    address = urls.item(item.id)
    chain = atlas.chain(item)

    def make() -> Shown:
        words = atlas.words
        summary = atlas.summary(item)
        view = views.ItemView(
            issue=atlas.issue_link(issue),
            place=words("item.place", n=number),
            day=words.day(issue.date),
            title=typeset.title(item.title),
            lang=item.lang,
            subtitle=item.subtitle,
            kind=atlas.kind(item),
            units=atlas.units(item.units),
            urgent=words("urgency.urgent") if item.urgency == "urgent" else "",
            facts=_facts(atlas, issue, item),
            summary=typeset.line(item.summary),
            body=atlas.html(item.prose, item.path),
            photos=photos(atlas, item),
            attachments=_attachments(atlas, item),
            corrections=corrections(atlas, item),
            withdrawn=withdrawn(atlas, item),
            merged=_merged(atlas, item),
            laws=tuple(views.Link(law.title, law.url) for law in item.laws),
            authors=words.listed(item.authors),
            steps=trail.steps(atlas, item),
            followups=trail.followups(atlas, item),
            ahead=trail.ahead(atlas, item),
            adoptions=_adoptions(atlas, item),
            annotations=_annotations(atlas, item),
            chain=_chain(atlas, chain, item),
            previous=atlas.link(typeset.title(before.title), urls.item(before.id))
            if before
            else None,
            next=atlas.link(typeset.title(after.title), urls.item(after.id)) if after else None,
            cite=typeset.line(
                words(
                    "cite.pattern",
                    owner=atlas.unit_names(item),
                    title=item.title,
                    series=atlas.series_name(issue),
                    year=issue.year,
                    number=atlas.number(issue),
                    date=words.day(issue.date).text,
                )
            ),
            permanent=atlas.urls.whole(address),
        )
        head = meta.head(
            atlas,
            item.title,
            address,
            description=summary,
            metas=meta.article(atlas, item, issue, summary),
            properties=meta.sharing(
                item.title, "article", atlas.urls.whole(address), summary, atlas.site.settings.name
            ),
            feed=urls.series(issue.series),
            feed_name=atlas.series_name(issue),
            json_ld=_article(atlas, issue, item, summary),
            index=item.withdrawn is None,
        )
        return Shown(view, head, "series")

    neighbours = [(n.id, n.title) if n else None for n in (before, after)]
    said = (calls.answered(atlas, item), _merged(atlas, item), trail.stands(atlas, item))
    print_ = atlas.print_of("item", item, issue, number, neighbours, chain, repr(said))
    return Page(address, "item.html", print_, make)


def _facts(atlas: Atlas, issue: Issue, item: Item) -> tuple[views.Fact, ...]:
    """The metadata block; what is not given is not shown."""
    words = atlas.words
    topics = atlas.site.vocabularies.topics
    day = words.day(issue.date)
    owner = issue.compiler or atlas.site.settings.owner
    rows: list[tuple[str, tuple[views.Link, ...], str]] = [
        ("index_no", _plain(item.index_no), ""),
        ("topic", tuple(atlas.link(topics[t].name, urls.topic(t)) for t in item.topics), ""),
        ("publisher", _plain(owner), ""),
        ("produced", _plain(day.text), day.iso),
        ("published", _plain(day.text), day.iso),
        ("doc_no", _plain(item.doc_no), ""),
        ("keywords", _plain(words.listed(item.keywords)), ""),
        ("event_date", *_day(atlas, item.event_date)),
    ]
    if atlas.marked:
        rows.append(("openness", _plain(words(f"openness.{item.openness.value}")), ""))
        if item.scope:
            rows.append(("scope", _plain(words(f"scope.{item.scope}")), ""))
    rows.append((calls.sort_of(atlas, item), calls.answered(atlas, item), ""))
    return tuple(views.Fact(words(f"fact.{key}"), links, iso) for key, links, iso in rows if links)


def _plain(text: str) -> tuple[views.Link, ...]:
    return (views.Link(text, ""),) if text else ()


def _day(atlas: Atlas, day: date | None) -> tuple[tuple[views.Link, ...], str]:
    return (_plain(atlas.words.day(day).text), day.isoformat()) if day else ((), "")


def _attachments(atlas: Atlas, item: Item) -> tuple[views.Attachment, ...]:
    """Every file the text links to, once, under the words of its first link."""
    folder = item.path.rpartition("/")[0]
    found: dict[str, views.Attachment] = {}
    for ref in item.prose.refs:
        asset = atlas.site.assets.get(f"{folder}/{ref.target}")
        if ref.role is RefRole.FILE and asset and asset.path not in found:
            address = atlas.urls.to(urls.file(asset.path))
            label = ref.text or ref.target
            found[asset.path] = views.Attachment(label, address, atlas.file_note(asset))
    return tuple(found.values())


def _merged(atlas: Atlas, item: Item) -> views.Link | None:
    """Where a withdrawn item's matter stands now."""
    target = atlas.site.items.get(item.withdrawn.merged_into) if item.withdrawn else None
    return atlas.link(typeset.title(target.title), urls.item(target.id)) if target else None


def _adoptions(atlas: Atlas, item: Item) -> tuple[views.AdoptionView, ...]:
    vocabularies = atlas.site.vocabularies
    rank = {code: index for index, code in enumerate(vocabularies.levels)}
    names = {code: series.name for code, series in vocabularies.series.items()}
    names |= {code: publication.name for code, publication in vocabularies.publications.items()}
    return tuple(
        views.AdoptionView(
            level=vocabularies.levels[a.level].name,
            publication=names[a.publication],
            number=a.number,
            day=atlas.words.day(a.date),
            form=atlas.words(f"form.{a.form.value}"),
        )
        for a in sorted(item.adoptions, key=lambda a: (rank[a.level], a.date))
    )


def _annotations(atlas: Atlas, item: Item) -> tuple[views.AnnotationView, ...]:
    """The annotations, those of the highest rank first."""
    ranks = atlas.site.vocabularies.ranks
    order = {code: index for index, code in enumerate(ranks)}
    return tuple(
        views.AnnotationView(
            day=atlas.words.day(a.date),
            person=a.person,
            rank=ranks.get(a.rank, ""),
            unit=atlas.site.vocabularies.units[a.unit].short
            if a.unit in atlas.site.vocabularies.units
            else a.unit,
            target=a.target,
            text=a.text,
        )
        for a in sorted(item.annotations, key=lambda a: (order.get(a.rank, len(order)), a.date))
    )


def _chain(atlas: Atlas, chain: tuple[Item, ...], item: Item) -> tuple[views.ChainRow, ...]:
    days = [atlas.words.day(atlas.issue_of(other).date) for other in chain]
    one_year = len({day.iso[:4] for day in days}) < 2
    return tuple(
        views.ChainRow(
            title=other.title,
            address=atlas.urls.to(urls.item(other.id)),
            day=day,
            when=day.short if one_year else day.text,
            units=atlas.units(other.units),
            current="true" if other.id == item.id else "",
        )
        for other, day in zip(chain, days, strict=True)
    )


def _article(atlas: Atlas, issue: Issue, item: Item, summary: str) -> dict[str, object]:
    """The item in schema.org's words."""
    address = atlas.urls.whole(urls.item(item.id))
    units = atlas.site.vocabularies.units
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "headline": item.title,
        "url": address,
        "datePublished": issue.date.isoformat(),
        "inLanguage": item.lang or atlas.site.settings.locale,
        "abstract": summary,
        "keywords": list(item.keywords),
        "author": [meta.organisation(units[code].name) for code in item.units],
        "publisher": meta.organisation(issue.compiler or atlas.site.settings.owner),
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": str(issue.number),
            "url": atlas.urls.whole(urls.issue(issue.id)),
            "isPartOf": {"@type": "Periodical", "name": atlas.series_name(issue)},
        },
        **({"reportNumber": item.doc_no} if item.doc_no else {}),
        **({"identifier": item.index_no} if item.index_no else {}),
    }


def _tombstone_page(atlas: Atlas, stone: Tombstone) -> Page:
    address = urls.item(stone.id)
    target = atlas.site.items.get(stone.merged_into)

    def make() -> Shown:
        words = atlas.words
        view = views.TombstoneView(
            day=words.day(stone.date),
            outcome=words(f"outcome.{stone.outcome}"),
            reason=stone.reason,
            target=atlas.link(target.title, urls.item(target.id)) if target else None,
        )
        head = meta.head(atlas, words("tombstone.title"), address, feed="", index=False)
        return Shown(view, head)

    title = target.title if target else ""
    return Page(address, "tombstone.html", atlas.print_of("tombstone", stone, title), make)
