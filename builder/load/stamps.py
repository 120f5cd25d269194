"""Says whether a file is surely the one that was read before, by what the file system tells of it.

Times of change that people can set (`mtime`) prove nothing: archives and clocks bring old ones
back. The time of the last change of the inode (`ctime`) is set by the kernel alone, so size,
both times, inode and device together stand for the bytes, as Git has it; with two conditions:

- The file system must keep that time apart from the other. Some (SFTP, FAT, all of Windows) do
  not: a probe tells, and then every file is read.
- The last change must lie some time back when the file is read. Clocks of file systems tick in
  steps of milliseconds to seconds: a file changed twice within one tick would look unchanged.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode, device."""

TICK = 2_500_000_000
"""Nanoseconds: longer than the coarsest clock of a file system in use (FAT: two seconds)."""


def stamp(stat: os.stat_result) -> Stamp:
    """What the file system tells of a file."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev


class Stamps:
    """Judges stamps by a probe in a folder that lies where the files lie."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._now = 0
        self._device = -1

    def look(self) -> None:
        """Ask the file system for its time; where its stamps prove nothing, none will last."""
        self._now, self._device = 0, -1
        if self._folder is None or os.name != "posix":
            return
        probe = self._folder / f"probe-{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            os.utime(probe, ns=(0, 0))
            stat = probe.stat()
            if stat.st_mtime_ns == 0 and stat.st_ctime_ns > 0:
                self._now, self._device = stat.st_ctime_ns, stat.st_dev
            probe.unlink()
        except OSError:
            self._now = 0

    def lasting(self, found: Stamp) -> Stamp | None:
        """The stamp, if the same one will mean the same bytes at any later time."""
        settled = found[4] == self._device and found[2] < self._now - TICK
        return found if settled else None
