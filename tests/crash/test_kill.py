"""A build that is killed leaves the old site or the new one, whole; the next build cleans up."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.small import item, many, write

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "builder", "--no-search", "--quiet")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def whole(out: Path) -> str:
    """The digest of the manifest of an output that matches it file by file."""
    data = (out / "manifest.json").read_bytes()
    files = json.loads(data)["files"]
    found = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == files
    return hashlib.sha256(data).hexdigest()


def built(site: Path) -> str:
    """Build to the end; the output's digest."""
    subprocess.run(COMMAND, cwd=site, env=ENVIRONMENT, check=True, capture_output=True)
    return whole(site / "dist" / "public")


def change(site: Path, turn: int) -> None:
    """Edit an item, so that many pages differ."""
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item(f"第{turn}次改动")})


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    site = write(tmp_path / "site", many(6, 5))
    out = site / "dist" / "public"
    old = built(site)
    chance = random.Random(20)
    for turn in range(16):
        change(site, turn)
        process = subprocess.Popen(
            COMMAND, cwd=site, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(0.15 + chance.random() * 0.5)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = whole(out)
        after = built(site)
        assert now in (old, after)
        names = {p.name for p in (site / "dist").iterdir()}
        assert names <= {
            "public",
            ".public.lock",
            ".public.state",
            ".public.spare",
            ".public.spare.state",
        }
        old = after


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="one system call only on Linux")
def test_a_reader_never_sees_a_torn_site(tmp_path: Path) -> None:
    site = write(tmp_path / "site", many(3, 3))
    out = site / "dist" / "public"
    built(site)
    torn: list[str] = []
    looks = 0
    done = threading.Event()

    def look() -> None:
        nonlocal looks
        while not done.is_set():
            # A reader that keeps the folder open sees one tree from beginning to end.
            folder = os.open(out, os.O_RDONLY)
            try:
                manifest = _read(folder, "manifest.json")
                page = _read(folder, "zwxx/2026/0001/gongan-1/index.html")
            except FileNotFoundError as error:
                # The tree we hold has meanwhile become the spare and is being cut down.
                if out.stat().st_ino == os.fstat(folder).st_ino:
                    torn.append(str(error))
                continue
            finally:
                os.close(folder)
            looks += 1
            wanted = json.loads(manifest)["files"]["zwxx/2026/0001/gongan-1/index.html"]
            if hashlib.sha256(page).hexdigest() != wanted:
                torn.append("page and manifest differ")

    thread = threading.Thread(target=look)
    thread.start()
    for turn in range(6):
        change(site, turn)
        built(site)
    done.set()
    thread.join()
    assert looks > 100
    assert torn == []


def _read(folder: int, name: str) -> bytes:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(file, "rb") as stream:
        return stream.read()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs file sizes that can be limited")
def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    site = write(tmp_path / "site", many(3, 3))
    old = built(site)
    write(site, {"issues/zwxx/2026/0001/02-gongan-2.md": item("长", body="很长的正文。" * 30_000)})
    limited = f"ulimit -f 500; exec {' '.join(COMMAND)}"
    done = subprocess.run(
        ["bash", "-c", limited],
        cwd=site,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert whole(site / "dist" / "public") == old
    assert built(site) != old
