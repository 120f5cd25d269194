"""Ten ways in which nothing about a build may matter: its bytes stay the same, search included."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.forest import grown
from tests.small import AS_OF, write
from tests.torture.ground import ROOT

Environment = dict[str, str]
Vary = Callable[[Path], tuple[Path, Environment, list[str]]]
"""Takes a site; gives where it is now, what the environment adds, and more words."""


def _same(site: Path) -> tuple[Path, Environment, list[str]]:
    return site, {}, []


def _zone(site: Path) -> tuple[Path, Environment, list[str]]:
    return site, {"TZ": "Pacific/Kiritimati"}, []


def _locale(site: Path) -> tuple[Path, Environment, list[str]]:
    return site, {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}, []


def _path(site: Path) -> tuple[Path, Environment, list[str]]:
    moved = site.parent / "另一处 深" / "site"
    shutil.copytree(site, moved)
    return moved, {}, []


def _order(site: Path) -> tuple[Path, Environment, list[str]]:
    """The same files, written in another order: folders list them otherwise."""
    moved = site.parent / "order"
    files = [path for path in site.rglob("*") if path.is_file()]
    random.Random(3).shuffle(files)
    for file in files:
        target = moved / file.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return moved, {}, []


def _times(site: Path) -> tuple[Path, Environment, list[str]]:
    for number, path in enumerate(sorted(site.rglob("*"))):
        os.utime(path, (number * 1000, number * 1000))
    return site, {}, []


def _hash(site: Path) -> tuple[Path, Environment, list[str]]:
    return site, {"PYTHONHASHSEED": "4711"}, []


def _umask(site: Path) -> tuple[Path, Environment, list[str]]:
    return site, {"TORTURE_UMASK": "077"}, []


def _processors(site: Path) -> tuple[Path, Environment, list[str]]:
    return site, {}, ["--jobs", "7"]


def _cache(site: Path) -> tuple[Path, Environment, list[str]]:
    """A warm cache instead of a cold one."""
    built(site, site.parent / "warm", {}, ["--with-cache"])
    return site, {}, ["--with-cache"]


VARIATIONS: dict[str, Vary] = {
    "zone": _zone,
    "locale": _locale,
    "path": _path,
    "order": _order,
    "times": _times,
    "hash seed": _hash,
    "umask": _umask,
    "processors": _processors,
    "cache": _cache,
    "repetition": _same,
}


def varied(folder: Path, seed: int = 5) -> Counter[str]:
    """Build a random site once plainly and once in each way; all are equal."""
    site = write(folder / "site", grown(seed))
    plain = built(site, folder / "plain", {}, [])
    came: Counter[str] = Counter({"files": len(plain)})
    for name, vary in VARIATIONS.items():
        copy = folder / name.replace(" ", "-") / "site"
        shutil.copytree(site, copy)
        found = built(*_with_out(vary(copy), folder / f"{name}-out"))
        differing = [p for p in plain.keys() | found.keys() if plain.get(p) != found.get(p)]
        assert not differing, (name, sorted(differing)[:3])
        came["equal"] += 1
    return came


def _with_out(
    given: tuple[Path, Environment, list[str]], out: Path
) -> tuple[Path, Path, Environment, list[str]]:
    return given[0], out, given[1], given[2]


def built(site: Path, out: Path, more: Environment, words: list[str]) -> dict[str, bytes]:
    """The files of a build, search included."""
    kept = ["--no-cache"] if "--with-cache" not in words else []
    words = [word for word in words if word != "--with-cache"]
    day = ["--as-of", AS_OF.isoformat()]
    mask = int(more.get("TORTURE_UMASK", "022"), 8)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "builder", "--quiet", "--out", str(out), *day, *kept, *words],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        capture_output=True,
        text=True,
        errors="replace",
        umask=mask,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
