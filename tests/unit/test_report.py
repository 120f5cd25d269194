"""Diagnostics for people, for programs and for GitHub."""

from __future__ import annotations

import json

import pytest

from builder import report
from builder.diagnostic import Diagnostic, Place, Said, Severity
from builder.rules import fields, names

UNIT = names.unknown_unit(Place("a/b.md", 4, 9, 7), "gongan2", "gongan", "县公安局", None)


def shown(place: Place, line: str, lang: str = "zh", said: Said | None = None) -> list[str]:
    fault = Diagnostic("bad-thing", Severity.ERROR, place, said or Said("坏", "bad", "改", "mend"))
    return report.text([fault], lambda *_: line, lang).split("\n")


def test_a_fault_is_shown_as_the_contract_shows_it() -> None:
    assert report.text([UNIT], lambda *_: "units: [gongan2]", "zh") == (
        "error[unknown-unit]: 没有叫“gongan2”的单位\n"
        " --> a/b.md:4:9\n"
        "  |\n"
        "4 | units: [gongan2]\n"
        "  |         ^^^^^^^\n"
        "  = 改法: 是不是“gongan”(县公安局)？单位名录在 site_src/vocabularies/units.yml\n\n"
    )


def test_english_has_the_same_shape() -> None:
    lines = report.text([UNIT], lambda *_: "units: [gongan2]", "en").split("\n")
    assert lines[0] == "error[unknown-unit]: there is no unit `gongan2`"
    assert lines[5].startswith("  = help: did you mean `gongan`?")


@pytest.mark.parametrize(
    ("line", "column", "length", "caret"),
    [
        ("标题: 甲乙", 5, 2, "      ^^^^"),
        ("a甲b", 3, 1, "   ^"),
        ("ｗｉｄｅ", 2, 1, "  ^^"),
        ("e\u0301a", 3, 1, " ^"),
        ("\ta", 2, 1, " ^"),
        ("甲\u200b乙", 3, 1, "        ^^"),
        ("甲\u200b乙", 2, 1, "  ^^^^^^"),
        ("한글x", 3, 1, "    ^"),
        ("😀x", 2, 1, "  ^"),
        ("ab", 3, 5, "  ^"),
        ("ab", 99, 1, "  ^"),
        ("“甲”乙", 4, 1, "    ^^"),
    ],
)
def test_the_caret_stands_under_the_fault(line: str, column: int, length: int, caret: str) -> None:
    assert shown(Place("a.md", 2, column, length), line)[4] == f"  | {caret}"


def test_the_gutter_fits_the_number_of_the_line() -> None:
    lines = shown(Place("a.md", 1234, 1, 1), "x")
    assert lines[1:5] == ["    --> a.md:1234:1", "     |", "1234 | x", "     | ^"]


def test_a_long_line_is_cut_around_the_fault() -> None:
    lines = shown(Place("a.md", 2, 501, 2), "甲" * 500 + "乙丙" + "丁" * 500)
    before, _, behind = lines[3].removeprefix("2 | ").partition("乙丙")
    assert before.startswith("…甲") and behind.endswith("丁…")
    assert lines[4] == "  | " + " " * report.width(before) + "^^^^"
    assert len(lines[3]) < report.WIDEST + 10


def test_a_fault_of_a_whole_file_shows_no_line() -> None:
    assert shown(Place("a.md"), "---")[2:] == ["  = 改法: 改", "", ""]


def test_values_cannot_write_to_the_terminal() -> None:
    fault = fields.unknown_value(
        Place("a\x1b[31m.md", 2, 1, 1), "k", "\x1b]0;x\x07\n甲\u202e", "", "a"
    )
    text = report.text([fault], lambda *_: "\x1b[2J", "zh")
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    assert text.split("\n")[0].endswith("甲\\u202e”")


def test_an_endless_value_is_cut_in_the_message() -> None:
    fault = fields.unknown_value(Place("a.md", 2), "k", "甲" * 100_000, "", "a")
    assert len(report.text([fault], lambda *_: "", "zh")) < 2_000
    assert len(report.json_lines([fault], "zh")) < 2_000
    assert len(report.github([fault], "zh")) < 2_000


def test_json_is_one_object_a_line_with_the_keys_of_the_contract() -> None:
    lines = report.json_lines([UNIT, UNIT], "zh").split("\n")
    assert len(lines) == 3 and lines[2] == ""
    assert json.loads(lines[0]) == {
        "code": "unknown-unit",
        "severity": "error",
        "path": "a/b.md",
        "line": 4,
        "column": 9,
        "message": "没有叫“gongan2”的单位",
        "help": "是不是“gongan”(县公安局)？单位名录在 site_src/vocabularies/units.yml",
    }
    assert list(json.loads(lines[0])) == [
        *("code", "severity", "path", "line", "column", "message", "help")
    ]


def test_github_gets_a_workflow_command_that_nothing_can_break() -> None:
    assert report.github([UNIT], "en").startswith(
        "::error file=a/b.md,line=4,col=9,title=unknown-unit::there is no unit `gongan2`%0Ahelp: "
    )
    fault = fields.unknown_value(Place("a,b:c%.md", 2, 3), "k", "x\n::error::y", "", "100%")
    line = report.github([fault], "en")
    assert line.count("\n") == 1 and "file=a%2Cb%3Ac%25.md" in line and "100%25" in line


def test_colour_is_only_in_the_head() -> None:
    text = report.text([UNIT], lambda *_: "units: [gongan2]", "zh", colour=True)
    assert text.startswith("\x1b[1;31merror[unknown-unit]\x1b[0m: ")
    assert text.count("\x1b") == 2
