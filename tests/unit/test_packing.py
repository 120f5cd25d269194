"""`build package`: what is handed to archives and libraries, and what never is."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from builder import cli
from builder.model.site import Edition
from builder.packing.command import contents
from builder.scoring import periods
from tests.sample import SAMPLE, checked, prepared, sample_site
from tests.small import issue, item, write
from tests.unit.test_bag import faults, read


def packed(name: str, edition: Edition = Edition.PUBLIC) -> dict[str, bytes]:
    period = periods.parse(name)
    assert period is not None
    return dict(contents(checked(), SAMPLE, edition, period)[0])


def rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    text = files["data/transfer-list.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def year() -> dict[str, bytes]:
    return packed("2026")


def test_the_package_of_a_year_is_a_valid_bag_of_its_issues(year: dict[str, bytes]) -> None:
    assert faults(year) == []
    issues = [i for i in prepared(Edition.PUBLIC).site.issues.values() if i.date.year == 2026]
    assert {f"data/{i.id}/index.html" for i in issues} < year.keys()
    assert [r["id"] for r in json.loads(year["data/data/items.json"])] == [
        r["文件"].replace("/index.html#", "/") for r in rows(year)
    ]
    records = json.loads(year["data/data/items.json"])
    jsonschema.Draft202012Validator(json.loads(year["data/data/items.schema.json"])).validate(
        records
    )


def test_pages_read_from_a_disk_find_their_files_there(year: dict[str, bytes]) -> None:
    for path, data in year.items():
        if path.endswith(".html"):
            text = data.decode()
            assert "<script" not in text and text.count("<h1") == 1, path
            for link in re.findall(r'(?:href|src)="([^"]+)"', text):
                parts = urlsplit(link)
                if parts.scheme or not parts.path:
                    continue
                there = (Path("/") / path).parent / unquote(parts.path)
                assert str(there.resolve())[1:] in year, (path, link)


def test_nothing_withheld_is_in_a_public_package(year: dict[str, bytes]) -> None:
    text = b"\n".join(year.values()).decode("utf-8", errors="replace")
    shown = prepared(Edition.PUBLIC).site.items
    withheld = [i for i in sample_site().items.values() if i.id not in shown]
    assert withheld and not [i.id for i in withheld if i.title in text]
    assert "内部资料" in packed("2026-11", Edition.INTERNAL)["data/transfer-list.html"].decode()


def test_a_period_without_issues_is_a_nil_return() -> None:
    files = packed("2024q3")
    assert faults(files) == []
    assert [row["题名"] for row in rows(files)] == ["本期没有可移交的信息（零报告）。"]
    page = files["data/transfer-list.html"].decode()
    assert "零报告" in page and "2024年第3季度" in page and "交接文据" in page
    assert json.loads(files["data/data/items.json"]) == []


def test_the_same_day_gives_the_same_bytes_and_nothing_is_overwritten(tmp_path: Path) -> None:
    files = {
        "issues/zwxx/2026/0001/issue.md": issue(1, date(2026, 1, 6)),
        "issues/zwxx/2026/0001/01-a.md": item("甲"),
    }
    root = ["--root", str(write(tmp_path / "site", files))]
    targets = [tmp_path / "out" / name / "p.zip" for name in ("1", "2")]
    day = ["--as-of", "2026-12-31"]
    for target in targets:
        assert cli.main([*root, "package", "2026-01", str(target), *day]) == 0
    assert targets[0].read_bytes() == targets[1].read_bytes()
    folder = tmp_path / "folder"
    assert cli.main([*root, "package", "2026-01", str(folder), *day]) == 0
    assert faults(read(folder)) == []
    assert cli.main([*root, "package", "2026-01", str(folder), *day]) == 2
    assert cli.main([*root, "package", "January", str(tmp_path / "x"), *day]) == 2
    assert cli.main([*root, "package", "2026", str(tmp_path / "site" / "issues"), *day]) == 2
    assert sorted(p.name for p in (tmp_path / "out" / "1").iterdir()) == ["p.zip"]
