"""The site that ships in this repository, as tests use it."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

from builder import build
from builder.build import Checked, Prepared
from builder.model.site import OPENABLE, Edition, Site

SAMPLE = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 22)
"""The day tests build the sample for."""


@cache
def checked() -> Checked:
    """The sample, loaded and checked once."""
    return build.examine(SAMPLE, lambda _: AS_OF)


def sample_site() -> Site:
    """The sample's content."""
    site = checked().loaded.site
    assert site is not None
    return site


@cache
def prepared(edition: Edition) -> Prepared:
    """An edition of the sample, ready to be rendered."""
    return build.prepare(SAMPLE, sample_site(), edition, AS_OF)


def copied(folder: Path) -> Path:
    """A copy of the sample's content in a folder of its own."""
    for name in ("site_src", "issues"):
        shutil.copytree(SAMPLE / name, folder / name)
    return folder


def everything_open(folder: Path) -> Path:
    """A copy of the sample whose public edition opens all that may be opened."""
    root = copied(folder)
    settings = root / "site_src" / "site.yml"
    lines = [line for line in settings.read_text("utf-8").split("\n") if "open:" not in line]
    at = next(i for i, line in enumerate(lines) if line.strip() == "public:")
    lines.insert(at + 1, f"    open: [{', '.join(OPENABLE)}]")
    settings.write_text("\n".join(lines), "utf-8")
    return root
