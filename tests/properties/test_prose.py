"""Laws of reading Markdown that hold for every text, whatever an author writes."""

from __future__ import annotations

import pickle
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builder.load.prose import parse
from builder.model.prose import Link, Prose, assemble, length, summary

# Marks that mean something to the reader, in every order, with words of several kinds.
MARKS = (
    "[ ]( ) ! * ** _ ~~ ` ``` < > <!-- --> & # \\ | |-|-| [^1] [^1]:\t- 1. > <b> <script> </p> "
    "甲 乙。 “ ” （ ） a b.pdf item:x #甲 http:// https://[ mailto: // .. %2e 　　 表1 表： Table: "
    "'t' javascript: allow: é 😀 한 ア &#x26; &quot; :: @ . === ---"
)
MARKED = st.lists(
    st.sampled_from([*MARKS.split(" "), " ", "\n", "\n\n", "    ", "\r\n", "\0"]), max_size=40
).map("".join)
TEXTS = st.one_of(MARKED, st.text())
TAG = re.compile(
    "p|a|em|strong|del|code|pre|blockquote|[uo]l|li|hr|br|img|figure|figcaption|div|table|caption|"
    "thead|tbody|tr|th|td|section|sup|span|h[2-6]"
)
ATTRIBUTE = re.compile(
    "href|src|alt|title|class|id|rel|role|scope|start|tabindex|loading|aria-labelledby"
)
VOID = frozenset(("hr", "br", "img"))

STOCK = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


class Outline(HTMLParser):
    """What tags a page opens and closes, and the ids it gives."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert TAG.fullmatch(tag)
        assert tag != "a" or "a" not in self.open
        for name, value in attrs:
            assert ATTRIBUTE.fullmatch(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                assert re.match(r"/|#|https?://|mailto:|tel:", value or "", re.IGNORECASE)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def html(prose: Prose) -> str:
    return assemble(prose, lambda ref: Link(f"/{ref.target}"))


@given(TEXTS)
def test_every_text_becomes_balanced_html_of_harmless_tags(text: str) -> None:
    shown = html(parse(text))
    assert "<script" not in shown
    assert Outline(shown).open == []


@given(TEXTS)
def test_the_anchors_of_a_text_are_the_ids_it_shows_and_each_once(text: str) -> None:
    prose = parse(text)
    ids = Outline(html(prose)).ids
    assert sorted(ids) == sorted(prose.anchors)
    assert len(set(ids)) == len(ids)


@given(TEXTS)
def test_reading_a_text_twice_gives_the_same_and_survives_a_cache(text: str) -> None:
    prose = parse(text)
    assert parse(text) == prose
    assert pickle.loads(pickle.dumps(prose)) == prose


@given(TEXTS, st.integers(1, 50))
def test_the_front_matter_above_only_moves_the_lines(text: str, first_line: int) -> None:
    here, moved = parse(text), parse(text, first_line)
    assert html(moved) == html(here)
    assert [ref.line for ref in moved.refs] == [ref.line + first_line - 1 for ref in here.refs]
    assert [block.line for block in moved.blocks] == [
        block.line + first_line - 1 for block in here.blocks
    ]


@given(TEXTS)
def test_every_place_lies_within_the_text(text: str) -> None:
    lines = re.split(r"\r\n?|\n", text)
    prose = parse(text)
    for ref in prose.refs:
        assert 1 <= ref.column <= ref.column + ref.length - 1 <= len(lines[ref.line - 1]) + 1
    for line, column, snippet in prose.raw_html:
        first = snippet.partition("\n")[0].rstrip().replace("\ufffd", "\0")
        written = lines[line - 1].replace("\ufffd", "\0")
        assert written.startswith(first, column - 1) or "\\|" in written
    for waiver in prose.waivers:
        assert 1 <= waiver.line <= len(lines)
        assert waiver.first_line <= waiver.last_line <= len(lines)


@given(st.text("ab*_~ .,()\"'!-", max_size=40))
def test_emphasis_in_ascii_is_that_of_commonmark(text: str) -> None:
    # The letter keeps the line a paragraph, so that only what stands within it is compared.
    shown = html(parse(f"a{text}")).strip().removeprefix("<p>").removesuffix("</p>")
    stock = STOCK.renderInline(f"a{text}".rstrip())
    stock = stock.replace("<s>", "<del>").replace("</s>", "</del>").replace("&quot;", '"')
    assert shown == stock


@given(st.lists(st.text("一二三监测逐项工作。，：“”（）《》、", min_size=1), max_size=6))
def test_plain_paragraphs_lose_no_character(paragraphs: list[str]) -> None:
    prose = parse("\n\n".join(paragraphs))
    assert [block.text for block in prose.blocks] == paragraphs
    assert re.sub(r"<[^>]*>|\n", "", html(prose)) == "".join(paragraphs)


@given(st.text("一二三监测", min_size=1), st.text("逐项，。“”（）《》", min_size=1))
def test_bold_words_are_bold_beside_any_chinese_punctuation(before: str, bold: str) -> None:
    assert f"<strong>{bold}</strong>" in html(parse(f"{before}**{bold}**{before}"))


@given(st.text(), st.integers(1, 200))
def test_a_summary_fits_and_is_the_beginning_of_the_text(text: str, limit: int) -> None:
    short = summary(text, limit)
    assert len(short) <= limit
    words = re.sub(r"\s", "", text)
    assert words.startswith(re.sub(r"\s", "", short.removesuffix("…")))


@given(st.text(), st.text())
def test_lengths_of_two_paragraphs_add_up(one: str, other: str) -> None:
    assert length(f"{one}\n{other}") == length(one) + length(other)
