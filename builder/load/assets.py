"""Finds the files that texts may refer to, with their sizes and digests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from builder import documents, photographs
from builder.diagnostic import Diagnostic, Place
from builder.load import files, images
from builder.load.kept import Kept
from builder.model.site import Asset
from builder.rules import links as link_rules
from builder.rules import reading as reading_rules

LARGEST = 200_000_000
"""Bytes of a document that is looked into; a larger one can't be published anyway."""


def found(
    root: Path,
    contents: tuple[files.Entry, ...],
    sources: tuple[files.Entry, ...],
    faults: list[Diagnostic],
    kept: Kept | None = None,
) -> list[Asset]:
    """The files that texts may refer to: those in issue folders and beside standing texts."""
    assets = []
    for entry in (*contents, *sources):
        suffix = entry.path[entry.path.rfind(".") :].lower()
        if suffix in (".md", ".yml", ".csv") and not entry.path.startswith("issues/"):
            continue
        if suffix == ".md" or entry.path.endswith("/seal.yml"):
            continue
        asset = _measured(root, entry, faults, kept)
        if asset:
            assets.append(asset)
    return assets


def static(
    root: Path, sources: tuple[files.Entry, ...], faults: list[Diagnostic], kept: Kept | None = None
) -> list[Asset]:
    """The files that are copied as they are."""
    assets = []
    for entry in sources:
        asset = entry.path.startswith("site_src/static/") and _measured(root, entry, faults, kept)
        if not asset:
            continue
        suffix = asset.path[asset.path.rfind(".") :].lower()
        if suffix in images.SUFFIXES and not asset.width:
            name = asset.path.rpartition("/")[2]
            faults.append(link_rules.unreadable_image(Place(asset.path), name))
        assets.append(replace(asset, width=0, height=0))
    return assets


def _measured(
    root: Path, entry: files.Entry, faults: list[Diagnostic], kept: Kept | None
) -> Asset | None:
    """A file with its digest, and its width and height if it is an image."""
    suffix = entry.path[entry.path.rfind(".") :].lower()

    def measure() -> tuple[str, int, int, tuple[tuple[str, str], ...], str]:
        size = images.size(root / entry.path) if suffix in images.SUFFIXES else (0, 0)
        published = _bare(root / entry.path, suffix) if suffix in photographs.SUFFIXES else ""
        seen = entry.size <= LARGEST and suffix in documents.SUFFIXES
        inside = documents.examined((root / entry.path).read_bytes(), suffix) if seen else ()
        return files.digest(root, entry.path), *size, inside, published

    try:
        digest, width, height, inside, published = kept.file(entry, measure) if kept else measure()
    except OSError as error:
        faults.append(reading_rules.unreadable_file(Place(entry.path), files.cause(error)))
        return None
    return Asset(entry.path, entry.size, digest, width, height, inside, published)


def _bare(file: Path, suffix: str) -> str:
    """The digest of an image as it is published; empty for one that can't be."""
    try:
        return hashlib.sha256(photographs.bare(file.read_bytes(), suffix)).hexdigest()
    except photographs.DamagedImageError:
        return ""
