"""A unit's figures on its page: this year by month, targets, best items, every point."""

from __future__ import annotations

from dataclasses import dataclass

from builder import charts, views
from builder.plan import urls
from builder.plan.atlas import Atlas
from builder.plan.figures import columns_of, head, item, number, table, text
from builder.plan.notice_text import amounts, period_name
from builder.plan.points import trail
from builder.scoring.account import Account, Span, account
from builder.scoring.amounts import shown
from builder.scoring.sheets import rate


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The account of a unit and the items it names; `shown` stands for all of it."""

    account: Account
    shown: tuple[object, ...]


def of_unit(atlas: Atlas, code: str) -> Reckoned | None:
    """The account of a unit for the staff; for the public its best items, if adoptions are open."""
    items = atlas.by_unit.get(code, ())
    if not items or not (atlas.marked or any(i.adoptions for i in items)):
        return None
    year = atlas.site.as_of.year if atlas.site.as_of else atlas.issue_of(items[0]).date.year
    found = account(atlas.ledger, code, items, year)
    named = dict.fromkeys(b.item for b in found.best)
    named |= dict.fromkeys(line.entry.item for line in found.lines if line.entry.item)
    known = [atlas.site.items[id_] for id_ in named if id_ in atlas.site.items]
    return Reckoned(found, (repr(found), atlas.listed(known)))


def facts(atlas: Atlas, reckoned: Reckoned | None) -> tuple[views.Fact, ...]:
    """This year in a few pairs, for the staff."""
    if reckoned is None or not atlas.marked:
        return ()
    words, year = atlas.words, reckoned.account.year
    rows: list[tuple[str, str, str]] = []
    if year.sent:
        rows.append(("sent", amounts(words, year.sent), ""))
    share = rate(year.adopted, year.sent)
    adopted = words("notice.items", n=year.adopted)
    rows.append(("adopted", adopted + (words("notice.share", share=share) if share else ""), ""))
    if year.rank is not None:
        place = words("account.place", points=shown(year.points), rank=year.rank)
        rows.append(("points", place, atlas.urls.to(urls.notice(year.period))))
    return tuple(
        views.Fact(words(f"account.{key}"), (views.Link(value, address),), "")
        for key, value, address in rows
    )


def tables(atlas: Atlas, reckoned: Reckoned | None) -> tuple[views.FigureTable, ...]:
    """The months of the year, the targets, the best items, every point."""
    if reckoned is None:
        return ()
    found = reckoned.account
    made = [_best(atlas, found)]
    if atlas.marked:
        made = [_months(atlas, found), _targets(atlas, found), *made]
        if found.lines:
            made.append(trail(atlas, found.lines, named=False))
    return tuple(each for each in made if each.rows)


def _months(atlas: Atlas, found: Account) -> views.FigureTable:
    words = atlas.words
    scored = found.year.rank is not None
    names = [words("date.month_name", month=span.period.month) for span in found.months]

    def row(label: views.Figure, span: Span) -> tuple[views.Figure, ...]:
        points = (number(shown(span.points)), number(span.rank)) if scored else ()
        return label, number(amounts(words, span.sent) or None), number(span.adopted), *points

    rows = [
        views.FigureRow(row(head(name, _address(atlas, span)), span), "")
        for name, span in zip(names, found.months, strict=True)
    ]
    rows.append(views.FigureRow(row(head(words("heat.sum")), found.year), "total"))
    keys = ("month", "sent#", "adopted#", *(("points#", "rank#") if scored else ()))
    plot = charts.columns(
        [(name, span.adopted) for name, span in zip(names, found.months, strict=True)],
        words("notice.plot_trend"),
    )
    heading = words("account.months", year=period_name(words, found.year.period))
    return table(words, "months", columns_of(words, *keys), rows, plot=plot, heading=heading)


def _address(atlas: Atlas, span: Span) -> str:
    """The notice of a month, which has one if anything at all happened in it."""
    happened = span.period in atlas.ledger.items_in or span.sent
    return atlas.urls.to(urls.notice(span.period)) if happened else ""


def _targets(atlas: Atlas, found: Account) -> views.FigureTable:
    words = atlas.words
    rows = []
    for progress in found.progress:
        target = progress.target
        per, count = words(f"notice.per_{target.per}"), words(f"notice.count_{target.count}")
        lacking = shown(progress.arrears) if progress.arrears else None
        cells = (
            head(words("notice.sort", per=per, count=count) + f" {target.number}"),
            number(shown(progress.owed)),
            number(shown(progress.done)),
            number(lacking),
        )
        rows.append(views.FigureRow(cells, "alarm" if progress.marked else ""))
    columns = columns_of(words, "target", "owed#", "done#", "arrears#")
    return table(words, "targets", columns, rows, note=words("notice.note_targets"))


def _best(atlas: Atlas, found: Account) -> views.FigureTable:
    words = atlas.words
    scored = found.year.rank is not None
    rows = []
    for best in found.best:
        named = item(atlas, best.item)
        title = views.Figure(named.text, named.address, "", "row")
        day = words.day(atlas.issue_of(atlas.site.items[best.item]).date).text
        cells = (title, text(day), number(best.adoptions), number(best.annotations))
        rows.append((*cells, *((number(shown(best.points)),) if scored else ())))
    keys = ("item", "day", "adoptions#", "annotations#", *(("points#",) if scored else ()))
    return table(words, "best", columns_of(words, *keys), rows)
