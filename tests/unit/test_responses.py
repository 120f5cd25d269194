"""Who answered a commission, when, and whose answer counts for whom."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from builder import responses
from builder.deadlines import State
from builder.model.site import Site
from tests.small import issue, item, loaded, write

UNITS = (
    "groups: {bm: 县直部门, xz: 乡镇}\n"
    "units:\n"
    "  gongan: {name: 甲县公安局, group: bm}\n"
    "  jiaojing: {name: 甲县交警大队, group: bm, parent: gongan}\n"
    "  nongye: {name: 甲县农业农村局, group: bm}\n"
    "  jiu: {name: 甲县旧农机局, group: bm, successor: nongye}\n"
    "  heao: {name: 禾岙镇, group: xz}\n"
)
CALL = (
    "---\ntitle: 一季度要点\nto: [all]\ndue: 2026-03-31\n"
    "points: [{id: p1, text: 春耕}]\n"
    "commissions:\n"
    "  - id: c1\n    title: 用工\n    to: [bm]\n    due: 2026-02-10T17:00\n    replies:\n"
    "      - {unit: nongye, at: 2026-02-10T17:30, delay_reason: 等数}\n"
    "---\n"
)
DAY = date(2026, 2, 20)


def site(folder: Path, **items: str) -> Site:
    files = {f"issues/zwxx/2026/0001/01-{slug}.md": text for slug, text in items.items()}
    files["issues/zwxx/2026/0001/issue.md"] = issue(1, date(2026, 3, 1))
    files["site_src/vocabularies/units.yml"] = UNITS
    files["site_src/calls/2026q1.md"] = CALL
    return loaded(write(folder, files))


def answer(unit: str, signed: str = "2026-02-09") -> str:
    return item("回答", unit=unit, signed=signed, more="call: 2026q1/c1\n")


def test_groups_and_all_stand_for_units_but_not_for_merged_ones(tmp_path: Path) -> None:
    known = site(tmp_path).vocabularies
    assert responses.addressees(["bm"], known) == ("gongan", "jiaojing", "nongye")
    assert responses.addressees(["all"], known) == ("gongan", "jiaojing", "nongye", "heao")
    assert responses.addressees(["heao", "jiu", "heao"], known) == ("heao", "jiu")


def test_an_answer_counts_for_its_unit_for_those_above_and_for_the_successor(
    tmp_path: Path,
) -> None:
    found = site(tmp_path, a=answer("jiaojing"), b=answer("jiu", "2026-02-12"))
    duties = {d.unit: d for d in responses.responses(found)["2026q1"].of("c1")}
    assert duties["jiaojing"].items == ("zwxx/2026/0001/a",)
    assert duties["gongan"].items == ("zwxx/2026/0001/a",)
    assert duties["nongye"].items == ("zwxx/2026/0001/b",)


def test_a_reply_tells_what_no_adopted_item_does(tmp_path: Path) -> None:
    found = site(tmp_path)
    duties = {d.unit: d for d in responses.responses(found)["2026q1"].of("c1")}
    late = duties["nongye"]
    assert late.at is not None
    assert late.at.replace(tzinfo=None) == datetime(2026, 2, 10, 17, 30)
    assert late.standing(DAY).state is State.LATE
    assert (late.reason, late.items) == ("等数", ())
    assert duties["gongan"].standing(DAY).state is State.OVERDUE
    assert duties["gongan"].standing(date(2026, 2, 10)).state is State.OPEN


def test_the_earliest_of_reply_and_item_counts(tmp_path: Path) -> None:
    found = site(tmp_path, a=answer("nongye"))
    duty = next(d for d in responses.responses(found)["2026q1"].duties if d.unit == "nongye")
    assert duty.standing(DAY).state is State.DONE


def test_answers_to_points_and_to_the_call_as_a_whole_are_kept_apart(tmp_path: Path) -> None:
    whole = item("全", more="call: 2026q1\n")
    point = item("点", more="call: 2026q1/p1\n")
    found = responses.responses(site(tmp_path, a=whole, b=point))["2026q1"]
    assert [i.title for i in found.whole] == ["全"]
    assert [i.title for i in found.parts["p1"]] == ["点"]
    assert len(found.items) == 2
