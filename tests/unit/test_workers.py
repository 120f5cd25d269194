"""Making outputs side by side changes time, never what comes out."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import hashlib, os
from functools import partial
from builder import workers

def make(n):
    if n == fails:
        raise OSError(28, "No space left on device")
    return f"{n}:{'甲' * (n % 50)}".encode()

fails = -1
makes = [partial(make, n) for n in range(1000)]
alone = list(workers.spread(lambda make: make(), makes, 1))
assert alone == list(workers.spread(lambda make: make(), makes, 4))
pids = set(workers.spread(lambda make: make(), [lambda: str(os.getpid()).encode()] * 1000, 3))
assert str(os.getpid()).encode() not in pids, pids
fails = 700
try:
    list(workers.spread(lambda make: make(), makes, 3))
except OSError as error:
    assert error.errno == 28
else:
    raise AssertionError("not raised")
assert list(workers.spread(lambda make: make(), makes[:10], 8)) == alone[:10]
print("as one")
"""


def test_many_processes_give_the_same_bytes_in_the_same_order_and_raise_what_fails() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "as one", done.stderr


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks only on Linux")
def test_what_a_killed_process_leaves_undone_is_made_all_the_same() -> None:
    done = run(
        "import os, signal\n"
        "from builder import workers\n"
        "me = os.getpid()\n"
        "def make(n):\n"
        "    if n == 500 and os.getpid() != me: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return str(n).encode()\n"
        "from functools import partial\n"
        "found = list(workers.spread(lambda make: make(), [partial(make, n) for n in range(1000)], 2))\n"
        "assert found == [str(n).encode() for n in range(1000)]\n"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks only on Linux")
def test_no_process_outlives_a_killed_parent(tmp_path: Path) -> None:
    noted = tmp_path / "pids"
    done = run(
        "import os, signal, time\n"
        "from builder import workers\n"
        "me = os.getpid()\n"
        "def make():\n"
        f"    with open({str(noted)!r}, 'a') as file: file.write(f'{{os.getpid()}}\\n')\n"
        "    time.sleep(0.2)\n"
        "    return b'x' * 1000\n"
        "made = workers.spread(lambda make: make(), [make] * 1000, 2)\n"
        "signal.signal(signal.SIGALRM, lambda *_: os.kill(me, signal.SIGKILL))\n"
        "signal.alarm(1)\n"
        "list(made)\n"
    )
    assert done.returncode == -9
    workers = set(noted.read_text("utf-8").split())
    assert len(workers) == 2
    for _ in range(100):  # whoever adopts them may take a while to bury them
        if not any(Path("/proc", pid).exists() for pid in workers):
            return
        time.sleep(0.1)
    raise AssertionError(workers)
