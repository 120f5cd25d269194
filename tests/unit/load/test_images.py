"""The size of a picture from the head of its file."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from builder.load.images import measured, size
from builder.photographs import orientation
from tests.site import png


def jpeg(width: int, height: int, turned: int = 1) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0)
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + entry
    exif = b"Exif\0\0" + tiff
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\0" * 9
    return (
        b"\xff\xd8"
        + b"\xff\xe1"
        + struct.pack(">H", len(exif) + 2)
        + exif
        + b"\xff\xc0"
        + struct.pack(">H", len(frame) + 2)
        + frame
    )


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (png(40, 30), ".png", (40, 30)),
        (b"GIF89a" + struct.pack("<HH", 40, 30), ".gif", (40, 30)),
        (jpeg(40, 30), ".jpg", (40, 30)),
        (jpeg(40, 30), ".jpeg", (40, 30)),
        (jpeg(40, 30, 6), ".jpg", (30, 40)),
        (jpeg(40, 30, 3), ".jpg", (40, 30)),
        (jpeg(40, 30, 99), ".jpg", (40, 30)),
        (png(40, 30), ".jpg", (0, 0)),
        (png(40, 30)[:20], ".png", (0, 0)),
        (b"<svg/>", ".png", (0, 0)),
        (b"", ".jpg", (0, 0)),
        (b"\xff\xd8" + b"\xff" * 50, ".jpg", (0, 0)),
    ],
)
def test_a_picture_is_what_its_suffix_says_or_none(
    data: bytes, suffix: str, expected: tuple[int, int]
) -> None:
    assert measured(data, suffix) == expected


def test_a_webp_of_each_kind() -> None:
    def riff(kind: bytes, body: bytes) -> bytes:
        return b"RIFF" + b"\0" * 4 + b"WEBP" + kind + b"\0" * 4 + body

    extended = riff(b"VP8X", b"\0" * 4 + (39).to_bytes(3, "little") + (29).to_bytes(3, "little"))
    lossless = riff(b"VP8L", b"\x2f" + (39 | 29 << 14).to_bytes(4, "little"))
    lossy = riff(b"VP8 ", b"\0" * 6 + struct.pack("<HH", 40, 30))
    for data in (extended, lossless, lossy):
        assert measured(data, ".webp") == (40, 30)


def test_orientation_of_damaged_metadata_is_upright() -> None:
    for data in (b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff"):
        assert orientation(data) == 1


def test_the_size_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.PNG").write_bytes(png(7, 5))
    assert size(tmp_path / "a.PNG") == (7, 5)
