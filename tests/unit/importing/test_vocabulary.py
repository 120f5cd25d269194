"""Entries that an import adds to the vocabularies."""

from __future__ import annotations

from datetime import UTC

import pytest

from builder import fields
from builder.importing import vocabulary
from builder.importing.recipe import Creating
from builder.importing.vocabulary import Added, Entry, Known
from builder.load import vocabularies

UNITS = """\
# 单位名录
groups:
  bm: 县直部门   # 部门
units:
    gongan:
      name: 县公安局
      former: [{name: 公安处}]
    # 最后一个
    u001: {name: 县农业局, short: 农业局}
"""


def known(**texts: str) -> Known:
    tables = {stem: fields.read(text, f"{stem}.yml")[0] for stem, text in texts.items()}
    decoded, lookup, faults = vocabularies.decode(tables, UTC)
    assert not faults
    return Known(texts, tables, decoded, lookup)


def test_known_names_keep_their_codes_and_new_ones_are_numbered_in_order() -> None:
    here = known(units=UNITS)
    how = Creating(add=True, prefix="u", group="bm", parents="by-name")
    names = ["县公安局交警队", "农业局", "公安处", "gongan", "县水利局"]
    found = vocabulary.created(names, "units", how, here.lookup)
    assert [(e.code, e.name) for e in found] == [("u002", "县公安局交警队"), ("u003", "县水利局")]
    assert found[0].line == "{name: 县公安局交警队, group: bm, parent: gongan}"
    assert found[1].line == "{name: 县水利局, group: bm}"


def test_entries_are_added_below_their_key_and_the_rest_stays() -> None:
    added = Added(
        {
            "units": (Entry("u002", "县水利局", "{name: 县水利局}"),),
            "groups": (Entry("xz", "乡镇", "乡镇"),),
            "kinds": (Entry("k001", "通报", "{name: 通报}"),),
        }
    )
    changed, faults = vocabulary.extended(known(units=UNITS, series="", topics=""), added)
    assert not faults
    assert changed["units"] == UNITS.replace("units:", "  xz: 乡镇\nunits:") + (
        "    u002: {name: 县水利局}\n"
    )
    assert changed["kinds"] == "k001: {name: 通报}\n"
    assert "series" not in changed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "units:\n  a: {name: 甲}\n"),
        ("units:\n", "units:\n  a: {name: 甲}\n"),
        ("units: {}\ngroups: {}\n", "units:\n  a: {name: 甲}\ngroups: {}\n"),
        ("单位:\n  b: {name: 乙}", "单位:\n  b: {name: 乙}\n  a: {name: 甲}\n"),
    ],
)
def test_a_file_of_any_shape_is_added_to(text: str, wanted: str) -> None:
    here = known(units=text, series="", topics="", kinds="")
    changed, faults = vocabulary.extended(here, Added({"units": (Entry("a", "甲", "{name: 甲}"),)}))
    assert (changed["units"], faults) == (wanted, ())


@pytest.mark.parametrize("text", ["{units: {b: {name: 乙}}}\n", "units: {b: {name: 乙}}\n"])
def test_a_vocabulary_within_braces_is_refused(text: str) -> None:
    here = known(units=text, series="", topics="", kinds="")
    added = Added({"units": (Entry("a", "甲", "{name: 甲}"),)})
    assert [fault.code for fault in vocabulary.extended(here, added)[1]] == ["closed-vocabulary"]
