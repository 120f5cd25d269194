"""Lets Chinese come out on consoles of any encoding, and English where the site is English."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path


def speak() -> None:
    """Write UTF-8 on every console; who asks for another encoding (PYTHONIOENCODING=gbk) gets it,
    with what it lacks written out."""
    wanted = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding=wanted or "utf-8", errors="backslashreplace")


def spoken(root: Path | None) -> str:
    """What a site speaks, before it is read: `en`, or empty if it is not English or unknown."""
    try:
        source = (root / "site_src" / "site.yml").read_bytes() if root else b""
    except OSError:
        return ""
    return "en" if re.search(rb"(?m)^locale[ \t]*:[ \t]*[\"']?en\b", source) else ""
