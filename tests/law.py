"""The law of the incremental build, put to the test: `python -m tests.law STEPS [SEED]`.

Whatever was done to the sources, the layouts, the program or what was asked for, a build upon what
earlier builds left equals a clean one, byte for byte, the bundle of search included; and it finds
the same faults.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from builder import build
from builder.diagnostic import Diagnostic
from builder.load.kept import Kept
from builder.model.site import Edition
from builder.render import layouts
from tests.small import issue, item, many, write

UNITS = ("gongan", "nongye")
PIXEL = bytes.fromhex("47494638396101000100800000ffffff0000002c00000000010001000002024401003b")
BASES = ("", "https://example.gov.cn/", "https://other.example/xx/")


@dataclass
class World:
    """A site, what is asked of the program, and what its builds leave behind."""

    folder: Path
    chance: random.Random
    search: bool = False
    turn: int = 0
    edition: Edition = Edition.PUBLIC
    as_of: date = date(2026, 12, 31)
    base_url: str = ""
    version: str = "1"
    aside: dict[str, bytes] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The site."""
        return self.folder / "site"

    def begin(self) -> None:
        """Write the first content."""
        write(self.root, many(5, 3))

    def texts(self) -> list[Path]:
        """Every item."""
        return sorted((self.root / "issues").rglob("[0-9]*.md"))

    # --- what is done ------------------------------------------------------------------------

    def step(self) -> str:
        """Do one of the things that happen to a site; its name."""
        self.turn += 1
        done = self.chance.choice(DEEDS)
        done(self)
        return done.__name__.strip("_")

    def an_item(self) -> Path:
        """Some item; one is written if there is none."""
        found = self.texts()
        return self.chance.choice(found) if found else self.a_new_item()

    def a_new_item(self) -> Path:
        """A new item in an issue that is there, or in a new one."""
        number = self.chance.randint(1, 7)
        folder = f"issues/zwxx/2026/{number:04}"
        files: dict[str, str | bytes] = {}
        if not (self.root / folder / "issue.md").exists():
            files[f"{folder}/issue.md"] = issue(number, date(2026, 1, 5) + timedelta(days=number))
        path = f"{folder}/{self.chance.randint(1, 30):02}-new-{self.turn}.md"
        unit = self.chance.choice((*UNITS, "甲县公安局"))
        files[path] = item(f"新增第{self.turn}条", unit=unit, body=self.words())
        write_only(self.root, files)
        return self.root / path

    def words(self) -> str:
        """A text, which may refer to others and to files."""
        chance, turn = self.chance, self.turn
        known = [p.relative_to(self.root / "issues") for p in self.texts()]
        other = chance.choice(known) if known else Path("zwxx/2026/0001/01-x.md")
        target = f"{other.parent.as_posix()}/{other.stem.partition('-')[2]}"
        return chance.choice(
            (
                f"正文改到第{turn}稿。\n\n## 第{turn}节\n\n**一是监测。**逐项落实{turn}处。\n",
                f"见[前文](item:{target})。第{turn}稿。\n",
                f"附[表](biao.csv)，另见[节](#没有{turn})。\n",
                f"![图](tu.gif)第{turn}稿。\n",
                f"|甲|乙|\n|-|-|\n|{turn}|二|\n",
            )
        )

    # --- what is compared --------------------------------------------------------------------

    def compare(self) -> bool:
        """Build upon what is there, build clean, and compare; whether anything was published."""
        with self.programmed():
            kept = build.memory(self.root)
            warm = build.examine(self.root, lambda _: self.as_of, kept, 1)
            clean = build.examine(self.root, lambda _: self.as_of, None, 1)
            same_faults(warm.faults, clean.faults)
            assert warm.loaded.site == clean.loaded.site
            if warm.blocks(strict=False) or warm.loaded.site is None or clean.loaded.site is None:
                return False
            out = self.folder / f"out-{self.edition.value}"
            again = self._built(out, warm, kept, self.root / ".cache" / self.edition.value)
            fresh = self.folder / "clean"
            whole = self._built(fresh, clean, None, None)
            shutil.rmtree(fresh)
            for beside in self.folder.glob(".clean.*"):
                shutil.rmtree(beside) if beside.is_dir() else beside.unlink()
        different = {p for p in again.keys() | whole.keys() if again.get(p) != whole.get(p)}
        assert different == set(), sorted(different)[:8]
        return True

    def mend(self) -> bool:
        """Take away what has errors, as often as not: sites of nothing but faults teach little."""
        if self.chance.random() < 0.3:
            return False
        found = build.examine(self.root, lambda _: self.as_of, None, 1)
        for fault in found.faults:
            path = self.root / fault.place.path
            if path.suffix == ".md" and path.is_file() and path.name != "issue.md":
                self.aside[fault.place.path] = path.read_bytes()
                path.unlink()
        return True

    def _built(
        self, out: Path, checked: build.Checked, kept: Kept | None, cached: Path | None
    ) -> dict[str, bytes]:
        request = build.Request(
            root=self.root,
            edition=self.edition,
            out=out,
            as_of=self.as_of,
            base_url=self.base_url,
            search=self.search,
            cache=cached,
            jobs=1,
            kept=kept,
        )
        assert checked.loaded.site is not None
        build.build(request, checked.loaded.site)
        return {
            p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()
        }

    @contextmanager
    def programmed(self) -> Iterator[None]:
        with (
            patch("builder.shelf.program", lambda: self.version),
            patch("builder.build.program", lambda: self.version),
            patch("builder.render.templates.program", lambda: self.version),
        ):
            yield


def write_only(root: Path, files: dict[str, str | bytes]) -> None:
    """Write these files and no others."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)


def same_faults(found: tuple[Diagnostic, ...], wanted: tuple[Diagnostic, ...]) -> None:
    """The faults are the same, whatever was remembered."""
    assert found == wanted, [set(found) ^ set(wanted)]


def _body(world: World) -> None:
    path = world.an_item()
    head = path.read_text("utf-8").rpartition("---\n")[0]
    path.write_text(f"{head}---\n{world.words()}", "utf-8")


def _title(world: World) -> None:
    path = world.an_item()
    text = path.read_text("utf-8")
    path.write_text(text.replace("title: ", f"title: 改{world.turn}", 1), "utf-8")


def _new_item(world: World) -> None:
    world.a_new_item()


def _new_issue(world: World) -> None:
    number = world.chance.randint(1, 9)
    day = date(2026, 1, 5) + timedelta(days=number + world.chance.randint(0, 40))
    form = world.chance.choice(("", "form: special\n", "total: 7\n", "title: 专题\n"))
    status = world.chance.choice(("published", "published", "draft"))
    name = f"issues/zwxx/2026/{number:04}/issue.md"
    write_only(world.root, {name: issue(number, day, form, status)})


def _fields(world: World) -> None:
    path = world.an_item()
    more = world.chance.choice(
        (
            "keywords: [防汛]\n",
            "continues: zwxx/2026/0001/gongan-2\n",
            "corrections: [{date: 2026-03-01, note: 更正一处。}]\n",
            "withdrawn: {date: 2026-03-01, reason: 有误。, outcome: error}\n",
            "adoptions: [{level: city, publication: yqkb, date: 2026-02-01}]\n",
            f"aliases: [/old/{world.turn}]\n",
            "photos: [{src: tu.gif, alt: 图}]\n",
            "sumary: 拼错的键\n",
            f"index_no: A/2026/{world.chance.randint(1, 3):05}\n",
        )
    )
    openness = world.chance.choice(("public", "public", "internal"))
    unit = world.chance.choice(UNITS)
    path.write_text(
        item(f"题{world.turn}", unit=unit, openness=openness, more=more, body=world.words()),
        "utf-8",
    )


def _delete(world: World) -> None:
    path = world.an_item()
    world.aside[path.relative_to(world.root).as_posix()] = path.read_bytes()
    path.unlink()


def _delete_issue(world: World) -> None:
    folder = world.an_item().parent
    for path in sorted(folder.iterdir()):
        if path.is_file():
            world.aside[path.relative_to(world.root).as_posix()] = path.read_bytes()
    shutil.rmtree(folder)


def _put_back(world: World) -> None:
    """Files come back as they were, with old dates, as from a backup or another branch."""
    for path in world.chance.sample(sorted(world.aside), min(3, len(world.aside))):
        write_only(world.root, {path: world.aside.pop(path)})
        os.utime(world.root / path, (0, world.chance.choice((0, 10**9))))


def _rename(world: World) -> None:
    path = world.an_item()
    name = f"{world.chance.randint(1, 40):02}-re-{world.turn}.md"
    path.rename(path.with_name(name))


def _reorder(world: World) -> None:
    path = world.an_item()
    stem = path.name.partition("-")[2]
    target = path.with_name(f"{world.chance.randint(1, 40):02}-{stem}")
    if not target.exists():
        path.rename(target)


def _files(world: World) -> None:
    folder = world.an_item().parent.relative_to(world.root).as_posix()
    table = f"a,{'b' * world.chance.randint(1, 4000)}\n"
    write_only(world.root, {f"{folder}/biao.csv": table, f"{folder}/tu.gif": PIXEL})
    if world.chance.random() < 0.3:
        (world.root / folder / "tu.gif").unlink()


def _vocabulary(world: World) -> None:
    stem, old = world.chance.choice(
        (("units", "局"), ("topics", "工业"), ("kinds", "动态"), ("series", "政务信息"))
    )
    path = world.root / f"site_src/vocabularies/{stem}.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, f"{old}{world.turn % 3}", 1)[:4000], "utf-8")


def _levels(world: World) -> None:
    text = "levels: {city: {name: 市%d}}\npublications: {yqkb: {name: 要情快报, level: city}}\n"
    write_only(world.root, {"site_src/vocabularies/levels.yml": text % world.turn})


def _settings(world: World) -> None:
    opened = ", ".join(world.chance.sample(("authors", "adoptions", "trail", "calls"), 2))
    write_only(
        world.root,
        {
            "site_src/site.yml": f"name: 甲县政务信息{world.turn % 4}\n"
            "base_url: https://example.gov.cn/\nowner: 甲县政府办公室\n"
            f"editions: {{public: {{open: [{opened}]}}}}\n"
            f"search: {{fold_traditional: {world.chance.choice(('true', 'false'))}}}\n"
        },
    )


def _pages(world: World) -> None:
    text = f"---\ntitle: 说明{world.turn}\n---\n{world.words()}"
    write_only(world.root, {"site_src/pages/about.md": text})


def _static(world: World) -> None:
    name = world.chance.choice(("site_src/static/a.txt", "site_src/static/b/c.txt"))
    write_only(world.root, {name: str(world.turn)})


def _layout(world: World) -> None:
    name = world.chance.choice(("item.html", "list.html", "parts/kind.css", "scripts/main.js"))
    text = (layouts.built_in() / name).read_text("utf-8")
    mark = f"{{# {world.turn} #}}" if name.endswith(".html") else f"/* {world.turn} */\n"
    write_only(world.root, {f"layouts/{name}": text + mark})


def _strings(world: World) -> None:
    write_only(world.root, {"layouts/strings/zh-CN.yml": f"units.title: 单位{world.turn}\n"})


def _own_layouts_gone(world: World) -> None:
    shutil.rmtree(world.root / "layouts", ignore_errors=True)


def _edition(world: World) -> None:
    world.edition = world.chance.choice(list(Edition))


def _as_of(world: World) -> None:
    world.as_of = date(2026, 1, 4) + timedelta(days=world.chance.choice((3, 6, 9, 40, 360)))


def _base_url(world: World) -> None:
    world.base_url = world.chance.choice(BASES)


def _version(world: World) -> None:
    world.version = world.chance.choice("123")


def _harmed_cache(world: World) -> None:
    """What earlier runs kept is gone, cut short or turned."""
    folder = world.root / ".cache"
    kept = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    if not kept or world.chance.random() < 0.2:
        shutil.rmtree(folder, ignore_errors=True)
        return
    path = world.chance.choice(kept)
    data = bytearray(path.read_bytes())
    if data and world.chance.random() < 0.6:
        at = world.chance.randrange(len(data))
        data[at : at + 50] = bytes(byte ^ 0x55 for byte in data[at : at + 50])
    else:
        data = data[: len(data) // 2]
    path.write_bytes(data)


DEEDS: tuple[Callable[[World], None], ...] = (
    *(_body, _body, _body, _title, _title, _new_item, _new_item, _new_issue, _fields, _fields),
    *(_delete, _delete_issue, _put_back, _put_back, _rename, _reorder, _files, _vocabulary),
    *(_levels, _settings, _pages, _static, _layout, _strings, _own_layouts_gone, _edition),
    *(_as_of, _base_url, _version, _harmed_cache),
)


def run(folder: Path, seed: int, steps: int, *, search: bool) -> Counter[str]:
    """So many steps, each compared; how often each deed was done, and how often all was published."""
    world = World(folder, random.Random(seed), search)
    world.begin()
    done: Counter[str] = Counter()
    log: list[str] = []
    for _ in range(steps):
        log.append(world.step())
        done[log[-1]] += 1
        try:
            done["published"] += world.compare() or (world.mend() and world.compare())
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, step {len(log)}, {log[-5:]}: {error}") from error
    return done


def main() -> None:
    """The long form."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="law-") as folder:
        done = run(Path(folder), seed, steps, search=True)
    took = time.perf_counter() - started
    print(
        f"{steps} steps in {took:.0f} s, {done.pop('published')} of them published, none differed"
    )
    print(", ".join(f"{name} {number}" for name, number in done.most_common()))


if __name__ == "__main__":
    main()
