"""What earns or costs points: each entry says which item, which event and which rule.

An entry is of an item as a whole; `builder.scoring.ledger` gives each unit its part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from builder.model.issue import Issue
from builder.model.item import Item, Step, StepName
from builder.model.vocabulary import PointsRule, Vocabularies
from builder.scoring.adoptions import Taken, counts, taken
from builder.scoring.amounts import amount
from builder.scoring.rules import row_of, rule_on, value_of


class Cause(StrEnum):
    """Why there is an entry."""

    ADOPTION = "adoption"
    ANNOTATION = "annotation"
    LATE_URGENT = "late_urgent"
    FOLLOWUP = "followup"
    COMMISSION = "commission"
    ADJUSTMENT = "adjustment"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event that earns or costs points.

    `points` is what the item earns as a whole: `value` times `factor`, less what it had earned
    `before` where only the highest counts. `subject` is the code of a publication, a rank, a
    commission or a reason; `rule` the day since which the rule applies, `row` its row from 1, 0
    if the rule has none for this. `joint` says how several units divide it.
    """

    cause: Cause
    day: date
    points: Fraction
    item: str = ""
    subject: str = ""
    level: str = ""
    form: str = ""
    number: str = ""
    value: Fraction = Fraction()
    factor: Fraction = Fraction(1)
    before: Fraction = Fraction()
    rule: date | None = None
    row: int = 0
    joint: str = "each"
    note: str = ""


def of_item(
    item: Item, issue: Issue, known: Vocabularies, commissions: frozenset[str], as_of: date
) -> tuple[Entry, ...]:
    """The entries of an item up to a day, oldest first; `commissions` are all there are."""
    if not counts(item) or not known.rules:
        return ()
    found = (
        *_adoptions(item, issue, known, item.call in commissions),
        *_annotations(item, known),
        *_late(item, known),
        *_followups(item, known, as_of),
    )
    return tuple(sorted((e for e in found if e.day <= as_of), key=lambda e: e.day))


def late_step(item: Item) -> Step | None:
    """The step by which an urgent item was sent in too late."""
    if item.urgency != "urgent":
        return None
    return next((s for s in item.steps if s.step is StepName.SUBMITTED and is_late(s)), None)


def is_late(step: Step) -> bool:
    """Whether a step was taken after it was due; to the day if one has no time of day."""
    if step.due is None:
        return False
    if step.exact and step.due_exact:
        return step.at > step.due
    return step.at.date() > step.due.date()


def _adoptions(
    item: Item, issue: Issue, known: Vocabularies, commissioned: bool
) -> Iterator[Entry]:
    best = Fraction()
    for event in taken(item, issue, known):
        rule = rule_on(known.rules, event.day)
        if rule is None:
            continue
        entry = _adoption(item, event, rule, best, commissioned)
        best = max(best, entry.value * entry.factor)
        yield entry


def _adoption(
    item: Item, event: Taken, rule: PointsRule, best: Fraction, commissioned: bool
) -> Entry:
    found = row_of(rule, event, item.kind, commissioned)
    number, row = found or (0, None)
    value = value_of(row, event) if row else Fraction()
    factor = amount(rule.kinds.get(item.kind, "1"))
    whole = value * factor
    before = min(best, whole) if rule.several == "highest" else Fraction()
    return Entry(
        Cause.ADOPTION,
        event.day,
        whole - before,
        item=item.id,
        subject=event.publication,
        level=event.level,
        form=event.form,
        number=event.number,
        value=value,
        factor=factor,
        before=before,
        rule=rule.since,
        row=number,
        joint=row.joint or rule.joint if row else rule.joint,
    )


def _annotations(item: Item, known: Vocabularies) -> Iterator[Entry]:
    best = Fraction()
    for annotation in sorted(item.annotations, key=lambda a: a.date):
        rule = rule_on(known.rules, annotation.date)
        if rule is None:
            continue
        value = amount(rule.annotation_points.get(annotation.rank, ""))
        before = min(best, value) if rule.annotation_count == "highest" else Fraction()
        best = max(best, value)
        yield Entry(
            Cause.ANNOTATION,
            annotation.date,
            value - before,
            item=item.id,
            subject=annotation.rank,
            value=value,
            before=before,
            rule=rule.since,
            row=int(annotation.rank in rule.annotation_points),
            joint=rule.joint,
        )


def _late(item: Item, known: Vocabularies) -> Iterator[Entry]:
    """An urgent item sent in too late costs the unit that leads."""
    step = late_step(item)
    if step:
        yield from penalty(Cause.LATE_URGENT, known, step.at.date(), "late_urgent", item.id)


def _followups(item: Item, known: Vocabularies, as_of: date) -> Iterator[Entry]:
    """What was to be reported on an annotation, and was not, or late; on the day it was due."""
    for step in item.followups:
        if step.due is None or step.due > as_of:
            continue
        name = ""
        if step.done is None or step.done > as_of:
            name = "followup_missed" if step.due < as_of else ""
        elif step.done > step.due:
            name = "followup_late"
        if name:
            yield from penalty(Cause.FOLLOWUP, known, step.due, name, item.id, step.step)


def penalty(
    cause: Cause, known: Vocabularies, day: date, name: str, item: str, subject: str = ""
) -> Iterator[Entry]:
    """What a rule takes for a fault of a day, by the name of its field; nothing if it takes none."""
    rule = rule_on(known.rules, day)
    value = amount(getattr(rule, name)) if rule else Fraction()
    if rule and value:
        yield Entry(
            cause,
            day,
            value,
            item=item,
            subject=subject,
            form=name,
            value=value,
            rule=rule.since,
            row=1,
            joint="lead",
        )
