"""Atom and JSON feeds of the site, of series, units and topics: the newest items."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from builder.model.item import Item
from builder.page import Made
from builder.plan import urls
from builder.plan.atlas import Atlas
from builder.xml import escape, quoteattr

NEWEST = 30
"""Items in a feed."""


def files(atlas: Atlas) -> Iterator[Made]:
    """Both feeds of every subject that has them."""
    settings, vocabularies = atlas.site.settings, atlas.site.vocabularies
    yield from _pair(atlas, urls.HOME, settings.name, atlas.newest_first)
    for code in atlas.by_series:
        name = vocabularies.series[code].name
        items = tuple(i for i in atlas.newest_first if atlas.issue_of(i).series == code)
        yield from _pair(atlas, urls.series(code), name, items)
    for code, unit in vocabularies.units.items():
        yield from _pair(atlas, urls.unit(code), unit.name, atlas.by_unit.get(code, ()))
    for code, topic in vocabularies.topics.items():
        yield from _pair(atlas, urls.topic(code), topic.name, atlas.by_topic.get(code, ()))


def _pair(atlas: Atlas, address: str, name: str, items: tuple[Item, ...]) -> Iterator[Made]:
    if not items and address != urls.HOME:
        return
    shown = items[:NEWEST]
    print_ = atlas.print_of("feed", address, name, shown)
    folder = address.lstrip("/")
    yield Made(folder + urls.FEED, print_, lambda: _atom(atlas, address, name, shown))
    yield Made(folder + urls.JSON_FEED, print_, lambda: _json(atlas, address, name, shown))


def _moment(atlas: Atlas, item: Item) -> str:
    """When an item came out: midnight of its issue's day in the site's zone."""
    zone = ZoneInfo(atlas.site.settings.time_zone)
    return datetime.combine(atlas.issue_of(item).date, time(), zone).isoformat()


def _title(atlas: Atlas, name: str) -> str:
    site = atlas.site.settings.name
    return name if name == site else atlas.words("title.page", page=name, site=site)


def _atom(atlas: Atlas, address: str, name: str, items: tuple[Item, ...]) -> bytes:
    home = atlas.urls.whole(address)
    updated = _moment(atlas, items[0]) if items else "1970-01-01T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(atlas.site.settings.locale)}>',
        f"<title>{escape(_title(atlas, name))}</title>",
        f"<id>{escape(home)}</id>",
        f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>',
        f'<link rel="self" type="application/atom+xml" href={quoteattr(home + urls.FEED)}/>',
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(atlas.site.settings.owner)}</name></author>",
    ]
    topics = atlas.site.vocabularies.topics
    for item in items:
        link = atlas.urls.whole(urls.item(item.id))
        moment = _moment(atlas, item)
        lines += [
            "<entry>",
            f"<title>{escape(item.title)}</title>",
            f"<id>{escape(link)}</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(link)}/>',
            f"<published>{moment}</published>",
            f"<updated>{_updated(atlas, item)}</updated>",
            f"<author><name>{escape(atlas.unit_names(item))}</name></author>",
            *(
                f"<category term={quoteattr(code)} label={quoteattr(topics[code].name)}/>"
                for code in item.topics
            ),
            f"<summary>{escape(atlas.summary(item))}</summary>",
            "</entry>",
        ]
    lines.append("</feed>")
    return ("\n".join(lines) + "\n").encode()


def _updated(atlas: Atlas, item: Item) -> str:
    """The day of the last correction, else the day it came out."""
    zone = ZoneInfo(atlas.site.settings.time_zone)
    days = [atlas.issue_of(item).date, *(c.date for c in item.corrections)]
    return datetime.combine(max(days), time(), zone).isoformat()


def _json(atlas: Atlas, address: str, name: str, items: tuple[Item, ...]) -> bytes:
    home = atlas.urls.whole(address)
    topics = atlas.site.vocabularies.topics
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(atlas, name),
        "home_page_url": home,
        "feed_url": home + urls.JSON_FEED,
        "language": atlas.site.settings.locale,
        "authors": [{"name": atlas.site.settings.owner}],
        "items": [
            {
                "id": atlas.urls.whole(urls.item(item.id)),
                "url": atlas.urls.whole(urls.item(item.id)),
                "title": item.title,
                "summary": atlas.summary(item),
                "content_text": item.prose.text,
                "date_published": _moment(atlas, item),
                "date_modified": _updated(atlas, item),
                "authors": [
                    {"name": atlas.site.vocabularies.units[code].name} for code in item.units
                ],
                "tags": [topics[code].name for code in item.topics],
                "language": item.lang or atlas.site.settings.locale,
            }
            for item in items
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()
