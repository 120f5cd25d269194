"""How a rule takes values out of a record."""

from __future__ import annotations

import re

import pytest

from builder.importing.taking import NO_MATCH, NOT_A_DATE, TABLED_AWAY, Row, Rule, filled, take

RECORD = {
    "unit": ("甲局;乙局 ；",),
    "empty": (),
    "words": ("农业", "水利", "农业"),
    "date": ("2015年3月5日", "不详"),
    "no": ("第12期、第13期",),
}


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (Rule(("empty", "words")), ("农业", "水利")),
        (Rule(("unknown",), default=("缺",)), ("缺",)),
        (Rule(constant=("公开",)), ("公开",)),
        (Rule(("unit",), split=(";",), strip="；"), ("甲局", "乙局")),
        (Rule(("no",), extract=re.compile(r"第(\d+)期")), ("12", "13")),
        (Rule(("no",), extract=re.compile(r"第\d+期"), pick="last"), ("第13期",)),
        (Rule(("words", "no"), join="·"), ("农业·水利·第12期、第13期",)),
        (Rule(("words",), join="、"), ("农业、水利",)),
        (Rule(("words",), replace=(("农", "渔"),)), ("渔业", "水利")),
        (Rule(("date",), dates=("auto",)), ("2015-03-05",)),
        (Rule(("words",), pick="first"), ("农业",)),
        (Rule(("no",), longest=5), ("第12期…",)),
    ],
)
def test_values_are_taken(rule: Rule, wanted: tuple[str, ...]) -> None:
    assert take(rule, RECORD).values == wanted


def test_what_is_lost_is_told() -> None:
    assert [x.why for x in take(Rule(("date",), dates=("auto",)), RECORD).lost] == [NOT_A_DATE]
    found = take(Rule(("words",), extract=re.compile("水.*")), RECORD)
    assert (found.values, [x.why for x in found.lost]) == (("水利",), [NO_MATCH, NO_MATCH])


def test_a_table_knows_some_values_and_leaves_others() -> None:
    table = (Row(re.compile(r"\A农业\Z"), "nongye"), Row(re.compile("水"), ""))
    found = take(Rule(("words", "no"), table=table), RECORD)
    assert found.values == ("nongye",)
    assert [x.why for x in found.lost] == [TABLED_AWAY]


def test_a_template_needs_all_its_fields() -> None:
    assert filled("{a}-{b}", {"a": ("1",), "b": ("2", "3")}) == "1-2"
    assert filled("{a}-{b}", {"a": ("1",), "b": ()}) == ""
    assert filled("plain", {}) == "plain"
