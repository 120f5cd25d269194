"""System calls that publishing needs: exchange two directories in one step, lock, sync."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_FEW = 100
"""Files up to which each is synced by itself: more are quicker all at once."""


def swap(spare: Path, live: Path, away: Path) -> None:
    """Put `spare` in the place of `live`, and `live`, if there is one, in the place of `spare`.

    On Linux one system call; elsewhere two renames by way of `away`, which the next run completes
    if it finds it.
    """
    if not live.exists():
        spare.rename(live)
        return
    if not any(live.iterdir()):
        live.rmdir()
        spare.rename(live)
        return
    if _exchanged(spare, live):
        return
    live.rename(away)
    spare.rename(live)
    away.rename(spare)


def _exchanged(first: Path, second: Path) -> bool:
    """Whether the kernel exchanged both; False where it can't."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return False
    done = rename(
        ctypes.c_int(_AT_FDCWD),
        os.fsencode(first),
        ctypes.c_int(_AT_FDCWD),
        os.fsencode(second),
        ctypes.c_uint(_RENAME_EXCHANGE),
    )
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(second))


def settle(folder: Path, written: Sequence[Path]) -> None:
    """Have the disk hold what was written below a folder before anything says that it is there.

    A disk that fails says so here. Raises OSError.
    """
    if sys.platform == "win32":
        return  # there a folder can't be synced, and a file only while it is open for writing
    if len(written) <= _FEW:
        folders = {
            parent for file in written for parent in file.parents if folder in parent.parents
        }
        for path in (*written, *folders, folder):
            _sync(path, os.fsync)
        return
    library = ctypes.CDLL(None, use_errno=True)
    syncfs = getattr(library, "syncfs", None)

    def all_of_it(descriptor: int) -> None:
        if syncfs is None:
            os.sync()
        elif syncfs(ctypes.c_int(descriptor)):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))

    _sync(folder, all_of_it)


def _sync(path: Path, sync: Callable[[int], None]) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        sync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that can't sync folders
            raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(descriptor)


def hold(lock: Path, waiting: Callable[[], None]) -> BinaryIO:
    """Take a lock, waiting for whoever has it; it goes when closed, or when the process dies."""
    told = False
    while True:
        with ExitStack() as given_up:
            file = given_up.enter_context(lock.open("a+b"))
            while not _taken(file.fileno()):
                if not told:
                    waiting()
                    told = True
                time.sleep(0.05)
            # A lock file that somebody deleted while we waited locks nothing any more.
            if lock.exists() and os.path.samestat(lock.stat(), os.fstat(file.fileno())):
                given_up.pop_all()
                return file


def _taken(descriptor: int) -> bool:
    """Whether the lock on an open file is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
