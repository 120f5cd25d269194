"""What is quoted is read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import fields
from builder.fields import List, Table, Text
from builder.importing import quoting

WORDS = st.text(
    st.sampled_from("abz09甲乙：，。「」〔〕 :#,[]{}&*!|>'\"%@`-?~=\\\n\t/<年"), min_size=1
).filter(lambda text: text.strip() != "")


def value_of(source: str) -> fields.Value:
    table, faults = fields.read(source, "x.yml", 1, {"title": "标题"})
    assert not faults
    return {key.value: value for key, value in table}["k"]


@given(WORDS)
def test_a_quoted_text_comes_back(text: str) -> None:
    value = value_of(f"k: {quoting.quote(text)}\n")
    assert isinstance(value, Text)
    assert value.value == text
    assert not value.comment


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_list_comes_back(texts: list[str]) -> None:
    value = value_of(f"k: {quoting.texts(texts)}\n")
    assert isinstance(value, List)
    assert [item.value for item in value.items if isinstance(item, Text)] == texts


@given(WORDS)
def test_a_table_comes_back(text: str) -> None:
    line = quoting.table([("a", quoting.quote(text, flow=True)), ("b", "c")])
    value = value_of(f"k: {line}\n")
    assert isinstance(value, Table)
    assert {k.value: v.value for k, v in value if isinstance(v, Text)} == {"a": text, "b": "c"}
    assert quoting.flow(value) == line


@pytest.mark.parametrize(
    "text", ["全县供水", "0012", "17:30", "no", "true", "2026-03-05", "《办法》"]
)
def test_plain_texts_stay_plain(text: str) -> None:
    assert quoting.quote(text) == text


@pytest.mark.parametrize(
    "text", ["甲: 乙", "甲 #3", "null", "~", "- a", "@a", "末尾:", " a", "a\nb"]
)
def test_texts_that_yaml_would_misread_are_quoted(text: str) -> None:
    assert quoting.quote(text).startswith('"')
