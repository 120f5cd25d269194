"""Reads the source: its files, their encodings, and the metadata that lie beside them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.diagnostic import Diagnostic, Place
from builder.importing import front
from builder.importing.recipe import Metadata, Source
from builder.load import files
from builder.rules import importing as rules
from builder.rules import reading as reading_rules

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_LEFT_OVER = re.compile(r"\..*|~\$.*|.*~|.*\.(?:tmp|swp|bak)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """A source file: its path, its fields (and derived `$names`), its text."""

    path: str
    values: Mapping[str, tuple[str, ...]]
    body: str
    encoding: str = "utf-8"
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """All records that could be read; the paths that could not, and what was wrong.

    `unmatched` are rows of metadata without a text, `bare` texts without a row.
    """

    records: tuple[Record, ...] = ()
    unread: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    unmatched: tuple[str, ...] = ()
    bare: tuple[str, ...] = field(default=())


def collect(folder: Path, source: Source, start_after: str, outside: Path) -> Collected:
    """Read the records of a folder in the order of their paths; `outside` is the site's root."""
    faults: list[Diagnostic] = []
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    beside = ""
    if source.metadata:
        beside = source.metadata.file
        rows, problems = metadata(folder, source.metadata, source.encodings)
        if problems:
            return Collected(faults=tuple(problems))  # without it nothing would be right
    records, unread, bare = [], [], []
    used: set[str] = set()
    own = [outside.resolve() / "issues", outside.resolve() / "site_src"]
    for path in sorted(_listed(folder, source, own)):
        if path == beside:
            continue
        text, encoding, problems = _text(folder, path, source.encodings)
        faults += problems
        if text is None:
            unread.append(path)
            continue
        cut = front.split(text, _shown(folder, path), source.front_matter)
        faults += cut.faults
        if not cut.readable:
            unread.append(path)
            continue
        values = dict(cut.values)
        derived = _derived(path, cut.body, source, start_after)
        if source.metadata:
            name = _matched({**values, **derived}, source.metadata)
            if name in rows:
                used.add(name)
                values = {**rows[name], **{k: v for k, v in values.items() if v}}
            else:
                bare.append(path)
        records.append(Record(path, {**values, **derived}, cut.body, encoding, cut.repaired))
    if not records and not unread and not faults:
        faults.append(rules.no_source_files(Place(folder.as_posix()), "、".join(source.include)))
    unmatched = tuple(name for name in rows if name not in used)
    return Collected(tuple(records), tuple(unread), tuple(faults), unmatched, tuple(bare))


def metadata(
    folder: Path, beside: Metadata, encodings: tuple[str, ...]
) -> tuple[dict[str, dict[str, tuple[str, ...]]], list[Diagnostic]]:
    """The rows of a metadata file by the column that names the record."""
    place = Place(_shown(folder, beside.file))
    names = (*encodings, "gb18030") if beside.file.lower().endswith((".csv", ".tsv")) else encodings
    text, _, faults = _text(folder, beside.file, names, limit=0)
    if text is None:
        return {}, faults
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    try:
        for row in _rows(text, beside.file):
            values = front.flat(row)
            name = "".join(values.get(beside.key, ())[:1])
            if name:
                rows.setdefault(name.replace("\\", "/"), values)
    except (ValueError, csv.Error) as error:
        return {}, [rules.bad_metadata(place, str(error))]
    if not rows:
        return {}, [rules.bad_metadata(place, f"{beside.key}: 0")]
    return rows, []


def _rows(text: str, name: str) -> Iterator[object]:
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("csv", "tsv"):
        delimiter = "\t" if suffix == "tsv" else ","
        yield from csv.DictReader(io.StringIO(text), delimiter=delimiter, restval="")
    elif suffix == "json":
        table = json.loads(text)
        yield from table if isinstance(table, list) else [table]
    else:
        for line in text.split("\n"):
            if line.strip():
                yield json.loads(line)


def _matched(values: Mapping[str, tuple[str, ...]], beside: Metadata) -> str:
    name = {"path": "$path", "name": "$name", "stem": "$stem"}.get(beside.match, beside.match)
    return "".join(values.get(name, ())[:1])


def _listed(folder: Path, source: Source, own: list[Path]) -> Iterator[str]:
    """Paths of the files to read, below the folder, with `/`; links are not followed."""
    include = [_glob(pattern) for pattern in source.include]
    exclude = [_glob(pattern) for pattern in source.exclude]
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and not (here / name).is_symlink()
            and (here / name).resolve() not in own
        ]
        for name in names:
            path = (here / name).relative_to(folder).as_posix()
            if _LEFT_OVER.fullmatch(name) or (here / name).is_symlink():
                continue
            if any(p.fullmatch(path) for p in include) and not any(
                p.fullmatch(path) for p in exclude
            ):
                yield path


def _glob(pattern: str) -> re.Pattern[str]:
    """A glob over whole paths: `**/` any folders, `*` and `?` within a name."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts))


def _text(
    folder: Path, path: str, encodings: tuple[str, ...], limit: int = files.LARGEST
) -> tuple[str | None, str, list[Diagnostic]]:
    """A file by the first encoding that fits, with `\\n` line ends and without a BOM."""
    shown = _shown(folder, path)
    try:
        data = (folder / path).read_bytes()
    except OSError as error:
        fault = reading_rules.unreadable_file(Place(shown), error.strerror or str(error))
        return None, "", [fault]
    if limit and len(data) > limit:
        return None, "", [reading_rules.item_too_large(Place(shown), len(data), limit)]
    for name in encodings:
        try:
            text = data.decode({"utf-8": "utf-8-sig", "gbk": "gb18030"}.get(name, name))
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"), name, []
    return None, "", [_undecodable(data, shown, encodings)]


def _undecodable(data: bytes, shown: str, encodings: tuple[str, ...]) -> Diagnostic:
    _, faults = files.decoded(data, shown)
    place = faults[0].place if faults else Place(shown)
    guess = next(
        (name for name in ("UTF-16", "GBK", "Big5") if any(name in f.said.en for f in faults)), ""
    )
    return rules.other_encoding(place, "、".join(encodings), guess)


def _derived(path: str, body: str, source: Source, start_after: str) -> dict[str, tuple[str, ...]]:
    """The `$names` of a record."""
    parent, _, name = path.rpartition("/")
    head, _, rest = body.partition(start_after) if start_after else ("", "", body)
    if start_after and start_after not in body:
        head, rest = "", body
    heading = _HEADING.search(body)
    found = {
        "$path": path,
        "$folder": parent,
        "$name": name,
        "$stem": name.rpartition(".")[0],
        "$heading": heading[1] if heading else "",
        "$head": head,
        "$first": next((line.strip() for line in rest.split("\n") if line.strip()), ""),
        "$body": rest,
        "$hash": "x" + hashlib.sha256(path.encode()).hexdigest()[:8],
    }
    match = source.path.search(path) if source.path else None
    if match:
        found |= {f"${key}": value or "" for key, value in match.groupdict().items()}
    return {key: (value,) if value.strip() else () for key, value in found.items()}


def _shown(folder: Path, path: str) -> str:
    """How a diagnostic names a source file."""
    return f"{folder.as_posix()}/{path}"
