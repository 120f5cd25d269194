"""Chains in which each names the next: which of them never end."""

from __future__ import annotations

from collections.abc import Mapping


def into_loops(steps: Mapping[str, str]) -> frozenset[str]:
    """The names from which step by step one never comes to an end; an empty step is an end."""
    ends: dict[str, bool] = {"": True}
    for name in steps:
        way: dict[str, None] = {}
        while name not in ends and name not in way:
            way[name] = None
            name = steps.get(name, "")
        ends |= dict.fromkeys(way, ends.get(name, False))
    return frozenset(name for name, end in ends.items() if not end)


def on_loops(steps: Mapping[str, str]) -> frozenset[str]:
    """The names to which one comes back step by step."""
    endless = into_loops(steps)
    found: set[str] = set()
    seen: set[str] = set()
    for name in endless:
        way: dict[str, None] = {}
        while name not in seen and name not in way:
            way[name] = None
            name = steps[name]
        if name in way:  # a loop that was not met before: the way from where it closes
            names = list(way)
            found |= set(names[names.index(name) :])
        seen |= way.keys()
    return frozenset(found)
