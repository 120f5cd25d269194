"""Does an attachment name people, or run when it is opened?"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostic import Diagnostic, Place
from builder.model.site import Asset, Site
from builder.rules import links as rules


def check(site: Site, asset: Asset, place: Place) -> Iterator[Diagnostic]:
    """What was found in a document, told at the place where a text refers to it."""
    name = asset.path.rpartition("/")[2]
    signed = any(kind == "signed" for kind, _ in asset.found)
    told = rules.author_in_signed_document if signed else rules.author_in_document
    for kind, what in asset.found:
        if kind == "author" and not _is_body(site, what):
            yield told(place, name, what)
        elif kind not in ("author", "signed"):
            yield rules.unsafe_document(place, name, kind, what)


def _is_body(site: Site, name: str) -> bool:
    """Whether a name is that of the owner, or of a unit, and of no person."""
    if name in (site.settings.owner, site.settings.name):
        return True
    units = site.vocabularies.units.values()
    return any(
        name in (unit.name, unit.short, *(former.name for former in unit.former)) for unit in units
    )


def check_static(site: Site) -> Iterator[Diagnostic]:
    """Documents that are copied as they are, to which no text need refer."""
    for asset in site.static:
        yield from check(site, asset, Place(asset.path))
