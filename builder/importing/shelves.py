"""Puts drafts into issues: which series, year and number, in which order, under which names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.importing.drafts import Draft, Reason
from builder.importing.standing import Standing

_SUPPLEMENT = ("supplement", "增刊")
_ISSUE_KEYS = ("total", "form", "title", "compiler", "status")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A draft with the name of its file; `there` says that the root has it already."""

    draft: Draft
    name: str
    slug: str
    there: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """An issue to be: where it lies, its fields, and its drafts in their order."""

    series: str
    year: str
    folder: str
    date: str
    fields: Mapping[str, str]
    drafts: tuple[Shelved, ...]
    complete: bool
    sealed: bool = False

    @property
    def path(self) -> str:
        """Its folder, from the root."""
        return f"issues/{self.series}/{self.year}/{self.folder}"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A draft that knows its series and year; `number` is empty where numbers are given out."""

    draft: Draft
    series: str
    year: str
    day: str
    number: str
    supplement: bool


def arranged(
    drafts: Sequence[Draft],
    numbering: str,
    series: Mapping[str, str],
    digits: Mapping[str, int],
    standing: Sequence[Standing],
) -> tuple[tuple[Shelf, ...], tuple[tuple[Draft, Reason], ...]]:
    """The issues in the order of their folders, and the drafts that no issue can take.

    `series` maps codes and names to codes, `digits` gives the width of a series' numbers.
    """
    wanted: list[_Wanted] = []
    refused: list[tuple[Draft, Reason]] = []
    for draft in drafts:
        found = _wanted(draft, numbering, series)
        if isinstance(found, Reason):
            refused.append((draft, found))
        else:
            wanted.append(found)
    numbers = _numbers(wanted, numbering, standing) if numbering else {}
    groups: dict[tuple[str, str, str], list[_Wanted]] = defaultdict(list)
    for one in wanted:
        number = numbers.get(one.draft.record.path) or int(one.number.lstrip("s"))
        width = 2 if one.supplement else digits.get(one.series, 4)
        folder = f"{'s' if one.supplement else ''}{number:0{width}}"
        groups[one.series, one.year, folder].append(one)
    here = {(s.series, s.year, s.folder): s for s in standing}
    shelves = tuple(_shelf(key, groups[key], here.get(key)) for key in sorted(groups))
    return shelves, tuple(refused)


def _wanted(draft: Draft, numbering: str, series: Mapping[str, str]) -> _Wanted | Reason:
    name = draft.issue.get("series", "")
    if not name:
        return Reason("no-series", "没有刊物", "no series")
    if name not in series:
        return Reason("unknown-series", f"没有“{name}”这个刊物", f"no series `{name}`")
    day = draft.issue.get("date") or draft.signed or "".join(draft.values.get("event_date", ()))
    if not day:
        return Reason("no-date", "没有日期（期的日期和签发时间都没有）", "no date at all")
    year = draft.issue.get("year") or day[:4]
    if not re.fullmatch(r"[12]\d{3}", year):
        return Reason("bad-year", f"“{year}”不是年份", f"`{year}` is not a year")
    number = draft.issue.get("number", "").lower()
    supplement = draft.issue.get("form") in _SUPPLEMENT or number.startswith("s")
    if not numbering:
        match = re.fullmatch(r"s?0*([1-9]\d{0,8})", number)
        if not match:
            shown = number or "—"
            return Reason("no-number", f"没有期号（{shown}）", f"no number ({shown})")
        number = match[1]
    return _Wanted(draft, series[name], year, day, number, supplement)


def _numbers(
    wanted: Sequence[_Wanted], numbering: str, standing: Sequence[Standing]
) -> dict[str, int]:
    """Numbers by record path. Issues that are there keep theirs; new ones follow the last."""
    found: dict[str, int] = {}
    labels: dict[tuple[str, str, bool], dict[str, list[_Wanted]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in wanted:
        label = _label(numbering, one.day)
        if numbering == "sequence":
            label = f"{one.day} {one.draft.record.path}"
        labels[one.series, one.year, one.supplement][label].append(one)
    for (series, year, supplement), by_label in labels.items():
        here = [s for s in standing if (s.series, s.year) == (series, year) and s.complete]
        here = [s for s in here if s.folder.startswith("s") is supplement]
        taken = {_label(numbering, s.date): _figure(s.folder) for s in here if s.date}
        slugs = {slug: _figure(s.folder) for s in here for slug in s.items}
        last = max((_figure(s.folder) for s in here), default=0)
        for label, several in sorted(by_label.items()):
            known, name = (taken, label)
            if numbering == "sequence":
                known, name = slugs, several[0].draft.slug
            number = known.get(name, 0)
            if not number:
                last += 1
                number = last
            found |= {one.draft.record.path: number for one in several}
    return found


def _label(numbering: str, day: str) -> str:
    """What the drafts of one issue have in common."""
    return {"by-year": day[:4], "by-month": day[:7]}.get(numbering, day[:10])


def _figure(folder: str) -> int:
    figures = folder.removeprefix("s")
    return int(figures) if figures.isdecimal() else 0


def _shelf(key: tuple[str, str, str], wanted: Sequence[_Wanted], here: Standing | None) -> Shelf:
    ordered = sorted((one.draft for one in wanted), key=_order)
    fields: dict[str, str] = {}
    for name in _ISSUE_KEYS:
        fields[name] = next((d.issue[name] for d in ordered if d.issue.get(name)), "")
    if any(one.supplement for one in wanted):
        fields["form"] = "supplement"
    given = [d.issue["date"] for d in ordered if d.issue.get("date")]
    day = max(given or [one.day for one in wanted])[:10]
    if here and here.date:
        day = here.date
    named = _named(ordered, here)
    complete, sealed = bool(here and here.complete), bool(here and here.sealed)
    return Shelf(*key, day, fields, named, complete, sealed)


def _named(drafts: Iterable[Draft], here: Standing | None) -> tuple[Shelved, ...]:
    """The drafts with their files' names: what is there keeps its name, new ones follow."""
    drafts = list(drafts)
    there = dict(here.items) if here else {}
    used: set[str] = set()
    slugs = []
    for draft in drafts:
        slug, again = draft.slug, 1
        while slug in used or slug in ("issue", "page"):
            again += 1
            slug = f"{draft.slug}-{again}"
        used.add(slug)
        slugs.append(slug)
    prefix = here.last if here else 0
    width = max(2, len(str(prefix + len([s for s in slugs if s not in there]))))
    found = []
    for draft, slug in zip(drafts, slugs, strict=True):
        if slug in there:
            found.append(Shelved(draft, there[slug], slug, True))
        else:
            prefix += 1
            found.append(Shelved(draft, f"{prefix:0{width}}-{slug}.md", slug, False))
    return tuple(found)


def _order(draft: Draft) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    return _natural(draft.issue.get("order", "")), _natural(draft.record.path)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts 2 before 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
