"""Which documents are indexed together: years, so that a closed one is never indexed again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder import normalise
from builder.model.search import Document

CLOSED = 1200
"""Documents in a shard at most."""

OPEN = 300
"""The same in the newest year, which is indexed again with every new issue."""

LENGTH = 1_000_000
"""Characters in a shard at most, unless one document has more: indexing takes some 0.7 GB."""

FORMAT = "3"
"""Part of every fingerprint: raise it when bundles or tables change."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents indexed together, oldest first: the place of each is its row in every table.

    Equal fingerprints give equal bundles. `latest` shards belong to the newest year. `digest`
    stands for everything that is published of the shard.
    """

    name: str
    documents: tuple[Document, ...]
    traditional: bool
    latest: bool
    fingerprint: str
    digest: str


def shards(documents: Iterable[Document], traditional: bool = True) -> tuple[Shard, ...]:
    """Documents by years, newest shard first; the newest year never shares with closed ones."""
    years = _by(tuple(documents), 4)
    if not years:
        return ()
    newest = max(years)
    closed: list[tuple[str, Sequence[Document]]] = []
    small: dict[str, Sequence[Document]] = {}
    for year, found in years.items():
        if year == newest:
            continue
        if _fits(found, CLOSED):
            small[year] = found
        else:
            closed += [*_packed(small, CLOSED), *_packed(_by(found, 7), CLOSED)]
            small = {}
    closed += _packed(small, CLOSED)
    latest = years[newest]
    whole = _fits(latest, OPEN)
    open_ = [(newest, latest)] if whole else _packed(_by(latest, 7), OPEN)
    found_ = [*(_shard(*part, traditional, True) for part in reversed(open_))]
    return (*found_, *(_shard(*part, traditional, False) for part in reversed(closed)))


def _fits(documents: Sequence[Document], limit: int) -> bool:
    return len(documents) <= limit and sum(document.weight[0] for document in documents) <= LENGTH


def _by(documents: Sequence[Document], figures: int) -> dict[str, Sequence[Document]]:
    """Documents by the first characters of their date, oldest first, the order given kept."""
    ordered = sorted(documents, key=lambda document: document.date[:figures])
    groups = groupby(ordered, key=lambda document: document.date[:figures])
    return {name: tuple(found) for name, found in groups}


def _packed(
    periods: Mapping[str, Sequence[Document]], limit: int
) -> list[tuple[str, Sequence[Document]]]:
    """Periods one after the other joined while they fit; one too large is cut by date."""
    parts: list[tuple[list[str], list[Document]]] = []
    for name, found in periods.items():
        if parts and _fits([*parts[-1][1], *found], limit):
            parts[-1][0].append(name)
            parts[-1][1][:0] = found
        else:
            parts.append(([name], list(found)))
    packed: list[tuple[str, Sequence[Document]]] = []
    for names, documents in parts:
        last = names[-1][5:] or names[-1]  # 2026-01-03 from January to March, 2001-2008
        name = names[0] if len(names) == 1 else f"{names[0]}-{last}"
        cut = _cut(documents)
        one = len(cut) == 1
        packed += [(name if one else f"{name}.{n}", part) for n, part in enumerate(cut, 1)]
    return packed


def _cut(documents: Sequence[Document]) -> list[list[Document]]:
    """Documents in parts that are small enough, from the oldest on; a part is newest first."""
    parts: list[list[Document]] = []
    count = size = 0
    for document in sorted(documents, key=lambda document: (document.date, document.address)):
        length = document.weight[0]
        size += length
        if not parts or count >= CLOSED or size > LENGTH:
            parts.append([])
            count, size = 0, length
        parts[-1].append(document)
        count += 1
    return [list(documents)] if len(parts) < 2 else [part[::-1] for part in parts]


def _shard(name: str, newest_first: Sequence[Document], traditional: bool, latest: bool) -> Shard:
    documents = tuple(reversed(newest_first))
    rules = f"{FORMAT} {normalise.VERSION} {traditional}"
    searched, shown = hashlib.sha256(rules.encode()), hashlib.sha256()
    for document in documents:
        _, words, rest = document.weight
        searched.update(words.encode())
        shown.update(rest.encode())
    fingerprint = searched.hexdigest()
    shown.update(fingerprint.encode())
    return Shard(name, documents, traditional, latest, fingerprint, shown.hexdigest())
