"""Disks that are full, failing or read-only, and limits of files and processes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.ground import BUILD, ENVIRONMENT, Ground, whole

SIZES = (0, 100, 400)
"""Kilobytes left on a disk that holds the published site: less than a build needs."""


def mountable() -> bool:
    """Whether this user may mount a disk in memory."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount") is not None


@contextmanager
def mounted(place: Path, kilobytes: int) -> Iterator[Path]:
    """A disk in memory."""
    place.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "torture", str(place)]
    subprocess.run(words, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full(ground: Ground, folder: Path) -> Counter[str]:
    """Build onto a disk with too little room left, at three sizes, and again once there is room."""
    came: Counter[str] = Counter()
    if not mountable():
        came["skipped: only root may mount a disk"] += 1
        return came
    for left in SIZES:
        with mounted(folder / f"disk{left}", 20_000) as disk:
            shutil.copytree(ground.kept / "dist", disk / "dist")
            out = disk / "dist" / "public"
            ballast = disk / "ballast"
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            ballast.write_bytes(b"\0" * max(0, free - left * 1024))
            ground.restore()
            done = ground.build("--out", str(out))
            assert "Traceback" not in done.stderr and done.returncode == 2, done.stderr
            assert "No space left" in done.stderr and "没有改动" in done.stderr
            assert whole(out) == ground.old
            came["refused, old"] += 1
            ballast.unlink()
            assert ground.build("--out", str(out)).returncode == 0
            assert whole(out) == ground.new
            came["new once there was room"] += 1
    return came


def read_only(ground: Ground, folder: Path) -> Counter[str]:
    """Build onto a disk that takes nothing."""
    came: Counter[str] = Counter()
    if not mountable():
        came["skipped: only root may mount a disk"] += 1
        return came
    with mounted(folder / "disk", 20_000) as disk:
        shutil.copytree(ground.kept / "dist", disk / "dist")
        out = disk / "dist" / "public"
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        ground.restore()
        done = ground.build("--out", str(out))
        assert "Traceback" not in done.stderr and done.returncode == 2, done.stderr
        assert whole(out) == ground.old
        came["refused, old"] += 1
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert ground.build("--out", str(out)).returncode == 0
        assert whole(out) == ground.new
        came["new once it could be written"] += 1
    return came


def limits(ground: Ground, folder: Path) -> Counter[str]:
    """Build with small limits of file size, open files and processes: whole, and no traceback."""
    came: Counter[str] = Counter()
    for limit in ("-f 1", "-f 8", "-f 64", "-n 12", "-n 24", "-u 1"):
        ground.restore()
        words = " ".join(BUILD).replace("--jobs 1", "--jobs 4")
        done = subprocess.run(
            ["bash", "-c", f"ulimit {limit}; exec {words}"],
            cwd=ground.site,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        now = whole(ground.out)
        assert now == (ground.new if done.returncode == 0 else ground.old), (limit, done.stderr)
        came[f"exit {done.returncode}"] += 1
        ground.recovered()
    return came
