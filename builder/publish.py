"""The last door: writes an edition so that a reader sees the old site or the new one, never both.

Two trees: the live one, and a spare beside it (`.public.spare`) that is brought up to date with
what differs; then both change places in one system call. What the spare holds afterwards is cut
down to what the live tree holds as well, so that nothing withdrawn stays.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder import exchange
from builder.model.site import Edition

MANIFEST = "manifest.json"


class PublishError(Exception):
    """The output can't be written; the message names the place, the cause and the next step."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Output:
    """A file to publish: equal fingerprints promise equal bytes, so it need not be made again."""

    path: str
    fingerprint: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: files in all, files made anew, files gone."""

    total: int
    made: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the trees and their records are."""

    live: Path

    def beside(self, suffix: str) -> Path:
        return self.live.parent / f".{self.live.name}.{suffix}"

    @property
    def spare(self) -> Path:
        return self.beside("spare")

    @property
    def away(self) -> Path:
        return self.beside("old")


Maker = Callable[[Sequence[Callable[[], bytes]]], Iterator[bytes]]
"""Makes the bytes of many outputs, in their order."""

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
"""What reading a damaged record may raise; it is then as good as none."""

Known = Mapping[str, tuple[str, str, int]]
"""Fingerprint, SHA-256 and size of each file of the live tree."""


def one_by_one(makes: Sequence[Callable[[], bytes]]) -> Iterator[bytes]:
    """Make each in turn."""
    return (make() for make in makes)


def publish(
    out: Path,
    outputs: Iterable[Output],
    edition: Edition,
    sources: Path,
    maker: Maker = one_by_one,
) -> Published:
    """Write the outputs to `out`. Raises PublishError; then `out` is as it was.

    `maker` makes the bytes of what differs, in the order given.
    """
    live = Path(os.path.abspath(out))
    places = _Places(live)
    _guard(live, edition, sources)
    try:
        live.parent.mkdir(parents=True, exist_ok=True)
        with _only_one(places.beside("lock")):
            # Another run may have come first to the same empty folder.
            _guard(live, edition, sources)
            _recover(places)
            return _publish(places, outputs, edition, maker)
    except OSError as error:
        reason = error.strerror or str(error)
        where = error.filename or str(out)
        raise PublishError(
            f"写不了 {where}：{reason}。已发布的网站没有改动；腾出空间或改正权限后再运行一次。",
            f"can't write {where}: {reason}. What was published is unchanged; "
            "free some space or mend the permissions, then run again.",
        ) from error


def _publish(
    places: _Places, outputs: Iterable[Output], edition: Edition, maker: Maker
) -> Published:
    known = _known(places)
    ready = _ready(places)
    files: dict[str, tuple[str, str, int]] = {}
    stale: list[Output] = []
    damaged = False
    for output in outputs:
        _check_path(output.path, files)
        before = known.get(output.path)
        there = before is not None and _is_there(places.live, output.path, before)
        damaged = damaged or (before is not None and not there)
        files[output.path] = before or ("", "", 0)
        if before is None or not there or before[0] != output.fingerprint:
            stale.append(output)
        elif ready.get(output.path) != before[1]:
            _copy(places.live / output.path, places.spare / output.path)
    for output, data in zip(stale, maker([output.make for output in stale]), strict=True):
        digest = hashlib.sha256(data).hexdigest()
        files[output.path] = (output.fingerprint, digest, len(data))
        if ready.get(output.path) != digest:
            _write(places.spare / output.path, data)
    manifest = _manifest(edition, files)
    before_paths = {path: entry[1] for path, entry in known.items()}
    changed = sum(1 for path, (_, digest, _) in files.items() if before_paths.get(path) != digest)
    removed = sum(1 for path in before_paths if path not in files)
    if not (changed or removed or damaged) and _read(places.live / MANIFEST) == manifest:
        _keep(places, files)
        return Published(len(files) + 1, len(stale), 0, 0)
    _prune(places.spare, {path: entry[1] for path, entry in files.items()})
    _write(places.spare / MANIFEST, manifest)
    exchange.swap(places.spare, places.live, places.away)
    _keep(places, files)
    return Published(len(files) + 1, len(stale), changed, removed)


def _guard(live: Path, edition: Edition, sources: Path) -> None:
    """Refuse an output that is not ours, is the other edition's, or holds the sources."""
    root = Path(os.path.realpath(sources))
    real = Path(os.path.realpath(live))
    folders = [root / name for name in ("issues", "site_src", "layouts", "builder", ".git")]
    inside = any(real == folder or folder in real.parents for folder in folders)
    if real == root or real in root.parents or inside:
        raise PublishError(
            f"输出目录 {live} 里有（或就在）内容源文件，不能写。请换一个目录，如 dist/public。",
            f"the output {live} holds the sources or lies among them; choose another folder.",
        )
    above = next((folder for folder in real.parents if _is_output(folder)), None)
    if above:
        raise PublishError(
            f"输出目录 {live} 在另一个已发布的网站 {above} 里面，两版会混在一起。请换一个目录。",
            f"the output {live} lies inside another published site, {above}; choose another folder.",
        )
    if not os.path.lexists(live):
        return
    if live.is_symlink() or not live.is_dir():
        raise PublishError(
            f"输出目录 {live} 不是普通文件夹。请换一个目录。",
            f"the output {live} is not a plain folder; choose another.",
        )
    if not any(live.iterdir()):
        return
    owner = _owner(live)
    if owner is None:
        raise PublishError(
            f"输出目录 {live} 里有别的文件，不是本程序生成的，为免误删不写。请换一个目录，或先清空它。",
            f"the output {live} is not empty and was not made by this program; "
            "choose another folder or empty it.",
        )
    if owner != edition.value:
        raise PublishError(
            f"输出目录 {live} 里是另一版（{owner}），两版不能放在一起。请换一个目录。",
            f"the output {live} holds the other edition ({owner}); choose another folder.",
        )


def _is_output(folder: Path) -> bool:
    """Whether a folder is a site of ours, or a spare of one."""
    spare = folder.name.startswith(".") and folder.name.endswith(".spare")
    return spare or (_Places(folder).beside("state").is_file() and _owner(folder) is not None)


def _owner(live: Path) -> str | None:
    """The edition an output holds, by its manifest; None if it has none of ours."""
    try:
        manifest = json.loads((live / MANIFEST).read_text("utf-8"))
        edition = manifest["edition"]
        return edition if isinstance(manifest["files"], dict) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _manifest(edition: Edition, files: Known) -> bytes:
    digests = {path: files[path][1] for path in sorted(files)}
    text = json.dumps(
        {"edition": edition.value, "files": digests}, ensure_ascii=False, indent=0, sort_keys=True
    )
    return (text + "\n").encode()


def _check_path(path: str, files: Mapping[str, object]) -> None:
    """Two outputs at one path, or a path that leaves the tree, are errors of the program."""
    parts = path.split("/")
    if (
        path in files
        or path == MANIFEST
        or "\0" in path
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise PublishError(f"两处内容要写同一个文件：{path}", f"two contents claim the file {path}")


def _known(places: _Places) -> Known:
    """What is recorded of the live tree, if the record is of this very tree."""
    try:
        record = json.loads(places.beside("state").read_text("utf-8"))
        manifest = (places.live / MANIFEST).read_bytes()
        if record["manifest"] != hashlib.sha256(manifest).hexdigest():
            return {}
        return {path: (entry[0], entry[1], entry[2]) for path, entry in record["files"].items()}
    except _UNREADABLE:
        return {}


def _ready(places: _Places) -> dict[str, str]:
    """What the spare holds for sure; it is emptied when that is not known.

    The record goes away before the spare is touched, so a run that was killed leaves none.
    """
    record = places.beside("spare.state")
    try:
        ready = json.loads(record.read_text("utf-8"))
        record.unlink()
        if isinstance(ready, dict) and places.spare.is_dir():
            return {str(path): str(digest) for path, digest in ready.items()}
    except (OSError, ValueError, RecursionError):
        record.unlink(missing_ok=True)
    _remove_tree(places.spare)
    places.spare.mkdir(parents=True)
    return {}


def _keep(places: _Places, files: Known) -> None:
    """Record the live tree; leave in the spare only what the live tree holds as well."""
    live_manifest = (places.live / MANIFEST).read_bytes()
    record = {
        "manifest": hashlib.sha256(live_manifest).hexdigest(),
        "files": {path: list(entry) for path, entry in files.items()},
    }
    _write(places.beside("state"), json.dumps(record, ensure_ascii=False).encode())
    wanted = {path: entry[1] for path, entry in files.items()}
    kept = _prune(places.spare, wanted) if places.spare.is_dir() else {}
    _write(places.beside("spare.state"), json.dumps(kept, ensure_ascii=False).encode())


def _prune(tree: Path, wanted: Mapping[str, str]) -> dict[str, str]:
    """Delete what is not wanted in these very bytes; the digests of what is left."""
    kept: dict[str, str] = {}
    for folder, folders, names in os.walk(tree, topdown=False):
        for name in names:
            file = Path(folder, name)
            path = file.relative_to(tree).as_posix()
            if path in wanted and _digest(file) == wanted[path]:
                kept[path] = wanted[path]
            else:
                file.unlink()
        for name in folders:
            below = Path(folder, name)
            if not any(below.iterdir()):
                below.rmdir()
    return kept


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_there(live: Path, path: str, entry: tuple[str, str, int]) -> bool:
    try:
        return (live / path).stat().st_size == entry[2]
    except OSError:
        return False


def _write(target: Path, data: bytes) -> None:
    """Write a whole file or nothing."""
    _make_way(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name[:100]}.part")
    draft.write_bytes(data)
    draft.replace(target)


def _make_way(target: Path) -> None:
    """Remove a folder that stands where a file goes, or a file where its folder goes."""
    if target.is_dir():
        shutil.rmtree(target)
    for folder in (target.parent, target.parent.parent):
        if folder.is_file():
            folder.unlink()


def _copy(source: Path, target: Path) -> None:
    _write(target, source.read_bytes())


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _remove_tree(tree: Path) -> None:
    if tree.is_symlink() or tree.is_file():
        tree.unlink()
    elif tree.is_dir():
        shutil.rmtree(tree)


def _recover(places: _Places) -> None:
    """Finish what a run killed between two renames left (only where there is no exchange)."""
    if places.away.is_dir():
        if places.live.exists():
            _remove_tree(places.away)
        else:
            places.away.rename(places.live)


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Let one run at a time write; another waits."""
    with lock.open("a+b") as file:
        exchange.hold(file.fileno())
        yield
