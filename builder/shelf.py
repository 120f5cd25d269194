"""Keeps results between runs in one file, whole or not at all. The only module that knows SQLite.

Nothing kept is trusted: a value comes back only if its digest is right, and a file that is
damaged, foreign or can't be had is replaced, or done without. Deleting it costs time alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Iterable
from pathlib import Path

from builder.program import program

_SIZE = 16


def digest(data: bytes) -> bytes:
    """What stands for bytes where only equality matters, in 16 bytes."""
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


class Shelf:
    """Bytes by key. Other threads and forked processes may read what was committed.

    Without a folder, or where none can be written, they are kept in a file of the system's that
    goes away with the run.
    """

    def __init__(self, folder: Path | None) -> None:
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._file = Path()
        self._open: sqlite3.Connection | None = None
        self._memory: dict[str, bytes] = {}
        self.lasting = folder is not None
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self._begin(folder / "kept.sqlite")
                return
            except (OSError, sqlite3.Error):
                self.lasting = False
        try:
            passing = tempfile.mkdtemp(prefix="build-kept-")
            weakref.finalize(self, shutil.rmtree, passing, ignore_errors=True)
            self._begin(Path(passing, "kept.sqlite"))
        except (OSError, sqlite3.Error):
            self._open = None  # memory must do

    def _begin(self, file: Path) -> None:
        """Open the file; one that is not ours, or of another program, is begun anew."""
        self._file = file
        try:
            self._open = self._connected()
            said = self._open.execute("SELECT value FROM kept WHERE key = 'program'").fetchone()
            if said == (program().encode(),):
                return
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise
        if self._open is not None:
            self._open.close()
        for name in (file, file.with_name(f"{file.name}-journal")):
            name.unlink(missing_ok=True)
        self._open = self._connected()
        self._open.execute("CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB)")
        self._open.execute("INSERT INTO kept VALUES ('program', ?)", (program().encode(),))
        self._open.commit()

    def _connected(self) -> sqlite3.Connection:
        opened = sqlite3.connect(self._file, timeout=2, check_same_thread=False)
        # What is lost in a power cut is made again; what was deleted is overwritten.
        opened.execute("PRAGMA synchronous = OFF")
        opened.execute("PRAGMA secure_delete = ON")
        opened.execute("PRAGMA trusted_schema = OFF")
        return opened

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, if they are whole."""
        with self._lock:
            found = self._memory.get(key)
            if found is None and (reader := self._reader()) is not None:
                try:
                    row = reader.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
                except sqlite3.Error:
                    row = None
                found = row[0] if row and isinstance(row[0], bytes) else None
        if found is None or digest(found[_SIZE:]) != found[:_SIZE]:
            return None
        return found[_SIZE:]

    def put(self, entries: Iterable[tuple[str, bytes]]) -> None:
        """Keep bytes under their keys; `commit` makes it last."""
        for key, data in entries:
            value = digest(data) + data
            with self._lock:
                if self._open is not None:
                    try:
                        self._open.execute("REPLACE INTO kept VALUES (?, ?)", (key, value))
                        continue
                    except sqlite3.Error:
                        self._broken()
                self._memory[key] = value

    def drop(self, keys: Iterable[str]) -> None:
        """Forget what is kept under these keys."""
        with self._lock:
            for key in keys:
                self._memory.pop(key, None)
                if self._open is not None:
                    try:
                        self._open.execute("DELETE FROM kept WHERE key = ?", (key,))
                    except sqlite3.Error:
                        self._broken()

    def known(self) -> set[str]:
        """All keys."""
        with self._lock:
            found = set(self._memory)
            if self._open is not None:
                try:
                    found |= {key for (key,) in self._open.execute("SELECT key FROM kept")}
                except sqlite3.Error:
                    self._broken()
        return found - {"program"}

    def commit(self) -> None:
        """Make what was put last, and visible to other processes."""
        with self._lock:
            if self._open is not None:
                try:
                    self._open.commit()
                except sqlite3.Error:
                    self._broken()

    def _reader(self) -> sqlite3.Connection | None:
        """The connection of this process: one that was opened before a fork may not be used."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._inherited = self._open  # never closed: it belongs to the parent
            try:
                self._open = self._connected() if self._open is not None else None
            except sqlite3.Error:
                self._open = None
        return self._open

    def _broken(self) -> None:
        """Give the file up, where the disk is full, say; the rest of the run does without."""
        if self._open is not None:
            try:
                self._open.rollback()
            except sqlite3.Error:
                self._memory.clear()
            self._open = None
