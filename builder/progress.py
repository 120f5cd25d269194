"""What a terminal shows of long work: a bar that is gone when the work is done, and a table of times.

A few lines of our own: a library for this takes longer to load than most builds take.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from builder.timing import Timing

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

PATIENCE = 0.6
"""Seconds that work may take before a bar is shown."""

OFTEN = 0.1
"""Seconds between two looks of the bar."""

WIDTH = 30
NAMES = {
    "zh": {"read": "读稿", "pages": "生成", "search": "索引"},
    "en": {"read": "reading", "pages": "making", "search": "indexing"},
}
DOORS = {
    "zh": {
        "load": "读稿",
        "check": "检查",
        "plan": "编排",
        "search": "检索索引",
        "publish": "生成并发布",
    },
    "en": {},
}


class Bar:
    """A bar on a terminal. Work that is done soon shows none."""

    def __init__(self, stream: TextIO, lang: str, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._names = NAMES["en" if lang == "en" else "zh"]
        self._clock = clock
        self._what = ""
        self._begun = 0.0
        self._last = 0.0
        self._shown = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say that so much of some work is done."""
        now = self._clock()
        if what != self._what:
            self.clear()
            self._what, self._begun, self._last = what, now, now
        if done >= total:
            self.clear()
            self._what = ""
        elif now - self._begun >= PATIENCE and (not self._shown or now - self._last >= OFTEN):
            self._last = now
            filled = WIDTH * done // total
            line = f"{self._names[what]} {'█' * filled}{'░' * (WIDTH - filled)} {done}/{total}"
            self._stream.write(f"\r{line}")
            self._stream.flush()
            self._shown = 2 * len(line)

    def clear(self) -> None:
        """Leave the line as it was before."""
        if self._shown:
            self._stream.write("\r" + " " * min(self._shown, 79) + "\r")
            self._stream.flush()
            self._shown = 0


def silent(_what: str, _done: int, _total: int) -> None:
    """Shows nothing."""


def table(timing: Timing, lang: str) -> str:
    """The time of each door, then of each kind of file made, longest first."""
    names = DOORS["en" if lang == "en" else "zh"]
    lines = [f"{seconds:9.3f} s  {names.get(door, door)}" for door, seconds in timing.doors.items()]
    kinds = sorted(timing.kinds.items(), key=lambda kind: -kind[1][1])
    lines += [
        f"{seconds:9.3f} s  {kind} × {number}（{seconds / number * 1000:.2f} ms）"
        for kind, (number, seconds) in kinds
    ]
    return "".join(f"{line}\n" for line in lines)
