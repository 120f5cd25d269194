"""`make torture`: every trial in its long form, one after the other, with its figures.

`python -m tests.torture NAME…` runs some of them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.torture import calls, disks, readers, trials, variations
from tests.torture.ground import Ground, prepared

Trial = Callable[[Ground, Path], Counter[str]]


def _writes(ground: Ground, folder: Path) -> list[calls.Call]:
    return [call for call in calls.recorded(ground, folder / "log") if call.writes]


def _exact(ground: Ground, folder: Path) -> Counter[str]:
    return trials.kills(ground, trials.spread(_writes(ground, folder), 200))


def _random(ground: Ground, folder: Path) -> Counter[str]:
    return trials.kills(ground, trials.at_random(_writes(ground, folder), 200, 1949))


def _first(ground: Ground, folder: Path) -> Counter[str]:
    return trials.first_kills(ground, folder / "log", 40)


def _failing(error: str) -> Trial:
    def trial(ground: Ground, folder: Path) -> Counter[str]:
        found = calls.recorded(ground, folder / "log")
        return trials.failures(ground, trials.spread(found, 60), error)

    return trial


def _looks(ground: Ground, folder: Path) -> Counter[str]:
    return readers.looks(ground, 10_000, 20)


def _varied(ground: Ground, folder: Path) -> Counter[str]:
    return variations.varied(folder / "varied")


TRIALS: dict[str, Trial] = {
    "variations": _varied,
    "readers": _looks,
    "limits": disks.limits,
    "disk-full": disks.full,
    "disk-read-only": disks.read_only,
    "kill-exact": _exact,
    "kill-random": _random,
    "kill-first": _first,
    **{f"error-{error.lower()}": _failing(error) for error in trials.ERRORS},
}


def main(names: list[str]) -> int:
    """Run the trials named, or all; 1 if one of them failed."""
    failed = 0
    print("system calls:", "strace" if calls.available() else "Python's audit hooks (no strace)")
    for name in names or list(TRIALS):
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            try:
                came = TRIALS[name](prepared(Path(folder)), Path(folder))
                told = ", ".join(f"{what} {count}" for what, count in sorted(came.items()))
            except AssertionError as error:
                failed, told = 1, f"FAILED: {error}"
        print(f"{name:20} {time.monotonic() - started:6.0f} s   {told}", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
