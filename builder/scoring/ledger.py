"""The ledger of a site: every entry of points by day, and what each unit and author gets of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from builder.deadlines import State
from builder.model.item import Item
from builder.model.site import Site
from builder.model.vocabulary import PointsRule, Target, Unit
from builder.responses import Duty, responses
from builder.scoring import entries
from builder.scoring.adoptions import counts, first_taken, taken
from builder.scoring.amounts import amount
from builder.scoring.entries import Cause, Entry
from builder.scoring.periods import Period, month_of
from builder.scoring.rules import rule_on
from builder.scoring.targets import applying
from builder.scoring.workdays import Workdays, workdays


@dataclass(frozen=True, slots=True)
class Line:
    """What one unit gets of an entry: its points, divided by `shared`."""

    unit: str
    points: Fraction
    shared: int
    entry: Entry


@dataclass(frozen=True)
class Ledger:
    """What can be counted of a site. Without a day to count to (public edition) all counts."""

    site: Site

    @property
    def as_of(self) -> date:
        """The day counted to."""
        return self.site.as_of or date.max

    @property
    def is_scored(self) -> bool:
        """Whether there are rules to score by."""
        return bool(self.site.vocabularies.rules)

    @cached_property
    def calendar(self) -> Workdays:
        """The days the office works."""
        known = self.site.vocabularies
        return workdays(known.holidays, known.workdays)

    @cached_property
    def items_in(self) -> Mapping[Period, tuple[Item, ...]]:
        """The items to which something happened in a month that may count."""
        found: dict[Period, list[Item]] = defaultdict(list)
        for item in self.site.items.values():
            happened = [self.site.issues[item.issue].date]
            happened += [adoption.date for adoption in item.adoptions]
            happened += [annotation.date for annotation in item.annotations]
            happened += [step.due for step in item.followups if step.due]
            late = entries.late_step(item)
            happened += [late.at.date()] if late else []
            for month in {month_of(day) for day in happened}:
                found[month].append(item)
        return {month: tuple(items) for month, items in found.items()}

    def items(self, period: Period) -> tuple[Item, ...]:
        """The items to which something happened in a period, each once."""
        found = {i.id: i for month in period.months for i in self.items_in.get(month, ())}
        return tuple(found.values())

    def is_over(self, period: Period) -> bool:
        """Whether a period is over; without a day, whether anything happened after it.

        On its last day a period is not over: something may still happen.
        """
        if self.site.as_of:
            return period.last < self.site.as_of
        return any(month.first > period.last for month in self.items_in)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What each unit owes to each commission, in the order of their deadlines."""
        every = (duty for response in responses(self.site).values() for duty in response.duties)
        return tuple(sorted(every, key=lambda d: (d.due, d.call, d.commission)))

    @cached_property
    def sent(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        """What a unit sent in within a month (`2026-03`), by its measure."""
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for row in self.site.submissions:
            measures = found[row.unit, row.month]
            measures[row.measure] = measures.get(row.measure, 0) + row.submitted
        return found

    def sent_in(self, unit: str, months: Iterable[Period]) -> dict[str, int]:
        """What a unit sent in within some months, by measure."""
        found: dict[str, int] = {}
        for month in months:
            if month.first <= self.as_of:
                for measure, number in self.sent.get((unit, month.name), {}).items():
                    found[measure] = found.get(measure, 0) + number
        return found

    # --- points ------------------------------------------------------------------------------

    def lines(self, period: Period) -> tuple[Line, ...]:
        """What every unit gets for what happened in a period, in the order of the days."""
        if not self.is_scored:
            return ()
        if period not in self._lines:
            self._lines[period] = self._made(period)
        return self._lines[period]

    @cached_property
    def _lines(self) -> dict[Period, tuple[Line, ...]]:
        """The lines asked for so far."""
        return {}

    def _made(self, period: Period) -> tuple[Line, ...]:
        found = [line for item in self.items(period) for line in self._of_item(item, period)]
        found += self._commissions(period)
        found += self._adjustments(period)
        found += [line for line in self._base(period.year) if period.holds(line.entry.day)]
        order = {code: index for index, code in enumerate(self.site.vocabularies.units)}
        return tuple(sorted(found, key=lambda n: (n.entry.day, n.entry.item, order[n.unit])))

    def entries(self, item: Item) -> tuple[Entry, ...]:
        """The entries of an item, oldest first."""
        if item.id not in self._entries:
            issue = self.site.issues[item.issue]
            known = self.site.vocabularies
            found = entries.of_item(item, issue, known, self._commission_names, self.as_of)
            self._entries[item.id] = found
        return self._entries[item.id]

    @cached_property
    def _entries(self) -> dict[str, tuple[Entry, ...]]:
        """The entries asked for so far."""
        return {}

    @cached_property
    def _commission_names(self) -> frozenset[str]:
        calls = self.site.calls.values()
        return frozenset(f"{call.name}/{c.id}" for call in calls for c in call.commissions)

    def _of_item(self, item: Item, period: Period) -> Iterator[Line]:
        for entry in self.entries(item):
            if period.holds(entry.day):
                units = item.units[:1] if entry.joint == "lead" else item.units
                yield from shared(entry, units)

    def _commissions(self, period: Period) -> Iterator[Line]:
        """What was not sent in, or late, costs on the day it was due."""
        known = self.site.vocabularies
        for duty in self.duties:
            state = duty.standing(self.as_of).state
            name = {State.OVERDUE: "missed", State.LATE: "late"}.get(state, "")
            if name and period.holds(duty.due.date()):
                subject = f"{duty.call}/{duty.commission}"
                item = duty.items[0] if duty.items else ""
                for entry in entries.penalty(
                    Cause.COMMISSION, known, duty.due.date(), name, item, subject
                ):
                    yield Line(duty.unit, entry.points, 1, entry)

    def _adjustments(self, period: Period) -> Iterator[Line]:
        for row in self.site.adjustments:
            if period.holds(row.day) and row.day <= self.as_of:
                value = amount(row.points)
                entry = Entry(
                    Cause.ADJUSTMENT,
                    row.day,
                    value,
                    item=row.item,
                    subject=row.reason,
                    value=value,
                    note=row.note,
                )
                yield Line(row.unit, value, 1, entry)

    def _base(self, year: int) -> tuple[Line, ...]:
        """Base points of each part of a year, on its last day, capped by the year."""
        if year not in self._bases:
            units = self.site.vocabularies.units.values()
            self._bases[year] = tuple(n for unit in units for n in self._base_lines(unit, year))
        return self._bases[year]

    @cached_property
    def _bases(self) -> dict[int, tuple[Line, ...]]:
        """The base points asked for so far, by year."""
        return {}

    def _base_lines(self, unit: Unit, year: int) -> Iterator[Line]:
        given = Fraction()
        for part in self._base_parts(year):
            day = min(part.last, self.as_of)
            rule = rule_on(self.site.vocabularies.rules, day)
            if rule is None or not rule.base_points or part.first > self.as_of:
                continue
            earned = self._base_of(unit, part, rule)
            cap = amount(rule.base_year_cap) if rule.base_year_cap else earned + given
            points = min(earned, max(Fraction(), cap - given))
            given += points
            if earned:
                entry = Entry(
                    Cause.BASE,
                    day,
                    points,
                    subject=part.name,
                    value=earned,
                    before=earned - points,
                    rule=rule.since,
                    row=1,
                )
                yield Line(unit.code, points, 1, entry)

    def _base_parts(self, year: int) -> tuple[Period, ...]:
        """The parts of a year for which base points are given, as the rule of its end says."""
        rule = rule_on(self.site.vocabularies.rules, min(Period(year).last, self.as_of))
        per = rule.base_per if rule else ""
        if per == "quarter":
            return tuple(Period(year, n) for n in range(1, 5))
        return (Period(year),) if per == "year" else Period(year).months

    def _base_of(self, unit: Unit, part: Period, rule: PointsRule) -> Fraction:
        """What a unit earns: so much an item, or the share of its target; all without a target."""
        sent = sum(self.sent_in(unit.code, part.months).values())
        most = amount(rule.base_points)
        if rule.base_each:
            return min(most, amount(rule.base_each) * sent)
        owed = self._wanted(unit, part)
        if not owed:
            return most if sent else Fraction()
        return most * min(Fraction(1), Fraction(sent) / owed)

    def _wanted(self, unit: Unit, part: Period) -> Fraction:
        """How many items a unit is asked for in a part of the year."""
        known = self.site.vocabularies
        most = Fraction()
        for target in applying(known.targets, unit, min(part.last, self.as_of)):
            if target.count == "submitted":
                most = max(most, Fraction(target.number) * times(target, part, self.calendar))
        return most

    def totals(self, period: Period, lines: Sequence[Line] | None = None) -> dict[str, Fraction]:
        """The points of every unit: the sum of its lines, not below the floor, or void."""
        found = {code: Fraction() for code in self.site.vocabularies.units}
        for line in self.lines(period) if lines is None else lines:
            found[line.unit] += line.points
        rule = rule_on(self.site.vocabularies.rules, min(period.last, self.as_of))
        if rule is None:
            return found
        if rule.floor:
            found = {code: max(amount(rule.floor), total) for code, total in found.items()}
        for code in self._void(period, rule):
            found[code] = min(Fraction(), found[code])
        return found

    def _void(self, period: Period, rule: PointsRule) -> tuple[str, ...]:
        """The units whose year counts nothing: so many commissions missed or late so far."""
        if not rule.void:
            return ()
        faults: dict[str, int] = defaultdict(int)
        for duty in self.duties:
            failed = duty.standing(self.as_of).state in (State.OVERDUE, State.LATE)
            if failed and Period(period.year).first <= duty.due.date() <= period.last:
                faults[duty.unit] += 1
        return tuple(code for code, number in faults.items() if number >= rule.void)

    def scaled(self, period: Period, totals: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """The totals scaled to the full marks of the rule; empty if it does not scale."""
        rule = rule_on(self.site.vocabularies.rules, min(period.last, self.as_of))
        if rule is None or not rule.scale_to:
            return {}
        full = amount(rule.scale_full) or max(totals.values(), default=Fraction())
        marks = amount(rule.scale_to)
        if full <= 0:
            return dict.fromkeys(totals, Fraction())
        return {code: min(marks, total / full * marks) for code, total in totals.items()}

    # --- what targets count ------------------------------------------------------------------

    def done(self, unit: str, target: Target, first: date, last: date) -> Fraction:
        """What a unit has done of what a target counts, from a day to a day."""
        months = _months(first, last)
        if target.count == "submitted":
            return Fraction(sum(self.sent_in(unit, months).values()))
        if target.count == "points":
            lines = (line for month in months for line in self.lines(month) if line.unit == unit)
            return sum((n.points for n in lines if first <= n.entry.day <= last), Fraction())
        items = {i.id: i for m in months for i in self.items_in.get(m, ()) if unit in i.units}
        return Fraction(sum(self._counts_for(i, target, first, last) for i in items.values()))

    def _counts_for(self, item: Item, target: Target, first: date, last: date) -> int:
        if not counts(item) or (target.kinds and item.kind not in target.kinds):
            return 0
        if not target.level:
            day = first_taken(item, self.site)
            return int(day is not None and first <= day <= last)
        issue = self.site.issues[item.issue]
        events = taken(item, issue, self.site.vocabularies)
        return sum(t.level == target.level and first <= t.day <= last for t in events)


def shared(entry: Entry, units: Sequence[str]) -> Iterator[Line]:
    """The lines of an entry: divided among the units, or whole for each."""
    parts = len(units) if entry.joint == "share" else 1
    for unit in units:
        yield Line(unit, entry.points / parts, parts, entry)


def times(target: Target, part: Period, calendar: Workdays) -> Fraction:
    """How often a target's own time fits into a month, a quarter or a year."""
    if target.per == "day":
        return Fraction(calendar.between(part.first, part.last))
    if target.per == "week":
        return Fraction((part.last - part.first).days + 1, 7)
    return Fraction(part.length, {"month": 1, "quarter": 3, "year": 12}[target.per])


def _months(first: date, last: date) -> tuple[Period, ...]:
    return tuple(
        Period(year, 0, month)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    )
