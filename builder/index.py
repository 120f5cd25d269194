"""The door to search: documents in, the files below `/pagefind/` out.

Shards follow years, so that a closed year is indexed once. Pagefind is given a shadow of each
document, cut by `normalise`, and only its index is kept: text for excerpts, facets and order are
tables of our own, because Pagefind's vary from run to run once filters are used.
"""

import gzip
import hashlib
import importlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from builder import normalise
from builder.model.search import Document, Number

PAGEFIND = "1.5.2"  # the fragment and chunk options below are those of this version
CLOSED = 1200  # documents in a shard at most: some 0.75 GB of memory while it is indexed
OPEN = 300  # the same in the newest year, which is indexed again with every new issue
BUCKETS = 256
_CHUNK = "4000"
_BLOCK = "\ufdd0"  # no character: it parts blocks while they are folded in one go
_HEAD = b"pagefind_dcd"
_IDS = "ids.json"  # in a bundle, not published: tables carry the ids


class IndexerError(Exception):
    """Search could not be built; the message is for people."""


class IndexerMissing(IndexerError):  # noqa: N818 (it names the case)
    """Pagefind is not installed, or is not the pinned standard binary."""


class IndexerFailed(IndexerError):  # noqa: N818 (it names the case)
    """Pagefind ran and refused, or wrote something else than expected."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents indexed together, in the order given; equal fingerprints give equal bundles."""

    name: str
    documents: tuple[Document, ...]
    traditional: bool
    fingerprint: str


Bundle = Mapping[str, bytes]  # files by their path below `/pagefind/<shard>/`


def shards(documents: Iterable[Document], traditional: bool = True) -> tuple[Shard, ...]:
    """Documents by years, newest shard first; the newest year never shares with closed ones."""
    given = tuple(documents)
    years = _by(given, 4)
    if not years:
        return ()
    newest = max(years)
    closed = {year: found for year, found in years.items() if year != newest}
    parts: list[tuple[str, Sequence[Document]]] = []
    small: dict[str, Sequence[Document]] = {}
    for year, found in closed.items():
        if len(found) > CLOSED:
            parts += [*_packed(small, CLOSED), *_packed(_by(found, 7), CLOSED)]
            small = {}
        else:
            small[year] = found
    parts += _packed(small, CLOSED)
    latest = years[newest]
    parts += _packed(_by(latest, 7), OPEN) if len(latest) > OPEN else [(newest, latest)]
    return tuple(_shard(name, found, traditional) for name, found in reversed(parts))


def build(shard: Shard, work: Path) -> dict[str, bytes]:
    """The bundle of one shard, to be published below `/pagefind/<shard>/`, indexed in `work`."""
    binary = executable()
    with tempfile.TemporaryDirectory(dir=work, prefix="shard-") as folder:
        source, target = Path(folder, "source"), Path(folder, "bundle")
        source.mkdir()
        for document in shard.documents:
            page = source / document.address.strip("/")
            page.mkdir(parents=True, exist_ok=True)
            (page / "index.html").write_text(shadow(document, shard.traditional), "utf-8")
        _run(binary, Path(folder), source, target)
        wanted = [*sorted(target.glob("index/*.pf_index")), *target.glob("*.pf_meta")]
        wanted.append(target / "pagefind-entry.json")
        bundle = {file.relative_to(target).as_posix(): file.read_bytes() for file in wanted}
        bundle[_IDS] = _json(_ids(target, shard))
    return bundle


def build_all(wanted: Sequence[Shard], work: Path) -> Iterator[tuple[Shard, dict[str, bytes]]]:
    """The bundles of many shards, two indexers side by side at most: each takes one core."""
    with ThreadPoolExecutor(max_workers=2) as two:
        yield from zip(wanted, two.map(lambda shard: build(shard, work), wanted), strict=True)


def common(work: Path) -> dict[str, bytes]:
    """What all shards share, below `/pagefind/`: the engine and the table of forms."""
    with tempfile.TemporaryDirectory(dir=work, prefix="shard-") as folder:
        source, target = Path(folder, "source"), Path(folder, "bundle")
        source.mkdir()
        (source / "index.html").write_text(_html("0"), "utf-8")
        _run(executable(), Path(folder), source, target)
        names = ("pagefind-worker.js", "wasm.unknown.pagefind")
        return {name: (target / name).read_bytes() for name in names} | forms()


def forms() -> dict[str, bytes]:
    """Traditional and simplified characters, two strings side by side, for the browser."""
    table = normalise.table()
    return {"fold.json": _json(["".join(table), "".join(table.values())])}


def tables(
    built: Sequence[tuple[Shard, Bundle]], issues: Iterable[Number] = ()
) -> dict[str, bytes]:
    """Our own files below `/pagefind/`: facets and order, texts, numbers, and the list of shards.

    An empty bundle (`--no-search`) gives a list of titles in place of texts and ids.
    """
    files: dict[str, bytes] = {}
    for shard, bundle in built:
        ids: list[str] = json.loads(bundle[_IDS]) if bundle else []
        by_address = dict(zip(sorted(d.address for d in shard.documents), ids, strict=bool(ids)))
        files[f"{shard.name}/table.json"] = _json(_table(shard, by_address))
        files |= {f"{shard.name}/{name}": data for name, data in bundle.items() if name != _IDS}
        for document in shard.documents if bundle else ():
            files[f"{shard.name}/text/{by_address[document.address]}.json"] = text(document)
    found = [shard for shard, _ in built]
    fold = any(shard.traditional for shard in found)
    documents = [document for shard in found for document in shard.documents]
    own = (Number(n, d.address, d.title) for d in documents for n in d.numbers)
    named = numbers([*issues, *own], fold)
    listing = {
        "engine": any(bundle for _, bundle in built),
        "fold": fold,
        "traditional": fold and _is_traditional(d.title for d in documents),
        "numbers": [int(Path(name).stem) for name in named],
        "shards": [_entry(shard) for shard in found],
    }
    return files | named | {"shards.json": _json(listing)}


def numbers(named: Iterable[Number], traditional: bool) -> dict[str, bytes]:
    """Numbers and their pages, in buckets by the last figure: one small file answers a query."""
    buckets: dict[int, list[list[str]]] = {}
    for number in named:
        runs = normalise.pieces(normalise.fold(number.name, traditional))
        figures = [run for run in runs if run.isascii() and run.isdigit()]
        if figures:
            row = [" ".join(runs), number.address, number.label]
            buckets.setdefault(int(figures[-1][-9:]) % BUCKETS, []).append(row)
    return {f"numbers/{at}.json": _json(rows) for at, rows in sorted(buckets.items())}


def text(document: Document) -> bytes:
    """What a hit shows: title, address, line of origin, and the real text to cut excerpts from."""
    last = "  ".join((*document.numbers, *document.meta))
    blocks = [*document.blocks, *([last] if last else [])]
    return _json([document.title, document.address, document.origin, blocks])


def shadow(document: Document, traditional: bool) -> str:
    """The page that Pagefind reads in place of the document: tokens, a stop after each block."""
    texts = (document.title, *document.blocks, *document.numbers, *document.meta)
    folded = normalise.fold(_BLOCK.join(texts), traditional)
    cut = " ".join(f"{normalise.tokens(p)} {normalise.STOP}" for p in folded.split(_BLOCK))
    # A character that never begins or ends a run stands in no token alone: this list makes it
    # found by itself, and the stops keep the list from forming phrases.
    alone = set(cut.split())
    each = (f"{c} {normalise.STOP}" for c in normalise.characters(folded) if c not in alone)
    return _html(" ".join((cut, *each)))


def executable() -> Path:
    """The pinned standard Pagefind: named by PAGEFIND_BINARY_PATH, else from `pagefind-bin`."""
    named = os.environ.get("PAGEFIND_BINARY_PATH")
    try:
        path = Path(named or str(importlib.import_module("pagefind_bin").get_executable()))
        asked = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    except (ImportError, OSError, subprocess.CalledProcessError) as error:
        raise IndexerMissing(
            f"Pagefind {PAGEFIND} is missing ({error}): install pagefind-bin=={PAGEFIND}, "
            "or build with --no-search"
        ) from error
    if asked.stdout.split() != ["pagefind", PAGEFIND]:
        raise IndexerMissing(f"{path} is “{asked.stdout.strip()}”, wanted: pagefind {PAGEFIND}")
    return path


def _run(binary: Path, folder: Path, source: Path, target: Path) -> None:
    places = ["--site", str(source), "--output-path", str(target)]
    options = [*places, "--force-language", "und", "--silent"]
    # Pagefind also takes settings from its surroundings: none of those are ours.
    inherited = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND")}
    environment = inherited | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK}
    done = subprocess.run(
        [binary, *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode or not (target / "pagefind-entry.json").is_file():
        said = done.stderr.decode("utf-8", "replace").strip() or f"exit {done.returncode}"
        raise IndexerFailed(f"Pagefind could not index: {said}")


def _ids(target: Path, shard: Shard) -> list[str]:
    """Pagefind's name of each document, by address: its fragments say which is which."""
    known: dict[str, str] = {}
    for file in target.glob("fragment/*.pf_fragment"):
        data = gzip.decompress(file.read_bytes())
        if not data.startswith(_HEAD):
            raise IndexerFailed(f"{file.name} is not a fragment of Pagefind {PAGEFIND}")
        fragment = json.loads(data[len(_HEAD) :])
        known[fragment["url"].strip("/")] = file.stem.removeprefix("und_")
    addresses = sorted(document.address for document in shard.documents)
    missing = [address for address in addresses if address.strip("/") not in known]
    if missing:
        raise IndexerFailed(f"Pagefind left out {missing[0]} in shard {shard.name}")
    return [known[address.strip("/")] for address in addresses]


def _by(documents: Sequence[Document], length: int) -> dict[str, Sequence[Document]]:
    """Documents by the first characters of their date, oldest first, the order given kept."""
    ordered = sorted(documents, key=lambda document: document.date[:length])
    groups = groupby(ordered, key=lambda document: document.date[:length])
    return {name: tuple(found) for name, found in groups}


def _packed(
    periods: Mapping[str, Sequence[Document]], limit: int
) -> list[tuple[str, Sequence[Document]]]:
    """Periods one after the other joined while they fit; one too large is cut by date."""
    parts: list[tuple[list[str], list[Document]]] = []
    for name, found in periods.items():
        if parts and len(parts[-1][1]) + len(found) <= limit:
            parts[-1][0].append(name)
            parts[-1][1][:0] = found
        else:
            parts.append(([name], list(found)))
    packed: list[tuple[str, Sequence[Document]]] = []
    for names, documents in parts:
        last = names[-1][5:] or names[-1]  # 2026-01-03 from January to March, 2001-2008
        name = names[0] if len(names) == 1 else f"{names[0]}-{last}"
        if len(documents) <= CLOSED:
            packed.append((name, documents))
            continue
        ordered = sorted(documents, key=lambda document: (document.date, document.address))
        for at in range(0, len(ordered), CLOSED):
            packed.append((f"{name}.{at // CLOSED + 1}", ordered[at : at + CLOSED]))
    return packed


def _shard(name: str, documents: Sequence[Document], traditional: bool) -> Shard:
    lines = sorted(f"{document.address} {_digest(document)}" for document in documents)
    rules = f"{PAGEFIND} {normalise.VERSION} {_CHUNK} {traditional}"
    sum_ = hashlib.sha256("\n".join((rules, *lines)).encode()).hexdigest()
    return Shard(name, tuple(documents), traditional, sum_)


def _digest(document: Document) -> str:
    if document.digest:
        return document.digest
    parts = (document.title, document.blocks, document.numbers, document.meta)
    return hashlib.sha256(_json(parts)).hexdigest()


def _table(shard: Shard, ids: Mapping[str, str]) -> dict[str, Any]:
    """Columns by row: Pagefind's ids, days since the first, length of titles, values of facets."""
    documents = shard.documents
    first = min(document.date for document in documents)
    start = date.fromisoformat(first).toordinal()
    columns: dict[str, list[tuple[str, ...]]] = {
        "series": [(d.series,) for d in documents],
        "unit": [d.units for d in documents],
        "topic": [d.topics for d in documents],
        "kind": [(d.kind,) for d in documents],
    }
    table: dict[str, Any] = {
        "from": first,
        "days": [date.fromisoformat(d.date).toordinal() - start for d in documents],
        "facets": {name: _column(values) for name, values in columns.items()},
    }
    if not ids:
        return table | {"titles": [[d.title, d.address, d.origin] for d in documents]}
    folded = (normalise.fold(d.title, shard.traditional) for d in documents)
    ends = [len(normalise.tokens(title).split()) for title in folded]
    return table | {"ids": [ids[d.address] for d in documents], "ends": ends}


def _column(rows: Sequence[tuple[str, ...]]) -> list[Any]:
    """The distinct codes, and for each row the place of its code, or a list of places."""
    codes = sorted({code for row in rows for code in row if code})
    at = {code: place for place, code in enumerate(codes)}
    places = [[at[code] for code in dict.fromkeys(row) if code] for row in rows]
    return [codes, [row[0] if len(row) == 1 else row for row in places]]


def _entry(shard: Shard) -> list[Any]:
    dates = [document.date for document in shard.documents]
    return [shard.name, len(dates), min(dates), max(dates), shard.fingerprint[:12]]


def _is_traditional(titles: Iterable[str]) -> bool:
    """Whether the site writes traditional characters, so that marks need the table of forms."""
    forms_, seen, found = normalise.table(), 0, 0
    for title in titles:
        seen += len(title)
        found += sum(character in forms_ for character in title)
    return found * 20 > seen


def _html(body: str) -> str:
    return f'<html lang="und"><body data-pagefind-body><p>{re.sub("[<>&]", " ", body)}</p></body>'


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
