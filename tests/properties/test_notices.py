"""Notices after any changes: what was built again equals what is built anew."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from tests.small import AS_OF, item, loaded, many, write

LEVELS = """\
levels: {city: {name: 市}, county: {name: 县}}
publications: {yqkb: {name: 要情快报, level: city}}
ranks: {county: {name: 县领导}}
rules:
  - from: 2026-01-01
    points: [{level: city, points: 5}]
    annotations: {points: {county: 2}}
    several: highest
    base: {points: 2, per: month, year_cap: 3}
"""


def published(root: Path, out: Path, edition: Edition) -> dict[str, bytes]:
    """Build to a folder; every file of it."""
    request = build.Request(root=root, edition=edition, out=out, as_of=AS_OF, search=False, jobs=1)
    build.build(request, loaded(root), lambda *_: None)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def counted(root: Path, chance: random.Random, turn: int) -> None:
    """Do what changes the figures of a notice."""
    folder = f"issues/zwxx/2026/{chance.randint(1, 5):04}"
    day = date(2026, chance.randint(1, 12), chance.randint(10, 28))
    match chance.randrange(4):
        case 0:
            table = f"unit,submitted\ngongan,{turn}\nnongye,{chance.randint(0, 5)}\n"
            (root / "site_src/submissions").mkdir(exist_ok=True)
            (root / f"site_src/submissions/{day:%Y-%m}.csv").write_text(table, "utf-8")
        case 1:
            more = f"adoptions: [{{level: city, publication: yqkb, date: {day}}}]\n"
            write(root, {f"{folder}/02-gongan-2.md": item(f"采用{turn}", more=more)})
        case 2:
            annotation = "person: 某某, rank: county, unit: gongan, target: 某事, text: 请阅"
            more = f"annotations: [{{date: {day}, {annotation}}}]\nauthors: [作者{turn}]\n"
            write(root, {f"{folder}/03-gongan-3.md": item(f"批示{turn}", more=more)})
        case _:
            openness = chance.choice(["public", "internal"])
            write(root, {f"{folder}/01-gongan-1.md": item(f"改了{turn}", openness=openness)})


@pytest.mark.parametrize("seed", range(2))
def test_the_internal_edition_with_its_notices_equals_a_clean_build(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    levels = {"site_src/vocabularies/levels.yml": LEVELS}
    root = write(tmp_path / "site", {**many(5, 3), **levels})
    out = tmp_path / "out"
    published(root, out, Edition.INTERNAL)
    for turn in range(1, 5):
        counted(root, chance, turn)
        again = published(root, out, Edition.INTERNAL)
        clean = published(root, tmp_path / f"clean-{turn}", Edition.INTERNAL)
        different = {p for p in again.keys() | clean.keys() if again.get(p) != clean.get(p)}
        assert different == set(), turn
