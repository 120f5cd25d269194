"""Say what a text shows once it is assembled, how long it is and how it is summed up."""

from __future__ import annotations

import pytest

from builder.model.prose import (
    Anchor,
    Block,
    FileNote,
    ImageSize,
    Level,
    Link,
    Piece,
    Prose,
    Ref,
    RefRole,
    Target,
    assemble,
    is_cjk,
    joins,
    length,
    summary,
)

FILE = Ref(RefRole.FILE, "a.pdf", "", 1, 1, 5, "附件")
IMAGE = Ref(RefRole.IMAGE, "a.jpg", "", 2, 1, 5, "现场")


PLAIN = Link("x")


def html(*pieces: Piece, link: Link = PLAIN, prefix: str = "", shift: int = 0) -> str:
    return assemble(Prose(pieces=pieces), lambda _: link, prefix=prefix, shift=shift)


def test_literal_pieces_are_kept_as_they_are() -> None:
    assert html("<p>甲 &amp; 乙</p>") == "<p>甲 &amp; 乙</p>"


def test_an_address_cannot_break_out_of_its_attribute() -> None:
    assert html(Target(FILE), link=Link("/a\"'<&>")) == "/a&quot;&#x27;&lt;&amp;&gt;"


def test_the_prefix_stands_before_every_id_and_fragment() -> None:
    assert html('id="', Anchor("甲"), '" href="#', Anchor("甲"), prefix="n-") == (
        'id="n-甲" href="#n-甲'
    )


def test_headings_can_be_shifted_but_never_past_the_sixth_level() -> None:
    assert html(Level(2), Level(3), Level(6), shift=1) == "346"


def test_an_image_has_its_size_only_where_it_is_known() -> None:
    assert html(ImageSize(IMAGE), link=Link("x", 640, 480)) == ' width="640" height="480"'
    assert html(ImageSize(IMAGE)) == ""


def test_an_attachment_tells_kind_and_size_only_where_they_are_known() -> None:
    note = ' <span class="file-note">(PDF, 1.2 MB &lt;)</span>'
    assert html(FileNote(FILE), link=Link("x", note="(PDF, 1.2 MB <)")) == note
    assert html(FileNote(FILE)) == ""


def test_each_reference_is_resolved_once() -> None:
    asked: list[Ref] = []

    def resolve(ref: Ref) -> Link:
        asked.append(ref)
        return Link(ref.target, 1, 1)

    assemble(Prose(pieces=(Target(IMAGE), ImageSize(IMAGE), Target(FILE))), resolve)
    assert asked == [IMAGE, FILE]


def test_the_text_is_its_blocks_one_a_line() -> None:
    assert Prose(blocks=(Block("甲", 1), Block("乙", 3))).text == "甲\n乙"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("政务信息", 4),
        ("“放管服”改革，成效明显。", 9),
        ("PM2.5", 2),
        ("1,200.5亩", 2),
        ("二〇二六年", 5),
        ("86.5%", 1),
        ("5G基站 Wi-Fi", 6),
        ("甲\n乙　丙", 3),
        ("㐀𠮷", 2),
        ("ＡＢＣ１２", 2),
        ("café", 1),
    ],
)
def test_length_counts_as_chinese_offices_do(text: str, count: int) -> None:
    assert length(text) == count


def test_a_short_text_is_its_own_summary() -> None:
    assert summary("  甲乙。 \n丙丁") == "甲乙。丙丁"


def test_a_heading_keeps_a_space_in_a_summary() -> None:
    assert summary("一、概况\n今年以来。") == "一、概况 今年以来。"


def test_a_summary_ends_with_the_last_sentence_that_fits() -> None:
    assert summary("第一句。第二句！第三句？", 10) == "第一句。第二句！"


def test_a_closing_quote_stays_with_its_sentence() -> None:
    text = "他说：“完成了。”随后大家开会讨论。"
    assert summary(text, 10) == "他说：“完成了。”"
    assert summary("他说：“干完了。”随后", 8) == "他说…"


def test_a_long_first_sentence_is_cut_at_its_last_pause() -> None:
    assert summary("一二三四，五六七八，九十九十九十九十。", 12) == "一二三四，五六七八…"


def test_a_sentence_without_pauses_is_cut_at_the_limit() -> None:
    assert summary("一二三四五六七八九十。", 5) == "一二三四…"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("达到1,234.56万元以上水平", 8, "达到…"),
        ("使用PowerPoint软件", 8, "使用…"),
        ("自17:30开始", 4, "自…"),
        ("增长12.5%左右啊", 7, "增长…"),
        ("网址a.b?c=d全部内容如下", 8, "网址…"),
    ],
)
def test_no_cut_falls_inside_a_word_or_a_number(text: str, limit: int, shown: str) -> None:
    assert summary(text, limit) == shown


def test_a_summary_never_exceeds_its_limit() -> None:
    text = "今年以来，全县机械化率86.5%。" * 20
    assert all(len(summary(text, limit)) <= limit for limit in range(1, 200))


def test_emoji_and_arrows_are_no_chinese_characters() -> None:
    assert [is_cjk(character) for character in "中。“あ한Ａ𠮷"] == [True] * 7
    assert [is_cjk(character) for character in "a.é→☀😀"] == [False] * 6


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("中", "国", True),
        ("，", "但", True),
        ("：", "“", True),
        ("あ", "い", True),
        ("한", "국", False),
        ("中", "A", False),
        ("3", "月", False),
        ("”", "“", False),
        ("", "中", False),
    ],
)
def test_a_line_break_means_nothing_between_han_or_kana_only(
    before: str, after: str, expected: bool
) -> None:
    assert joins(before, after) is expected
