"""The archive: all years, a year, a month."""

from __future__ import annotations

from collections.abc import Iterator

from builder import charts, views
from builder.model.issue import Issue
from builder.page import Page, Shown
from builder.plan import meta, urls
from builder.plan.atlas import Atlas
from builder.plan.issues import frequency


def pages(atlas: Atlas) -> Iterator[Page]:
    """The archive's front page, every year, every month with items."""
    yield _front(atlas)
    for year in atlas.years:
        yield _year(atlas, year)
    issues = _issues_by_month(atlas)
    months = sorted({*atlas.by_month, *issues})
    for index, month in enumerate(months):
        before = months[index - 1] if index else None
        after = months[index + 1] if index + 1 < len(months) else None
        yield _month(atlas, month, issues.get(month, ()), before, after)


def heat(atlas: Atlas, years: tuple[int, ...]) -> views.Heat:
    """Years down, months across, shaded by the number of items."""
    most = max((len(items) for items in atlas.by_month.values()), default=0)
    names = tuple(atlas.words("date.month_name", month=month) for month in range(1, 13))
    return views.Heat(names, tuple(_row(atlas, year, most) for year in years))


def series_cards(atlas: Atlas) -> tuple[views.SeriesCard, ...]:
    """Every series with its newest issue."""
    cards = []
    for code, issues in atlas.by_series.items():
        series = atlas.site.vocabularies.series[code]
        newest = issues[0]
        label = atlas.words("date.year", year=newest.year) + atlas.number(newest)
        cards.append(
            views.SeriesCard(
                name=series.name,
                address=atlas.urls.to(urls.series(code)),
                frequency=frequency(atlas, series),
                newest=atlas.link(label, urls.issue(newest.id)),
                day=atlas.words.day(newest.date),
                issues=len(issues),
                items=sum(len(issue.items) for issue in issues),
                note=atlas.words("series.ended") if series.ended else "",
            )
        )
    return tuple(cards)


def month_counts(atlas: Atlas) -> dict[tuple[int, int], int]:
    """Items in each month."""
    return {month: len(items) for month, items in atlas.by_month.items()}


def _issues_by_month(atlas: Atlas) -> dict[tuple[int, int], tuple[Issue, ...]]:
    found: dict[tuple[int, int], list[Issue]] = {}
    for issue in atlas.issues_newest_first:
        found.setdefault((issue.date.year, issue.date.month), []).append(issue)
    return {month: tuple(issues) for month, issues in found.items()}


def _row(atlas: Atlas, year: int, most: int) -> views.HeatRow:
    cells = []
    # A month may have issues without items: scans of old ones.
    out = {i.date.month for i in atlas.issues_newest_first if i.date.year == year}
    for month in range(1, 13):
        count = len(atlas.by_month.get((year, month), ()))
        label = atlas.words("date.month_name", month=month)
        address = atlas.urls.to(urls.month(month, year)) if month in out else ""
        cells.append(views.Cell(label, address, count, charts.shade(count, most)))
    total = sum(cell.count for cell in cells)
    label = atlas.words("date.year", year=year)
    return views.HeatRow(label, atlas.urls.to(urls.year(year)), total, tuple(cells))


def _per_year(atlas: Atlas) -> tuple[tuple[str, int], ...]:
    counts: dict[int, int] = {}
    for (year, _), items in atlas.by_month.items():
        counts[year] = counts.get(year, 0) + len(items)
    if not counts:
        return ()
    return tuple((str(y), counts.get(y, 0)) for y in range(min(counts), max(counts) + 1))


def _front(atlas: Atlas) -> Page:
    def make() -> Shown:
        words = atlas.words
        view = views.ArchiveView(
            heat=heat(atlas, atlas.years),
            series=series_cards(atlas),
            plot=charts.columns(_per_year(atlas), words("archive.plot")),
        )
        title = words("archive.title")
        about = words("archive.about")
        head = meta.head(
            atlas, title, urls.ARCHIVE, description=about, metas=meta.column(title, about)
        )
        return Shown(view, head, "archive")

    newest = {c: (i[0], len(i), sum(len(x.items) for x in i)) for c, i in atlas.by_series.items()}
    out = sorted(_issues_by_month(atlas))
    print_ = atlas.print_of("archive", month_counts(atlas), newest, out)
    return Page(urls.ARCHIVE, "archive.html", print_, make)


def _year(atlas: Atlas, year: int) -> Page:
    address = urls.year(year)
    issues = tuple(i for i in atlas.issues_newest_first if i.date.year == year)
    before = max((y for y in atlas.years if y < year), default=None)
    after = min((y for y in atlas.years if y > year), default=None)
    most = max((len(items) for items in atlas.by_month.values()), default=0)

    def neighbour(number: int | None) -> views.Link | None:
        if number is None:
            return None
        return atlas.link(atlas.words("date.year", year=number), urls.year(number))

    def make() -> Shown:
        words = atlas.words
        row = _row(atlas, year, most)
        by_series: dict[str, list[Issue]] = {code: [] for code in atlas.by_series}
        for issue in issues:
            by_series[issue.series].append(issue)
        label = words("date.year", year=year)
        view = views.ArchiveYearView(
            index=atlas.link(words("archive.title"), urls.ARCHIVE),
            year=label,
            months=row,
            month_names=tuple(words("date.month_name", month=m) for m in range(1, 13)),
            series=tuple(
                views.SeriesIssues(
                    atlas.link(atlas.site.vocabularies.series[code].name, urls.series(code)),
                    tuple(atlas.issue_row(issue) for issue in found),
                )
                for code, found in by_series.items()
                if found
            ),
            items=row.count,
            previous=neighbour(before),
            next=neighbour(after),
        )
        title = f"{words('archive.title')} {label}"
        head = meta.head(atlas, title, address, metas=meta.column(title, label))
        return Shown(view, head, "archive")

    shown = [(issue, atlas.listed(atlas.items_of(issue)[:3])) for issue in issues]
    print_ = atlas.print_of("archive-year", year, before, after, most, shown)
    return Page(address, "archive-year.html", print_, make)


def _month(
    atlas: Atlas,
    month: tuple[int, int],
    issues: tuple[Issue, ...],
    before: tuple[int, int] | None,
    after: tuple[int, int] | None,
) -> Page:
    year, number = month
    address = urls.month(number, year)
    items = atlas.by_month.get(month, ())

    def name(of: tuple[int, int]) -> str:
        return atlas.words("date.month", year=f"{of[0]:04}", month=of[1])

    def neighbour(of: tuple[int, int] | None) -> views.Link | None:
        return atlas.link(name(of), urls.month(of[1], of[0])) if of else None

    def make() -> Shown:
        words = atlas.words
        view = views.ArchiveMonthView(
            year=atlas.link(words("date.year", year=year), urls.year(year)),
            label=name(month),
            count=words("count.items", n=len(items)),
            rows=atlas.rows(items),
            issues=tuple(atlas.issue_row(issue) for issue in issues),
            previous=neighbour(before),
            next=neighbour(after),
        )
        title = f"{words('archive.title')} {name(month)}"
        head = meta.head(atlas, title, address, metas=meta.column(title, name(month)))
        return Shown(view, head, "archive")

    print_ = atlas.print_of("archive-month", month, before, after, atlas.listed(items), issues)
    return Page(address, "archive-month.html", print_, make)
