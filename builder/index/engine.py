"""Has Pagefind index a shard: shadow pages of tokens in, its index out, samples looked up."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from builder import normalise
from builder.index import proof
from builder.index.borders import Shard
from builder.index.reader import HEAD, UnreadableError, decode
from builder.model.search import Document

PAGEFIND = "1.5.2"  # the format and the chunk option below are those of this version
_CHUNK = "4000"
_BLOCK = "\ufdd0"  # no character: it parts blocks while they are folded in one go
WEIGHTS = {"title": 3, "leading": 2, "meta": 0, "text": 1}
"""Pagefind writes a weight ahead of places: find.js reads from it what kind of text it is."""


class IndexerError(Exception):
    """Search could not be built; the message is for people."""


class IndexerMissing(IndexerError):  # noqa: N818 (it names the case)
    """Pagefind is not installed, or is not the pinned standard binary."""


class IndexerFailed(IndexerError):  # noqa: N818 (it names the case)
    """Pagefind ran and refused, or wrote something else than expected."""


Bundle = Mapping[str, bytes]
"""What is kept of a shard by file name: `0.pf_index` and so on as Pagefind wrote them, `first`
with the first token of each, `rows` with the row of each of Pagefind's pages, `tokens` with all
tokens of closed shards, one a line."""


def build(shard: Shard, work: Path) -> dict[str, bytes]:
    """The bundle of one shard, indexed in `work`. Raises IndexerError."""
    binary = executable()
    tokens: set[str] = set()
    with tempfile.TemporaryDirectory(dir=work, prefix="shard-") as folder:
        source, target = Path(folder, "source"), Path(folder, "bundle")
        source.mkdir()
        for row, document in enumerate(shard.documents):
            page = shadow(document, shard.traditional)
            tokens.update(*page.values())
            (source / f"{row}.html").write_text(_html(page), "utf-8")
        _run(binary, Path(folder), source, target)
        try:
            bundle = _kept(target, shard)
            if not shard.latest:
                bundle["tokens"] = "\n".join(sorted(tokens)).encode()
            missed = proof.missed(shard, bundle)
        except (UnreadableError, KeyError, ValueError, IndexError) as error:
            raise IndexerFailed(
                f"Pagefind {PAGEFIND} wrote an index that can't be read: {error}"
            ) from error
    if missed:
        phrase, address = missed
        raise IndexerFailed(f"the index of {shard.name} does not find “{phrase}” of {address}")
    return bundle


def build_all(wanted: Sequence[Shard], work: Path) -> Iterator[tuple[Shard, dict[str, bytes]]]:
    """The bundles of many shards, two indexers side by side at most: each takes one core."""
    with ThreadPoolExecutor(max_workers=2) as two:
        yield from zip(wanted, two.map(lambda shard: build(shard, work), wanted), strict=True)


def shadow(document: Document, traditional: bool) -> dict[str, list[str]]:
    """The tokens that Pagefind reads in place of a document, by kind of text, in its order."""
    kinds = {
        "title": [document.title],
        "leading": [p.text for p in document.passages if p.leading],
        "meta": [*document.numbers, *document.meta],
        "text": [p.text for p in document.passages if not p.leading],
    }
    parted = (_BLOCK.join(text.replace(_BLOCK, " ") for text in kind) for kind in kinds.values())
    folded = normalise.fold(_BLOCK.join(parted), traditional)
    blocks = iter(folded.split(_BLOCK))
    page: dict[str, list[str]] = {}
    for kind, texts in kinds.items():
        cut: list[str] = []
        known: set[str] = set()
        for _ in texts or ("",):
            block = next(blocks)
            known.update(normalise.characters(block))
            for reading in normalise.readings(block):
                cut += [*normalise.tokens(reading).split(), normalise.STOP]
        # A character that never begins or ends a run stands in no token alone: this list makes
        # it found by itself, and the stops keep the list from forming phrases.
        for character in sorted(known.difference(cut)):
            cut += [character, normalise.STOP]
        page[kind] = cut
    return page


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


def _kept(target: Path, shard: Shard) -> dict[str, bytes]:
    """The files of the index under names that say their order, and whose pages they tell of."""
    (meta,) = target.glob("*.pf_meta")
    _, pages, chunks, *_ = decode(meta.read_bytes())
    rows: dict[str, int] = {}
    for file in target.glob("fragment/*.pf_fragment"):
        data = gzip.decompress(file.read_bytes())
        if not data.startswith(HEAD):
            raise UnreadableError(file.name)
        rows[file.stem] = int(json.loads(data[len(HEAD) :])["url"].strip("/").split(".")[0])
    order = [rows[page] for page, *_ in pages]
    if sorted(order) != list(range(len(shard.documents))):
        raise IndexerFailed(f"Pagefind left out documents of shard {shard.name}")
    bundle = {
        f"{n}.pf_index": (target / "index" / f"{name}.pf_index").read_bytes()
        for n, (_, _, name) in enumerate(chunks)
    }
    bundle["first"] = "\n".join(first for first, *_ in chunks).encode()
    bundle["rows"] = json.dumps(order).encode()
    return bundle


def _html(page: Mapping[str, Sequence[str]]) -> str:
    body = "".join(
        f'<p data-pagefind-weight="{WEIGHTS[kind]}">{" ".join(tokens)}</p>'
        for kind, tokens in page.items()
    )
    return f'<html lang="und"><body data-pagefind-body>{body}</body>'
