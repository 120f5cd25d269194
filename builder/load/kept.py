"""Remembers what was read of each text from build to build, so that only changed texts are read.

A text is known by the digest of its bytes. What the file system tells of it (`stamps`) may spare
reading it again; what was kept is used only while all that reading it asked of the vocabularies
has the same answers.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeAlias

from builder import plain, workers
from builder.diagnostic import Diagnostic
from builder.load import files
from builder.load.lookup import Lookup
from builder.load.stamps import Stamp, Stamps
from builder.model.issue import Issue
from builder.model.item import FACED, Item, face, later
from builder.shelf import Shelf, digest

Record: TypeAlias = tuple[Any, ...]
"""Stamp and digest of the file; face of an item or plain issue; digest of the packed item; what
was asked of the vocabularies (None: anything may matter); faults. Places are named below."""

Found: TypeAlias = tuple[Item | Issue | None, tuple[Diagnostic, ...]]
"""What a text says, if it can be read, and what is wrong with it."""

Read: TypeAlias = Callable[[str, bytes, Lookup], Found]
"""Reads the bytes of the text at a path."""

_SERIES = "the series itself"
_STAMP, _DIGEST, _FACE, _ISSUE, _BODY, _ASKS, _FAULTS = range(7)


class ChangedError(Exception):
    """The file at `path` was changed while the site was being built."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was changed while it was being read; run again")
        self.path = path


@dataclass(slots=True)
class _Year:
    """The texts of a folder `issues/<series>/<year>`."""

    rules: str = ""
    known: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    changed: bool = False


@dataclass(frozen=True)
class Task:
    """How to read texts: `rules` stands for all that it depends on besides text and names.

    `series` stands for each series, on which issues depend.
    """

    root: Path
    lookup: Lookup
    series: Mapping[str, str]
    rules: str
    read: Read
    zone: tzinfo
    jobs: int = 1

    @cached_property
    def answers(self) -> Mapping[tuple[str, str], str]:
        """What anything asked while reading is answered."""
        return {**self.lookup.answers, **{(_SERIES, c): s for c, s in self.series.items()}}

    @cached_property
    def known(self) -> str:
        """What stands for all answers."""
        return digest(f"{self.lookup.known} {sorted(self.series.items())}".encode()).hex()


class Kept:
    """What was read of issues and items. It may be asked again and again, as the preview does."""

    def __init__(
        self,
        shelf: Shelf,
        stamps: Stamps,
        told: Callable[[str, int, int], None] = lambda *_: None,
    ) -> None:
        self._shelf = shelf
        self._told = told
        self._stamps = stamps
        self._years: dict[str, _Year] = {}
        self._made: dict[str, tuple[Record, Item | Issue]] = {}
        self._files: dict[str, tuple[Stamp, tuple[Any, ...]]] | None = None
        self._seen: dict[str, tuple[Stamp, tuple[Any, ...]]] = {}
        self._task: Task | None = None

    # --- texts -------------------------------------------------------------------------------

    @property
    def shelf(self) -> Shelf:
        """Where other results may be kept as well."""
        return self._shelf

    def prepare(self, task: Task, entries: Iterable[files.Entry]) -> None:
        """Read those of the texts that are new, or were changed."""
        self._task = task
        self._stamps.look()
        by_year: dict[str, list[files.Entry]] = {}
        for entry in entries:
            by_year.setdefault(entry.path.rsplit("/", 2)[0], []).append(entry)
        waiting: list[tuple[_Year, files.Entry]] = []
        lost = False
        for name, texts in by_year.items():
            year = self._years.get(name) or self._kept_year(name)
            lost = lost or not year.records
            self._years[name] = year
            waiting += ((year, entry) for entry in self._unknown(year, texts, task))
        for name in self._years.keys() - by_year.keys():
            del self._years[name]
            lost = True
        self._read(task, waiting)
        self._keep(lost)

    def __call__(self, path: str) -> Found:
        """What was read at a path, and what was wrong with it."""
        task = self._task
        record = self._years[path.rsplit("/", 2)[0]].records.get(path)
        if task is None:
            return None, ()
        if record is None:  # it could not be read a moment ago
            data, faults = files.raw(task.root, path)
            return (None, faults) if data is None else task.read(path, data, task.lookup)
        made = self._made.get(path)
        if made is None or made[0] is not record:
            known = record[_FACE]
            if known is not None:
                fill = partial(self._filled, task, path, record)
                made = record, later(known, fill)
            elif record[_ISSUE] is not None:
                made = record, plain.restored(record[_ISSUE], task.zone)
            else:
                return None, plain.restored(record[_FAULTS])
            self._made[path] = made
        faults = record[_FAULTS]
        return made[1], plain.restored(faults) if faults else ()

    def _kept_year(self, name: str) -> _Year:
        data = self._shelf.get(f"year:{name}")
        if data is not None:
            try:
                rules, known, records = marshal.loads(data)
                if all(map(_is_record, records.values())):
                    return _Year(rules, known, records)
            except (AttributeError, *plain.DAMAGED):
                pass
        return _Year(changed=True)

    def _unknown(self, year: _Year, texts: Sequence[files.Entry], task: Task) -> list[files.Entry]:
        """The texts that must be read; `year` is left with the others."""
        if year.rules != task.rules:
            year.records = {}
        waiting = []
        kept: dict[str, Record] = {}
        before = year.records
        answers = task.answers
        for entry in texts:
            path = entry.path
            record = before.get(path)
            if record is not None and (record[_STAMP] is None or record[_STAMP] != entry.stamp):
                record = self._same(record, entry, task)
            if record is not None and year.known != task.known:
                asks = record[_ASKS]
                if asks is None or any(answers.get(ask[:2]) != ask[2] for ask in asks):
                    record = None
            if record is None:
                waiting.append(entry)
            else:
                kept[path] = record
        if kept != before or year.known != task.known or waiting:
            year.changed = True
        year.records, year.rules, year.known = kept, task.rules, task.known
        return waiting

    def _same(self, record: Record, entry: files.Entry, task: Task) -> Record | None:
        """The record with the stamp that the file has now, if its bytes are the same."""
        data, _ = files.raw(task.root, entry.path)
        if data is None or digest(data) != record[_DIGEST]:
            return None
        stamp = self._stamps.lasting(entry.stamp)
        return record if stamp == record[_STAMP] else (stamp, *record[1:])

    def _read(self, task: Task, waiting: Sequence[tuple[_Year, files.Entry]]) -> None:
        paths = [entry.path for _, entry in waiting]
        found = workers.spread(partial(_reading, task), paths, task.jobs)
        for done, ((year, entry), result) in enumerate(zip(waiting, found, strict=True), 1):
            self._told("read", done, len(waiting))
            if result is None:
                continue
            record, body = result
            year.records[entry.path] = (self._stamps.lasting(entry.stamp), *record[1:])
            if body:
                self._shelf.put([(f"text:{entry.path}", body)])

    def _keep(self, lost: bool) -> None:
        """Put what is new on the shelf, and take away what is no longer there."""
        for name, year in self._years.items():
            if year.changed:
                data = marshal.dumps((year.rules, year.known, year.records))
                self._shelf.put([(f"year:{name}", data)])
                year.changed = False
                lost = True
        if lost:
            paths = {path for year in self._years.values() for path in year.records}
            wanted = {f"text:{path}" for path in paths} | {f"year:{n}" for n in self._years}
            ours = (key for key in self._shelf.known() if key.startswith(("text:", "year:")))
            self._shelf.drop([key for key in ours if key not in wanted])
            for path in self._made.keys() - paths:
                del self._made[path]
        self._shelf.commit()

    def _filled(self, task: Task, path: str, record: Record) -> Item:
        """The whole item of a face: from the shelf, else read again."""
        data = self._shelf.get(f"text:{path}")
        if data is not None and digest(data) == record[_BODY]:
            try:
                item = plain.unpacked(data, task.zone)
                if isinstance(item, Item):
                    return item
            except plain.DAMAGED:
                pass
        source, _ = files.raw(task.root, path)
        if source is not None and digest(source) == record[_DIGEST]:
            item, _ = task.read(path, source, task.lookup)
            if isinstance(item, Item):
                return item
        raise ChangedError(path)

    # --- other files -------------------------------------------------------------------------

    def file(self, entry: files.Entry, measure: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
        """What was measured of a file, measured again unless it is surely the same."""
        if self._files is None:
            self._files = self._kept_files()
        found = self._files.get(entry.path)
        if found is None or found[0] != entry.stamp:
            found = entry.stamp, measure()
        self._seen[entry.path] = found
        return found[1]

    def _kept_files(self) -> dict[str, tuple[Stamp, tuple[Any, ...]]]:
        data = self._shelf.get("files")
        try:
            found = marshal.loads(data) if data else {}
            whole = all(len(value) == 2 and len(value[1]) == 5 for value in found.values())
            return found if whole else {}
        except (AttributeError, *plain.DAMAGED):
            return {}

    def keep_files(self) -> None:
        """Keep what was measured of those files that were asked for."""
        lasting = {p: found for p, found in self._seen.items() if self._stamps.lasting(found[0])}
        if lasting != self._files:
            self._shelf.put([("files", marshal.dumps(lasting))])
            self._shelf.commit()
        self._files, self._seen = lasting, {}


def _is_record(value: Any) -> bool:
    """Whether a value has the form of a record."""
    return (
        type(value) is tuple
        and len(value) == _FAULTS + 1
        and (value[_FACE] is None or len(value[_FACE]) == FACED)
    )


def _reading(task: Task, path: str) -> tuple[Record, bytes] | None:
    """The record of a text and the packed item; None if it can't be read at all."""
    data, _ = files.raw(task.root, path)
    if data is None:
        return None
    lookup, asks = task.lookup.listened
    asks.clear()
    found, faults = task.read(path, data, lookup)
    told = plain.plain(faults) if faults else ()
    asked = None if faults or found is None else tuple(dict.fromkeys(asks))
    if isinstance(found, Item):
        body = plain.packed(found)
        return (None, digest(data), face(found), None, digest(body), asked, told), body
    issue = plain.plain(found) if found is not None else None
    if found is not None and asked is not None:
        asked = (*asked, (_SERIES, found.series, task.series.get(found.series)))
    return (None, digest(data), None, issue, b"", asked, told), b""
