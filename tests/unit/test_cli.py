"""The command line as a user meets it: exit codes, where messages go, what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.small import issue, item, many, write

ROOT = Path(__file__).resolve().parents[2]


def run(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `build` as a process."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments],
        cwd=cwd or ROOT,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small clean site."""
    return write(tmp_path / "site", many(2, 2))


def test_a_clean_build_is_one_line_and_exit_0(site: Path) -> None:
    done = run("--no-search", cwd=site)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("\n") == 1
    assert (site / "dist" / "public" / "index.html").is_file()


def test_errors_go_to_stdout_and_block(site: Path) -> None:
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item("甲").replace("public", "pubic")})
    done = run("--no-search", cwd=site)
    assert done.returncode == 1
    assert "error[unknown-openness]" in done.stdout
    assert not (site / "dist").exists()


def test_errors_leave_what_was_published(site: Path) -> None:
    assert run("--no-search", cwd=site).returncode == 0
    before = (site / "dist" / "public" / "manifest.json").read_bytes()
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": "---\ntitle: [\n---\n"})
    assert run("--no-search", cwd=site).returncode == 1
    assert (site / "dist" / "public" / "manifest.json").read_bytes() == before


def test_warnings_block_only_when_asked(site: Path) -> None:
    write(
        site,
        {
            "issues/zwxx/2026/0005/issue.md": issue(5, date(2026, 5, 5)),
            "issues/zwxx/2026/0005/01-gongan-1.md": item("甲"),
        },
    )
    assert run("check", cwd=site).returncode == 0
    assert run("check", "--strict", cwd=site).returncode == 1
    assert run("--no-search", "--strict", cwd=site).returncode == 1
    assert run("--no-search", cwd=site).returncode == 0


def test_json_is_one_object_a_line(site: Path) -> None:
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item("甲", unit="gongan2")})
    done = run("check", "--format", "json", cwd=site)
    (line,) = done.stdout.splitlines()
    fault = json.loads(line)
    assert set(fault) == {"code", "severity", "path", "line", "column", "message", "help"}
    assert (fault["code"], fault["line"], fault["column"]) == ("unknown-unit", 4, 9)


def test_select_and_ignore_choose_rules(site: Path) -> None:
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item("甲", unit="gongan2")})
    assert run("check", "--ignore", "unknown-unit", cwd=site).returncode == 0
    assert run("check", "--select", "unknown-topic", cwd=site).returncode == 0
    assert run("check", "--select", "no-such", cwd=site).returncode == 2


def test_a_path_limits_the_report(site: Path) -> None:
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item("甲", unit="gongan2")})
    assert run("check", "issues/zwxx/2026/0002", cwd=site).returncode == 0
    assert run("check", "issues/zwxx/2026/0001", cwd=site).returncode == 1
    assert run("check", "issues/nowhere", cwd=site).returncode == 2


def test_outside_a_site_there_is_advice_and_exit_2(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "site.yml" in done.stderr


def test_the_root_is_found_from_a_folder_inside(site: Path) -> None:
    assert run("check", cwd=site / "issues" / "zwxx").returncode == 0


@pytest.mark.parametrize(
    "bad", (["--as-of", "gestern"], ["--edition", "x"], ["nonsense"], ["--jobs", "0"])
)
def test_wrong_usage_is_exit_2(site: Path, bad: list[str]) -> None:
    assert run(*bad, cwd=site).returncode == 2


def test_the_day_decides_what_is_out(site: Path) -> None:
    assert run("--no-search", "--as-of", "2026-01-06", cwd=site).returncode == 0
    assert (site / "dist/public/zwxx/2026/0001/index.html").is_file()
    assert not (site / "dist/public/zwxx/2026/0002").exists()


def test_both_editions_go_to_folders_of_their_own(site: Path) -> None:
    assert run("--no-search", "--edition", "all", cwd=site).returncode == 0
    assert {p.name for p in (site / "dist").iterdir() if not p.name.startswith(".")} == {
        "public",
        "internal",
    }


def test_a_missing_pagefind_is_exit_2_and_changes_nothing(site: Path) -> None:
    done = run("--no-cache", cwd=site, PAGEFIND_BINARY_PATH="/nowhere/pagefind")
    assert done.returncode == 2
    assert "--no-search" in done.stderr
    assert not (site / "dist").exists()


def test_a_base_url_given_replaces_the_sites(site: Path) -> None:
    assert run("--no-search", "--base-url", "https://x.example/deep", cwd=site).returncode == 0
    assert 'href="/deep/units/"' in (site / "dist/public/index.html").read_text("utf-8")
    assert run("--base-url", "ftp://x", cwd=site).returncode == 2


def test_a_console_that_is_not_utf_8_still_reads_chinese(site: Path) -> None:
    done = run("check", cwd=site, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert done.returncode == 0
    assert "检查完毕" in done.stderr


def test_explain_shows_a_rule_in_both_languages() -> None:
    assert "units.yml" in run("explain", "unknown-unit").stdout
    assert "register of units" in run("--lang", "en", "explain", "unknown-unit").stdout
    done = run("explain", "unknown-unti")
    assert (done.returncode, "unknown-unit" in done.stderr) == (2, True)


def test_messages_come_in_english_when_asked(site: Path) -> None:
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item("甲", unit="gongan2")})
    done = run("check", "--lang", "en", cwd=site)
    assert "there is no unit" in done.stdout
    assert "1 errors" in done.stderr


def test_schema_prints_json() -> None:
    assert "item" in json.loads(run("schema").stdout)["$defs"]


def test_output_that_nobody_reads_is_no_traceback(site: Path) -> None:
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item("甲", unit="gongan2")})
    command = f"{sys.executable} -m builder check --root {site} | head -1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_fix_applies_what_can_be_mended(site: Path) -> None:
    text = item("甲").replace("title: 甲", "title：甲").replace("2026-01-05", "2026-1-5")
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": text})
    assert run("check", cwd=site).returncode == 1
    run("check", "--fix", cwd=site)
    run("check", "--fix", cwd=site)
    assert run("check", cwd=site).returncode == 0


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("--edition", "x"), "--edition 不能是 'x'，可用：", "invalid choice"),
        (("check", "--nope"), "没有这样的参数：--nope", "unrecognized arguments"),
        (("import",), "缺少参数：", "required"),
        (
            ("check", "--as-of", "3月5日"),
            "--as-of 不能是“3月5日”，写成 2026-03-05 的样子",
            "3月5日",
        ),
        (("serve", "--port", "八千"), "--port 要写整数", "invalid int value"),
    ],
)
def test_wrong_words_are_refused_in_the_language_of_the_user(
    words: tuple[str, ...], zh: str, en: str
) -> None:
    done = run(*words)
    assert done.returncode == 2 and zh in done.stderr and "用法: build" in done.stderr
    done = run("--lang", "en", *words)
    assert done.returncode == 2 and en in done.stderr and "usage: build" in done.stderr


def test_help_is_chinese() -> None:
    shown = run("check", "--help").stdout
    assert "用法: build check" in shown and "选项:" in shown and "show this help" not in shown


def test_an_encoding_that_was_asked_for_is_kept(site: Path) -> None:
    write(site, {"issues/zwxx/2026/0001/01-gongan-1.md": item("甲").replace("public", "pubic")})
    done = subprocess.run(
        [sys.executable, "-m", "builder", "check"],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )
    assert "公开属性不能是“pubic”" in done.stdout.decode("gbk")


def test_a_site_in_english_is_spoken_to_in_english(site: Path) -> None:
    settings = site / "site_src" / "site.yml"
    settings.write_text(settings.read_text("utf-8") + "locale: en\n", "utf-8")
    assert "report only, write nothing" in run("--root", str(site), "import", "--help").stdout
    assert "usage: build" in run("check", "--nothing", cwd=site).stderr
    assert "用法: build" in run("--lang", "zh", "check", "--nothing", cwd=site).stderr


def test_the_command_that_help_lists_first_may_be_written_out(site: Path) -> None:
    assert run("build", "--no-search", cwd=site).returncode == 0
