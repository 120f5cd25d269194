"""An ICC profile with nothing in it but what colours look like: no names, no texts, no dates."""

from __future__ import annotations

import struct

# What a matrix or grey profile needs to be understood (ICC.1:2010, 8.3.3 and 8.3.4).
_POINTS = (b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ")
_CURVES = (b"rTRC", b"gTRC", b"bTRC", b"kTRC")
_ADAPTED = b"chad"
_PARAMETERS = (1, 3, 4, 5, 7)
"""Numbers of a parametric curve, by its kind."""
_MOST_STEPS = 4096


def bare(profile: bytes) -> bytes:
    """The profile of a matrix or of grey with its numbers alone; empty for every other.

    A profile may carry the name of a person, of a machine, and text of any length. What is left
    is built anew: a header, points, curves. An image whose profile can't be built so is shown as
    sRGB. What can't be read is no profile.
    """
    try:
        return _built(profile)
    except (struct.error, IndexError):
        return b""


def _built(profile: bytes) -> bytes:
    space, connection = profile[16:20], profile[20:24]
    if profile[36:40] != b"acsp" or space not in (b"RGB ", b"GRAY") or connection != b"XYZ ":
        return b""
    found: dict[bytes, bytes] = {}
    for index in range(min(struct.unpack(">I", profile[128:132])[0], 100)):
        name, start, size = struct.unpack(">4sII", profile[132 + 12 * index : 144 + 12 * index])
        data = profile[start : start + size]
        if name in _POINTS and data[:4] == b"XYZ ":
            found[name] = _whole(data, 20)
        elif name in _CURVES:
            found[name] = _curve(data)
        elif name == _ADAPTED and data[:4] == b"sf32":
            found[name] = _whole(data, 44)
    needed = {*_POINTS, *_CURVES[:3]} if space == b"RGB " else {b"wtpt", b"kTRC"}
    if not needed <= found.keys() or not all(found.values()):
        return b""
    tags = {name: found[name] for name in sorted(found) if name in needed or name == _ADAPTED}
    tags[b"desc"] = b"desc" + struct.pack(">II", 0, 2) + b"c\0" + b"\0" * 78
    tags[b"cprt"] = b"text" + b"\0" * 4 + b"-\0"
    table, body = b"", b""
    begin = 132 + 12 * len(tags)
    for name, data in tags.items():
        table += struct.pack(">4sII", name, begin + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = begin + len(body)
    white = struct.pack(">III", 0x0000F6D6, 0x00010000, 0x0000D32D)  # D50, always
    head = struct.pack(">I4sI4s4s4s", size, b"\0" * 4, 0x02100000, b"mntr", space, connection)
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + white + b"\0" * 48
    return head + struct.pack(">I", len(tags)) + table + body


def _whole(data: bytes, size: int) -> bytes:
    return data[:4] + b"\0" * 4 + data[8:size] if len(data) >= size else b""


def _curve(data: bytes) -> bytes:
    """A curve of steps or of parameters, cut to its numbers."""
    if data[:4] == b"curv":
        steps = struct.unpack(">I", data[8:12])[0]
        return _whole(data, 12 + 2 * steps) if steps <= _MOST_STEPS else b""
    if data[:4] == b"para":
        kind = struct.unpack(">H", data[8:10])[0]
        return _whole(data, 12 + 4 * _PARAMETERS[kind])
    return b""
