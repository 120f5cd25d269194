"""The system calls of a build, one by one: recorded, and one of them made to kill or to fail.

strace does both. Where there is none, an audit hook of Python stands in (`hooked.py`): it sees
files opened, renamed and removed, though not each write.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.torture.ground import BUILD, ENVIRONMENT, WORDS, Ground

STRACE = shutil.which("strace")
WRITING = (
    *("write", "pwrite64", "ftruncate", "fsync", "syncfs", "mkdir", "mkdirat", "rmdir", "unlink"),
    *("unlinkat", "rename", "renameat", "renameat2", "openat", "copy_file_range", "sendfile"),
)
"""Calls that write, or open what is written."""


@dataclass(frozen=True, slots=True)
class Call:
    """The nth call of a name; `writes` says that it changes something on the disk."""

    name: str
    number: int
    writes: bool
    about: str


def _strace(inject: str, log: str) -> list[str]:
    # The filter lets other calls run at full speed, but strace 6.1 injects no signal through it.
    quick = [] if ":signal=" in inject else ["--seccomp-bpf"]
    words = ["-f", *quick, "-qq", "-y", "-s", "1", "-o", log, "-e", "signal=none"]
    asked = ["-e", f"trace={inject.split('=')[1].split(':')[0] if inject else ','.join(WRITING)}"]
    return [str(STRACE), *words, *asked, *(("-e", inject) if inject else ())]


def available() -> bool:
    """Whether strace is here and may trace."""
    if STRACE is None:
        return False
    done = subprocess.run([*_strace("", "/dev/null"), "true"], capture_output=True, check=False)
    return done.returncode == 0


def recorded(ground: Ground, log: Path) -> list[Call]:
    """The calls of a build on files of the site, in their order; the rest is the interpreter's."""
    ground.restore()
    if not available():
        done = _hooked(ground, 0, str(log))
        assert done.returncode == 0, done.stderr
        lines = log.read_text("utf-8").splitlines()
        return [Call("hook", n, True, line) for n, line in enumerate(lines, 1)]
    subprocess.run([*_strace("", str(log)), *BUILD], cwd=ground.site, env=ENVIRONMENT, check=True)
    counts: Counter[str] = Counter()
    calls = []
    for line in log.read_text("utf-8", "replace").splitlines():
        match = re.match(r"(?:\d+ +)?([a-z0-9_]+)\(", line)
        if not match or " resumed>" in line:
            continue
        counts[match[1]] += 1
        if str(ground.site) in line.replace(f"AT_FDCWD<{ground.site}>", ""):
            writes = match[1] != "openat" or "O_CREAT" in line
            calls.append(Call(match[1], counts[match[1]], writes, line[:160]))
    return calls


def killed(ground: Ground, call: Call) -> int:
    """Run a build that is killed at a call; how it ended."""
    return disturbed(ground, call, "signal=KILL").returncode


def disturbed(ground: Ground, call: Call, how: str) -> subprocess.CompletedProcess[str]:
    """Run a build with one call disturbed: `signal=KILL`, `error=ENOSPC`."""
    if call.name == "hook":
        return _hooked(ground, call.number, how)
    inject = f"inject={call.name}:{how}:when={call.number}"
    return _run([*_strace(inject, "/dev/null"), *BUILD], ground)


def _hooked(ground: Ground, number: int, how: str) -> subprocess.CompletedProcess[str]:
    words: Sequence[str] = (sys.executable, "-P", "-m", "tests.torture.hooked", str(number), how)
    return _run([*words, *WORDS], ground)


def _run(words: Sequence[str], ground: Ground) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        cwd=ground.site,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=300,
    )
