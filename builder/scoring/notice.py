"""The figures of a notice (采用情况通报): what a month, a quarter or a year came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from builder.model.item import Annotation, Item, StepName
from builder.model.vocabulary import Tone
from builder.responses import Duty, handed_in
from builder.scoring.adoptions import Taken, counts, first_taken, taken
from builder.scoring.amounts import ranks
from builder.scoring.entries import Cause, is_late, late_step
from builder.scoring.ledger import Ledger, Line, shared
from builder.scoring.periods import Period
from builder.scoring.targets import Progress, progress


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in a notice.

    `sent` is by measure (条, 期), empty if no table tells; `adopted` counts items adopted for the
    first time; `levels` counts adoptions, of which an item may have several; `rank` is shared by
    equals, `in_group` is that among the units of its group; `before` is the rank of the period
    before, None where there is none.
    """

    unit: str
    sent: Mapping[str, int]
    adopted: int
    levels: Mapping[str, int]
    annotations: int
    points: Fraction
    scaled: Fraction | None
    rank: int
    in_group: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Writer:
    """An author in a notice; `units` are those of the items."""

    name: str
    units: tuple[str, ...]
    adopted: int
    levels: Mapping[str, int]
    annotations: int
    points: Fraction
    rank: int


@dataclass(frozen=True, slots=True)
class Late:
    """A step that was taken after it was due; `urgent` if it is an urgent item's first report."""

    item: str
    unit: str
    step: StepName
    due: date
    at: date
    days: int
    reason: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What a period came to as a whole, for comparison with others.

    `by_measure` parts the adopted items by how their units count what they send in: an item of
    which any unit counts 条 is one of 条.
    """

    period: Period
    sent: Mapping[str, int]
    by_measure: Mapping[str, int]
    adopted: tuple[str, ...]
    levels: Mapping[str, int]
    publications: Mapping[tuple[str, str], int]
    annotations: Mapping[str, int]
    kinds: Mapping[str, int]
    tones: Mapping[Tone, int]
    points: Fraction


@dataclass(frozen=True, slots=True)
class Notice:
    """All figures of a notice. `closed` says whether the period was over on the day counted to."""

    whole: Figures
    before: Figures | None
    year_before: Figures | None
    closed: bool
    units: tuple[Standing, ...]
    writers: tuple[Writer, ...]
    progress: tuple[Progress, ...]
    duties: tuple[Duty, ...]
    late: tuple[Late, ...]
    waiting: int | None
    lines: tuple[Line, ...]


def figures(ledger: Ledger, period: Period) -> Figures:
    """What a period came to."""
    known = ledger.site.vocabularies
    sent: Counter[str] = Counter()
    for unit in known.units:
        sent.update(ledger.sent_in(unit, period.months))
    levels: Counter[str] = Counter()
    publications: Counter[tuple[str, str]] = Counter()
    for _, event in _taken(ledger, period):
        levels[event.level] += 1
        publications[event.level, event.publication] += 1
    annotated = [a.rank for _, a in _annotated(ledger, period)]
    items = adopted_in(ledger, period)
    kinds = Counter(item.kind for item in items)
    tones: Counter[Tone] = Counter()
    for kind, number in kinds.items():
        tones[known.kinds[kind].tone] += number
    return Figures(
        period,
        dict(sent),
        _by_measure(ledger, period, items),
        tuple(item.id for item in items),
        dict(levels),
        dict(publications),
        dict(Counter(annotated)),
        dict(kinds),
        dict(tones),
        sum(ledger.totals(period).values(), Fraction()),
    )


def _by_measure(ledger: Ledger, period: Period, items: Iterable[Item]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for item in items:
        used = {m for unit in item.units for m in ledger.sent_in(unit, period.months)}
        found["期" if used == {"期"} else "条"] += 1
    return dict(found)


def notice(ledger: Ledger, period: Period) -> Notice:
    """The notice of a period."""
    before = _known(ledger, period.before)
    year_before = _known(ledger, period.year_before)
    return Notice(
        whole=figures(ledger, period),
        before=figures(ledger, before) if before else None,
        year_before=figures(ledger, year_before) if year_before else None,
        closed=ledger.is_over(period),
        units=standings(ledger, period, before),
        writers=_writers(ledger, period),
        progress=tuple(_progress(ledger, period)),
        duties=tuple(d for d in ledger.duties if period.holds(d.due.date())),
        late=tuple(_late(ledger, period)),
        waiting=_waiting(ledger, period),
        lines=ledger.lines(period),
    )


def standings(ledger: Ledger, period: Period, before: Period | None = None) -> tuple[Standing, ...]:
    """Every unit, the highest rank first, then in the order of the register.

    A unit that was merged into another is listed only while something is still counted for it.
    """
    totals = ledger.totals(period)
    adopted = _adopted(ledger, period)
    levels = _levels(ledger, period)
    annotated = Counter(u for item, _ in _annotated(ledger, period) for u in item.units)
    rank = ranking(ledger, period, totals, adopted)
    earlier = ranking(ledger, before) if before else {}
    groups = _in_groups(ledger, rank)
    scaled = ledger.scaled(period, {code: totals[code] for code in rank})
    found = [
        Standing(
            code,
            ledger.sent_in(code, period.months),
            adopted.get(code, 0),
            levels.get(code, {}),
            annotated.get(code, 0),
            totals[code],
            scaled.get(code),
            rank[code],
            groups[code],
            earlier.get(code),
        )
        for code in ledger.site.vocabularies.units
        if code in rank
    ]
    return tuple(sorted(found, key=lambda s: s.rank))


def ranking(
    ledger: Ledger,
    period: Period,
    totals: Mapping[str, Fraction] | None = None,
    adopted: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """The rank of every unit that is listed: by points, or by adopted items without rules."""
    points = ledger.totals(period) if totals is None else totals
    items = _adopted(ledger, period) if adopted is None else adopted
    listed = {
        code: points[code] if ledger.is_scored else Fraction(items.get(code, 0))
        for code, unit in ledger.site.vocabularies.units.items()
        if not unit.successor
        or points[code]
        or items.get(code)
        or any(ledger.sent_in(code, period.months).values())
    }
    return ranks(listed)


def _in_groups(ledger: Ledger, rank: Mapping[str, int]) -> dict[str, int]:
    """The rank of every unit among those of its group, as towns and departments are ranked apart."""
    groups: dict[str, dict[str, Fraction]] = {}
    for code, place in rank.items():
        group = ledger.site.vocabularies.units[code].group
        groups.setdefault(group, {})[code] = Fraction(-place)
    return {code: place for found in groups.values() for code, place in ranks(found).items()}


def adopted_in(ledger: Ledger, period: Period) -> tuple[Item, ...]:
    """The items adopted for the first time in a period."""
    found = []
    for item in ledger.items(period):
        day = first_taken(item, ledger.site)
        if day is not None and period.holds(day) and day <= ledger.as_of:
            found.append(item)
    return tuple(found)


def _known(ledger: Ledger, period: Period) -> Period | None:
    """The period if anything at all is known of it: nothing is compared with what is not there."""
    if period.year < 1:
        return None
    told = any((unit, m.name) in ledger.sent for m in period.months for unit in _units(ledger))
    return period if told or ledger.items(period) else None


def _units(ledger: Ledger) -> Iterable[str]:
    return ledger.site.vocabularies.units


def _taken(ledger: Ledger, period: Period) -> list[tuple[Item, Taken]]:
    site = ledger.site
    return [
        (item, event)
        for item in ledger.items(period)
        for event in taken(item, site.issues[item.issue], site.vocabularies)
        if period.holds(event.day) and event.day <= ledger.as_of
    ]


def _annotated(ledger: Ledger, period: Period) -> list[tuple[Item, Annotation]]:
    return [
        (item, annotation)
        for item in ledger.items(period)
        if counts(item)
        for annotation in item.annotations
        if period.holds(annotation.date) and annotation.date <= ledger.as_of
    ]


def _adopted(ledger: Ledger, period: Period) -> Counter[str]:
    return Counter(unit for item in adopted_in(ledger, period) for unit in item.units)


def _levels(ledger: Ledger, period: Period) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for item, event in _taken(ledger, period):
        for unit in item.units:
            found.setdefault(unit, Counter())[event.level] += 1
    return found


def _writers(ledger: Ledger, period: Period) -> tuple[Writer, ...]:
    """Every author, the highest rank first; an item's points are divided among its authors."""
    points: dict[str, Fraction] = {}
    adopted: Counter[str] = Counter()
    annotations: Counter[str] = Counter()
    levels: dict[str, Counter[str]] = {}
    units: dict[str, dict[str, None]] = {}
    for item in ledger.items(period):
        for line in _earned(ledger, item, period):
            points[line.unit] = points.get(line.unit, Fraction()) + line.points
    for item in adopted_in(ledger, period):
        adopted.update(item.authors)
    for item, event in _taken(ledger, period):
        for author in item.authors:
            levels.setdefault(author, Counter())[event.level] += 1
            units.setdefault(author, {}).update(dict.fromkeys(item.units[:1]))
    for item, _ in _annotated(ledger, period):
        annotations.update(item.authors)
        for author in item.authors:
            units.setdefault(author, {}).update(dict.fromkeys(item.units[:1]))
    worth = {
        name: points.get(name, Fraction()) if ledger.is_scored else Fraction(adopted[name])
        for name in units
    }
    rank = ranks(worth)
    return tuple(
        Writer(
            name,
            tuple(units[name]),
            adopted[name],
            levels.get(name, {}),
            annotations[name],
            points.get(name, Fraction()),
            rank[name],
        )
        for name in sorted(units, key=lambda n: (rank[n], n))
    )


def _earned(ledger: Ledger, item: Item, period: Period) -> Iterable[Line]:
    """What each author of an item gets for its adoptions and annotations."""
    for entry in ledger.entries(item) if item.authors else ():
        if entry.cause in (Cause.ADOPTION, Cause.ANNOTATION) and period.holds(entry.day):
            yield from shared(entry, item.authors)


def _progress(ledger: Ledger, period: Period) -> Iterable[Progress]:
    known = ledger.site.vocabularies
    for unit in known.units.values():
        if not unit.successor and period.first <= ledger.as_of:
            yield from progress(
                unit, known.targets, period, ledger.as_of, ledger.calendar, ledger.done
            )


def _late(ledger: Ledger, period: Period) -> Iterable[Late]:
    """The steps of items of the period that were taken too late, oldest first."""
    found = []
    for item in ledger.items(period):
        urgent = late_step(item)
        for step in item.steps:
            if step.due and is_late(step) and period.holds(step.at.date()):
                due, at = step.due.date(), step.at.date()
                days = (at - due).days
                first = step is urgent
                late = Late(
                    item.id, item.units[0], step.step, due, at, days, step.delay_reason, first
                )
                found.append(late)
    return sorted(found, key=lambda late: (late.at, late.item))


def _waiting(ledger: Ledger, period: Period) -> int | None:
    """The median of days from being sent in to being published, of the period's items."""
    days = []
    for item in adopted_in(ledger, period):
        times = handed_in(item)
        if times:
            days.append((ledger.site.issues[item.issue].date - times[0].date()).days)
    return int(median(days)) if days else None
