"""Which closed shards hold a term, so that a rare query does not load them all.

Terms are parted into files by a sum over their characters, as in `layouts/scripts/find.js`. In a
file, terms are listed by the set of shards that hold them: a hexadecimal number, the lowest bit
for the first shard. A term that is not listed is in none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

FORMAT = "1"
SIZE = 700
"""Terms in a file, in the mean: some 6 KB."""

_LIMIT = 65521


def bucket(term: str, count: int) -> int:
    """The file of a term."""
    total = 0
    for character in term:
        total = (total * 31 + ord(character)) % _LIMIT
    return total % count


def pack(tokens: Sequence[bytes]) -> bytes:
    """All files, one a line, for the tokens of shards, one a line each."""
    holds: dict[str, int] = {}
    for place, lines in enumerate(tokens):
        bit = 1 << place
        for term in lines.decode().split("\n"):
            holds[term] = holds.get(term, 0) | bit
    count = max(1, len(holds) // SIZE)
    files: list[dict[int, list[str]]] = [{} for _ in range(count)]
    for term in sorted(holds):
        files[bucket(term, count)].setdefault(holds[term], []).append(term)
    return b"\n".join(_file(found) for found in files)


def unpack(data: bytes) -> list[bytes]:
    """The files, in their order."""
    return data.split(b"\n")


def _file(found: dict[int, list[str]]) -> bytes:
    sets = {f"{shards:x}": " ".join(terms) for shards, terms in sorted(found.items())}
    return json.dumps(sets, ensure_ascii=False, separators=(",", ":")).encode()
