"""Say what the Markdown of a bulletin becomes: HTML, references with their places, plain words."""

from __future__ import annotations

from time import process_time

import pytest

from builder.load.prose import parse
from builder.model.prose import Heading, Link, Ref, RefRole, Waiver, assemble


def html(body: str) -> str:
    return assemble(parse(body), lambda ref: Link(f"/{ref.target}", 4, 3, "PDF"), prefix="p-")


def inner(body: str) -> str:
    """The HTML of a text that is one paragraph."""
    shown = html(body)
    assert shown.startswith("<p>") and shown.endswith("</p>\n") and shown.count("<p>") == 1
    return shown[3:-5]


def words(body: str) -> list[str]:
    return [block.text for block in parse(body).blocks]


def only_ref(body: str) -> Ref:
    (ref,) = parse(body).refs
    return ref


# Emphasis


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("**监测。**逐项", "<strong>监测。</strong>逐项"),
        ("**“引语”**说", "<strong>“引语”</strong>说"),
        ("他说**“引语”**后", "他说<strong>“引语”</strong>后"),
        ("重点是**（一）监测**工作", "重点是<strong>（一）监测</strong>工作"),
        ("监测**(一)逐项**工作", "监测<strong>(一)逐项</strong>工作"),
        ("增长**5%**左右", "增长<strong>5%</strong>左右"),
        ("**《办法》**，2026年", '<strong>《办法》</strong>，<span class="nb">2026年</span>'),
        ("**“引语”**2026年", '<strong>“引语”</strong><span class="nb">2026年</span>'),
        ("*监测。*逐项", "<em>监测。</em>逐项"),
        ("重点是*（一）*监测", "重点是<em>（一）</em>监测"),
        ("~~监测。~~逐项", "<del>监测。</del>逐项"),
        ("他说~~“引语”~~后", "他说<del>“引语”</del>后"),
        ("***监测。***逐项", "<em><strong>监测。</strong></em>逐项"),
        ("**甲**（**乙**）**丙**", "<strong>甲</strong>（<strong>乙</strong>）<strong>丙</strong>"),
        ("*甲（**乙**）丙*丁", "<em>甲（<strong>乙</strong>）丙</em>丁"),
        ("**[办法](a.pdf)。**实施", None),
        ("**한국어(조선말)**는", "<strong>한국어(조선말)</strong>는"),
        ("**テスト。**です", "<strong>テスト。</strong>です"),
    ],
)
def test_emphasis_works_beside_chinese_punctuation(body: str, shown: str | None) -> None:
    if shown is None:
        assert inner(body).startswith("<strong><a ") and inner(body).endswith("。</strong>实施")
    else:
        assert inner(body) == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('a*"foo"*', 'a*"foo"*'),
        ("foo*bar*baz", "foo<em>bar</em>baz"),
        ("foo_bar_baz", "foo_bar_baz"),
        ("**foo.**bar", "**foo.**bar"),
        ("** 甲 **", "** 甲 **"),
        ("3~5甲，6~8甲", "3~5甲，6~8甲"),
        ("20 * 3 * 5", "20 * 3 * 5"),
    ],
)
def test_emphasis_is_elsewhere_as_in_commonmark(body: str, shown: str) -> None:
    assert inner(body) == shown


# Lines and paragraphs


@pytest.mark.parametrize(
    ("body", "shown", "text"),
    [
        ("全县\n工作", "全县工作", "全县工作"),
        ("全县，\n“工作”", "全县，“工作”", "全县，“工作”"),
        ("カタ\nカナ", "カタカナ", "カタカナ"),
        ("**全县**\n*工作*", "<strong>全县</strong><em>工作</em>", "全县工作"),
        ("共\n12件", '共\n<span class="nb">12件</span>', "共 12件"),
        ("one\ntwo", "one\ntwo", "one two"),
        ("한국\n사람", "한국\n사람", "한국 사람"),
        ("甲  \n乙", "甲<br>\n乙", "甲\n乙"),
        ("甲\\\n乙", "甲<br>\n乙", "甲\n乙"),
    ],
)
def test_a_line_break_between_han_or_kana_is_no_space(body: str, shown: str, text: str) -> None:
    assert inner(body) == shown
    assert words(body) == [text]


def test_a_line_that_begins_with_two_full_width_spaces_begins_a_paragraph() -> None:
    assert html("　　第一段。\n　　第二段。\n接着。") == "<p>第一段。</p>\n<p>第二段。接着。</p>\n"
    assert [block.line for block in parse("　　一\n　　二").blocks] == [1, 2]


def test_a_line_of_full_width_spaces_only_ends_a_paragraph_and_shows_nothing() -> None:
    assert html("甲\n　　\n\n乙") == "<p>甲</p>\n<p>乙</p>\n"


def test_windows_line_ends_and_nul_characters_do_no_harm() -> None:
    assert html("甲\r\n\r\n乙\0") == "<p>甲</p>\n<p>乙\ufffd</p>\n"


def test_lists_quotes_and_code_are_written_as_html() -> None:
    assert html("3. 甲\n4. 乙") == '<ol start="3">\n<li>甲</li>\n<li>乙</li>\n</ol>\n'
    assert (
        html("> 甲\n\n- 乙") == "<blockquote>\n<p>甲</p>\n</blockquote>\n<ul>\n<li>乙</li>\n</ul>\n"
    )
    assert html("```c\\+\\+ x\na<b\n```") == (
        '<pre><code class="language-c++">a&lt;b\n</code></pre>\n'
    )
    assert html("---") == "<hr>\n"


def test_blocks_hold_what_a_reader_sees_and_the_line_it_stands_on() -> None:
    body = "# 一、*概况*\n\n甲`乙`[丙](a.pdf)&amp;\n\n- 丁\n  - 戊\n\n> 己\n"
    found = [(block.text, block.line) for block in parse(body, 10).blocks]
    assert found == [("一、概况", 10), ("甲乙丙&", 12), ("丁", 14), ("戊", 15), ("己", 17)]


# Raw HTML and comments


def test_raw_html_is_shown_as_text_and_its_places_are_noted() -> None:
    body = "甲<b>乙</b>\n\n<script>alert(1)</script>\n<!-- 未完"
    prose = parse(body, 5)
    assert html(body).startswith("<p>甲&lt;b&gt;乙&lt;/b&gt;</p>\n<p>&lt;script&gt;alert(1)")
    assert prose.raw_html == (
        (5, 2, "<b>"),
        (5, 6, "</b>"),
        (7, 1, "<script>"),
        (7, 17, "</script>"),
        (8, 1, "<!--"),
    )


def test_code_escapes_and_comparisons_are_no_raw_html() -> None:
    assert parse("`<b>` \\<i> 1<2 a<b <https://a.cn> <a@b.cn>\n\n    <p>").raw_html == ()


def test_comments_are_left_out() -> None:
    assert html("甲<!-- 一 -->乙") == "<p>甲乙</p>\n"
    assert html("one <!-- 一 --> two") == "<p>one two</p>\n"
    assert html("甲\n<!-- 一\n\n二 -->\n乙") == "<p>甲</p>\n<p>乙</p>\n"
    assert html("<!-- 一\n二 --> 乙") == "<p>乙</p>\n"
    assert html("甲\n\n<!-- 一 --> <!-- 二 -->\n\n- <!-- 三 -->丙") == (
        "<p>甲</p>\n<ul>\n<li>丙</li>\n</ul>\n"
    )
    assert html("> <!-- 一 -->\n> 甲") == "<blockquote>\n<p>甲</p>\n</blockquote>\n"
    assert html("`<!-- 一 -->`") == "<p><code>&lt;!-- 一 --&gt;</code></p>\n"


def test_a_comment_that_is_never_closed_loses_no_words() -> None:
    assert words("甲\n<!-- 乙\n\n丙") == ["甲 <!-- 乙", "丙"]


def test_a_waiver_covers_the_block_behind_it() -> None:
    body = "甲\n\n<!-- allow: long-sentence 原文\n如此 -->\n\n乙\n丙\n\n丁"
    assert parse(body, 4).waivers == (Waiver("long-sentence", "原文 如此", 6, 9, 10),)


def test_several_waivers_cover_the_same_block() -> None:
    waivers = parse("<!-- allow: a 甲 -->\n<!-- allow：b 乙 -->\n- 丙\n- 丁").waivers
    assert [(w.code, w.reason, w.line, w.first_line, w.last_line) for w in waivers] == [
        ("a", "甲", 1, 3, 4),
        ("b", "乙", 2, 3, 4),
    ]


def test_a_waiver_within_a_paragraph_covers_that_paragraph() -> None:
    waiver = Waiver("a", "甲", 2, 1, 2)
    assert parse("乙\n丙<!-- allow: a 甲 -->").waivers == (waiver,)


def test_a_waiver_without_reason_or_block_is_kept_for_a_rule_to_report() -> None:
    assert parse("甲\n\n<!-- allow: a -->").waivers == (Waiver("a", "", 3, 3, 3),)


def test_other_comments_are_no_waivers() -> None:
    assert parse("<!-- allowed: a -->\n\n<!-- 备注 -->").waivers == ()


# References


@pytest.mark.parametrize(
    ("address", "role", "target", "anchor"),
    [
        ("item:zwxx/2026/0012/a#甲", RefRole.ITEM, "zwxx/2026/0012/a", "甲"),
        ("report.pdf", RefRole.FILE, "report.pdf", ""),
        ("./图/报告%201.pdf#page=2", RefRole.FILE, "图/报告 1.pdf", "page=2"),
        ("<报告 1.pdf>", RefRole.FILE, "报告 1.pdf", ""),
        ("#%E7%94%B2", RefRole.ANCHOR, "", "甲"),
        ("https://a.cn/甲?b=1#c", RefRole.EXTERNAL, "https://a.cn/%E7%94%B2?b=1#c", ""),
        ("HTTP://a.cn", RefRole.EXTERNAL, "HTTP://a.cn", ""),
        ("mailto:a@b.cn", RefRole.EXTERNAL, "mailto:a@b.cn", ""),
        ("tel:12345", RefRole.EXTERNAL, "tel:12345", ""),
    ],
)
def test_an_address_says_what_it_leads_to(
    address: str, role: RefRole, target: str, anchor: str
) -> None:
    ref = only_ref(f"[甲]({address})")
    assert (ref.role, ref.target, ref.anchor, ref.text) == (role, target, anchor, "甲")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "< javascript:alert(1)>",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://a.cn",
        "//a.cn/b",
        "/a.pdf",
        "../a.pdf",
        "b/../../a.pdf",
        "%2e%2e/a.pdf",
        "b%2F..%2F..%2Fa.pdf",
        "<\\\\a\\b.pdf>",
        "C:/a.pdf",
        "http:a.cn",
        "https://",
        "item:",
        "#",
        "",
    ],
)
def test_a_bad_address_is_shown_as_text_and_kept_for_a_rule_to_report(address: str) -> None:
    body = f"见[甲**乙**]({address})。"
    assert only_ref(body).role is RefRole.BAD
    assert inner(body) == "见甲<strong>乙</strong>。"


def test_links_are_written_with_what_the_page_knows() -> None:
    assert inner("[甲](item:a/b#c)") == '<a href="/a/b">甲</a>'
    assert inner('[甲](a.pdf "乙")') == (
        '<a href="/a.pdf" title="乙">甲</a> <span class="file-note">PDF</span>'
    )
    assert inner("[甲](#乙)") == '<a href="#p-乙">甲</a>'
    assert inner("[甲](https://a.cn)") == '<a href="https://a.cn" rel="noopener">甲</a>'
    assert inner("<a@b.cn>") == '<a href="mailto:a@b.cn">a@b.cn</a>'
    assert inner("[甲][x]\n\n[x]: b.pdf") == (
        '<a href="/b.pdf">甲</a> <span class="file-note">PDF</span>'
    )


def test_addresses_in_words_stay_words() -> None:
    assert inner("https://a.cn -- (c) ...") == "https://a.cn -- (c) ..."


def test_a_link_within_a_link_is_text() -> None:
    assert inner("[甲 <https://b.cn> 乙](a.pdf)").count("<a ") == 1
    assert len(parse("[甲 <https://b.cn> 乙](a.pdf)").refs) == 2


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("甲[乙](a.pdf)丙[丁](a.pdf)", [(7, 6, 5), (7, 17, 5)]),
        ("甲\n  乙[丙](a.pdf\n'丁')", [(8, 8, 5)]),
        ("> - 甲\n>   [乙](a.pdf)", [(8, 9, 5)]),
        ("1. 甲\n\n\t[乙](a.pdf)", [(9, 6, 5)]),
        ("## [甲](a.pdf) ##", [(7, 8, 5)]),
        ("甲\n===\n\n[乙](a.pdf)", [(10, 5, 5)]),
        ("[甲][x]\n\n[x]: a.pdf", [(7, 1, 6)]),
        ("甲<https://a.cn>", [(7, 3, 12)]),
        ("![a.pdf](a.pdf)", [(7, 10, 5)]),
        ("|甲|乙|\n|-|-|\n|`\\|`[乙](a\\|b.pdf)|[乙](a.pdf)|", [(9, 10, 8), (9, 24, 5)]),
        ("　　[甲](a.pdf)\n　　[乙](a.pdf)", [(7, 7, 5), (8, 7, 5)]),
        ("<!-- x\n-->\n[乙]( <a b.pdf> )", [(9, 7, 7)]),
    ],
)
def test_a_reference_knows_where_its_address_was_written(
    body: str, places: list[tuple[int, int, int]]
) -> None:
    assert [(ref.line, ref.column, ref.length) for ref in parse(body, 7).refs] == places


# Images


def test_an_image_alone_is_a_figure_and_its_title_the_caption() -> None:
    assert html('![现*场*](a.jpg "图1 <现场>")') == (
        '<figure><img src="/a.jpg" alt="现场" width="4" height="3" loading="lazy">'
        "<figcaption>图1 &lt;现场&gt;</figcaption></figure>\n"
    )
    assert words('![现场](a.jpg "图1")') == ["图1"]
    assert only_ref('![现场](a.jpg "图1")').caption == "图1"


def test_several_images_stand_in_a_row() -> None:
    shown = html("![一](a.jpg)\n![二](b.jpg)")
    assert shown.startswith('<div class="figures">\n<figure>')
    assert shown.count("<figure>") == 2


def test_an_image_among_words_stays_among_them() -> None:
    assert inner('图![标](a.png "题")例') == (
        '图<img src="/a.png" alt="标" title="题" width="4" height="3" loading="lazy">例'
    )


@pytest.mark.parametrize("source", ["https://a.cn/a.jpg", "item:a/b", "#a", "data:image/png;x"])
def test_no_image_is_loaded_from_elsewhere(source: str) -> None:
    body = f"![甲<]({source})"
    assert html(body) == "<p>甲&lt;</p>\n"
    assert only_ref(body).role is RefRole.BAD_IMAGE


# Headings


def test_headings_begin_at_the_second_level_and_skip_none() -> None:
    depths = [heading.depth for heading in parse("### 甲\n\n##### 乙\n\n### 丙").headings]
    assert depths == [2, 3, 2]
    depths = [heading.depth for heading in parse("# 甲\n\n### 乙\n\n## 丙\n\n### 丁").headings]
    assert depths == [2, 3, 3, 4]


def test_the_id_of_a_heading_is_made_of_its_words() -> None:
    prose = parse(
        "# 二、“主要”做法（ＡＢ）1.5\n\n# !\n\n# 甲\n\n# 甲\n\n# 甲-2\n\n# 甲[^1]\n\n[^1]: 乙"
    )
    assert [heading.id for heading in prose.headings] == [
        "二-主要-做法-ab-1-5",
        "section",
        "甲",
        "甲-2",
        "甲-2-2",
        "甲-3",
    ]
    assert prose.headings[0] == Heading(2, "二-主要-做法-ab-1-5", "二、“主要”做法（ＡＢ）1.5", 1)


def test_heading_levels_and_ids_are_left_to_the_page() -> None:
    shown = assemble(parse("# 甲"), lambda _: Link(""), prefix="x-", shift=2)
    assert shown == '<h4 id="x-甲">甲</h4>\n'


# Tables

TABLE = "| 乡镇 | 数 |\n|---|---|\n| 甲 | 1,200.5 |\n| 乙 | -3% |\n"


def test_a_column_of_figures_says_so() -> None:
    assert '<th scope="col" class="number">数</th>' in html(TABLE)
    assert '<td class="number">-3%</td>' in html(TABLE)
    assert '<th scope="col">乡镇</th>' in html(TABLE)


def test_an_alignment_that_the_author_gave_is_a_class() -> None:
    shown = html("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|")
    assert [f'<td class="{name}">' in shown for name in ("left", "center", "right")] == [True] * 3
    assert "style" not in shown and "number" not in shown


@pytest.mark.parametrize(
    "body",
    [
        f"表1　各乡镇进度\n\n{TABLE}",
        f"表1各乡镇进度\n{TABLE}",
        f"**表一 各乡镇进度**\n\n{TABLE}",
        f"各乡镇进度（表1）\n\n{TABLE}",
        f"表：各乡镇进度\n\n{TABLE}",
        f"Table: 各乡镇进度\n\n{TABLE}",
        f"{TABLE}\n表:各乡镇进度",
        f"{TABLE}Table: 各乡镇进度\n",
    ],
)
def test_a_table_is_named_by_its_caption(body: str) -> None:
    shown = html(body)
    assert '<div class="table" role="region" tabindex="0" aria-labelledby="p-table_1">' in shown
    assert '<caption id="p-table_1">' in shown
    assert shown.count("各乡镇进度") == 1 and "<p>" not in shown
    assert "Table:" not in shown and "表：" not in shown and "表:" not in shown
    assert any("各乡镇进度" in text for text in words(body))


@pytest.mark.parametrize(
    "before", ["各乡镇进度见表1。", "表一致同意。", "表1显示进度如下：", "各乡镇进度如下"]
)
def test_a_sentence_before_a_table_is_no_caption(before: str) -> None:
    assert f"<p>{before}</p>" in html(f"{before}\n\n{TABLE}")
    assert "<caption" not in html(f"{before}\n\n{TABLE}")


def test_a_caption_between_two_tables_belongs_to_the_second() -> None:
    shown = html(f"{TABLE}\n表：后一个\n\n{TABLE}")
    assert shown.index("<table>") < shown.index("<caption") > shown.index("</table>")


def test_a_table_without_caption_is_named_by_the_heading_above() -> None:
    assert 'role="group" tabindex="0" aria-labelledby="p-甲"><table>' in html(f"# 甲\n\n{TABLE}")
    assert 'role="group" tabindex="0"><table>' in html(TABLE)


def test_each_row_of_a_table_is_a_block_of_words() -> None:
    found = [(block.text, block.line) for block in parse(f"表：丙\n\n{TABLE}").blocks]
    assert found == [("丙", 1), ("乡镇 数", 3), ("甲 1,200.5", 5), ("乙 -3%", 6)]


# Hostile texts

HUNDRED_KB = 100_000


@pytest.mark.parametrize("unit", ["[", "*", "|", ">", "`", "[^1]", "![", "<!--", "**a ", "_*", "<"])
@pytest.mark.parametrize("around", [("", ""), ("", "](x)"), ("[^1]: a\n\n", ""), ("", " -->")])
def test_no_text_takes_long(unit: str, around: tuple[str, str]) -> None:
    body = around[0] + unit * (HUNDRED_KB // len(unit)) + around[1]
    parse("warm")
    start = process_time()  # not the clock on the wall: other tests run at the same time
    parse(body)
    assert process_time() - start < 2


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"[a]: https://a.example/{'x' * 100_000}\n\n" + "[a] " * 30_000, "output"),
        (f"[a]: b.png '{'x' * 100_000}'\n\n" + "![a] " * 30_000, "output"),
        ("[^a]: 注\n\n" + "[^a]" * 30_000, "output"),
        ("|甲|\n|-|\n" + "|1|\n" * 200_000, "marks"),
        ("甲\n" * 200_000, "marks"),
        ("[](a.pdf)\n" * 60_000, "marks"),
        (">" * 500 + "甲", "depth"),
        ("- " * 500 + "甲", "depth"),
    ],
)
def test_what_would_be_more_than_any_text_is_refused_whole(body: str, reason: str) -> None:
    start = process_time()
    prose = parse(body)
    assert process_time() - start < 5
    assert (prose.too_much, prose.pieces, prose.blocks) == (reason, (), ())


@pytest.mark.parametrize("unit", ["> ", "- ", "1. ", "[^1]: ", "[a](", "![", "**", "*a **b "])
def test_deep_nesting_does_not_exhaust_the_stack(unit: str) -> None:
    parse(unit * 5000 + "甲")
    parse("".join("  " * depth + f"- {depth}\n" for depth in range(300)))


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("单位\t报送\n县公安局\t12", "| 单位 | 报送 |，表头下面一行写 | --- | --- |"),
        ("• 一是抓好。\n• 二是落实。", "- 一是抓好。，一行一条"),
        ("\uf06c 抓好\n\uf06c 落实", "- 抓好，一行一条"),
    ],
)
def test_what_was_pasted_from_a_sheet_or_a_list_is_told_as_running_together(
    body: str, better: str
) -> None:
    assert [lost.better for lost in parse(f"前文。\n\n{body}").lost] == [better]
    assert [lost.line for lost in parse(f"前文。\n\n{body}").lost] == [3]


@pytest.mark.parametrize(
    "body", ["甲\t乙", "● 甲\n\n● 乙", "- 甲\t乙\n- 丙\t丁", "1. 甲\t乙\n2. 丙\t丁"]
)
def test_lines_that_do_not_run_together_are_left_alone(body: str) -> None:
    assert parse(body).lost == ()
