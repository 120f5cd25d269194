"""The law of the report: what is found with all that is kept is what is found with nothing kept.

Slips of every rule are heaped upon each other, taken back and mixed with the deeds of `tests.law`;
files change with their size and dates kept, folders change places. `python -m tests.reports STEPS
[SEED]`.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from builder import build, report
from builder.load.files import line_of
from builder.load.kept import Kept
from builder.model.seal import Act
from tests import law, sealed, site

SLIPS = {
    path.parent.name: path.read_text("utf-8")
    for path in sorted((Path(__file__).parent / "rules").glob("*/slip.txt"))
}
UNFIT = (AssertionError, KeyError, OSError, UnicodeDecodeError)
"""What a slip raises that is not made for the site as it is."""
PDF = b"%%PDF-1.4\n1 0 obj << /Author (%s) >> endobj\n"


@dataclass
class World(law.World):
    """The clean site of the rules' tests, broken and mended again and again."""

    as_of: date = site.AS_OF
    served: Kept | None = field(default=None)

    def begin(self) -> None:
        """Take away all but what is kept, and write the clean site."""
        self.root.mkdir(exist_ok=True)
        for path in self.root.iterdir():
            if path.name != ".cache":
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        site.write(self.root)

    def texts(self) -> list[Path]:
        """Every item whose text can be had."""
        return [path for path in super().texts() if _is_text(path)]

    def step(self) -> str:
        """One deed; one that does not fit the site as it is may end half done."""
        self.turn += 1
        done = self.chance.choice(DEEDS)
        with suppress(*UNFIT):
            done(self)
        return done.__name__.strip("_")

    def agree(self) -> tuple[str, ...]:
        """What is wrong, by code: to a new run, to one that lasts, to one that keeps nothing."""
        with self.programmed(), patch("builder.load.stamps.TICK", 0):
            # Clocks of Linux tick every few milliseconds: what changed since is not taken for old.
            self.served = self.served or build.memory(self.root)
            first = self._told(None)
            assert self._told(build.memory(self.root, lasting=False)) == first
            assert self._told(build.memory(self.root)) == first
            assert self._told(self.served) == first
        return first[1]

    def _told(self, kept: Kept | None) -> tuple[str, tuple[str, ...], bool, bool]:
        found = build.examine(self.root, lambda _: self.as_of, kept, 1)
        shown = report.text(found.faults, lambda path, n: line_of(self.root, path, n), "zh")
        codes = tuple(fault.code for fault in found.faults)
        return shown, codes, found.blocks(strict=False), found.blocks(strict=True)


def _is_text(path: Path) -> bool:
    try:
        return path.is_file() and "---\n" in path.read_text("utf-8")
    except UNFIT:
        return False


def _slip(world: World) -> None:
    site.slip(world.root, SLIPS[world.chance.choice(sorted(SLIPS))])


def _mended(world: World) -> None:
    """Some files, or all, are as they were on the clean site."""
    if world.chance.random() < 0.3:
        world.begin()
    for path in world.chance.sample(sorted(site.FILES), 4):
        site.put(world.root, path, site.FILES[path])


def _attached(world: World) -> None:
    """A document is put beside an item, or another of the same size and dates in its place."""
    folder = world.an_item().parent
    path = folder / "biao.pdf"
    name = world.chance.choice(("县公安局", "赵钱孙李")).encode()
    path.write_bytes(PDF % name)
    os.utime(path, (10**9, 10**9))
    with world.an_item().open("a", encoding="utf-8") as file:
        file.write("\n附[表](biao.pdf)。\n")


def _turned(world: World) -> None:
    """Bytes of some file are others; its size and dates are not."""
    files = [p for p in sorted((world.root / "issues").rglob("*")) if p.is_file()]
    path = world.chance.choice(files)
    data, stat = bytearray(path.read_bytes()), path.stat()
    place = world.chance.randrange(len(data))
    data[place : place + 3] = "\u200b".encode()[: len(data) - place]
    path.write_bytes(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _swapped(world: World) -> None:
    """Two files or two folders change places: none of them was written."""
    depth = world.chance.choice(("*", "*/*"))
    found = sorted((world.root / "issues/zwxx/2026").glob(depth))
    one, other = world.chance.sample(found, 2)
    if one.suffix == other.suffix:
        aside = world.root / "aside"
        one.rename(aside)
        other.rename(one)
        aside.rename(other)


def _gone(world: World) -> None:
    """Any file, or any folder of an issue, is taken away."""
    found = sorted(p for name in ("issues", "site_src") for p in (world.root / name).rglob("*"))
    path = world.chance.choice([p for p in found if p.is_file() or p.name.isdigit()])
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _zone(world: World) -> None:
    zone = world.chance.choice(("Asia/Shanghai", "UTC", "America/New_York", "Asia/Nowhere"))
    text = site.FILES[site.SITE]
    owner = f"owner: {world.chance.choice(('张三', '清河县人民政府办公室'))}\n"
    assert isinstance(text, str)
    head = text.partition("owner:")[0]
    site.put(world.root, site.SITE, f"{head}{owner}time_zone: {zone}\n")


def _sealed_from(world: World) -> None:
    day = world.chance.choice(("2026-03-05", "2026-01-01", "2027-01-01"))
    site.put(world.root, site.SITE, f"{site.FILES[site.SITE]!s}require_seal: {day}\n")


def _sealed(world: World) -> None:
    """An issue is sealed as it is, or what was changed since is declared."""
    issue = world.chance.choice(sealed.ISSUES)
    seal = world.root / "issues" / issue / "seal.yml"
    acts = (Act.CORRECTION, Act.RECLASSIFICATION)
    sealed.seal(world.root, issue, world.chance.choice(acts) if seal.exists() else Act.SEAL)


def _named(world: World) -> None:
    """A vocabulary has other names; what is written may mean something else, or nothing."""
    stem = world.chance.choice(("units", "topics", "kinds", "levels"))
    text = site.FILES[f"site_src/vocabularies/{stem}.yml"]
    assert isinstance(text, str)
    words = ("县公安局", "gongan", "jiaoyu", "gongye", "update", "problem", "city", "county")
    old = world.chance.choice(words)
    new = world.chance.choice((*words, "张三"))
    site.put(world.root, f"site_src/vocabularies/{stem}.yml", text.replace(old, new))


def _day(world: World) -> None:
    world.as_of = date(2026, 2, 27) + timedelta(days=world.chance.choice((0, 4, 9, 12, 20, 60)))


def _encoded(world: World) -> None:
    """The text says the same in other bytes, or can no longer be read."""
    path = world.an_item()
    text = path.read_text("utf-8")
    data = world.chance.choice(
        (
            b"\xef\xbb\xbf" + text.encode(),
            text.replace("\n", "\r\n").encode(),
            text.encode("gb18030", "replace"),
            text.encode() + b" " * 1_048_576,
        )
    )
    path.write_bytes(data)


def _withheld(world: World) -> None:
    """What others may refer to is no longer public, or is again."""
    path = world.an_item()
    text = path.read_text("utf-8")
    one, other = world.chance.sample(("openness: public", "openness: internal"), 2)
    path.write_text(text.replace(one, other), "utf-8")


def _waived(world: World) -> None:
    path = world.an_item()
    text = path.read_text("utf-8")
    code = world.chance.choice((*SLIPS, "broken-link"))
    reason = world.chance.choice(("已核实", ""))
    if world.chance.random() < 0.5:
        path.write_text(text.replace("---\n", f"---\nallow: [{{{code}: {reason}}}]\n", 1), "utf-8")
    else:
        path.write_text(f"{text}\n<!-- allow: {code} {reason} -->\n{world.words()}", "utf-8")


def _asked(world: World) -> None:
    """An item answers a commission, or a call that asks for none."""
    path = world.an_item()
    text = path.read_text("utf-8")
    call = world.chance.choice(("2026q1/c1", "2026q1", "2026q2/c1"))
    path.write_text(text.replace("---\n", f"---\ncall: {call}\n", 1), "utf-8")


OWN: tuple[Callable[[World], None], ...] = (
    *(_slip,) * 12,
    *(_mended,) * 8,
    *(_attached, _turned, _swapped, _swapped, _gone, _zone),
    *(_sealed, _sealed, _sealed, _sealed_from, _named, _day, _encoded, _withheld, _waived, _asked),
)
DEEDS = (*OWN, *law.DEEDS)


def run(folder: Path, seed: int, steps: int) -> Counter[str]:
    """So many steps, each compared; the codes that were reported."""
    world = World(folder, random.Random(seed))
    world.begin()
    seen: Counter[str] = Counter()
    log: list[str] = []
    for _ in range(steps):
        log.append(world.step())
        try:
            seen.update(set(world.agree()))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, step {len(log)}, {log[-5:]}: {error}") from error
    return seen


def main() -> None:
    """The long form."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="reports-") as folder:
        seen = run(Path(folder), seed, steps)
    print(f"{steps} steps, {len(seen)} rules of {len(SLIPS)} reported, no report differed")


if __name__ == "__main__":
    main()
