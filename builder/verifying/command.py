"""The command `build verify`: finds the manifest, compares file by file, then the seals, and tells."""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TextIO

from builder.verifying import sealed
from builder.verifying.sources import (
    Folder,
    Source,
    UnreadableError,
    address,
    digest,
    is_served,
    whole,
)

Say = Callable[..., None]
"""Says a line in either language, to the talk or to a stream given."""

MANIFEST = "manifest.json"
CLEAN, FAULTY, FAILED = 0, 1, 2
LEVELS = 8
"""Levels above a part of a site at which its manifest is looked for."""
ASKING = 8
"""Questions a server is asked at a time."""
_DIGEST = re.compile("[0-9a-f]{64}")
_WRONG = {
    "changed": ("内容不同", "differs"),
    "missing": ("缺少", "is missing"),
    "extra": ("是多出来的", "is not in the manifest"),
}


def run(options: argparse.Namespace, lang: str, out: TextIO, err: TextIO) -> int:
    """Verify; 0 if all agrees, 1 if something differs, 2 if nothing can be said."""

    def say(zh: str, en: str, to: TextIO = err) -> None:
        # What a server says may hold signs that a terminal obeys.
        line = "".join(c if c.isprintable() else "�" for c in (en if lang == "en" else zh))
        to.write(line + "\n")

    try:
        files, base, part, manifest = _found(options)
        return _compare(options, files, base, part, manifest, say, out)
    except UnreadableError as error:
        say(f"无法核对：{error.zh}", f"can't verify: {error.en}")
        return FAILED


def _source(raw: str) -> Source:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", raw):
        return address(raw)
    folder = Path(raw)
    if not folder.is_dir():
        raise UnreadableError(f"没有 {raw} 这个文件夹。", f"there is no folder {raw}.")
    return Folder(folder)


def _found(options: argparse.Namespace) -> tuple[Source, Source, str, Mapping[str, str]]:
    """Where the files are, where manifest and seals are, which part is asked for, the manifest."""
    files = _source(options.source)
    part = (options.part or "").strip("/")
    if options.against:
        base = _source(options.against)
        found = _manifest(base)
        if found is None:
            raise _no_manifest(base)
        if part and isinstance(files, Folder) and not (files.root / part).exists():
            files = Folder(files.root, part)
        return files, base, part, found
    above: Source | None = files
    steps: list[str] = []
    for _ in range(LEVELS):
        if above is None:
            break
        found = _manifest(above)
        if found is not None:
            inner = "/".join(reversed(steps))
            return above, above, "/".join(filter(None, (inner, part))), found
        name = Path(above.root).absolute().name if isinstance(above, Folder) else ""
        steps.append(name or above.name.rstrip("/").rpartition("/")[2])
        above = above.above()
    raise _no_manifest(files)


def _manifest(source: Source) -> Mapping[str, str] | None:
    """The digests by path; None where there is no manifest of ours."""
    data = whole(source, MANIFEST)
    if data is None:
        return None
    try:
        value = sealed.decoded(data, MANIFEST)
    except UnreadableError:
        return None
    files = value.get("files") if isinstance(value, dict) else None
    if not isinstance(files, dict):
        return None
    for path, sum_ in files.items():
        parts = path.split("/")
        if not (isinstance(sum_, str) and _DIGEST.fullmatch(sum_)) or any(
            part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts
        ):
            raise UnreadableError(
                f"{MANIFEST} 里“{path[:80]}”一行不对。", f"{MANIFEST} is wrong at `{path[:80]}`."
            )
    return files


def _no_manifest(source: Source) -> UnreadableError:
    return UnreadableError(
        f"{source.name} 和上级都没有 {MANIFEST}。只下载了一部分的，把 {MANIFEST} 和 api 一起下载，"
        "或用 --against 指明完整的网站。",
        f"no {MANIFEST} in {source.name} or above. With a part of a site, fetch {MANIFEST} and api "
        "as well, or name the whole site with --against.",
    )


def _compare(
    options: argparse.Namespace,
    files: Source,
    base: Source,
    part: str,
    manifest: Mapping[str, str],
    say: Say,
    out: TextIO,
) -> int:
    wanted = sorted(p for p in manifest if not part or p == part or p.startswith(f"{part}/"))
    if not wanted:
        raise UnreadableError(f"清单里没有“{part}”。", f"there is no `{part}` in the manifest.")
    differing = 0
    for path, what in _differing(files, part, wanted, manifest):
        differing += 1
        if differing == 1:
            zh, en = _WRONG[what]
            say(f"第一个对不上的文件：{path}（{zh}）", f"the first file: {path} {en}", out)
        if files.live:
            return FAULTY
    if differing:
        say(f"共 {differing} 个文件对不上。", f"{differing} files differ.")
        return FAULTY
    say(f"{len(wanted)} 个文件与清单一致。", f"{len(wanted)} files agree with the manifest.")
    known = hashlib.sha256(whole(base, MANIFEST) or b"").hexdigest()
    say(f"清单的摘要：{known}", f"digest of the manifest: {known}", out)
    return _seals(options, base, part, manifest, say, out)


def _seals(
    options: argparse.Namespace,
    base: Source,
    part: str,
    manifest: Mapping[str, str],
    say: Say,
    out: TextIO,
) -> int:
    if sealed.CHAINS not in manifest:
        say("这个网站没有封存记录。", "this site has no seals.")
        return FAULTY if _unknown(options, frozenset(), say, out) else CLEAN

    @lru_cache(maxsize=8)
    def fetch(path: str) -> bytes | None:
        data = whole(base, path) if path in manifest else None
        if data is not None and hashlib.sha256(data).hexdigest() != manifest[path]:
            raise UnreadableError(f"{path} 与清单不一致。", f"{path} differs from the manifest.")
        return data

    seen: set[str] = set()
    for found in sealed.check(fetch, manifest, part):
        if isinstance(found, sealed.Mismatch):
            say(
                f"第一个对不上的文件：{found.path}（{found.zh}）",
                f"the first file: {found.path}: {found.en}",
                out,
            )
            return FAULTY
        seen.update(found.digests)
        say(
            f"“{found.series}”的封存链完整：{len(found.digests)} 环，核对了 {found.sealed} 期；"
            f"最后一环 {found.digests[-1] if found.digests else '—'}",
            f"the chain of `{found.series}` holds: {len(found.digests)} links, {found.sealed} issues; "
            f"the last is {found.digests[-1] if found.digests else '-'}",
            out,
        )
    return FAULTY if _unknown(options, frozenset(seen), say, out) else CLEAN


def _unknown(options: argparse.Namespace, seen: frozenset[str], say: Say, out: TextIO) -> bool:
    """Whether a digest that somebody kept is no longer in any chain."""
    for kept in options.seal:
        if kept.strip().lower() not in seen:
            say(
                f"记下的摘要 {kept} 不在任何一条封存链上：链被改写过，或摘要抄错了。",
                f"the digest {kept} is in no chain: it was rewritten, or the digest is wrong.",
                out,
            )
            return True
    return False


def _differing(
    files: Source, part: str, wanted: list[str], manifest: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Each file that is not as the manifest says, in the order of paths, then what is too many."""
    for path, sum_ in _digests(files, wanted):
        if sum_ is None and files.live and not is_served(path):
            continue
        if sum_ != manifest[path]:
            yield path, "missing" if sum_ is None else "changed"
    for path in sorted((files.listing(part) or frozenset()) - set(wanted) - {MANIFEST}):
        yield path, "extra"


def _digests(files: Source, wanted: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """The digest of every file, in order; a server is asked for several at a time."""
    if not files.live:
        yield from ((path, digest(files, path)) for path in wanted)
        return
    left = iter(wanted)
    with ThreadPoolExecutor(ASKING) as pool:
        while some := list(islice(left, ASKING * 4)):
            yield from zip(some, pool.map(lambda path: digest(files, path), some), strict=True)
