"""Images go out without what their makers left in them."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from builder.photographs import DamagedImageError, bare
from tests.sample import SAMPLE

CANARY = b"CANARY-GPS-31.2304N"


def png(extra: bytes = b"") -> bytes:
    """A PNG of one pixel with more chunks before its end."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    texts = chunk(b"tEXt", b"Author\x00" + CANARY) + chunk(b"eXIf", b"MM" + CANARY)
    return b"\x89PNG\r\n\x1a\n" + head + texts + data + chunk(b"IEND", b"") + extra


def jpeg(orientation: int = 1) -> bytes:
    """The frame of a JPEG with every segment that may carry metadata."""

    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body

    tiff = b"II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHIHH", 0x112, 3, 1, orientation, 0)
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
        + segment(0xE1, b"Exif\x00\x00" + tiff + b"\x00\x00\x00\x00" + CANARY)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + CANARY)
        + segment(0xE2, b"MPF\x00" + CANARY)
        + segment(0xED, b"Photoshop 3.0\x00" + CANARY)
        + segment(0xFE, CANARY)
        + segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + b"\xff\xd9"
        + CANARY
    )


def gif() -> bytes:
    """A GIF with a comment, a foreign application block and trailing data."""
    comment = b"\x21\xfe" + bytes((len(CANARY),)) + CANARY + b"\x00"
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes((len(CANARY),)) + CANARY + b"\x00"
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\x00" * 6
    return head + comment + xmp + image + b"\x3b" + CANARY


def webp() -> bytes:
    """A WebP with EXIF, XMP and trailing data."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) & 1)

    body = chunk(b"VP8X", b"\x0c" + b"\x00" * 9) + chunk(b"VP8 ", b"\x00" * 10)
    body += chunk(b"EXIF", CANARY) + chunk(b"XMP ", CANARY)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body + CANARY


@pytest.mark.parametrize(
    ("suffix", "data"),
    [(".png", png(CANARY)), (".jpg", jpeg(6)), (".gif", gif()), (".webp", webp())],
)
def test_nothing_of_the_makers_is_left(suffix: str, data: bytes) -> None:
    assert CANARY in data
    assert CANARY not in bare(data, suffix)


@pytest.mark.parametrize(
    ("suffix", "data"), [(".png", png()), (".jpg", jpeg(6)), (".gif", gif()), (".webp", webp())]
)
def test_a_bare_image_stays_as_it_is(suffix: str, data: bytes) -> None:
    once = bare(data, suffix)
    assert bare(once, suffix) == once


def test_a_turned_photo_stays_turned() -> None:
    shown = bare(jpeg(6), ".jpg")
    assert b"Exif\x00\x00" in shown
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in shown
    assert b"Exif" not in bare(jpeg(1), ".jpg")


@pytest.mark.parametrize("suffix", (".png", ".jpg", ".gif", ".webp"))
def test_what_is_no_whole_image_is_refused(suffix: str) -> None:
    whole = {".png": png(), ".jpg": jpeg(), ".gif": gif(), ".webp": webp()}[suffix]
    chance = random.Random(3)
    for _ in range(200):
        part = whole[: chance.randrange(max(1, len(whole) - len(CANARY) - 2))]
        with pytest.raises(DamagedImageError):
            bare(part, suffix)
    with pytest.raises(DamagedImageError):
        bare(b"<svg/>", suffix)


def test_the_photos_of_the_sample_lose_nothing_that_is_seen() -> None:
    image = pytest.importorskip("PIL.Image")
    for path in sorted((SAMPLE / "issues").rglob("*.png"))[:5]:
        before = image.open(path).convert("RGB").tobytes()
        data = bare(Path(path).read_bytes(), ".png")
        assert image.open(BytesIO(data)).convert("RGB").tobytes() == before
