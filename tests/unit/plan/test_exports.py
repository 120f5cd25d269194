"""The open data of both editions, and what an edit of an item changes in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema

from builder import build
from builder.model.site import Edition
from builder.page import Made
from builder.plan import datasets
from tests.sample import AS_OF, SAMPLE, prepared, sample_site
from tests.small import issue, item, loaded, write


def api(ready: build.Prepared) -> dict[str, Made]:
    return {
        f.path: f for f in ready.plan.files if f.path.startswith("api/") and isinstance(f, Made)
    }


def changed(folder: Path, before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The exports whose fingerprints, and those whose bytes differ: they must be the same."""
    made = []
    for name, files in (("one", before), ("two", after)):
        root = write(folder / name, files)
        made.append(api(build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)))
    one, two = made
    assert one.keys() == two.keys()
    bytes_ = {path for path in one if one[path].make() != two[path].make()}
    prints = {path for path in one if one[path].fingerprint != two[path].fingerprint}
    assert bytes_ <= prints, "a file changed whose fingerprint did not"
    return prints


def years() -> dict[str, str]:
    files = {}
    for year in (2025, 2026):
        files[f"issues/zwxx/{year}/0001/issue.md"] = issue(1, date(year, 3, 2))
        signed = f"{year}-03-01"
        files[f"issues/zwxx/{year}/0001/01-a.md"] = item(f"{year}年", signed=signed)
    return files


def test_an_edited_text_touches_the_files_of_its_year_and_no_whole_json(tmp_path: Path) -> None:
    path = "issues/zwxx/2025/0001/01-a.md"
    before = {**years(), path: years()[path].replace("全县情况平稳。", "全县情况平稳。" * 20)}
    after = {**before, path: before[path] + "另有一段。\n"}
    assert changed(tmp_path, before, after) == {"api/items/2025.json", "api/items/2025.jsonl"}


def test_an_edited_title_touches_its_year_and_the_whole(tmp_path: Path) -> None:
    path = "issues/zwxx/2025/0001/01-a.md"
    found = changed(tmp_path, years(), {**years(), path: item("改题", signed="2025-03-01")})
    forms = datasets.FORMATS
    expected = {f"api/items/2025.{f}" for f in forms} | {f"api/items.{f}" for f in forms}
    assert found == expected


def test_the_whole_has_every_item_without_its_text() -> None:
    files = api(prepared(Edition.PUBLIC))
    whole = json.loads(files["api/items.json"].make())
    assert [r["id"] for r in whole] == [
        r["id"] for y in (2026, 2025) for r in json.loads(files[f"api/items/{y}.json"].make())
    ]
    assert not any("text" in record for record in whole)


def test_adoptions_and_the_register_are_the_staffs_unless_opened() -> None:
    public, internal = api(prepared(Edition.PUBLIC)), api(prepared(Edition.INTERNAL))
    assert "api/adoptions.json" not in public and "api/overdue.json" not in public
    site = sample_site()
    opened = replace(site, settings=replace(site.settings, open=("adoptions", "trail")))
    open_ = api(build.prepare(SAMPLE, opened, Edition.PUBLIC, AS_OF))
    assert "api/adoptions/2026.csv" in open_ and "api/overdue.json" not in open_
    for dataset in (datasets.ADOPTIONS, datasets.OVERDUE):
        records = json.loads(internal[dataset.address("json")[1:]].make())
        assert records
        jsonschema.Draft202012Validator(dataset.schema).validate(records)


def test_adoptions_are_filed_by_the_year_they_were_made_in() -> None:
    files = api(prepared(Edition.INTERNAL))
    for year in (2025, 2026):
        dates = [r["date"] for r in json.loads(files[f"api/adoptions/{year}.json"].make())]
        assert dates and all(day.startswith(str(year)) for day in dates)
        assert dates == sorted(dates, reverse=True)
