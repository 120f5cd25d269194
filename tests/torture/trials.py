"""The trials, each with as many turns as asked for; each returns what came of them, counted."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.torture import calls
from tests.torture.calls import Call
from tests.torture.ground import Ground, whole

ERRORS = ("ENOSPC", "EIO", "EACCES")
EVERY = 4
"""Of so many disturbed builds one is followed by a whole one, to see that it mends everything."""


def spread(found: Sequence[Call], count: int) -> list[Call]:
    """So many calls, evenly from first to last, the last few always among them."""
    if count >= len(found):
        return list(found)
    step = (len(found) - 1) / max(1, count - 1)
    return [found[round(n * step)] for n in range(count)]


def kills(ground: Ground, chosen: Sequence[Call]) -> Counter[str]:
    """Kill a build at each of these calls: what is live is old or new, and the next build mends."""
    came: Counter[str] = Counter()
    for turn, call in enumerate(chosen):
        ground.restore()
        code = calls.killed(ground, call)
        now = whole(ground.out)
        assert now in (ground.old, ground.new), call
        came["killed" if code in (-9, 137) else f"exit {code}"] += 1
        came["old" if now == ground.old else "new"] += 1
        if turn % EVERY == 0:
            ground.recovered()
            came["recovered"] += 1
    return came


def at_random(found: Sequence[Call], count: int, seed: int) -> list[Call]:
    """So many calls by chance."""
    return random.Random(seed).choices(found, k=count)


def failures(ground: Ground, chosen: Sequence[Call], error: str) -> Counter[str]:
    """Have each of these calls fail: plain words, the exit code tells, what is live is whole."""
    came: Counter[str] = Counter()
    for turn, call in enumerate(chosen):
        ground.restore()
        done = calls.disturbed(ground, call, f"error={error}")
        assert "Traceback" not in done.stderr + done.stdout, (call, done.stderr)
        assert done.returncode in (0, 1, 2), (call, done)
        now = whole(ground.out)
        if done.returncode == 0:
            assert now == ground.new, (call, done.stderr)
        elif "新的网站已经发布" in done.stderr:
            assert now == ground.new, (call, done.stderr)
            came["told that the spare is left"] += 1
        else:
            assert now == ground.old, (call, done.stderr)
        came[f"exit {done.returncode}"] += 1
        if turn % EVERY == 0:
            ground.recovered()
            came["recovered"] += 1
    return came


def first_kills(ground: Ground, log: Path, count: int) -> Counter[str]:
    """Kill first builds, where nothing stands yet: there is no site then, or a whole one."""
    shutil.rmtree(ground.kept / "dist")
    came: Counter[str] = Counter()
    for call in spread([c for c in calls.recorded(ground, log) if c.writes], count):
        ground.restore()
        calls.killed(ground, call)
        if ground.out.exists():
            assert whole(ground.out) == ground.new, call
            came["whole"] += 1
        else:
            came["none"] += 1
        ground.recovered()
    return came
