"""Can every name be written on Windows, where editors sit, and on disks that ignore case?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from builder.diagnostic import Diagnostic, Place
from builder.model.site import Site
from builder.rules import names as rules
from builder.writable import unwritable


def check(site: Site) -> Iterator[Diagnostic]:
    """Names of files, and codes, which become folders of the site."""
    vocabularies = site.vocabularies
    paths = [item.path for item in site.items.values()]
    paths += [page.path for page in site.pages.values()]
    paths += [*site.assets, *(asset.path for asset in site.static)]
    seen: dict[str, str] = {}
    for path in paths:
        folded = unicodedata.normalize("NFC", path).casefold()
        bad = next((part for part in path.split("/") if unwritable(part)), "")
        slug = re.sub(r"^[0-9]+-|\.md$", "", path.rpartition("/")[2])
        if bad or unwritable(slug):
            yield rules.unportable_name(Place(path), bad or slug, "")
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
