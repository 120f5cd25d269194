"""Images go out without what their makers left in them."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from builder import colours
from builder.load.images import measured
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


def saved(kind: str, **how: object) -> bytes:
    """A picture as Pillow writes it, with a profile, a comment and a description inside."""
    image = pytest.importorskip("PIL.Image")
    cms = pytest.importorskip("PIL.ImageCms")
    exif = image.Exif()
    exif[0x0112], exif[0x010E] = 6, CANARY.decode()
    profile = cms.ImageCmsProfile(cms.createProfile("sRGB")).tobytes()
    out = BytesIO()
    picture = image.effect_noise((30, 20), 80).convert("RGB")
    picture.save(out, kind, exif=exif, icc_profile=profile, **how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "suffix", "how"),
    [
        ("JPEG", ".jpg", {"progressive": True, "comment": CANARY}),
        ("PNG", ".png", {}),
        ("WEBP", ".webp", {}),
    ],
)
def test_pixels_colours_and_the_way_it_is_turned_are_kept(
    kind: str, suffix: str, how: dict[str, object]
) -> None:
    image = pytest.importorskip("PIL.Image")
    before = saved(kind, **how)
    after = bare(before, suffix)
    assert CANARY in before and CANARY not in after
    old, new = image.open(BytesIO(before)), image.open(BytesIO(after))
    assert new.tobytes() == old.tobytes()
    assert dict(new.getexif()) == {0x0112: 6}
    assert measured(after, suffix) == (20, 30)
    cms = pytest.importorskip("PIL.ImageCms")
    profile = cms.ImageCmsProfile(BytesIO(new.info["icc_profile"]))
    shown = cms.profileToProfile(new.convert("RGB"), profile, cms.createProfile("sRGB"))
    pairs = zip(shown.tobytes(), old.convert("RGB").tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


def profile(*, text: bytes = CANARY) -> bytes:
    """The colour profile of a matrix, signed and dated by its maker."""
    point = b"XYZ " + b"\0" * 4 + struct.pack(">iii", 20_000, 20_000, 20_000)
    curve = b"curv" + b"\0" * 4 + struct.pack(">IH", 1, 0x0233)
    names = (b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"desc", b"cprt")
    bodies = [*[point + text] * 4, *[curve + text] * 3, b"desc" + text, b"text" + text]
    table, body, start = b"", b"", 132 + 12 * len(names)
    for name, one in zip(names, bodies, strict=True):
        table += struct.pack(">4sII", name, start + len(body), len(one))
        body += one
    head = b"\0" * 16 + b"RGB XYZ " + b"2026" * 3 + b"acsp" + text.ljust(88, b"m")
    return head + struct.pack(">I", len(names)) + table + body


def test_a_profile_keeps_its_numbers_and_loses_its_words() -> None:
    kept = colours.bare(profile())
    assert kept and CANARY not in kept and b"2026" not in kept and b"mmmm" not in kept
    assert colours.bare(kept) == kept
    assert colours.bare(profile(text=b"another")) == kept


@pytest.mark.parametrize("data", (b"", b"\0" * 200, profile()[:150], b"x" * 300))
def test_what_is_no_profile_is_left_out(data: bytes) -> None:
    assert colours.bare(data) == b""


def test_segments_are_as_long_as_they_must_be() -> None:
    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body

    long = (
        jpeg()[:2]
        + segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01" + CANARY)
        + segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01" + CANARY)
        + segment(0xDD, b"\x00\x00" + CANARY)
        + segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + profile())
        + segment(0xF3, CANARY)
        + segment(0x02, CANARY)
        + jpeg()[2:]
    )
    assert long.count(CANARY) > 5 and CANARY not in bare(long, ".jpg")


def test_frames_of_a_webp_keep_their_pictures_alone() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return name + struct.pack("<I", len(body)) + body + CANARY[:1] * (len(body) & 1)

    frame = b"\0" * 16 + chunk(b"VP8 ", b"\0" * 11) + chunk(b"XMP ", CANARY)
    body = chunk(b"VP8X", b"\x2e" + b"\0" * 9 + CANARY) + chunk(b"ICCP", profile())
    body += chunk(b"ANIM", b"\0" * 6 + CANARY) + chunk(b"ANMF", frame) + chunk(b"junk", CANARY)
    shown = bare(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body, ".webp")
    assert CANARY not in shown and b"ANMF" in shown and shown[20] == 0x22


def test_a_chunk_longer_than_it_can_be_is_no_picture() -> None:
    physical = b"\0" * 9 + CANARY
    chunk = struct.pack(">I", len(physical)) + b"pHYs" + physical
    chunk += struct.pack(">I", zlib.crc32(b"pHYs" + physical))
    with pytest.raises(DamagedImageError):
        bare(png()[:33] + chunk + png()[33:], ".png")


@pytest.mark.parametrize(("suffix", "at"), ((".png", 16), (".gif", 6)))
def test_more_pixels_than_a_telephone_can_hold_are_refused(suffix: str, at: int) -> None:
    whole = bytearray(png() if suffix == ".png" else gif())
    whole[at : at + 4] = b"\x00\x00\xff\xff" if suffix == ".png" else b"\xff\xff\xff\xff"
    if suffix == ".png":
        whole[20:24] = b"\x00\x00\xff\xff"
        whole[29:33] = struct.pack(">I", zlib.crc32(whole[12:29]))
    with pytest.raises(DamagedImageError, match="pixels"):
        bare(bytes(whole), suffix)
