"""Has everything an address of its own, also where a disk ignores case and spelling of accents?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from builder.check.places import at
from builder.diagnostic import Diagnostic, Place
from builder.model.issue import Status
from builder.model.item import Item
from builder.model.site import Site
from builder.rules import content as rules


def check(site: Site) -> Iterator[Diagnostic]:
    """Items, issues, standing texts, old addresses and files that claim what is another's."""
    taken = _Taken()
    for code in site.vocabularies.series:
        taken.claim(f"/{code}/", "site_src/vocabularies/series.yml")
    for issue in site.issues.values():
        taken.claim(f"/{issue.series}/{issue.year}/", f"issues/{issue.series}/{issue.year}")
        taken.claim(f"/{issue.id}/", issue.path)
    for item in site.items.values():
        taken.claim(f"/{item.id}/", item.path)
    for page in site.pages.values():
        address = f"/{page.code}/"
        if owner := taken.claim(address, page.path):
            yield rules.address_taken(Place(page.path), address, owner)
    for asset in site.assets.values():
        # Two files that differ in case only are told by another rule.
        if asset.path.startswith(("issues/", "site_src/pages/")):
            taken.claim(_address(asset.path), asset.path)
    for item in published_first(site):
        for index, alias in enumerate(item.aliases):
            named = "." in alias.rpartition("/")[2]
            address = alias if alias.endswith("/") or named else f"{alias}/"
            owner = taken.claim(address, item.path)
            if owner or _belongs_to_site(address, site.vocabularies.series):
                yield rules.address_taken(at(item, f"aliases.{index}"), address, owner)
    for asset in site.static:
        address = _address(asset.path)
        owner = taken.claim(address, asset.path)
        if owner or _belongs_to_site(address, site.vocabularies.series):
            yield rules.address_taken(Place(asset.path), address, owner)


def published_first(site: Site) -> list[Item]:
    """The items, those of drafts last: of two that clash, the draft is to change."""
    drafts = {i for i, issue in site.issues.items() if issue.status is Status.DRAFT}
    return sorted(site.items.values(), key=lambda item: item.issue in drafts)


class _Taken:
    """Who has which files and folders of the site."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, address: str, owner: str) -> str:
        """Take an address, if it is free; else who has it, or has what would have to be a folder."""
        path = _key(address)
        path += "index.html" if path.endswith("/") else ""
        above = [path[:end] for end in range(1, len(path)) if path[end] == "/"]
        others = (self._files.get(path), self._folders.get(path), *map(self._files.get, above))
        other = next((known for known in others if known), "")
        if not other:
            self._files[path] = owner
            for folder in above:
                self._folders.setdefault(folder, owner)
        return other


def _key(address: str) -> str:
    """What an address is on a disk that ignores case and how accents are written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())


def _address(path: str) -> str:
    """Where a file of the sources stands on the site."""
    for folder, address in (
        ("issues/", "/"),
        ("site_src/static/", "/"),
        ("site_src/pages/", "/page/"),
    ):
        if path.startswith(folder):
            return address + path.removeprefix(folder)
    return f"/{path}"


def _belongs_to_site(address: str, series: Mapping[str, object]) -> bool:
    path = _key(address)
    first = path.split("/")[1]
    below_series = first in series and (path.count("/") <= 2 or path.endswith(_FEEDS))
    return path == "/" or first in _OWN or below_series


_OWN = frozenset(
    (
        *("units", "topics", "kinds", "archive", "catalogue", "search", "notices", "calls"),
        *("changes", "api", "page", "assets", "pagefind", "feed.xml", "feed.json", "robots.txt"),
        *("opensearch.xml", "manifest.json", "404.html", "_headers", "_redirects", "index.html"),
        *("sitemap.xml", *(f"sitemap-{number}.xml" for number in range(1, 100))),
    )
)
"""What the build itself writes at the top of the site."""
_FEEDS = ("/feed.xml", "/feed.json")
