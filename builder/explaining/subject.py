"""What a path, an id or an address means: an item, an issue, a text, a call, a file or a page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.load.names import nearest
from builder.model.site import Site
from builder.plan import urls


class Sort(StrEnum):
    """The sorts of things that one may ask about."""

    ITEM = "item"
    ISSUE = "issue"
    PAGE = "page"
    CALL = "call"
    ASSET = "asset"
    STATIC = "static"
    UNREAD = "unread"
    TABLE = "table"
    ADDRESS = "address"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: `id` is an id, a code, a path or an address, by its sort.

    Of the sort `none`, `near` is what may have been meant.
    """

    sort: Sort
    id: str
    near: str = ""


def found(
    what: str, root: Path, site: Site, unread: frozenset[str], published: Mapping[str, object]
) -> Subject:
    """The subject of a question; `published` are the addresses of both editions."""
    path = _path(what, root)
    if path is not None:
        return _file(path, site, unread)
    address = _address(what, site.settings.base_url)
    plain = address.strip("/")
    plain = plain.removesuffix("index.html").strip("/")
    by_id = _by_id(plain, site)
    if by_id:
        return by_id
    files = {urls.file(asset): asset for asset in site.assets}
    if address in files:
        return Subject(Sort.ASSET, files[address])
    static = {urls.file(asset.path): asset.path for asset in site.static}
    if address in static:
        return Subject(Sort.STATIC, static[address])
    for form in (address, f"/{plain}/" if plain else "/"):
        if form in published:
            return Subject(Sort.ADDRESS, form)
    for path in (f"issues/{plain}", f"{plain}"):
        if path in unread or f"{path}.md" in unread:
            return Subject(Sort.UNREAD, path if path in unread else f"{path}.md")
    known = [*site.items, *site.issues, *(a.strip("/") for a in published)]
    return Subject(Sort.NONE, what, nearest(plain, known))


def _path(what: str, root: Path) -> str | None:
    """The path from the root of an existing file or folder, if that is meant."""
    for base in (Path.cwd(), root):
        full = Path(os.path.abspath(base / what))
        if "://" not in what and full.exists() and full.is_relative_to(root) and full != root:
            return full.relative_to(root).as_posix()
    return None


def _address(what: str, base: str) -> str:
    """The address from the root of the site, without its base path, query and fragment."""
    parts = urlsplit(what)
    path = unquote(parts.path)
    prefix = urls.Urls(base).prefix
    if prefix and (path + "/").startswith(prefix + "/"):
        path = path[len(prefix) :]
    return path if path.startswith("/") else "/" + path


def _by_id(plain: str, site: Site) -> Subject | None:
    if plain in site.items:
        return Subject(Sort.ITEM, plain)
    if plain in site.issues:
        return Subject(Sort.ISSUE, plain)
    if plain in site.pages:
        return Subject(Sort.PAGE, plain)
    name = plain.removeprefix("calls/")
    return Subject(Sort.CALL, name) if name in site.calls else None


def _file(path: str, site: Site, unread: frozenset[str]) -> Subject:
    named: dict[str, Subject] = {i.path: Subject(Sort.ITEM, i.id) for i in site.items.values()}
    for issue in site.issues.values():
        subject = Subject(Sort.ISSUE, issue.id)
        named |= {issue.path: subject, issue.path.rpartition("/")[0]: subject}
    named |= {page.path: Subject(Sort.PAGE, page.code) for page in site.pages.values()}
    named |= {call.path: Subject(Sort.CALL, call.name) for call in site.calls.values()}
    named |= {asset.path: Subject(Sort.STATIC, asset.path) for asset in site.static}
    if path in named:
        return named[path]
    if path in unread:
        return Subject(Sort.UNREAD, path)
    if path in site.assets:
        return Subject(Sort.ASSET, path)
    return Subject(Sort.TABLE if path.startswith("site_src/") else Sort.NONE, path)
