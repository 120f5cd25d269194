"""A web host for tests: serves an output below a base path as a real one would, headers included."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.serve.host import HeaderRule, header_rules, headers_for

TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012

    def __init__(
        self, *args: object, prefix: str, rules: tuple[HeaderRule, ...], directory: str
    ) -> None:
        self.prefix = prefix
        self.rules = rules
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        wanted = unquote(urlsplit(path).path)
        inside = wanted.startswith(self.prefix)
        return super().translate_path(wanted[len(self.prefix) - 1 :] if inside else "/-none-")

    def end_headers(self) -> None:
        for name, value in headers_for(self.rules, unquote(urlsplit(self.path).path)):
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def hosting(folder: Path, prefix: str = "/") -> Iterator[str]:
    """The address below which an output is served, with exactly the headers that its `_headers` asks for."""
    handler = partial(_Handler, prefix=prefix, rules=_rules(folder), directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _rules(folder: Path) -> tuple[HeaderRule, ...]:
    headers = folder / "_headers"
    return header_rules(headers.read_text("utf-8") if headers.exists() else "")
