"""What is kept of texts between runs: never believed when it may be wrong."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from builder import build
from builder.load.kept import ChangedError, Kept
from builder.load.site import Loaded, load
from builder.load.stamps import Stamps, stamp
from builder.model.item import Later
from builder.shelf import Shelf
from tests.small import item, many, write

FIRST = "issues/zwxx/2026/0001/01-gongan-1.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "site", many(3, 2))


def shelf_of(root: Path) -> Path:
    return root / ".cache" / "content" / "kept.sqlite"


def kept(root: Path) -> Loaded:
    """What is loaded with the help of what was kept; the same as without."""
    found, plain = load(root, build.memory(root)), load(root)
    assert found.faults == plain.faults
    assert found.unread == plain.unread
    assert found.site == plain.site
    return found


def reads(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the next load decodes."""
    from builder.load import site

    seen: list[str] = []
    original = site._Content._read

    def noted(self: object, path: str, data: bytes, lookup: object) -> object:
        seen.append(path)
        return original(self, path, data, lookup)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(site._Content, "_read", noted)
        load(root, build.memory(root))
    return seen


def test_what_was_read_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(root)
    assert reads(root, monkeypatch) == []
    site = kept(root).site
    assert site
    assert all(isinstance(found, Later) for found in site.items.values())


def test_only_what_was_changed_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(root)
    write(root, {FIRST: item("另一个题目")})
    assert reads(root, monkeypatch) == [FIRST]
    site = kept(root).site
    assert site
    assert site.items["zwxx/2026/0001/gongan-1"].title == "另一个题目"


def test_the_same_size_and_times_do_not_hide_a_change(root: Path) -> None:
    kept(root)
    file = root / FIRST
    before = file.stat()
    text = file.read_text("utf-8")
    file.write_text(text.replace("平稳", "紧张"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    site = kept(root).site
    assert site
    assert "紧张" in site.items["zwxx/2026/0001/gongan-1"].prose.text


def test_a_file_put_back_with_an_old_date_is_read(root: Path) -> None:
    kept(root)
    write(root, {FIRST: item("改过")})
    os.utime(root / FIRST, (0, 0))
    site = kept(root).site
    assert site
    assert site.items["zwxx/2026/0001/gongan-1"].title == "改过"


def test_a_changed_name_of_a_unit_makes_no_item_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(root)
    units = root / "site_src/vocabularies/units.yml"
    units.write_text(units.read_text("utf-8").replace("甲县公安局", "甲县公安分局"), "utf-8")
    assert reads(root, monkeypatch) == []
    kept(root)


def test_items_that_used_a_name_are_read_again_when_it_is_gone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, {FIRST: item("用名称", unit="甲县公安局")})
    kept(root)
    units = root / "site_src/vocabularies/units.yml"
    units.write_text(units.read_text("utf-8").replace("甲县公安局", "甲县公安分局"), "utf-8")
    assert reads(root, monkeypatch) == [FIRST]
    assert [fault.code for fault in kept(root).faults] == ["unknown-unit"]


def test_faults_are_told_again(root: Path) -> None:
    write(root, {FIRST: item("甲", more="sumary: x\n")})
    first = kept(root).faults
    assert [fault.code for fault in first] == ["unknown-key"]
    assert kept(root).faults == first


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0" + b"x" * 5000, b"<html>" * 900])
def test_a_damaged_or_foreign_file_is_replaced(root: Path, damage: bytes) -> None:
    kept(root)
    shelf_of(root).write_bytes(damage)
    kept(root)
    kept(root)


def test_bytes_turned_inside_the_file_are_noticed(root: Path) -> None:
    kept(root)
    whole = shelf_of(root).read_bytes()
    for start in range(100, len(whole), len(whole) // 40):
        turned = bytearray(whole)
        turned[start : start + 64] = bytes(b ^ 0x5A for b in turned[start : start + 64])
        shelf_of(root).write_bytes(turned)
        kept(root)


def test_a_file_cut_short_is_replaced(root: Path) -> None:
    kept(root)
    whole = shelf_of(root).read_bytes()
    for length in range(0, len(whole), len(whole) // 12):
        shelf_of(root).write_bytes(whole[:length])
        kept(root)


def test_well_formed_values_of_others_are_not_believed(root: Path) -> None:
    import marshal

    from builder.shelf import digest

    kept(root)
    rules, known, _ = marshal.loads(
        Shelf(shelf_of(root).parent).get("year:issues/zwxx/2026") or b""
    )
    odd = ({FIRST: ("a",)}, {FIRST: 7}, {FIRST: (None, b"", ("x",), None, b"", (), ())}, [1], None)
    values: tuple[Any, ...] = ((), 7, *((rules, known, records) for records in odd))
    for value in values:
        data = marshal.dumps(value)
        with sqlite3.connect(shelf_of(root)) as opened:
            opened.execute(
                "UPDATE kept SET value = ? WHERE key LIKE 'year:%'", (digest(data) + data,)
            )
            opened.execute("UPDATE kept SET value = ? WHERE key = 'files'", (digest(data) + data,))
        opened.close()
        kept(root)


def test_what_another_version_kept_is_not_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(root)
    monkeypatch.setattr("builder.shelf.program", lambda: "another")
    assert len(reads(root, monkeypatch)) == 9


def test_a_folder_that_can_not_be_written_is_done_without(root: Path) -> None:
    (root / ".cache").write_text("a file", "utf-8")
    kept(root)


def test_what_is_deleted_leaves_the_shelf(root: Path) -> None:
    secret = "不再留存的话"
    write(root, {FIRST: item("甲", body=f"{secret}。\n")})
    kept(root)
    assert secret.encode() in shelf_of(root).read_bytes()
    (root / FIRST).unlink()
    kept(root)
    assert secret.encode() not in shelf_of(root).read_bytes()


def test_a_text_changed_while_it_is_used_is_no_mixture(root: Path) -> None:
    memory = build.memory(root, lasting=False)
    site = load(root, memory).site
    assert site
    memory._shelf.drop([f"text:{FIRST}"])
    write(root, {FIRST: item("改过")})
    found = site.items["zwxx/2026/0001/gongan-1"]
    with pytest.raises(ChangedError):
        _ = found.prose


def test_stamps_need_a_clock_that_people_can_not_set(tmp_path: Path) -> None:
    old, stamps = tmp_path / "old", Stamps(tmp_path / "cache")
    old.write_bytes(b"x")
    stamps.look()
    fresh = stamp(old.stat())
    assert stamps.lasting(fresh) is None, "changed a moment ago: it may change in the same tick"
    settled = (fresh[0], fresh[1], fresh[2] - 10**10, *fresh[3:])
    assert stamps.lasting(settled) == settled
    assert stamps.lasting((*settled[:4], settled[4] + 1)) is None, "another file system"
    assert Stamps(None).lasting(settled) is None


def test_a_shelf_gives_what_it_was_given(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", None):
        shelf = Shelf(folder)
        shelf.put([("one", b"1"), ("two", b"2")])
        shelf.drop(["two"])
        shelf.commit()
        assert (shelf.get("one"), shelf.get("two"), shelf.known()) == (b"1", None, {"one"})
    assert Shelf(tmp_path / "a").get("one") == b"1"
    assert isinstance(Kept(Shelf(None), Stamps(None)), Kept)
