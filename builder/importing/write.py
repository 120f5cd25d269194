"""Writes what an import made: whole files or none, and never over one that is there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def new_text(root: Path, path: str, text: str) -> bool:
    """Write a text that is not there yet; whether it was written."""
    target = root / path
    if target.exists():
        return False
    spare = _spare(target)
    spare.write_bytes(text.encode("utf-8"))
    return _settle(spare, target)


def new_copy(root: Path, path: str, source: Path) -> bool:
    """Copy a file to where none is yet; whether it was copied."""
    target = root / path
    if target.exists():
        return False
    spare = _spare(target)
    shutil.copyfile(source, spare)
    return _settle(spare, target)


def longer_text(root: Path, path: str, text: str) -> None:
    """Exchange a vocabulary for one that holds more, keeping its BOM and its line ends."""
    target = root / path
    before = target.read_bytes() if target.exists() else b""
    data = text.replace("\n", "\r\n") if b"\r\n" in before else text
    spare = _spare(target)
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    spare.write_bytes(mark + data.encode())
    spare.replace(target)


def text_at(root: Path, path: str) -> str:
    """What stands in a file; empty if there is none."""
    try:
        return (root / path).read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


def _spare(target: Path) -> Path:
    """A name beside the target that the loader passes over; an import cut short may leave it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.with_name(f".{target.name}.tmp")


def _settle(spare: Path, target: Path) -> bool:
    """Give a finished file its name, unless somebody else took it in the meantime."""
    try:
        os.link(spare, target)
    except FileExistsError:
        spare.unlink()
        return False
    except OSError:  # a file system without links, such as FAT
        if target.exists():
            spare.unlink()
            return False
        spare.replace(target)
        return True
    spare.unlink()
    return True
