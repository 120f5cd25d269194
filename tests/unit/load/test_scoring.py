"""Scoring rules and targets of units."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from builder import fields
from builder.load import scoring
from builder.load.decode import Reader
from builder.load.vocabularies import LEVELS_KEYS
from tests.properties.test_load import LOOKUP


def top(source: str, keys: dict[str, str]) -> Reader:
    table, faults = fields.read(source, "a.yml")
    assert not faults
    return Reader(table, keys, UTC)


def told(reader: Reader) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in reader.faults]


def test_the_rules_of_the_contract_are_read_and_sorted() -> None:
    reader = top(
        "rules:\n"
        "  - from: 2026-01-01\n"
        "    points: [{level: county, publication: zwxx, form: single, points: 1}]\n"
        "    annotations: {count: highest, points: {county: 5}}\n"
        "    kinds: {工作动态: 0.5}\n    several: highest\n    joint: each\n"
        "    commission: {missed: -10, late: -5}\n    late_urgent: -10\n"
        "    base: {points: 10, per: month, year_cap: 120}\n    scale_to: null\n    floor: 0\n"
        "  - {from: 2025-01-01}\n",
        LEVELS_KEYS,
    )
    early, late = scoring.points_rules(reader, LOOKUP)
    assert not reader.faults and early.since == date(2025, 1, 1)
    assert late.points[0].publication == "zwxx" and late.annotation_points == {"county": "5"}
    assert late.kinds == {"update": "0.5"} and (late.missed, late.late) == ("-10", "-5")
    assert (late.base_points, late.base_per, late.floor, late.scale_to) == ("10", "month", "0", "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("rules: [{points: []}]\n", ["1:9 missing-field"]),
        ("rules: [{from: 2026-01-01, several: both}]\n", ["1:37 unknown-value"]),
        ("rules: [{from: 2026-01-01, kinds: {updat: 2}}]\n", ["1:36 unknown-kind"]),
        ("rules: [{from: 2026-01-01, kinds: {update: 两倍}}]\n", ["1:44 wrong-type"]),
        ("rules: [{from: 2026-01-01, floor: ５}]\n", ["1:35 wrong-type"]),
        ("rules: [{from: 2026-01-01, points: [{level: x, points: 1}]}]\n", ["1:45 unknown-level"]),
    ],
)
def test_faults_of_rules_are_told_in_their_place(source: str, expected: list[str]) -> None:
    reader = top(source, LEVELS_KEYS)
    scoring.points_rules(reader, LOOKUP)
    assert told(reader) == expected


def test_targets_are_read() -> None:
    reader = top(
        "targets: [{groups: [bm], per: week, number: 2, count: submitted, from: 2026-01-01}]\n",
        scoring.TARGETS_KEYS,
    )
    (target,) = scoring.targets(reader, LOOKUP)
    assert not reader.faults and (target.groups, target.number) == (("bm",), 2)


def test_faults_of_targets_are_told() -> None:
    reader = top("targets: [{groups: [xz], per: 周, number: 两, count: x}]\n", scoring.TARGETS_KEYS)
    assert scoring.targets(reader, LOOKUP) == ()
    assert sorted(line.split()[1] for line in told(reader)) == [
        *("missing-field", "unknown-group", "unknown-value", "unknown-value", "wrong-type")
    ]
