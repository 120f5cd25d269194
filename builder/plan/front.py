"""Home: the newest issue, then recent items."""

from __future__ import annotations

from builder import views
from builder.page import Page, Shown
from builder.plan import meta, urls
from builder.plan.archive import heat, month_counts, series_cards
from builder.plan.atlas import Atlas
from builder.plan.issues import contents, masthead
from builder.plan.notices import link as notices_link

RECENT = 12
MOST = 8


def page(atlas: Atlas) -> Page:
    """The home page."""
    newest = atlas.issues_newest_first[0] if atlas.issues_newest_first else None
    recent = tuple(i for i in atlas.newest_first if newest is None or i.issue != newest.id)[:RECENT]
    year = newest.date.year if newest else None
    counts: dict[str, int] = {}
    for item in atlas.newest_first:
        if atlas.issue_of(item).date.year == year:
            for unit in item.units:
                counts[unit] = counts.get(unit, 0) + 1
    units = atlas.site.vocabularies.units
    order = sorted(counts, key=lambda code: (-counts[code], list(units).index(code)))[:MOST]
    most = tuple((code, counts[code]) for code in order)

    def make() -> Shown:
        settings = atlas.site.settings
        words = atlas.words
        view = views.HomeView(
            masthead=masthead(atlas, newest) if newest else None,
            contents=contents(atlas, newest) if newest else (),
            recent=atlas.rows(recent),
            series=series_cards(atlas),
            heat=heat(atlas, atlas.years[:2]),
            year=words("date.year", year=year) if year else "",
            most=tuple(
                views.Counted(units[code].short, atlas.urls.to(urls.unit(code)), count)
                for code, count in most
            ),
            archive=atlas.urls.to(urls.ARCHIVE),
            catalogue=atlas.urls.to(urls.CATALOGUE),
            units=atlas.urls.to(urls.UNITS),
            notices=notices_link(atlas),
        )
        address = atlas.urls.whole(urls.HOME)
        head = meta.head(
            atlas,
            "",
            urls.HOME,
            description=atlas.issue_link(newest).label if newest else settings.name,
            metas=meta.column(settings.name, settings.name, "home"),
            properties=meta.sharing(settings.name, "website", address, "", settings.name),
            json_ld={
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": settings.name,
                "url": address,
                "inLanguage": settings.locale,
                "publisher": meta.organisation(settings.owner),
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": f"{atlas.urls.whole(urls.SEARCH)}?q={{search_term_string}}",
                    "query-input": "required name=search_term_string",
                },
            },
        )
        return Shown(view, head, "home")

    cards = {c: (i[0], len(i), sum(len(x.items) for x in i)) for c, i in atlas.by_series.items()}
    months = month_counts(atlas)
    issue_items = atlas.items_of(newest) if newest else ()
    listed = atlas.listed((*issue_items, *recent))
    print_ = atlas.print_of("home", newest, listed, most, cards, months)
    return Page(urls.HOME, "home.html", print_, make)
