"""Promises the files of search: per shard a table, titles, texts and the index; lists for all.

A shard's files lie in a folder named for what they say, so that no browser mixes old and new.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from builder import normalise
from builder.index import terms
from builder.index.borders import Shard
from builder.index.engine import Bundle
from builder.model.search import Document, Number
from builder.page import fingerprint

BUCKETS = 256
"""Numbers that name a page are parted by their last figures: one small file answers a query."""

BASE = 91
FIRST, GAP = 35, 92
"""Figures of columns: printable ASCII from # on, without the backslash; ! parts rows."""

FEW = 4
"""So many closed shards are asked without looking up first which of them hold a term."""

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""The bytes kept under a key from an earlier run, else made now."""


@dataclass(frozen=True, slots=True)
class File:
    """A file below `/pagefind/`; equal prints give equal bytes."""

    path: str
    print: str
    make: Callable[[], bytes]


def files(
    built: Sequence[tuple[Shard, Bundle]],
    issues: Iterable[Number] = (),
    keep: Keep = lambda _, make: make(),
) -> Iterator[File]:
    """All files of search. Empty bundles (`--no-search`) leave a search over titles."""
    listing: list[list[Any]] = []
    for shard, bundle in built:
        folder = f"{shard.name}-{shard.digest[:10]}"
        dates = [document.date for document in shard.documents]
        listing.append([folder, len(dates), min(dates), max(dates)])
        yield _file(f"{folder}/table.json", partial(table, shard, bundle), bundle)
        yield _file(f"{folder}/titles.json", partial(titles, shard), bundle)
        if bundle:
            for name, data in bundle.items():
                if name.endswith(".pf_index"):
                    yield _file(f"{folder}/{name}", partial(bytes, data), bundle)
            for row, document in enumerate(shard.documents):
                yield _file(f"{folder}/text/{row}.json", partial(text, document), bundle)
    fold = any(shard.traditional for shard, _ in built)
    documents = [document for shard, _ in built for document in shard.documents]
    own = (Number(n, d.address, d.title) for d in documents for n in d.numbers)
    named = numbers([*issues, *own], fold)
    found = {**named, **forms()}
    closed = [(shard, bundle) for shard, bundle in built if bundle and not shard.latest]
    said: dict[str, Any] = {}
    if len(closed) > FEW:
        prints = [shard.fingerprint for shard, _ in closed]
        data = keep(
            f"terms-{fingerprint(terms.FORMAT, prints)}",
            lambda: terms.pack([bundle["tokens"] for _, bundle in closed]),
        )
        folder = f"terms-{fingerprint(data)[:10]}"
        buckets = terms.unpack(data)
        said = {"terms": [folder, len(buckets)]}
        found |= {f"{folder}/{n}.json": bucket for n, bucket in enumerate(buckets)}
    found["shards.json"] = _json(
        {
            "engine": any(bundle for _, bundle in built),
            "fold": fold,
            "traditional": fold and _is_traditional(d.title for d in documents),
            "numbers": [int(name.split("/")[1].split(".")[0]) for name in named],
            # Shards of the newest year come first and are asked whatever the terms say.
            "latest": sum(shard.latest for shard, _ in built),
            **said,
            "shards": listing,
        }
    )
    for path, data in found.items():
        yield File(path, fingerprint(data), partial(bytes, data))


def _file(path: str, make: Callable[[], bytes], bundle: Bundle) -> File:
    return File(path, fingerprint(path, bool(bundle)), make)


def forms() -> dict[str, bytes]:
    """Traditional and simplified characters, two strings side by side, for the browser."""
    found = normalise.table()
    return {"fold.json": _json(["".join(found), "".join(found.values())])}


def numbers(named: Iterable[Number], traditional: bool) -> dict[str, bytes]:
    """Numbers and their pages, in buckets by the last figures."""
    buckets: dict[int, list[list[str]]] = {}
    for number in named:
        runs = normalise.pieces(normalise.fold(number.name, traditional))
        figures = [run for run in runs if run.isascii() and run.isdigit()]
        if figures:
            row = [" ".join(runs), number.address, number.label]
            buckets.setdefault(int(figures[-1][-9:]) % BUCKETS, []).append(row)
    return {f"numbers/{at}.json": _json(rows) for at, rows in sorted(buckets.items())}


def text(document: Document) -> bytes:
    """What a hit shows: title, address, line of origin, passages, what is said about the item.

    A passage comes with the anchor it is under where that is another than before.
    """
    passages: list[list[str]] = []
    anchor = ""
    for passage in document.passages:
        same = passage.anchor == anchor
        passages.append([passage.text] if same else [passage.text, passage.anchor])
        anchor = passage.anchor
    meta = "  ".join((*document.numbers, *document.meta))
    return _json([document.title, document.address, document.origin, passages, meta])


def titles(shard: Shard) -> bytes:
    """For lists of results, by row: title, address, line of origin, length of the label in it."""
    rows = [(d.title, d.address, d.origin, len(d.label)) for d in shard.documents]
    return _json(rows)


def table(shard: Shard, bundle: Bundle) -> bytes:
    """Columns by row: days since the row before, values of facets; where tokens are found."""
    days = [date.fromisoformat(document.date).toordinal() for document in shard.documents]
    columns: dict[str, list[tuple[str, ...]]] = {
        "series": [(d.series,) for d in shard.documents],
        "unit": [d.units for d in shard.documents],
        "topic": [d.topics for d in shard.documents],
        "kind": [(d.kind,) for d in shard.documents],
        "level": [d.levels for d in shard.documents],
    }
    found: dict[str, Any] = {
        "from": shard.documents[0].date,
        "days": [b - a for a, b in zip([days[0], *days], days, strict=False)],
        "facets": {name: column(rows) for name, rows in columns.items() if any(map(any, rows))},
    }
    if bundle:
        order: list[int] = json.loads(bundle["rows"])
        found["rows"] = "".join(_figures(row, 2) for row in order)
        found["first"] = bundle["first"].decode().replace("\n", " ")
    return _json(found)


def column(rows: Sequence[tuple[str, ...]]) -> list[Any]:
    """The codes, figures to a code, and for each row the places of its codes."""
    codes = sorted({code for row in rows for code in row if code})
    at = {code: place for place, code in enumerate(codes)}
    width = 1 if len(codes) <= BASE else 2
    places = [
        "".join(_figures(at[code], width) for code in dict.fromkeys(row) if code) for row in rows
    ]
    whole = all(len(place) == width for place in places)
    return [codes, width, "".join(places) if whole else "!" + "!".join(places)]


def _figures(number: int, width: int) -> str:
    figures = ""
    for _ in range(width):
        number, figure = divmod(number, BASE)
        figures = chr(FIRST + figure + (FIRST + figure >= GAP)) + figures
    return figures


def _is_traditional(titles: Iterable[str]) -> bool:
    """Whether the site writes traditional characters, so that marks need the table of forms."""
    known, seen, found = _old(), 0, 0
    for title in titles:
        seen += len(title)
        found += sum(character in known for character in title)
    return found * 20 > seen


@cache
def _old() -> frozenset[str]:
    return frozenset(normalise.table())


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
