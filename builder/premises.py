"""May an edition be written to a folder, and whose are the trees and records beside it?"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.model.site import Edition

MANIFEST = "manifest.json"
CONTENT = ("issues", "site_src", "layouts", "builder", ".git", ".cache")
"""Folders of a root that no output may stand in."""
LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""Files that a file manager leaves where somebody looked; nobody misses them."""
SUFFIXES = ("spare", "old", "lock", "state", "spare.state", "state.part", "spare.state.part")
"""What may stand beside an output, by the end of its name."""

Look = tuple[int, int]
"""Size in bytes and time of the last change in ns: while both stay, so do the bytes."""
Entry = tuple[str, str, int, int]
"""Fingerprint, SHA-256, size and time of change of a file of the live tree."""


class PublishError(Exception):
    """The output can't be written; the message names the place, the cause and the next step."""

    code = 2
    """The exit code it stands for."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)  # both, so that another process can hand it on
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Places:
    """Where the trees and their records are; no link on the way to them is left unresolved."""

    live: Path

    @classmethod
    def of(cls, out: Path) -> Places:
        given = Path(os.path.abspath(out))
        return cls(Path(os.path.realpath(given.parent)) / given.name)

    def beside(self, suffix: str) -> Path:
        return self.live.parent / f".{self.live.name}.{suffix}"

    @property
    def spare(self) -> Path:
        return self.beside("spare")

    @property
    def away(self) -> Path:
        return self.beside("old")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an output before anything is written.

    `known` holds the files of the live tree if its record is of this very tree; `seen` the files
    found in it; `new` says that no record was ever kept here.
    """

    known: Mapping[str, Entry] = field(default_factory=dict)
    seen: Mapping[str, Look] = field(default_factory=dict)
    new: bool = True


def refuse_place(out: Path, sources: Path) -> None:
    """Raise PublishError where no edition may ever be written."""
    live = Places.of(out).live
    root = Path(os.path.realpath(sources))
    above = [root, *root.parents]
    with suppress(RuntimeError):  # not everybody has a home
        home = Path(os.path.realpath(Path.home()))
        above += [home, *home.parents]
    if not live.name or any(_same(live, folder) for folder in above):
        raise PublishError(
            f"输出目录 {live} 里有内容源文件或者个人文件夹，不能写。请换一个目录，如 dist/public。",
            f"the output {live} holds the sources or a home folder; choose another folder.",
        )
    content = [root / name for name in CONTENT]
    if any(_same(folder, taken) for folder in (live, *live.parents) for taken in content):
        raise PublishError(
            f"输出目录 {live} 在内容源文件中间，不能写。请换一个目录，如 dist/public。",
            f"the output {live} lies among the sources; choose another folder.",
        )
    if live.name.startswith(".") and live.name.endswith(tuple(f".{s}" for s in SUFFIXES)):
        raise PublishError(
            f"输出目录 {live} 是本程序给另一个网站留的备用位置，不能写。请换一个目录。",
            f"the output {live} is kept for the spare of another site; choose another folder.",
        )
    link = _link_on_the_way(Path(os.path.abspath(out)), Path(os.path.abspath(sources)))
    if link:
        raise PublishError(
            f"{link} 是符号链接，输出会写到别处去。请用 --out 直接写出真正的目录。",
            f"{link} is a symbolic link that leads elsewhere; name the real folder with --out.",
        )
    if os.path.lexists(live) and (live.is_symlink() or not live.is_dir()):
        raise PublishError(
            f"输出目录 {live} 不是普通文件夹。请换一个目录。",
            f"the output {live} is not a plain folder; choose another.",
        )
    if os.path.ismount(live):
        raise PublishError(
            f"输出目录 {live} 是一个挂载点，整目录交换做不到。请用它里面的子目录。",
            f"the output {live} is a mount point and can't be exchanged; use a folder inside it.",
        )
    for folder in live.parents:
        if _is_output(folder):
            raise PublishError(
                f"输出目录 {live} 在另一个已发布的网站 {folder} 里面，两版会混在一起。请换一个目录。",
                f"the output {live} lies inside another published site, {folder}; choose another.",
            )


def standing(places: Places, edition: Edition) -> Standing:
    """What is known of an output. Raises PublishError if it is not this edition's alone.

    A folder is ours if its record is of its manifest, or, where there is no such record, if its
    manifest tells of every file in it to the byte: then nothing of anybody else's is in it.
    """
    _refuse_strangers(places)
    kept = record(places.beside("state"))
    before = str(kept.get("edition", "")) if kept else ""
    if before and before != edition.value:
        _refuse_edition(places.live, before)
    if not places.live.is_dir():
        return Standing(new=not kept)
    seen = dict(looks(places.live))
    listed = {path: look for path, look in seen.items() if path.rpartition("/")[2] not in LITTER}
    if not listed:
        return Standing({}, seen, not kept)
    data = _bytes(places.live / MANIFEST)
    owner, digests = _manifest(data)
    if owner is None:
        _refuse_stranger(places.live, next(iter(sorted(listed))))
    if owner != edition.value:
        _refuse_edition(places.live, str(owner))
    known = _known(kept, data)
    for path in sorted(listed.keys() - {MANIFEST}):
        told = digests.get(path)
        if told is None or (not known and digest(places.live / path) != told):
            _refuse_stranger(places.live, path)
    return Standing(known, seen, not kept)


def record(file: Path) -> dict[str, Any]:
    """A record of ours; empty if there is none or it is damaged: that is as good as none."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def looks(tree: Path) -> Iterator[tuple[str, Look]]:
    """Every file of a tree by its path; links and devices come with a size of -1."""
    waiting = [(os.fspath(tree), "")]
    while waiting:  # a tree has as many folders as pages: each is a line here, no more
        folder, prefix = waiting.pop()
        yield from _looks(folder, prefix, waiting)


def _looks(folder: str, prefix: str, waiting: list[tuple[str, str]]) -> Iterator[tuple[str, Look]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{prefix}{entry.name}/"))
            elif entry.is_file(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                yield prefix + entry.name, (about.st_size, about.st_mtime_ns)
            else:
                yield prefix + entry.name, (-1, 0)


def digest(file: Path) -> str:
    """SHA-256 of a plain file; empty if it is none or can't be read."""
    try:
        if file.is_symlink() or not file.is_file():
            return ""
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _refuse_strangers(places: Places) -> None:
    """What stands at the places of our trees and records must be ours."""
    spare, kept = places.spare, places.beside("spare.state")
    for tree in (spare, places.away):
        strange = tree.is_symlink() or (os.path.lexists(tree) and not tree.is_dir())
        if strange or (tree.is_dir() and any(tree.iterdir()) and not record(kept)):
            _refuse_stranger(tree.parent, tree.name)
    for file in (kept, places.beside("state"), places.beside("lock")):
        if os.path.lexists(file) and (file.is_symlink() or not file.is_file()):
            _refuse_stranger(file.parent, file.name)


def _refuse_stranger(folder: Path, name: str) -> None:
    raise PublishError(
        f"{folder} 里的 {name} 不是本程序生成的，为免误删，没有发布。要随网站发布的文件放进 "
        "site_src/static/；别的请移走，或换一个输出目录。",
        f"{name} in {folder} was not made by this program, and nothing was published, lest it be "
        "deleted. Files to publish belong in site_src/static/; move others, or choose another "
        "output.",
    )


def _refuse_edition(live: Path, before: str) -> None:
    names = {"public": "公开版", "internal": "内部版"}
    raise PublishError(
        f"输出目录 {live} 里是（或者曾经是）{names.get(before, before)}，两版不能先后放在一处，"
        "清空了也不行：网站服务器可能还在对外提供它。请换一个目录。",
        f"the output {live} holds or once held the other edition ({before}): the two never share "
        "a folder, not even an emptied one; choose another folder.",
    )


def _manifest(data: bytes) -> tuple[str | None, Mapping[str, str]]:
    """The edition and the digests that a manifest tells; None if it is none of ours."""
    try:
        found = json.loads(data)
        edition, files = found["edition"], found["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, {}
    ours = isinstance(edition, str) and isinstance(files, dict)
    return (edition, files) if ours else (None, {})


def _known(kept: Mapping[str, Any], manifest: bytes) -> dict[str, Entry]:
    """What is recorded of the live tree, if the record is of this very tree."""
    try:
        if kept["manifest"] != hashlib.sha256(manifest).hexdigest():
            return {}
        files = kept["files"].items()
        return {str(p): (str(e[0]), str(e[1]), int(e[2]), int(e[3])) for p, e in files}
    except (KeyError, TypeError, IndexError, ValueError, AttributeError):
        return {}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _is_output(folder: Path) -> bool:
    """Whether a folder is a site of ours, or a spare of one."""
    spare = folder.name.startswith(".") and folder.name.endswith((".spare", ".old"))
    if spare:
        return True
    kept = record(Places(folder).beside("state")) if folder.name else {}
    return bool(kept) and _manifest(_bytes(folder / MANIFEST))[0] is not None


def _link_on_the_way(out: Path, root: Path) -> Path | None:
    """A link between the root and the output: content may not lead its own output elsewhere."""
    folders = [folder for folder in out.parents if root in folder.parents]
    return next((folder for folder in reversed(folders) if folder.is_symlink()), None)


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are of one folder, or would be where case makes no difference."""
    if _folded(one) == _folded(other):
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFKC", str(path)).casefold()
