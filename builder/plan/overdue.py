"""The register of deadlines: what is overdue, what is still to come, what came late, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from builder import views
from builder.deadlines import Standing, State, of_days, of_moments
from builder.model.item import Item, StepName
from builder.page import Page, Shown
from builder.plan import calls, meta, records, trail, urls
from builder.plan.atlas import Atlas
from builder.plan.datasets import OVERDUE


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that was due: `what` is commission, step or followup; `done` when it was done.

    `label` names the step or follow-up; `title` and `address` are those of the commission or the
    item it belongs to. Moments have a time of day where `exact` says so.
    """

    what: str
    label: str
    title: str
    address: str
    units: tuple[str, ...]
    officer: str
    due: datetime
    exact: bool
    done: str
    reason: str
    standing: Standing


def register(atlas: Atlas) -> tuple[Deadline, ...]:
    """All that is overdue, open or was late, by deadline; empty without a day to count to."""
    if atlas.site.as_of is None:
        return ()
    found = [*_commissions(atlas), *(d for i in atlas.newest_first for d in _of_item(atlas, i))]
    return tuple(
        sorted(
            (deadline for deadline in found if deadline.standing.state is not State.DONE),
            key=lambda d: (d.due, d.what, d.address, d.label, d.units),
        )
    )


def pages(atlas: Atlas) -> Iterator[Page]:
    """The register of the day, in the edition that has one."""
    day = atlas.site.as_of
    if day is None:
        return
    deadlines = register(atlas)
    of_state = {
        state: [d for d in deadlines if d.standing.state is state]
        for state in (State.OVERDUE, State.OPEN, State.LATE)
    }
    late = [d for d in of_state[State.LATE] if d.due.year == day.year]

    def make() -> Shown:
        words = atlas.words
        view = views.OverdueView(
            index=atlas.link(words("calls.title"), urls.CALLS),
            day=words.day(day),
            overdue=tuple(_entry(atlas, d) for d in of_state[State.OVERDUE]),
            open=tuple(_entry(atlas, d) for d in of_state[State.OPEN]),
            late=tuple(_entry(atlas, d) for d in reversed(late)),
            csv=atlas.urls.to(OVERDUE.address("csv")),
            json=atlas.urls.to(OVERDUE.address("json")),
        )
        title = words("overdue.title")
        metas = meta.column(title, words("overdue.about"))
        return Shown(view, meta.head(atlas, title, urls.OVERDUE, metas=metas, index=False))

    yield Page(urls.OVERDUE, "overdue.html", atlas.print_of("overdue", day, deadlines), make)


def record(atlas: Atlas, deadline: Deadline) -> dict[str, object]:
    """A deadline as the JSON export gives it; `days` are late by, overdue by, or left."""
    found: dict[str, object] = {
        "state": deadline.standing.state.value,
        "what": deadline.what,
        "label": deadline.label,
        "title": deadline.title,
        "url": atlas.urls.whole(deadline.address.partition("#")[0]),
        "units": records.units(atlas, deadline.units),
        "officer": deadline.officer,
        "due": _written(deadline.due, deadline.exact),
        "done": deadline.done,
        "days": deadline.standing.days,
        "reason": deadline.reason,
    }
    return {key: value for key, value in found.items() if value != ""}


def cells(atlas: Atlas, deadline: Deadline) -> dict[str, str]:
    """A deadline in a table."""
    words = atlas.words
    return {
        **records.cells(atlas, record(atlas, deadline)),
        "state": words(f"state.{deadline.standing.state.value}"),
        "what": words(f"deadline.{deadline.what}"),
    }


def _commissions(atlas: Atlas) -> Iterator[Deadline]:
    for call in atlas.site.calls.values():
        for wanted in call.commissions:
            for duty in atlas.responses[call.name].of(wanted.id):
                yield Deadline(
                    what="commission",
                    label="",
                    title=wanted.title,
                    address=f"{urls.call(call.name)}#{wanted.id}",
                    units=(duty.unit,),
                    officer="",
                    due=duty.due,
                    exact=duty.due_exact,
                    done=_written(duty.at, duty.exact),
                    reason=duty.reason,
                    standing=duty.standing(atlas.site.as_of),
                )


def _of_item(atlas: Atlas, item: Item) -> Iterator[Deadline]:
    day = atlas.site.as_of
    commissioned = calls.sort_of(atlas, item) == "commission"
    for step in item.steps:
        # Handing in what was commissioned is listed as the commission.
        if step.due and not (commissioned and step.step is StepName.SUBMITTED):
            yield Deadline(
                what="step",
                label=atlas.words(f"step.{step.step.value}"),
                title=item.title,
                address=urls.item(item.id),
                units=item.units,
                officer=" ".join(part for part in (step.role, step.by) if part),
                due=step.due,
                exact=step.due_exact,
                done=_written(step.at, step.exact),
                reason=step.delay_reason,
                standing=of_moments(step.due, step.due_exact, step.at, step.exact, day),
            )
    for followup in item.followups:
        if followup.due:
            due = datetime.combine(followup.due, datetime.min.time(), item.steps[0].at.tzinfo)
            yield Deadline(
                what="followup",
                label=followup.step,
                title=item.title,
                address=urls.item(item.id),
                units=item.units,
                officer=followup.officer,
                due=due,
                exact=False,
                done=followup.done.isoformat() if followup.done else "",
                reason=followup.delay_reason,
                standing=of_days(followup.due, followup.done, day),
            )


def _written(at: datetime | None, exact: bool) -> str:
    if at is None:
        return ""
    return at.isoformat(timespec="minutes") if exact else at.date().isoformat()


def _entry(atlas: Atlas, deadline: Deadline) -> views.Entry:
    words = atlas.words
    excused = deadline.reason or deadline.standing.state is State.OPEN
    address, _, fragment = deadline.address.partition("#")
    return views.Entry(
        what=words(f"deadline.{deadline.what}"),
        subject=deadline.label,
        title=atlas.link(deadline.title, address, f"#{fragment}" if fragment else ""),
        units=tuple(calls.unit_link(atlas, unit) for unit in deadline.units),
        officer=deadline.officer,
        due=words.day(deadline.due.date()),
        time=f"{deadline.due:%H:%M}" if deadline.exact else "",
        standing=trail.told(atlas, deadline.standing, deadline.due.date()),
        reason=deadline.reason if excused else words("overdue.unexplained"),
    )
