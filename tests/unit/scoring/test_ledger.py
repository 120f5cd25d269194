"""What the ledger counts for whom: every point with its item, its event and its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.item import Outcome, Step, StepName, Withdrawal
from builder.model.site import Commission, Submission
from builder.model.vocabulary import Vocabularies
from builder.scoring.entries import Cause
from builder.scoring.ledger import Ledger
from builder.scoring.notice import notice
from builder.scoring.periods import Period
from tests.unit.scoring.desk import LEVELS, adopted, changed, item, known, ledger

MARCH, APRIL, YEAR = Period(2026, 0, 3), Period(2026, 0, 4), Period(2026)
RULE = """\
rules:
  - from: 2026-01-01
    points:
      - {level: county, points: 2}
      - {level: city, publication: yqkb, points: 8}
      - {level: city, publication: yqkb, form: combined, points: 4}
      - {level: city, points: 5}
      - {level: province, points: 15}
"""


def under(more: str = "", targets: str = "") -> Vocabularies:
    """The vocabularies with a scoring rule that says this besides."""
    return known(LEVELS + RULE + more, targets)


def totals(found: Ledger, period: Period = YEAR) -> dict[str, str]:
    """The units with points."""
    return {unit: str(total) for unit, total in found.totals(period).items() if total}


def test_a_line_names_its_item_its_event_and_its_rule() -> None:
    made = item("1", "gongan", "jiaoyu", adoptions=[adopted("city", "yqkb", date(2026, 4, 2))])
    found = ledger(under("    joint: share\n"), made)
    (line, other) = found.lines(APRIL)
    assert (line.unit, other.unit, str(line.points)) == ("gongan", "jiaoyu", "4")
    entry = line.entry
    assert (entry.cause, entry.item, entry.subject) == (Cause.ADOPTION, made[0].id, "yqkb")
    assert (entry.rule, entry.row, str(entry.value)) == (date(2026, 1, 1), 2, "8")
    assert line.shared == 2


def test_the_row_that_names_most_wins() -> None:
    above = [
        adopted("city", "yqkb", date(2026, 4, 2)),
        adopted("city", "yqkb", date(2026, 4, 3), "combined"),
        adopted("city", "szwdt", date(2026, 4, 4)),
        adopted("state", "guoban", date(2026, 4, 5)),
    ]
    lines = ledger(under(), item("1", adoptions=above)).lines(APRIL)
    assert [str(line.points) for line in lines] == ["8", "4", "5", "0"]
    assert lines[-1].entry.row == 0, "no row says anything of this level"


def test_adoptions_count_by_their_own_date_and_under_the_rule_of_that_date() -> None:
    later = RULE + "  - {from: 2026-04-01, points: [{level: city, points: 50}]}\n"
    above = [
        adopted("city", "szwdt", date(2026, 3, 31)),
        adopted("city", "szwdt", date(2026, 4, 1)),
    ]
    found = ledger(known(LEVELS + later), item("1", adoptions=above))
    assert totals(found, MARCH) == {"gongan": "7"}
    assert totals(found, APRIL) == {"gongan": "50"}


def test_of_several_adoptions_the_highest_counts_and_months_add_up_to_the_year() -> None:
    above = [
        adopted("city", "szwdt", date(2026, 3, 9)),
        adopted("province", "sheng", date(2026, 4, 2)),
        adopted("city", "yqkb", date(2026, 4, 3)),
    ]
    found = ledger(under("    several: highest\n"), item("1", adoptions=above))
    assert (totals(found, MARCH), totals(found, APRIL)) == ({"gongan": "5"}, {"gongan": "10"})
    assert totals(found) == {"gongan": "15"}
    assert [str(line.entry.before) for line in found.lines(YEAR)] == ["0", "2", "5", "8"]


@pytest.mark.parametrize(("joint", "each"), [("share", "2/3"), ("each", "2")])
def test_joint_reports_are_shared_or_counted_for_each(joint: str, each: str) -> None:
    made = item("1", "gongan", "jiaoyu", "nongye")
    found = ledger(under(f"    joint: {joint}\n"), made)
    assert totals(found) == dict.fromkeys(("gongan", "jiaoyu", "nongye"), each)


@pytest.mark.parametrize(("count", "expected"), [("add", "15"), ("highest", "12")])
def test_annotations_add_up_or_the_highest_counts(count: str, expected: str) -> None:
    more = f"    annotations: {{count: {count}, points: {{city: 10, county: 3}}}}\n"
    made = item("1", ranks=[("county", date(2026, 3, 3)), ("city", date(2026, 3, 4))])
    assert totals(ledger(under(more), made)) == {"gongan": expected}


def test_kinds_multiply_adoptions_alone() -> None:
    more = "    kinds: {research: 1.5}\n    annotations: {points: {county: 3}}\n"
    made = item("1", kind="research", ranks=[("county", date(2026, 3, 3))])
    assert totals(ledger(under(more), made)) == {"gongan": "6"}


def test_a_withdrawn_item_counts_unless_it_only_ran_out() -> None:
    gone = Withdrawal(date(2026, 5, 1), "有误", Outcome.ERROR)
    ran_out = replace(gone, outcome=Outcome.EXPIRED)
    assert totals(ledger(under(), changed(item("1"), withdrawn=gone))) == {}
    assert totals(ledger(under(), changed(item("1"), withdrawn=ran_out))) == {"gongan": "2"}


def test_nothing_after_the_day_counted_to_counts() -> None:
    made = item("1", adoptions=[adopted("province", "sheng", date(2026, 4, 2))])
    assert totals(ledger(under(), made, as_of=date(2026, 4, 1))) == {"gongan": "2"}


def test_a_late_urgent_report_costs_the_unit_that_leads() -> None:
    at, due = datetime(2026, 3, 1, 9, 1, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)
    step = Step(StepName.SUBMITTED, at, True, due=due, due_exact=True)
    made = changed(item("1", "gongan", "jiaoyu"), urgency="urgent", steps=(step,))
    assert totals(ledger(under("    late_urgent: -10\n"), made)) == {"gongan": "-9", "jiaoyu": "1"}
    in_time = changed(made, steps=(replace(step, at=due),))
    assert totals(ledger(under("    late_urgent: -10\n"), in_time)) == {
        "gongan": "1",
        "jiaoyu": "1",
    }


DUE = datetime(2026, 3, 10, 17, tzinfo=UTC)
ASKED = (Commission("c1", "约", ("gongan", "jiaoyu"), DUE, True),)
COSTS = "    commission: {missed: -10, late: -5, void: 2}\n"


def test_commissions_missed_and_late_cost_on_the_day_they_were_due() -> None:
    answer = item("1", day=date(2026, 4, 1), call="2026q1/c1", submitted=DUE.replace(day=11))
    found = ledger(under(COSTS), answer, commissions=ASKED)
    assert totals(found, MARCH) == {"gongan": "-5", "jiaoyu": "-10"}
    early = ledger(under(COSTS), answer, commissions=ASKED, as_of=date(2026, 3, 10))
    assert totals(early, MARCH) == {}, "it is not over on the day itself"


def test_so_many_commissions_not_met_void_the_year() -> None:
    twice = (*ASKED, replace(ASKED[0], id="c2", due=DUE.replace(day=20)))
    rich = item("1", adoptions=[adopted("province", "sheng", date(2026, 3, 4))])
    found = ledger(under(COSTS + "    floor: 0\n"), rich, commissions=twice)
    assert totals(found) == {}
    assert totals(ledger(under(COSTS), rich, commissions=ASKED))["gongan"] == "7"


def test_the_floor_is_that_of_the_period_asked_for() -> None:
    found = ledger(under(COSTS.replace(", void: 2", "") + "    floor: 0\n"), commissions=ASKED)
    assert totals(found) == {} and found.lines(MARCH)[0].points == -10


TARGETS = "targets: [{groups: [bm], per: month, number: 4, count: submitted, from: 2026-01-01}]\n"


def test_base_points_are_earned_by_the_share_of_the_target_up_to_the_cap_of_the_year() -> None:
    more = "    base: {points: 10, per: month, year_cap: 25}\n"
    sent = [("gongan", f"2026-0{month}", 4) for month in (1, 2, 3, 4)]
    sent += [("jiaoyu", "2026-01", 1), ("tingnan", "2026-01", 1)]
    found = ledger(under(more, TARGETS), sent=sent)
    assert totals(found, Period(2026, 0, 1)) == {"gongan": "10", "jiaoyu": "5/2", "tingnan": "10"}
    assert totals(found, MARCH) == {"gongan": "5"} and totals(found)["gongan"] == "25"
    each = ledger(under("    base: {points: 10, per: month, each: 3}\n"), sent=sent)
    assert totals(each, Period(2026, 0, 1)) == {"gongan": "10", "jiaoyu": "3", "tingnan": "3"}


def test_totals_are_scaled_to_full_marks() -> None:
    made = (item("1"), item("2"), item("3", "jiaoyu"))
    best = ledger(under("    scale_to: 4\n"), *made)
    assert [s.scaled for s in notice(best, YEAR).units][:2] == [4, 2]
    full = ledger(under("    scale_to: 4\n    scale_full: 8\n"), *made)
    assert [s.scaled for s in notice(full, YEAR).units][:2] == [2, 1]
    assert notice(ledger(under(), *made), YEAR).units[0].scaled is None


def test_the_sum_of_the_publications_is_that_of_their_level() -> None:
    """市级录用140条：市长参阅27、政务信息108、要情快报4、参阅件1。"""
    counts = {"cankan": 27, "zhengwu": 108, "yqkb": 4, "canyue": 1}
    more = "".join(
        f"  {code}: {{name: {code}, level: city}}\n" for code in counts if code != "yqkb"
    )
    levels = LEVELS.replace("publications:\n", "publications:\n" + more)
    day = date(2026, 3, 9)
    made = [
        item(f"{code}{n}", adoptions=[adopted("city", code, day)])
        for code, number in counts.items()
        for n in range(number)
    ]
    whole = notice(ledger(known(levels), *made), YEAR).whole
    assert whole.levels["city"] == 140 == sum(counts.values())
    assert {code: n for (level, code), n in whole.publications.items() if level == "city"} == counts


def test_units_with_nothing_are_listed_and_without_rules_items_rank() -> None:
    found = notice(ledger(known(LEVELS), item("1"), item("2"), item("3", "jiaoyu")), YEAR)
    told = [(s.unit, s.adopted, s.rank) for s in found.units]
    assert told == [("gongan", 2, 1), ("jiaoyu", 1, 2), ("nongye", 0, 3), ("tingnan", 0, 3)]
    assert not found.lines


def test_a_unit_that_was_merged_is_listed_only_while_something_counts_for_it() -> None:
    vocabularies = known(LEVELS)
    gone = replace(vocabularies.units["nongye"], successor="jiaoyu")
    vocabularies = replace(vocabularies, units={**vocabularies.units, "nongye": gone})
    made = item("1", "nongye", day=date(2026, 3, 2))
    found = ledger(vocabularies, made)
    assert "nongye" in [s.unit for s in notice(found, MARCH).units]
    assert "nongye" not in [s.unit for s in notice(found, APRIL).units]


def test_the_rank_of_the_period_before_stands_beside() -> None:
    made = (item("1", "jiaoyu", day=date(2026, 3, 2)), item("2", "gongan", day=date(2026, 4, 2)))
    first, second = notice(ledger(under(), *made), APRIL).units[:2]
    assert (first.unit, first.rank, first.before) == ("gongan", 1, 2)
    assert (second.unit, second.rank, second.before) == ("jiaoyu", 2, 1)


def test_an_item_counts_as_adopted_once_in_the_month_of_its_first_adoption() -> None:
    made = item("1", day=date(2026, 4, 2), adoptions=[adopted("city", "yqkb", date(2026, 3, 30))])
    found = ledger(under(), made)
    assert [len(notice(found, month).whole.adopted) for month in (MARCH, APRIL)] == [1, 0]
    assert notice(found, APRIL).whole.levels == {"county": 1}


def test_authors_divide_what_their_item_earned() -> None:
    made = item("1", "gongan", "jiaoyu", authors=("甲", "乙"))
    other = item("2", authors=("甲",))
    found = notice(ledger(under("    joint: share\n"), made, other), YEAR).writers
    assert [(w.name, w.adopted, str(w.points), w.rank) for w in found] == [
        ("甲", 2, "3", 1),
        ("乙", 1, "1", 2),
    ]


def test_measures_are_kept_apart() -> None:
    """报送4650期，采用907条。"""
    found = ledger(under())
    rows = (Submission("gongan", "2026-03", 4650, "期"), Submission("gongan", "2026-04", 7, "条"))
    site = replace(found.site, submissions=rows)
    assert notice(Ledger(site), YEAR).whole.sent == {"期": 4650, "条": 7}


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
adoptions = st.lists(
    st.tuples(
        st.sampled_from(["yqkb", "szwdt", "sheng"]), days, st.sampled_from(["single", "combined"])
    ),
    max_size=5,
)


@given(
    st.lists(st.tuples(days, adoptions, st.integers(1, 3)), max_size=5),
    st.sampled_from(["accumulate", "highest"]),
    st.sampled_from(["share", "each"]),
)
def test_months_add_up_to_quarters_and_to_the_year(
    drawn: list[tuple[date, list[tuple[str, date, str]], int]], several: str, joint: str
) -> None:
    levels = {"yqkb": "city", "szwdt": "city", "sheng": "province"}
    made = [
        item(
            str(n),
            *("gongan", "jiaoyu", "nongye")[:units],
            day=day,
            adoptions=[adopted(levels[p], p, on, form) for p, on, form in above],
        )
        for n, (day, above, units) in enumerate(drawn)
    ]
    found = ledger(under(f"    several: {several}\n    joint: {joint}\n"), *made)
    year = found.totals(YEAR)
    for parts in ([Period(2026, n) for n in range(1, 5)], list(YEAR.months)):
        for unit, total in year.items():
            assert total == sum((found.totals(part)[unit] for part in parts), Fraction())
    if joint == "share":
        whole = sum((e.points for pair in made for e in found.entries(pair[0])), Fraction())
        assert sum(year.values(), Fraction()) == whole
