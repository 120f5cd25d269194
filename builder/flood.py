"""A thousand faults of one kind in one file are one mishap: the first are told, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from builder.diagnostic import Diagnostic
from builder.rules import reading as rules

MOST = 100
"""Faults of one kind that are told of one file."""


def stemmed(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The faults in their order; where a file has too many of a kind, how many more there are."""
    told: list[Diagnostic] = []
    count: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], Diagnostic] = {}
    for fault in faults:
        kind = fault.place.path, fault.code
        count[kind] += 1
        if count[kind] <= MOST:
            told.append(fault)
        elif count[kind] == MOST + 1:
            last[kind] = fault
            told.append(fault)  # its place is kept for what is said of the rest
    return tuple(
        _rest(fault, count[fault.place.path, fault.code] - MOST)
        if last.get((fault.place.path, fault.code)) is fault
        else fault
        for fault in told
    )


def _rest(fault: Diagnostic, more: int) -> Diagnostic:
    return replace(rules.more_faults(fault.place, fault.code, more), severity=fault.severity)
