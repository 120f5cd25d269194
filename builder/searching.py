"""What search adds to an edition: its files, and the bundles of shards from the cache or made anew."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from builder import index
from builder.cache import Cache
from builder.index import Bundle, Shard
from builder.plan import urls
from builder.plan.pages import Plan
from builder.progress import Progress
from builder.publish import Output


def outputs(
    plan: Plan, traditional: bool, wanted: bool, cache: Cache, told: Progress
) -> Iterator[Output]:
    """The files of search, below `/pagefind/`; without an index, a list of titles."""
    shards = index.shards(plan.documents, traditional)
    used = [_key(shard) for shard in shards]

    def keep(key: str, make: Callable[[], bytes]) -> bytes:
        used.append(key)
        kept = cache.get(key)
        if kept is None:
            kept = make()
            cache.put(key, kept)
        return kept

    built: list[tuple[Shard, Bundle]] = [(shard, {}) for shard in shards]
    if wanted:
        with tempfile.TemporaryDirectory(prefix="build-") as folder:
            built = _bundles(shards, cache, Path(folder), told)
    for file in index.files(built, plan.numbers, keep):
        yield Output(f"{urls.INDEX}{file.path}"[1:], file.print, file.make, "search")
    if wanted:
        cache.prune(used)


def _bundles(
    shards: tuple[Shard, ...], cache: Cache, work: Path, told: Progress
) -> list[tuple[Shard, Bundle]]:
    """The bundle of every shard, from the cache where its text has not changed."""
    found: dict[str, Bundle] = {}
    for shard in shards:
        kept = _unpacked(cache.get(_key(shard)))
        if kept:
            found[shard.name] = kept
    missing = [shard for shard in shards if shard.name not in found]
    if missing:
        told("search", 0, len(missing))
    for done, (shard, bundle) in enumerate(index.build_all(missing, work), 1):
        cache.put(_key(shard), _packed(bundle))
        found[shard.name] = bundle
        told("search", done, len(missing))
    return [(shard, found[shard.name]) for shard in shards]


def _key(shard: Shard) -> str:
    return f"shard-{shard.fingerprint}"


def _packed(files: Bundle) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _unpacked(data: bytes | None) -> dict[str, bytes]:
    """The files that were packed; none if there is nothing, or if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data or b"")) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return {}
