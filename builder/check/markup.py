"""Did every mark in a text take effect, and do the totals of its tables add up?"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostic import Diagnostic, Place
from builder.model.prose import Prose
from builder.rules import figures, reading
from builder.rules import links as rules


def check(path: str, prose: Prose) -> Iterator[Diagnostic]:
    """The marks that are shown as they are."""
    if prose.too_much:
        yield reading.overgrown_text(Place(path), prose.too_much)
    for lost in prose.lost:
        place = Place(path, lost.line, lost.column, len(lost.mark.partition("\n")[0]))
        yield rules.lost_markup(place, lost.mark, lost.better)
    for wrong in prose.totals:
        place = Place(path, wrong.line, wrong.column, len(wrong.given))
        yield figures.wrong_table_total(place, wrong.given, wrong.total)
