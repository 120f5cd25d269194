"""公开目录: index number, name, summary and date of every item, by year."""

from __future__ import annotations

from collections.abc import Iterator

from builder import views
from builder.model.item import Item
from builder.page import Page, Shown
from builder.plan import meta, urls
from builder.plan.atlas import Atlas
from builder.plan.datasets import ITEMS


def pages(atlas: Atlas) -> Iterator[Page]:
    """The catalogue's front page and every year."""
    by_year: dict[int, list[Item]] = {}
    for item in atlas.newest_first:
        by_year.setdefault(atlas.issue_of(item).date.year, []).append(item)
    yield _front(atlas, {year: len(items) for year, items in by_year.items()})
    for year, items in by_year.items():
        yield _year(atlas, year, tuple(items), tuple(by_year))


def row(atlas: Atlas, item: Item) -> views.CatalogueRow:
    """An item in the catalogue."""
    units = atlas.site.vocabularies.units
    return views.CatalogueRow(
        index_no=item.index_no,
        title=item.title,
        address=atlas.urls.to(urls.item(item.id)),
        summary=atlas.summary(item),
        day=atlas.words.day(atlas.issue_of(item).date),
        units=atlas.words.listed(tuple(units[code].short for code in item.units)),
        doc_no=item.doc_no,
    )


def _front(atlas: Atlas, counts: dict[int, int]) -> Page:
    def make() -> Shown:
        words = atlas.words
        view = views.CatalogueView(
            years=tuple(
                views.CatalogueYear(
                    words("date.year", year=year), atlas.urls.to(urls.catalogue(year)), count
                )
                for year, count in counts.items()
            ),
            csv=atlas.urls.to(ITEMS.address("csv")),
            json=atlas.urls.to(urls.API),
        )
        title, about = words("catalogue.title"), words("catalogue.about")
        head = meta.head(
            atlas,
            title,
            urls.CATALOGUE,
            description=about,
            metas=meta.column(title, about, "catalogue"),
        )
        return Shown(view, head, "catalogue")

    return Page(urls.CATALOGUE, "catalogue.html", atlas.print_of("catalogue", counts), make)


def _year(atlas: Atlas, year: int, items: tuple[Item, ...], years: tuple[int, ...]) -> Page:
    address = urls.catalogue(year)
    before = max((y for y in years if y < year), default=None)
    after = min((y for y in years if y > year), default=None)

    def neighbour(number: int | None) -> views.Link | None:
        if number is None:
            return None
        return atlas.link(atlas.words("date.year", year=number), urls.catalogue(number))

    def make() -> Shown:
        words = atlas.words
        label = words("date.year", year=year)
        view = views.CatalogueYearView(
            year=label,
            index=atlas.link(words("catalogue.title"), urls.CATALOGUE),
            rows=tuple(row(atlas, item) for item in items),
            csv=atlas.urls.to(ITEMS.address("csv", year)),
            previous=neighbour(before),
            next=neighbour(after),
        )
        title = words("catalogue.year", year=label)
        head = meta.head(atlas, title, address, metas=meta.column(title, title, "catalogue"))
        return Shown(view, head, "catalogue")

    print_ = atlas.print_of("catalogue-year", year, before, after, atlas.listed(items))
    return Page(address, "catalogue-year.html", print_, make)
