"""Edits of front matter change what is meant and keep every other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import fields
from builder.load.items import KEYS, STEP_KEYS, split
from builder.new.front import CannotEditError, add_row, add_table, keys_of_last, set_word

ROW = [("step", "signed"), ("at", "2026-03-05T17:30"), ("by", "王某")]
FLOW = "{step: signed, at: 2026-03-05T17:30, by: 王某}"


def front(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", "正文。", ""])


def plain(value: fields.Value) -> object:
    if isinstance(value, fields.Text):
        return value.value
    if isinstance(value, fields.List):
        return [plain(one) for one in value.items]
    return {key.value: plain(one) for key, one in value}


def read(text: str) -> dict[str, object]:
    source = text.removeprefix("\ufeff").replace("\r\n", "\n")
    cut = split(source, "x.md", KEYS)
    assert not cut.faults
    return {key.value: plain(value) for key, value in cut.table}


SIGNED = {"step": "signed", "at": "2026-03-05T17:30", "by": "王某"}
BEFORE = {"step": "edited", "at": "2026-03-04"}
LISTS = {
    "no key": (),
    "null": ("steps:",),
    "null with a comment": ("steps: # 还没有", "#  - {step: submitted}"),
    "tilde": ("steps: ~",),
    "empty brackets": ("steps: []",),
    "empty brackets with a comment": ("steps: [ ]  # 空",),
    "flow rows": ("steps:", "  - {step: edited, at: 2026-03-04}"),
    "flow rows at the margin": ("steps:", "- {step: edited, at: 2026-03-04}"),
    "block rows": ("steps:", "  - step: edited", "    at: 2026-03-04"),
    "block rows, wide": ("steps:", "    -   step: edited", "        at: 2026-03-04"),
    "block rows with comments": (
        "steps:",
        "  # 编辑",
        "  - step: edited # 科里",
        "    at: 2026-03-04",
        "  # 以后签发",
        "",
    ),
    "brackets": ("steps: [{step: edited, at: 2026-03-04}]",),
    "brackets with a comma": ("steps: [{step: edited, at: 2026-03-04},]",),
    "brackets over lines": ("steps: [", "  {step: edited, at: 2026-03-04}", "]"),
    "brackets over lines with a comma": ("steps: [", "  {step: edited, at: 2026-03-04},", "  ]"),
    "brackets in quotes": ("steps: [{step: 'edited', at: \"2026-03-04\"}] # 见[1]",),
    "one table": ("steps: {step: edited, at: 2026-03-04}",),
    "one block table": ("steps:", "  step: edited", "  at: 2026-03-04"),
}


@pytest.mark.parametrize("lines", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("after", [(), ("kind: update",)], ids=["last", "in the middle"])
def test_a_step_is_added_to_a_list_however_it_is_written(
    lines: tuple[str, ...], after: tuple[str, ...]
) -> None:
    text = front("title: 一", *lines, *after)
    before = read(text)
    steps = before.pop("steps", [])
    written = read(add_row(text, KEYS, "steps", ROW))
    kept = steps if isinstance(steps, list) else [steps]
    assert written.pop("steps") == [*kept, SIGNED]
    assert written == before


LINEWISE = [name for name in LISTS if "bracket" not in name and "one" not in name]


@pytest.mark.parametrize("lines", [LISTS[name] for name in LINEWISE], ids=LINEWISE)
def test_lines_that_are_not_meant_stay_as_they_are(lines: tuple[str, ...]) -> None:
    text = front("title: '一'   # 题", *lines, "kind:   update")
    old = text.split("\n")
    new = add_row(text, KEYS, "steps", ROW).split("\n")
    assert [line for line in old if "steps" not in line] == [
        line for line in new if line in old and "steps" not in line
    ]


def test_a_step_takes_the_shape_of_the_one_before() -> None:
    block = front("steps:", "    - step: edited", "      at: 2026-03-04")
    assert "\n    - step: signed\n      at: 2026-03-05T17:30\n" in add_row(
        block, KEYS, "steps", ROW
    )
    flow = front("steps:", "- {step: edited, at: 2026-03-04}")
    assert f"\n- {FLOW}\n" in add_row(flow, KEYS, "steps", ROW)


def test_byte_order_mark_and_windows_line_ends_are_kept() -> None:
    text = "\ufeff" + front("title: 一", "steps:", "kind: update").replace("\n", "\r\n")
    written = add_row(text, KEYS, "steps", ROW)
    assert written.startswith("\ufeff---\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert written.replace(f"  - {FLOW}\r\n", "") == text


def test_a_file_without_a_line_end_at_its_end_is_edited() -> None:
    assert set_word("---\nkind: update\n---", KEYS, "kind", "urgent") == "---\nkind: urgent\n---"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("title: 旧", "title: 新"),
        ("title:  '旧'  # 注", "title:  '新'  # 注"),
        ('title: "旧"', 'title: "新"'),
        ("标题: 旧", "标题: 新"),
        ("title:", "title: 新"),
        ("title:   # 注", "title: 新   # 注"),
        ("title: ~", "title: 新"),
        ('title: ""', 'title: "新"'),
    ],
)
def test_a_word_is_put_in_the_place_and_quotes_of_the_old(line: str, wanted: str) -> None:
    assert set_word(front(line, "kind: update"), KEYS, "title", "新") == front(
        wanted, "kind: update"
    )


@given(st.text(st.sampled_from("ab新:# '\"\\,[]{}-"), min_size=1).filter(lambda t: t.strip() == t))
@pytest.mark.parametrize(
    "line", ["title: 旧", "title: '旧'", 'title: "旧"', "title:", "kind: update"]
)
def test_any_word_is_read_back(line: str, word: str) -> None:
    assert read(set_word(front(line), KEYS, "title", word))["title"] == word


def test_a_new_key_stands_below_its_commented_example() -> None:
    text = front("title: 一", "# 撤回。", "#withdrawn: {date: 2026-03-10}", "kind: update")
    written = add_table(text, KEYS, "withdrawn", [("date", "2026-03-11")])
    assert "#withdrawn: {date: 2026-03-10}\nwithdrawn:\n  date: 2026-03-11\nkind" in written


def test_a_new_key_stands_behind_the_keys_before_it_in_their_language() -> None:
    text = front("标题: 一", "类别: 动态", "办理过程: []", "承接: zwxx/2026/0001/a-1")
    written = add_table(text, KEYS, "withdrawn", [("日期", "2026-03-11")])
    assert written.endswith("a-1\n撤回:\n  日期: 2026-03-11\n---\n\n正文。\n")


def test_what_has_a_value_is_not_replaced_by_a_table() -> None:
    with pytest.raises(CannotEditError):
        add_table(front("withdrawn: {date: 2026-03-10}"), KEYS, "withdrawn", [("date", "x")])


@pytest.mark.parametrize("text", ["", "正文", "---\ntitle: 一\n", "---\ntitle: [一\n---\n"])
def test_what_can_not_be_read_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEditError):
        set_word(text, KEYS, "title", "新")


def test_the_words_of_the_last_step_are_known() -> None:
    assert keys_of_last(front("办理过程: [{步骤: 编辑}]"), KEYS, "steps") == ("步骤",)
    assert set(STEP_KEYS.values()) >= {"步骤"}
    assert keys_of_last(front("title: 一"), KEYS, "steps") == ()
