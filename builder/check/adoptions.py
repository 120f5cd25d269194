"""Is every adoption listed once, at the level of its publication?"""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.places import at
from builder.diagnostic import Diagnostic
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.site import Site
from builder.model.vocabulary import Vocabularies
from builder.rules import content as rules


def check(site: Site) -> Iterator[Diagnostic]:
    """The adoptions of every item of an issue."""
    for issue in site.issues.values():
        for item_id in issue.items:
            if item_id in site.items:
                yield from _adoptions(site.items[item_id], issue, site.vocabularies)


def _adoptions(item: Item, issue: Issue, known: Vocabularies) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str, str], int] = {}
    for index, adoption in enumerate(item.adoptions):
        code = adoption.publication
        publication = known.series.get(code) or known.publications.get(code)
        name = publication.name if publication else code
        place = at(item, f"adoptions.{index}.publication")
        if code == issue.series:
            yield rules.self_adoption(place, name)
        elif publication and publication.level and publication.level != adoption.level:
            given = known.levels[adoption.level].name
            level = known.levels[publication.level].name
            yield rules.wrong_level(at(item, f"adoptions.{index}.level"), given, name, level)
        key = code, adoption.number, adoption.date.isoformat()
        if key in seen:
            yield rules.repeated_adoption(place, name, seen[key])
        seen.setdefault(key, place.line)
