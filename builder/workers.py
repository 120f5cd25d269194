"""Does many things side by side, in as many processes as asked for; the order is kept."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

ENOUGH = 200
"""Things from which on other processes are worth their start."""

CHUNK = 32
AHEAD = 4
"""Chunks that each process may be ahead of whoever takes what they did: more would fill memory."""
_work: tuple[Callable[[Any], Any], Sequence[Any]] = (id, ())


def cores() -> int:
    """Processors this process may use."""
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


def spread(do: Callable[[T], R], things: Sequence[T], jobs: int) -> Iterator[R]:
    """What is done with each thing, in their order. What one raises is raised here.

    Processes are forked, so that nothing need be sent to them; where the system can't fork
    safely, or lets us have no more processes, or kills one, everything is done in this one.
    """
    alone = jobs < 2 or len(things) < ENOUGH or not sys.platform.startswith("linux")
    done = 0
    if not alone and threading.active_count() == 1:
        try:
            for result in _side_by_side(do, things, jobs):
                done += 1
                yield result
        except (OSError, RuntimeError):  # BrokenProcessPool is one of the latter
            pass  # what is missing is done below, and what can't be done is raised there
    yield from map(do, things[done:])


def _side_by_side(do: Callable[[T], R], things: Sequence[T], jobs: int) -> Iterator[R]:
    import multiprocessing  # which takes longer than most small builds can spare
    from concurrent.futures import ProcessPoolExecutor

    global _work  # the children find it where their parent left it
    _work = do, things
    starts = iter(range(0, len(things), CHUNK))
    waiting: deque[Future[list[R]]] = deque()
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
        _work = id, ()
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(parent: int) -> None:
    """Leave signals to the parent, and end with it even when it is killed."""
    import ctypes
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def _chunk(start: int) -> list[Any]:
    do, things = _work
    return [do(thing) for thing in things[start : start + CHUNK]]
