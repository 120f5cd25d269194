"""Where the files of a site to be verified are read from: a folder, or an address. Both bounded."""

from __future__ import annotations

import hashlib
import http.client
import os
import stat
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

LARGEST = 1 << 30
"""Bytes of a file at most; the largest that is read into memory is `LISTING`."""
LISTING = 1 << 27
SILENCE = 20.0
"""Seconds without a byte after which a server is given up, and seconds for one file in all."""
PATIENCE = 300.0
_CHUNK = 1 << 16
_NOT_SERVED = ("_headers", "_redirects")
"""Files that are for the host: many never hand them out."""


class UnreadableError(Exception):
    """Why nothing can be said of a source, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class Source(Protocol):
    """A site, or a part of it: paths are those of the manifest."""

    @property
    def name(self) -> str:
        """How messages call it."""

    @property
    def live(self) -> bool:
        """Whether it is asked over the network."""

    def chunks(self, path: str) -> Iterator[bytes] | None:
        """The bytes of a file; None if it is not there. Raises UnreadableError."""

    def listing(self, part: str) -> frozenset[str] | None:
        """The files below a part; None where they can't be listed."""

    def above(self) -> Source | None:
        """The same source from one level up."""


def digest(source: Source, path: str) -> str | None:
    """The SHA-256 of a file; None if it is not there."""
    found = source.chunks(path)
    if found is None:
        return None
    sum_ = hashlib.sha256()
    size = 0
    for chunk in found:
        size += len(chunk)
        if size > LARGEST:
            raise _too_large(path)
        sum_.update(chunk)
    return sum_.hexdigest()


def whole(source: Source, path: str) -> bytes | None:
    """A file in memory; None if it is not there."""
    found = source.chunks(path)
    if found is None:
        return None
    data = bytearray()
    for chunk in found:
        data += chunk
        if len(data) > LISTING:
            raise _too_large(path)
    return bytes(data)


def _too_large(path: str) -> UnreadableError:
    return UnreadableError(
        f"{path} 太大，或者没有尽头，不读了。", f"{path} is too large or endless."
    )


@dataclass(frozen=True)
class Folder:
    """A folder; what lies in it has `part` before its path."""

    root: Path
    part: str = ""
    live: bool = False

    @property
    def name(self) -> str:
        """How messages call it."""
        return str(self.root)

    def chunks(self, path: str) -> Iterator[bytes] | None:
        """The bytes of a regular file; pipes and devices are never opened."""
        if self.part and not path.startswith(f"{self.part}/"):
            return None
        file = self.root / (path[len(self.part) + 1 :] if self.part else path)
        try:
            if not stat.S_ISREG(file.stat().st_mode):
                return None
            return _read(file.open("rb"), path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _unreadable(path, error.strerror or str(error)) from error

    def listing(self, part: str) -> frozenset[str] | None:
        """Every file but hidden ones."""
        found = set()
        top = self.root / part if part and not self.part else self.root
        for folder, folders, names in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if not name.startswith("."):
                    path = Path(folder, name).relative_to(self.root).as_posix()
                    found.add(f"{self.part}/{path}" if self.part else path)
        return frozenset(found)

    def above(self) -> Folder | None:
        """The folder that this one lies in."""
        full = Path(os.path.abspath(self.root))
        return Folder(full.parent) if full.parent != full else None


@dataclass(frozen=True)
class Address:
    """An address below which a site stands; it ends in a slash."""

    url: str
    live: bool = True

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.url

    def chunks(self, path: str) -> Iterator[bytes] | None:
        """The body of an answer, unpacked if it came packed."""
        folder, _, last = path.rpartition("/")
        shown = f"{folder}/" if folder and last == "index.html" else path
        shown = "" if path == "index.html" else shown
        url = self.url + quote(shown, safe="/-._~!$&'()*+,;=:@")
        try:
            answer = _opener().open(Request(url, headers=_HEADERS), timeout=SILENCE)
        except HTTPError as error:
            if error.code == 404 and path == "404.html":
                return _answer(error, path)
            error.close()
            if error.code in (404, 410, 403):
                return None
            raise _unreadable(url, f"{error.code} {error.reason}") from error
        except _BROKEN as error:
            raise _unreadable(url, str(getattr(error, "reason", "") or error)) from error
        return _answer(answer, path)

    def listing(self, part: str) -> frozenset[str] | None:  # noqa: ARG002 - a server can't be asked
        """Nobody knows."""
        return None

    def above(self) -> Address | None:
        """The same host, one step up."""
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        if not path:
            return None
        return Address(f"{parts.scheme}://{parts.netloc}{path.rpartition('/')[0]}/")


_HEADERS = {"User-Agent": "build-verify", "Accept-Encoding": "identity"}
_BROKEN = (URLError, OSError, http.client.HTTPException, ValueError)


def address(raw: str) -> Address:
    """The address as given. Raises UnreadableError for one that is none."""
    try:
        parts = urlsplit(raw)
        parts.port  # noqa: B018 - raises ValueError for a port that is none
        good = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        good = False
    if not good:
        raise UnreadableError(f"{raw} 不是 http(s) 网址。", f"{raw} is no http(s) address.")
    path = parts.path.removesuffix("index.html").removesuffix("manifest.json")
    return Address(f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}/")


def is_served(path: str) -> bool:
    """Whether a host hands a file out at all."""
    return path not in _NOT_SERVED


class _SameHost(HTTPRedirectHandler):
    """Follows a server to another of its own pages, never to another host or to plain http."""

    max_redirections = 5

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        same = new.hostname == old.hostname and (
            (new.scheme, new.port) == (old.scheme, old.port)
            or (old.scheme == "http" and new.scheme == "https" and not new.port)
        )
        if not same:
            raise URLError(f"redirected to another host: {newurl[:200]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener() -> OpenerDirector:
    """Opens http and https, and nothing else: no files, no ftp, no data."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
        _SameHost(),
    ):
        opener.add_handler(handler)
    return opener


def _answer(answer: IO[bytes], path: str) -> Iterator[bytes]:
    packed = str(getattr(answer, "headers", {}).get("Content-Encoding", "")).lower()
    if packed in ("", "identity"):
        return _read(answer, path)
    if packed in ("gzip", "x-gzip", "deflate"):
        return _unpacked(_read(answer, path), path)
    answer.close()
    raise _unreadable(path, f"Content-Encoding: {packed[:40]}")


def _read(file: IO[bytes], path: str) -> Iterator[bytes]:
    end = time.monotonic() + PATIENCE
    try:
        with file:
            # What has come, not a whole chunk: a server that drips would be waited for all day.
            while chunk := getattr(file, "read1", file.read)(_CHUNK):
                yield chunk
                if time.monotonic() > end:
                    raise _unreadable(path, "too slow")
    except _BROKEN as error:
        raise _unreadable(path, str(error)) from error


def _unpacked(chunks: Iterator[bytes], path: str) -> Iterator[bytes]:
    """The bytes of a packed answer, a little at a time, however much they swell."""
    engine = zlib.decompressobj(47)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield engine.decompress(rest, _CHUNK)
                rest = engine.unconsumed_tail
        yield engine.flush(_CHUNK)
    except zlib.error as error:
        raise _unreadable(path, str(error)) from error


def _unreadable(where: str, why: str) -> UnreadableError:
    plain = " ".join(why.split())[:200]
    return UnreadableError(f"读不到 {where}：{plain}", f"can't read {where}: {plain}")
