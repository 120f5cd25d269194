"""A bag (BagIt 1.0, RFC 8493): a payload with the checksums by which its receiver can check it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

Payload = Iterable[tuple[str, Callable[[], bytes]]]
"""Paths below `data/`, with a function that makes the bytes of each."""


def files(payload: Payload, info: Sequence[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The files of a bag, its payload first, one at a time: path and bytes.

    `info` are the labels and values of `bag-info.txt`; the size of the payload is added.
    """
    manifest: list[tuple[str, str]] = []
    octets = 0
    for path, make in sorted(payload, key=lambda pair: pair[0]):
        data = make()
        octets += len(data)
        manifest.append((f"data/{path}", _digest(data)))
        yield f"data/{path}", data
    pairs = (*info, ("Payload-Oxum", f"{octets}.{len(manifest)}"))
    tags = {
        "bag-info.txt": "".join(
            f"{label}: {_one_line(value)}\n" for label, value in pairs if value
        ),
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha256.txt": _manifest(manifest),
    }
    digests = []
    for path, text in tags.items():
        digests.append((path, _digest(text.encode())))
        yield path, text.encode()
    yield "tagmanifest-sha256.txt", _manifest(digests).encode()


def write_folder(folder: Path, bag: Iterable[tuple[str, bytes]]) -> int:
    """Write a bag into a folder; how many files it has. Raises OSError."""
    count = 0
    for path, data in bag:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        count += 1
    return count


def write_zip(out: BinaryIO, name: str, bag: Iterable[tuple[str, bytes]]) -> int:
    """Write a bag as a zip with one folder in it; how many files it has.

    Nothing is compressed and every time is that of the format's beginning: the same bag is the
    same bytes, whatever library wrote it.
    """
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, data in bag:
            entry = zipfile.ZipInfo(f"{name}/{path}", (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
            count += 1
    return count


def _manifest(digests: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{digest}  {_escaped(path)}\n" for path, digest in digests)


def _escaped(path: str) -> str:
    """A path as a manifest writes it (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
