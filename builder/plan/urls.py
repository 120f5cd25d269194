"""The only place that knows addresses: of every page, file and export."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from builder.scoring.periods import Period

HOME = "/"
UNITS = "/units/"
TOPICS = "/topics/"
KINDS = "/kinds/"
ARCHIVE = "/archive/"
CATALOGUE = "/catalogue/"
SEARCH = "/search/"
CHANGES = "/changes/"
NOTICES = "/notices/"
CALLS = "/calls/"
OVERDUE = f"{CALLS}overdue/"
NOT_FOUND = "/404.html"
FEED = "feed.xml"
JSON_FEED = "feed.json"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
OPENSEARCH = "/opensearch.xml"
API = "/api/"
INDEX = "/pagefind/"
ASSETS = "/assets/"
FILES_OF_TEXTS = "/page/"

_SAFE = "/-._~!$&'()*+,;=:@"


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses for readers: with the site's base path, or whole with its host.

    `base` ends in a slash: `https://example.gov.cn/xx/`.
    """

    base: str

    @property
    def prefix(self) -> str:
        """The path below which the site stands, without a slash at its end."""
        return urlsplit(self.base).path.rstrip("/")

    @property
    def host(self) -> str:
        """The host's name."""
        return urlsplit(self.base).hostname or ""

    def to(self, address: str) -> str:
        """An address as a link on a page."""
        return self.prefix + quote(address, safe=_SAFE)

    def whole(self, address: str) -> str:
        """An address with scheme and host."""
        return self.base.rstrip("/") + quote(address, safe=_SAFE)


def series(code: str) -> str:
    """A series."""
    return f"/{code}/"


def series_year(code: str, year: int) -> str:
    """The issues of a series in a year."""
    return f"/{code}/{year:04}/"


def issue(issue_id: str) -> str:
    """An issue."""
    return f"/{issue_id}/"


def item(item_id: str) -> str:
    """An item."""
    return f"/{item_id}/"


def unit(code: str) -> str:
    """A unit."""
    return f"{UNITS}{code}/"


def topic(code: str) -> str:
    """A topic."""
    return f"{TOPICS}{code}/"


def kind(code: str) -> str:
    """A kind."""
    return f"{KINDS}{code}/"


def list_page(address: str, number: int) -> str:
    """A closed page of a list; 0 is the plain address."""
    return f"{address}page/{number}/" if number else address


def year(number: int) -> str:
    """A year of the archive."""
    return f"{ARCHIVE}{number:04}/"


def month(number: int, of_year: int) -> str:
    """A month of the archive."""
    return f"{ARCHIVE}{of_year:04}/{number:02}/"


def catalogue(of_year: int) -> str:
    """A year of the catalogue."""
    return f"{CATALOGUE}{of_year:04}/"


def call(name: str) -> str:
    """A call and its commissions."""
    return f"{CALLS}{name}/"


def notice(period: Period) -> str:
    """The notice of a year, a quarter or a month."""
    year = f"{NOTICES}{period.year:04}/"
    if period.month:
        return f"{year}{period.month:02}/"
    return f"{year}q{period.quarter}/" if period.quarter else year


def text(code: str) -> str:
    """A standing text."""
    return f"/{code}/"


def file(path: str) -> str:
    """A photo or attachment, by its path from the root."""
    if path.startswith("issues/"):
        return "/" + path.removeprefix("issues/")
    if path.startswith("site_src/pages/"):
        return FILES_OF_TEXTS + path.removeprefix("site_src/pages/")
    return "/" + path.removeprefix("site_src/static/")


def segment(value: str) -> str:
    """A value as one segment of an address."""
    return quote(value, safe="")
