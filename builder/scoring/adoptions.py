"""Every adoption of an item: in its own issue, by publications above, by the media."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from builder.model.issue import Issue
from builder.model.item import Item, Outcome
from builder.model.site import Site
from builder.model.vocabulary import Vocabularies

VOID = (Outcome.ERROR, Outcome.MERGED)
"""Outcomes of a withdrawal after which an item counts no longer."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One adoption. `issue` is the form of the issue (正刊, 增刊, 专刊), in its own series alone."""

    day: date
    level: str
    publication: str
    form: str
    number: str = ""
    issue: str = ""
    upper: str = ""


def counts(item: Item) -> bool:
    """Whether an item counts at all: one withdrawn as wrong, or merged into another, does not."""
    return item.withdrawn is None or item.withdrawn.outcome not in VOID


def taken(item: Item, issue: Issue, known: Vocabularies) -> tuple[Taken, ...]:
    """The adoptions of an item, oldest first; on one day that of its own series first.

    Appearing in a published issue is adoption at the level of the series, on the issue's date.
    """
    if not counts(item):
        return ()
    series = known.series.get(issue.series)
    own = Taken(
        issue.date,
        series.level if series else "",
        issue.series,
        "single",
        str(issue.number),
        issue.form.value,
    )
    others = (
        Taken(a.date, a.level, a.publication, a.form.value, a.number, "", a.points)
        for a in item.adoptions
    )
    return tuple(sorted((own, *others), key=lambda t: (t.day, not t.issue)))


def first_taken(item: Item, site: Site) -> date | None:
    """The day on which an item was adopted for the first time; None if it does not count."""
    if not counts(item):
        return None
    days = [adoption.date for adoption in item.adoptions]
    return min([site.issues[item.issue].date, *days])
