"""Which names of files every system can write."""

from __future__ import annotations

import re

_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])(\..*)?", re.I)


def unwritable(name: str) -> str:
    """What Windows can't write about the name of a file or folder; empty if it can."""
    bad = re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    if bad:
        return bad[0] if bad[0].isprintable() else f"U+{ord(bad[0]):04X}"
    if _DEVICES.fullmatch(name):
        return name
    if name.endswith((".", " ")):
        return name[-1]
    return ""
