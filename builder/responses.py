"""Who answered a call and its commissions, with which items, and when they were handed in?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from builder.deadlines import Standing, of_moments
from builder.model.item import Item, StepName
from builder.model.site import Call, Commission, Reply, Site
from builder.model.vocabulary import Unit, Vocabularies

EVERYONE = "all"


@dataclass(frozen=True, slots=True)
class Duty:
    """What one unit owes to one commission (约稿).

    `at` is when its first answer was handed in, adopted or not; `items` are the ids of those that
    were adopted, oldest first; `reason` says why it was late, or why there is none.
    """

    call: str
    commission: str
    unit: str
    due: datetime
    due_exact: bool
    at: datetime | None
    exact: bool
    reason: str
    items: tuple[str, ...]

    def standing(self, day: date | None) -> Standing:
        """How it stands on a day."""
        return of_moments(self.due, self.due_exact, self.at, self.exact, day)


@dataclass(frozen=True, slots=True)
class Response:
    """The items that answer a call as a whole, each of its points, and its commissions."""

    whole: tuple[Item, ...]
    parts: Mapping[str, tuple[Item, ...]]
    duties: tuple[Duty, ...]

    def of(self, commission: str) -> tuple[Duty, ...]:
        """What each addressee owes to a commission, in the order of the addressees."""
        return tuple(duty for duty in self.duties if duty.commission == commission)

    @property
    def items(self) -> tuple[Item, ...]:
        """All that answer something of the call."""
        return (*self.whole, *(item for items in self.parts.values() for item in items))


def responses(site: Site) -> dict[str, Response]:
    """The responses to each call by its name."""
    answers: dict[str, list[Item]] = defaultdict(list)
    for item in site.items.values():
        if item.call:
            answers[item.call].append(item)
    return {name: _response(call, answers, site.vocabularies) for name, call in site.calls.items()}


def addressees(to: Iterable[str], vocabularies: Vocabularies) -> tuple[str, ...]:
    """The units that codes of units and groups, or `all`, stand for; each once, in their order.

    A unit that was merged into another owes nothing any more, unless it is named itself.
    """
    units = vocabularies.units
    found: dict[str, None] = {}
    for code in to:
        if code in units:
            found[code] = None
        else:
            found |= {
                c: None
                for c, unit in units.items()
                if not unit.successor and code in (EVERYONE, unit.group)
            }
    return tuple(found)


def belongs(unit: str, to: str, units: Mapping[str, Unit]) -> bool:
    """Whether what a unit handed in counts for another: itself, one above it, its successor."""
    seen: set[str] = set()
    waiting = [unit]
    while waiting:
        code = waiting.pop()
        if code == to:
            return True
        if code in units and code not in seen:
            seen.add(code)
            waiting += [units[code].parent, units[code].successor]
    return False


def handed_in(item: Item) -> tuple[datetime, bool] | None:
    """When an item was submitted, else when the first step was taken; and whether to the minute."""
    steps = [s for s in item.steps if s.step is StepName.SUBMITTED] or item.steps
    first = min(steps, key=lambda step: step.at, default=None)
    return (first.at, first.exact) if first else None


def _response(
    call: Call, answers: Mapping[str, list[Item]], vocabularies: Vocabularies
) -> Response:
    codes = (*(point.id for point in call.points), *(c.id for c in call.commissions))
    parts = {code: tuple(answers.get(f"{call.name}/{code}", ())) for code in codes}
    duties = tuple(
        _duty(call, commission, unit, parts[commission.id], vocabularies.units)
        for commission in call.commissions
        for unit in addressees(commission.to, vocabularies)
    )
    return Response(tuple(answers.get(call.name, ())), parts, duties)


def _duty(
    call: Call,
    commission: Commission,
    unit: str,
    answers: Iterable[Item],
    units: Mapping[str, Unit],
) -> Duty:
    mine = [i for i in answers if any(belongs(one, unit, units) for one in i.units)]
    times = [(when, item) for item in mine if (when := handed_in(item))]
    times.sort(key=lambda pair: pair[0][0])
    reply = next((r for r in commission.replies if r.unit == unit), Reply(unit))
    reason = reply.delay_reason or (_reason(times[0][1]) if times else "")
    first = times[0][0] if times else None
    if reply.at and (first is None or reply.at < first[0]):
        first = reply.at, reply.exact
    return Duty(
        call=call.name,
        commission=commission.id,
        unit=unit,
        due=commission.due,
        due_exact=commission.due_exact,
        at=first[0] if first else None,
        exact=first[1] if first else False,
        reason=reason,
        items=tuple(item.id for _, item in times),
    )


def _reason(item: Item) -> str:
    """Why an item was handed in late, as its steps tell."""
    steps = (s for s in item.steps if s.step is StepName.SUBMITTED and s.delay_reason)
    return next((step.delay_reason for step in steps), "")
