"""How what was found in a document is written down."""

from __future__ import annotations

import re
import unicodedata

Finding = tuple[str, str]
"""What it is, and its name: of a person, of what would run."""

AUTHOR = "author"
ACTIVE = "active"
LOCKED = "locked"
DAMAGED = "damaged"
SIGNED = "signed"
SWOLLEN = "swollen"

LARGEST = 100_000_000
"""Bytes that are unpacked of a document to look into it."""
MOST = 20
"""People that are named of one document."""


def authors(names: list[str]) -> list[Finding]:
    """Each person once, with what nobody sees taken out of the name."""
    found: dict[Finding, None] = {}
    for name in names:
        shown = "".join(c for c in name if unicodedata.category(c)[0] != "C")
        shown = re.sub(r"\s+", " ", shown).strip()[:60]
        if shown:
            found[AUTHOR, shown] = None
    return list(found)[:MOST]
