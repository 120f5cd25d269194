"""Reads the size of an image in pixels, and makes sure that it is whole."""

from __future__ import annotations

import struct
from pathlib import Path

from builder.photographs import SUFFIXES, DamagedImageError, bare, orientation

__all__ = ["SUFFIXES", "measured", "size"]


def size(path: Path) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) if the file is not a whole image of its suffix's kind."""
    data, suffix = path.read_bytes(), path.suffix.lower()
    try:
        shown = bare(data, suffix)
    except DamagedImageError:
        return 0, 0
    return measured(shown, suffix)


def measured(head: bytes, suffix: str) -> tuple[int, int]:
    """Width and height from the bytes of a file with this suffix."""
    try:
        if suffix == ".png" and head[:8] == b"\x89PNG\r\n\x1a\n":
            width, height = struct.unpack(">II", head[16:24])
            turned = head[37:41] == b"eXIf" and orientation(head[41:]) >= 5
            return (height, width) if turned else (width, height)
        if suffix == ".gif" and head[:6] in (b"GIF87a", b"GIF89a"):
            width, height = struct.unpack("<HH", head[6:10])
            return width, height
        if suffix in (".jpg", ".jpeg") and head[:2] == b"\xff\xd8":
            return _jpeg(head)
        if suffix == ".webp" and head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp(head)
    except (struct.error, IndexError):
        pass
    return 0, 0


def _jpeg(head: bytes) -> tuple[int, int]:
    at = 2
    turned = False
    while head[at] == 0xFF:
        marker = head[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = struct.unpack(">H", head[at + 2 : at + 4])[0]
        if marker == 0xE1 and head[at + 4 : at + 10] == b"Exif\x00\x00":
            turned = orientation(head[at + 10 : at + 2 + length]) >= 5
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return (height, width) if turned else (width, height)
        at += 2 + length
    return 0, 0


def _webp(head: bytes) -> tuple[int, int]:
    kind = head[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(head[24:27], "little") + 1
        height = int.from_bytes(head[27:30], "little") + 1
        at = head.rfind(b"EXIF") if head[20] & 0x08 else -1
        turned = at >= 0 and orientation(head[at + 8 :]) >= 5
        return (height, width) if turned else (width, height)
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
