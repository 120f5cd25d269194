"""Does a repository that everybody can read hold anything that the public site does not show?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from builder.check.places import at
from builder.diagnostic import Diagnostic, Place
from builder.model.issue import Issue, Status
from builder.model.item import GONE, Item, Openness, Step, StepName
from builder.model.site import Repository, Site
from builder.rules import records as rules

_FOR_STAFF = frozenset(("allow", "sealed", "closed", "items", "status"))
"""Fields that may differ from the projection: reasons of waivers speak of the rules, and the rest
tells nothing that its own file does not."""
_ITEM = tuple(f.name for f in fields(Item) if f.compare and f.name not in _FOR_STAFF)
_ISSUE = tuple(f.name for f in fields(Issue) if f.compare and f.name not in _FOR_STAFF)


def check(site: Site, public: Site) -> Iterator[Diagnostic]:
    """One error for each file that holds something withheld; `public` is the public projection.

    Nothing is asked of a repository that is not said to be public.
    """
    if site.settings.repository is not Repository.PUBLIC:
        return
    for issue in site.issues.values():
        yield from _issue(issue, site, public)
    for item in site.items.values():
        yield from _item(item, site, public)
    for page in site.pages.values():
        if page.openness != "public":
            yield rules.withheld_in_public_repository(at(page, "openness"), "internal")
    for call in site.calls.values():
        if call.name not in public.calls:
            yield rules.withheld_in_public_repository(at(call, "title"), "call")
        elif any(wanted.replies for wanted in call.commissions):
            yield rules.withheld_in_public_repository(at(call, "commissions"), "field", "replies")
    for month in sorted({row.month for row in site.submissions}):
        path = f"site_src/submissions/{month}.csv"
        yield rules.withheld_in_public_repository(Place(path), "submissions")
    if site.adjustments:
        place = Place("site_src/submissions/adjustments.csv")
        yield rules.withheld_in_public_repository(place, "adjustments")
    if site.vocabularies.targets:
        place = Place("site_src/vocabularies/targets.yml")
        yield rules.withheld_in_public_repository(place, "targets")
    if site.vocabularies.rules:
        place = Place("site_src/vocabularies/levels.yml")
        yield rules.withheld_in_public_repository(place, "scoring")
    for seal in site.seals.values():
        if seal.full:
            yield rules.withheld_in_public_repository(Place(seal.path), "seal")
    for path in site.assets.keys() - public.assets.keys():
        yield rules.withheld_in_public_repository(Place(path), "file")


def _issue(issue: Issue, site: Site, public: Site) -> Iterator[Diagnostic]:
    shown = public.issues.get(issue.id)
    if shown is None:
        if not _left_by_withdrawal(issue, site):
            field, what = "date", "hidden"
            if issue.status is Status.DRAFT:
                field, what = "status", "draft"
            yield rules.withheld_in_public_repository(at(issue, field), what)
        return
    for name in _ISSUE:
        own = getattr(issue, name)
        if own != getattr(shown, name) and not (name == "secrecy" and own == "none"):
            yield rules.withheld_in_public_repository(at(issue, name), "field", name)
            return


def _item(item: Item, site: Site, public: Site) -> Iterator[Diagnostic]:
    shown = public.items.get(item.id)
    if shown is None:
        if not _is_stone(item):
            yield rules.withheld_in_public_repository(*_hidden(item, site))
        return
    for name in _ITEM:
        own = getattr(item, name)
        if own != getattr(shown, name) and not (name == "steps" and _bare(own)):
            yield rules.withheld_in_public_repository(at(item, name), "field", name)
            return


def _hidden(item: Item, site: Site) -> tuple[Place, str]:
    """Why an item is not public, and where that is said."""
    if item.openness is not Openness.PUBLIC:
        return at(item, "openness"), "internal"
    if item.withdrawn:
        return at(item, "withdrawn"), "withdrawn"
    issue = site.issues.get(item.issue)
    if issue and issue.status is Status.DRAFT:
        return at(item, "title"), "draft"
    return at(item, "steps"), "hidden"


def _is_stone(item: Item) -> bool:
    """Whether nothing is left of a withdrawn item but what its tombstone tells."""
    told = (item.title, item.prose.text.strip(), item.openness)
    if not item.withdrawn or told != (GONE, f"{GONE}。", Openness.PUBLIC):
        return False
    said = (item.subtitle, item.summary, item.keywords, item.authors, item.photos, item.laws)
    kept = (item.adoptions, item.annotations, item.followups, item.corrections, item.redactions)
    return not any((*said, *kept, item.call, item.continues)) and _bare(item.steps)


def _bare(steps: tuple[Step, ...]) -> bool:
    """Whether the trail tells nothing but the time of the sign-off."""
    return all(step == Step(StepName.SIGNED, step.at, step.exact) for step in steps)


def _left_by_withdrawal(issue: Issue, site: Site) -> bool:
    """Whether an issue holds tombstones alone, and says nothing besides its number and date."""
    said = (issue.title, issue.compiler, issue.editor, issue.proofreader, issue.signer)
    more = (issue.note.text.strip(), issue.copies, issue.secrecy, issue.scan, issue.cutoff)
    items = [site.items[i] for i in issue.items if i in site.items]
    out = issue.status is Status.PUBLISHED and bool(items)
    return out and not any((*said, *more)) and all(map(_is_stone, items))
