"""Can every name be written on Windows, where editors sit, and on disks that ignore case?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from builder.diagnostic import Diagnostic, Place
from builder.model.site import Site
from builder.rules import names as rules
from builder.writable import unwritable

_SUSPECT = re.compile(
    r'[<>:"\\|?*\x00-\x1f]|[. ](?:/|$)'
    r"|(?:/|^|[0-9]-)(?:con|prn|aux|nul|clock|com[0-9¹²³]|lpt[0-9¹²³])",
    re.IGNORECASE,
)
"""What every path has that some system can't write: one look spares most paths a closer one."""


def check(site: Site) -> Iterator[Diagnostic]:
    """Names of files, and codes, which become folders of the site."""
    vocabularies = site.vocabularies
    paths = [item.path for item in site.items.values()]
    paths += [page.path for page in site.pages.values()]
    paths += [*site.assets, *(asset.path for asset in site.static)]
    seen: dict[str, str] = {}
    for path in paths:
        folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        bad = _bad(path) if _SUSPECT.search(path) else ""
        if bad:
            yield rules.unportable_name(Place(path), bad, "")
        elif folded in seen and seen[folded] != path:
            yield rules.unportable_name(Place(path), path, seen[folded])
        seen[folded] = path
    for stem, codes in (
        ("series", vocabularies.series),
        ("units", vocabularies.units),
        ("topics", vocabularies.topics),
        ("kinds", vocabularies.kinds),
    ):
        for code in filter(unwritable, codes):
            place = Place(f"site_src/vocabularies/{stem}.yml")
            yield rules.unportable_name(place, code, "")


def _bad(path: str) -> str:
    """The part of a path that some system can't write; the address of an item is one as well."""
    bad = next((part for part in path.split("/") if unwritable(part)), "")
    slug = re.sub(r"^[0-9]+-|\.md$", "", path.rpartition("/")[2])
    return bad or (slug if unwritable(slug) else "")
