"""Is what must be unique there only once: addresses, index numbers?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from builder.check.places import at
from builder.diagnostic import Diagnostic, Place
from builder.model.issue import Status
from builder.model.item import Item
from builder.model.site import Site
from builder.rules import content as rules

_DOC_NO = re.compile(r"[\u3400-\u9fff·]{1,16}〔[0-9]{4}〕[1-9][0-9]{0,4}号")
_DOC_NO_LOOSE = re.compile(
    r"([\u3400-\u9fff·]{1,16}?)[\[(（【〔]?(\d{4})年?[\])）】〕]?第?0*(\d{1,5})号"
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Every clash between two contents."""
    yield from _addresses(site)
    yield from _index_numbers(site)
    yield from _doc_numbers(site)


def _addresses(site: Site) -> Iterator[Diagnostic]:
    taken: dict[str, str] = {f"/{issue_id}/": i.path for issue_id, i in site.issues.items()}
    taken |= {f"/{item_id}/": item.path for item_id, item in site.items.items()}
    for code in site.vocabularies.series:
        taken[f"/{code}/"] = "site_src/vocabularies/series.yml"
        years = {issue.year for issue in site.issues.values() if issue.series == code}
        taken |= {f"/{code}/{year}/": f"issues/{code}/{year}" for year in years}
    for page in site.pages.values():
        address = f"/{page.code}/"
        if address in taken:
            yield rules.address_taken(Place(page.path), address, taken[address])
        taken[address] = page.path
    for item in _published_first(site):
        for index, alias in enumerate(item.aliases):
            address = (
                alias if alias.endswith("/") or "." in alias.rpartition("/")[2] else alias + "/"
            )
            place = at(item, f"aliases.{index}")
            if address in taken:
                yield rules.address_taken(place, address, taken[address])
            elif _belongs_to_site(address, site.vocabularies.series):
                yield rules.address_taken(place, address, "")
            taken.setdefault(address, item.path)
    yield from _static(site, taken)


def _published_first(site: Site) -> list[Item]:
    """The items, those of drafts last: of two that clash, the draft is to change."""
    drafts = {i for i, issue in site.issues.items() if issue.status is Status.DRAFT}
    return sorted(site.items.values(), key=lambda item: item.issue in drafts)


def _belongs_to_site(address: str, series: Mapping[str, object]) -> bool:
    from_root = address.split("/")[1]
    below_series = from_root in series and (address.count("/") <= 2 or address.endswith(_FEEDS))
    return address == "/" or from_root in _OWN or below_series


_OWN = frozenset(
    (
        *("units", "topics", "kinds", "archive", "catalogue", "search", "notices", "calls"),
        *("changes", "api", "assets", "pagefind", "feed.xml", "feed.json", "sitemap.xml"),
        *("robots.txt", "opensearch.xml", "manifest.json", "404.html", "_headers"),
        *("_redirects", "index.html"),
    )
)
"""What the build itself writes at the top of the site."""
_FEEDS = ("/feed.xml", "/feed.json")


def _static(site: Site, taken: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A file under static/ must not stand where the build writes one."""
    for asset in site.static:
        path = asset.path.removeprefix("site_src/static/")
        first = path.split("/")[0]
        owner = taken.get("/" + path.removesuffix("index.html"))
        if owner or _belongs_to_site(f"/{path}", site.vocabularies.series) or first in _OWN:
            yield rules.address_taken(Place(asset.path), f"/{path}", owner or "")


def _index_numbers(site: Site) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for item in _published_first(site):
        if item.index_no in seen:
            place = at(item, "index_no")
            yield rules.duplicate_index_no(place, item.index_no, seen[item.index_no])
        elif item.index_no:
            seen[item.index_no] = item.path


def _doc_numbers(site: Site) -> Iterator[Diagnostic]:
    for item in site.items.values():
        if item.doc_no and not _DOC_NO.fullmatch(item.doc_no):
            loose = _DOC_NO_LOOSE.fullmatch(item.doc_no.replace(" ", ""))
            better = f"{loose[1]}〔{loose[2]}〕{int(loose[3])}号" if loose else ""
            yield rules.bad_doc_no(at(item, "doc_no"), item.doc_no, better)
