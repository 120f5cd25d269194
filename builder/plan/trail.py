"""The trail of an item: what was done, by whom, when; what comes next; how late it was."""

from __future__ import annotations

from datetime import date

from builder import views
from builder.deadlines import Standing, State, of_days, of_moments
from builder.model.item import Followup, Item, Step
from builder.plan.atlas import Atlas


def told(atlas: Atlas, standing: Standing, due: date | None) -> str:
    """How late, or how much is left, in words; nothing if there is nothing to count."""
    words = atlas.words
    match standing.state:
        case State.OPEN if due and due == atlas.site.as_of:
            return words("trail.today")
        case State.LATE if standing.hours:
            return words("trail.hours_late", n=standing.hours)
        case State.LATE if standing.days:
            return words("trail.days_late", n=standing.days)
        case State.OVERDUE:
            return words("trail.days_overdue", n=standing.days)
        case State.OPEN if standing.days:
            return words("trail.days_left", n=standing.days)
    return ""


def steps(atlas: Atlas, item: Item) -> tuple[views.StepView, ...]:
    """The steps of handling in the order of time."""
    return tuple(_step(atlas, step) for step in sorted(item.steps, key=lambda s: s.at))


def followups(atlas: Atlas, item: Item) -> tuple[views.StepView, ...]:
    """What was done about the matter later, as it was planned."""
    return tuple(_followup(atlas, step) for step in item.followups)


def ahead(atlas: Atlas, item: Item) -> views.Ahead | None:
    """What comes next, or that all is closed; None where nothing has to follow."""
    words = atlas.words
    waiting = [f for f in item.followups if not _is_done(atlas, f)]
    if waiting:
        first = min(waiting, key=lambda f: f.due or date.max)
        standing = of_days(first.due, first.done, atlas.site.as_of)
        return views.Ahead(
            state=standing.state.value,
            label=first.step,
            by=first.officer,
            due=words.day(first.due) if first.due else None,
            standing=told(atlas, standing, first.due),
        )
    if item.followups:
        return views.Ahead("done", "", "", None, words("trail.closed"))
    if item.annotations and atlas.site.as_of:
        return views.Ahead("open", "", "", None, words("trail.unrecorded"))
    return None


def stands(atlas: Atlas, item: Item) -> object:
    """What of an item's trail changes with the days, for its fingerprint."""
    return ahead(atlas, item) and [_followup(atlas, step).late for step in item.followups]


def _is_done(atlas: Atlas, followup: Followup) -> bool:
    state = of_days(followup.due, followup.done, atlas.site.as_of).state
    return state in (State.DONE, State.LATE)


def _step(atlas: Atlas, step: Step) -> views.StepView:
    words = atlas.words
    found = of_moments(step.due, step.due_exact, step.at, step.exact, atlas.site.as_of)
    by = words("trail.acting", name=step.by) if step.acting and step.by else step.by
    return views.StepView(
        label=words(f"step.{step.step.value}"),
        at=words.day(step.at.date()),
        time=f"{step.at:%H:%M}" if step.exact else "",
        by=" ".join(part for part in (step.role, by) if part),
        due=words.day(step.due.date()) if step.due else None,
        state="late" if found.state is State.LATE else "done",
        late=told(atlas, found, step.due.date() if step.due else None),
        reason=step.delay_reason,
    )


def _followup(atlas: Atlas, step: Followup) -> views.StepView:
    words = atlas.words
    standing = of_days(step.due, step.done, atlas.site.as_of)
    return views.StepView(
        label=step.step,
        at=words.day(step.done) if step.done else None,
        time="",
        by=step.officer,
        due=words.day(step.due) if step.due else None,
        state=standing.state.value,
        late=told(atlas, standing, step.due),
        reason=step.delay_reason,
    )
