"""`build stats`: what it prints and exports, recomputed by an independent script."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from builder import cli, schema
from tests import small
from tests.sample import SAMPLE

LEVELS = """\
levels: {province: {name: 省}, city: {name: 市}, county: {name: 县}}
publications: {sheng: {name: 省刊物, level: province}, yqkb: {name: "=要情", level: city}}
ranks: {city: {name: 市领导}}
rules:
  - from: 2026-01-01
    points: [{level: county, points: 2}, {level: city, points: 5}, {level: province, points: 10}]
    annotations: {points: {city: 4}}
    kinds: {problem: 1.5}
    base: {points: 3, per: month}
    floor: 0
"""
MORE = """\
authors: [张某]
adoptions: [{level: city, publication: yqkb, date: 2026-02-03}]
annotations: [{date: 2026-02-05, person: 某某, rank: city, unit: gongan, target: 某事, text: 请阅}]
"""


def site(root: Path) -> Path:
    """A small site with two joint reports, tables of submissions and scoring rules."""
    folder = "issues/zwxx/2026/0001"
    series = "zwxx: {name: 政务信息, frequency: weekly, level: county, digits: 4}\n"
    item = small.item("甲", more=MORE).replace("[gongan]", "[gongan, nongye, mimi]")
    files = {
        "site_src/vocabularies/levels.yml": LEVELS,
        "site_src/vocabularies/series.yml": series,
        "site_src/submissions/2026-01.csv": "单位,报送数\n县公安局,4\nnongye,2\n合计,6\n",
        f"{folder}/issue.md": small.issue(1, date(2026, 1, 6)),
        f"{folder}/01-gongan-1.md": item,
        f"{folder}/02-nongye-1.md": small.item("乙", unit="nongye").replace("update", "problem"),
    }
    return small.write(root, files)


def run(
    capsysbinary: pytest.CaptureFixture[bytes], root: Path, *words: str
) -> tuple[int, bytes, bytes]:
    """The exit code and what was written."""
    code = cli.main(["stats", "--root", str(root), "--as-of", "2026-12-31", *words])
    out, err = capsysbinary.readouterr()
    return code, out, err


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of an exported table."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def exact(row: dict[str, str], what: str) -> Fraction:
    """An exact amount of a row."""
    return Fraction(int(row[f"{what}分子"]), int(row[f"{what}分母"]))


@pytest.mark.parametrize("period", ["2025", "2026q1", "2026-03"])
def test_an_independent_script_comes_to_the_same_figures(
    capsysbinary: pytest.CaptureFixture[bytes], period: str
) -> None:
    """Points, ranks and rates of the sample county from its exported tables, and nothing else."""
    tables = {}
    for table in ("units", "points"):
        code, out, _ = run(
            capsysbinary, SAMPLE, "--period", period, "--format", "csv", "--table", table
        )
        assert code == 0
        tables[table] = rows(out)
    earned: dict[str, Fraction] = defaultdict(Fraction)
    for line in tables["points"]:
        whole = Fraction(line["分值"]) * Fraction(line["倍数"]) - Fraction(line["已计"])
        points = whole / int(line["均分单位数"])
        assert abs(points - exact(line, "得分")) < Fraction(1, 1000)
        earned[line["单位代码"]] += exact(line, "得分")
    for unit in tables["units"]:
        total = max(Fraction(), earned[unit["单位代码"]])
        assert abs(total - Fraction(unit["积分"])) <= Fraction(1, 200)
        higher = sum(exact(u, "积分") > total for u in tables["units"])
        assert int(unit["名次"]) == 1 + higher
        sent = int(unit["报送（条）"] or unit["报送（期）"] or 0)
        if sent:
            rate = (
                f"{int(Fraction(1000 * int(unit['采用（条）']), sent) + Fraction(1, 2)) / 10:.1f}%"
            )
            assert unit["采用率"] == rate


def test_the_table_prints_the_notice_and_the_units(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, err = run(capsysbinary, site(tmp_path), "--period", "2026q1")
    text = out.decode()
    assert code == 0 and not err
    assert text.startswith("2026年一季度政务信息采用情况通报\n")
    assert "共报送信息6条，采用2条，采用率33.3%。" in text
    assert "甲县农业农村局" in text and "27" not in text.split("\n")[0]


def test_csv_defuses_formulas_and_keeps_numbers(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    root = site(tmp_path)
    _, out, _ = run(
        capsysbinary, root, "--period", "2026", "--format", "csv", "--table", "publications"
    )
    assert [row["刊物"] for row in rows(out)] == ["'=要情", "政务信息"]
    by_hand = "adjustments: {shishi: {name: 失实, points: -60}}\n"
    small.write(root, {"site_src/vocabularies/levels.yml": LEVELS + by_hand})
    small.write(
        root, {"site_src/submissions/adjustments.csv": "date,unit,reason\n2026-03-01,gongan,失实\n"}
    )
    _, out, _ = run(
        capsysbinary, root, "--period", "2026-03", "--format", "csv", "--table", "points"
    )
    assert [row["得分"] for row in rows(out)] == ["-60"]


def test_json_follows_its_schema(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    definitions = schema.front_matter()["$defs"]
    assert isinstance(definitions, dict)
    for root, period in ((site(tmp_path), "2026-02"), (SAMPLE, "2026")):
        _, out, _ = run(capsysbinary, root, "--period", period, "--format", "json")
        found = json.loads(out)
        jsonschema.validate(found, definitions["stats"])
        assert found["period"] == period
    february = run(capsysbinary, tmp_path, "--period", "2026-02", "--format", "json")[1]
    assert [(u["unit"], u["points"]) for u in json.loads(february)["units"]] == [
        *(("gongan", 3), ("nongye", 3), ("mimi", 3))
    ]


def test_a_workbook_holds_every_table(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = tmp_path / "通报.xlsx"
    code, out, _ = run(
        capsysbinary, site(tmp_path), "--period", "2026", "--format", "xlsx", "--out", str(target)
    )
    assert code == 0 and out == b""
    with zipfile.ZipFile(target) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert len(sheets) == 9
        assert "积分明细" in archive.read("xl/workbook.xml").decode()


def test_what_is_no_period_is_refused(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capsysbinary, SAMPLE, "--period", "2026-13")
    assert (code, out) == (2, b"") and "2026q1" in err.decode()


def test_nothing_is_counted_of_content_with_errors(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    root = site(tmp_path)
    small.write(root, {"site_src/submissions/2026-01.csv": "单位,报送数\n县公安局,4\n合计,5\n"})
    code, out, _ = run(capsysbinary, root, "--period", "2026")
    assert code == 1 and b"wrong-total" in out and "采用率".encode() not in out
