"""YAML as values with positions: nothing is guessed, and every slip is told where it was made."""

from __future__ import annotations

import pytest

from builder import fields
from builder.fields import List, Table, Text
from builder.load.items import KEYS


def read(source: str) -> dict[str, object]:
    """The values of a clean source, without positions."""
    table, faults = fields.read(source, "a.md")
    assert not faults
    return {key.value: plain(value) for key, value in table}


def plain(value: fields.Value) -> object:
    if isinstance(value, Text):
        return value.value
    if isinstance(value, List):
        return [plain(item) for item in value.items]
    return {key.value: plain(inner) for key, inner in value}


def told(source: str, keys: dict[str, str] | None = None) -> list[str]:
    """The faults as `line:column code`."""
    _, faults = fields.read(source, "a.md", 1, KEYS if keys is None else keys)
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in faults]


@pytest.mark.parametrize(
    "written",
    ["0012", "17:30", "no", "yes", "true", "1e3", "0x1F", "2026-03-05", "1_000", ".5", "on"],
)
def test_a_scalar_stays_as_it_was_written(written: str) -> None:
    assert read(f"a: {written}") == {"a": written}


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_null_means_absent_but_the_key_is_known(null: str) -> None:
    table, faults = fields.read(f"a: {null}\nb: [{null or '~'}, 甲]", "a.md")
    assert not faults
    assert [key.value for key, _ in table] == ["b"]
    assert [key.value for key in table.empty] == ["a"]
    assert plain(table) == {"b": ["甲"]}


def test_a_quoted_null_is_a_word() -> None:
    assert read('a: "null"\nb: "~"') == {"a": "null", "b": "~"}


def test_an_empty_source_is_an_empty_table() -> None:
    for source in ("", "\n\n", "# 只有注释\n", "---\n"):
        table, faults = fields.read(source, "a.md")
        assert table == Table((), table.at) and not faults


def test_positions_count_characters_not_bytes() -> None:
    table, _ = fields.read("标题: 甲\n\U0001f600: [乙, 丙丁]\n", "a.md", 2)
    (first, second) = table.entries
    assert (first[0].at.line, first[0].at.column, first[0].at.length) == (2, 1, 2)
    assert (first[1].at.line, first[1].at.column, first[1].at.length) == (2, 5, 1)
    assert isinstance(second[1], List)
    assert [(i.at.line, i.at.column, i.at.length) for i in second[1].items] == [
        (3, 5, 1),
        (3, 8, 2),
    ]


def test_full_width_quotes_colons_and_stars_inside_a_value_are_plain_text() -> None:
    assert read("a: “三夏”生产：要点★") == {"a": "“三夏”生产：要点★"}


def test_a_url_is_no_slip() -> None:
    assert read("url: https://example.cn/a:b#c") == {"url": "https://example.cn/a:b#c"}


def test_what_looks_like_a_slip_inside_a_block_of_text_is_text() -> None:
    source = "summary: |\n  标题：甲\n\n  title:乙\n  \t丙\ntitle: 丁\n"
    assert read(source) == {"summary": "标题：甲\n\ntitle:乙\n\t丙\n", "title": "丁"}
    assert read("summary: 第一句\n  标题：第二句\n") == {"summary": "第一句 标题：第二句"}


def test_a_comment_behind_a_value_is_kept_with_its_place() -> None:
    table, _ = fields.read("a: 甲  # 乙\nb: 丙\n  丁 # 戊\nc: '己 # 庚' # 辛\n", "a.md")
    comments = [(v.comment, v.cut) for _, v in table if isinstance(v, Text)]
    assert [c for c, _ in comments] == ["# 乙", "# 戊", ""]
    places = [cut for _, cut in comments if cut]
    assert [(p.line, p.column, p.length) for p in places] == [(1, 7, 3), (3, 5, 3)]


def test_all_slips_that_leave_no_doubt_are_told_at_once_and_the_rest_is_read() -> None:
    source = "标题：甲\nkind:update\nunits: [a]\nsteps:\n\t- step: signed\ntitle： 又一个\n"
    table, faults = fields.read(source, "a.md", 1, KEYS)
    assert [f"{f.place.line}:{f.place.column} {f.code}" for f in faults] == [
        *("1:3 fullwidth-colon", "2:1 missing-space", "5:1 tab-indent", "6:6 fullwidth-colon"),
    ]
    assert [key.value for key, _ in table] == ["标题", "kind", "units", "steps", "title"]
    assert [(k.at.line, k.at.column) for k, _ in table] == [(n, 1) for n in (1, 2, 3, 4, 6)]


def test_places_in_a_mended_line_are_those_of_the_file() -> None:
    table, _ = fields.read("kind:update # 注\n标题：[甲, 乙]\ntitle：  丙\n", "a.md", 1, KEYS)
    values = [value.at for _, value in table]
    assert [(at.line, at.column, at.length) for at in values] == [(1, 6, 6), (2, 4, 1), (3, 9, 1)]
    second = table.entries[1][1]
    assert isinstance(second, List)
    assert [(i.at.column, i.at.length) for i in second.items] == [(5, 1), (8, 1)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("title: 通报: 三季度\nkind: update\n", "1:10 yaml-syntax"),
        ("title: 三季度:\nkind: update\n", "1:11 yaml-syntax"),
        ("title: [快讯]三季度\nkind: x\n", "1:12 yaml-syntax"),
        ("title: {甲}乙\nkind: x\n", "1:11 yaml-syntax"),
        ('title: "三季度\nkind: x\n', "1:8 yaml-syntax"),
        ('title: "三季度\nkind: "x"\n', "1:8 yaml-syntax"),
        ("title: '三季度\nkind: x\n", "1:8 yaml-syntax"),
        ('title: "三季度”\nkind: x\n', "1:8 yaml-syntax"),
        ('title: "关于"三夏"生产"\nkind: x\n', "1:12 yaml-syntax"),
        ("units: [gongan\nkind: x\ntitle: y\n", "1:8 yaml-syntax"),
        ("units: [gongan］\nkind: x\n", "1:15 fullwidth-list"),
        ("units: ［gongan]\nkind: x\n", ""),
        ("units: [gongan]]\nkind: x\n", "1:16 yaml-syntax"),
        ("steps:\n  - step: signed\n - step: edited\nkind: x\n", "3:2 yaml-syntax"),
        ("steps:\n  - step: signed\n   at: 2026\n", "3:4 yaml-syntax"),
        ("steps:\n  - step: signed\n      at: 2026\n", "3:7 yaml-syntax"),
        ("steps:\n  - step:signed\n    at: 2026\n", "2:5 missing-space"),
        ("steps:\n  - step：signed\n    at: 2026\n", "2:9 fullwidth-colon"),
        ("  title: x\nkind: y\n", "2:1 yaml-syntax"),
        ("title = x\nkind: y\n", "1:1 yaml-syntax"),
        ("title: *重要*\n", "1:8 yaml-anchor"),
        ("title: &a b\n", "1:8 yaml-anchor"),
        ("title: !重要\n", "1:8 yaml-tag"),
        ("title: @甲\n", "1:8 yaml-syntax"),
        ("title: `甲`\n", "1:8 yaml-syntax"),
        ("title: 5%\n", ""),
        ("summary: 第一行 #3\n  第二行\nkind: x\n", "1:14 yaml-syntax"),
        ("steps: [{by: 王 #3}]\nkind: x\n", "1:16 yaml-syntax"),
        ('title: "C:\\数据"\n', "1:10 yaml-syntax"),
        ("kind: x\n这里是正文第一段。\n\n第二段。\n", "2:1 yaml-syntax"),
        ("- title: x\n- kind: y\n", "1:1 yaml-syntax"),
        ("kind: x\n---\ntitle: y\n", "2:1 yaml-syntax"),
        ("a: 1\na: 2\n", "2:1 duplicate-key"),
        ("a: {b: 1, b: 2}\n", "1:11 duplicate-key"),
        ("a:\na: 2\n", "2:1 duplicate-key"),
        ("<<: {a: 1}\n", "1:1 yaml-merge-key"),
        ("[a]: 1\n", "1:1 wrong-key"),
        ('"": 1\n', "1:1 wrong-key"),
        ("a: [[[[[[[[[[[[[1]]]]]]]]]]]]]\n", "1:15 nested-too-deep"),
        ("title: a\x07b\n", "1:9 control-character"),
    ],
)
def test_a_slip_is_told_where_it_was_made(source: str, expected: str) -> None:
    assert told(source) == ([expected] if expected else [])


def test_the_cause_is_named_and_the_remedy_is_one() -> None:
    causes = {
        "title: 通报: 三季度\n": "多了一个冒号",
        'title: "三季度\n': "引号没有配对",
        "units: [gongan\n": "没有配上“]”",
        "steps: {a: b\n": "没有配上“}”",
        "steps: [{by: 王 #3}]\n": "当成注释",
        "kind: x\n这里是正文。\n": "不是“键: 值”",
    }
    for source, cause in causes.items():
        _, (fault,) = fields.read(source, "a.md")
        assert cause in fault.message("zh"), source
        assert fault.help("zh") and fault.help("en")


def test_line_ends_that_only_yaml_knows_move_no_position() -> None:
    for odd in "\x85\u2028\u2029\r":
        table, _ = fields.read(f"a: 甲{odd}乙\nb: 丙", "a.md")
        assert [key.at.line for key, _ in table] == [1, 2]
