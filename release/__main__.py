"""`make release`: wheel, sdist, SBOM and checksums of this version, in `build/release`."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from builder import __version__
from release import sbom

FOLDER = sbom.ROOT / "build" / "release"


def main() -> int:
    """Make all of it anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    os.chdir(sbom.ROOT)
    os.environ.setdefault("SOURCE_DATE_EPOCH", _last_change())
    for make in ("build_wheel", "build_sdist"):  # as pip does, a process each, with nothing fetched
        code = f"from setuptools import build_meta; build_meta.{make}({str(FOLDER)!r})"
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    bill = FOLDER / f"{sbom.NAME}-{__version__}.cdx.json"
    bill.write_text(sbom.bill(sbom.LOCK.read_text("utf-8"), __version__), "utf-8")
    sums = "".join(f"{digest(file)}  {file.name}\n" for file in sorted(FOLDER.iterdir()))
    (FOLDER / "SHA256SUMS").write_text(sums, "utf-8")
    sys.stdout.write(f"{FOLDER.relative_to(sbom.ROOT)}:\n{sums}")
    return 0


def digest(file: Path) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _last_change() -> str:
    """The second of the last commit, so that the same commit gives the same wheel."""
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "315532800"


if __name__ == "__main__":
    sys.exit(main())
