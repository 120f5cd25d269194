"""Tokens planted in everything withheld are in no public file, packed or not, and in no message."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import cli
from tests.forest import TOKEN, grown
from tests.small import AS_OF, write


def layers(data: bytes) -> Iterator[bytes]:
    """The bytes of a file and of all that is packed in it: gzip (Pagefind's files too), zip."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from layers(gzip.decompress(data))
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from layers(packed.read(name))


@pytest.mark.parametrize("seed", (11, 12))
def test_no_token_leaves_by_any_file_or_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    root = write(tmp_path / "site", grown(seed))
    words = ["--root", str(root), "--quiet", "--as-of", AS_OF.isoformat(), "--jobs", "1"]
    assert cli.main(words) == 0
    told = capsys.readouterr()
    assert TOKEN.lower() not in (told.out + told.err).lower()
    files = [path for path in (root / "dist").rglob("*") if path.is_file()]
    packed = 0
    for path in files:
        assert TOKEN.lower() not in str(path.relative_to(root)).lower()
        for number, data in enumerate(layers(path.read_bytes())):
            packed += number > 0
            assert TOKEN.lower().encode() not in data.lower(), path
    assert packed
