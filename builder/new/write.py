"""The effects: creates files that are not there yet, replaces several files together or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from builder import exchange


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else numbers or edits in this root meanwhile; without locks, names still guard."""
    with ExitStack() as stack:
        with suppress(OSError):
            (root / ".cache").mkdir(exist_ok=True)
            lock = root / ".cache" / "new.lock"
            stack.enter_context(exchange.hold(lock, lambda: None))
        yield


def create(root: Path, files: Mapping[str, str]) -> None:
    """Create files by path from the root, all or none. Raises FileExistsError."""
    made: list[Path] = []
    whole = False
    try:
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                made.append(target)
                file.write(text.encode("utf-8"))
        whole = True
    finally:
        if not whole:
            for target in made:
                target.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Change:
    """A file, what stands in it, and what is to stand in it."""

    file: Path
    before: bytes
    after: bytes


class ChangedMeanwhileError(Exception):
    """Somebody else wrote the file since it was read."""


def replace_all(changes: Sequence[Change]) -> None:
    """Replace all the files, in this order, or none. Raises OSError, ChangedMeanwhileError."""
    drafts = [change.file.with_name(f".{change.file.name}.part") for change in changes]
    done: list[Change] = []
    whole = False
    try:
        for change, draft in zip(changes, drafts, strict=True):
            _write(draft, change.after, change.file)
        for change in changes:
            if change.file.read_bytes() != change.before:
                raise ChangedMeanwhileError(change.file.name)
        for change, draft in zip(changes, drafts, strict=True):
            draft.replace(change.file)
            done.append(change)
        whole = True
    finally:
        if not whole:
            for change in done:
                draft = change.file.with_name(f".{change.file.name}.part")
                _write(draft, change.before, change.file)
                draft.replace(change.file)
            for draft in drafts:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)


def _write(draft: Path, data: bytes, like: Path) -> None:
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(OSError):
        shutil.copymode(like, draft)
