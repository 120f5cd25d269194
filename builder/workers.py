"""Makes many outputs side by side, in as many processes as asked for; the order is kept."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

Make = Callable[[], bytes]

ENOUGH = 400
"""Outputs from which on other processes are worth their start."""

CHUNK = 32
_work: Sequence[Make] = ()


def cores() -> int:
    """Processors this process may use."""
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


def made(makes: Sequence[Make], jobs: int) -> Iterator[bytes]:
    """The bytes of each, in their order. What one raises is raised here.

    Processes are forked, so that nothing need be sent to them; where the system can't fork
    safely, everything is made in this one.
    """
    alone = jobs < 2 or len(makes) < ENOUGH or not sys.platform.startswith("linux")
    if alone or threading.active_count() > 1:
        for make in makes:
            yield make()
        return
    global _work  # the children find it where their parent left it
    _work = makes
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield from pool.imap(_one, range(len(makes)), CHUNK)
    finally:
        _work = ()


def _one(number: int) -> bytes:
    return _work[number]()
