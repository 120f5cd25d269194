"""Where the time of a run goes: each door, and each kind of page. The clock is given from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Timing:
    """Seconds of each door; number and seconds of each kind of file made, in all processes."""

    clock: Callable[[], float] = lambda: 0.0
    doors: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, tuple[int, float]] = field(default_factory=dict)

    @contextmanager
    def door(self, name: str) -> Iterator[None]:
        """Count what is done inside for a door."""
        start = self.clock()
        try:
            yield
        finally:
            self.doors[name] = self.doors.get(name, 0.0) + self.clock() - start

    def timed(self, make: Callable[[], bytes]) -> tuple[bytes, float]:
        """What is made, and how long it took."""
        start = self.clock()
        return make(), self.clock() - start

    def made(self, kind: str, seconds: float) -> None:
        """Count a file for its kind."""
        number, before = self.kinds.get(kind, (0, 0.0))
        self.kinds[kind] = number + 1, before + seconds
