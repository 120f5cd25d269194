"""Laws of reading front matter: whatever stands in a file, it is told, and told where it is."""

from __future__ import annotations

from datetime import UTC
from time import process_time
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import fields, report
from builder.diagnostic import Diagnostic
from builder.load import files, moments
from builder.load.items import KEYS

# What editors write, and what they slip in, in every order.
MARKS = (
    "title: |标题：|units: [|] |{|}|, |，|、|- |-|: |:|：|# | #|\"|'|“|”|> |* |*a|&a |!x |@|%|`|? |<<: |"
    "~|null|---|...|\t|  |\n|\n|\n  |\n- |\r|\r\n|\\|\\x|\x85|\u2028|\u200b|\ufeff|\0|\x07|甲|乙县|"
    "2026-03-05|kind: update|steps:|step: signed|at: |\U0001f468\u200d\U0001f469|é|e\u0301"
)
YAMLISH = st.lists(st.sampled_from(MARKS.split("|")), max_size=30).map("".join)
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
TEXTS = st.one_of(YAMLISH, st.text(max_size=80))


def inside(faults: tuple[Diagnostic, ...], source: str, first_line: int = 1) -> None:
    """Every fault stands in the file, and so does what would be mended."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in faults:
        places = [fault.place, *([fault.said.edit.place] if fault.said.edit else [])]
        for place in places:
            row = place.line - first_line
            assert 0 <= row < len(lines), (fault, source)
            assert 1 <= place.column <= len(lines[row]) + 1, (fault, source)
            assert place.column - 1 + place.length <= len(lines[row]) + 1, (fault, source)


@given(TEXTS, st.sampled_from([{}, KEYS, {"": ""}]))
def test_no_text_breaks_the_reader_and_faults_stand_in_it(
    source: str, keys: dict[str, str]
) -> None:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    table, faults = fields.read(text, "a.md", 1, keys)
    inside(faults, text)
    assert all(key.value for key, _ in table)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_a_fault(data: bytes) -> None:
    source, faults = files.decoded(data, "a.md")
    assert source is not None or faults
    if source is not None:
        inside(faults, source)
        assert "\r" not in source


@given(TEXTS)
def test_a_report_never_fails_and_its_caret_stands_under_the_fault(source: str) -> None:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    _, faults = fields.read(text, "目录/a b.md", 1, KEYS)
    lines = text.split("\n")
    for lang in ("zh", "en"):
        for fault in faults:
            shown = report.text([fault], lambda _, number: lines[number - 1], lang)
            assert all(c == "\n" or category(c) not in HIDDEN for c in shown)
            rows = shown.split("\n")
            if len(rows) > 6:  # the line of the file and the caret below it
                caret = rows[4].index("^")
                assert caret <= report.width(rows[3]), rows
                assert set(rows[4][caret:]) == {"^"}
        report.json_lines(faults, lang)
        report.github(faults, lang)


@given(st.text(max_size=40))
def test_no_date_breaks_the_reader_and_what_is_suggested_is_right(raw: str) -> None:
    for suggested in (moments.suggested_day(raw), moments.suggested_moment(raw)):
        assert not suggested or moments.moment_of(suggested, UTC)
    moments.day_of(raw)
    moments.moment_of(raw, UTC)


@given(
    st.from_regex(
        r"(0001|9999|2026)-(01|12|02)-(01|31|30)T(00|23|24):(00|59)(:(00|59))?(Z|[+-](14|23|99):(00|59))?",
        fullmatch=True,
    )
)
def test_times_at_the_ends_of_the_calendar_are_read_or_refused(raw: str) -> None:
    found = moments.moment_of(raw, UTC)
    assert found is None or found[0].tzinfo is UTC


@pytest.mark.parametrize(
    "source",
    [
        "a: " + "[" * 100_000,
        "a: " + "{a: " * 50_000,
        "- " * 100_000,
        "? " * 50_000,
        "a: [" + "a, " * 90_000 + "]",
        "\n".join(f"k{n}:" for n in range(100_000)),
        "a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n",
        "标题：" * 100_000,
        "\u200b" * 300_000,
        "a: " + '"' * 300_000,
        "a: '" + "\n" * 500_000,
        "\t" * 500_000,
        "#" * 1_000_000,
        " #" * 300_000,
        "%" * 300_000,
        "a: !" + "x" * 500_000,
        "<<<<<<< a\n" * 20_000,
        "秘密\n" * 30_000,
    ],
)
def test_a_hostile_file_takes_seconds_not_minutes(source: str) -> None:
    began = process_time()
    files.decoded(source.encode()[: files.LARGEST], "a.yml")
    fields.read(source[:300_000], "a.yml", 1, KEYS)
    assert process_time() - began < 10
