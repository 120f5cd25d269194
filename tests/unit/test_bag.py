"""A bag, checked as its receiver would check it: from its files alone."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from builder import bag

PAYLOAD = [("b/2.txt", lambda: "乙".encode()), ("a%1.txt", lambda: b"1")]
INFO = [("Source-Organization", "甲县\n政府办"), ("Contact-Phone", "")]


def faults(files: dict[str, bytes]) -> list[str]:
    """What RFC 8493 has against a bag, found without the code that made it."""
    found = []
    if files.get("bagit.txt") != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        found.append("declaration")
    listed: dict[str, dict[str, str]] = {}
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        listed[name] = {}
        for line in files[name].decode("utf-8").splitlines():
            digest, path = line.split("  ", 1)
            path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
            listed[name][path] = digest
            if hashlib.sha256(files.get(path, b"?")).hexdigest() != digest:
                found.append(f"{name}: {path}")
    payload = {path for path in files if path.startswith("data/")}
    if payload != listed["manifest-sha256.txt"].keys():
        found.append("payload")
    tags = files.keys() - payload - {"tagmanifest-sha256.txt"}
    if tags != listed["tagmanifest-sha256.txt"].keys():
        found.append("tags")
    info = dict(line.split(": ", 1) for line in files["bag-info.txt"].decode("utf-8").splitlines())
    octets = sum(len(files[path]) for path in payload)
    if info["Payload-Oxum"] != f"{octets}.{len(payload)}":
        found.append("oxum")
    return found


def read(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_a_bag_is_valid_and_a_changed_one_is_not(tmp_path: Path) -> None:
    bag.write_folder(tmp_path, bag.files(PAYLOAD, INFO))
    files = read(tmp_path)
    assert faults(files) == []
    assert files["bag-info.txt"].decode().startswith("Source-Organization: 甲县 政府办\nPayload")
    assert faults({**files, "data/b/2.txt": "丙".encode()}) == ["manifest-sha256.txt: data/b/2.txt"]
    assert faults({**files, "data/new.txt": b""}) == ["payload", "oxum"]


def test_a_zip_is_the_same_bag_and_the_same_bytes_every_time() -> None:
    outs = [io.BytesIO(), io.BytesIO()]
    for out in outs:
        assert bag.write_zip(out, "x-2026", bag.files(PAYLOAD, INFO)) == 6
    assert outs[0].getvalue() == outs[1].getvalue()
    with zipfile.ZipFile(outs[0]) as archive:
        assert all(name.startswith("x-2026/") for name in archive.namelist())
        files = {n.removeprefix("x-2026/"): archive.read(n) for n in archive.namelist()}
    assert faults(files) == []


def test_an_empty_bag_is_valid() -> None:
    assert faults(dict(bag.files([], INFO))) == []
