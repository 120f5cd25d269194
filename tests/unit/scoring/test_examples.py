"""The published rule sets that ship: their figures come out by configuration alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from builder import fields
from builder.load import scoring, submissions
from builder.load.decode import Reader
from builder.load.names import Names
from builder.model.issue import Issue, IssueForm
from builder.model.item import Followup, Item
from builder.model.site import Adjustment, Commission
from builder.rules.names import unknown_reason, unknown_unit
from builder.scoring.ledger import Ledger
from builder.scoring.notice import notice
from builder.scoring.periods import Period
from tests.properties.test_load import LOOKUP
from tests.unit.scoring.desk import EXAMPLES, adopted, changed, example, item, ledger

YEAR = Period(2026)
DAY = date(2026, 5, 6)


def points(name: str, series: str, *pairs: tuple[Item, Issue], **more: object) -> dict[str, str]:
    """The points of every unit that has any."""
    found = ledger(example(name, series), *pairs, **more)  # type: ignore[arg-type]
    return {unit: str(total) for unit, total in found.totals(YEAR).items() if total}


@pytest.mark.parametrize(
    ("level", "publication", "expected"),
    [
        ("state", "zbgb", "26"),
        ("ministry", "bjb", "16"),
        ("province", "szfkb", "16"),
        ("province", "szw", "13/2"),
    ],
)
def test_henan(level: str, publication: str, expected: str) -> None:
    """20 and 10 and 10 and 0.5, each besides 6 for the office's own bulletin."""
    taken = item("1", series="jb", adoptions=[adopted(level, publication, DAY)])
    assert points("henan-gongxin", "jb: {name: 本厅简报, level: office}\n", taken) == {
        "gongan": expected
    }


CITY = """\
chenxun: {name: 市晨讯, level: city}
zhuanbao: {name: 要情专报, level: city}
tongbao: {name: 通报, level: city}
canyue: {name: 参阅, level: city}
"""


def own(series: str, **more: object) -> tuple[Item, Issue]:
    return item("1", series=series, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("series", "expected"), [("chenxun", 2), ("zhuanbao", 2), ("tongbao", 5), ("canyue", 5)]
)
def test_guangyuan_by_series(series: str, expected: int) -> None:
    assert points("guangyuan", CITY, own(series)) == {"gongan": str(expected)}


def test_guangyuan_above_and_on_the_web() -> None:
    above = [
        adopted("state", "guoban", DAY),
        adopted("province", "scy", DAY),
        adopted("province", "szy", DAY),
        adopted("web", "wenzi", DAY),
        adopted("web", "tupian", DAY),
    ]
    ranks = [("guowuyuan", DAY), ("province", DAY), ("city", DAY)]
    taken = own("chenxun", adoptions=above, ranks=ranks)
    total = 2 + 10 + 3 + 5 + 1 + Fraction("0.5") + 20 + 10 + 5
    assert points("guangyuan", CITY, taken) == {"gongan": str(total)}


def test_guangyuan_commissions() -> None:
    """One adopted in time counts 5, one late costs 10 besides, one missed costs 10."""
    due = datetime(2026, 3, 1, 17, tzinfo=UTC)
    asked = tuple(Commission(f"c{n}", "约", ("gongan",), due, True) for n in (1, 2, 3))
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    one = item("1", series="chenxun", call="2026q1/c1", submitted=at)
    late = item("2", series="chenxun", call="2026q1/c2", submitted=at.replace(hour=18))
    assert points("guangyuan", CITY, one, late, commissions=asked) == {"gongan": "-10"}
    assert points("guangyuan", CITY, one, commissions=asked[:1]) == {"gongan": "5"}


def test_guangyuan_reports_on_annotations() -> None:
    steps = (
        Followup("反馈", due=date(2026, 4, 1), done=date(2026, 4, 2)),
        Followup("反馈", due=date(2026, 5, 1)),
        Followup("反馈", due=date(2026, 6, 1), done=date(2026, 6, 1)),
    )
    taken = changed(own("chenxun"), followups=steps)
    assert points("guangyuan", CITY, taken) == {"gongan": "-18"}


LUAN = """\
yaoqing: {name: 要情, level: city}
kuaixun: {name: 快讯, level: city}
zhuanbao: {name: 专报, level: city}
"""


def test_luan() -> None:
    assert points("luan", LUAN, own("yaoqing")) == {"gongan": "10"}
    assert points("luan", LUAN, own("kuaixun")) == {"gongan": "5"}
    assert points("luan", LUAN, own("zhuanbao")) == {"gongan": "10"}
    above = [
        adopted("province", "sheng", DAY, "relayed"),
        adopted("province", "sheng", DAY),
        adopted("state", "guoban", DAY, "relayed"),
        adopted("state", "guoban", DAY),
    ]
    taken = own("kuaixun", adoptions=above, ranks=[("city-head", DAY), ("city-head", DAY)])
    assert points("luan", LUAN, taken) == {"gongan": str(5 + 5 + 40 + 30 + 80 + 2 * 30)}


CHANGSHAN = """\
kuaibao: {name: 快报, level: county}
zhengwu: {name: 政务信息, level: county}
canyue: {name: 参阅, level: county}
"""


@pytest.mark.parametrize(
    ("series", "form", "publication", "expected"),
    [
        ("kuaibao", IssueForm.REGULAR, "", 5),
        ("zhengwu", IssueForm.REGULAR, "", 10),
        ("zhengwu", IssueForm.SUPPLEMENT, "", 30),
        ("canyue", IssueForm.REGULAR, "", 30),
        ("kuaibao", IssueForm.REGULAR, "dongtai", 5 + 20),
        ("kuaibao", IssueForm.REGULAR, "danpian", 5 + 50),
        ("kuaibao", IssueForm.REGULAR, "jiaoliu", 5 + 80),
    ],
)
def test_changshan(series: str, form: IssueForm, publication: str, expected: int) -> None:
    above = [adopted("city", publication, DAY)] if publication else []
    taken = own(series, form=form, adoptions=above)
    assert points("changshan", CHANGSHAN, taken) == {"gongan": str(expected)}


def test_changshan_base_points_end_at_ten_a_month_and_at_a_hundred_and_twenty_a_year() -> None:
    every = [("tingnan", f"2026-{month:02}", 9) for month in range(1, 13)]
    assert points("changshan", CHANGSHAN, sent=every) == {"tingnan": "120"}
    assert points("changshan", CHANGSHAN, sent=[("tingnan", "2026-01", 4)]) == {"tingnan": "5"}


def test_changshan_targets() -> None:
    made = item("1", "tingnan", series="zhengwu", kind="research")
    sent = [("tingnan", "2026-03", 5)]
    found = ledger(example("changshan", CHANGSHAN), made, sent=sent)
    rows = notice(found, Period(2026, 1)).progress
    told = [f"{row.target.per} {row.owed} {row.done} {row.arrears}" for row in rows]
    assert told == ["month 24 5 19", "quarter 1 1 0"]


QUZHOU = """\
xinxi: {name: 信息, level: city}
zhuanbao: {name: 专报, level: city}
songyue: {name: 送阅件, level: city}
"""


@pytest.mark.parametrize(
    ("series", "form", "expected"),
    [
        ("xinxi", IssueForm.REGULAR, 2),
        ("xinxi", IssueForm.SPECIAL, 2),
        ("xinxi", IssueForm.SUPPLEMENT, 10),
        ("zhuanbao", IssueForm.REGULAR, 3),
        ("songyue", IssueForm.REGULAR, 2),
    ],
)
def test_quzhou_by_series(series: str, form: IssueForm, expected: int) -> None:
    assert points("quzhou", QUZHOU, own(series, form=form)) == {"gongan": str(expected)}


def test_quzhou_multiplies_what_the_province_counted_and_counts_an_item_once() -> None:
    once = own("xinxi", adoptions=[adopted("province", "sheng", DAY, points="3")])
    assert points("quzhou", QUZHOU, once) == {"gongan": "6"}
    above = [
        adopted("province", "sheng", DAY, points="3"),
        adopted("state", "guoban", DAY, points="4"),
    ]
    assert points("quzhou", QUZHOU, own("xinxi", adoptions=above)) == {"gongan": "20"}


def test_quzhou_divides_joint_reports_and_adds_annotations() -> None:
    joint = item("1", "gongan", "jiaoyu", "nongye", series="zhuanbao")
    assert points("quzhou", QUZHOU, joint) == {"gongan": "1", "jiaoyu": "1", "nongye": "1"}
    annotated = own("xinxi", ranks=[("leader", DAY), ("leader", DAY)])
    assert points("quzhou", QUZHOU, annotated) == {"gongan": "22"}


ZWXX = "zwxx: {name: 政务信息, level: county}\n"


def test_moxian_counts_single_combined_commissioned_and_brief() -> None:
    assert points("moxian", ZWXX, item("1")) == {"gongan": "5"}
    assert points("moxian", ZWXX, item("1", kind="brief")) == {"gongan": "3"}
    due = datetime(2026, 4, 1, tzinfo=UTC)
    asked = (Commission("c1", "约", ("gongan",), due),)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    answer = item("1", call="2026q1/c1", submitted=at)
    assert points("moxian", ZWXX, answer, commissions=asked) == {"gongan": "10"}
    combined = item(
        "1", "gongan", "jiaoyu", adoptions=[adopted("county", "zonghe", DAY, "combined")]
    )
    each = str(Fraction(5, 2) + 3)
    assert points("moxian", ZWXX, combined) == {"gongan": each, "jiaoyu": each}


def test_moxian_doubles_research_and_adds_up_several_adoptions() -> None:
    above = [
        adopted("province", "sheng", DAY),
        adopted("state", "guoban", DAY),
        adopted("central", "zhongban", DAY),
    ]
    assert points("moxian", ZWXX, item("1", adoptions=above)) == {"gongan": str(5 + 20 + 30 + 50)}
    research = item("1", kind="research", adoptions=above[:1])
    assert points("moxian", ZWXX, research) == {"gongan": str((5 + 20) * 2)}


KAOHE = example("kaohe", "zwxx: {name: 信息, level: district}\n")
BY_HAND = replace(
    LOOKUP,
    units=Names({"gongan": "gongan"}, {}, unknown_unit),
    reasons=Names({r.name: c for c, r in KAOHE.reasons.items()}, {}, unknown_reason),
)


def by_hand(source: str) -> tuple[tuple[Adjustment, ...], list[str]]:
    """The rows of a table of points given by hand, and the codes of its faults."""
    head = "日期,单位,事由,分值,说明\n"
    rows, faults = submissions.decode_adjustments(head + source, "a.csv", BY_HAND, KAOHE.reasons)
    return rows, [fault.code for fault in faults]


def test_kaohe_counts_annotations_and_takes_points_by_hand() -> None:
    rows, faults = by_hand(
        "2026-03-01,gongan,失实,-60,数字有误\n2026-03-02,gongan,迟报被通报,,\n"
        "2026-03-03,gongan,漏报瞒报,-200,\n"
    )
    assert not faults and [row.points for row in rows] == ["-60", "-100", "-200"]
    made = item("1", ranks=[("district", DAY), ("city", DAY), ("province", DAY)])
    found = Ledger(replace(ledger(KAOHE, made).site, adjustments=rows))
    assert found.totals(YEAR)["gongan"] == 20 + 40 + 80 - 60 - 100 - 200


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026-03-01,gongan,失实,-40,", "points-out-of-range"),
        ("2026-03-01,gongan,失实,,", "missing-field"),
        ("2026-03-01,gongan,失实,五十,", "wrong-type"),
        ("2026-03-01,gongan,失窃,-50,", "unknown-reason"),
        ("2026-03-01,gongon,失实,-50,", "unknown-unit"),
        ("3月1日,gongan,失实,-50,", "bad-date"),
    ],
)
def test_points_by_hand_that_can_not_be_right_are_told(row: str, code: str) -> None:
    assert by_hand(f"{row}\n") == ((), [code])


def test_wuyang() -> None:
    special = item("2", form=IssueForm.SPECIAL)
    assert points("wuyang", ZWXX, item("1"), special) == {"gongan": "6"}


def test_shengzhou_targets_are_read() -> None:
    text = (EXAMPLES / "shengzhou" / "targets.yml").read_text("utf-8")
    table, faults = fields.read(text, "targets.yml")
    groups = {f"lei{n}": f"lei{n}" for n in range(1, 5)}
    lookup = replace(LOOKUP, groups=Names(groups, {}, unknown_unit))
    reader = Reader(table, scoring.TARGETS_KEYS, UTC)
    found = scoring.targets(reader, lookup)
    assert not faults and not reader.faults
    assert [(t.groups[0], t.number) for t in found if t.count == "points"] == [
        *(("lei1", 100), ("lei2", 80), ("lei3", 60), ("lei4", 40))
    ]
