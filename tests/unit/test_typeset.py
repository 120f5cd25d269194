"""What must not be parted at a line's end."""

from __future__ import annotations

import pytest

from builder.typeset import kept, title


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("查出42台", "42台"),
        ("3月5日起", "3月5日"),
        ("2026年3月5日", "2026年3月5日"),
        ("降低3.9个百分点", "3.9个百分点"),
        ("共1,286户", "1,286户"),
        ("198.7亿元", "198.7亿元"),
    ],
)
def test_a_number_stays_with_its_unit(text: str, together: str) -> None:
    assert f'<span class="nb">{together}</span>' in kept(text)


@pytest.mark.parametrize("text", ("5G基站", "PM2.5", "第3", "covid-19", "12.5%"))
def test_other_numbers_are_left_as_they_are(text: str) -> None:
    assert kept(text) == text


def test_a_title_breaks_between_clauses() -> None:
    shown = title("增速回升，投资偏弱")
    assert shown == '<span class="clause">增速回升，</span><span class="clause">投资偏弱</span>'


def test_a_title_is_escaped() -> None:
    assert "<script>" not in title("<script>，&")
    assert "&lt;script&gt;" in title("<script>，&")


def test_a_long_clause_may_break_inside() -> None:
    assert "clause" not in title("一" * 30 + "，" + "二" * 30)
