"""How a text from elsewhere is cleaned."""

from __future__ import annotations

import re

import pytest

from builder.importing.body import clean, escaped
from builder.importing.recipe import Body
from builder.load.prose import parse


def text(source: str, **how: object) -> str:
    return clean(source, Body(**how), "全县供水情况").text  # type: ignore[arg-type]


def test_a_first_line_that_repeats_the_title_goes() -> None:
    assert text("# 全县供水 情况\n\n正文\n") == "正文"
    assert text("全县供水情况\n===\n\n正文\n") == "正文"
    assert text("# 全县供水情况\n\n正文", title_heading="keep") == "## 全县供水情况\n\n正文"
    assert text("# 别的题\n\n正文") == "## 别的题\n\n正文"


def test_headings_leave_room_for_the_title_and_fences_alone() -> None:
    assert text("# 一\n\n```\n# 注\n```\n\n### 二") == "## 一\n\n```\n# 注\n```\n\n#### 二"
    assert text("## 一\n\n### 二") == "## 一\n\n### 二"
    assert text("#### 一", headings=3) == "### 一"


def test_unseen_characters_and_blanks_at_line_ends_go() -> None:
    assert text("甲\u200b乙\ufeff\x07  \n\n\n\n丙 \t\n") == "甲乙  \n\n丙"


def test_full_width_blanks_begin_paragraphs() -> None:
    assert text("　　甲。\n　　乙。\n丙。") == "甲。\n\n乙。\n丙。"
    assert text("　　甲。", indent="keep") == "　　甲。"


def test_head_lines_and_named_lines_go() -> None:
    assert text("发布\n<!-- END -->\n\n正文", start_after="<!-- END -->") == "正文"
    assert text("甲\n（完）\n", drop=(re.compile("^（完）$"),)) == "甲"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("<p>甲<br>乙</p><p>丙</p>", "甲\\\n乙\n\n丙"),
        ("<b>重</b>点", "**重**点"),
        ('<a href="https://example.cn">网</a>', "[网](https://example.cn)"),
        ('<img src="a.png" alt="图">', "![图](a.png)"),
        ("甲<!-- 注 -->乙 &lt;5", "甲乙 <5"),
        ("<国务院关于职工工作时间的规定>", "<国务院关于职工工作时间的规定>"),
        ("<H2>题</H2>文", "## 题\n\n文"),
        (
            "<table><tr><th>年</th><th>数</th></tr><tr><td>2015</td><td>1|2</td></tr></table>",
            "| 年 | 数 |\n| --- | --- |\n| 2015 | 1\\|2 |",
        ),
        (
            '<table><tr><td colspan="2">合计</td></tr><tr><td>甲</td><td>乙</td></tr></table>',
            "| 合计 |  |\n| --- | --- |\n| 甲 | 乙 |",
        ),
        ("<table></table>文", "文"),
    ],
)
def test_simple_html_becomes_markdown(source: str, wanted: str) -> None:
    assert text(source) == wanted


def test_html_may_stay() -> None:
    assert text("<b>甲</b>", html="keep") == "<b>甲</b>"


@pytest.mark.parametrize(
    "line",
    [
        "1. 修正液",
        "12) 项",
        "# 井号",
        "- 横",
        "* 星",
        "> 引",
        "===",
        "---",
        "| 竖",
        "甲*乙*丙",
        "a_b_c",
        "`码`",
        "[x](y)",
        "<b>甲</b>",
        "&lt;",
        "~~删~~",
        "C:\\路径",
        "    四格",
        "+ 加",
        "2026.03.05",
    ],
)
def test_an_escaped_line_is_shown_as_it_is(line: str) -> None:
    prose = parse(escaped(line), 1)
    assert prose.text.strip() == line.strip()


def test_plain_text_makes_a_paragraph_of_each_line() -> None:
    assert text("一、甲\n1. 乙\n", escape=True, lines="paragraphs") == "一、甲\n\n1\\. 乙"
