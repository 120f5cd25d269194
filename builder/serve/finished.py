"""A finished output as a host would show it: `_headers`, `_redirects`, 404.html, base path."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import unquote

from builder.serve import host
from builder.serve.host import Answer

T = TypeVar("T")

HIDDEN = frozenset(("_headers", "_redirects"))
"""Files that hosts read and do not show."""

_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]*?)/assets/[^"]*"')


class _Read(Generic[T]):
    """What a file says, read again only when the file is another."""

    def __init__(self, file: Path, decode: Callable[[str], T]) -> None:
        self._file = file
        self._decode = decode
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = (-1, -1, -1)
        self._value = decode("")

    def __call__(self) -> T:
        with self._lock:
            try:
                stat = self._file.stat()
                seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
                if seen != self._seen:
                    self._value = self._decode(self._file.read_text("utf-8", "replace"))
                    self._seen = seen
            except OSError:
                self._value, self._seen = self._decode(""), None
            return self._value


class Finished:
    """Answers from a folder of files; the folder may be exchanged for a newer one at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rules = _Read(folder / "_headers", host.header_rules)
        self._moved = _Read(folder / "_redirects", host.redirects)
        self._prefix = _Read(folder / "index.html", prefix_of)

    @property
    def prefix(self) -> str:
        """The path below which the site was built to stand: `/xx`, or nothing."""
        return self._prefix()

    def __call__(self, address: str, query: str) -> Answer:
        """What the host answers for an address."""
        prefix = self.prefix
        target = self._moved().get(address.rstrip("/"))
        if target:
            return host.moved(unquote(target[0]) + _with(query), target[1])
        if prefix and address in ("/", prefix):
            return host.moved(f"{prefix}/{_with(query)}")
        headers = host.headers_for(self._rules(), address)
        if not address.startswith(f"{prefix}/"):
            return self._missing(headers)
        path = address.removeprefix(f"{prefix}/")
        named = f"{path}index.html" if not path or path.endswith("/") else path
        body = self._file(named)
        if body is None:
            if not path.endswith("/") and self._file(f"{path}/index.html") is not None:
                return host.moved(f"{address}/{_with(query)}", 301)
            return self._missing(headers)
        return Answer(200, body, host.media_type(named), headers)

    def _missing(self, headers: tuple[host.Header, ...]) -> Answer:
        page = self._file("404.html")
        if page is None:
            return Answer(404, b"404\n", headers=headers)
        return Answer(404, page, host.TYPES[".html"], headers)

    def _file(self, path: str) -> bytes | None:
        """The bytes of a plain file inside the folder, and of no other."""
        parts = path.split("/")
        if parts[0] in HIDDEN or any(part in ("", ".", "..") or ":" in part for part in parts):
            return None
        file = self._folder.joinpath(*parts)
        try:
            if not file.resolve().is_relative_to(self._folder.resolve()):
                return None
            return file.read_bytes() if file.is_file() else None
        except (OSError, ValueError):
            return None


def prefix_of(home: str) -> str:
    """The base path of a site by the address of the style sheet on its home page."""
    found = _STYLE.search(home)
    return unquote(found[1]) if found and found[1].startswith("/") else ""


def _with(query: str) -> str:
    return f"?{query}" if query else ""
