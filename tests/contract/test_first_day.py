"""An editor's first day: from an empty folder to a published issue, and back for one item."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAIN = {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "LC_ALL": "", "PYTHONIOENCODING": ""}
CONSOLES: dict[str, Mapping[str, str]] = {
    "utf-8": PLAIN,
    "gbk": {**PLAIN, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "gbk"},
}
SITE = ("--name", "清河政务", "--owner", "清河县人民政府办公室", "--base-url", "https://a.cn/xx/")
TITLE = "早稻备耕进度比上年快三天"
SECRET = "水利工程欠账三处"


class Day:
    """A folder of an editor, and the commands run in it."""

    def __init__(self, folder: Path, console: Mapping[str, str]) -> None:
        self.root = folder / "我的站点"
        self.env = {**os.environ, **console}
        folder.mkdir(exist_ok=True)
        self.run("new", "site", str(self.root), *SITE, cwd=folder)

    def run(self, *words: str, code: int = 0, cwd: Path | None = None) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "builder", *words],
            cwd=cwd or self.root,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        console = self.env["PYTHONIOENCODING"] or "utf-8"
        out, err = done.stdout.decode(console), done.stderr.decode(console)
        assert done.returncode == code, out + err
        assert "Traceback" not in err
        return out + err

    def item(self, title: str, openness: str, body: str) -> Path:
        words = ("--unit", "清河县人民政府办公室", "--kind", "工作动态", "--topics", "粮食生产")
        said = self.run(
            *("new", "item", "zwxx/2024/0001", *words, "--title", title, "--openness", openness)
        )
        path = self.root / said.split("\n")[0].strip()
        path.write_bytes(path.read_bytes() + f"{body}\n".encode())
        return path

    def public(self) -> str:
        """All that the public edition says."""
        pages = sorted((self.root / "dist" / "public").rglob("*"))
        return "".join(p.read_text("utf-8") for p in pages if p.suffix in (".html", ".json"))

    def first_issue(self) -> None:
        self.run("new", "issue", "zwxx", "--date", "2024-03-05")
        self.item(TITLE, "公开", "全县备足种子1200吨。")
        self.item(SECRET, "内部", "三处渠道未修。")

    def sign(self) -> str:
        who = ("--by", "王某", "--role", "主任", "--at", "2024-03-05T17:30")
        return self.run("sign", "zwxx/2024/0001", *who, "--yes")


@pytest.mark.parametrize("console", CONSOLES)
def test_from_an_empty_folder_to_a_published_issue(tmp_path: Path, console: str) -> None:
    day = Day(tmp_path / "桌面", CONSOLES[console])
    assert "没有问题" in day.run("check")
    day.run("--no-search")
    assert "清河政务" in (day.root / "dist/public/index.html").read_text("utf-8")

    day.first_issue()
    assert "[missing-sign-off]" not in day.run("check")
    day.run("--no-search")
    assert TITLE not in day.public(), "a draft is not published"

    said = day.sign()
    assert TITLE in said and SECRET in said
    assert "没有问题" in day.run("check", "--strict")
    day.run("--edition", "all", *(("--no-search",) if console == "gbk" else ()))
    page = day.root / "dist/public/zwxx/2024/0001/zhuban-1/index.html"
    assert TITLE in page.read_text("utf-8")
    assert SECRET not in day.public() and "王某" not in day.public()
    assert not (page.parents[1] / "zhuban-2").exists()
    internal = day.root / "dist/internal/zwxx/2024/0001/zhuban-2/index.html"
    assert SECRET in internal.read_text("utf-8")

    words = ("--reason", "数据有误", "--outcome", "有误", "--date", "2024-03-06", "--yes")
    said = day.run("withdraw", "zwxx/2024/0001/zhuban-1", *words)
    assert "/xx/" not in said and "/zwxx/2024/0001/" in said
    assert "没有问题" in day.run("check", "--strict")
    day.run("--no-search")
    tombstone = page.read_text("utf-8")
    assert "数据有误" in tombstone and "noindex" in tombstone
    assert TITLE not in day.public()


def test_files_that_notepad_saved_are_signed_and_stay_as_notepad_saves_them(
    tmp_path: Path,
) -> None:
    day = Day(tmp_path, PLAIN)
    day.first_issue()
    paths = [p for p in day.root.rglob("*") if p.suffix in (".md", ".yml") and p.is_file()]
    for path in paths:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    day.sign()
    words = ("--reason", "并入下期", "--outcome", "expired", "--date", "2024-03-06", "--yes")
    day.run("withdraw", "zwxx/2024/0001/zhuban-1", *words)
    assert "没有问题" in day.run("check", "--strict")
    for path in paths:
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")
    more = day.item("又一条", "内部", "正文。").read_bytes()
    assert more.decode("utf-8") and b"\r" not in more


def test_the_same_commands_again_overwrite_nothing(tmp_path: Path) -> None:
    day = Day(tmp_path, PLAIN)
    day.run("new", "call", "2026q4")
    before = {p: p.read_bytes() for p in day.root.rglob("*") if p.is_file()}
    assert "已经是站点" in day.run("new", "site", *SITE, code=2)
    assert "已经有了" in day.run("new", "call", "2026q4", code=2)
    assert {p: p.read_bytes() for p in before} == before


def test_outside_a_site_the_way_in_is_shown(tmp_path: Path) -> None:
    day = Day(tmp_path, PLAIN)
    for words in (("new", "issue", "zwxx"), ("sign", "zwxx/2024/0001"), ("withdraw", "x")):
        said = day.run(*words, code=2, cwd=tmp_path)
        assert "build new site" in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("console", CONSOLES)
def test_a_terminal_is_asked_in_its_own_encoding(tmp_path: Path, console: str) -> None:
    import pty

    encoding = "gbk" if console == "gbk" else "utf-8"
    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "new", "site", "站点"],
        cwd=tmp_path,
        env={**os.environ, **CONSOLES[console]},
        stdin=side,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(side)
    answers = ("清河政务", "清河县政府办", "", "", "", "", "")
    os.write(main, "".join(f"{answer}\n" for answer in answers).encode(encoding))
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    out, err = process.communicate(timeout=5)
    os.close(main)
    assert process.returncode == 0, err.decode("utf-8", "replace")
    assert "[https://example.gov.cn/]" in err.decode(encoding)
    assert out.decode(encoding).strip().endswith("站点")
    settings = (tmp_path / "站点" / "site_src" / "site.yml").read_text("utf-8")
    assert "name: 清河政务\n" in settings and "owner: 清河县政府办\n" in settings
