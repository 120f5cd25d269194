"""Layouts: a site's own shadow the built-in ones; strings agree; styles are put together."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path

import pytest

from builder import build, fields
from builder.model.site import Edition
from builder.render import layouts
from builder.render.layouts import LayoutError
from builder.words import UnknownWordsError, Words
from tests.small import AS_OF, loaded, many, write

LANGUAGES = ("zh-CN", "zh-TW", "en")


def strings(name: str) -> dict[str, str]:
    """The strings of a language."""
    path = layouts.built_in() / "strings" / f"{name}.yml"
    table, faults = fields.read(path.read_text("utf-8"), path.name)
    assert faults == ()
    return {key.value: value.value for key, value in table if isinstance(value, fields.Text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_parameters(language: str) -> None:
    first, other = strings("zh-CN"), strings(language)
    assert set(first) == set(other)
    for key, text in first.items():
        wanted = sorted(re.findall(r"\{\w+\}", text))
        assert sorted(re.findall(r"\{\w+\}", other[key])) == wanted, key


def test_every_string_is_said_somewhere() -> None:
    sources = "".join(
        path.read_text("utf-8")
        for folder in (layouts.built_in(), Path(build.__file__).parent)
        for path in folder.rglob("*")
        if path.suffix in (".html", ".py")
    )
    computed = (
        *("frequency.", "issue_form.", "openness.", "scope.", "urgency.", "outcome."),
        *(
            "step.",
            "form.",
            "state.",
            "fact.",
            "search.facet.",
            "duty.",
            "deadline.",
            "data.",
            "format.",
            "transfer.",
            "account.",
            "public.",
            *("notice.q", "notice.table_", "notice.column_", "notice.because_", "notice.per_"),
            *("notice.count_", "notice.state_", "notice.tone_", "notice.said_commission_"),
        ),
    )
    unused = [
        key
        for key in strings("zh-CN")
        if f'"{key}"' not in sources and not key.startswith(computed)
    ]
    assert unused == []


def test_words_that_are_missing_are_an_error_of_the_program() -> None:
    with pytest.raises(UnknownWordsError):
        Words({})("nothing.of.the.sort")


def test_a_sites_own_layout_shadows_the_built_in_one(tmp_path: Path) -> None:
    root = write(tmp_path, {**many(1, 1), "layouts/not-found.html": "own page"})
    ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
    page = next(p for p in ready.plan.pages if p.layout == "not-found.html")
    assert ready.renderer.render(page) == b"own page"


def test_a_sites_own_strings_need_only_what_differs(tmp_path: Path) -> None:
    root = write(tmp_path, {"layouts/strings/zh-CN.yml": 'place.units: "科室"\n'})
    files = layouts.read(root)
    words, faults = layouts.words(files, "zh-CN")
    assert faults == ()
    assert words("place.units") == "科室"
    assert words("place.home") == "首页"


def test_a_broken_layout_names_its_file_and_line(tmp_path: Path) -> None:
    root = write(tmp_path, {"layouts/not-found.html": "one\n{% if %}\n"})
    ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
    page = next(p for p in ready.plan.pages if p.layout == "not-found.html")
    with pytest.raises(LayoutError, match=r"not-found\.html:2"):
        ready.renderer.render(page)


def test_a_layout_that_asks_for_what_no_view_has_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path, {"layouts/not-found.html": "{{ view.secret }}"})
    ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
    page = next(p for p in ready.plan.pages if p.layout == "not-found.html")
    with pytest.raises(LayoutError, match="secret"):
        ready.renderer.render(page)


@pytest.mark.parametrize("text", ["{% include 'not-found.html' %}", "{{ 1 // 0 }}", "{{ '' + 1 }}"])
def test_a_layout_that_comes_to_no_end_or_fails_is_refused(tmp_path: Path, text: str) -> None:
    root = write(tmp_path, {"layouts/not-found.html": text})
    ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
    page = next(p for p in ready.plan.pages if p.layout == "not-found.html")
    with pytest.raises(LayoutError, match=r"not-found\.html"):
        ready.renderer.render(page)


def test_a_theme_changes_colours_and_takes_nothing_else() -> None:
    files = layouts.read(Path("/nowhere"))
    theme = {"red": "#123456", "red_dark": "#abcdef", "ink": "red;}body{display:none", "x": "#fff"}
    style = next(
        data.decode() for name, data in layouts.assets(files, theme).items() if "main.css" in name
    )
    assert "--red:#123456" in style
    assert "--red:#abcdef" in style
    assert "display:none}" not in style.split("@layer theme")[1]
    assert "--x" not in style.split("@layer theme")[1]


def test_assets_are_named_for_their_content() -> None:
    files = layouts.read(Path("/nowhere"))
    one, two = layouts.assets(files, {}), layouts.assets(files, {"red": "#123456"})
    assert {name.split("/")[1] for name in one} != {name.split("/")[1] for name in two}
    assert layouts.assets(files, {}) == one


def test_the_day_is_written_out_in_the_sites_language() -> None:
    words, _ = layouts.words(layouts.read(Path("/nowhere")), "zh-CN")
    day = words.day(date(2026, 3, 5))
    assert (day.iso, day.text, day.short) == ("2026-03-05", "2026年3月5日", "3月5日")


def test_a_page_has_ten_kilobytes_of_own_script_at_most_before_anything_is_asked() -> None:
    scripts = {
        path.rpartition("/")[2]: data
        for path, data in layouts.assets(layouts.read(layouts.built_in()), {}).items()
        if path.endswith(".js")
    }
    for page in (("main.js", "search.js"), ("main.js", "mark.js", "copy.js")):
        assert sum(len(scripts[name]) for name in page) <= 10_000, page
        for name in page:
            assert not re.search(rb"^import .* from", scripts[name], re.MULTILINE), name
    packed = sum(len(gzip.compress(data)) for data in scripts.values())
    assert packed <= 15_000


def test_scripts_lose_comments_and_indentation_but_no_text() -> None:
    files = layouts.Layouts(
        {
            "scripts/a.js": "// why\nconst a = 1; // stays\n  // also why\n\n  b(`x // y`);\n",
            "scripts/b.js": "const t = `one\n  // two\n`;\n",
        },
        "",
    )
    scripts = {
        path.rpartition("/")[2]: data.decode()
        for path, data in layouts.assets(files, {}).items()
        if path.endswith(".js")
    }
    assert scripts["a.js"] == "const a = 1; // stays\nb(`x // y`);\n"
    assert scripts["b.js"] == "const t = `one\n  // two\n`;\n"
