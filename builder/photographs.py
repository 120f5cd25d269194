"""Takes out of an image what a reader does not see: EXIF, GPS, XMP, comments, trailing data."""

from __future__ import annotations

import struct
import zlib

SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP"),
        *(b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP"),
    )
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))


class DamagedImageError(ValueError):
    """The bytes are not a whole image of the kind its name says."""


def bare(data: bytes, suffix: str) -> bytes:
    """The image without metadata; what it shows, how it is turned and its colours stay.

    `suffix` is the lower-case file suffix. Raises DamagedImageError for anything that is not a
    whole image of that kind: it is better not published than published with what it may hide.
    """
    try:
        if suffix in (".jpg", ".jpeg"):
            return _jpeg(data)
        if suffix == ".png":
            return _png(data)
        if suffix == ".gif":
            return _gif(data)
        if suffix == ".webp":
            return _webp(data)
    except (IndexError, struct.error) as error:
        raise DamagedImageError("cut short") from error
    raise DamagedImageError(f"no kind of image: {suffix}")


def _jpeg(data: bytes) -> bytes:
    if data[:2] != b"\xff\xd8":
        raise DamagedImageError("not a JPEG")
    out = bytearray(b"\xff\xd8")
    at, turned = 2, 1
    while True:
        if data[at] != 0xFF:
            raise DamagedImageError("a segment does not begin with its mark")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return bytes(out + b"\xff\xd9")
        if marker in _STANDALONE:
            out += data[at : at + 2]
            at += 2
            continue
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        segment = data[at : at + 2 + length]
        if len(segment) != 2 + length or length < 2:
            raise DamagedImageError("cut short")
        body = segment[4:]
        if marker == 0xE1 and body[:6] == b"Exif\x00\x00":
            turned = orientation(body[6:])
            if turned != 1:
                out += _turned(turned)
        elif _keeps(marker, body):
            out += segment
        at += 2 + length
        if marker == 0xDA:
            end = _after_scan(data, at)
            out += data[at:end]
            at = end


def _keeps(marker: int, body: bytes) -> bool:
    """Whether a segment is needed to show the image."""
    if marker == 0xE0:
        return body[:5] == b"JFIF\x00"
    if marker == 0xE2:
        return body[:12] == b"ICC_PROFILE\x00"
    if marker == 0xEE:
        return body[:5] == b"Adobe"
    return not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _after_scan(data: bytes, at: int) -> int:
    """The place of the mark that ends a scan's data."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise DamagedImageError("cut short")
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def orientation(tiff: bytes) -> int:
    """The orientation (1 to 8) that EXIF data gives; 1 if it gives none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    start = struct.unpack(order + "I", tiff[4:8])[0]
    if start + 2 > len(tiff):
        return 1
    count = struct.unpack(order + "H", tiff[start : start + 2])[0]
    for index in range(min(count, 100)):
        at = start + 2 + 12 * index
        if at + 12 > len(tiff):
            break
        tag, _, _, value = struct.unpack(order + "HHIH", tiff[at : at + 10])
        if tag == 0x0112:
            return value if 1 <= value <= 8 else 1
    return 1


def _turned(turned: int) -> bytes:
    """An EXIF segment that says nothing but how the image is turned."""
    tiff = b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0)
    body = b"Exif\x00\x00" + tiff + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    if data[:8] != _PNG:
        raise DamagedImageError("not a PNG")
    out, at = bytearray(_PNG), 8
    while True:
        length = struct.unpack(">I", data[at : at + 4])[0]
        name = data[at + 4 : at + 8]
        chunk = data[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise DamagedImageError("cut short")
        if struct.unpack(">I", chunk[-4:])[0] != zlib.crc32(chunk[4:-4]):
            raise DamagedImageError("a chunk does not match its checksum")
        if name in _PNG_KEPT:
            out += chunk
        at += 12 + length
        if name == b"IEND":
            return bytes(out)


def _gif(data: bytes) -> bytes:
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise DamagedImageError("not a GIF")
    at = 13 + _colours(data[10])
    out = bytearray(data[:at])
    while True:
        kind = data[at]
        if kind == 0x3B:
            return bytes(out + b";")
        if kind == 0x21:
            end = _sub_blocks(data, at + 2)
            loop = data[at + 1] == 0xFF and data[at + 3 : at + 14] == b"NETSCAPE2.0"
            if data[at + 1] == 0xF9 or loop:
                out += data[at:end]
        elif kind == 0x2C:
            end = _sub_blocks(data, at + 11 + _colours(data[at + 9]))
            out += data[at:end]
        else:
            raise DamagedImageError("an unknown block")
        at = end


def _colours(packed: int) -> int:
    """Bytes of a colour table."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _sub_blocks(data: bytes, at: int) -> int:
    """The place after a row of sub-blocks."""
    while data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise DamagedImageError("not a WebP")
    end = 8 + struct.unpack("<I", data[4:8])[0]
    if end > len(data):
        raise DamagedImageError("cut short")
    out, at = bytearray(), 12
    while at + 8 <= end:
        name, length = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        chunk = bytearray(data[at : at + 8 + length + (length & 1)])
        if len(chunk) < 8 + length:
            raise DamagedImageError("cut short")
        if name == b"VP8X":
            chunk[8] &= ~0x0C & 0xFF  # no EXIF and no XMP follow any more
        if name in _WEBP_KEPT:
            out += chunk
        at += 8 + length + (length & 1)
    if not out:
        raise DamagedImageError("no image data")
    return b"RIFF" + struct.pack("<I", 4 + len(out)) + b"WEBP" + bytes(out)
