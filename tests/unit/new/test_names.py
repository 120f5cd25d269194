"""What may be written: names every system takes, texts whose every character is seen."""

from __future__ import annotations

import pytest

from builder.new import names
from builder.new.talk import RefusedError
from builder.writable import unwritable


@pytest.mark.parametrize(
    "name", ["con", "NUL", "com1", "LPT9.txt", "a:b", "a?", "尾点.", "尾空 ", "a\\b", "a\tb", "<"]
)
def test_names_windows_can_not_write_are_found(name: str) -> None:
    assert unwritable(name)
    with pytest.raises(RefusedError):
        names.folder_name(name)


@pytest.mark.parametrize("name", ["政务信息", "con1", "com", "a.b", ".cache", "清河 县"])
def test_other_names_are_taken(name: str) -> None:
    assert names.folder_name(name) == name


@pytest.mark.parametrize("text", ["", "公安", "Gong", "a_b", "-a", "con", "aux", "a/b", "a" * 101])
def test_codes_become_addresses_and_folders_everywhere(text: str) -> None:
    with pytest.raises(RefusedError):
        names.code(text)


@pytest.mark.parametrize("text", ["零\u200b宽", "行\n末", "\udcff", "\ue000\ufffe", "左\u202e右"])
def test_hidden_characters_are_refused_and_named(text: str) -> None:
    with pytest.raises(RefusedError, match=r"U\+[0-9A-F]{4}"):
        names.words(text)


def test_lists_are_cut_at_commas_of_any_kind() -> None:
    assert names.several("甲, 乙，丙、丁；甲 ,") == ["甲", "乙", "丙", "丁"]
    assert names.several("Public Security, Water") == ["Public Security", "Water"]
