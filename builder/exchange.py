"""System calls that publishing needs: exchange two directories in one step, hold a lock."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


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


def hold(descriptor: int) -> None:
    """Wait for the lock on an open file; it goes when the file is closed or the process dies."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
