"""Typed values from front matter: what is taken, what is refused, and where it stood."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from builder import fields
from builder.diagnostic import Place
from builder.load import moments
from builder.load.decode import LONGEST, Names, Reader, nearest
from builder.load.names import close, same
from builder.model.issue import Status
from builder.rules import names as rules

ZONE = ZoneInfo("Asia/Shanghai")
KEYS = {"title": "标题", "units": "报送单位", "date": "日期", "number": "期号", "steps": "办理过程"}
UNITS = Names(
    {"gongan": "gongan", "县公安局": "gongan", "jiaoyu": "jiaoyu"},
    {"gongan": "县公安局"},
    rules.unknown_unit,
)


def reader(source: str, keys: dict[str, str] = KEYS) -> Reader:
    table, faults = fields.read(source, "a.md", 1, keys)
    assert not faults
    return Reader(table, keys, ZONE)


def told(taken: Reader) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in taken.faults]


def test_a_key_may_be_written_in_chinese_but_not_twice() -> None:
    assert reader("标题: 甲").text("title") == "甲"
    assert told(reader("title: 甲\n标题: 乙")) == ["2:1 duplicate-key"]
    assert told(reader("标题:\ntitle: 甲")) == ["2:1 duplicate-key"]


def test_an_unknown_key_is_told_even_without_a_value() -> None:
    taken = reader("tilte: 甲\n颜色:")
    assert told(taken) == ["1:1 unknown-key", "2:1 unknown-key"]
    assert taken.faults[0].help("zh") == "是不是“title”？"
    assert "title（标题）" in taken.faults[1].help("zh")


def test_a_key_is_mended_only_where_it_would_not_clash() -> None:
    assert reader("tilte: 甲").faults[0].said.edit
    assert not reader("tilte: 甲\n标题: 乙").faults[0].said.edit
    assert not reader("报单: 甲").faults[0].said.edit, "too unlike to be sure"


def test_what_is_empty_is_missing_too() -> None:
    for source, place in (
        ("", "1:1"),
        ("title:", "1:1"),
        ('title: ""', "1:8"),
        ("title: ' '", "1:8"),
    ):
        taken = reader(source)
        assert not taken.require("title") and told(taken) == [f"{place} missing-field"]
    assert reader("title: 0").require("title")


def test_words_for_readers_are_not_cut_silently() -> None:
    taken = reader("title: 关于 #3 机组")
    assert taken.words("title") == "关于" and told(taken) == ["1:11 text-cut"]
    taken = reader("units:\n  - 甲 #1\n  - 乙")
    assert taken.texts("units") == ("甲", "乙") and told(taken) == ["2:7 text-cut"]
    taken = reader("units: [gongan] # 注\n")
    assert taken.names("units", UNITS) == ("gongan",) and not taken.faults


def test_a_single_value_is_a_list_of_one() -> None:
    assert reader("units: 县公安局").names("units", UNITS) == ("gongan",)


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("［gongan，jiaoyu］", "[gongan, jiaoyu]"),
        ("gongan, jiaoyu", "[gongan, jiaoyu]"),
        ("县公安局、jiaoyu", "[县公安局, jiaoyu]"),
        ("[gongan，jiaoyu]", "gongan, jiaoyu"),
        ("【gongan】", "[gongan]"),
    ],
)
def test_a_list_with_chinese_marks_is_told_with_the_right_one(written: str, better: str) -> None:
    taken = reader(f"units: {written}")
    assert taken.names("units", UNITS) == ()
    assert [f.code for f in taken.faults] == ["fullwidth-list"]
    assert taken.faults[0].help("zh") == f"写成 {better}"
    assert taken.faults[0].said.edit and taken.faults[0].said.edit.text == better


def test_an_unknown_name_gets_the_nearest_and_no_guess_is_mended() -> None:
    taken = reader("units: [gongan2, GongAn]")
    taken.names("units", UNITS)
    first, second = taken.faults
    assert first.help("zh").startswith("是不是“gongan”(县公安局)？") and not first.said.edit
    assert second.said.edit and second.said.edit.text == "gongan"


def test_one_unit_by_two_names_is_written_twice() -> None:
    taken = reader("units: [gongan, 县公安局]")
    assert taken.names("units", UNITS) == ("gongan",) and told(taken) == ["1:17 repeated-value"]


def test_nothing_is_missed_in_a_vocabulary_that_could_not_be_read() -> None:
    gone = Names({}, {}, rules.unknown_unit, unread=True)
    part = Names(UNITS.codes, {}, rules.unknown_unit, lost=frozenset(["shuili"]))
    for names, written in ((gone, "[甲, 乙]"), (part, "[shuili]")):
        taken = reader(f"units: {written}")
        assert taken.names("units", names) == () and not taken.faults


@pytest.mark.parametrize("raw", ["2026-03-05", "0001-01-01", "9999-12-31", "2024-02-29"])
def test_a_date_is_iso_8601(raw: str) -> None:
    assert reader(f"date: {raw}").date("date") == date.fromisoformat(raw)


@pytest.mark.parametrize(
    ("raw", "better"),
    [
        *(("2026年3月5日", "2026-03-05"), ("2026/3/5", "2026-03-05"), ("20260305", "2026-03-05")),
        *(("2026.3.5", "2026-03-05"), ("2026-3-5", "2026-03-05"), ("２０２６-03-05", "2026-03-05")),
        *(("2026-02-30", ""), ("三月五日", ""), ("2026-13-01", ""), ("26-03-05", "")),
        *(("2026-03-05T17:30", "2026-03-05"), ("2026-W10-4", ""), ("2026-064", "")),
    ],
)
def test_another_date_is_refused_with_what_it_seems_to_mean(raw: str, better: str) -> None:
    taken = reader(f'date: "{raw}"')
    assert taken.date("date") is None and told(taken) == ["1:7 bad-date"]
    edit = taken.faults[0].said.edit
    assert (edit.text if edit else "") == better


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-05", (datetime(2026, 3, 5, tzinfo=ZONE), False)),
        ("2026-03-05T17:30", (datetime(2026, 3, 5, 17, 30, tzinfo=ZONE), True)),
        ("2026-03-05 17:30:15", (datetime(2026, 3, 5, 17, 30, 15, tzinfo=ZONE), True)),
        ("2026-03-05T17:30Z", (datetime(2026, 3, 6, 1, 30, tzinfo=ZONE), True)),
        ("2026-03-05T17:30+09:00", (datetime(2026, 3, 5, 16, 30, tzinfo=ZONE), True)),
        *(
            (bad, None)
            for bad in ("2026-03-05T25:00", "2026-03-05T17:30+99:99", "2026-02-30T10:00")
        ),
        *((bad, None) for bad in ("0001-01-01T00:00+14:00", "17:30", "2026-03-05T17", "")),
    ],
)
def test_a_time_is_that_of_the_site_unless_it_names_its_zone(
    raw: str, expected: tuple[datetime, bool] | None
) -> None:
    assert moments.moment_of(raw, ZONE) == expected


@pytest.mark.parametrize(
    ("raw", "better"),
    [
        *(("2026年3月5日 9时", "2026-03-05T09:00"), ("2026-03-05 17：30", "2026-03-05T17:30")),
        *(("2026年3月5日下午3点20分", "2026-03-05T15:20"), ("2026/3/5", "2026-03-05")),
        *(("2026-03-05 5点半", ""), ("2026-03-05T25:00", ""), ("明天", "")),
    ],
)
def test_another_time_is_refused_with_what_it_seems_to_mean(raw: str, better: str) -> None:
    assert moments.suggested_moment(raw) == better


@pytest.mark.parametrize(("raw", "value"), [("12", 12), ("0012", 12), ("0", 0)])
def test_a_number_is_read_as_written(raw: str, value: int) -> None:
    assert reader(f"number: {raw}").number("number") == value


@pytest.mark.parametrize("raw", ["１２", "十二", "1.5", "-1", "1e3", "12期", "[12]", "1" * 10])
def test_another_number_is_refused(raw: str) -> None:
    taken = reader(f"number: {raw}")
    assert taken.number("number") is None and [f.code for f in taken.faults] == ["wrong-type"]


def test_full_width_figures_are_mended() -> None:
    taken = reader("number: １２")
    taken.number("number")
    assert taken.faults[0].said.edit == taken.faults[0].said.edit
    assert taken.faults[0].help("zh") == "写成 12"


def test_a_choice_is_never_guessed() -> None:
    for raw in ("publishd", "已发布", "Published "):
        taken = reader(f"title: {raw}")
        assert taken.choice("title", {"草稿": Status.DRAFT, "已发": Status.PUBLISHED}) is None
        assert [f.code for f in taken.faults] == ["unknown-value"]
    assert reader("title: 已发").choice("title", {"已发": Status.PUBLISHED}) is Status.PUBLISHED


def test_a_mark_of_secrecy_in_a_choice_is_told_as_what_it_is() -> None:
    taken = reader('title: "机密★5年"')
    taken.choice("title", {"草稿": Status.DRAFT})
    assert told(taken) == ["1:9 secret-mark"] and taken.faults[0].place.length == 2


def test_a_table_whose_colon_was_not_seen_is_told_as_that() -> None:
    keys = {"step": "步骤", "at": "时间"}
    taken = reader("steps:\n  - step:signed")
    assert taken.inners("steps", keys) == () and told(taken)[0].endswith("missing-space")
    inner = reader("steps: [{step:signed, at: 2026-03-05}]").inners("steps", keys)[0]
    assert not inner.require("step", "at") and told(inner) == ["1:10 missing-space"]


def test_an_entry_with_a_full_width_colon_is_read_all_the_same() -> None:
    table, faults = fields.read("steps:\n  - step：signed\n    at：2026-03-05", "a.md", 1, KEYS)
    assert [f.code for f in faults] == ["fullwidth-colon", "fullwidth-colon"]
    steps = Reader(table, KEYS, ZONE).inners("steps", {"step": "步骤", "at": "时间"})
    assert [inner.text("at") for inner in steps] == ["2026-03-05"]


def test_lists_have_an_end() -> None:
    taken = reader(f"units: [{', '.join(['x'] * (LONGEST + 5))}]")
    assert len(taken.texts("units")) == LONGEST and [f.code for f in taken.faults] == ["too-many"]


def test_waivers_need_a_known_code_and_a_reason() -> None:
    taken = reader("title: {raw-html: 原文, broken-link: '', x: y, missing-file: }")
    found = taken.waivers("title", ["raw-html", "broken-link", "missing-file"])
    assert [(w.code, w.reason) for w in found] == [("raw-html", "原文")]
    assert [f.code for f in taken.faults] == [
        *("waiver-without-reason", "unknown-rule", "waiver-without-reason")
    ]


def test_values_know_their_place() -> None:
    taken = reader("title: 甲\nunits: [乙, 丙]\nsteps:\n  - {at: 丁}")
    taken.texts("units")
    inner = taken.inners("steps", {"at": "时间"})[0]
    taken.take(inner)
    assert taken.at["title"] == (1, 8, 1) and taken.at["units.1"] == (2, 12, 1)
    assert taken.at["steps.0.at"] == (4, 10, 1)
    assert taken.place("date") == Place("a.md", 1, 1, taken.table.at.length)


def test_likeness() -> None:
    assert nearest("openess", ["openness", "title"]) == "openness"
    assert nearest("教育", ["县教育局", "县公安局"]) == "县教育局"
    assert nearest("水", ["县教育局"]) == "" == nearest("x" * 1000, ["x" * 999])
    assert same("Gong_An", "gongan") and same("ｐｕｂｌｉｃ", "public") and not same("a", "b")
    assert close("tilte", "title") and not close("公开", "公开属性")


@pytest.mark.parametrize(
    ("source", "said"),
    [("标题: 甲\n日期: 三月", "“日期”"), ("title: 甲\ndate: 三月", "“date”")],
)
def test_a_fault_names_its_key_as_the_file_writes_it(source: str, said: str) -> None:
    taken = reader(source)
    taken.date("date")
    taken.require("number")
    wrong, missing = (fault.message("zh") for fault in taken.faults)
    assert wrong.startswith(said)
    assert missing == ("缺“期号”" if said == "“日期”" else "缺“number”（期号）")
    inner = {"at": "时间"}
    steps = reader(f"{source}\nsteps: [{{}}]").inners("steps", inner)
    assert [step.said("at") for step in steps] == ["时间" if said == "“日期”" else "at"]


def test_what_nobody_sees_makes_no_other_word_of_a_name() -> None:
    taken = reader("标\u200b题: 甲\nunits: [县公\u200b安局]")
    assert taken.text("title") == "甲" and taken.names("units", UNITS) == ("gongan",)
    assert not taken.faults, "the reading of the file tells of it"
