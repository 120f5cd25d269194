"""Scaffolds explain every field, and what they offer is what the loader takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from builder import fields
from builder.load import issues, items, texts
from builder.new.notes import CALL, CALL_REQUIRED, ISSUE, ISSUE_REQUIRED, ITEM, ITEM_REQUIRED, Note
from builder.new.scaffold import Style, language_of, text

ALL = [
    pytest.param(ITEM, ITEM_REQUIRED, items.KEYS, id="item"),
    pytest.param(ISSUE, ISSUE_REQUIRED, issues.KEYS, id="issue"),
    pytest.param(CALL, CALL_REQUIRED, texts.CALL_KEYS, id="call"),
]
KEYS = pytest.mark.parametrize("keys", ["zh", "en"])


def read(written: str, names: dict[str, str]) -> fields.Table:
    cut = items.split(written, "x.md", names)
    assert cut.faults == ()
    return cut.table


@pytest.mark.parametrize(("notes", "required", "names"), ALL)
def test_every_field_has_a_note(
    notes: Sequence[Note], required: int, names: Mapping[str, str]
) -> None:
    assert {note.key for note in notes} == set(names)
    assert 0 < required <= len(notes)


@KEYS
@pytest.mark.parametrize(("notes", "required", "names"), ALL)
def test_examples_work_once_the_mark_before_them_is_taken_away(
    notes: Sequence[Note], required: int, names: dict[str, str], keys: str
) -> None:
    written = text(notes, required, {}, names, Style(keys), "正文。")
    live = re.sub(r"^#(?! ?[^\w\s]| [^ ])", "", written, flags=re.MULTILINE)
    table = read(live, names)
    given = [key.value for key, _ in table]
    assert given == [names[note.key] if keys == "zh" else note.key for note in notes]
    inner = {key: note.inner for note in notes for key in (note.key, names[note.key])}
    for key, value in table:
        rows = value.items if isinstance(value, fields.List) else (value,)
        for row in rows:
            if isinstance(row, fields.Table) and inner[key.value]:
                known = inner[key.value].values() if keys == "zh" else inner[key.value]
                assert {name.value for name, _ in row} <= set(known)


@KEYS
@pytest.mark.parametrize(("notes", "required", "names"), ALL)
def test_nothing_is_set_that_nobody_chose(
    notes: Sequence[Note], required: int, names: dict[str, str], keys: str
) -> None:
    written = text(notes, required, {}, names, Style(keys), "正文。")
    assert not [line for line in written.split("\n") if line and line[0] not in "#-"]


@KEYS
def test_fields_to_fill_in_stand_empty_with_their_example_below(keys: str) -> None:
    written = text(ITEM, ITEM_REQUIRED, {"steps": "", "title": ""}, items.KEYS, Style(keys), "。")
    table = read(written, items.KEYS)
    assert not table.entries
    key = "办理过程" if keys == "zh" else "steps"
    assert f"\n{key}:\n#  - {{" in written


def test_without_explanations_only_the_fields_are_left() -> None:
    written = text(ITEM, ITEM_REQUIRED, {"title": "一"}, items.KEYS, Style("en", True), "。")
    assert written == "---\ntitle: 一\n---\n\n"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("---\ntitle: 一\nkind: update\n主题: 二\n---\n标题: 三", "en"),
        ("---\n标题: 一\n---\ntitle: 二\nkind: 三", "zh"),
        ("---\n---\n", ""),
        ("", ""),
    ],
)
def test_the_language_of_keys_is_that_of_most(source: str, wanted: str) -> None:
    assert language_of(source, items.KEYS) == wanted
