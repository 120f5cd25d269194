"""Front matter of every flavour."""

from __future__ import annotations

from builder.importing.front import flat, split


def test_yaml_is_read_with_nested_keys() -> None:
    front = split("---\na: 甲\ntags: [一, 二]\nx: {y: 1}\n---\n正文\n", "p")
    assert front.values == {"a": ("甲",), "tags": ("一", "二"), "x.y": ("1",)}
    assert front.body == "正文\n"
    assert front.readable and not front.repaired


def test_a_colon_in_a_title_is_read_as_it_is_meant() -> None:
    front = split("---\ntitle: 通报: 三季度 it's\ntags: [一]\n---\n正文\n", "p")
    assert front.values["title"] == ("通报: 三季度 it's",)
    assert front.values["tags"] == ("一",)
    assert front.repaired and not front.faults


def test_tabs_are_read_as_blanks() -> None:
    assert split("---\na:\n\t- 甲\n---\n", "p").values == {"a": ("甲",)}


def test_prose_with_a_full_width_colon_is_not_a_key() -> None:
    assert split("---\na: |\n  x\n  电话：1\n---\n", "p").values["a"] == ("x\n电话：1\n",)


def test_broken_yaml_is_told_with_its_line() -> None:
    front = split("---\na: [1, 2\nb: 3\n---\n正文\n", "src/p.md")
    assert not front.readable
    assert front.faults[0].code == "yaml-syntax"
    assert front.faults[0].place.path == "src/p.md"


def test_front_matter_without_an_end_is_told() -> None:
    assert split("---\na: 1\n正文\n", "p").faults[0].code == "unclosed-front-matter"


def test_toml_json_and_lines() -> None:
    toml = split('+++\ntitle = "甲"\ndate = 2015-03-05\ndraft = false\n+++\n正文\n', "p")
    assert toml.values == {"title": ("甲",), "date": ("2015-03-05",), "draft": ("false",)}
    assert split("+++\ntitle = \n+++\n正文\n", "p").faults[0].code == "yaml-syntax"
    assert split('{"title": "甲", "n": null}\n\n正文', "p").body == "正文"
    assert split("{这只是正文", "p").body == "{这只是正文"
    lines = split("Title: 甲: 乙\n单位：县农业局\n\n正文: 不是\n", "p", "lines")
    assert lines.values == {"Title": ("甲: 乙",), "单位": ("县农业局",)}
    assert lines.body == "正文: 不是\n"


def test_a_text_without_front_matter_is_all_body() -> None:
    assert split("# 题\n\n文", "p").body == "# 题\n\n文"
    assert split("---\na: 1\n---\n", "p", "none").body == "---\na: 1\n---\n"


def test_lists_of_tables_are_gathered_by_key() -> None:
    history = {"history": [{"date": "1", "event": "甲"}, {"date": "2", "event": None}]}
    assert flat(history) == {"history.date": ("1", "2"), "history.event": ("甲",)}
