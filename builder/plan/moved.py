"""Old addresses: a page at each that leads to where its item stands now."""

from __future__ import annotations

from collections.abc import Iterator

from builder import views
from builder.model.item import Item
from builder.page import Page, Shown
from builder.plan import meta, urls
from builder.plan.atlas import Atlas


def pages(atlas: Atlas) -> Iterator[Page]:
    """A page for every alias: hosts that read `_redirects` never show it."""
    for item in atlas.site.items.values():
        for alias in item.aliases:
            yield _moved(atlas, item, alias)


def address_of(alias: str) -> str:
    """The address a page for an old address is written to."""
    named = "." in alias.rpartition("/")[2]
    return alias if named or alias.endswith("/") else f"{alias}/"


def _moved(atlas: Atlas, item: Item, alias: str) -> Page:
    def make() -> Shown:
        title = atlas.words("moved.title")
        target = urls.item(item.id)
        head = meta.head(atlas, title, target, feed="", index=False)
        return Shown(views.MovedView(atlas.link(item.title, target)), head)

    print_ = atlas.print_of("moved", item.id, item.title)
    return Page(address_of(alias), "moved.html", print_, make)
