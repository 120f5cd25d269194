"""Was every item signed off, in the right order of dates?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from builder.check.places import at
from builder.diagnostic import Diagnostic, Severity
from builder.model.issue import Issue, Status
from builder.model.item import Item, Step, StepName
from builder.model.site import Site
from builder.rules import content as rules
from builder.rules import numbering as numbering_rules
from builder.rules import seals as seal_rules

_ORDER = tuple(StepName)


def check(site: Site) -> Iterator[Diagnostic]:
    """Sign-off and dates of every item."""
    required = site.settings.require_seal
    for issue in site.issues.values():
        out = issue.status is Status.PUBLISHED
        if out and required and date.min < required <= issue.date and not issue.sealed:
            yield numbering_rules.not_sealed(at(issue, "date"), required.isoformat())
        for item_id in issue.items:
            item = site.items.get(item_id)
            if item:
                yield from _signed(item, issue)
                yield from _steps(item)
                yield from _persons(item, site.settings.signing.same_person)
                yield from _office(item, site)
                yield from _dates(item)


def _signed(item: Item, issue: Issue) -> Iterator[Diagnostic]:
    signed = item.signed
    if signed is None and issue.status is Status.DRAFT:
        return  # what is still being written is signed at the end
    if signed is None:
        yield rules.missing_sign_off(at(item, "steps"))
    elif signed.date() > issue.date:
        index = max(i for i, s in enumerate(item.steps) if s.at == signed)
        place = at(item, f"steps.{index}.at")
        yield rules.signed_after_issue(place, signed.date().isoformat(), issue.date.isoformat())


def _steps(item: Item) -> Iterator[Diagnostic]:
    """Compare each step with the latest one that should have come before it."""
    for index, step in enumerate(item.steps):
        for other in item.steps:
            if _ORDER.index(other.step) < _ORDER.index(step.step) and _before(step, other):
                place = at(item, f"steps.{index}.at")
                yield rules.steps_out_of_order(place, step.step.value, other.step.value)
                break


def _persons(item: Item, severity: str) -> Iterator[Diagnostic]:
    """One person in two steps, told once at the later one."""
    if severity == "allowed":
        return
    first: dict[str, StepName] = {}
    for index, step in enumerate(item.steps):
        if not step.by:
            continue
        other = first.setdefault(step.by, step.step)
        if other is not step.step:
            place = at(item, f"steps.{index}.by")
            fault = seal_rules.same_person(place, step.by, other.value, step.step.value)
            yield replace(fault, severity=Severity(severity))


def _office(item: Item, site: Site) -> Iterator[Diagnostic]:
    """Items of some scope, urgency or kind are to be signed in a higher office."""
    signed = [i for i, step in enumerate(item.steps) if step.step is StepName.SIGNED]
    if not signed:
        return
    roles = {item.steps[index].role for index in signed}
    kind = site.vocabularies.kinds.get(item.kind)
    kinds = (item.kind, kind.name if kind else "")
    for higher in site.settings.signing.higher:
        wanted = (
            higher.scope in ("", item.scope)
            and higher.urgency in ("", item.urgency)
            and higher.kind in ("", *kinds)
        )
        if wanted and roles.isdisjoint(higher.roles):
            last = max(signed, key=lambda index: item.steps[index].at)
            role = item.steps[last].role
            place = at(item, f"steps.{last}.{'role' if role else 'step'}")
            yield seal_rules.lower_signatory(place, role, "或".join(higher.roles))


def _before(step: Step, other: Step) -> bool:
    """Whether a step is earlier than another; to the day if one of them has no time of day."""
    if step.exact and other.exact:
        return step.at < other.at
    return step.at.date() < other.at.date()


def _dates(item: Item) -> Iterator[Diagnostic]:
    """What can't have come before the event, and what can't have come before the sign-off."""
    signed = item.signed.date() if item.signed else None
    pairs: list[tuple[str, date | None, str, date | None, str]] = [
        ("event", item.event_date, "signed", signed, "event_date"),
    ]
    for name, days, field in (
        ("adoption", [a.date for a in item.adoptions], "adoptions.{}.date"),
        ("annotation", [a.date for a in item.annotations], "annotations.{}.date"),
        ("done", [f.done for f in item.followups], "followups.{}.done"),
    ):
        pairs += [
            ("event", item.event_date, name, day, field.format(i)) for i, day in enumerate(days)
        ]
    first = min((s.at.date() for s in item.steps if s.step is StepName.SIGNED), default=None)
    pairs += [
        ("signed", first, "adoption", a.date, f"adoptions.{i}.date")
        for i, a in enumerate(item.adoptions)
        if not (item.event_date and a.date < item.event_date)
    ]
    pairs += [
        ("signed", signed, "correction", c.date, f"corrections.{i}.date")
        for i, c in enumerate(item.corrections)
    ]
    if item.withdrawn:
        pairs.append(("signed", signed, "withdrawal", item.withdrawn.date, "withdrawn.date"))
    for earlier_name, earlier, later_name, later, field in pairs:
        if earlier and later and later < earlier:
            yield rules.dates_out_of_order(at(item, field), earlier_name, later_name)
