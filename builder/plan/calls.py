"""The calls (报送要点) with their commissions (约稿): what is wanted, who answered, who did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from builder import views
from builder.deadlines import State
from builder.model.item import Item
from builder.model.site import Call, Commission
from builder.page import Page, Shown
from builder.plan import meta, trail, urls
from builder.plan.atlas import Atlas
from builder.responses import EVERYONE, Duty, Response, addressees


def pages(atlas: Atlas) -> Iterator[Page]:
    """The index of calls and each of them; nothing where there are none."""
    calls = newest_first(atlas)
    if calls:
        yield _index(atlas, calls)
    for index, call in enumerate(calls):
        earlier = calls[index + 1] if index + 1 < len(calls) else None
        yield _call(atlas, call, earlier, calls[index - 1] if index else None)


def newest_first(atlas: Atlas) -> tuple[Call, ...]:
    """The calls by their deadline, the last first."""
    return tuple(
        sorted(atlas.site.calls.values(), key=lambda call: (call.due, call.name), reverse=True)
    )


def of_unit(atlas: Atlas, unit: str) -> tuple[views.UnitDuty, ...]:
    """The commissions of a unit and how they stand, newest first; for the staff alone."""
    if atlas.site.as_of is None:
        return ()
    titles = {
        (call.name, wanted.id): wanted.title
        for call in atlas.site.calls.values()
        for wanted in call.commissions
    }
    duties = [d for r in atlas.responses.values() for d in r.duties if d.unit == unit]
    duties.sort(key=lambda duty: (duty.due, duty.call, duty.commission), reverse=True)
    found = []
    for duty in duties:
        state, said = _stands(atlas, duty)
        address = urls.call(duty.call)
        title = atlas.link(titles[duty.call, duty.commission], address, f"#{duty.commission}")
        found.append(views.UnitDuty(title, atlas.words.day(duty.due.date()), state.value, said))
    return tuple(found)


def answered(atlas: Atlas, item: Item) -> tuple[views.Link, ...]:
    """What an item answers: a commission, a point of a call, or the call."""
    name, _, part = item.call.partition("/")
    call = atlas.site.calls.get(name)
    if call is None:
        return ()
    titles = {wanted.id: wanted.title for wanted in call.commissions}
    titles |= {point.id: point.text for point in call.points}
    fragment = f"#{part}" if part in titles else ""
    return (atlas.link(titles.get(part, call.title), urls.call(name), fragment),)


def sort_of(atlas: Atlas, item: Item) -> str:
    """Whether an item answers a commission or a call."""
    name, _, part = item.call.partition("/")
    call = atlas.site.calls.get(name)
    return "commission" if call and part in {c.id for c in call.commissions} else "call"


def unit_link(atlas: Atlas, code: str) -> views.Link:
    """A unit by its short name; to its page if it has one."""
    unit = atlas.site.vocabularies.units[code]
    return views.Link(unit.short, atlas.urls.to(urls.unit(code)) if code in atlas.by_unit else "")


def _index(atlas: Atlas, calls: tuple[Call, ...]) -> Page:
    rows = tuple(_row(atlas, call) for call in calls)

    def make() -> Shown:
        words = atlas.words
        register = None
        if atlas.site.as_of:
            register = atlas.link(words("overdue.title"), urls.OVERDUE)
        title, about = words("calls.title"), words("calls.about")
        head = meta.head(atlas, title, urls.CALLS, metas=meta.column(title, about))
        return Shown(views.CallsView(rows, register), head)

    return Page(urls.CALLS, "calls.html", atlas.print_of("calls", repr(rows)), make)


def _row(atlas: Atlas, call: Call) -> views.CallRow:
    words = atlas.words
    response = atlas.responses[call.name]
    counts = [
        words(key, n=n)
        for key, n in (
            ("calls.points", len(call.points)),
            ("calls.commissions", len(call.commissions)),
            ("calls.answers", len(response.items)),
        )
        if n
    ]
    missing = sum(_stands(atlas, duty)[0] is State.OVERDUE for duty in response.duties)
    return views.CallRow(
        title=call.title,
        address=atlas.urls.to(urls.call(call.name)),
        to=_to(atlas, call.to),
        due=words.day(call.due),
        counts=tuple(counts),
        overdue=words("calls.missing", n=missing) if missing else "",
    )


def _to(atlas: Atlas, codes: Iterable[str]) -> tuple[views.Link, ...]:
    """Those addressed: everyone, groups, units."""
    vocabularies = atlas.site.vocabularies
    found = []
    for code in codes:
        if code == EVERYONE:
            found.append(views.Link(atlas.words("calls.everyone"), ""))
        elif code in vocabularies.units:
            found.append(unit_link(atlas, code))
        else:
            found.append(atlas.link(vocabularies.groups[code], urls.UNITS, _group(atlas, code)))
    return tuple(found)


def _group(atlas: Atlas, code: str) -> str:
    """The place of a group in the index of units, which lists those with items."""
    units = atlas.site.vocabularies.units
    return f"#{code}" if any(units[c].group == code for c in atlas.by_unit) else ""


def _call(atlas: Atlas, call: Call, earlier: Call | None, later: Call | None) -> Page:
    response = atlas.responses[call.name]
    duties = {wanted.id: _duties(atlas, response.of(wanted.id)) for wanted in call.commissions}
    units, total = _record(atlas, call, response)
    neighbours = tuple(_neighbour(atlas, other) for other in (earlier, later))

    def make() -> Shown:
        words = atlas.words
        view = views.CallView(
            index=atlas.link(words("calls.title"), urls.CALLS),
            title=call.title,
            to=_to(atlas, call.to),
            due=words.day(call.due),
            body=atlas.html(call.prose, call.path, shift=1),
            points=tuple(
                views.PointView(
                    point.id,
                    point.text,
                    _topics(atlas, point.topics),
                    atlas.rows(response.parts[point.id]),
                )
                for point in call.points
            ),
            commissions=tuple(
                _commission(atlas, wanted, response, duties[wanted.id])
                for wanted in call.commissions
            ),
            others=atlas.rows(response.whole),
            units=units,
            total=total,
            previous=neighbours[0],
            next=neighbours[1],
        )
        metas = meta.column(words("calls.title"), call.title)
        return Shown(view, meta.head(atlas, call.title, urls.call(call.name), metas=metas))

    shown = (call, repr((duties, units, neighbours)), response.items)
    return Page(urls.call(call.name), "call.html", atlas.print_of("call", *shown), make)


def _neighbour(atlas: Atlas, call: Call | None) -> views.Link | None:
    return atlas.link(call.title, urls.call(call.name)) if call else None


def _topics(atlas: Atlas, codes: Iterable[str]) -> tuple[views.Link, ...]:
    topics = atlas.site.vocabularies.topics
    return tuple(
        views.Link(topics[c].name, atlas.urls.to(urls.topic(c)) if c in atlas.by_topic else "")
        for c in codes
    )


def _commission(
    atlas: Atlas, wanted: Commission, response: Response, duties: tuple[views.DutyView, ...]
) -> views.CommissionView:
    return views.CommissionView(
        fragment=wanted.id,
        title=wanted.title,
        to=_to(atlas, wanted.to),
        due=atlas.words.day(wanted.due.date()),
        time=f"{wanted.due:%H:%M}" if wanted.due_exact else "",
        duties=duties,
        items=atlas.rows(response.parts[wanted.id]),
    )


def _duties(atlas: Atlas, duties: tuple[Duty, ...]) -> tuple[views.DutyView, ...]:
    """How each addressee stands; who has not answered is for the staff to know."""
    if atlas.site.as_of is None:
        return ()
    found = []
    for duty in duties:
        state, said = _stands(atlas, duty)
        found.append(
            views.DutyView(
                unit=unit_link(atlas, duty.unit),
                state=state.value,
                standing=said,
                at=atlas.words.day(duty.at.date()) if duty.at else None,
                time=f"{duty.at:%H:%M}" if duty.at and duty.exact else "",
                reason=duty.reason,
            )
        )
    return tuple(found)


def _stands(atlas: Atlas, duty: Duty) -> tuple[State, str]:
    """How a duty stands, and by how long, in words."""
    found = duty.standing(atlas.site.as_of)
    return found.state, trail.told(atlas, found, duty.due.date())


def _record(
    atlas: Atlas, call: Call, response: Response
) -> tuple[tuple[views.UnitRecord, ...], views.UnitRecord | None]:
    """Each addressee's record and their sum; those with nothing are listed as well."""
    if atlas.site.as_of is None:
        return (), None
    counts: dict[str, Counter[str]] = {
        unit: Counter() for unit in addressees(call.to, atlas.site.vocabularies)
    }
    for duty in response.duties:
        counts.setdefault(duty.unit, Counter())[_stands(atlas, duty)[0].value] += 1
    commissioned = {wanted.id for wanted in call.commissions}
    answers = [
        i for part, items in response.parts.items() if part not in commissioned for i in items
    ]
    for item in (*answers, *response.whole):
        for unit in item.units:
            counts.setdefault(unit, Counter())["answers"] += 1
    units = tuple(
        views.UnitRecord(unit_link(atlas, unit), *_figures(counts[unit]))
        for unit in sorted(counts, key=list(atlas.site.vocabularies.units).index)
    )
    sums = Counter[str]()
    for count in counts.values():
        sums += count
    sums["answers"] = len(answers) + len(response.whole)
    return units, views.UnitRecord(views.Link(atlas.words("heat.sum"), ""), *_figures(sums))


def _figures(count: Counter[str]) -> tuple[int, int, int, int, int]:
    return count["answers"], count["done"], count["late"], count["open"], count["overdue"]
