"""Making outputs side by side changes time, never what comes out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
alone = list(workers.made(makes, 1))
assert alone == list(workers.made(makes, 4))
pids = set(workers.made([lambda: str(os.getpid()).encode()] * 1000, 3))
assert str(os.getpid()).encode() not in pids, pids
fails = 700
try:
    list(workers.made(makes, 3))
except OSError as error:
    assert error.errno == 28
else:
    raise AssertionError("not raised")
assert list(workers.made(makes[:10], 8)) == alone[:10]
print("as one")
"""


def test_many_processes_give_the_same_bytes_in_the_same_order_and_raise_what_fails() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "as one", done.stderr
