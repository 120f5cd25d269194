"""Which files there are, and the text of one: encodings, sizes, damage, marks of secrecy."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import process_time

import pytest

from builder import secrecy
from builder.load import files
from tests import site


def told(data: bytes) -> list[str]:
    """The faults as `line:column code`."""
    _, faults = files.decoded(data, "a.md")
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in faults]


def test_byte_order_mark_and_foreign_line_ends_change_nothing() -> None:
    for data in ("甲\n乙\n", "\ufeff甲\n乙\n", "甲\r\n乙\r\n", "甲\r乙\r", "\ufeff甲\r\n乙\r\n"):
        assert files.decoded(data.encode(), "a.md") == ("甲\n乙\n", ())


@pytest.mark.parametrize(
    ("encoding", "guess"), [("gb18030", "GBK"), ("utf-16", "UTF-16"), ("utf-16-be", "")]
)
def test_another_encoding_is_refused_and_guessed(encoding: str, guess: str) -> None:
    source, (fault,) = files.decoded("标题: 三月工业用电".encode(encoding), "a.md")
    assert source is None and fault.code == "not-utf8" and guess in fault.message("zh")


def test_the_place_of_a_wrong_byte_counts_characters() -> None:
    assert told("甲\n乙丙".encode() + b"\xff") == ["2:3 not-utf8"]


def test_one_megabyte_is_allowed_and_one_byte_more_is_not() -> None:
    assert told(b"a" * files.LARGEST) == []
    assert told(b"a" * (files.LARGEST + 1)) == ["1:1 item-too-large"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\u200b乙", ["1:2 invisible-character"]),
        ("甲\u200b\u200b乙\u200c", ["1:2 invisible-character", "1:5 invisible-character"]),
        ("甲\u00ad乙", ["1:2 invisible-character"]),
        ("甲\u202e乙\u202c", ["1:2 bidi-control", "1:4 bidi-control"]),
        ("甲\n\x00", ["2:1 control-character"]),
        ("甲\x85乙\u2028", ["1:2 control-character", "1:4 control-character"]),
        ("甲\t乙\u3000丙\u00a0丁", []),
        ("e\u0301 한글 🀄", []),
        ("<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b\n", ["1:1", "3:1", "5:1"]),
        ("标题\n=======\n", []),
        ("<<<<<<<甲 >>>>>>>", []),
    ],
)
def test_damage_is_told_with_its_place(text: str, expected: list[str]) -> None:
    found = told(text.encode())
    assert found == expected or [line.split()[0] for line in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "机密★10年",
            "　　秘密★1年",
            "# 绝密",
            "秘密",
            "**机密**",
            "title: 机密★5年 关于",
            "绝 密",
        ),
        *(
            'title: "秘密"',
            "密级：机密",
            "【秘密】",
            "机密 10年",
            "> 机密★",
            "标题：绝密",
            "秘　密",
        ),
    ],
)
def test_a_mark_of_state_secrecy_is_seen(text: str) -> None:
    assert [line.split()[1] for line in told(text.encode())] == ["secret-mark"]


@pytest.mark.parametrize(
    "text",
    [
        *("要保守国家秘密。", "商业秘密、个人隐私", "秘密级文件的管理", "机密文件一律不上网"),
        *(
            "关键词：秘密",
            "- 秘密",
            "内部资料★妥善保存",
            "涉密不上网，上网不涉密",
            "秘密，不得外传",
        ),
        *("《保守国家秘密法》", "这是一个秘密", "绝密档案馆开馆", "★秘书处", "秘密：略"),
    ],
)
def test_prose_about_secrets_does_not_alarm(text: str) -> None:
    assert told(text.encode()) == []
    assert secrecy.in_prose(text) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("&#31192;密", "秘密"), ("机&#x5bc6;★", "机密"), ("机密&starf;10年", "机密")),
        *(("秘**密**", "秘密"), ("**绝**密★", "绝密"), ("机<!-- -->密★", "机密")),
        *(("絕密★", "絕密"), ("# 秘_密_ 10年", "秘密")),
    ],
)
def test_a_mark_cut_in_two_is_seen_all_the_same(text: str, word: str) -> None:
    source, found = files.decoded(f"甲\n\n{text}\n".encode(), "a.md")
    assert source and [(f.code, f.place.line) for f in found] == [("secret-mark", 3)]
    assert word in found[0].message("zh")


def test_a_mark_with_its_star_is_seen_in_what_a_reader_sees() -> None:
    assert secrecy.in_prose("封面印有机\u200b密 ★") == "机密"
    assert secrecy.in_prose("机密⭐长期") == "机密"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("&#x202e;", "bidi-control"), ("&rlm;", "bidi-control"), ("&#8294;", "bidi-control")),
        *(("&shy;", "invisible-character"), ("&ZeroWidthSpace;", "invisible-character")),
        *(("&#12;", "control-character"), ("&#x2028;", "control-character")),
    ],
)
def test_what_nobody_sees_is_seen_when_it_is_written_as_an_entity(text: str, code: str) -> None:
    assert told(f"甲\n乙{text}丙 &amp; &nbsp; &#9733;".encode()) == [f"2:2 {code}"]


def test_hidden_and_left_over_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", "~$1.docx", "a.md~", "Thumbs.db", "a.bak", "b.md", "子/c.md"):
        site.put(tmp_path, f"issues/{name}", "")
    found, faults = files.entries(tmp_path, "issues")
    assert [entry.path for entry in found] == ["issues/b.md", "issues/子/c.md"] and not faults


def test_no_folder_is_no_fault(tmp_path: Path) -> None:
    assert files.entries(tmp_path, "issues") == ((), ())


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFOs, links need rights there")
def test_what_is_no_plain_file_is_told_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "issues" / "x.md").mkdir(parents=True)
    (tmp_path / "issues" / "y.md").symlink_to("/etc/passwd")
    (tmp_path / "issues" / "z").symlink_to("/")
    os.mkfifo(tmp_path / "issues" / "p.md")
    found, faults = files.entries(tmp_path, "issues")
    assert not found
    assert sorted((f.place.path, f.code) for f in faults) == [
        ("issues/p.md", "unreadable-file"),
        ("issues/x.md", "unreadable-file"),
        ("issues/y.md", "symbolic-link"),
        ("issues/z", "symbolic-link"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    for name in (b"\xff.md", b"a\x1b[31m.md", b"a\nb.md"):
        Path(os.fsdecode(os.fsencode(tmp_path / "issues") + b"/" + name)).write_bytes(b"")
    found, faults = files.entries(tmp_path, "issues")
    assert not found and [f.code for f in faults] == ["unreadable-file"] * 3


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    for path, reason in (("a.md", "文件夹"), ("b.md", "没有这个文件")):
        source, (fault,) = files.text(tmp_path, path)
        assert source is None and reason in fault.message("zh") and fault.help("zh")


def test_another_encoding_is_read_where_it_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("单位\r\n县公安局\r\n".encode("gbk"))
    assert files.text(tmp_path, "a.csv", ("gb18030",)) == ("单位\n县公安局\n", ())
    (tmp_path / "b.csv").write_bytes(b"\xff\xff\xff")
    assert files.text(tmp_path, "b.csv", ("gb18030",))[0] is None


def test_a_line_for_a_report_is_that_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("\ufeff甲\r\n乙\r丙".encode())
    assert [files.line_of(tmp_path, "a.md", n) for n in range(5)] == ["", "甲", "乙", "丙", ""]
    (tmp_path / "a.md").write_bytes("丁".encode())
    assert files.line_of(tmp_path, "a.md", 1) == "丁", "a changed file is read again"
    assert files.line_of(tmp_path, "b.md", 1) == "" == files.line_of(tmp_path, "a\0b", 1)


def test_a_file_full_of_damage_is_told_in_seconds() -> None:
    began = process_time()
    for unit in ("\u200b甲", "\x07", "秘密★", "<<<<<<< a\n", "\u202e"):
        size = files.LARGEST // len(unit.encode())
        _, faults = files.decoded((unit * size).encode(), "a.md")
        assert 0 < len(faults) <= files.MOST
    assert process_time() - began < 10


def test_folders_nested_deeper_than_the_stack_are_told(tmp_path: Path) -> None:
    site.write(tmp_path)
    folder = tmp_path / "issues"
    for _ in range(30):
        folder = folder / "a"
    folder.mkdir(parents=True)
    assert "unreadable-file" in site.codes(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("folder", ("issues", "site_src", "site_src/static", "site_src/pages"))
def test_a_folder_that_is_a_link_is_not_read(tmp_path: Path, folder: str) -> None:
    site.write(tmp_path / "a")
    aside = tmp_path / "aside"
    aside.mkdir()
    (aside / "secret.txt").write_text("甲")
    target = tmp_path / "a" / folder
    if target.exists():
        target.rename(tmp_path / "gone")
    target.symlink_to(aside)
    faults = site.checked(tmp_path / "a").faults
    assert "symbolic-link" in {fault.code for fault in faults}
    assert not any("secret" in fault.place.path for fault in faults)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
@pytest.mark.parametrize(
    "path", ("issues/zwxx/2026/0012/a.pdf", "site_src/static/a.png", "site_src/units.csv")
)
def test_pipes_are_told_and_not_waited_for(tmp_path: Path, path: str) -> None:
    site.write(tmp_path)
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(tmp_path / path)
    assert site.codes(tmp_path) == ["unreadable-file"]
