"""Looks into a PDF: who wrote it, by its older versions and compressed objects too; what would run."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import unescape
from itertools import islice

from builder.documents.findings import (
    ACTIVE,
    LARGEST,
    LOCKED,
    SIGNED,
    SWOLLEN,
    Finding,
    authors,
)

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 4_096
"""Bytes before a stream in which its dictionary is looked for."""
_READ = re.compile(rb"/ObjStm|/Metadata|/XML\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_AUTHOR = re.compile(rb"/Author\s*(\(|<(?!<)|(\d{1,9})\s+\d{1,5}\s+R\b)")
_PERSON = r"(?:\w+:)?(?:creator|Author|LastModifiedBy|CaptionWriter)\b"
_XMP = re.compile(
    rf"<{_PERSON}[^<>]{{0,200}}>|\b(?:\w+:Author|dc:creator)=[\"']([^\"'<>]{{1,200}})"
)
_XMP_END = re.compile(rf"</{_PERSON}")
_LOOKS = 100
"""Places of each kind that are looked at: a document has one or two."""
_RUNS = (
    (re.compile(rb"/JavaScript\b|/JS[\s(<\[/]"), "JavaScript"),
    (re.compile(rb"/Launch\b"), "Launch"),
    (re.compile(rb"/EmbeddedFiles?\b|/Filespec\b[^>]{0,400}/EF\b"), "EmbeddedFile"),
    (re.compile(rb"/RichMedia\b|/XFA\b"), "RichMedia/XFA"),
    (re.compile(rb"/SubmitForm\b|/ImportData\b|/GoToE\b"), "SubmitForm"),
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def examined(data: bytes) -> list[Finding]:
    """What was found."""
    parts, swollen = _parts(data)
    found: list[Finding] = [(SWOLLEN, "PDF")] if swollen else []
    names: list[str] = []
    signed = False
    for part in parts:
        plain = _ESCAPED.sub(lambda m: bytes((int(m[1], 16),)), part) if b"#" in part else part
        if re.search(rb"/Encrypt\s+(?:\d|<<)", plain):
            found.append((LOCKED, "PDF"))
        found += [(ACTIVE, name) for pattern, name in _RUNS if pattern.search(plain)]
        names += _info(plain, parts)
        names += _xmp(part)
        signed = signed or b"/ByteRange" in plain
    return [*found, *authors(names), *([(SIGNED, "PDF")] if signed else [])]


def _parts(data: bytes) -> tuple[list[bytes], bool]:
    """The file without the bytes of its streams, and those streams that hold objects or XMP."""
    outside: list[bytes] = []
    inside: list[bytes] = []
    at, room = 0, LARGEST
    for match in _STREAM.finditer(data):
        if match.start() < at or data[match.start() - 3 : match.start()] == b"end":
            continue
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        outside.append(data[at : match.start()])
        head = data[max(at, match.start() - _DICTIONARY) : match.start()]
        head = head[head.rfind(b"obj") + 3 :] if b"obj" in head else head
        head = _ESCAPED.sub(lambda m: bytes((int(m[1], 16),)), head)
        if _READ.search(head):
            whole = _unpacked(data[match.end() : end], head, room)
            if whole is None:
                return [b"".join(outside), *inside], True
            room -= len(whole)
            inside.append(whole)
        at = end
    outside.append(data[at:])
    return [b"\n".join(outside), *inside], False


def _unpacked(data: bytes, head: bytes, room: int) -> bytes | None:
    """A stream as it was before it was packed; None if there is no room for it."""
    if b"Flate" not in head and b"/Fl" not in head:
        return data if len(data) <= room else None
    machine = zlib.decompressobj()
    try:
        whole = machine.decompress(data, room)
    except zlib.error:
        return b""
    return None if machine.unconsumed_tail else whole


def _info(part: bytes, parts: list[bytes]) -> Iterator[str]:
    """The authors named by an Info dictionary, or by anything that looks like one."""
    numbers: set[bytes] = set()
    for match in islice(_AUTHOR.finditer(part), _LOOKS):
        if match[2]:
            if match[2] in numbers or len(numbers) >= 4:
                continue
            numbers.add(match[2])
            wanted = re.compile(rb"\b" + match[2] + rb"\s+\d+\s+obj\s*([(<])")
            for other in parts:
                target = wanted.search(other)
                if target:
                    yield _string(other, target.start(1))
        else:
            yield _string(part, match.start(1))


def _string(data: bytes, at: int) -> str:
    """A string of PDF: `(…)` with escapes, or `<…>` in hexadecimal."""
    if data[at : at + 1] == b"<":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", data[at + 1 : data.find(b">", at, at + 4_000)])
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        return _decoded(raw)
    out, depth, at = bytearray(), 1, at + 1
    last = min(len(data), at + 2_000)
    while at < last and depth:
        byte = data[at : at + 1]
        if byte == b"\\":
            octal = re.match(rb"[0-7]{1,3}", data[at + 1 : at + 4])
            if octal:
                out.append(int(octal[0], 8) & 255)
                at += 1 + len(octal[0])
                continue
            out += _ESCAPES.get(data[at + 1 : at + 2], data[at + 1 : at + 2])
            at += 2
            continue
        depth += (byte == b"(") - (byte == b")")
        out += byte if depth else b""
        at += 1
    return _decoded(bytes(out))


def _decoded(raw: bytes) -> str:
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return raw.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _xmp(part: bytes) -> Iterator[str]:
    """The people that XMP names."""
    if b"xpacket" not in part and b"rdf:RDF" not in part and b"r\0d\0f\0" not in part:
        return
    text = part.decode("utf-16" if b"r\0d\0f\0" in part else "utf-8", "replace")
    for match in islice(_XMP.finditer(text), _LOOKS):
        whole = match[1]
        if whole is None:
            end = _XMP_END.search(text, match.end(), match.end() + 2_000)
            whole = text[match.end() : end.start()] if end else ""
        for words in re.split(r"<[^<>]*>", whole):
            yield unescape(words)
