"""Holds the house up: who may import whom, one keyhole a library, sizes of files."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "builder"

GROUND = (
    *("report", "cache", "fields", "views", "model", "diagnostic", "rules", "edition", "page"),
    *("words", "charts", "calendar", "scoring", "normalise", "typeset", "data", "exchange"),
    *("photographs", "writable", "workers", "points", "seals", "layouts", "text"),
    *("deadlines", "responses", "bag", "spreadsheet"),
    *("timing", "xml", "ledger", "plain", "premises", "program", "shelf"),
    *("chains", "colours", "documents", "flood", "likeness", "meanings", "secrecy"),
)
"""Rooms on the ground floor: they import each other and nothing above."""
DOORS = ("load", "check", "plan", "render", "index", "publish")
KEYHOLES = ("yaml", "jinja2", "markdown_it", "watchdog", "pagefind_bin", "sqlite3")


def rooms() -> dict[str, list[Path]]:
    """The modules of each room of the package."""
    found: dict[str, list[Path]] = {}
    for path in PACKAGE.rglob("*.py"):
        relative = path.relative_to(PACKAGE)
        room = relative.parts[0].removesuffix(".py")
        found.setdefault(room, []).append(path)
    return found


def imports(path: Path) -> set[str]:
    """The full names a module imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms_of(path: Path) -> set[str]:
    """The rooms of the package that a module imports."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("builder.")}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_imports_only_the_ground_floor(door: str) -> None:
    known = set(rooms())
    for path in rooms().get(door, []):
        others = rooms_of(path) & known - set(GROUND) - {door, "__version__"}
        assert not others, f"{path.relative_to(ROOT)} imports {sorted(others)}"


def test_the_ground_floor_imports_nothing_above_it() -> None:
    known = set(rooms())
    for room, paths in rooms().items():
        if room in GROUND:
            for path in paths:
                above = rooms_of(path) & known - set(GROUND)
                assert not above, f"{path.relative_to(ROOT)} imports {sorted(above)}"


def test_only_the_build_knows_all_six_doors() -> None:
    for room, paths in rooms().items():
        doors = set().union(*(rooms_of(path) for path in paths)) & set(DOORS)
        if room != "build":
            assert doors != set(DOORS), room


@pytest.mark.parametrize("library", KEYHOLES)
def test_each_library_has_one_keyhole(library: str) -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for paths in rooms().values()
        for path in paths
        if any(name == library or name.startswith(f"{library}.") for name in imports(path))
        or (library == "pagefind_bin" and '"pagefind_bin"' in path.read_text("utf-8"))
    ]
    if library == "markdown_it":
        # The Markdown reader is one room of several files, each a part of the same keyhole.
        users = sorted({str(Path(user).parent) for user in users})
    assert len(users) <= 1, users


def test_nothing_but_the_command_line_reads_clock_or_prints() -> None:
    roof = {"cli", "serve", "importing", "new", "__main__"}
    for room, paths in rooms().items():
        for path in paths:
            text = path.read_text("utf-8")
            if room not in roof:
                found = re.search(r"\.now\(|\.today\(|\btime\.time\(|(?<![\w.])print\(", text)
                assert not found, f"{path.relative_to(ROOT)}: {found}"


def test_every_module_says_in_its_first_line_what_it_does() -> None:
    for paths in rooms().values():
        for path in paths:
            assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_no_module_is_longer_than_a_room_should_be() -> None:
    for paths in rooms().values():
        for path in paths:
            assert len(path.read_text("utf-8").splitlines()) <= 400, path


def test_nothing_catches_every_exception() -> None:
    for paths in rooms().values():
        for path in paths:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ExceptHandler):
                    name = getattr(node.type, "id", "")
                    assert node.type is not None and name not in ("Exception", "BaseException"), (
                        path
                    )


def test_the_lightest_command_imports_no_heavy_library() -> None:
    import subprocess

    code = "import sys, builder.cli; print([m for m in ('yaml','jinja2','markdown_it') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
