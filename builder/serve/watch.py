"""Watches folders and calls back once a burst of changes is over. Only here is watchdog known."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver, ObservedWatch

QUIET = 0.05
"""Seconds without a change that end a burst."""

SAVED = 0.01
"""The same after a file was closed or renamed into place: the save is whole by then."""

LONGEST = 1.0
"""Seconds after which a burst that does not end is acted on all the same."""

POLL = 1.0
"""Seconds between two looks where the system can't tell of changes."""

PATIENCE = 1.0
"""Seconds to wait at the end for what is still being done."""

_TELLING = frozenset(("created", "modified", "moved", "deleted", "closed"))
_WHOLE = frozenset(("moved", "closed"))
_LEFT_OVER = ("~", ".swp", ".swx", ".tmp", ".bak")


class Watch:
    """Calls `changed` in a thread of its own after every burst of changes below the folders.

    A folder may be missing, go away and come back: its parent is watched for that.
    """

    def __init__(self, folders: Iterable[Path], changed: Callable[[], None]) -> None:
        self._folders = tuple(dict.fromkeys(folders))
        self._changed = changed
        self._signal = threading.Condition()
        self._first = 0.0
        self._last = 0.0
        self._quiet = QUIET
        self._done = False
        self._watches: dict[Path, tuple[int, ObservedWatch]] = {}
        self._observer: BaseObserver | None = None
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch; where the system has no room for that, look every second."""
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        try:
            self._begin(Observer())
        except OSError:
            self._watches.clear()
            self._begin(PollingObserver(timeout=POLL))
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        with self._signal:
            self._done = True
            self._signal.notify()
        if self._observer is not None:
            # The library waits for its own threads, without end when the machine is busy.
            ending = threading.Thread(target=self._observer.stop, daemon=True)
            ending.start()
            ending.join(PATIENCE)
            self._observer.join(PATIENCE)
        if self._thread.is_alive():
            self._thread.join(PATIENCE)

    def _begin(self, observer: BaseObserver) -> None:
        observer.daemon = True
        observer.start()
        try:
            for parent in {folder.parent for folder in self._folders}:
                observer.schedule(_listener(self._heard), str(parent), recursive=False)
            self._observer = observer
            self._arrange()
        except OSError:
            observer.stop()
            raise

    def _arrange(self) -> None:
        """Watch each folder that is there now; one that was made anew is another folder."""
        observer = self._observer
        if observer is None:
            return
        for folder in self._folders:
            found = _identity(folder)
            before = self._watches.get(folder)
            if before and before[0] == found:
                continue
            if before:
                observer.unschedule(before[1])
                del self._watches[folder]
            if found:
                watch = observer.schedule(_listener(self._heard), str(folder), recursive=True)
                self._watches[folder] = (found, watch)

    def _heard(self, event: FileSystemEvent) -> None:
        if event.event_type not in _TELLING:
            return
        if event.is_directory and event.event_type == "modified":
            return  # only says that something else, also told, happened inside
        if not any(self._counts(path) for path in (event.src_path, event.dest_path) if path):
            return
        with self._signal:
            self._last = time.monotonic()
            self._first = self._first or self._last
            self._quiet = SAVED if event.event_type in _WHOLE else QUIET
            self._signal.notify()

    def _counts(self, told: str | bytes) -> bool:
        path = Path(told.decode("utf-8", "surrogateescape") if isinstance(told, bytes) else told)
        if path.name.startswith(".") or path.name.endswith(_LEFT_OVER):
            return False
        return any(path == folder or folder in path.parents for folder in self._folders)

    def _run(self) -> None:
        while self._burst():
            # A folder may go away between the look and the call: the next burst tells.
            with suppress(OSError):
                self._arrange()
            self._changed()

    def _burst(self) -> bool:
        """Wait for a burst of changes and its end; False when watching is over."""
        with self._signal:
            self._signal.wait_for(lambda: self._done or self._first > 0)
            while not self._done:
                now = time.monotonic()
                due = min(self._last + self._quiet, self._first + LONGEST)
                if now >= due:
                    break
                self._signal.wait(due - now)
            self._first = 0.0
            return not self._done


def _listener(heard: Callable[[FileSystemEvent], None]) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEventHandler

    class Listener(FileSystemEventHandler):
        def dispatch(self, event: FileSystemEvent) -> None:
            heard(event)

    return Listener()


def _identity(folder: Path) -> int:
    """What tells a folder from one made anew at its place; 0 if there is none."""
    try:
        return folder.stat().st_ino or 1 if folder.is_dir() else 0
    except OSError:
        return 0
