"""Cells, columns and tables of figures, as notices and units show them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from builder import views
from builder.plan import urls
from builder.plan.atlas import Atlas
from builder.words import Words

NO_PLOT = Markup("")


def number(value: object, address: str = "") -> views.Figure:
    """A cell with a number; None is shown as a dash."""
    return views.Figure("–" if value is None else str(value), address, "number", "")


def text(value: str, address: str = "") -> views.Figure:
    """A cell with words."""
    return views.Figure(value, address, "", "")


def head(value: str, address: str = "") -> views.Figure:
    """The cell that names its row."""
    return views.Figure(value, address, "", "row")


def table(
    words: Words,
    key: str,
    columns: Iterable[tuple[str, str]],
    rows: Iterable[tuple[views.Figure, ...] | views.FigureRow],
    *,
    note: str = "",
    plot: Markup = NO_PLOT,
    heading: str = "",
) -> views.FigureTable:
    """A table; columns are labels with their kind."""
    return views.FigureTable(
        heading or words(f"notice.table_{key}"),
        key,
        note,
        plot,
        tuple(views.FigureColumn(label, kind) for label, kind in columns),
        tuple(
            row if isinstance(row, views.FigureRow) else views.FigureRow(row, "") for row in rows
        ),
    )


def unit(atlas: Atlas, code: str) -> views.Figure:
    """A unit that names its row; linked if it has a page."""
    address = atlas.urls.to(urls.unit(code)) if code in atlas.by_unit else ""
    return head(atlas.site.vocabularies.units[code].short, address)


def item(atlas: Atlas, id_: str) -> views.Figure:
    """An item by its title, linked; nothing if there is none."""
    found = atlas.site.items.get(id_)
    return text(found.title, atlas.urls.to(urls.item(id_))) if found else text("")


def columns_of(words: Words, *keys: str) -> list[tuple[str, str]]:
    """Columns of words; those written `key#` hold numbers."""
    return [
        (words(f"notice.column_{key.rstrip('#')}"), "number" if key.endswith("#") else "")
        for key in keys
    ]
