"""Looks into packed office documents (OOXML, ODF, OFD) and RTF: people, macros, what is loaded."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape

from builder.documents.findings import (
    ACTIVE,
    DAMAGED,
    LARGEST,
    LOCKED,
    SIGNED,
    SWOLLEN,
    Finding,
    authors,
)

MOST_FILES = 10_000
"""Files in a document."""
_NAMES = (
    (
        re.compile(r"docprops/core\.xml|meta\.xml|ofd\.xml|(?:.*/)?content\.xml"),
        re.compile(
            r"<(?:\w+:)?(?:creator|lastModifiedBy|initial-creator|printed-by|Author)\b[^>/]*>"
            r"([^<]{1,200})<"
        ),
    ),
    (
        re.compile(r"docprops/app\.xml"),
        re.compile(r"<(?:\w+:)?(?:Company|Manager)\b[^>/]*>([^<]{1,200})<"),
    ),
    (
        re.compile(r"word/.*\.xml"),
        re.compile(r"\b\w+:author=\"([^\"]{1,200})\""),
    ),
    (
        re.compile(r"xl/.*(?:comments|revisions).*\.xml"),
        re.compile(r"<(?:\w+:)?author\b[^>/]*>([^<]{1,200})<|\buserName=\"([^\"]{1,200})\""),
    ),
    (re.compile(r"xl/persons/.*\.xml"), re.compile(r"displayName=\"([^\"]{1,200})\"")),
    (
        re.compile(r"ppt/(?:commentauthors|authors)\.xml"),
        re.compile(r"\bname=\"([^\"]{1,200})\""),
    ),
)
_ACTIVE = (
    (re.compile(r"(?:.*/)?vbaproject\.bin|basic/.*|scripts/.*|(?:.*/)?vbadata\.xml"), "macro"),
    (re.compile(r"(?:.*/)?activex/.*"), "ActiveX"),
    (re.compile(r"(?:.*/)?embeddings/.*\.bin"), "OLE"),
    (re.compile(r".*\.(?:exe|dll|js|vbs|bat|cmd|ps1|html?|svg|hta|lnk)"), "program"),
)
_SIGNED = re.compile(r"_xmlsignatures/.*|meta-inf/documentsignatures\.xml|(?:.*/)?signs/.*")
_TEMPLATE = re.compile(
    r"attachedTemplate\"[^>]*TargetMode=\"External\"|macroEnabled", re.IGNORECASE
)
_PEOPLE = re.compile(r"\{\\(?:\*\\)?(?:author|operator|manager|company)\s([^{}]{1,400})\}")
_RUNS = re.compile(r"\\objdata\b|\\objupdate\b|\\\*\\template\b")


def examined(data: bytes) -> list[Finding]:
    """What was found in a packed document."""
    found: list[Finding] = []
    names: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if len(members) > MOST_FILES or size > LARGEST:
                return [(SWOLLEN, f"{size:,}")]
            for member in members:
                name = member.filename.lower().replace("\\", "/")
                found += [(ACTIVE, kind) for shape, kind in _ACTIVE if shape.fullmatch(name)]
                found += [(SIGNED, "")] if _SIGNED.fullmatch(name) else []
                if member.flag_bits & 1:
                    found.append((LOCKED, ""))
                elif name.endswith((".xml", ".rels")):
                    text = _text(archive.read(member))
                    found += [(ACTIVE, "template")] if _TEMPLATE.search(text) else []
                    names += _named(name, text)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return [(DAMAGED, "")]
    except NotImplementedError:  # packed in a way that this Python does not know
        return [(LOCKED, "")]
    return [*found, *authors(names)]


def rich_text(data: bytes) -> list[Finding]:
    """What was found in an RTF document."""
    source = data.decode("latin-1")
    names = [_plain(match[1]) for match in _PEOPLE.finditer(source)]
    runs: list[Finding] = [(ACTIVE, "OLE")] if _RUNS.search(source) else []
    return [*runs, *authors(names)]


def _named(path: str, text: str) -> Iterator[str]:
    for shape, pattern in _NAMES:
        if shape.fullmatch(path):
            for match in pattern.finditer(text):
                yield unescape(next(filter(None, match.groups()), ""))


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _plain(words: str) -> str:
    """Words of RTF: `\\'d5` are bytes of GBK, `\\u24352?` is a character."""
    words = re.sub(r"\\u(-?\d{1,6})\s?\??", lambda m: chr(int(m[1]) % 65536), words)
    raw = re.sub(
        r"(?:\\'[0-9a-fA-F]{2})+",
        lambda m: bytes.fromhex(m[0].replace("\\'", "")).decode("gb18030", "replace"),
        words,
    )
    return re.sub(r"\\[a-z]+-?\d*\s?", "", raw)
