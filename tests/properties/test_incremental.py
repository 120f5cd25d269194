"""The law of the incremental build: whatever was done to the sources, it equals a clean build."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from tests.small import AS_OF, issue, item, loaded, many, write

SVG = "layouts/parts/kind.css"


def published(root: Path, out: Path) -> dict[str, bytes]:
    """Build to a folder; every file of it."""
    request = build.Request(
        root=root, edition=Edition.PUBLIC, out=out, as_of=AS_OF, search=False, jobs=1
    )
    build.build(request, loaded(root), lambda *_: None)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def change(root: Path, chance: random.Random, turn: int) -> None:
    """Do to the sources one of the things that editors do."""
    number = chance.randint(1, 5)
    folder = f"issues/zwxx/2026/{number:04}"
    first = f"{folder}/01-gongan-1.md"
    day = date(2026, 1, 5) + timedelta(days=number)
    match chance.randrange(9):
        case 0:
            write(root, {first: item(f"改了题目{turn}")})
        case 1:
            more = "continues: zwxx/2026/0001/gongan-2\n"
            write(root, {first: item(f"承接{turn}", more=more, body=f"正文{turn}。\n")})
        case 2:
            write(root, {f"{folder}/issue.md": issue(number, day + timedelta(days=turn))})
        case 3:
            write(
                root, {f"{folder}/{turn + 10}-nongye-{turn}.md": item(f"新增{turn}", unit="nongye")}
            )
        case 4:
            write(root, {first: item("转为内部", openness="internal")})
        case 5:
            units = (root / "site_src/vocabularies/units.yml").read_text("utf-8")
            name = f"甲县农业农村局{turn}"
            changed = units.replace(units.split("nongye: {name: ")[1].split(",")[0], name)
            write(root, {"site_src/vocabularies/units.yml": changed})
        case 6:
            write(root, {f"{folder}/shu.csv": f"a,{'b' * turn * 900}\n"})
            note = issue(number, day) + "按语见[表](shu.csv)。\n"
            write(root, {f"{folder}/issue.md": note})
        case 7:
            write(root, {SVG: f"@layer parts {{ .kind {{ padding: {turn}px; }} }}\n"})
        case _:
            write(
                root, {"site_src/static/fd" if turn % 2 else "site_src/static/ff/x.txt": str(turn)}
            )


@pytest.mark.parametrize("seed", range(4))
def test_the_incremental_build_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root = write(tmp_path / "site", many(5, 3))
    out = tmp_path / "out"
    published(root, out)
    for turn in range(1, 8):
        change(root, chance, turn)
        again = published(root, out)
        clean = published(root, tmp_path / f"clean-{turn}")
        different = {p for p in again.keys() | clean.keys() if again.get(p) != clean.get(p)}
        assert different == set(), turn
