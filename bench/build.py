"""Times builds against Hugo over the same bulletin, in turn in one session.

`python -m bench.build [ITEMS…] [--search] [--disk DIR]`: wall and CPU seconds, peak memory of the
largest process, and ratios. Absolute figures of a shared machine say little: read the ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.corpus import write_hugo, write_ours

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Took:
    """Wall and CPU seconds (of all processes), megabytes of the largest process."""

    wall: float
    cpu: float
    memory: float


def took(command: list[str], folder: Path) -> Took:
    """What a command took; it must succeed."""
    before = os.times()
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    wall = time.perf_counter() - start
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Took(wall, cpu, usage.ru_maxrss / 1024)


def _body(ours: Path) -> None:
    _append(_an_item(ours, "0004"), "\n另有一处。\n")


def _closed(ours: Path) -> None:
    year = sorted((ours / "issues/zwxx").iterdir())[0]
    _append(sorted(year.rglob("02-*.md"))[0], "\n另有一处。\n")


def _title(ours: Path) -> None:
    path = _an_item(ours, "0002")
    path.write_text(path.read_text("utf-8").replace("title: ", "title: 改", 1), "utf-8")


def _new_item(ours: Path) -> None:
    path = _an_item(ours, "0003")
    path.with_name("09-new-1.md").write_text(_unnumbered(path), "utf-8")


def _new_issue(ours: Path) -> None:
    newest = sorted(sorted((ours / "issues/zwxx").iterdir())[-1].iterdir())[-1]
    number = int(newest.name) + 1
    folder = newest.with_name(f"{number:04}")
    folder.mkdir()
    for path in newest.iterdir():
        text = _unnumbered(path).replace(f"number: {number - 1:04}", f"number: {number:04}")
        (folder / path.name).write_text(text, "utf-8")


def _unit(ours: Path) -> None:
    units = ours / "site_src/vocabularies/units.yml"
    units.write_text(units.read_text("utf-8").replace("甲县第7局", "甲县第七局"), "utf-8")


def _template(ours: Path) -> None:
    layout = ours / "layouts/item.html"
    layout.parent.mkdir(exist_ok=True)
    layout.write_text((ROOT / "layouts/item.html").read_text("utf-8") + "{# #}", "utf-8")


def _an_item(ours: Path, number: str) -> Path:
    """An item of the newest year."""
    year = sorted((ours / "issues/zwxx").iterdir())[-1]
    folder = year / number
    return sorted((folder if folder.is_dir() else sorted(year.iterdir())[0]).glob("01-*.md"))[0]


def _unnumbered(path: Path) -> str:
    """The text of an item without the numbers that no other may have."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("index_no:", "doc_no:")))


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _nothing(_ours: Path) -> None:
    pass


EDITS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("nothing changed", _nothing),
    ("one body edited", _body),
    ("one body, oldest year", _closed),
    ("one title edited", _title),
    ("one new item", _new_item),
    ("one new issue", _new_issue),
    ("one unit renamed", _unit),
    ("one template changed", _template),
)


def bench(count: int, folder: Path, *, search: bool) -> None:
    """All cases of one size, one after the other, Hugo in between."""
    ours, peer = folder / "ours", folder / "hugo"
    write_ours(ours, count)
    write_hugo(peer, count)
    build = [sys.executable, "-m", "builder", "--root", str(ours), "--quiet"]
    build += [] if search else ["--no-search"]
    hugo = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
    print(f"\n### {count} items, {'with search' if search else 'pages'}, in {folder.parent}\n")
    print(
        "| case | wall s | CPU s | MB | Hugo wall s | Hugo CPU s | Hugo MB | wall ratio | CPU ratio |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    theirs: Took | None = None
    for name, edit in (("cold", _nothing), *EDITS):
        edit(ours)
        time.sleep(0 if name == "cold" else 3)  # files settle, as they do while people work
        here = took(build, ROOT)
        if hugo and name in ("cold", "one body edited"):  # it makes all anew whatever was edited
            theirs = took([hugo, "--quiet"], peer)
        _row(name, here, theirs)
    check = took([sys.executable, "-m", "builder", "check", "--root", str(ours)], ROOT)
    _row("build check", check, None)


def _row(name: str, ours: Took, theirs: Took | None) -> None:
    cells = [f"{ours.wall:.2f}", f"{ours.cpu:.2f}", f"{ours.memory:.0f}"]
    if theirs:
        cells += [f"{theirs.wall:.2f}", f"{theirs.cpu:.2f}", f"{theirs.memory:.0f}"]
        cells += [f"{theirs.wall / ours.wall:.1f}", f"{theirs.cpu / ours.cpu:.1f}"]
    else:
        cells += [""] * 5
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print tables in Markdown."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("items", nargs="*", type=int, default=[1000, 10_000])
    asked.add_argument("--search", action="store_true", help="with the search index")
    asked.add_argument("--disk", type=Path, help="a folder on a disk; else a tmpfs if there is one")
    options = asked.parse_args()
    memory = Path("/dev/shm")
    place = options.disk or (memory if memory.is_dir() else None)
    names = ("jinja2", "markdown-it-py", "PyYAML", "pagefind-bin", "hugo")
    print(
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores,",
        end="",
    )
    print(" load", " ".join(f"{load:.1f}" for load in os.getloadavg()), end="; ")
    print(", ".join(f"{name} {_version(name)}" for name in names))
    for count in options.items:
        with tempfile.TemporaryDirectory(dir=place, prefix="bench-") as folder:
            bench(count, Path(folder, "site"), search=options.search)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nlargest process of all: {peak:.0f} MB")


def _version(name: str) -> str:
    try:
        return version(name)
    except ImportError:
        return "none"


if __name__ == "__main__":
    main()
