"""What a plan promises: pages to render when asked for, files to make, files to copy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from builder.views import Head


@dataclass(frozen=True, slots=True)
class Shown:
    """What a layout gets for one page; `place` is the key of its place in the bar."""

    view: object
    head: Head
    place: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its layout, a fingerprint of all it shows, and how to make its view."""

    address: str
    layout: str
    fingerprint: str
    make: Callable[[], Shown]

    @property
    def path(self) -> str:
        """The file it is written to, relative to the output."""
        return file_of(self.address)


@dataclass(frozen=True, slots=True)
class Made:
    """A file whose bytes are made when asked for."""

    path: str
    fingerprint: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Copied:
    """A file copied from the content tree; `source` is relative to the root."""

    path: str
    fingerprint: str
    source: str


Promise = Page | Made | Copied


def file_of(address: str) -> str:
    """The file of an address: a directory's index.html, or the file itself."""
    relative = address.lstrip("/")
    return relative + "index.html" if not relative or relative.endswith("/") else relative


def fingerprint(*shown: object) -> str:
    """What stands for the values that a page shows."""
    digest = hashlib.blake2b(digest_size=16)
    for value in shown:
        digest.update(repr(value).encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    return digest.hexdigest()
