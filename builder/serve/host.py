"""A small host on the loopback: hands requests for addresses to a site, and answers back."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote, urlsplit

LOOPBACK = "127.0.0.1"
OWN_NAMES = frozenset((LOOPBACK, "localhost"))
TRIES = 20
"""Ports tried, the one asked for included."""
MOST_OPEN = 512
"""Connections at one time; a browser has six. One more waits until another is closed."""
PATIENCE = 20.0
"""Seconds that a connection may keep silent before it is closed."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".wps": "application/vnd.ms-works",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
"""Media types by suffix. Our own table: the system's differs by machine, on Windows wildly."""

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. A body of many parts is a stream that lasts until the reader leaves."""

    status: int
    body: bytes | Iterator[bytes] = b""
    type: str = TYPES[".txt"]
    headers: tuple[Header, ...] = ()


Site = Callable[[str, str], Answer]
"""Answers for an address, decoded and beginning with one `/`, and the query after `?`."""

S = TypeVar("S", bound=Site)


class PortError(Exception):
    """No port can be had; the message says which and why."""


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """A block of `_headers`: the addresses it is for, and what is sent with them."""

    pattern: re.Pattern[str]
    headers: tuple[Header, ...]


def media_type(path: str) -> str:
    """The media type of a file by its name."""
    return TYPES.get(os.path.splitext(path)[1].lower(), "application/octet-stream")  # noqa: PTH122


def header_rules(text: str) -> tuple[HeaderRule, ...]:
    """The rules of a `_headers` file, as Netlify and Cloudflare Pages read it."""
    found: list[tuple[str, list[Header]]] = []
    for line in text.splitlines():
        name, colon, value = line.strip().partition(":")
        if not line.strip() or line.strip().startswith("#"):
            continue
        if not line[0].isspace():
            found.append((line.strip(), []))
        elif colon and found:
            found[-1][1].append((name.strip(), value.strip()))
    return tuple(HeaderRule(_pattern(address), tuple(headers)) for address, headers in found)


def headers_for(rules: tuple[HeaderRule, ...], address: str) -> tuple[Header, ...]:
    """The headers of an address; what several rules give is joined by a comma."""
    found: dict[str, Header] = {}
    for rule in rules:
        if rule.pattern.fullmatch(address):
            for name, value in rule.headers:
                before = found.get(name.lower())
                found[name.lower()] = (name, f"{before[1]}, {value}" if before else value)
    return tuple(found.values())


def redirects(text: str) -> dict[str, tuple[str, int]]:
    """The whole addresses that a `_redirects` file moves: old to new and status."""
    found: dict[str, tuple[str, int]] = {}
    for line in text.splitlines():
        words = line.split("#", 1)[0].split()
        if len(words) >= 2 and "*" not in words[0]:
            status = words[2].rstrip("!") if len(words) > 2 else "301"
            moved = int(status) if status in ("301", "302", "303", "307", "308") else 301
            found.setdefault(unquote(words[0]).rstrip("/"), (words[1], moved))
    return found


def moved(address: str, status: int = 302) -> Answer:
    """A redirect; `address` is decoded and is made fit for a header."""
    return Answer(
        status, b"", headers=(("Location", quote(address, safe="/-._~!$&'()*+,;=:@%?#")),)
    )


def open_port(wanted: int, site: Callable[[int], S]) -> Host[S]:
    """A host at a port of the loopback: the wanted one, else the next that is free.

    Raises PortError. 0 is any free port. `site` is asked for once the port is known.
    """
    if not 0 <= wanted <= 65535:
        raise PortError(f"{wanted}: 0–65535")
    tries = range(wanted, min(wanted + TRIES, 65536)) if wanted else (0,)
    reason = ""
    for port in tries:
        try:
            return Host(port, site)
        except OSError as error:
            reason = error.strerror or str(error)
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                break
    last = f"–{tries[-1]}" if len(tries) > 1 else ""
    raise PortError(f"{wanted}{last}: {reason}")


class Host(socketserver.ThreadingTCPServer, Generic[S]):
    """Listens on the loopback alone, a thread a connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 512
    # On Windows the option would let two programs share a port; elsewhere it only frees one
    # whose last connections are still fading.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, site: Callable[[int], S]) -> None:
        self._room = threading.BoundedSemaphore(MOST_OPEN)
        super().__init__((LOOPBACK, port), _Request)
        self.port: int = self.server_address[1]
        self.site = site(self.port)

    def server_bind(self) -> None:
        """Take the port for ourselves."""
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        super().server_bind()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, once there is room."""
        with self._room:
            super().process_request_thread(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Readers that go away are no fault; anything else is one of the program."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Request(BaseHTTPRequestHandler):
    """One connection."""

    server: Host[Site]
    protocol_version = "HTTP/1.1"
    server_version = "build"
    sys_version = ""
    timeout = PATIENCE
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer."""
        self._send(self._answer())

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self._send(self._answer())

    def _refuse(self) -> None:
        self.close_connection = True
        self._send(Answer(405, b"only GET and HEAD\n", headers=(("Allow", "GET, HEAD"),)))

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Every other method is refused alike."""
        if name.startswith("do_"):
            return self._refuse
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for the editor."""

    def _answer(self) -> Answer:
        refused = self._foreign()
        if refused:
            return refused
        target, _, query = self.path.partition("#")[0].partition("?")
        try:
            address = unquote(target, errors="strict")
        except UnicodeDecodeError:
            return Answer(400, b"not UTF-8\n")
        if not address.startswith("/") or re.search(r"[\x00-\x1f\x7f\\]", address):
            return Answer(400, b"not an address\n")
        if any(part in (".", "..") for part in address.split("/")):
            return Answer(400, b"not an address\n")
        return self.server.site(address, query)

    def _foreign(self) -> Answer | None:
        """Refuse requests that another site had a hand in: what is shown may be internal."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _is_own(f"http://{hosts[0]}"):
            return Answer(421, f"this preview is at {LOOPBACK}\n".encode())
        origin = self.headers.get("Origin")
        if origin is not None and not _is_own(origin):
            return Answer(403, b"not for other sites\n")
        away = self.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        if away and self.headers.get("Sec-Fetch-Mode") != "navigate":
            return Answer(403, b"not for other sites\n")
        return None

    def _send(self, answer: Answer) -> None:
        stream = not isinstance(answer.body, bytes)
        tag = "" if stream or answer.status != HTTPStatus.OK else _tag(answer)
        known = bool(tag) and tag in self.headers.get("If-None-Match", "")
        self.send_response(304 if known else answer.status)
        named = {name.lower() for name, _ in answer.headers}
        headers = [*answer.headers, ("Cross-Origin-Resource-Policy", "same-origin")]
        headers += [("ETag", tag)] if tag else []
        headers += [] if "cache-control" in named else [("Cache-Control", "no-cache")]
        if not known:
            headers += [] if "content-type" in named else [("Content-Type", answer.type)]
        if stream:
            headers.append(("Connection", "close"))
        elif not known:
            headers.append(("Content-Length", str(len(answer.body))))  # type: ignore[arg-type]
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and not known:
            self._write(answer.body)

    def _write(self, body: bytes | Iterator[bytes]) -> None:
        if isinstance(body, bytes):
            self.wfile.write(body)
            return
        try:
            for part in body:
                self.wfile.write(part)
                self.wfile.flush()
        finally:
            getattr(body, "close", lambda: None)()


def _is_own(address: str) -> bool:
    """Whether an address is of this machine, at whatever port (tunnels change it)."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and parts.hostname in OWN_NAMES and "@" not in parts.netloc
    except ValueError:
        return False


def _tag(answer: Answer) -> str:
    body = answer.body if isinstance(answer.body, bytes) else b""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def _pattern(address: str) -> re.Pattern[str]:
    """A `*` stands for anything, a `:name` for one segment."""
    parts = re.split(r"(\*|:[A-Za-z]\w*)", address)
    known = {"*": ".*"}
    return re.compile(
        "".join(
            known.get(part, "[^/]+" if part.startswith(":") else re.escape(part)) for part in parts
        )
    )
