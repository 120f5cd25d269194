"""A build asked to end clears up, says so, and leaves a whole site."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crash.test_kill import COMMAND, ENVIRONMENT, built, change, whole
from tests.small import many, write


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize(("number", "code"), ((signal.SIGINT, 130), (signal.SIGTERM, 143)))
def test_a_build_that_is_told_to_end_leaves_a_whole_site(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    site = write(tmp_path / "site", many(120, 6))
    out = site / "dist" / "public"
    old = built(site)
    chance = random.Random(number)
    started = time.monotonic()
    subprocess.run((*COMMAND, "--no-cache"), cwd=site, env=ENVIRONMENT, check=True)
    usual = time.monotonic() - started
    ended = 0
    for turn in range(8):
        change(site, turn)
        process = subprocess.Popen(
            (sys.executable, "-u", "-m", "builder", "--no-search", "--no-cache", "--verbose"),
            cwd=site,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(usual * (0.4 + chance.random() * 0.5))
        process.send_signal(number)
        _, said = process.communicate()
        if process.returncode == -number:
            assert whole(out) == old  # it came before the program had begun to listen
            continue
        assert "Traceback" not in said
        assert process.returncode in (0, code), said
        if process.returncode == code:
            ended += 1
            assert "中断了" in said
        now = whole(out)
        after = built(site)
        assert now in (old, after)
        old = after
        if ended == 2:
            break
    assert ended


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_messages_that_can_not_be_written_are_no_traceback(tmp_path: Path) -> None:
    site = write(tmp_path / "site", many(1, 1) | {"issues/zwxx/2026/0001/09-x.md": "---\n"})
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            (*COMMAND[:3], "check"), cwd=site, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr
    assert os.strerror(28).encode() in done.stderr
