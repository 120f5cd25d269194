"""The six vocabularies: codes, names, relations, and what is wrong with them."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from builder import fields
from builder.load import vocabularies
from builder.load.lookup import Lookup
from builder.model.vocabulary import Frequency, Tone, Vocabularies


def decode(**sources: str) -> tuple[Vocabularies, Lookup, list[str]]:
    """The vocabularies of these files, with the faults as `file:line:column code`."""
    tables = {}
    told = []
    for stem, source in sources.items():
        tables[stem], faults = fields.read(source, stem)
        told += [f"{f.place.path}:{f.place.line}:{f.place.column} {f.code}" for f in faults]
    known, lookup, faults = vocabularies.decode(tables, UTC)
    told += [f"{f.place.path}:{f.place.line}:{f.place.column} {f.code}" for f in faults]
    return known, lookup, told


def test_all_vocabularies_of_the_contract_are_read() -> None:
    known, lookup, told = decode(
        series="zwxx: {name: 政务信息, frequency: 周刊, level: 县, digits: 4, total_from: 1,"
        " former: [{name: 旧刊, to: 2010-12-31}], ended: null}\n",
        units="groups: {bm: 县直部门}\nunits:\n"
        "  a: {name: 清河县甲局, short: 甲局, group: 县直部门, parent: b, phone: '1',"
        " former: [{name: 旧局, from: 1990-01-01, to: 2018-12-31}]}\n"
        "  b: {name: 清河县乙局, successor: 甲局}\n",
        topics="jingji: {name: 经济, topics: {gongye: {name: 工业}}}\n",
        kinds="update: {name: 动态, tone: 正面}\n",
        levels="levels: {city: {name: 市}, county: {name: 县}}\n"
        "publications: {yqkb: {name: 要情快报, level: 市}}\nranks: {county: {name: 县领导}}\n",
    )
    assert not told
    assert known.series["zwxx"].frequency is Frequency.WEEKLY
    assert known.series["zwxx"].level == "county"
    assert (known.units["a"].parent, known.units["b"].successor) == ("b", "a")
    assert known.units["a"].former[0].until == date(2018, 12, 31)
    assert known.topics["gongye"].parent == "jingji" and known.kinds["update"].tone is Tone.GOOD
    for written in ("a", "清河县甲局", "甲局", "旧局"):
        assert lookup.units.codes[written] == "a"
    assert lookup.publications.codes["政务信息"] == "zwxx"


def test_a_former_name_that_another_unit_bears_today_is_that_units() -> None:
    _, lookup, told = decode(
        units="units:\n  a: {name: 甲局, former: [{name: 乙局}]}\n  b: {name: 乙局}\n"
    )
    assert not told and lookup.units.codes["乙局"] == "b"


@pytest.mark.parametrize(
    ("stem", "source", "expected"),
    [
        ("series", "search: {name: 甲}\n", ["1:1 reserved-code"]),
        ("series", "1a: {name: 甲}\n", ["1:1 bad-code"]),
        ("series", "a: {name: 甲, frequency: 周}\n", ["1:25 unknown-value"]),
        ("series", "a: {name: 甲, digits: 12}\n", ["1:22 wrong-type"]),
        ("series", "a: {}\n", ["1:1 missing-field"]),
        ("series", "a: {name: 甲}\nb: {name: 甲}\n", ["2:1 duplicate-name"]),
        ("units", "units: {a: {name: 甲, group: x}}\n", ["1:29 unknown-group"]),
        ("units", "units: {a: {name: 甲, parent: x}}\n", ["1:30 unknown-unit"]),
        ("units", "units: {a: {name: 甲, parent: a}}\n", ["1:30 parent-loop"]),
        ("units", "units: {a: 甲}\n", ["1:12 wrong-type"]),
        ("units", "units: [a]\n", ["1:8 wrong-type"]),
        ("units", "a: {name: 甲}\n", ["1:1 unknown-key"]),
        ("units", "groups: {bm: [甲]}\n", ["1:14 wrong-type"]),
        ("units", "单位: {a: {名称: 甲, 上级: x}}\n", ["1:21 unknown-unit"]),
        ("topics", "a: {name: 甲, topics: {a: {name: 乙}}}\n", ["1:23 duplicate-code"]),
        ("topics", "a: {name: 甲, topics: {b: {name: 乙, topics: {}}}}\n", ["1:36 unknown-key"]),
        ("kinds", "a: {name: 甲, tone: 喜}\n", ["1:20 unknown-value"]),
        ("levels", "publications: {a: {name: 甲, level: x}}\n", ["1:36 unknown-level"]),
        ("levels", "level: {}\n", ["1:1 unknown-key"]),
    ],
)
def test_faults_are_told_in_their_place(stem: str, source: str, expected: list[str]) -> None:
    assert [line.removeprefix(f"{stem}:") for line in decode(**{stem: source})[2]] == expected


def test_codes_and_names_of_a_thousand_units_are_read_quickly() -> None:
    source = "units:\n" + "".join(f"  u{n}: {{name: 单位{n}}}\n" for n in range(1000))
    known, lookup, told = decode(units=source)
    assert not told and len(known.units) == 1000 and lookup.units.codes["单位999"] == "u999"
