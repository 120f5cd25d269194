"""Remembers results by name and by what stands for their causes: time is saved, nothing changes."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from typing import Any

from builder import plain, workers
from builder.shelf import Shelf

Cause = tuple[str, bytes]
"""A name, and what stands for all that its result depends on."""


class Ledger:
    """Results that one place asks for, run after run; those it no longer asks for are forgotten."""

    def __init__(self, shelf: Shelf | None, name: str, jobs: int = 1) -> None:
        self._shelf = shelf
        self._name = name
        self._jobs = jobs
        self._before = self._kept()

    def __call__(self, causes: Sequence[Cause], make: Callable[[str], Any]) -> list[Any]:
        """The results of these names: those remembered whose causes are the same, or new ones."""
        found = {name: self._known(name, cause) for name, cause in causes}
        missing = [name for name, kept in found.items() if kept is None]
        made = workers.spread(lambda name: plain.packed(make(name)), missing, self._jobs)
        found |= zip(missing, made, strict=True)
        now = {name: (cause, found[name] or b"") for name, cause in causes}
        if now != self._before and self._shelf is not None:
            self._shelf.put([(f"ledger:{self._name}", marshal.dumps(now))])
            self._shelf.commit()
        self._before = now
        values: dict[bytes, Any] = {}
        return [
            values[data] if data in values else values.setdefault(data, plain.unpacked(data))
            for _, data in now.values()
        ]

    def _known(self, name: str, cause: bytes) -> bytes | None:
        """What is remembered, if it is of this cause and can be read."""
        known = self._before.get(name)
        if known is None or known[0] != cause:
            return None
        try:
            plain.unpacked(known[1])
        except plain.DAMAGED:
            return None
        return known[1]

    def _kept(self) -> dict[str, tuple[bytes, bytes]]:
        data = self._shelf.get(f"ledger:{self._name}") if self._shelf is not None else None
        try:
            found = marshal.loads(data) if data else {}
            whole = all(
                len(value) == 2 and type(value[0]) is bytes and type(value[1]) is bytes
                for value in found.values()
            )
            return found if whole else {}
        except (AttributeError, *plain.DAMAGED):
            return {}
