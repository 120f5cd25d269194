"""Finds the files that texts may refer to, with their sizes and digests."""

from __future__ import annotations

from pathlib import Path

from builder.diagnostic import Diagnostic, Place
from builder.load import files, images
from builder.model.site import Asset
from builder.rules import reading as reading_rules


def found(
    root: Path,
    contents: tuple[files.Entry, ...],
    sources: tuple[files.Entry, ...],
    faults: list[Diagnostic],
) -> list[Asset]:
    """The files that texts may refer to: those in issue folders and beside standing texts."""
    assets = []
    for entry in (*contents, *sources):
        suffix = entry.path[entry.path.rfind(".") :].lower()
        if suffix in (".md", ".yml", ".csv") and not entry.path.startswith("issues/"):
            continue
        if suffix == ".md" or entry.path.endswith("/seal.yml"):
            continue
        try:
            digest = files.digest(root, entry.path)
            width, height = images.size(root / entry.path) if suffix in images.SUFFIXES else (0, 0)
        except OSError as error:
            faults.append(reading_rules.unreadable_file(Place(entry.path), files.cause(error)))
            continue
        assets.append(Asset(entry.path, entry.size, digest, width, height))
    return assets
