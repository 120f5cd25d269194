"""Laws of the normalisation: what a text holds is a phrase of its tokens, and nothing else is."""

import re

from hypothesis import given
from hypothesis import strategies as st

from builder import normalise

HAN = st.text(alphabet="政务信息调度一二〇𠮷々繁體", min_size=2, max_size=12)
MIXED = st.text(alphabet="政务信息12,.5gAＡ〔〕《》、，。- “”%\u200b𠮷體", max_size=30)


def within(phrase: str, tokens: str) -> bool:
    return f" {phrase} " in f" {tokens} "


@given(st.text())
def test_any_text_folds_once_and_for_all(text: str) -> None:
    for traditional in (True, False):
        tokens = normalise.tokens(normalise.fold(text, traditional))
        assert not re.search(r"[<>&。\n]", tokens)
        query = normalise.query(text, traditional)
        assert all(query.words) and all(query.without)


@given(MIXED, HAN, MIXED, st.data())
def test_every_run_of_two_is_found(before: str, run: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    tokens = normalise.tokens(normalise.fold(before + run + after, traditional=True))
    assert within(normalise.phrase(normalise.fold(run[start:end], traditional=True)), tokens)


@given(HAN, HAN)
def test_han_is_found_only_where_it_stands(text: str, asked: str) -> None:
    folded, wanted = (normalise.fold(part, traditional=True) for part in (text, asked))
    assert within(normalise.phrase(wanted), normalise.tokens(folded)) == (wanted in folded)


@given(MIXED)
def test_a_text_finds_itself(text: str) -> None:
    folded = normalise.fold(text, traditional=True)
    phrase = normalise.phrase(folded)
    assert not phrase or within(phrase, normalise.tokens(folded))


@given(st.integers(0, 10**9), st.integers(0, 999), st.sampled_from("个%元、。 台-期"))
def test_whole_numbers_only(number: int, other: int, unit: str) -> None:
    tokens = normalise.tokens(normalise.fold(f"共{number:,}{unit}", traditional=True))
    assert within(normalise.phrase(str(number)), tokens)
    assert within(normalise.phrase(str(other)), tokens) == (other == number)
    decimal = normalise.tokens(normalise.fold(f"共{number}.{other}{unit}", traditional=True))
    assert within(normalise.phrase(f"{number}.{other}"), decimal)
    assert not within(normalise.phrase(str(other)), decimal)


@given(MIXED)
def test_width_case_and_forms_do_not_matter(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    forms = {new: old for old, new in normalise.table().items()}
    other = "".join(forms.get(c, c) for c in wide).upper()
    assert normalise.fold(other, traditional=True) == normalise.fold(text, traditional=True)
