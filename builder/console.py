"""Lets Chinese come out on consoles and pipes of any encoding."""

from __future__ import annotations

import os
import sys


def speak() -> None:
    """Write UTF-8 on every console; who asks for another encoding (PYTHONIOENCODING=gbk) gets it,
    with what it lacks written out."""
    wanted = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding=wanted or "utf-8", errors="backslashreplace")
