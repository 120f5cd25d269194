"""Floods of faults: the first are told, the rest counted, and none takes quadratic time."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from builder.chains import into_loops, on_loops
from builder.diagnostic import Diagnostic, Place, Severity
from builder.flood import MOST, stemmed
from builder.likeness import Guesses
from builder.rules import links as rules
from tests import site


def found(path: str, count: int) -> list[Diagnostic]:
    return [rules.broken_anchor(Place(path, n), str(n), "") for n in range(1, count + 1)]


def test_a_hundred_are_told_and_the_rest_counted_in_each_file() -> None:
    told = stemmed([*found("a.md", MOST + 7), *found("b.md", MOST)])
    rest = [fault for fault in told if fault.code == "more-faults"]
    assert len(told) == 2 * MOST + 1
    assert [(f.place.path, f.place.line, f.severity) for f in rest] == [
        ("a.md", MOST + 1, Severity.ERROR)
    ]
    assert "7个“broken-anchor”" in rest[0].message("zh") and "7 more" in rest[0].message("en")


def test_one_more_than_a_hundred_is_counted_too() -> None:
    assert [f.code for f in stemmed(found("a.md", MOST + 1))][-2:] == [
        "broken-anchor",
        "more-faults",
    ]


def test_guessing_ends_when_many_words_were_compared() -> None:
    guesses = Guesses(10)
    assert guesses.nearest("gongan2", ("gongan", "jiaoyu")) == "gongan"
    assert guesses.within("公安", ("清河县公安局", "教育")) == "清河县公安局"
    for _ in range(3):
        guesses.nearest("x", ("gongan", "jiaoyu"))
    assert guesses.within("gongan2", ("gongan", "jiaoyu")) == ""


def test_loops_are_told_from_the_chains_that_lead_into_them() -> None:
    steps = {"a": "b", "b": "c", "c": "b", "d": "e", "e": "", "f": "f", "g": "none"}
    assert into_loops(steps) == {"a", "b", "c", "f"}
    assert on_loops(steps) == {"b", "c", "f"}


UNITS = site.FILES[site.UNITS]
ITEM = site.FILES[site.ITEM]
assert isinstance(UNITS, str) and isinstance(ITEM, str)
_, FRONT, _ = ITEM.split("---\n")


def rows(line: str, count: int) -> str:
    """So many lines, numbered; `#` is the number, `+` the next."""
    return "".join(
        line.replace("#", str(n)).replace("+", str((n + 1) % count)) for n in range(count)
    )


HEADINGS = "".join(f"## 标题甲{n}\n\n" for n in range(3_000))
ANCHORS = "".join(f"[a](#标题乙{n})\n\n" for n in range(3_000))


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        (site.ITEM, f"---\n{FRONT}{rows('k#: x' + chr(10), 20_000)}---\n", "unknown-key"),
        (site.ITEM, ITEM + HEADINGS + ANCHORS, "broken-anchor"),
        (site.UNITS, UNITS + rows("  u#: {name: 单位#, parent: v#}\n", 5_000), "unknown-unit"),
        (site.UNITS, UNITS + rows("  u#: {name: 单位#, parent: u+}\n", 9_000), "parent-loop"),
        ("site_src/submissions/2026-02.csv", "unit,submitted\n" + "gongan,1\n" * 60_000, "repeated-value"),
        (site.ITEM, f"---\n{FRONT}keywords: [{'a, ' * 150_000}b]\n---\n", "too-many"),
    ],
    ids=("keys", "anchors", "parents", "loop", "rows", "words"),
)  # fmt: skip
def test_no_flood_takes_long(tmp_path: Path, path: str, text: str, code: str) -> None:
    site.put(site.write(tmp_path), path, text)
    start = process_time()
    faults = site.checked(tmp_path).faults
    assert process_time() - start < 20  # quadratic ones took minutes
    assert code in {fault.code for fault in faults}
    assert sum(fault.code == code for fault in faults) <= MOST
