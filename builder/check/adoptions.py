"""Is every adoption listed once, at the level of its publication, and every annotation in order?"""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.places import at
from builder.diagnostic import Diagnostic
from builder.model.issue import Issue
from builder.model.item import Adoption, Item
from builder.model.site import Site
from builder.model.vocabulary import Vocabularies
from builder.rules import content as rules
from builder.rules import figures
from builder.scoring.adoptions import Taken
from builder.scoring.rules import row_of, rule_on


def check(site: Site) -> Iterator[Diagnostic]:
    """The adoptions of every item of an issue."""
    for issue in site.issues.values():
        for item_id in issue.items:
            if item_id in site.items:
                yield from _adoptions(site.items[item_id], issue, site.vocabularies)
                yield from _ranks(site.items[item_id], site.vocabularies)


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
        elif not adoption.points and _is_multiplied(item, adoption, known):
            yield figures.missing_upper_points(place, name)
        key = code, adoption.number, adoption.date.isoformat()
        if key in seen:
            yield rules.repeated_adoption(place, name, seen[key])
        seen.setdefault(key, place.line)


def _is_multiplied(item: Item, adoption: Adoption, known: Vocabularies) -> bool:
    """Whether the scoring rule multiplies what the adopting office counted itself."""
    rule = rule_on(known.rules, adoption.date)
    event = Taken(adoption.date, adoption.level, adoption.publication, adoption.form.value)
    found = row_of(rule, event, item.kind, "/" in item.call) if rule else None
    return bool(found and found[1].times)


def _ranks(item: Item, known: Vocabularies) -> Iterator[Diagnostic]:
    """Annotations stand in the order of rank; those without one are passed over."""
    order = {code: index for index, code in enumerate(known.ranks)}
    lowest = ""
    for index, annotation in enumerate(item.annotations):
        if annotation.rank not in order:
            continue
        if lowest and order[annotation.rank] < order[lowest]:
            place = at(item, f"annotations.{index}.rank")
            names = known.ranks[annotation.rank], known.ranks[lowest]
            yield figures.annotations_out_of_rank(place, *names)
        else:
            lowest = annotation.rank
