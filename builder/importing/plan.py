"""Decides what an import writes: vocabulary entries, items, issues; and what has no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from builder.diagnostic import Diagnostic
from builder.importing import accept, drafts, items, shelves, vocabulary
from builder.importing.drafts import Draft, Reason
from builder.importing.items import Written
from builder.importing.recipe import Creating, Map
from builder.importing.records import Record
from builder.importing.report import Report, Unplaced
from builder.importing.shelves import Shelf, Shelved
from builder.importing.standing import Standing, redecoded
from builder.importing.vocabulary import Added, Entry, Known
from builder.load import vocabularies
from builder.model.issue import Issue
from builder.model.item import Item

_SEALED = Reason("sealed-issue", "这一期已经封存，不再添加", "the issue is sealed")
_STEMS = (("units", "units"), ("topics", "topics"), ("kinds", "kind"))


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write: its text, or the path of the source file it is a copy of."""

    path: str
    text: str = ""
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """What the plan needs to know of the root and of the source's other files."""

    known: Known
    zone: tzinfo
    standing: tuple[Standing, ...]
    text_at: Callable[[str], str]
    is_file: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be written: vocabularies by path, then new files in this order."""

    vocabularies: Mapping[str, str]
    files: tuple[NewFile, ...]
    report: Report
    faults: tuple[Diagnostic, ...] = ()


def plan(records: Sequence[Record], how: Map, root: Root, report: Report) -> Plan:
    """The whole import as a value; `report` says what was read and is completed here."""
    first, known, faults = _seeded(how, root)
    if faults:
        return Plan({}, (), report, faults)
    made = [drafts.draft(record, how) for record in records]
    series = known.lookup.series.codes
    digits = {code: one.digits for code, one in known.vocabularies.series.items()}
    shelved, refused = shelves.arranged(made, how.numbering, series, digits, root.standing)
    unplaced = [Unplaced(draft.record.path, reason) for draft, reason in refused]
    placed = [one.draft for shelf in shelved for one in shelf.drafts]
    second, known, faults = _created(how, placed, known, root.zone)
    if faults:
        return Plan({}, (), report, faults)
    codes = {
        "units": known.lookup.units.codes,
        "topics": known.lookup.topics.codes,
        "kind": known.lookup.kinds.codes,
    }
    ids = {
        one.draft.record.path: f"{shelf.path.removeprefix('issues/')}/{one.slug}"
        for shelf in shelved
        for one in shelf.drafts
    }
    work = _Shelving(how, root, known, codes, ids)
    files = [file for shelf in shelved for file in work.files(shelf)]
    added = {
        stem: (*first.entries.get(stem, ()), *second.entries.get(stem, ()))
        for stem in ("series", "groups", "units", "topics", "kinds")
    }
    changed = {
        f"{vocabularies.FOLDER}/{stem}.yml": known.texts[stem]
        for stem in vocabulary.STEMS
        if known.texts.get(stem) != root.known.texts.get(stem)
    }
    done = replace(
        report,
        created={stem: tuple((e.code, e.name) for e in found) for stem, found in added.items()},
        placed=work.placed,
        issues=work.issues,
        same=work.same,
        other=tuple(work.other),
        unplaced=tuple(sorted((*report.unplaced, *unplaced, *work.unplaced))),
        missing=tuple(work.missing),
        mended=dict(work.mended),
        lost=_lost(made),
        unused=_unused(records, how, asked=False),
        ignored=_unused(records, how, asked=True),
    )
    return Plan(changed, tuple(files), done)


def _seeded(how: Map, root: Root) -> tuple[Added, Known, tuple[Diagnostic, ...]]:
    """The vocabularies with the entries that the map writes out."""
    added = vocabulary.seeds(how.create, how.groups, root.known)
    changed, faults = vocabulary.extended(root.known, added)
    if faults:
        return added, root.known, faults
    known, faults = redecoded(root.known, changed, root.zone)
    return added, known, faults


def _created(
    how: Map, placed: Iterable[Draft], known: Known, zone: tzinfo
) -> tuple[Added, Known, tuple[Diagnostic, ...]]:
    """The vocabularies with entries for the names that they don't know."""
    ready = [draft for draft in placed if all(key in draft.values for key in drafts.REQUIRED)]
    entries: dict[str, tuple[Entry, ...]] = {}
    for stem, key in _STEMS:
        part = how.create.get(stem, Creating())
        if part.add:
            names = {name for draft in ready for name in draft.values[key]}
            entries[stem] = vocabulary.created(names, stem, part, known.lookup)
    added = Added(entries)
    changed, faults = vocabulary.extended(known, added)
    if faults:
        return added, known, faults
    after, faults = redecoded(known, changed, zone)
    return added, after, faults


class _Shelving:
    """Writes the texts of shelves one by one, and counts."""

    def __init__(
        self,
        how: Map,
        root: Root,
        known: Known,
        codes: Mapping[str, Mapping[str, str]],
        ids: Mapping[str, str],
    ) -> None:
        self.how = how
        self.root = root
        self.known = known
        self.codes = codes
        self.ids = ids
        self.placed = self.issues = self.same = 0
        self.other: list[str] = []
        self.unplaced: list[Unplaced] = []
        self.missing: list[tuple[str, str]] = []
        self.mended: Counter[str] = Counter()

    def files(self, shelf: Shelf) -> list[NewFile]:
        """The files of a shelf, its issue.md last: an issue cut short is not yet one."""
        texts: dict[str, tuple[Shelved, Written, Item]] = {}
        for one in shelf.drafts:
            path = f"{shelf.path}/{one.name}"
            draft = drafts.resolved(one.draft, self.codes)
            written = items.item(draft, one.slug, self.how, self.ids, self.root.is_file)
            if one.there:
                self._compare(path, written.text)
                continue
            if shelf.sealed:
                self._refuse(one, _SEALED)
                continue
            item, reason = accept.item(path, written.text, self.known.lookup, self.root.zone)
            if item is None or reason:
                self._refuse(one, reason or Reason("unreadable", "读不通", "can't be read"))
            else:
                texts[path] = (one, written, item)
        return self._signed(shelf, texts)

    def _signed(
        self, shelf: Shelf, texts: dict[str, tuple[Shelved, Written, Item]]
    ) -> list[NewFile]:
        path = f"{shelf.path}/issue.md"
        series = self.known.vocabularies.series[shelf.series]
        found = {item.id: item for _, _, item in texts.values()}
        text = items.issue(shelf, self.how)
        issue, reason = accept.issue(path, text, series, tuple(found), self.root.zone)
        late: dict[str, Reason] = {}
        if issue is None or reason:
            reason = reason or Reason("unreadable", "读不通", "can't be read")
            late = dict.fromkeys(texts, reason)
        else:
            inside: dict[str, Issue] = {issue.id: issue}
            late = accept.signed(found, inside)
        files: list[NewFile] = []
        kept = 0
        for name, (one, written, _) in texts.items():
            if name in late:
                self._refuse(one, late[name])
                continue
            files += [NewFile(f"{shelf.path}/{to}", "", of) for to, of in written.files.items()]
            files.append(NewFile(name, written.text))
            self.missing += [(one.draft.record.path, target) for target in written.missing]
            self.mended.update({k: 1 for k, count in written.mended.items() if count})
            kept += 1
        self.placed += kept
        any_there = any(one.there for one in shelf.drafts)
        if not shelf.complete and (kept or any_there) and issue is not None:
            files.append(NewFile(path, text))
            self.issues += 1
        return files

    def _compare(self, path: str, text: str) -> None:
        if self.root.text_at(path) == text:
            self.same += 1
        else:
            self.other.append(path)

    def _refuse(self, one: Shelved, reason: Reason) -> None:
        self.unplaced.append(Unplaced(one.draft.record.path, reason))


def _lost(made: Iterable[Draft]) -> dict[tuple[str, str], tuple[int, str]]:
    """How many values of a key did not come through, by key and why, with the first as example."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for draft in made:
        for key, loss in draft.lost:
            count, example = found.get((key, loss.why), (0, loss.value))
            found[key, loss.why] = (count + 1, example)
    return dict(sorted(found.items()))


def _unused(records: Iterable[Record], how: Map, *, asked: bool) -> dict[str, int]:
    """How many records have a source key that the map never looks at."""
    used = how.used()
    found: Counter[str] = Counter()
    for record in records:
        for key, values in record.values.items():
            if not values or key.startswith("$") or key in used:
                continue
            ignored = key in how.ignore or any(key.startswith(f"{k}.") for k in how.ignore)
            if ignored is asked:
                found[key] += 1
    return dict(sorted(found.items()))
