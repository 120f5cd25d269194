"""Proves on real content that the public site is a function of what is publishable alone.

Three builds: of the content as it is; of a tree from which everything withheld is gone; of that
tree with noise wherever something was withheld. All public files must be equal, byte for byte. The
folders are temporary, and none of them ever holds anything withheld.
"""

from __future__ import annotations

import difflib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from builder import build
from builder.diagnostic import Severity
from builder.exporting import noise
from builder.exporting.tree import Tree, public, publishable
from builder.load import files
from builder.model.site import Edition, Site
from builder.premises import MANIFEST

MOST = 40
"""Files that differ, of which so many are looked at for words that tell the source."""
Told = Callable[[str, str], None]
"""Tells how far the proof is, in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it: how many files are equal, or the first that differs and where from.

    `removed` says that the build without the withheld content was the one that differed; `words`
    are the first that differ; `source` is the withheld file (and line) they stand in, if any.
    """

    files: int
    path: str = ""
    removed: bool = True
    words: str = ""
    source: str = ""
    fault: str = ""

    @property
    def holds(self) -> bool:
        return not (self.path or self.fault)


def prove(request: build.Request, site: Site, told: Told) -> Proof:
    """Build all three and compare. Raises what building raises; nothing is published."""
    of = public(request.root, site, request.as_of)
    tree = publishable(of)
    with tempfile.TemporaryDirectory(prefix="build-prove-") as folder:
        work = Path(folder)
        told("证明：按现有内容生成……", "proof: building the content as it is …")
        whole = _built(replace(request, out=work / "whole"), site)
        for removed, files_of in ((True, tree), (False, noise.added(tree, of))):
            if removed:
                told("证明：删去全部不公开的内容再生成……", "proof: building without the withheld …")
            else:
                told("证明：换成杂音再生成……", "proof: building with noise in its place …")
            root = work / ("removed" if removed else "noise")
            write(root, files_of)
            checked = build.examine(root, lambda _: request.as_of)
            if checked.blocks(strict=False) or checked.loaded.site is None:
                wrong = [f for f in checked.faults if f.severity is Severity.ERROR]
                place = wrong[0].place
                return Proof(0, fault=f"{place.path}:{place.line} {wrong[0].code}")
            out = work / f"{root.name}-out"
            # Nothing kept from earlier builds helps these two: they are made from their own tree.
            asked = replace(request, root=root, out=out, cache=None, held=None)
            differing = _differing_files(whole, _built(asked, checked.loaded.site))
            if differing:
                return _told(differing, work / "whole", out, request.root, tree, removed)
        return Proof(len(whole) + 1)


def write(root: Path, tree: Tree) -> None:
    """Write a tree into a folder."""
    for path, data in tree.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _built(request: build.Request, site: Site) -> dict[str, str]:
    """Build the public edition; the digest of each file."""
    asked = replace(request, edition=Edition.PUBLIC, held=None)
    build.build(asked, site, lambda *_: None)
    manifest: dict[str, dict[str, str]] = json.loads((request.out / MANIFEST).read_bytes())
    return manifest["files"]


def _differing_files(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The files that differ: pages first, since they say more than what is made of them."""
    found = [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)]
    return sorted(found, key=lambda path: (not path.endswith(".html"), path))


def _told(
    differing: list[str], one: Path, other: Path, root: Path, tree: Tree, removed: bool
) -> Proof:
    """The first file that differs in words that a source can be named for; else the first."""
    for path in differing[:MOST]:
        words = _words(one / path, other / path)
        source = _source(root, tree, words) if words else ""
        if source:
            return Proof(0, path, removed, words, source)
    path = differing[0]
    return Proof(0, path, removed, _words(one / path, other / path))


def _words(one: Path, other: Path) -> str:
    """The first words that stand in one file and not in the other."""
    old, new = (_text(file).split("\n") for file in (one, other))
    for line in difflib.unified_diff(new, old, n=0, lineterm=""):
        if line.startswith("+") and not line.startswith("+++") and line[1:].strip():
            return _differing(line[1:], new)
    return ""


def _differing(line: str, others: list[str]) -> str:
    """The part of a line that the line most like it has not."""
    near = next(iter(difflib.get_close_matches(line, others, 1, 0.3)), "")
    at = next((n for n, pair in enumerate(zip(line, near, strict=False)) if pair[0] != pair[1]), 0)
    return line[at : at + 60].strip()


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _source(root: Path, tree: Tree, words: str) -> str:
    """The file and line of the sources, withheld in whole or in part, that the words stand in."""
    parts = sorted((p for p in _pieces(words) if len(p) > 1), key=len, reverse=True)
    for part in parts:
        for folder in ("issues", "site_src"):
            for entry in files.entries(root, folder)[0]:
                if not entry.path.endswith((".md", ".yml", ".csv")):
                    continue
                kept = tree.get(entry.path, b"").decode("utf-8", "replace")
                source = files.text(root, entry.path)[0] or ""
                for number, line in enumerate(source.split("\n"), 1):
                    if part in line and part not in kept:
                        return f"{entry.path}:{number}"
    return ""


def _pieces(words: str) -> list[str]:
    """Runs of letters and figures, outside tags."""
    import re

    return re.findall(r"\w+", re.sub(r"<[^>]*>?", " ", words))
