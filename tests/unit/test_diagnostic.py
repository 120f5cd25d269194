"""The order of faults, and what makes a rule."""

from __future__ import annotations

from builder.diagnostic import RULES, Place, Said, Severity, blocking, in_order, rule
from builder.rules import content, reading


def test_faults_are_sorted_by_place_and_each_is_told_once() -> None:
    late = content.missing_sign_off(Place("b.md", 1))
    early = content.missing_sign_off(Place("a.md", 10, 2))
    first = content.missing_openness(Place("a.md", 9, 5))
    assert in_order([late, early, first, late, early]) == (first, early, late)


def test_two_faults_at_one_place_are_both_told() -> None:
    place = Place("a.md", 1, 1)
    both = [content.missing_sign_off(place), content.missing_openness(place)]
    assert len(in_order(both)) == 2


def test_warnings_block_only_when_asked_to() -> None:
    warning = content.empty_text(Place("a.md"))
    error = content.missing_openness(Place("a.md"))
    assert not blocking([warning], strict=False) and blocking([warning], strict=True)
    assert blocking([warning, error], strict=False) and not blocking([], strict=True)


def test_a_rule_takes_its_code_from_its_name_and_its_explanation_from_its_docstring() -> None:
    before = dict(RULES)
    try:

        @rule(Severity.WARNING)
        def some_bad_thing(what: str) -> Said:
            """坏事。

            两行“---”之间也不行。
            ---
            A bad thing.
            """
            return Said(what, what)

        fault = some_bad_thing(Place("a.md", 3), "x")
        assert (fault.code, fault.severity, fault.message("en")) == (
            *("some-bad-thing", Severity.WARNING, "x"),
        )
        known = RULES["some-bad-thing"]
        assert known.zh == "坏事。\n\n两行“---”之间也不行。" and known.en == "A bad thing."
    finally:
        RULES.clear()
        RULES.update(before)


def test_an_explanation_may_speak_of_the_fence_itself() -> None:
    assert RULES["missing-front-matter"].zh.count("“---”") == 2
    assert reading.missing_front_matter(Place("a.md")).help("zh")
