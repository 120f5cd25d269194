"""Remembers expensive pure results by key between runs. Deleting it changes time, never bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


class Cache:
    """A folder of results. A damaged entry is as good as none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, if they are whole."""
        if self._folder is None:
            return None
        try:
            data = (self._folder / key).read_bytes()
        except OSError:
            return None
        digest, body = data[:32], data[32:]
        return body if hashlib.sha256(body).digest() == digest else None

    def put(self, key: str, body: bytes) -> None:
        """Keep the bytes; a cache that can't be written is no reason to stop."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft = self._folder / f"{key}.{os.getpid()}.part"
            draft.write_bytes(hashlib.sha256(body).digest() + body)
            draft.replace(self._folder / key)
        except OSError:
            return

    def prune(self, kept: Iterable[str]) -> None:
        """Forget everything but these keys: what was withdrawn must not stay here."""
        if self._folder is None or not self._folder.is_dir():
            return
        wanted = set(kept)
        for entry in self._folder.iterdir():
            if entry.name not in wanted and entry.is_file():
                entry.unlink()
