"""`build new issue|item|call`: what is proposed, what is taken over, what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.unit.new.desk import Desk

ITEM = ("--unit", "zhuban", "--openness", "internal")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path).site("--organisation", "001234567")


def test_issues_are_numbered_one_after_the_other(desk: Desk) -> None:
    assert desk.made("new", "issue", "zwxx").parent.name == "0001"
    assert desk.made("new", "issue", "政务信息").parent.name == "0002"
    assert desk.made("new", "issue", "zwxx", "--form", "增刊").parent.name == "s01"
    assert desk.made("new", "issue", "zwxx", "--form", "special").parent.name == "0003"
    assert desk.made("new", "issue", "zwxx", "--year", "2027").parent.name == "0001"
    site = desk.checked().loaded.site
    assert site
    found = {i.id: (i.total, i.form, i.status) for i in site.issues.values()}
    assert found["zwxx/2026/0003"] == (3, "special", "draft")
    assert found["zwxx/2026/s01"] == (None, "supplement", "draft")
    assert found["zwxx/2027/0001"] == (4, "regular", "draft")
    assert desk.codes() == {"empty-issue"}


def test_a_folder_that_can_not_be_read_keeps_its_number(desk: Desk) -> None:
    (desk.root / "issues/zwxx/2026/0007").mkdir(parents=True)
    assert desk.made("new", "issue", "zwxx").parent.name == "0008"


def test_a_folder_without_issue_file_gets_one_when_its_number_is_given(desk: Desk) -> None:
    (desk.root / "issues/zwxx/2026/0007").mkdir(parents=True)
    assert desk.made("new", "issue", "zwxx", "--number", "7").parent.name == "0007"


def test_a_number_already_taken_is_refused(desk: Desk) -> None:
    path = desk.made("new", "issue", "zwxx", "--number", "5")
    path.write_text("写了一半", "utf-8")
    said = desk.run("new", "issue", "zwxx", "--number", "5")
    assert (said.code, "已经有了" in said.err) == (2, True)
    assert path.read_text("utf-8") == "写了一半"


def test_a_number_that_does_not_fit_is_refused(desk: Desk) -> None:
    said = desk.run("new", "issue", "zwxx", "--number", "10000")
    assert (said.code, "digits" in said.err) == (2, True)


def test_the_running_number_goes_on_from_the_issues_before(desk: Desk) -> None:
    path = desk.made("new", "issue", "zwxx")
    path.write_text(path.read_text("utf-8").replace("总期号: 1\n", "总期号: 40\n"), "utf-8")
    assert "总期号: 41\n" in desk.made("new", "issue", "zwxx").read_text("utf-8")


def test_a_running_number_that_is_taken_is_left_out(desk: Desk) -> None:
    desk.made("new", "issue", "zwxx")
    older = desk.made("new", "issue", "zwxx", "--date", "2020-05-01").read_text("utf-8")
    assert "\n总期号:" not in older
    assert "duplicate-total" not in desk.codes()


def test_the_newest_issue_hands_on_its_people_and_its_readers(desk: Desk) -> None:
    path = desk.made("new", "issue", "zwxx", "--date", "2026-02-01")
    text = path.read_text("utf-8").replace("#责任编辑: 王某", "责任编辑: 沈禾")
    text = text.replace("#分发:\n#  报: ", "分发:\n  报: ").replace("#印数", "印数")
    path.write_text(text.replace("#内部标志: 无", "内部标志: keep"), "utf-8")
    desk.made("new", "issue", "zwxx")
    site = desk.checked().loaded.site
    assert site
    issue = site.issues["zwxx/2026/0002"]
    assert (issue.editor, issue.copies, issue.secrecy) == ("沈禾", 120, "keep")
    assert issue.distribution.report == ("市政府办公室", "县长、副县长")
    assert issue.compiler == "清河县政府办"
    assert issue.signer == ""


def test_keys_are_written_in_the_language_chosen_or_found(desk: Desk) -> None:
    first = desk.made("new", "issue", "zwxx", "--keys", "en")
    assert "\nstatus: draft\n" in first.read_text("utf-8")
    second = desk.made("new", "issue", "zwxx")
    assert "\nstatus: draft\n" in second.read_text("utf-8")
    item = desk.made("new", "item", "zwxx/2026/1", *ITEM)
    assert "\n公开属性: 内部\n" in item.read_text("utf-8")
    english = desk.made("new", "item", "zwxx/2026/2", *ITEM, "--keys", "en")
    assert "\nopenness: internal\n" in english.read_text("utf-8")


def test_items_are_named_for_their_unit_and_stand_last(desk: Desk) -> None:
    folder = desk.made("new", "issue", "zwxx").parent
    names = [desk.made("new", "item", "zwxx/2026/0001", *ITEM).name for _ in range(2)]
    assert names == ["01-zhuban-1.md", "02-zhuban-2.md"]
    (folder / "09-other.md").write_text("", "utf-8")
    (folder / "10-zhuban-7.md").write_text("", "utf-8")
    assert desk.made("new", "item", "zwxx/2026/0001", *ITEM).name == "11-zhuban-8.md"
    named = desk.made("new", "item", "zwxx/2026/0001", *ITEM, "--slug", "chungeng")
    assert named.name == "12-chungeng.md"
    said = desk.run("new", "item", "zwxx/2026/0001", *ITEM, "--slug", "chungeng")
    assert (said.code, "已经有了" in said.err) == (2, True)


def test_index_numbers_go_on_even_behind_items_that_are_not_finished(desk: Desk) -> None:
    desk.made("new", "issue", "zwxx")
    texts = [desk.made("new", "item", "zwxx/2026/1", *ITEM).read_text("utf-8") for _ in range(2)]
    assert "索引号: 001234567/2026-00001\n" in texts[0]
    assert "索引号: 001234567/2026-00002\n" in texts[1]


def test_without_the_organisation_no_index_number_is_made_up(tmp_path: Path) -> None:
    desk = Desk(tmp_path).site()
    desk.made("new", "issue", "zwxx")
    said = desk.run("new", "item", "zwxx/2026/1", *ITEM)
    assert "identifiers.organisation" in said.err
    assert "\n索引号:" not in (desk.root / said.out.strip()).read_text("utf-8")


def test_check_names_what_is_still_to_be_filled_in_and_nothing_else(desk: Desk) -> None:
    desk.made("new", "issue", "zwxx")
    desk.made("new", "item", "zwxx/2026/1", *ITEM)
    missing = {f.place.line for f in desk.checked().faults if f.code == "missing-field"}
    assert len(missing) == 3  # title, kind, topics
    desk.item("zwxx/2026/1")
    assert desk.codes() <= {"missing-field", "missing-sign-off", "empty-text"}


def test_openness_is_never_decided_by_the_program(desk: Desk) -> None:
    desk.made("new", "issue", "zwxx")
    said = desk.run("new", "item", "zwxx/2026/1", "--unit", "zhuban")
    assert (said.code, "--openness" in said.err) == (2, True)
    typed = ["", "", "", "", "", "随便", "公开"]
    said = desk.run("new", "item", "zwxx/2026/1", "--unit", "zhuban", typed=typed)
    assert said.code == 0, said.err
    assert said.err.count("公开属性（公开 或 内部，必须写明）: ") == 4
    assert "公开属性: 公开\n" in (desk.root / said.out.strip()).read_text("utf-8")


def test_a_joint_report_names_all_its_units(desk: Desk) -> None:
    units = desk.root / "site_src/vocabularies/units.yml"
    units.write_text(units.read_text("utf-8").replace("#  ", "  "), "utf-8")
    desk.made("new", "issue", "zwxx")
    words = ("--openness", "public", "--keys", "en")
    item = desk.made("new", "item", "zwxx/2026/1", "--unit", "县公安局", "--unit", "nongye", *words)
    assert item.name == "01-gongan-1.md"
    assert "\nunits: [gongan, nongye]\n" in item.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("new", "issue", "zwx"), "zwxx"),
        (("new", "issue"), "SERIES"),
        (("new", "issue", "zwxx", "--form", "特刊"), "special"),
        (("new", "item", "zwxx/2026/0009", *ITEM), "zwxx/2026/0001"),
        (("new", "item", "zwxx/2026/0001", "--unit", "zhubam", "--openness", "公开"), "zhuban"),
        (("new", "item", "zwxx/2026/0001", *ITEM, "--kind", "updat"), "update"),
        (("new", "item", "zwxx/2026/0001", *ITEM, "--topics", "gongy"), "gongye"),
        (("new", "item", "zwxx/2026/0001", *ITEM, "--slug", "con"), "Windows"),
        (("new", "item", "zwxx/2026/0001", *ITEM, "--title", "机密"), "secret-mark"),
        (("new", "item", "zwxx/2026/0001", *ITEM, "--title", "长" * 400_000), "item-too-large"),
        (("new", "item", "zwxx/2026/0001", "--unit", "zhuban", "--openness", "绝密"), "internal"),
        (("new", "call", "nul"), "Windows"),
        (("new", "call", "chunyun"), "--title"),
        (("new", "call", "2026q1", "--to", "天下"), "天下"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    desk: Desk, words: tuple[str, ...], hint: str
) -> None:
    desk.made("new", "issue", "zwxx")
    before = desk.files()
    said = desk.run(*words)
    assert (said.code, hint in said.err) == (2, True), said.err
    assert desk.files() == before


def test_a_sealed_issue_takes_no_item(desk: Desk) -> None:
    folder = desk.made("new", "issue", "zwxx").parent
    (folder / "seal.yml").write_text("", "utf-8")
    said = desk.run("new", "item", "zwxx/2026/1", *ITEM)
    assert (said.code, "封存" in said.err) == (2, True)


def test_a_series_that_ended_takes_no_issue(desk: Desk) -> None:
    path = desk.root / "site_src/vocabularies/series.yml"
    path.write_text(path.read_text("utf-8").replace("ended: null", "ended: 2026-01-31"), "utf-8")
    assert desk.run("new", "issue", "zwxx").code == 2
    assert desk.run("new", "issue", "zwxx", "--date", "2026-01-30").code == 0


@pytest.mark.parametrize(
    "written", ["zwxx/2026/1", "issues\\zwxx\\2026\\0001\\", "政务信息/2026/01"]
)
def test_an_issue_is_found_however_it_is_written(desk: Desk, written: str) -> None:
    desk.made("new", "issue", "zwxx")
    assert desk.made("new", "item", written, *ITEM).parent.name == "0001"


def test_a_call_of_a_quarter_is_proposed_whole(desk: Desk) -> None:
    path = desk.made("new", "call", "2026q4")
    assert path.name == "2026q4.md"
    site = desk.checked().loaded.site
    assert site
    call = site.calls["2026q4"]
    assert (call.title, call.due.isoformat()) == ("2026年四季度信息报送要点", "2026-12-31")
    assert desk.checked().faults == ()
    before = path.read_bytes()
    assert desk.run("new", "call", "2026q4").code == 2
    assert path.read_bytes() == before


def test_a_terminal_is_asked_and_proposes(desk: Desk) -> None:
    said = desk.run("new", "issue", typed=["", "2026-13-01", "2026-03-09", "增刊"])
    assert said.code == 0, said.err
    assert "[zwxx]" in said.err and "[2026-03-05]" in said.err and "[正刊]" in said.err
    text = (desk.root / said.out.strip()).read_text("utf-8")
    assert "日期: 2026-03-09\n" in text and "期号: s01\n" in text


def test_the_end_of_input_cancels(desk: Desk) -> None:
    before = desk.files()
    said = desk.run("new", "issue", typed=[])
    assert (said.code, "取消" in said.err) == (2, True)
    assert desk.files() == before


def test_an_english_site_is_spoken_to_in_english(tmp_path: Path) -> None:
    desk = Desk(tmp_path).site("--locale", "en")
    assert "there is no series" in desk.run("new", "issue", "x").err
    assert "没有叫“x”的刊物" in desk.run("new", "issue", "x", lang="zh").err


def test_two_editors_at_once_never_get_the_same_number(desk: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        issues = list(pool.map(lambda _: desk.made("new", "issue", "zwxx"), range(8)))
        words = ("new", "item", "zwxx/2026/1", *ITEM)
        items = list(pool.map(lambda _: desk.made(*words), range(8)))
    assert len({path.parent.name for path in issues}) == 8
    assert len({path.name[:2] for path in items}) == 8
    numbers = {
        line for p in items for line in p.read_text("utf-8").split("\n") if "索引号: " in line
    }
    assert len(numbers) == 8
