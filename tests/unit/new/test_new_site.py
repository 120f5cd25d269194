"""`build new site` makes a site that builds at once, and leaves alone what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from tests.unit.new.desk import NOW, SITE, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "站点")


def test_a_new_site_has_nothing_to_mend_and_can_be_planned(desk: Desk) -> None:
    desk.site()
    checked = desk.checked()
    assert checked.faults == ()
    site = checked.loaded.site
    assert site
    assert len(site.vocabularies.kinds) == 11
    ready = build.prepare(desk.root, site, Edition.PUBLIC, NOW.date())
    assert "index.html" in {promise.path for promise in ready.plan.promises}


def test_every_answer_stands_in_its_place(desk: Desk) -> None:
    desk.site(
        *("--series-name", "要情: 快报", "--series-code", "yqkb", "--frequency", "月刊"),
        *("--digits", "3", "--organisation", "001234567", "--phone", "0000-5550100"),
        *("--address", "清河路1号 #2", "--locale", "zh-TW"),
    )
    site = desk.checked().loaded.site
    assert site
    assert (site.settings.name, site.settings.owner) == ("清河政务", "清河县政府办")
    assert site.settings.base_url == "https://a.cn/"
    assert site.settings.identifiers.organisation == "001234567"
    assert (site.settings.phone, site.settings.postal) == ("0000-5550100", "清河路1号 #2")
    series = site.vocabularies.series["yqkb"]
    assert (series.name, series.frequency, series.digits) == ("要情: 快报", "monthly", 3)


def test_missing_options_are_asked_with_proposals(desk: Desk) -> None:
    typed = ["清河政务", "", "县政府办", "不是网址", "", "", "", "", ""]
    said = desk.run("new", "site", str(desk.root), typed=typed)
    assert said.code == 0, said.err
    assert "[https://example.gov.cn/]" in said.err
    assert "不是网址" in said.err
    site = desk.checked().loaded.site
    assert site and site.settings.owner == "县政府办"


@pytest.mark.parametrize("missing", ["--name", "--owner", "--base-url"])
def test_without_a_terminal_a_missing_option_is_named(desk: Desk, missing: str) -> None:
    words = list(SITE)
    at = words.index(missing)
    del words[at : at + 2]
    said = desk.run(*words[:2], str(desk.root), *words[2:])
    assert (said.code, missing in said.err) == (2, True)
    assert not desk.root.exists()


def test_a_folder_that_is_a_site_is_left_as_it_is(desk: Desk) -> None:
    before = desk.site().files()
    said = desk.run(*SITE[:2], str(desk.root), *SITE[2:])
    assert (said.code, "已经是站点" in said.err) == (2, True)
    assert desk.files() == before


def test_a_file_in_the_way_stops_all(desk: Desk) -> None:
    (desk.root / "site_src" / "pages").mkdir(parents=True)
    (desk.root / "site_src" / "pages" / "about.md").write_text("旧稿", "utf-8")
    said = desk.run(*SITE[:2], str(desk.root), *SITE[2:])
    assert (said.code, "about.md" in said.err) == (2, True)
    assert desk.files() == {"site_src/pages/about.md": "旧稿".encode()}


def test_other_files_in_the_folder_do_no_harm(desk: Desk) -> None:
    desk.root.mkdir()
    (desk.root / "旧稿.docx").write_bytes(b"x")
    desk.site()
    assert (desk.root / "旧稿.docx").read_bytes() == b"x"


@pytest.mark.parametrize("name", ["aux", "a:b", "尾点.", "con/站点"])
def test_a_folder_windows_can_not_write_is_refused(tmp_path: Path, name: str) -> None:
    said = Desk(tmp_path).run(*SITE[:2], str(tmp_path / name), *SITE[2:])
    assert (said.code, "Windows" in said.err) == (2, True)
    assert not any(tmp_path.iterdir())


def test_a_site_inside_the_contents_of_another_is_refused(desk: Desk) -> None:
    desk.site()
    said = desk.run(*SITE[:2], str(desk.root / "issues" / "x"), *SITE[2:])
    assert said.code == 2
    assert not (desk.root / "issues").exists()


@pytest.mark.parametrize(
    "bad",
    [
        ("--base-url", "a.cn"),
        ("--series-code", "units"),
        ("--series-code", "con"),
        ("--series-code", "政务"),
        ("--series-code", "1a"),
        ("--digits", "0"),
        ("--digits", "四"),
        ("--frequency", "天天"),
        ("--locale", "fr"),
        ("--name", " "),
        ("--name", "零\u200b宽"),
        ("--owner", ""),
    ],
)
def test_bad_answers_are_refused_before_anything_is_written(
    desk: Desk, bad: tuple[str, str]
) -> None:
    words = [*SITE[2:], *bad]
    said = desk.run("new", "site", str(desk.root), *words)
    assert said.code == 2
    assert said.err
    assert not desk.root.exists()


def test_the_marks_of_markdown_and_yaml_in_names_are_taken_literally(desk: Desk) -> None:
    said = desk.run(
        *("new", "site", str(desk.root), "--name", "- [甲]: {乙} # 丙", "--owner", "*县_办_<b>"),
        *("--base-url", "https://a.cn/"),
    )
    assert said.code == 0, said.err
    checked = desk.checked()
    assert checked.faults == ()
    assert checked.loaded.site
    assert checked.loaded.site.settings.name == "- [甲]: {乙} # 丙"
    html = "".join(map(str, checked.loaded.site.pages["about"].prose.pieces))
    assert "*县_办_&lt;b&gt;" in html


def test_everything_is_explained_on_lines_of_their_own(desk: Desk) -> None:
    desk.site()
    for path in desk.root.rglob("*.yml"):
        lines = path.read_text("utf-8").split("\n")
        assert sum(line.lstrip().startswith("# ") for line in lines) >= 1, path
        assert not [line for line in lines if not line.lstrip().startswith("#") and " #" in line]
