"""Search in the preview: its index is made in the background once somebody searches."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from builder import build
from builder.build import Prepared
from builder.cache import Cache
from builder.index import IndexerError
from builder.serve import host
from builder.serve.host import Answer, Header

FRESH = 3.0
"""Seconds the list of shards waits for an index of the newest content."""

FIRST = 10.0
"""Seconds any file waits for the very first index."""

NOTHING: Mapping[str, bytes] = {}


class Finding:
    """The files below `/pagefind/`. While a new index is made, the last one answers."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._news = threading.Condition()
        self._wanted: Prepared | None = None
        self._done: Prepared | None = None
        self._files = NOTHING
        self._before = NOTHING
        self._busy = False

    def begin(self, ready: Prepared) -> None:
        """See that an index of this content is there, or is being made."""
        with self._news:
            self._wanted = ready
            if ready is self._done or self._busy:
                return
            self._busy = True
        threading.Thread(target=self._make, name="search", daemon=True).start()

    def answer(self, ready: Prepared, path: str, headers: tuple[Header, ...]) -> Answer:
        """A file of search; 503 while there is no index at all."""
        if self._done is None:
            self.begin(ready)
        fresh = path.endswith("/shards.json")
        with self._news:
            self._news.wait_for(
                lambda: self._done is ready or not (fresh or self._done is None),
                FRESH if self._done else FIRST,
            )
            if self._done is None:
                return Answer(503, b"\n", headers=(*headers, ("Retry-After", "3")))
            # A page that was open before asks for names of the index it began with.
            body = self._files.get(path, self._before.get(path))
        if body is None:
            return Answer(404, b"404\n", headers=headers)
        return Answer(200, body, host.media_type(path), headers)

    def _make(self) -> None:
        """Make indexes until the newest content wanted has one."""
        try:
            while (ready := self._next()) is not None:
                try:
                    files = build.search(ready, self._cache)
                except IndexerError:
                    files = build.search(ready, self._cache, engine=False)
                with self._news:
                    self._before, self._files, self._done = self._files, files, ready
                    self._news.notify_all()
        finally:
            with self._news:
                self._busy = False

    def _next(self) -> Prepared | None:
        """The content whose index is wanted and not made yet."""
        with self._news:
            wanted = None if self._wanted is self._done else self._wanted
            self._busy = wanted is not None
            return wanted
