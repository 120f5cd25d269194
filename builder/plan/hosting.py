"""What hosts, crawlers and browsers ask for: sitemap, robots, opensearch, headers, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from builder.model.site import Edition
from builder.page import Made, Page
from builder.plan import headers, urls
from builder.plan.atlas import Atlas
from builder.plan.headers import POLICY
from builder.xml import escape

SITEMAP_LIMIT = 50_000
"""Addresses a sitemap may have (sitemaps.org)."""


def files(atlas: Atlas, pages: Iterable[Page], policy: str = POLICY) -> Iterator[Made]:
    """Each of these files; `pages` are all pages of the edition."""
    public = atlas.site.edition is Edition.PUBLIC
    if public:
        addresses = [p.address for p in pages if _listed(p)]
        yield from _sitemaps(atlas, addresses)
    robots = _robots(atlas, public)
    yield _made(atlas, urls.ROBOTS, robots)
    yield _made(atlas, urls.OPENSEARCH, _opensearch(atlas))
    yield _made(atlas, "/_headers", _headers(atlas, policy, public))
    yield _made(atlas, "/_redirects", _redirects(atlas))


def _made(atlas: Atlas, address: str, text: str) -> Made:
    return Made(address[1:], atlas.print_of(address, text), text.encode)


def _listed(page: Page) -> bool:
    return page.layout not in ("not-found.html", "tombstone.html", "search.html", "moved.html")


def _sitemaps(atlas: Atlas, addresses: list[str]) -> Iterator[Made]:
    days = _days(atlas)
    parts = [addresses[n : n + SITEMAP_LIMIT] for n in range(0, len(addresses), SITEMAP_LIMIT)]
    if len(parts) <= 1:
        yield _made(atlas, urls.SITEMAP, _sitemap(atlas, addresses, days))
        return
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for number, part in enumerate(parts, 1):
        address = f"/sitemap-{number}.xml"
        yield _made(atlas, address, _sitemap(atlas, part, days))
        lines.append(f"<sitemap><loc>{escape(atlas.urls.whole(address))}</loc></sitemap>")
    lines.append("</sitemapindex>")
    yield _made(atlas, urls.SITEMAP, "\n".join(lines) + "\n")


def _days(atlas: Atlas) -> dict[str, date]:
    """The day an issue or item last changed, by address."""
    days = {urls.issue(issue.id): issue.date for issue in atlas.site.issues.values()}
    for item in atlas.site.items.values():
        changed = (atlas.issue_of(item).date, *(c.date for c in item.corrections))
        days[urls.item(item.id)] = max(changed)
    return days


def _sitemap(atlas: Atlas, addresses: list[str], days: dict[str, date]) -> str:
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for address in addresses:
        day = f"<lastmod>{days[address].isoformat()}</lastmod>" if address in days else ""
        lines.append(f"<url><loc>{escape(atlas.urls.whole(address))}</loc>{day}</url>")
    lines.append("</urlset>")
    return "\n".join(lines) + "\n"


def _robots(atlas: Atlas, public: bool) -> str:
    if not public:
        return "User-agent: *\nDisallow: /\n"
    search = atlas.urls.to(urls.SEARCH)
    index = atlas.urls.to(urls.INDEX)
    sitemap = atlas.urls.whole(urls.SITEMAP)
    return f"User-agent: *\nDisallow: {search}\nDisallow: {index}\n\nSitemap: {sitemap}\n"


def _opensearch(atlas: Atlas) -> str:
    settings = atlas.site.settings
    template = escape(atlas.urls.whole(urls.SEARCH), {'"': "&quot;"}) + "?q={searchTerms}"
    name = escape(settings.name)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(settings.name[:16])}</ShortName>\n"
        f"<Description>{name}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{template}"/>\n'
        "</OpenSearchDescription>\n"
    )


def _headers(atlas: Atlas, policy: str, public: bool) -> str:
    secure = atlas.urls.base.startswith("https:")
    rules = headers.table(public=public, secure=secure, policy=policy)
    return headers.underscored(rules, atlas.urls.prefix)


def _redirects(atlas: Atlas) -> str:
    """Old addresses of items to their present ones."""
    lines = []
    for item in atlas.site.items.values():
        for alias in item.aliases:
            target = atlas.urls.to(urls.item(item.id))
            lines.append(f"{atlas.urls.to(alias)} {target} 301")
    return "".join(line + "\n" for line in sorted(lines))
