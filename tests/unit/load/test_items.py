"""An item from its file: front matter, nested lists, text, and names of files."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from builder.diagnostic import Diagnostic
from builder.load import items
from builder.load.prose import parse
from builder.model.item import Form, Item, Openness, Outcome, StepName
from tests.properties.test_load import LOOKUP
from tests.site import ITEM

ZONE = ZoneInfo("Asia/Shanghai")
LEAST = "title: 甲\nkind: update\nunits: [gongan]\ntopics: [gongye]\nopenness: public\n"


def decode(source: str, path: str = ITEM) -> tuple[Item | None, tuple[Diagnostic, ...]]:
    return items.decode(source, path, LOOKUP, ZONE, parse)


def item(more: str = "", body: str = "正文。") -> Item:
    """The item of clean front matter."""
    found, faults = decode(f"---\n{LEAST}{more}---\n{body}")
    assert found and not faults, faults
    return found


def told(more: str) -> list[str]:
    _, faults = decode(f"---\n{LEAST}{more}---\n正文。")
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in faults]


def test_the_id_is_the_path_without_prefix_and_suffix() -> None:
    found = item()
    assert (found.id, found.slug, found.prefix) == ("zwxx/2026/0012/gongan-1", "gongan-1", 1)
    assert found.issue == "zwxx/2026/0012"


def test_controlled_values_may_be_written_in_chinese() -> None:
    source = "标题: 甲\n类别: 问题建议\n报送单位: [县公安局]\n主题: [工业]\n公开属性: 主动公开\n"
    found, faults = decode(f"---\n{source}---\n")
    assert found and not faults
    assert (found.kind, found.units, found.topics) == ("problem", ("gongan",), ("gongye",))
    assert found.openness is Openness.PUBLIC


def test_every_field_of_the_contract_is_read() -> None:
    found = item(
        "subtitle: 副\nauthors: [某]\nkeywords: [词]\nsummary: 摘\nindex_no: 1/2026-00001\n"
        "doc_no: 清政发〔2026〕1号\nscope: 全县\nurgency: 紧急\nevent_date: 2026-03-01\n"
        "steps:\n  - {步骤: 签发, 时间: 2026-03-02T17:30, 经办人: 王, 职务: 主任, 代签: 是,"
        " 期限: 2026-03-03, 迟延理由: 无}\n"
        "adoptions: [{level: 市, publication: 要情快报, number: 5, date: 2026-03-05, form: 转报}]\n"
        "annotations: [{date: 2026-03-06, person: 县长, rank: 县领导, unit: 县公安局, target: 本刊,"
        " text: 阅, openness: public}]\n"
        "followups: [{step: 已办, officer: 李, due: 2026-03-08, done: 2026-03-07}]\n"
        "call: 2026q1/p1\ncontinues: zwxx/2026/0011/gongan-1\n"
        "laws: [{title: 法, url: https://gov.cn/}]\n"
        "photos: [{src: a.png, alt: 图, caption: 注, by: 赵}]\naliases: [/jiu/, /jiu.html]\n"
        "corrections: [{date: 2026-03-09, note: 改}]\n"
        "redactions: [{date: 2026-03-10, note: 遮, passage: 王某李某, instead: 略}]\n"
        "withdrawn: {date: 2026-03-11, reason: 并, outcome: 合并, merged_into: zwxx/2026/0012/a}\n"
        "review_on: 2026-04-01\nallow: {raw-html: 原文}\nlang: zh-Hans\n",
        "王某\n李某到场。",
    )
    step = found.steps[0]
    assert step.step is StepName.SIGNED and step.at == datetime(2026, 3, 2, 17, 30, tzinfo=ZONE)
    assert step.exact and step.acting and (step.by, step.role) == ("王", "主任")
    assert step.due and not step.due_exact and found.signed == step.at
    assert found.adoptions[0].form is Form.RELAYED and found.adoptions[0].publication == "yqkb"
    assert (
        found.annotations[0].openness is Openness.PUBLIC and found.annotations[0].rank == "county"
    )
    assert found.followups[0].done == date(2026, 3, 7)
    assert (found.call, found.continues) == ("2026q1/p1", "zwxx/2026/0011/gongan-1")
    assert found.laws[0].url == "https://gov.cn/" and found.photos[0].by == "赵"
    assert found.aliases == ("/jiu/", "/jiu.html") and found.corrections[0].note == "改"
    assert found.withdrawn and found.withdrawn.outcome is Outcome.MERGED
    assert (found.scope, found.urgency) == ("all", "urgent")
    assert found.allow[0].code == "raw-html" and found.redactions and found.review_on
    assert found.prose.text == "略到场。"


def test_an_annotation_is_internal_unless_it_says_otherwise() -> None:
    more = "annotations: [{date: 2026-03-06, person: 甲, unit: 乙, target: 丙, text: 丁}]\n"
    assert item(more).annotations[0].openness is Openness.INTERNAL


def test_a_withdrawal_that_is_written_badly_still_withdraws() -> None:
    found, faults = decode(f"---\n{LEAST}withdrawn: {{date: 某日, reason: 误, outcome: 无}}\n---\n")
    assert faults and found and found.withdrawn and found.withdrawn.outcome is Outcome.ERROR


@pytest.mark.parametrize(
    "openness", ["", "pubic", "PUBLIC", "рublic", "公开 ", "true", "[public]", "内部 #"]
)
def test_nothing_but_the_exact_word_makes_an_item_public(openness: str) -> None:
    source = LEAST.replace("openness: public", f"openness: {openness}")
    found, faults = decode(f"---\n{source}---\n")
    clean = openness.strip(" #")
    if clean in ("公开", "内部"):
        assert found and found.openness.value == {"公开": "public", "内部": "internal"}[clean]
    else:
        assert found is None and len(faults) == 1


@pytest.mark.parametrize("missing", ["title", "kind", "units", "topics", "openness"])
def test_a_required_field_that_is_missing_is_told(missing: str) -> None:
    for value in ("", '""'):
        lines = [
            f"{missing}: {value}" if line.startswith(missing) else line
            for line in LEAST.strip().split("\n")
            if value or not line.startswith(missing)
        ]
        found, (fault,) = decode("---\n" + "\n".join(lines) + "\n---\n")
        assert found is None and fault.code in ("missing-field", "missing-openness", "empty-list")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("steps: [{step: signed}]\n", ["7:9 missing-field"]),
        ("photos: [{alt: 图}]\n", ["7:10 missing-field"]),
        ("photos: [{src: ''}]\n", ["7:16 missing-field"]),
        ("laws: [{title: 法, url: 'javascript:x'}]\n", ["7:24 bad-address"]),
        ("aliases: [a, //b/, /c?d, /../e]\n", [f"7:{c} bad-address" for c in (11, 14, 20, 26)]),
        ("call: Q1\n", ["7:7 bad-id"]),
        ("continues: gongan-1\n", ["7:12 bad-id"]),
        ("annotations: [{openness: 秘密}]\n", ["7:15 missing-field"] * 5 + ["7:26 secret-mark"]),
        ("withdrawn: 是\n", ["7:12 wrong-type"]),
        ("keywords: [词 #1\n", ["7:14 yaml-syntax"]),
    ],
)
def test_faults_in_lists_are_told_in_their_place(more: str, expected: list[str]) -> None:
    assert sorted(told(more)) == sorted(expected)


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        ("", "missing-front-matter", "1:1"),
        ("正文。", "missing-front-matter", "1:1"),
        ("\n---\ntitle: 甲\n---\n", "missing-front-matter", "2:1"),
        (" ---\ntitle: 甲\n---\n", "missing-front-matter", "1:2"),
        ("———\ntitle: 甲\n---\n", "missing-front-matter", "1:1"),
        ("---", "unclosed-front-matter", "1:1"),
        ("---\ntitle: 甲\n", "unclosed-front-matter", "1:1"),
        ("---\ntitle: 甲\n----\n正文\n", "unclosed-front-matter", "3:1"),
        ("---\ntitle: 甲\n ---\n正文\n", "unclosed-front-matter", "3:2"),
        ("---\ntitle: 甲\n——\n正文\n", "unclosed-front-matter", "3:1"),
    ],
)
def test_a_fence_that_is_not_quite_one_is_pointed_at(source: str, code: str, place: str) -> None:
    found, (fault,) = decode(source)
    assert found is None
    assert (fault.code, f"{fault.place.line}:{fault.place.column}") == (code, place)


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t", "---   "])
def test_space_behind_a_fence_does_not_matter(fence: str) -> None:
    found, faults = decode(f"{fence}\n{LEAST}{fence}\n正文。")
    assert found and not faults and found.prose.text == "正文。"


def test_a_rule_in_the_text_is_no_fence() -> None:
    assert [block.text for block in item(body="甲\n\n---\n\n乙").prose.blocks] == ["甲", "乙"]


def test_front_matter_alone_is_an_item_without_text() -> None:
    assert item(body="").prose.text == ""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("01-公安局.md", ""),
        ("01 gongan.md", "01-gongan.md"),
        ("01-Gongan.md", "01-gongan.md"),
        ("01_gongan.md", "01-gongan.md"),
        ("01-gongan.MD", "01-gongan.md"),
        ("０１-gongan.md", "01-gongan.md"),
        ("01-.md", ""),
        ("-a.md", ""),
    ],
)
def test_a_name_that_is_no_address_is_refused_with_a_better_one(name: str, wanted: str) -> None:
    found, (fault,) = decode(f"---\n{LEAST}---\n", f"issues/zwxx/2026/0012/{name}")
    assert found is None and fault.code == "bad-item-name"
    assert items.proper_name(name) == wanted and (not wanted or wanted in fault.help("zh"))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("01-a.md", (1, "a")),
        ("a-1.md", (0, "a-1")),
        ("10-2026.md", (10, "2026")),
        ("3.md", (0, "3")),
    ],
)
def test_prefix_and_slug(name: str, parts: tuple[int, str]) -> None:
    assert items.name_parts(name) == parts


def test_conflict_markers_in_the_fields_are_not_told_twice() -> None:
    found, faults = decode("---\n<<<<<<< a\ntitle: 甲\n=======\ntitle: 乙\n>>>>>>> b\n---\n")
    assert found is None and not faults, "the reading of the file has told them"
