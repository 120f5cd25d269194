"""The notices: of every month, quarter and year in which something was published or sent in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from builder import views
from builder.page import Page, Shown, fingerprint
from builder.plan import meta, urls
from builder.plan.atlas import Atlas
from builder.plan.notice_plots import over_time
from builder.plan.notice_tables import tables
from builder.plan.notice_text import paragraphs, period_name
from builder.plan.points import trail
from builder.scoring.notice import adopted_in, notice
from builder.scoring.periods import Period, around, parse
from builder.words import Words


def pages(atlas: Atlas) -> Iterator[Page]:
    """The index and every notice; nothing in a public edition that does not open them."""
    found = periods(atlas)
    if not found:
        return
    prints = Prints(atlas)
    yield _index(atlas, found)
    for length in (1, 3, 12):
        row = [period for period in found if period.length == length]
        for at, period in enumerate(row):
            before = row[at - 1] if at else None
            after = row[at + 1] if at + 1 < len(row) else None
            yield _notice(atlas, period, found, before, after, prints)


def periods(atlas: Atlas) -> tuple[Period, ...]:
    """The periods that have a notice, in order of time."""
    if not (atlas.marked or "notices" in atlas.site.settings.open):
        return ()
    ledger = atlas.ledger
    days = [month.first for month in ledger.items_in if month.first <= ledger.as_of]
    for row in atlas.site.submissions:
        month = parse(row.month)
        if month and month.first <= ledger.as_of:
            days.append(month.first)
    return around(tuple(days))


def link(atlas: Atlas) -> views.Link | None:
    """The index of the notices, if there are any."""
    if not periods(atlas):
        return None
    return atlas.link(_for_readers(atlas).words("notices.title"), urls.NOTICES)


class Prints:
    """What stands for what happened in each month: a notice depends on some months alone."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._months: dict[Period, str] = {}
        sent: dict[str, list[object]] = {}
        for row in atlas.site.submissions:
            sent.setdefault(row.month, []).append((row.unit, row.submitted, row.measure))
        self._sent = sent

    def of(self, *asked: Period | None) -> str:
        """What stands for these periods, each from the beginning of its year."""
        months = {
            month
            for period in asked
            if period is not None
            for month in Period(period.year).months
            if month.last <= period.last
        }
        return fingerprint(*(self._month(month) for month in sorted(months)))

    def _month(self, month: Period) -> str:
        if month not in self._months:
            atlas, ledger = self._atlas, self._atlas.ledger
            items = ledger.items_in.get(month, ())
            self._months[month] = fingerprint(
                atlas.print_of(items),
                [step for item in items for step in _followed(item.followups, ledger.as_of)],
                self._sent.get(month.name, ()),
                [(d, d.standing(atlas.site.as_of)) for d in ledger.duties if _in(month, d.due)],
                [row for row in atlas.site.adjustments if month.holds(row.day)],
            )
        return self._months[month]


def _in(month: Period, moment: date) -> bool:
    return (moment.year, moment.month) == (month.year, month.month)


def _followed(followups: tuple[object, ...], as_of: date) -> list[bool]:
    """Which follow-ups are over by the day: whether they are missed may change with the days."""
    return [bool((due := getattr(step, "due", None)) and due < as_of) for step in followups]


def _index(atlas: Atlas, found: tuple[Period, ...]) -> Page:
    counts = {m: len(adopted_in(atlas.ledger, m)) for m in found if m.month}

    def make() -> Shown:
        words = _for_readers(atlas).words
        rows = tuple(
            views.NoticeYear(
                period_name(words, year),
                atlas.urls.to(urls.notice(year)),
                tuple(
                    atlas.link(words(f"notice.q{p.quarter}"), urls.notice(p))
                    for p in found
                    if p.quarter and p.year == year.year
                ),
                tuple(
                    views.Counted(
                        words("date.month_name", month=p.month),
                        atlas.urls.to(urls.notice(p)),
                        counts[p],
                    )
                    for p in found
                    if p.month and p.year == year.year
                ),
            )
            for year in sorted((p for p in found if p.length == 12), reverse=True)
        )
        about = words("notices.about")
        title = words("notices.title")
        view = views.NoticesView(about, rows)
        head = meta.head(
            atlas, title, urls.NOTICES, description=about, metas=meta.column(title, about)
        )
        return Shown(view, head, "")

    return Page(urls.NOTICES, "notices.html", atlas.print_of("notices", found, counts), make)


def _notice(
    atlas: Atlas,
    period: Period,
    found: tuple[Period, ...],
    before: Period | None,
    after: Period | None,
    prints: Prints,
) -> Page:
    address = urls.notice(period)
    closed = atlas.ledger.is_over(period)
    shown = prints.of(period, *_compared(period))
    print_ = atlas.print_of(
        "notice",
        period,
        before,
        after,
        shown,
        closed or atlas.site.as_of,
        _parts(period, found),
    )
    make = partial(_shown, atlas, period, found, before, after)
    return Page(address, "notice.html", print_, make)


def _compared(period: Period) -> tuple[Period, ...]:
    return tuple(p for p in (period.before, period.year_before) if p.year >= 1)


def _parts(period: Period, found: tuple[Period, ...]) -> tuple[Period, ...]:
    """The notices of shorter and longer periods: the parts of this one, and what it is part of."""
    inside = [p for p in found if p != period and period.first <= p.first and p.last <= period.last]
    outside = [
        p for p in found if p != period and p.first <= period.first and period.last <= p.last
    ]
    nearest = [p for p in inside if period.length == 12 or p.length == 1]
    return (*outside, *sorted(nearest, key=lambda p: (-p.length, p.first)))


def _shown(
    atlas: Atlas,
    period: Period,
    found: tuple[Period, ...],
    before: Period | None,
    after: Period | None,
) -> Shown:
    ledger = atlas.ledger
    atlas = _for_readers(atlas)
    words = atlas.words
    figures = notice(ledger, period)
    name = period_name(words, period)
    title = words("notice.title", period=name)
    lines = figures.lines if period.length < 12 else ()
    every = [
        *tables(atlas, ledger, figures),
        *over_time(atlas, ledger, period),
        *((trail(atlas, lines),) if lines else ()),
    ]
    until = ""
    if atlas.site.as_of and not figures.closed:
        until = words("notice.until", day=words.day(atlas.site.as_of).text)
    first, last = words.day(period.first).text, words.day(period.last).text
    view = views.NoticeView(
        title=title,
        index=atlas.link(words("notices.title"), urls.NOTICES),
        span=words("date.range", **{"from": first, "to": last}),
        until=until,
        about="" if atlas.marked else words("notices.about"),
        summary=paragraphs(words, ledger, figures),
        tables=tuple(every),
        parts=tuple(
            atlas.link(period_name(words, p), urls.notice(p)) for p in _parts(period, found)
        ),
        previous=_neighbour(atlas, before),
        next=_neighbour(atlas, after),
        owner=atlas.site.settings.owner,
        signed=words.day(min(period.last, ledger.as_of)).text
        if atlas.marked or figures.closed
        else "",
    )
    head = meta.head(
        atlas, title, urls.notice(period), description=title, metas=meta.column(title, title)
    )
    return Shown(view, head, "")


PUBLIC = "public."
"""What stands before the key of words that the public reads in place of the staff's."""


def _for_readers(atlas: Atlas) -> Atlas:
    """The atlas with the words of the edition: the public reads of what was published to it.

    It is not told of adoption: what is internal may have been adopted as well.
    """
    if atlas.marked:
        return atlas
    strings = atlas.words.strings
    own = {key.removeprefix(PUBLIC): text for key, text in strings.items() if PUBLIC in key[:7]}
    return replace(atlas, words=Words({**strings, **own}))


def _neighbour(atlas: Atlas, period: Period | None) -> views.Link | None:
    return atlas.link(period_name(atlas.words, period), urls.notice(period)) if period else None
