"""The trail of points: every line with its item, its event and its rule, in words."""

from __future__ import annotations

from collections.abc import Sequence

from builder import views
from builder.plan.atlas import Atlas
from builder.plan.figures import columns_of, item, number, table, text, unit
from builder.scoring.amounts import shown
from builder.scoring.entries import Cause, Entry
from builder.scoring.ledger import Line
from builder.scoring.sheets import publication_name
from builder.words import Words

TRAIL = 400
"""Lines of points a page shows; `build stats` has them all."""


def trail(atlas: Atlas, lines: Sequence[Line], *, named: bool = True) -> views.FigureTable:
    """Every point with its item, its event and its rule; `named` says of which unit."""
    words = atlas.words
    rows = [
        (
            text(words.day(line.entry.day).short),
            *((unit(atlas, line.unit),) if named else ()),
            text(because(atlas, line.entry)),
            item(atlas, line.entry.item),
            text(formula(words, line)),
            number(shown(line.points)),
        )
        for line in lines[:TRAIL]
    ]
    keys = ("day", "unit", "because", "item", "formula", "points#")
    columns = columns_of(words, *(key for key in keys if named or key != "unit"))
    return table(words, "trail", columns, rows, note=words("notice.note_trail"))


def because(atlas: Atlas, entry: Entry) -> str:
    """What earned or cost the points: 《要情快报》单条采用, 市领导批示, 约稿迟交."""
    words, known = atlas.words, atlas.site.vocabularies
    match entry.cause:
        case Cause.ADOPTION:
            name = publication_name(atlas.site, entry.subject)
            form = words(f"form.{entry.form}")
            return words("notice.because_adoption", name=name, form=form)
        case Cause.ANNOTATION:
            rank = known.ranks.get(entry.subject, words("notice.no_rank"))
            return words("notice.because_annotation", rank=rank)
        case Cause.ADJUSTMENT:
            reason = known.reasons.get(entry.subject)
            return reason.name if reason else entry.subject
        case Cause.BASE | Cause.LATE_URGENT:
            return words(f"notice.because_{entry.cause.value}")
        case _:
            return words(f"notice.because_{entry.cause.value}_{entry.form.rpartition('_')[2]}")


def formula(words: Words, line: Line) -> str:
    """8 × 1.5 ÷ 3: how the points came about, and under which row of which rule."""
    entry = line.entry
    made = shown(entry.value)
    if entry.factor != 1:
        made += f" × {shown(entry.factor)}"
    if entry.before:
        made = f"{made} − {shown(entry.before)}"
        made = f"({made})" if line.shared > 1 else made
    if line.shared > 1:
        made += f" ÷ {line.shared}"
    if entry.rule is None:
        return made
    if not entry.row:
        return words("notice.no_row", day=words.day(entry.rule).text)
    if entry.cause is Cause.ADOPTION:
        return words("notice.by_row", formula=made, day=words.day(entry.rule).text, row=entry.row)
    return words("notice.by_rule", formula=made, day=words.day(entry.rule).text)
