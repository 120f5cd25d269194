"""The tables of a notice: units, authors, publications, targets, commissions, kinds, the trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder import charts, views
from builder.deadlines import State
from builder.model.vocabulary import Kind, Tone, Vocabularies
from builder.plan import urls
from builder.plan.atlas import Atlas
from builder.plan.figures import columns_of, head, item, number, table, text, unit
from builder.plan.notice_text import FIRST, amounts, change, nothing_adopted, period_name
from builder.scoring.amounts import percent, share_of_most, shown
from builder.scoring.ledger import Ledger
from builder.scoring.notice import Notice, Standing, Writer
from builder.scoring.sheets import publication_name, rate
from builder.scoring.targets import Progress
from builder.words import Words


def tables(atlas: Atlas, ledger: Ledger, notice: Notice) -> Iterator[views.FigureTable]:
    """The tables that there is something to show in, but for those with plots over time."""
    yield _units(atlas, ledger, notice)
    for made in (
        _publications(atlas, notice),
        _annotations(atlas, notice),
        _kinds(atlas, notice),
        _targets(atlas, notice),
        _commissions(atlas, ledger, notice),
        _late(atlas, notice),
        _compared(atlas, notice),
        _authors(atlas, ledger, notice),
    ):
        if made.rows:
            yield made


def _units(atlas: Atlas, ledger: Ledger, notice: Notice) -> views.FigureTable:
    words, known = atlas.words, atlas.site.vocabularies
    counted = bool(notice.whole.sent)
    used = [c for c in known.levels if any(s.levels.get(c) for s in notice.units)]
    annotated = any(s.annotations for s in notice.units)
    scaled = any(s.scaled is not None for s in notice.units)
    grouped = ledger.is_scored and len({known.units[s.unit].group for s in notice.units}) > 1
    columns = [
        *(columns_of(words, "rank#") if ledger.is_scored else ()),
        *columns_of(words, "unit"),
        *(columns_of(words, "in_group#") if grouped else ()),
        *(columns_of(words, "sent#") if counted else ()),
        *columns_of(words, "adopted#"),
        *(columns_of(words, "rate#") if counted else ()),
        *((known.levels[code].name, "number") for code in used),
        *(columns_of(words, "annotations#") if annotated else ()),
        *(columns_of(words, "points#") if ledger.is_scored else ()),
        *(columns_of(words, "scaled#") if scaled else ()),
        *(columns_of(words, "change#") if ledger.is_scored and notice.before else ()),
    ]

    def row(s: Standing) -> tuple[views.Figure, ...]:
        cells = [number(_place(words, notice, s))] if ledger.is_scored else []
        cells.append(unit(atlas, s.unit))
        if grouped:
            cells.append(number(_in_group(words, known, s)))
        if counted:
            cells.append(number(amounts(words, s.sent) if s.sent.get("期") else s.sent.get("条")))
        cells.append(number(s.adopted))
        if counted:
            share = rate(s.adopted, s.sent)
            mixed = words("notice.rate_measures", rate=share) if s.sent.get("期") else share
            cells.append(number(mixed or None if share else None))
        cells += [number(s.levels.get(code, 0)) for code in used]
        cells += [number(s.annotations)] if annotated else []
        cells += [number(shown(s.points))] if ledger.is_scored else []
        if scaled:
            cells.append(number(shown(s.scaled) if s.scaled is not None else None))
        if ledger.is_scored and notice.before:
            cells.append(number(_change(words, s)))
        return tuple(cells)

    note = words("notice.note_units")
    if ledger.is_scored:
        note += words("notice.gap") + words("notice.note_points")
    # Whoever has nothing is named for the staff; the public does not know of all there is.
    listed = [s for s in notice.units if atlas.marked or s.adopted or s.levels]
    return table(words, "units", columns, [row(s) for s in listed], note=note)


def _place(words: Words, notice: Notice, standing: Standing) -> str:
    """The rank; equals say that they are."""
    tied = sum(1 for other in notice.units if other.rank == standing.rank) > 1
    return words("notice.tied", rank=standing.rank) if tied else str(standing.rank)


def _in_group(words: Words, known: Vocabularies, standing: Standing) -> str | None:
    """乡镇3: the group and the rank in it; nothing for a unit of no group."""
    group = known.groups.get(known.units[standing.unit].group, "")
    return words("notice.in_group", group=group, rank=standing.in_group) if group else None


def _change(words: Words, standing: Standing) -> str | None:
    if standing.before is None:
        return None
    moved = standing.before - standing.rank
    if not moved:
        return words("notice.unmoved")
    return words("notice.up" if moved > 0 else "notice.down", n=abs(moved))


def _publications(atlas: Atlas, notice: Notice) -> views.FigureTable:
    words, site = atlas.words, atlas.site
    counted = notice.whole.publications
    levels = site.vocabularies.levels
    rows = []
    # A series may be of no level: it is listed last, for it is in the total as well.
    for level in dict.fromkeys((*levels, *(at for at, _ in counted))):
        codes = sorted((c for at, c in counted if at == level), key=lambda c: -counted[level, c])
        for code in codes:
            named = text(levels[level].name if level in levels else "")
            rows.append((head(publication_name(site, code)), named, number(counted[level, code])))
    total = (head(words("heat.sum")), text(""), number(sum(n for (_, _), n in counted.items())))
    columns = columns_of(words, "publication", "level", "adoptions#")
    marked = [views.FigureRow(total, "total")] if rows else []
    return table(words, "publications", columns, [*rows, *marked])


def _annotations(atlas: Atlas, notice: Notice) -> views.FigureTable:
    words = atlas.words
    counted = notice.whole.annotations
    ranks = {**atlas.site.vocabularies.ranks, "": words("notice.no_rank")}
    rows = [(head(name), number(counted[c])) for c, name in ranks.items() if counted.get(c)]
    total = (head(words("heat.sum")), number(sum(counted.values())))
    marked = [views.FigureRow(total, "total")] if rows else []
    columns = columns_of(words, "leader", "annotations#")
    return table(words, "annotations", columns, [*rows, *marked])


def _kinds(atlas: Atlas, notice: Notice) -> views.FigureTable:
    words, kinds = atlas.words, atlas.site.vocabularies.kinds
    counted = notice.whole.kinds
    before = notice.before.kinds if notice.before else {}
    total = sum(counted.values())
    order = sorted(counted, key=lambda code: (-counted[code], list(kinds).index(code)))
    rows = [
        (
            head(kinds[code].name, atlas.urls.to(urls.kind(code)) if code in atlas.by_kind else ""),
            text(words(f"notice.tone_{kinds[code].tone.value}")),
            number(counted[code]),
            number(percent(counted[code], total)),
            *((number(before.get(code, 0)),) if notice.before else ()),
        )
        for code in order
    ]
    columns = columns_of(words, "kind", "tone", "adopted#", "share#")
    columns += columns_of(words, "before#") if notice.before else []
    plot = charts.shares(
        [_share(words, kinds[code], counted[code], total) for code in order],
        words("notice.plot_kinds"),
        words("notice.plot_kinds_about"),
    )
    return table(words, "kinds", columns, rows, plot=plot)


def _share(words: Words, kind: Kind, count: int, total: int) -> tuple[str, int, str, bool]:
    """A bar of the plot; one of a kind that brings problems says so in words as well."""
    share, problem = percent(count, total), kind.tone is Tone.PROBLEM
    said = words("notice.bar", n=count, share=share)
    return kind.name, count, said + (words("notice.bar_problem") if problem else ""), problem


def _targets(atlas: Atlas, notice: Notice) -> views.FigureTable:
    """A row a unit, the most in arrears first; for each sort of target what is owed and done."""
    words = atlas.words
    sorts = dict.fromkeys(_sort(words, row) for row in notice.progress)
    units: dict[str, dict[str, Progress]] = {}
    for row in notice.progress:
        units.setdefault(row.unit, {})[_sort(words, row)] = row

    def cells(of: Progress | None) -> tuple[views.Figure, ...]:
        if of is None:
            return (number(None), number(None), number(None))
        lacking = shown(of.arrears) if of.arrears else None
        return number(shown(of.owed)), number(shown(of.done)), number(lacking)

    rows = []
    for code, asked in sorted(units.items(), key=lambda u: -max(p.arrears for p in u[1].values())):
        row_ = (unit(atlas, code), *(cell for sort in sorts for cell in cells(asked.get(sort))))
        alarm = any(progress.marked for progress in asked.values())
        rows.append(views.FigureRow(row_, "alarm" if alarm else ""))
    columns = columns_of(words, "unit")
    for sort in sorts:
        columns += [
            (words("notice.target", target=sort, what=label), kind)
            for label, kind in columns_of(words, "owed#", "done#", "arrears#")
        ]
    return table(words, "targets", columns, rows, note=words("notice.note_targets"))


def _sort(words: Words, row: Progress) -> str:
    """每月报送, 全年采用: what is counted over which time."""
    per = words(f"notice.per_{row.target.per}")
    return words("notice.sort", per=per, count=words(f"notice.count_{row.target.count}"))


def _commissions(atlas: Atlas, ledger: Ledger, notice: Notice) -> views.FigureTable:
    words, site = atlas.words, atlas.site
    titles = {f"{c.name}/{m.id}": m.title for c in site.calls.values() for m in c.commissions}
    rows = []
    for duty in notice.duties:
        standing = duty.standing(site.as_of)
        days = standing.days or None
        late = standing.state in (State.LATE, State.OVERDUE) and days
        said = words(f"notice.state_{standing.state.value}")
        said += words("notice.days", n=days) if late else ""
        if duty.unit not in site.vocabularies.units:
            continue
        due = atlas.words.day(duty.due.date()).short
        rows.append(
            (
                unit(atlas, duty.unit),
                text(titles.get(f"{duty.call}/{duty.commission}", "")),
                text(due),
                text(said),
                text(duty.reason),
            )
        )
    columns = columns_of(words, "unit", "commission", "due", "state", "reason")
    return table(words, "commissions", columns, rows if ledger.site.as_of else ())


def _late(atlas: Atlas, notice: Notice) -> views.FigureTable:
    words = atlas.words
    rows = [
        (
            unit(atlas, late.unit),
            item(atlas, late.item),
            text(words("notice.late_urgent") if late.urgent else words(f"step.{late.step.value}")),
            text(words.day(late.due).short),
            text(words.day(late.at).short),
            text(late.reason),
        )
        for late in notice.late
        if late.unit in atlas.site.vocabularies.units
    ]
    columns = columns_of(words, "unit", "item", "step", "due", "at", "reason")
    return table(words, "late", columns, rows if atlas.site.as_of else ())


def _compared(atlas: Atlas, notice: Notice) -> views.FigureTable:
    """This period, the one before, and the same one of the year before."""
    words = atlas.words
    now = notice.whole
    # The period before a year is the same one of the year before: it is told once.
    others = {f.period: f for f in (notice.before, notice.year_before) if f}.values()
    if not others:
        return table(words, "compared", (), ())
    columns = [(words("notice.column_what"), ""), (period_name(words, now.period), "number")]
    for other in others:
        columns.append((period_name(words, other.period), "number"))
        columns += columns_of(words, "change#")

    def row(label: str, values: Sequence[int | None]) -> tuple[views.Figure, ...]:
        cells = [head(label), number(values[0])]
        for old in values[1:]:
            new = values[0]
            known = new is not None and old is not None and notice.closed
            cells.append(number(old))
            cells.append(number(change(words, new or 0, old or 0) if known else None))
        return tuple(cells)

    every = [now, *others]
    rows = []
    for measure, key in (("条", "notice.row_sent"), ("期", "notice.row_sent_issues")):
        if any(f.sent.get(measure) for f in every):
            rows.append(row(words(key), [f.sent.get(measure) for f in every]))
    rows.append(row(words("notice.row_adopted"), [len(f.adopted) for f in every]))
    for code, level in atlas.site.vocabularies.levels.items():
        if any(f.levels.get(code) for f in every):
            label = words("notice.row_level", level=level.name)
            rows.append(row(label, [f.levels.get(code, 0) for f in every]))
    if any(f.annotations for f in every):
        annotations = [sum(f.annotations.values()) for f in every]
        rows.append(row(words("notice.row_annotations"), annotations))
    note = _spread(words, notice) if notice.closed else words("notice.note_running")
    return table(words, "compared", columns, rows, note=note)


def _spread(words: Words, notice: Notice) -> str:
    """How many units share in what was adopted, and how much the first of them have."""
    counts = [s.adopted for s in notice.units]
    top = share_of_most(counts, FIRST)
    some = len(counts) - len(nothing_adopted(notice))
    if not top or some <= FIRST:
        return ""
    spread = words("notice.said_spread", some=some, all=len(counts), n=FIRST, share=top)
    return spread + words("notice.stop")


def _authors(atlas: Atlas, ledger: Ledger, notice: Notice) -> views.FigureTable:
    words, known = atlas.words, atlas.site.vocabularies
    used = [c for c in known.levels if any(w.levels.get(c) for w in notice.writers)]
    scored = ledger.is_scored
    columns = [
        *(columns_of(words, "rank#") if scored else ()),
        *columns_of(words, "author", "unit", "adopted#"),
        *((known.levels[code].name, "number") for code in used),
        *columns_of(words, "annotations#"),
        *(columns_of(words, "points#") if scored else ()),
    ]

    def row(w: Writer) -> tuple[views.Figure, ...]:
        names = words.listed(tuple(known.units[c].short for c in w.units if c in known.units))
        return (
            *((number(w.rank),) if scored else ()),
            head(w.name),
            text(names),
            number(w.adopted),
            *(number(w.levels.get(code, 0)) for code in used),
            number(w.annotations),
            *((number(shown(w.points)),) if scored else ()),
        )

    note = words("notice.note_authors")
    return table(words, "authors", columns, [row(w) for w in notice.writers], note=note)
