"""The first door: the files under `site_src/` and `issues/` become a Site and diagnostics."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from pathlib import Path

from builder import fields
from builder.diagnostic import Diagnostic, Place
from builder.load import assets, files, issues, items, settings, submissions, texts, vocabularies
from builder.load.decode import nearest
from builder.load.kept import Found, Kept, Task
from builder.load.lookup import Lookup
from builder.load.seals import found as seals_found
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.prose import Prose
from builder.model.site import Adjustment, Call, Settings, Site, Submission, TextPage
from builder.model.vocabulary import Series, Vocabularies
from builder.rules import fields as field_rules
from builder.rules import names as name_rules
from builder.rules import numbering as number_rules
from builder.rules import reading as reading_rules
from builder.seals import judge

# Suffixes that editors give to texts; only `.md` is read.
_LIKE_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".text")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the first door hands on. `site` is None when the settings can't be read.

    `unread` are paths of contents that could not be decoded: what refers to them is not reported
    again.
    """

    site: Site | None
    zone: tzinfo
    faults: tuple[Diagnostic, ...]
    unread: frozenset[str]
    loose: tuple[tuple[str, Prose], ...] = ()


@dataclass(slots=True)
class _Folder:
    """The files of an issue's folder."""

    issue: files.Entry | None = None
    misnamed: bool = False
    closed: bool = False
    items: list[files.Entry] = field(default_factory=list)


def load(root: Path, kept: Kept | None = None, jobs: int = 1) -> Loaded:
    """Read the whole content tree; what was `kept` of a text is not decoded again."""
    faults: list[Diagnostic] = []
    unread: set[str] = set()
    sources, listed = files.entries(root, "site_src")
    contents, more = files.entries(root, "issues")
    faults += [*listed, *more]
    site_settings, zone = _settings(root, faults)
    vocabulary, lookup = _vocabularies(root, zone, faults)
    work = _Content(root, lookup, vocabulary, zone, faults, unread, kept, jobs)
    site_issues, site_items = work.issues(contents)
    pages, calls, sent, by_hand = work.sources(sources)
    if site_settings is None:
        return Loaded(None, zone, tuple(faults), frozenset(unread), tuple(work.loose))
    site = Site(
        settings=site_settings,
        vocabularies=vocabulary,
        issues=_in_order(site_issues, vocabulary),
        items=site_items,
        calls=calls,
        submissions=sent,
        adjustments=by_hand,
        pages=pages,
        assets={a.path: a for a in assets.found(root, contents, sources, faults, kept)},
        static=tuple(assets.static(root, sources, faults, kept)),
        seals=seals_found(root, contents, faults),
    )
    if kept is not None:
        kept.keep_files()
    return Loaded(judge.sealed(site), zone, tuple(faults), frozenset(unread), tuple(work.loose))


def _settings(root: Path, faults: list[Diagnostic]) -> tuple[Settings | None, tzinfo]:
    table = _table(root, settings.PATH, settings.KEYS, faults, required=True)
    decoded, zone, found = settings.decode(table or fields.Table((), Place(settings.PATH)))
    if table is not None:
        faults += found
    return decoded, zone


def _vocabularies(
    root: Path, zone: tzinfo, faults: list[Diagnostic]
) -> tuple[Vocabularies, Lookup]:
    tables: dict[str, fields.Table] = {}
    unread: set[str] = set()
    for stem in vocabularies.FILES:
        path = f"{vocabularies.FOLDER}/{stem}.yml"
        needed = stem in ("series", "units", "topics", "kinds")
        table = _table(root, path, {}, faults, required=needed)
        if table is not None:
            tables[stem] = table
        if table is None and (needed or (root / path).exists()):
            unread.add(stem)
        elif needed and table is not None and not _entries(table, stem):
            faults.append(field_rules.empty_list(Place(path), stem))
            unread.add(stem)
    vocabulary, lookup, found = vocabularies.decode(tables, zone, frozenset(unread))
    faults += found
    return vocabulary, lookup


def _entries(table: fields.Table, stem: str) -> bool:
    """Whether a vocabulary has anything in it; the units stand one level below the top."""
    if stem != "units":
        return bool(table.entries or table.empty)
    names = ("units", vocabularies.UNITS_KEYS["units"])
    found = [value for key, value in table if key.value in names]
    other = [key for key, _ in table if key.value not in (*names, "groups", "分组")]
    return bool(other) or any(not isinstance(v, fields.Table) or v.entries for v in found)


def _table(
    root: Path, path: str, keys: dict[str, str], faults: list[Diagnostic], *, required: bool
) -> fields.Table | None:
    if not (root / path).exists() and not required:
        return None
    source, found = files.text(root, path)
    faults += found
    if source is None or files.has_conflict(source):
        return None
    table, found = fields.read(source, path, 1, keys)
    faults += found
    if found and not table.entries:
        return None
    return table


def parse(body: str, first_line: int) -> Prose:
    """The prose of a body. The reader of Markdown is loaded when a text must be read."""
    from builder.load.prose import parse as read

    return read(body, first_line)


class _Content:
    """Reads issues, items and texts; faults and unread paths are collected on the way."""

    def __init__(
        self,
        root: Path,
        lookup: Lookup,
        vocabulary: Vocabularies,
        zone: tzinfo,
        faults: list[Diagnostic],
        unread: set[str],
        kept: Kept | None,
        jobs: int,
    ) -> None:
        self.kept = kept
        self.jobs = jobs
        self.root = root
        self.lookup = lookup
        self.vocabulary = vocabulary
        self.zone = zone
        self.faults = faults
        self.unread = unread
        self.loose: list[tuple[str, Prose]] = []

    def issues(self, contents: tuple[files.Entry, ...]) -> tuple[dict[str, Issue], dict[str, Item]]:
        """All issues and items that can be decoded, by id."""
        found: dict[str, Issue] = {}
        items_found: dict[str, Item] = {}
        folders = self._folders(contents)
        known = {folder: self._series(folder) for folder in folders}
        if self.kept is not None:
            read = [entry for folder, entry in folders.items() if known[folder]]
            texts = [text for f in read for text in (*([f.issue] if f.issue else []), *f.items)]
            self.kept.prepare(self._task(), texts)
        for folder, entry in folders.items():
            series = known[folder]
            if series is None:
                self.unread.add(folder)
                continue
            unique = self._items(entry.items)
            items_found.update(unique)
            if entry.issue is None:
                if not entry.misnamed:
                    fault = number_rules.missing_issue_file(Place(f"{folder}/issue.md"))
                    self.faults.append(fault)
                self.unread.add(folder)
                continue
            issue, faults = self._found(entry.issue.path)
            self.faults += faults
            if isinstance(issue, Issue):
                found[issue.id] = replace(issue, items=tuple(unique), closed=entry.closed)
            else:
                self.unread.add(folder)
        return found, items_found

    def _items(self, entries: list[files.Entry]) -> dict[str, Item]:
        """The items of a folder in their order; those with one id are reported."""
        decoded = [item for entry in entries if (item := self._item(entry.path))]
        unique: dict[str, Item] = {}
        for item in sorted(decoded, key=lambda item: (item.prefix, item.slug)):
            if item.id in unique:
                other = unique[item.id].path
                self.faults.append(number_rules.duplicate_id(Place(item.path), item.id, other))
            else:
                unique[item.id] = item
        return unique

    def sources(
        self, sources: tuple[files.Entry, ...]
    ) -> tuple[
        dict[str, TextPage], dict[str, Call], tuple[Submission, ...], tuple[Adjustment, ...]
    ]:
        """Standing texts, calls, submissions, points given by hand."""
        pages: dict[str, TextPage] = {}
        calls: dict[str, Call] = {}
        sent: list[Submission] = []
        by_hand: list[Adjustment] = []
        for entry in sources:
            folder, _, name = entry.path.rpartition("/")
            if folder == "site_src/pages" and name.endswith(".md"):
                source = self._source(entry.path)
                if source is not None:
                    page, faults = texts.decode_page(source, entry.path, self.zone, parse)
                    self.faults += faults
                    if page:
                        pages[page.code] = page
            elif folder == "site_src/calls" and name.endswith(".md"):
                source = self._source(entry.path)
                if source is not None:
                    call, faults = texts.decode_call(
                        source, entry.path, self.lookup, self.zone, parse
                    )
                    self.faults += faults
                    if call:
                        calls[call.name] = call
                        continue
                self.unread.add(entry.path)
            elif folder == "site_src/submissions" and name.endswith(".csv"):
                source = self._table_source(entry.path)
                if source is None:
                    continue
                known = (self.lookup, self.vocabulary.reasons)
                rows, given, faults = submissions.decode(source, entry.path, *known)
                sent, by_hand = [*sent, *rows], [*by_hand, *given]
                self.faults += faults
            else:
                self._other(entry.path, folder, name)
        return pages, calls, tuple(sent), tuple(by_hand)

    def _other(self, path: str, folder: str, name: str) -> None:
        """Report a file that looks as if it should be read, and is not."""
        stem, _, suffix = name.lower().partition(".")
        wanted = ""
        if folder == vocabularies.FOLDER:
            near = nearest(stem, vocabularies.FILES)
            if name not in [f"{known}.yml" for known in vocabularies.FILES]:
                wanted = f"{near or 'units'}.yml"
        elif folder in ("site_src/pages", "site_src/calls") and f".{suffix}" in _LIKE_MARKDOWN:
            wanted = f"{stem}.md"
        elif folder == "site_src/submissions":
            wanted = f"{stem}.csv"
        elif folder == "site_src" and stem == "site" and name != "site.yml":
            wanted = "site.yml"
        if wanted:
            self.faults.append(reading_rules.unknown_file(Place(path), wanted))

    def _folders(self, contents: tuple[files.Entry, ...]) -> dict[str, _Folder]:
        """The files of each issue's folder; files elsewhere are reported."""
        folders: dict[str, _Folder] = {}
        for entry in contents:
            parts = entry.path.split("/")
            name = parts[-1]
            if len(parts) < 5 or (len(parts) > 5 and name.lower().endswith(".md")):
                self.faults.append(reading_rules.stray_file(Place(entry.path)))
                continue
            folder = folders.setdefault("/".join(parts[:4]), _Folder())
            if len(parts) > 5:
                continue
            if name == "issue.md":
                folder.issue = entry
            elif name == "seal.yml":
                folder.closed = True
            elif name.lower().startswith("issue.") and self._is_text(entry.path):
                folder.misnamed = True
                fault = number_rules.bad_item_name(Place(entry.path), name, "issue.md")
                self.faults.append(fault)
            elif name.lower().endswith(".md"):
                folder.items.append(entry)
            elif self._is_text(entry.path):
                wanted = items.proper_name(name)
                self.faults.append(number_rules.bad_item_name(Place(entry.path), name, wanted))
        return folders

    def _is_text(self, path: str) -> bool:
        """Whether a file is written as an item, whatever its suffix says."""
        if not path.lower().endswith(_LIKE_MARKDOWN):
            return False
        try:
            with (self.root / path).open("rb") as file:
                return file.read(6).removeprefix(b"\xef\xbb\xbf").startswith(b"---")
        except OSError:
            return False

    def _series(self, folder: str) -> Series | None:
        """The series of a folder `issues/<series>/<year>/<number>`, if its name is right."""
        _, code, year, number = folder.split("/")
        series = self.vocabulary.series.get(code)
        if series is None:
            names = self.lookup.series
            if not names.unread:
                # A folder has the code of its series: its name is no better than another word.
                near = names.codes.get(code) or names.nearest(code)
                label = names.labels.get(names.codes.get(near, ""), "")
                place = Place(f"issues/{code}")
                self._once(name_rules.unknown_series(place, code, near, label, None))
            return None
        if not re.fullmatch("[0-9]{4}", year) or not int(year):
            self._once(number_rules.bad_folder(Place(f"issues/{code}/{year}"), year, "2026"))
            return None
        fault = issues.folder_fault(folder, number, series)
        if fault:
            self.faults.append(fault)
            return None
        return series

    def _once(self, fault: Diagnostic) -> None:
        """Report what many folders share."""
        self.faults += [fault] if fault not in self.faults else []

    def _task(self) -> Task:
        series = {code: repr(series) for code, series in self.vocabulary.series.items()}
        rules = f"{self.zone} {self.lookup.gaps}"
        return Task(self.root, self.lookup, series, rules, self._read, self.zone, self.jobs)

    def _found(self, path: str) -> Found:
        """The item or issue at a path."""
        if self.kept is not None:
            return self.kept(path)
        data, faults = files.raw(self.root, path)
        return (None, faults) if data is None else self._read(path, data, self.lookup)

    def _read(self, path: str, data: bytes, lookup: Lookup) -> Found:
        """What the bytes of an item or issue say; an issue without its items."""
        source, damage = files.decoded(data, path)
        if source is None:
            return None, damage
        found: Item | Issue | None
        if path.endswith("/issue.md"):
            series = self.vocabulary.series[path.split("/")[1]]
            found, faults = issues.decode(source, path, series, (), False, self.zone, parse)
        else:
            found, faults = items.decode(source, path, lookup, self.zone, parse)
        return found, (*damage, *faults)

    def _item(self, path: str) -> Item | None:
        item, faults = self._found(path)
        self.faults += faults
        if isinstance(item, Item):
            return item
        self.unread.add(path)
        source, _ = files.text(self.root, path)
        if source is not None:
            self._keep_text(path, source)
        return None

    def _keep_text(self, path: str, source: str) -> None:
        """Keep the text of an item whose fields are wrong: its own faults are told as well."""
        cut = items.split(source, path, items.KEYS)
        if cut.body_line > 1 and cut.body.strip():
            self.loose.append((path, parse(cut.body, cut.body_line)))

    def _source(self, path: str) -> str | None:
        source, faults = files.text(self.root, path)
        self.faults += faults
        return source

    def _table_source(self, path: str) -> str | None:
        """A CSV file, which spreadsheet programs may have saved as GBK."""
        source, faults = files.text(self.root, path, ("gb18030",))
        self.faults += faults
        return source


def _in_order(found: dict[str, Issue], vocabulary: Vocabularies) -> dict[str, Issue]:
    """The issues in the order of publication: date, series, number."""
    rank = {code: index for index, code in enumerate(vocabulary.series)}
    ordered = sorted(
        found.values(), key=lambda i: (i.date, rank[i.series], i.year, i.form.value, i.number)
    )
    return {issue.id: issue for issue in ordered}
