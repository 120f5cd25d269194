"""The last door: writes an edition so that a reader sees the old site or the new one, never both.

Two trees: the live one, and a spare beside it (`.public.spare`) that is brought up to date with
what differs; then both change places in one system call. What the spare holds afterwards is cut
down to what the live tree holds as well, so that nothing withdrawn stays.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from builder import exchange, premises
from builder.model.site import Edition
from builder.premises import MANIFEST as MANIFEST
from builder.premises import Entry, Places, Standing
from builder.premises import PublishError as PublishError


@dataclass(frozen=True, slots=True)
class Output:
    """A file to publish: equal fingerprints promise equal bytes, so it need not be made again."""

    path: str
    fingerprint: str
    make: Callable[[], bytes]
    kind: str = "file"


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: files in all, files made anew, files gone."""

    total: int
    made: int
    changed: int
    removed: int


@dataclass(slots=True)
class Held:
    """An output that this run alone may write, and what stands there."""

    places: Places
    edition: Edition
    standing: Standing
    exchanged: bool = field(default=False)


Maker = Callable[[Sequence[Output]], Iterator[bytes]]
"""Makes the bytes of many outputs, in their order."""

Ready = dict[str, tuple[str, int, int]]
"""SHA-256, size and time of change of the files that the spare holds for sure."""


def one_by_one(outputs: Sequence[Output]) -> Iterator[bytes]:
    """Make each in turn."""
    return (output.make() for output in outputs)


def publish(
    out: Path,
    outputs: Iterable[Output],
    edition: Edition,
    sources: Path,
    maker: Maker = one_by_one,
) -> Published:
    """Write the outputs to `out`. Raises PublishError; then `out` is as it was."""
    with hold(out, edition, sources) as held:
        return write(held, outputs, maker)


@contextmanager
def hold(
    out: Path, edition: Edition, sources: Path, waiting: Callable[[], None] = lambda: None
) -> Iterator[Held]:
    """Keep other runs from an output. Raises PublishError if it is not this edition's to write.

    Whoever holds it reads the sources afterwards: so a slow run never puts back what a later one
    took away. `waiting` is told when another run has to end first.
    """
    premises.refuse_place(out, sources)
    places = Places.of(out)
    made = [folder for folder in places.live.parents if not folder.exists()]
    with _in_words(out):
        if not places.beside("lock").exists():  # what is refused leaves not even a lock behind
            premises.standing(places, edition)
        places.live.parent.mkdir(parents=True, exist_ok=True)
        lock = exchange.hold(places.beside("lock"), waiting)
    with lock:
        try:
            with _in_words(out):
                premises.refuse_place(out, sources)  # another run may have come first
                standing = _recovered(places, edition)
            yield Held(places, edition, standing)
        finally:
            if not (places.live.exists() or places.beside("state").exists()):
                with suppress(OSError):  # nothing came of it
                    places.beside("lock").unlink()
                    for folder in made:
                        folder.rmdir()


def write(held: Held, outputs: Iterable[Output], maker: Maker = one_by_one) -> Published:
    """Write the outputs to what is held. Raises PublishError; then what is live is as it was.

    `maker` makes the bytes of what differs, in the order given.
    """
    with _in_words(held.places.live, held):
        return _write_all(held, outputs, maker)


@contextmanager
def _in_words(out: Path, held: Held | None = None) -> Iterator[None]:
    """Tell what the system refused in words that say how the live site is."""
    try:
        yield
    except OSError as error:
        if held and not held.exchanged:  # a full disk gets its room back
            shutil.rmtree(held.places.spare, ignore_errors=True)
        reason = error.strerror or str(error)
        where = error.filename or str(out)
        if held and held.exchanged:
            raise PublishError(
                f"新的网站已经发布，但没能收拾好备用目录（{where}：{reason}），里面可能还有撤下的"
                "内容。改正后再运行一次。",
                f"the new site is live, but the spare beside it could not be cleared ({where}: "
                f"{reason}) and may hold what was withdrawn; mend this, then run again.",
            ) from error
        raise PublishError(
            f"写不了 {where}：{reason}。已发布的网站没有改动；腾出空间或改正权限后再运行一次。",
            f"can't write {where}: {reason}. What was published is unchanged; "
            "free some space or mend the permissions, then run again.",
        ) from error


def _recovered(places: Places, edition: Edition) -> Standing:
    """What stands there once what a killed run left is out of the way."""
    standing = premises.standing(places, edition)
    if places.away.is_dir():  # killed between two renames, where there is no exchange
        if places.live.exists():
            _remove_tree(places.away)
        else:
            places.away.rename(places.live)
            standing = premises.standing(places, edition)
    for draft in ("state.part", "spare.state.part"):
        places.beside(draft).unlink(missing_ok=True)
    return standing


def _write_all(held: Held, outputs: Iterable[Output], maker: Maker) -> Published:
    places, standing = held.places, held.standing
    known = standing.known
    if standing.new:  # from now on it is known whose this place is, even if it is emptied
        _record(places.beside("state"), {"edition": held.edition.value})
    ready = _ready(places, held.edition)
    files: dict[str, Entry] = {}
    stale: list[Output] = []
    written: list[Path] = []
    damaged = False
    for output in outputs:
        _check_path(output.path, files)
        before = known.get(output.path)
        there = before is not None and _is_there(held, output.path, before)
        damaged = damaged or (before is not None and not there)
        files[output.path] = before or ("", "", 0, 0)
        if before is None or not there or before[0] != output.fingerprint:
            stale.append(output)
        elif ready.get(output.path, ("",))[0] != before[1]:
            target = places.spare / output.path
            ready[output.path] = _put(target, (places.live / output.path).read_bytes())
            written.append(target)
    made: dict[str, tuple[str, str]] = {}
    for output, data in zip(stale, maker(stale), strict=True):
        sum_ = hashlib.sha256(data).hexdigest()
        made[output.path] = output.fingerprint, sum_
        if ready.get(output.path, ("",))[0] != sum_:
            target = places.spare / output.path
            ready[output.path] = _put(target, data)
            written.append(target)
    for path, before in files.items():
        print_, sum_ = made.get(path, before[:2])
        # Equal bytes stay as they are in both trees; each has its own time of change.
        files[path] = (print_, sum_, *ready.get(path, (sum_, *before[2:]))[1:])
    manifest = _manifest(held.edition, files)
    changed = sum(1 for p, e in files.items() if p not in known or known[p][1] != e[1])
    removed = sum(1 for path in known if path not in files)
    same = premises.digest(places.live / MANIFEST) == hashlib.sha256(manifest).hexdigest()
    if same and not (changed or removed or damaged):
        live = {p: (e[0], e[1], *standing.seen[p]) for p, e in files.items()}
        _keep(held, live, manifest, ready)
        return Published(len(files) + 1, len(stale), 0, 0)
    _prune(places.spare, ready, {path: entry[1] for path, entry in files.items()})
    _put(places.spare / MANIFEST, manifest)
    exchange.settle(places.spare, (*written, places.spare / MANIFEST))
    exchange.swap(places.spare, places.live, places.away)
    held.exchanged = True
    _keep(held, files, manifest, {path: entry[1:] for path, entry in known.items()})
    exchange.settle(places.live.parent, ())
    return Published(len(files) + 1, len(stale), changed, removed)


def _manifest(edition: Edition, files: Mapping[str, Entry]) -> bytes:
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


def _is_there(held: Held, path: str, entry: Entry) -> bool:
    """Whether the live tree holds a file as it was written."""
    look = held.standing.seen.get(path)
    return look == entry[2:] or (
        look is not None
        and look[0] == entry[2]
        and premises.digest(held.places.live / path) == entry[1]
    )


def _ready(places: Places, edition: Edition) -> Ready:
    """What the spare holds for sure; it is emptied when that is not known.

    The record says that the spare is in use before it is touched, so a run that was killed leaves
    none that is taken for whole.
    """
    kept = premises.record(places.beside("spare.state")).get("files")
    _record(places.beside("spare.state"), {"edition": edition.value, "files": None})
    try:
        told = {str(p): (str(e[0]), int(e[1]), int(e[2])) for p, e in kept.items()} if kept else {}
    except (AttributeError, TypeError, ValueError, IndexError):
        told = {}
    if told and places.spare.is_dir():
        seen = dict(premises.looks(places.spare))
        return {path: entry for path, entry in told.items() if seen.get(path) == entry[1:]}
    _remove_tree(places.spare)
    places.spare.mkdir(parents=True)
    return {}


def _keep(held: Held, files: Mapping[str, Entry], manifest: bytes, ready: Ready) -> None:
    """Record the live tree; leave in the spare only what the live tree holds as well.

    `ready` tells of the files in the spare.
    """
    places, edition = held.places, held.edition.value
    sum_ = hashlib.sha256(manifest).hexdigest()
    state = {"edition": edition, "manifest": sum_, "files": files}
    _record(places.beside("state"), state)
    wanted = {path: entry[1] for path, entry in files.items()}
    kept = _prune(places.spare, ready, wanted) if places.spare.is_dir() else {}
    _record(places.beside("spare.state"), {"edition": edition, "files": kept})


def _prune(tree: Path, ready: Ready, wanted: Mapping[str, str]) -> Ready:
    """Delete what is not wanted in these very bytes; what is left."""
    kept: Ready = {}
    folders: set[str] = set()
    for path, look in list(premises.looks(tree)):
        told = ready.get(path)
        if told and told[1:] == look and told[0] == wanted.get(path):
            kept[path] = told
        else:
            (tree / path).unlink()
            folders.add(path.rpartition("/")[0])
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):  # something else is still in it
            while folder:
                (tree / folder).rmdir()
                folder = folder.rpartition("/")[0]
    return kept


def _put(target: Path, data: bytes) -> tuple[str, int, int]:
    """Write a file of the spare; its digest, size and time of change."""
    try:
        target.write_bytes(data)
    except OSError:
        _make_way(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    about = target.stat()
    return hashlib.sha256(data).hexdigest(), about.st_size, about.st_mtime_ns


def _make_way(target: Path) -> None:
    """Remove a folder that stands where a file goes, or a file where its folder goes."""
    if target.is_dir():
        shutil.rmtree(target)
    for folder in target.parents:
        if folder.is_file():
            folder.unlink()
            return


def _record(target: Path, value: object) -> None:
    """Write a record whole or not at all."""
    draft = target.with_name(f"{target.name}.part")
    draft.write_bytes(json.dumps(value, ensure_ascii=False).encode())
    exchange.settle(target.parent, (draft,))
    draft.replace(target)


def _remove_tree(tree: Path) -> None:
    if tree.is_dir():
        shutil.rmtree(tree)
