"""The search page: its facets, units and topics as trees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from builder import views
from builder.page import Page, Shown
from builder.plan import meta, urls
from builder.plan.atlas import Atlas
from builder.plan.texts import ways


def page(atlas: Atlas) -> Page:
    """The search page."""
    choices = tuple((name, label, found) for name, label, found in _choices(atlas) if found)

    def make() -> Shown:
        words = atlas.words
        view = views.SearchView(
            facets=tuple(views.Facet(name, words(label), found) for name, label, found in choices),
            table=atlas.urls.to(urls.INDEX),
            ways=ways(atlas),
        )
        title = words("place.search")
        head = meta.head(atlas, title, urls.SEARCH, metas=meta.column(title, title))
        return Shown(view, head, "search")

    return Page(urls.SEARCH, "search.html", atlas.print_of("search", choices), make)


def _choices(atlas: Atlas) -> Iterator[tuple[str, str, tuple[views.Choice, ...]]]:
    """Facets by parameter and words, each with the values that something has."""
    known = atlas.site.vocabularies
    years = [views.Choice(f"{year:04}", f"{year}") for year in atlas.years]
    series = [views.Choice(c, known.series[c].name) for c in atlas.by_series]
    kinds = [views.Choice(c, k.name) for c, k in known.kinds.items() if c in atlas.by_kind]
    adopted = {a.level for item in atlas.site.items.values() for a in item.adoptions}
    levels = [views.Choice(c, level.name) for c, level in known.levels.items() if c in adopted]
    topics = {code: topic.parent for code, topic in known.topics.items()}
    yield "series", "place.series", tuple(series)
    yield "year", "heat.year", tuple(years)
    yield "unit", "place.units", _units(atlas)
    yield "topic", "place.topics", _tree(topics, atlas.by_topic, lambda c: known.topics[c].name)
    yield "kind", "place.kinds", tuple(kinds)
    yield "level", "search.level", tuple(levels)


def _units(atlas: Atlas) -> tuple[views.Choice, ...]:
    """Units below those they belong to, in their groups if there are several."""
    known = atlas.site.vocabularies
    parents = {code: unit.parent for code, unit in known.units.items()}
    tops = _tree(parents, atlas.by_unit, lambda code: known.units[code].short)
    groups = {
        name: tuple(top for top in tops if known.units[top.value].group == code)
        for code, name in known.groups.items()
    }
    found = [views.Choice("", name, below) for name, below in groups.items() if below]
    rest = tuple(top for top in tops if known.units[top.value].group not in known.groups)
    return (*found, *rest) if len(found) > 1 else tops


def _tree(
    parents: dict[str, str], used: Collection[str], name: Callable[[str], str]
) -> tuple[views.Choice, ...]:
    """Values that are used or stand above one that is, each with those below it."""

    def below(above: Iterable[str]) -> Iterator[views.Choice]:
        for code in above:
            inner = tuple(below(c for c, parent in parents.items() if parent == code))
            if inner or code in used:
                yield views.Choice(code, name(code), inner)

    return tuple(below(c for c, parent in parents.items() if parent not in parents))
