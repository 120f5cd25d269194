"""What stands for the program itself: another version may read or render otherwise."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

_LIBRARIES = ("jinja2-", "markdown_it_py-", "markupsafe-", "mdurl-", "pyyaml-", "tzdata-")


@cache
def program() -> str:
    """A digest of the program's sources, of the libraries' versions and of Python's."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{sys.implementation.cache_tag} {sys.byteorder} {_libraries()}".encode())
    _take(digest, Path(__file__).parent, "")
    return digest.hexdigest()


def _take(digest: hashlib.blake2b, folder: Path, name: str) -> None:
    """Add the sources below a folder, in the order of their names."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            _take(digest, folder / entry.name, path)
        elif entry.name.endswith((".py", ".txt")):
            source = (folder / entry.name).read_bytes()
            digest.update(path.encode("utf-8", "surrogateescape"))
            digest.update(hashlib.blake2b(source, digest_size=16).digest())


def _libraries() -> list[str]:
    """Names and versions of the libraries that decide what comes out, as they are installed."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            names = [path.name for path in Path(folder or ".").iterdir()]
        except OSError:
            continue
        found |= {n for n in names if n.lower().startswith(_LIBRARIES) and n.endswith("-info")}
    return sorted(found)
