"""Looks up samples of every shard in the bundle just written: what is missed fails the build."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from builder import normalise
from builder.index import reader
from builder.index.borders import Shard
from builder.model.search import Document

SAMPLES = 6
"""Documents of a shard that are asked for, evenly spread."""

LONGEST = 5
"""Characters of a sample at most."""


def missed(shard: Shard, bundle: Mapping[str, bytes]) -> tuple[str, str] | None:
    """The first sample that its document is not found by, and the document's address."""
    files = {
        int(name.removesuffix(".pf_index")): data
        for name, data in bundle.items()
        if name.endswith(".pf_index")
    }
    index = reader.Bundle(bundle["first"].decode().split("\n"), files)
    rows: list[int] = json.loads(bundle["rows"])
    known = set(bundle["tokens"].decode().split("\n")) if "tokens" in bundle else None
    for row, sample in samples(shard):
        phrase = normalise.phrase(normalise.fold(sample, shard.traditional))
        if not phrase:
            continue
        lost = known is not None and not known.issuperset(phrase.split())
        if lost or row not in {rows[page] for page in index.pages(phrase)}:
            return sample, shard.documents[row].address
    return None


def samples(shard: Shard) -> Iterator[tuple[int, str]]:
    """Rows, each with pieces of its text: of the title, of some passage, of a number."""
    step = max(1, len(shard.documents) // SAMPLES)
    for row in range(0, len(shard.documents), step):
        for text in _texts(shard.documents[row], row):
            whole = normalise.pieces(normalise.fold(text, shard.traditional))
            run = max(whole, key=len, default="")
            # Numbers and words are found whole only.
            at = row % max(1, len(run) - LONGEST + 1)
            yield row, run[at : at + LONGEST] if normalise.characters(run) else run


def _texts(document: Document, row: int) -> Iterator[str]:
    """The title, a passage that is not the same in all documents, and a number or a name."""
    yield document.title
    if document.passages:
        yield document.passages[row % len(document.passages)].text
    rest = (*document.numbers, *document.meta)
    if rest:
        yield rest[row % len(rest)]
