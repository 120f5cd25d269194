"""What a Windows desk brings: processes that are spawned, another console, other line ends."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder import build, workers
from builder.model.site import Edition
from tests.small import AS_OF, loaded, many, write

ROOT = Path(__file__).resolve().parents[2]


def published(root: Path, out: Path) -> None:
    """Build a site without search."""
    request = build.Request(root=root, edition=Edition.PUBLIC, out=out, as_of=AS_OF, search=False)
    build.build(request, loaded(root), lambda *_: None)


def digests(out: Path) -> dict[str, str]:
    """Each file of an output by its digest."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file()
    }


def test_a_spawned_process_builds_the_same_site(tmp_path: Path) -> None:
    root = write(tmp_path / "site", many(3, 2))
    published(root, tmp_path / "here")
    process = multiprocessing.get_context("spawn").Process(
        target=published, args=(root, tmp_path / "there")
    )
    process.start()
    process.join(120)
    assert process.exitcode == 0
    assert digests(tmp_path / "there") == digests(tmp_path / "here")


def test_nothing_that_is_made_needs_to_be_forked() -> None:
    makes = [str(n).encode for n in range(workers.ENOUGH + 5)]
    alone = list(workers.spread(lambda make: make(), makes, 1))
    assert list(workers.spread(lambda make: make(), makes, 2)) == alone


@pytest.mark.parametrize("encoding", ("gbk", "cp936", "ascii"))
def test_a_console_in_another_encoding_stops_no_build(tmp_path: Path, encoding: str) -> None:
    files = {
        path: ("\ufeff" + text.replace("\n", "\r\n")).encode() for path, text in many(2, 2).items()
    }
    root = write(tmp_path / "站点", files)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))},
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": encoding,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "builder", "--no-search"],
        cwd=root,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (root / "dist" / "public" / "zwxx" / "2026" / "0001" / "index.html").is_file()
