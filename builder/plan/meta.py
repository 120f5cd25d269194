"""What goes into a page's head: title, descriptions, the metadata government sites must carry."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from builder import views
from builder.model.issue import Issue
from builder.model.item import Item
from builder.plan import urls
from builder.plan.atlas import Atlas

FEED_TYPES = (
    (urls.FEED, "application/atom+xml", "feed.atom"),
    (urls.JSON_FEED, "application/feed+json", "feed.json"),
)
COLUMN_TYPES = {
    "home": "首页",
    "list": "工作动态",
    "catalogue": "信息公开目录",
    "text": "概况信息",
    "data": "数据开放",
}
"""ColumnType of 国办发〔2017〕47号, annex; the values are fixed in Chinese."""


def head(
    atlas: Atlas,
    title: str,
    address: str,
    *,
    description: str = "",
    metas: tuple[views.Meta, ...] = (),
    properties: tuple[views.Meta, ...] = (),
    feed: str = "/",
    feed_name: str = "",
    json_ld: Mapping[str, object] | None = None,
    index: bool = True,
) -> views.Head:
    """The head of a page; `feed` is the folder whose feeds belong to the page."""
    site = atlas.site.settings
    whole = atlas.words("title.page", page=title, site=site.name) if title else site.name
    name = feed_name or site.name
    return views.Head(
        title=whole,
        description=description,
        canonical=atlas.urls.whole(address) if index and not atlas.marked else "",
        robots="" if index and not atlas.marked else "noindex, nofollow",
        metas=(*_site(atlas), *metas),
        properties=properties,
        feeds=tuple(
            views.Feed(atlas.words(label, name=name), atlas.urls.to(feed + file), type_)
            for file, type_, label in FEED_TYPES
        )
        if feed
        else (),
        json_ld=script(json_ld) if json_ld else Markup(""),
    )


def column(
    name: str, description: str, kind: str = "list", keywords: str = ""
) -> tuple[views.Meta, ...]:
    """The metadata of a column, which list pages carry."""
    return (
        views.Meta("ColumnName", name),
        views.Meta("ColumnDescription", description or name),
        views.Meta("ColumnKeywords", keywords or name),
        views.Meta("ColumnType", COLUMN_TYPES[kind]),
    )


def article(atlas: Atlas, item: Item, issue: Issue, summary: str) -> tuple[views.Meta, ...]:
    """The metadata of an item's page."""
    series = atlas.series_name(issue)
    metas = [
        *column(series, series),
        views.Meta("ArticleTitle", item.title),
        views.Meta("PubDate", f"{issue.date.isoformat()} 00:00"),
        views.Meta("ContentSource", atlas.unit_names(item)),
        views.Meta("Keywords", ",".join(item.keywords)),
        views.Meta("Author", ",".join(item.authors)),
        views.Meta("Description", summary),
        views.Meta("Url", atlas.urls.whole(urls.item(item.id))),
    ]
    images = [asset for asset in atlas.files_of(item.prose, item.path, item) if asset.width]
    if images:
        metas.append(views.Meta("Image", atlas.urls.whole(urls.file(images[0].path))))
    return tuple(meta for meta in metas if meta.content)


def sharing(
    title: str, kind: str, address: str, description: str, site: str
) -> tuple[views.Meta, ...]:
    """Open Graph properties."""
    pairs = (
        ("og:type", kind),
        ("og:title", title),
        ("og:url", address),
        ("og:site_name", site),
        ("og:description", description),
    )
    return tuple(views.Meta(name, content) for name, content in pairs if content)


def script(data: Mapping[str, object]) -> Markup:
    """JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # "</script>" and "<!--" must not appear, and JSON lets us write any character as an escape.
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def organisation(name: str) -> dict[str, object]:
    """A body in schema.org's words."""
    return {"@type": "GovernmentOrganization", "name": name}


def _site(atlas: Atlas) -> tuple[views.Meta, ...]:
    settings = atlas.site.settings
    pairs = (
        ("SiteName", settings.name),
        ("SiteDomain", atlas.urls.host),
        ("SiteIDCode", settings.identifiers.site_id_code),
    )
    return tuple(views.Meta(name, content) for name, content in pairs if content)
