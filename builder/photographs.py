"""Takes out of an image what a reader does not see: EXIF, GPS, XMP, comments, trailing data.

Nothing is encoded anew, so nothing of the picture is lost: the parts that show it are named
below, are as long as they must be, and all else is left out. How a photo is turned is kept, as
the one number that says so; its colour profile is kept as numbers (see `colours`).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

from builder import colours

SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
MOST_PIXELS = 100_000_000
"""Pixels of an image; more would fill the memory of a telephone."""
MOST_SCANS = 100
"""Passes in which a JPEG builds up; each may cost a browser as much as the whole picture."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR": 13,
    b"PLTE": 768,
    b"tRNS": 256,
    b"gAMA": 4,
    b"cHRM": 32,
    b"sRGB": 1,
    b"sBIT": 4,
    b"bKGD": 6,
    b"pHYs": 9,
    b"acTL": 8,
    b"fcTL": 26,
    b"cICP": 4,
    b"IEND": 0,
}
"""Chunks that are kept, with the most bytes they may have; IDAT and fdAT may have any number."""
_WEBP_DATA = (b"VP8 ", b"VP8L", b"ALPH")
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


def _bounded(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise DamagedImageError("more than 100 million pixels")


def _jpeg(data: bytes) -> bytes:
    if data[:2] != b"\xff\xd8":
        raise DamagedImageError("not a JPEG")
    out = bytearray(b"\xff\xd8")
    profile: dict[int, bytes] = {}
    at, scans, colour = 2, 0, 2
    while True:
        if data[at] != 0xFF:
            raise DamagedImageError("a segment does not begin with its mark")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            out[colour:colour] = _jpeg_profile(profile)
            return bytes(out + b"\xff\xd9")
        if marker in _STANDALONE:
            at += 2
            continue
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        body = data[at + 4 : at + 2 + length]
        if len(body) != length - 2:
            raise DamagedImageError("cut short")
        at += 2 + length
        if marker == 0xE2 and body[:12] == b"ICC_PROFILE\x00" and len(body) > 14:
            profile[body[12]] = body[14:]
        kept = _jpeg_kept(marker, body)
        if kept:
            out += bytes((0xFF, marker)) + struct.pack(">H", len(kept) + 2) + kept
        if marker in (0xE0, 0xE1) and kept and not scans:
            colour = len(out)
        if marker == 0xDA:
            scans += 1
            if scans > MOST_SCANS:
                raise DamagedImageError("too many scans")
            end = _after_scan(data, at)
            out += data[at:end]
            at = end


def _jpeg_kept(marker: int, body: bytes) -> bytes:
    """What of a segment is needed to show the image, and no byte more."""
    match marker:
        case 0xE0:  # version and density; no thumbnail
            return body[:12] + b"\0\0" if body[:5] == b"JFIF\x00" and len(body) >= 14 else b""
        case 0xE1:
            turned = orientation(body[6:]) if body[:6] == b"Exif\x00\x00" else 1
            return b"Exif\x00\x00" + _turned(turned) if turned != 1 else b""
        case 0xEE:
            return body[:12] if body[:5] == b"Adobe" and len(body) >= 12 else b""
        case 0xC0 | 0xC1 | 0xC2:
            height, width, parts = struct.unpack(">HHB", body[1:6])
            _bounded(width, height)
            return _exact(body, 6 + 3 * parts)
        case 0xC4:
            return _tables(body, lambda rest: 17 + sum(rest[1:17]))
        case 0xDB:
            return _tables(body, lambda rest: 129 if rest[0] >> 4 else 65)
        case 0xDD:
            return _exact(body, 2)
        case 0xDA:
            return _exact(body, 4 + 2 * body[0])
    if 0xC3 <= marker <= 0xCF and marker != 0xC8:
        raise DamagedImageError("a kind of JPEG that browsers do not show")
    return b""


def _exact(body: bytes, length: int) -> bytes:
    if len(body) < length:
        raise DamagedImageError("cut short")
    return body[:length]


def _tables(body: bytes, length: Callable[[bytes], int]) -> bytes:
    """A row of tables, each as long as its own head says."""
    at = 0
    while at < len(body):
        size = length(body[at:])
        if at + size > len(body):
            raise DamagedImageError("a table is cut short")
        at += size
    return body


def _jpeg_profile(parts: dict[int, bytes]) -> bytes:
    """The segment of a colour profile that came in parts."""
    profile = colours.bare(b"".join(parts[number] for number in sorted(parts)))
    if not profile or len(profile) > 60_000:
        return b""
    return b"\xff\xe2" + struct.pack(">H", len(profile) + 16) + b"ICC_PROFILE\x00\x01\x01" + profile


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
    """EXIF data that says nothing but how the image is turned."""
    tiff = b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0)
    return tiff + b"\x00\x00\x00\x00"


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)


def _png(data: bytes) -> bytes:
    if data[:8] != _PNG:
        raise DamagedImageError("not a PNG")
    out, at, turned, shown = bytearray(_PNG), 8, 1, bytearray()
    while True:
        length = struct.unpack(">I", data[at : at + 4])[0]
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(body) != length or len(check) != 4:
            raise DamagedImageError("cut short")
        if struct.unpack(">I", check)[0] != zlib.crc32(name + body):
            raise DamagedImageError("a chunk does not match its checksum")
        if name == b"IHDR":
            _bounded(*struct.unpack(">II", body[:8]))
        if name in _PNG_KEPT and length > _PNG_KEPT[name]:
            raise DamagedImageError("a chunk is longer than it can be")
        if name == b"iCCP":
            shown += _png_profile(body)
        elif name == b"eXIf":
            turned = orientation(body)
        elif name in _PNG_KEPT or name in (b"IDAT", b"fdAT"):
            shown += data[at : at + 12 + length]
        at += 12 + length
        if name == b"IEND":
            head = shown[:25]  # IHDR comes first, and how the image is turned behind it
            if head[4:8] != b"IHDR":
                raise DamagedImageError("no head")
            exif = _chunk(b"eXIf", _turned(turned)) if turned != 1 else b""
            return bytes(out + head + exif + shown[25:])


def _png_profile(body: bytes) -> bytes:
    """The colour profile, without its name."""
    packed = body[body.find(b"\0") + 2 :]
    try:
        whole = zlib.decompressobj().decompress(packed, 4_000_000)
    except zlib.error:
        return b""
    profile = colours.bare(whole)
    return _chunk(b"iCCP", b"c\0\0" + zlib.compress(profile, 9)) if profile else b""


def _gif(data: bytes) -> bytes:
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise DamagedImageError("not a GIF")
    _bounded(*struct.unpack("<HH", data[6:10]))
    at = 13 + _colours(data[10])
    out = bytearray(data[:at])
    while True:
        kind = data[at]
        if kind == 0x3B:
            return bytes(out + b";")
        if kind == 0x21:
            end = _sub_blocks(data, at + 2)
            if data[at + 1] == 0xF9 and data[at + 2] == 4:
                out += data[at : at + 7] + b"\0"
            elif data[at + 1 : at + 14] == b"\xff\x0bNETSCAPE2.0" and data[at + 14] == 3:
                out += data[at : at + 18] + b"\0"  # how often it is repeated
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
    out, turned, flags = bytearray(), 1, 0
    for name, body in _riff(data, 12, end):
        if name == b"VP8X":
            wide, high = (int.from_bytes(body[n : n + 3], "little") + 1 for n in (4, 7))
            _bounded(wide, high)
            flags = body[0] & 0x12  # transparency, movement
            out += _part(name, b"\0" * 4 + _exact(body, 10)[4:])
        elif name == b"ANIM":
            out += _part(name, _exact(body, 6))
        elif name == b"ANMF":
            frame = b"".join(
                _part(inner, shown)
                for inner, shown in _riff(body, 16, len(body))
                if inner in _WEBP_DATA
            )
            out += _part(name, _exact(body, 16) + frame)
        elif name == b"ICCP":
            profile = colours.bare(body)
            out += _part(name, profile) if profile else b""
            flags |= 0x20 if profile else 0
        elif name == b"EXIF":
            turned = orientation(body.removeprefix(b"Exif\0\0"))
        elif name in _WEBP_DATA:
            out += _part(name, body)
    if not out:
        raise DamagedImageError("no image data")
    if out[:4] == b"VP8X":
        if turned != 1:
            out += _part(b"EXIF", _turned(turned))
        out[8] = flags | (0x08 if turned != 1 else 0)
    return b"RIFF" + struct.pack("<I", 4 + len(out)) + b"WEBP" + bytes(out)


def _riff(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a WebP, or of one of its frames."""
    while at + 8 <= end:
        name, length = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        body = data[at + 8 : at + 8 + length]
        if len(body) != length:
            raise DamagedImageError("cut short")
        yield name, body
        at += 8 + length + (length & 1)


def _part(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)
