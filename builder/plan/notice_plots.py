"""What a notice shows over time: the trend, the ranks of the months, the weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from builder import charts, views
from builder.plan.atlas import Atlas
from builder.plan.figures import head, number, table, unit
from builder.responses import handed_in
from builder.scoring.ledger import Ledger
from builder.scoring.notice import adopted_in, ranking, standings
from builder.scoring.periods import Period

LINES = 6
"""Units whose ranks are drawn: more lines can't be told apart."""


def over_time(atlas: Atlas, ledger: Ledger, period: Period) -> Iterator[views.FigureTable]:
    """The trend up to a period; for a year also the ranks of its months and its weeks."""
    months = [
        month
        for month in Period(period.year).months
        if month.last <= period.last and month.first <= ledger.as_of
    ]
    if len(months) > 1:
        yield _trend(atlas, ledger, months)
    if period.length == 12 and len(months) > 1:
        if ledger.is_scored:
            yield _ranks(atlas, ledger, period, months)
        yield _weeks(atlas, ledger, period)


def _trend(atlas: Atlas, ledger: Ledger, months: list[Period]) -> views.FigureTable:
    """Items sent in and adopted in each month of the year so far."""
    words = atlas.words
    adopted = [len(adopted_in(ledger, month)) for month in months]
    sent = []
    for month in months:
        rows = [ledger.sent_in(code, (month,)) for code in atlas.site.vocabularies.units]
        sent.append(sum(row.get("条", 0) for row in rows))
    names = [words("date.month_name", month=month.month) for month in months]
    plot = charts.columns(list(zip(names, adopted, strict=True)), words("notice.plot_trend"))
    columns = [(words("notice.column_month"), "")]
    columns += [(words("notice.column_sent"), "number")] if any(sent) else []
    columns += [(words("notice.column_adopted"), "number")]
    rows_ = [
        (head(name), *((number(s),) if any(sent) else ()), number(a))
        for name, s, a in zip(names, sent, adopted, strict=True)
    ]
    return table(words, "trend", columns, rows_, plot=plot)


def _ranks(atlas: Atlas, ledger: Ledger, period: Period, months: list[Period]) -> views.FigureTable:
    """The ranks of each month; drawn for the first units of the year, listed for all."""
    words, units = atlas.words, atlas.site.vocabularies.units
    names = [words("date.month_name", month=month.month) for month in months]
    ranks = [ranking(ledger, month) for month in months]
    order = [s.unit for s in standings(ledger, period)]
    lines = [(units[code].short, [r.get(code) for r in ranks]) for code in order[:LINES]]
    plot = charts.courses(
        lines,
        names,
        len(order),
        words("notice.plot_ranks"),
        words("notice.plot_ranks_about", n=len(lines)),
    )
    columns = [(words("notice.column_unit"), ""), *((name, "number") for name in names)]
    rows = [(unit(atlas, code), *(number(r.get(code)) for r in ranks)) for code in order]
    return table(words, "ranks", columns, rows, plot=plot)


def _weeks(atlas: Atlas, ledger: Ledger, period: Period) -> views.FigureTable:
    """How many items were sent in in each week (published, where that is not known)."""
    words = atlas.words
    counts: Counter[date] = Counter()
    told = False
    for item in adopted_in(ledger, period):
        times = handed_in(item)
        told = told or times is not None
        day = times[0].date() if times else ledger.site.issues[item.issue].date
        counts[day + timedelta(days=3 - day.weekday())] += 1
    columns: list[tuple[str, list[int | None]]] = []
    for month in period.months:
        thursdays = [month.first + timedelta(days=n) for n in range(31)]
        weeks = [d for d in thursdays if d.weekday() == 3 and d <= month.last]
        name = words("date.month_name", month=month.month)
        columns.append((name, [counts.get(d, 0) if d <= ledger.as_of else None for d in weeks]))
    names = [words("notice.week", n=n) for n in range(1, 6)]
    title = words("notice.plot_weeks" if told else "notice.plot_weeks_published")
    plot = charts.grid(columns, names, title, words("notice.plot_weeks_about"))
    heads = [(words("notice.column_month"), ""), *((name, "number") for name in names)]
    rows = [
        (head(name), *(number(n) for n in [*cells, *([None] * (5 - len(cells)))]))
        for name, cells in columns
    ]
    note = words("notice.note_weeks")
    return table(words, "weeks", heads, rows, plot=plot, note=note, heading=title)
