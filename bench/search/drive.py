"""Drives the search page of a built site in headless Chromium and counts what the server sends."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from builder.plan.headers import POLICY

ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")

# Asks on the page as it stands; says when the first results stood there and when all was done.
ASK = """async ([typed, sort]) => {
  const root = document.querySelector(".search");
  const list = document.querySelector("[data-list]");
  const start = performance.now();
  const wait = () => new Promise((go) => setTimeout(go, 2));
  if (typed !== null) {
    history.pushState(null, "", "?" + new URLSearchParams({ q: typed, ...(sort && { sort }) }));
    list.replaceChildren();
    dispatchEvent(new Event("popstate"));
  }
  const status = document.querySelector("[data-status]");
  const filled = () => list.querySelector("h2 a[href]");
  let first = 0;
  while (root.hasAttribute("aria-busy") || !status.textContent) {
    if (!first && filled()) first = performance.now();
    if (performance.now() - start > 60000) break;
    await wait();
  }
  const done = performance.now();
  while (list.querySelector("h2 a:not([href])")) await wait();
  const from = typed === null ? 0 : start;
  return {
    first: (first || performance.now()) - from, done: done - from, status: status.textContent,
    near: list.classList.contains("search-near"),
    links: Array.from(list.querySelectorAll("h2 a"), (a) => a.pathname),
    direct: document.querySelectorAll("[data-direct]:not([hidden]) a").length,
  };
}"""
MORE = """async () => {
  const list = document.querySelector("[data-list]");
  const more = document.querySelector("[data-more]");
  while (!more.hidden && list.children.length < 200) {
    more.click();
    await new Promise((go) => setTimeout(go, 5));
    while (list.querySelector("h2 a:not([href])")) await new Promise((go) => setTimeout(go, 5));
  }
  return Array.from(list.querySelectorAll("h2 a"), (a) => a.pathname);
}"""


@dataclass
class Served:
    """A folder on the loopback; `sent` counts the bytes of bodies, uncompressed."""

    root: str
    prefix: str
    sent: int = 0
    asked: int = 0


@contextmanager
def serve(folder: Path, prefix: str) -> Iterator[Served]:
    """A plain static host with the headers the site asks for."""
    served = Served("", prefix)

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + urlsplit(path).path.removeprefix(prefix))

        def copyfile(self, source: Any, outputfile: Any) -> None:
            data = source.read()
            served.sent += len(data)
            served.asked += 1
            outputfile.write(data)

        def log_message(self, *_: object) -> None:
            """Silent."""

    handler = functools.partial(Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.root = f"http://127.0.0.1:{server.server_port}{prefix}/"
    yield served
    server.shutdown()
    server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The installed Chromium, else Playwright's own."""
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=[*ARGUMENTS])
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page showed: addresses in order, the count it announced, bytes, milliseconds."""

    links: tuple[str, ...]
    count: int
    near: bool
    sent: int
    first: float
    done: float
    faults: tuple[str, ...] = ()


def ask(page: Page, served: Served, typed: str | None, *, all_: bool = True) -> Answer:
    """Put a question on an open page; None reads off the one it was opened with."""
    before = served.sent
    shown = page.evaluate(ASK, [typed, None])
    sent = served.sent - before
    links = shown["links"]
    if all_ and len(links) >= 10:
        links = page.evaluate(MORE)
    figures = "".join(c for c in str(shown["status"]).split("，")[0] if c.isdigit())
    addresses = tuple(unquote(link).removeprefix(served.prefix) for link in links)
    count = int(figures) if figures and links else 0
    return Answer(addresses, count, shown["near"], sent, shown["first"], shown["done"])
