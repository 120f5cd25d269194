"""Do commissions, handling and follow-ups tell who was asked, by when, and why it took longer?"""

from __future__ import annotations

from collections.abc import Iterator

from builder import responses
from builder.check.places import at
from builder.deadlines import State, of_days, of_moments
from builder.diagnostic import Diagnostic
from builder.model.item import Item
from builder.model.site import Call, Commission, Site
from builder.rules import records as rules
from builder.rules.content import STEPS


def check(site: Site) -> Iterator[Diagnostic]:
    """Every commission with its answers."""
    found = responses.responses(site)
    for call in site.calls.values():
        response = found[call.name]
        for index, commission in enumerate(call.commissions):
            answers = response.parts[commission.id]
            yield from _addressed(site, call, index, commission, answers)
            for duty in response.of(commission.id):
                late = duty.standing(None).state is State.LATE
                if late and not duty.reason:
                    yield _late(site, call, index, commission, duty)


def check_alone(site: Site) -> Iterator[Diagnostic]:
    """Every step and follow-up with a deadline."""
    for item in site.items.values():
        yield from _handling(item)


def _addressed(
    site: Site, call: Call, index: int, commission: Commission, answers: tuple[Item, ...]
) -> Iterator[Diagnostic]:
    """Answers and replies of units that were not asked."""
    units = site.vocabularies.units
    asked = responses.addressees(commission.to, site.vocabularies)
    if not asked:
        return  # told already: none of those named is known

    def is_asked(unit: str) -> bool:
        return any(responses.belongs(unit, to, units) for to in asked)

    for item in answers:
        if not any(is_asked(unit) for unit in item.units):
            name = units[item.units[0]].short if item.units[0] in units else item.units[0]
            yield rules.not_commissioned(at(item, "call"), name, commission.title)
    for number, reply in enumerate(commission.replies):
        if reply.unit not in asked:
            place = at(call, f"commissions.{index}.replies.{number}.unit")
            yield rules.not_commissioned(place, units[reply.unit].short, commission.title)


def _late(
    site: Site, call: Call, index: int, commission: Commission, duty: responses.Duty
) -> Diagnostic:
    """An answer that came late, told where its reason is to be written."""
    for number, reply in enumerate(commission.replies):
        if reply.unit == duty.unit:
            place = at(call, f"commissions.{index}.replies.{number}.at")
            return rules.missing_delay_reason(place, commission.title, commission.title)
    place = at(site.items[duty.items[0]], "call")
    return rules.missing_delay_reason(place, commission.title, commission.title)


def _handling(item: Item) -> Iterator[Diagnostic]:
    for index, step in enumerate(item.steps):
        found = of_moments(step.due, step.due_exact, step.at, step.exact, None)
        if found.state is State.LATE and not step.delay_reason:
            place, code = at(item, f"steps.{index}.at"), step.step.value
            yield rules.missing_delay_reason(place, STEPS[code], code)
    for index, followup in enumerate(item.followups):
        if not followup.done and not followup.due:
            place = at(item, f"followups.{index}.step")
            yield rules.followup_without_due(place, followup.step)
        late = of_days(followup.due, followup.done, None).state is State.LATE
        if late and not followup.delay_reason:
            place = at(item, f"followups.{index}.done")
            yield rules.missing_delay_reason(place, followup.step, followup.step)
