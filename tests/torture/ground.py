"""The site that is tortured: two states of its content, and what stands before each trial."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.small import item, many, write

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}
WORDS = ("--no-search", "--jobs", "1", "--as-of", "2026-12-31")
BUILD = (sys.executable, "-P", "-m", "builder", *WORDS)
BESIDE = {"public", ".public.lock", ".public.state", ".public.spare", ".public.spare.state"}
"""All that may stand in the folder of an output once a build has ended well."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A site whose content has moved on since it was published.

    `site` is put back before each trial from `kept`; `old` and `new` are the digests of what is
    published and of what a whole build would publish.
    """

    site: Path
    kept: Path
    old: str
    new: str

    @property
    def out(self) -> Path:
        return self.site / "dist" / "public"

    def restore(self) -> None:
        """Make everything as it was before any trial, times included."""
        if self.site.exists():
            shutil.rmtree(self.site)
        shutil.copytree(self.kept, self.site, symlinks=True)

    def build(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Build to the end, undisturbed."""
        return subprocess.run(
            (*BUILD, *words),
            cwd=self.site,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )

    def recovered(self) -> None:
        """The next build ends well, with the new site and no litter."""
        done = self.build("--quiet")
        assert done.returncode == 0, done.stderr
        assert whole(self.out) == self.new
        beside = {path.name for path in self.out.parent.iterdir()}
        assert beside <= BESIDE, beside
        gone = [p for p in self.out.parent.rglob("*") if p.is_file() and "撤下的" in read(p)]
        assert gone == [], "what was withdrawn is still there"


def read(path: Path) -> str:
    """The text of a file, whatever is in it."""
    return path.read_bytes().decode("utf-8", "replace")


def prepared(folder: Path, issues: int = 3, items: int = 4) -> Ground:
    """A site with some pages changed, some new and some withdrawn since it was published."""
    kept = write(folder / "kept", many(issues, items))
    write(kept, {"issues/zwxx/2026/0001/90-chexia.md": item("撤下的信息", body="撤下的正文。\n")})
    ground = Ground(folder / "site", kept, "", "")
    ground.restore()
    assert ground.build("--quiet").returncode == 0
    old = whole(ground.out)
    shutil.rmtree(kept)
    shutil.copytree(ground.site, kept)
    (kept / "issues/zwxx/2026/0001/90-chexia.md").unlink()
    write(kept, {"issues/zwxx/2026/0001/01-gongan-1.md": item("改过的标题")})
    write(kept, {"issues/zwxx/2026/0002/91-xin.md": item("新来的信息")})
    ground.restore()
    assert ground.build("--quiet").returncode == 0
    return Ground(ground.site, kept, old, whole(ground.out))


def whole(out: Path) -> str:
    """The digest of the manifest of an output that matches it file by file."""
    data = (out / "manifest.json").read_bytes()
    files = json.loads(data)["files"]
    found = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == files, "a mixture"
    return hashlib.sha256(data).hexdigest()
