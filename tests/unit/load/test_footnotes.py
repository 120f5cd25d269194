"""Say how footnotes are numbered, linked in both directions and never lost."""

from __future__ import annotations

import re

from builder.load import footnotes
from builder.load.prose import parse
from builder.model.prose import Link, Prose, assemble


def html(body: str) -> str:
    return assemble(parse(body), lambda ref: Link(ref.target), prefix="p-")


def texts(prose: Prose) -> list[str]:
    return [block.text for block in prose.blocks]


def test_a_footnote_is_linked_in_both_directions() -> None:
    assert html("甲[^a]。\n\n[^a]: 来源。") == (
        '<p>甲<sup class="noteref"><a id="p-noteref_1" href="#p-note_1" role="doc-noteref">1</a>'
        "</sup>。</p>\n"
        '<section class="footnotes" role="doc-endnotes">\n<ol>\n<li id="p-note_1">\n'
        '<p>来源。 <a href="#p-noteref_1" role="doc-backlink" aria-labelledby="p-noteref_1">↩</a>'
        "</p>\n</li>\n</ol>\n</section>\n"
    )


def test_footnotes_are_numbered_as_they_are_cited() -> None:
    shown = html("甲[^b]乙[^a]\n\n[^a]: 后\n\n[^b]: 先")
    assert re.findall(r"<p>(.) <a", shown) == ["先", "后"]


def test_a_footnote_cited_twice_leads_back_to_both_places() -> None:
    shown = html("甲[^1]乙[^1]\n\n[^1]: 丙")
    assert 'id="p-noteref_1_2" href="#p-note_1"' in shown
    assert shown.count('role="doc-backlink"') == 2


def test_a_footnote_may_cite_another() -> None:
    shown = html("甲[^1]\n\n[^1]: 见[^2]\n[^2]: 乙")
    assert shown.index("见") < shown.index("<p>乙")
    assert shown.count("<li") == 2


def test_footnotes_that_cite_each_other_come_to_an_end() -> None:
    assert html("甲[^1]\n\n[^1]: 见[^2]\n\n[^2]: 见[^1]").count("<li") == 2


def test_a_footnote_that_nothing_cites_is_shown_last() -> None:
    shown = html("甲[^2]\n\n[^1]: 无人引用\n\n[^2]: 乙")
    assert shown.index("<p>乙") < shown.index("<p>无人引用</p>")


def test_a_footnote_may_hold_several_blocks() -> None:
    shown = html("甲[^1]\n\n[^1]: 一\n\n    二\n\n    - 三\n\n乙")
    assert "<p>一</p>\n<p>二</p>\n<ul>\n<li>三</li>\n</ul>\n<p> <a href" in shown
    assert shown.index("<p>乙</p>") < shown.index("<section")


def test_the_first_of_two_definitions_counts() -> None:
    shown = html("甲[^1]\n\n[^1]: 一\n\n[^1]: 二")
    assert "一" in shown and "二" not in shown


def test_labels_are_compared_without_regard_to_case() -> None:
    assert "doc-noteref" in html("甲[^Note]\n\n[^nOTE]: 乙")


def test_a_marker_without_definition_stays_text() -> None:
    assert html("甲[^9]") == "<p>甲[^9]</p>\n"


def test_a_label_that_cites_a_footnote_makes_no_link_for_links_do_not_nest() -> None:
    shown = html("[甲[^1]](a.pdf)\n\n[^1]: 乙")
    assert "<p>[甲<sup" in shown and "</sup>](a.pdf)</p>" in shown


def test_markers_are_not_among_the_words() -> None:
    assert texts(parse("甲[^1]\n乙。\n\n[^1]: 丙")) == ["甲乙。", "丙"]


def test_references_in_footnotes_know_their_line() -> None:
    (ref,) = parse("甲[^1]\n\n[^1]: 乙\n    [丙](a.pdf)").refs
    assert (ref.line, ref.column) == (4, 9)


def test_all_ids_of_footnotes_are_anchors() -> None:
    anchors = parse("# 甲[^1]\n\n乙[^1]\n\n[^1]: 丙").anchors
    assert sorted(anchors) == ["note_1", "noteref_1", "noteref_1_2", "甲"]


def test_no_word_of_any_language_is_built_in() -> None:
    shown = html("甲[^1]\n\n[^1]: 乙")
    assert "aria-label=" not in shown
    assert set(re.sub(r"<[^>]*>|\s", "", shown)) == set("甲1乙↩")


def test_order_follows_citations_into_notes() -> None:
    inside = {"x": [], "a": ["c"], "b": [], "c": ["a", "b"]}
    assert footnotes.order(["a", "a"], inside) == ("a", "c", "b", "x")
