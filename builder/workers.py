"""Makes many outputs side by side, in as many processes as asked for; the order is kept."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

Make = Callable[[], bytes]

ENOUGH = 400
"""Outputs from which on other processes are worth their start."""

CHUNK = 32
AHEAD = 4
"""Chunks that each process may be ahead of whoever takes their bytes: more would fill memory."""
_work: Sequence[Make] = ()


def cores() -> int:
    """Processors this process may use."""
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


def made(makes: Sequence[Make], jobs: int) -> Iterator[bytes]:
    """The bytes of each, in their order. What one raises is raised here.

    Processes are forked, so that nothing need be sent to them; where the system can't fork
    safely, or lets us have no more processes, or kills one, everything is made in this one.
    """
    alone = jobs < 2 or len(makes) < ENOUGH or not sys.platform.startswith("linux")
    done = 0
    if not alone and threading.active_count() == 1:
        try:
            for data in _side_by_side(makes, jobs):
                done += 1
                yield data
        except (OSError, RuntimeError):  # BrokenProcessPool is one of the latter
            pass  # what is missing is made below, and what can't be made is raised there
    for make in makes[done:]:
        yield make()


def _side_by_side(makes: Sequence[Make], jobs: int) -> Iterator[bytes]:
    global _work  # the children find it where their parent left it
    _work = makes
    starts = iter(range(0, len(makes), CHUNK))
    waiting: deque[Future[list[bytes]]] = deque()
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(jobs, fork, initializer=_begin, initargs=(os.getpid(),))
    try:
        while True:
            while len(waiting) < jobs * AHEAD and (start := next(starts, None)) is not None:
                waiting.append(pool.submit(_chunk, start))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        _work = ()
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(parent: int) -> None:
    """Leave signals to the parent, and end with it even when it is killed."""
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def _chunk(start: int) -> list[bytes]:
    return [make() for make in _work[start : start + CHUNK]]
