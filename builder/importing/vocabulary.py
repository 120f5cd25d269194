"""Which entries an import adds to the vocabularies, and the files' text with them added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder import fields
from builder.diagnostic import Diagnostic, Place
from builder.fields import Table, Text
from builder.importing import quoting
from builder.importing.recipe import Creating
from builder.load import vocabularies
from builder.load.lookup import Lookup
from builder.model.vocabulary import Vocabularies
from builder.rules import importing as rules

STEMS = ("series", "units", "topics", "kinds")
_UNITS = ("units", vocabularies.UNITS_KEYS["units"])
_GROUPS = ("groups", vocabularies.UNITS_KEYS["groups"])


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to add: its code, its name for the report, its line of YAML without the code."""

    code: str
    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Known:
    """The vocabularies of a root: texts and tables by file stem, and what they mean."""

    texts: Mapping[str, str]
    tables: Mapping[str, Table]
    vocabularies: Vocabularies
    lookup: Lookup


@dataclass(frozen=True, slots=True)
class Added:
    """New entries by file stem (`groups` for those of units), in the order they are written."""

    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


def seeds(
    create: Mapping[str, Creating], groups: tuple[tuple[str, str], ...], known: Known
) -> Added:
    """The entries written out in the map whose code and name are both not there yet."""
    found: dict[str, tuple[Entry, ...]] = {}
    here = known.lookup
    for stem, names in (
        ("series", here.series),
        ("units", here.units),
        ("topics", here.topics),
        ("kinds", here.kinds),
    ):
        part = create.get(stem, Creating())
        entries = []
        for code, table in part.entries:
            name = _name(table) or code.value
            if code.value in names.codes or name in names.codes:
                continue
            if stem == "units" and part.group and not _has(table, "group"):
                group = (Text("group", code.at), Text(part.group, code.at))
                table = Table((*table.entries, group), table.at)
            entries.append(Entry(code.value, name, quoting.flow(table)))
        found[stem] = tuple(entries)
    found["groups"] = tuple(
        Entry(code, name, quoting.quote(name))
        for code, name in groups
        if code not in here.groups.codes and name not in here.groups.codes
    )
    return Added(found)


def created(names: Iterable[str], stem: str, how: Creating, lookup: Lookup) -> tuple[Entry, ...]:
    """Entries for names that are not known, with codes numbered in the order of the names.

    Names that are known keep their codes, so a second import of the same texts adds nothing.
    """
    known = {"units": lookup.units, "topics": lookup.topics, "kinds": lookup.kinds}[stem]
    new = sorted({name for name in names if name not in known.codes})
    taken = set(known.labels)
    codes: dict[str, str] = {}
    number = 0
    for name in new:
        number += 1
        while f"{how.prefix}{number:03}" in taken:
            number += 1
        codes[name] = f"{how.prefix}{number:03}"
    every = {**{name: code for name, code in known.codes.items() if len(name) > 1}, **codes}
    group = how.group if stem == "units" else ""
    return tuple(
        Entry(code, name, _line(name, group, _parent(name, every) if how.parents else ""))
        for name, code in codes.items()
    )


def _line(name: str, group: str, parent: str) -> str:
    rows = [("name", name), ("group", group), ("parent", parent)]
    return quoting.table((k, quoting.quote(v, flow=True)) for k, v in rows if v)


def _parent(name: str, codes: Mapping[str, str]) -> str:
    """The code of the longest other name that this one begins with."""
    longer = [n for n in codes if len(n) > 1 and n != name and name.startswith(n)]
    longer = [n for n in longer if not re.fullmatch(r"[a-z0-9-]+", n)]
    return codes[max(longer, key=len)] if longer else ""


def _name(table: Table) -> str:
    for key, value in table:
        if key.value in ("name", "名称") and isinstance(value, Text):
            return value.value.strip()
    return ""


def _has(table: Table, key: str) -> bool:
    return any(k.value in (key, vocabularies.UNIT_KEYS[key]) for k, _ in table)


def extended(known: Known, added: Added) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """The texts of the files that change, each read back to see that it says what it should."""
    changed: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for stem in STEMS:
        here = added.entries.get(stem, ())
        groups = added.entries.get("groups", ()) if stem == "units" else ()
        if not here and not groups and stem in known.texts:
            continue
        text = known.texts.get(stem, "")
        if stem == "units":
            text = _under(text, _GROUPS, groups)
            text = _under(text, _UNITS, here)
        else:
            text = _ended(text) + "".join(f"{e.code}: {e.line}\n" for e in here)
        path = f"{vocabularies.FOLDER}/{stem}.yml"
        table, found = fields.read(text, path)
        if found or not _holds(table, known.tables.get(stem), here, nested=stem == "units"):
            faults.append(rules.closed_vocabulary(Place(path), path))
        else:
            changed[stem] = text
    return changed, tuple(faults)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _under(text: str, keys: tuple[str, ...], entries: tuple[Entry, ...]) -> str:
    """A file with entries added at the end of the block below one of its top keys."""
    if not entries:
        return text
    lines = _ended(text).split("\n")[:-1]
    at = next((i for i, line in enumerate(lines) if _is_key(line, keys)), -1)
    if at < 0:
        added = [f"{keys[0]}:", *(f"  {e.code}: {e.line}" for e in entries)]
        return "\n".join([*lines, *added]) + "\n"
    last = at
    indent = 2
    for index in range(at + 1, len(lines)):
        line = lines[index]
        if line.strip() and not line.lstrip().startswith("#"):
            if not line.startswith(" "):
                break
            if last == at:
                indent = len(line) - len(line.lstrip())
            last = index
    if re.search(r":\s*\{\s*\}\s*$", lines[at]):
        lines[at] = re.sub(r":\s*\{\s*\}\s*$", ":", lines[at])
    added = [f"{' ' * indent}{e.code}: {e.line}" for e in entries]
    return "\n".join([*lines[: last + 1], *added, *lines[last + 1 :]]) + "\n"


def _is_key(line: str, keys: tuple[str, ...]) -> bool:
    return any(re.match(rf"{key}\s*:", line) for key in keys)


def _holds(table: Table, before: Table | None, entries: tuple[Entry, ...], *, nested: bool) -> bool:
    """Whether a file says all that it said before, and the new entries besides."""
    now = _coded(table, nested)
    old = _coded(before, nested) if before else {}
    wanted = {*old, *(entry.code for entry in entries)}
    return set(now) == wanted and all(now[code] == old[code] for code in old)


def _coded(table: Table, nested: bool) -> dict[str, str]:
    rows = table.entries
    if nested:
        rows = next((v.entries for k, v in table if k.value in _UNITS and isinstance(v, Table)), ())
    return {code.value: quoting.flow(value) for code, value in rows}
