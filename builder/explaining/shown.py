"""On which pages of an edition something shows: those that change without it and lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from builder import build
from builder.explaining.subject import Sort, Subject
from builder.model.site import Edition, Site
from builder.page import Page
from builder.plan import urls


def prepared(root: Path, site: Site, as_of: date) -> Mapping[Edition, build.Prepared]:
    """Both editions, planned; nothing is rendered yet."""
    return {edition: build.prepare(root, site, edition, as_of) for edition in Edition}


def addresses(ready: Mapping[Edition, build.Prepared]) -> dict[str, list[Edition]]:
    """Every address of both editions, and the editions that have it."""
    found: dict[str, list[Edition]] = {}
    for edition, one in ready.items():
        for promise in one.plan.promises:
            address = promise.address if isinstance(promise, Page) else f"/{promise.path}"
            found.setdefault(address, []).append(edition)
    return found


def pages(
    root: Path, site: Site, as_of: date, edition: Edition, whole: build.Prepared, of: Subject
) -> list[str]:
    """The addresses of the pages that lead to something, its own first."""
    own = _address(of)
    before = {page.address: page for page in whole.plan.pages}
    if of.sort is Sort.PAGE:  # every page leads to it at its foot
        return [own] if own in before else []
    without = _without(site, of)
    after = build.prepare(root, without, edition, as_of, earlier=whole) if without else None
    known = {page.address: page.fingerprint for page in after.plan.pages} if after else {}
    link = f'"{urls.Urls(whole.site.settings.base_url).to(own)}'
    found = [
        page.address
        for page in before.values()
        if page.address != own
        and page.fingerprint != known.get(page.address)
        and link in whole.renderer.render(page).decode()
    ]
    return ([own] if own in before else []) + sorted(found)


def _address(of: Subject) -> str:
    match of.sort:
        case Sort.ITEM:
            return urls.item(of.id)
        case Sort.ISSUE:
            return urls.issue(of.id)
        case Sort.PAGE:
            return urls.text(of.id)
        case Sort.CALL:
            return urls.call(of.id)
        case Sort.ASSET | Sort.STATIC:
            return urls.file(of.id)
        case _:
            return of.id


def _without(site: Site, of: Subject) -> Site | None:
    """The site without what is asked about; None where that says nothing."""
    if of.sort is Sort.ITEM:
        return replace(site, items={i: v for i, v in site.items.items() if i != of.id})
    if of.sort is Sort.ISSUE:
        return replace(site, issues={i: v for i, v in site.issues.items() if i != of.id})
    if of.sort is Sort.CALL:
        return replace(site, calls={i: v for i, v in site.calls.items() if i != of.id})
    if of.sort is Sort.ASSET:
        return replace(site, assets={i: v for i, v in site.assets.items() if i != of.id})
    return None
