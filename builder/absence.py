"""Proves that no public file holds a passage that was redacted: each is searched as it goes out.

Text is searched as a reader sees it (without tags, entities and escapes, whatever the width, the
case and the blanks), and so are names of files, gzip and the parts of office documents. Of a PDF
what its streams say in plain bytes is searched; pictures of words can't be.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from builder.model.issue import Status
from builder.model.site import Site
from builder.page import fingerprint
from builder.premises import PublishError
from builder.publish import Output

MOST = 64_000_000
"""Bytes that a packed file is unpacked to at most; one that holds more can't be proven."""
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_TEXTS = (".html", ".xml", ".json", ".csv", ".txt", ".js", ".css", ".svg", ".md")

Needles = Mapping[str, str]
"""Passages as they are searched for, and the path of the item that redacts each."""


class StillShownError(PublishError):
    """A redacted passage stands in an output: `path`; the item at `source` redacts it.

    The message does not repeat the passage.
    """

    code = 1

    def __init__(self, path: str, source: str) -> None:
        super().__init__(
            f"没有发布：{source} 遮蔽的原文，还在要公开的 {path} 里。"
            "在它出处的那一篇也写上遮蔽，或把文件名、附件改好。已发布的网站没有改动。",
            f"not published: a passage that {source} redacts still stands in {path}. "
            "Redact it where it comes from too. What was published is unchanged.",
        )
        self.path, self.source = path, source

    def __reduce__(self) -> tuple[type[StillShownError], tuple[str, str]]:
        return type(self), (self.path, self.source)


def needles(site: Site) -> Needles:
    """The passages that a site redacts, drafts aside."""
    return {
        folded(one.passage): item.path
        for item in site.items.values()
        if item.issue in site.issues and site.issues[item.issue].status is Status.PUBLISHED
        for one in item.redactions
        if one.passage
    }


def proven(outputs: Iterable[Output], passages: Needles) -> Iterator[Output]:
    """The outputs, each of which is searched when it is made. Raises StillShownError.

    What was made before under the same passages was searched then.
    """
    about = fingerprint(sorted(passages))
    for output in outputs:
        _search(passages, output.path, (folded(unquote(output.path)),))
        print_ = fingerprint(output.fingerprint, about)
        yield replace(output, fingerprint=print_, make=_searched(output, passages))


def _searched(output: Output, passages: Needles) -> Callable[[], bytes]:
    def make() -> bytes:
        data = output.make()
        _search(passages, output.path, seen(data, output.path))
        return data

    return make


def _search(passages: Needles, path: str, texts: Iterable[str]) -> None:
    for text in texts:
        for passage, source in passages.items():
            if passage in text:
                raise StillShownError(path, source)


def folded(text: str) -> str:
    """A text without blanks, in one width and case."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def seen(data: bytes, path: str) -> Iterator[str]:
    """What a file says, in every way it may be read, folded."""
    name = path.lower()
    if data[:2] == b"\x1f\x8b":
        data = _inflated(data, 31)
    if data[:4] == b"PK\x03\x04":
        for inner, part in _members(data):
            yield folded(inner)
            yield from seen(part, inner)
        return
    if name.endswith(_TEXTS) or name.startswith("_"):
        text = data.decode("utf-8", "replace")
        yield folded(text)
        plain = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
        yield folded(html.unescape(html.unescape(_TAG.sub("", plain))))
        yield folded(unquote(plain))
        return
    if data[:5] == b"%PDF-":
        data += b"".join(_inflated(m[1], 15) for m in _STREAM.finditer(data))
    for encoding in _ENCODINGS:
        yield folded(data.decode(encoding, "ignore"))


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    left = MOST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                with archive.open(info) as file:
                    part = file.read(left)
                left -= len(part)
                yield info.filename, part
                if left <= 0:
                    return
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error):
        return  # no archive that anybody can open


def _inflated(data: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(data, MOST)
    except zlib.error:
        return b""
