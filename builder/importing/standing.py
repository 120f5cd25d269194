"""Looks at what a root holds already: its settings, vocabularies and issues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from builder import fields
from builder.diagnostic import Diagnostic, Place
from builder.fields import Table, Text
from builder.importing.vocabulary import Known
from builder.load import files, issues, items, settings, vocabularies

_DATES = ("date", issues.KEYS["date"])


@dataclass(frozen=True, slots=True)
class Standing:
    """An issue's folder that is there: its date if it has an issue.md, its items by slug."""

    series: str
    year: str
    folder: str
    date: str
    complete: bool
    sealed: bool
    items: Mapping[str, str]
    last: int


def known(root: Path, site: Table | None) -> tuple[Known, tzinfo, bool, tuple[Diagnostic, ...]]:
    """The vocabularies of a root, the time zone, and whether the root has settings."""
    faults: list[Diagnostic] = []
    has_site = (root / settings.PATH).exists()
    table = site
    if has_site:
        _, table = _table(root, settings.PATH, faults)
    _, zone, found = settings.decode(table or Table((), Place(settings.PATH)))
    if table is not None:
        faults += found
    texts: dict[str, str] = {}
    tables: dict[str, Table] = {}
    for stem in vocabularies.FILES:
        path = f"{vocabularies.FOLDER}/{stem}.yml"
        if (root / path).exists():
            text, read = _table(root, path, faults)
            if text is not None and read is not None:
                texts[stem], tables[stem] = text, read
    vocabulary, lookup, more = vocabularies.decode(tables, zone)
    faults += more
    return Known(texts, tables, vocabulary, lookup), zone, has_site, tuple(faults)


def redecoded(
    before: Known, changed: Mapping[str, str], zone: tzinfo
) -> tuple[Known, tuple[Diagnostic, ...]]:
    """The vocabularies as they will be when the changed texts are written."""
    texts = {**before.texts, **changed}
    tables = dict(before.tables)
    faults: list[Diagnostic] = []
    for stem, text in changed.items():
        tables[stem], found = fields.read(text, f"{vocabularies.FOLDER}/{stem}.yml")
        faults += found
    vocabulary, lookup, more = vocabularies.decode(tables, zone)
    return Known(texts, tables, vocabulary, lookup), (*faults, *more)


def standing(root: Path) -> tuple[Standing, ...]:
    """The issues' folders of a root, by series, year and number."""
    listed, _ = files.entries(root, "issues")
    folders: dict[tuple[str, str, str], list[str]] = {}
    for entry in listed:
        parts = entry.path.split("/")
        if len(parts) == 5:
            folders.setdefault((parts[1], parts[2], parts[3]), []).append(parts[4])
    return tuple(_folder(root, *key, names) for key, names in sorted(folders.items()))


def _folder(root: Path, series: str, year: str, folder: str, names: list[str]) -> Standing:
    complete = "issue.md" in names
    day = _date(root, f"issues/{series}/{year}/{folder}/issue.md") if complete else ""
    found: dict[str, str] = {}
    last = 0
    for name in names:
        parts = items.name_parts(name) if name != "issue.md" else None
        if parts:
            last = max(last, parts[0])
            found[parts[1]] = name
    sealed = "seal.yml" in names
    return Standing(series, year, folder, day, complete, sealed, found, last)


def _date(root: Path, path: str) -> str:
    """The date of an issue.md; empty if it can't be read."""
    source, _ = files.text(root, path)
    if source is None:
        return ""
    cut = items.split(source, path, issues.KEYS)
    for key, value in cut.table:
        if key.value in _DATES and isinstance(value, Text):
            return value.value.strip()
    return ""


def _table(root: Path, path: str, faults: list[Diagnostic]) -> tuple[str | None, Table | None]:
    text, found = files.text(root, path)
    faults += found
    if text is None:
        return None, None
    table, found = fields.read(text, path, 1)
    faults += found
    return text, table
