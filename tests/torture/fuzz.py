"""Items that no editor would write: read, checked and shown, many thousands of them.

    python -m tests.torture.fuzz [COUNT [SEED]]

An item is a file of the sample, bent (bytes, lines, words), or one made up of what fields and
Markdown are made of. Each is decoded, assembled and asked for its rules; of every fifty, some are
put into a whole site, which is checked and whose pages are made. Nothing may raise, take longer
than `SECONDS`, or become longer than it may.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from builder import build, report
from builder.check import markup
from builder.diagnostic import Diagnostic
from builder.load import files, items
from builder.load.bounds import LEAST, MOST_TIMES
from builder.load.lookup import Lookup
from builder.load.prose import parse
from builder.load.site import _vocabularies
from builder.model.prose import Link, assemble
from builder.model.site import Edition
from builder.page import Page
from tests import small
from tests.sample import AS_OF, SAMPLE

SECONDS = 8.0
"""The longest that one item may take."""
BATCH = 50
IN_SITE = 5
PATH = "issues/zwxx/2026/0001/01-gongan-1.md"

KEYS = (*items.KEYS, *items.KEYS.values(), *items.STEP_KEYS, *items.PHOTO_KEYS, "<<", "?", "x")
VALUES = (
    *("gongan", "gongye", "update", "public", "公开", "internal", "2026-01-05", "2026-13-45", "~"),
    *("2026-01-05T09:00", "9999999999", "-1", "null", "yes", "[a, [b]]", "{a: b}", "[", "{", "]"),
    *('"', "'", '"\\u202e"', '"\\x00"', "&a x", "*a", "!!python/object:os.system x", "|", ">-"),
    *("秘密★", "机密", "a: b: c", "- a", "# c", "@", "`", "%", "0012", "1e9", "：", "［甲，乙］"),
    *("{step: signed, at: 2026-01-05}", "[{step: signed, at: 2026-01-05, by: 王某}]", "=1+1"),
    *("{date: 2026-01-01, reason: x, outcome: merged, merged_into: zwxx/2026/0001/gongan-1}"),
    *("zwxx/2026/0001/gongan-1", "/../../etc/passwd", "javascript:alert(1)", "\u3000", "甲" * 300),
)
MARKS = (
    *("[", "](", ")", "!", "*", "**", "_", "~~", "`", "```", "<", ">", "<!--", "-->", "&", "#", "\\"),
    *("|", "|-|-|", "[^1]", "[^1]:", "\t", "- ", "1. ", "> ", "<b>", "<script>", "</p>", "甲", "乙。"),
    *("“", "”", "（", "）", "a", "b.pdf", "tu.png", "item:zwxx/2026/0001/gongan-1", "http://", "https://["),
    *("mailto:", "//", "..", "%2e%2e/", "%00", "\u3000\u3000", "表1 甲", "表：", "Table: ", "'t'", " "),
    *("javascript:", "java&#115;cript:", "data:text/html,", "vbscript:", "allow: broken-link 原文如此"),
    *("&#x202e;", "&#31192;密★", "&quot;", "\u202e", "\u200b", "\ufeff", "\0", "\x07", "\x85", "\u2028"),
    *("é", "e\u0301", "😀", "한", "ア", "\U000e0041", "\ud7ff", "\ufffe", "::", "@", "===", "---", "+++"),
    *("\n", "\n", "\n\n", "\n\n", "    ", "\r\n", "\r", "[a]: b 't'\n", "[a]", "![a]", "![甲](tu.png)\n"),
    *("<<<<<<< a\n", "=======\n", "|甲|乙|\n|-|-|\n|1|2|\n", "## 标题\n", "{{ 7*7 }}", "{% x %}", "＊＊甲＊＊"),
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What came of a run."""

    tried: int = 0
    read: int = 0
    sites: int = 0
    pages: int = 0
    longest: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


@cache
def sources() -> tuple[bytes, ...]:
    """The items of the sample."""
    return tuple(path.read_bytes() for path in sorted((SAMPLE / "issues").rglob("*.md")))


def made_up(chance: random.Random) -> bytes:
    """An item of the small site, mostly whole, with odd fields and an odd text."""
    head = [f"{chance.choice(KEYS)}: {chance.choice(VALUES)}" for _ in range(chance.randrange(5))]
    front = small.item("题目", more="".join(f"{line}\n" for line in head), body="")
    body = "".join(chance.choice(MARKS) for _ in range(chance.randrange(60)))
    if chance.random() < 0.02:
        body += chance.choice(MARKS) * chance.randrange(3_000)
    return (front + body).encode("utf-8", "replace")


def bent(chance: random.Random) -> bytes:
    """An item of the sample in which something was changed."""
    data = bytearray(chance.choice(sources()))
    for _ in range(chance.randrange(1, 8)):
        at, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        match chance.randrange(7):
            case 0:
                data[at:at] = chance.choice(MARKS).encode("utf-8", "replace")
            case 1:
                data[at:at] = chance.choice(VALUES).encode("utf-8", "replace")
            case 2:
                data[at : at + 1] = bytes((chance.randrange(256),))
            case 3:
                del data[at : at + chance.randrange(40)]
            case 4:
                data[at:at] = data[at : min(end, at + 400)] * chance.randrange(1, 4)
            case 5:
                lines = bytes(data).split(b"\n")
                one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[one], lines[two] = lines[two], lines[one]
                data = bytearray(b"\n".join(lines))
            case _:
                data = bytearray(bytes(data).replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n"))))
    return bytes(data)


def one(chance: random.Random) -> bytes:
    """Any of both."""
    return made_up(chance) if chance.random() < 0.6 else bent(chance)


@cache
def lookup() -> Lookup:
    """The names that the small site knows."""
    with tempfile.TemporaryDirectory() as folder:
        return _vocabularies(small.write(Path(folder), {}), ZoneInfo("Asia/Shanghai"), [])[1]


def tried(data: bytes, tally: Tally) -> None:
    """Read an item, ask it for its faults and show both."""
    source, faults = files.decoded(data, PATH)
    said = list(faults)
    if source is not None:
        item, more = items.decode(source, PATH, lookup(), ZoneInfo("Asia/Shanghai"), parse)
        said += more
        prose = item.prose if item else parse(source)
        tally.read += item is not None
        shown = assemble(prose, lambda ref: Link(f"/{ref.target}"))
        room = max(LEAST, MOST_TIMES * len(source))
        assert len(shown) <= 1.5 * room, f"{len(shown)} characters of HTML of {len(source)}"
        said += markup.check(PATH, prose)
    told(said, tally)


def told(faults: list[Diagnostic], tally: Tally) -> None:
    """Word the faults as all reports do."""
    for fault in faults:
        tally.faults[fault.code] += 1
    for lang in ("zh", "en"):
        report.text(faults, lambda _path, _line: "", lang)
        report.json_lines(faults, lang)


def in_site(batch: list[bytes], tally: Tally) -> None:
    """Put items into a site, check it whole, and make every page of both editions."""
    with tempfile.TemporaryDirectory() as folder:
        contents: dict[str, str | bytes] = dict(small.many(1, 1))
        for number, data in enumerate(batch, 2):
            contents[f"issues/zwxx/2026/0001/{number:02}-gongan-{number}.md"] = data
        root = small.write(Path(folder), contents)
        checked = small.checked(root, AS_OF)
        told(list(checked.faults), tally)
        tally.sites += 1
        if checked.loaded.site is None:
            return
        for edition in Edition:
            ready = build.prepare(root, checked.loaded.site, edition, AS_OF)
            for promise in ready.plan.promises:
                if isinstance(promise, Page):
                    ready.renderer.render(promise)
                    tally.pages += 1


def run(count: int, seed: int = 1, most_broken: int = 10) -> Tally:
    """Try so many items. What breaks is in the tally, with the seed that makes it again."""
    tally = Tally()
    batch: list[bytes] = []
    for number in range(count):
        data = one(random.Random(f"{seed} {number}"))
        start = time.thread_time()
        try:
            tried(data, tally)
            batch.append(data)
            if len(batch) == BATCH:
                in_site(batch[:IN_SITE], tally)
                batch.clear()
        except Exception as error:
            tally.broken.append(f"{seed} {number}: {type(error).__name__}: {error}")
            batch.clear()
        took = time.thread_time() - start
        tally.longest = max(tally.longest, took)
        if took > SECONDS:
            tally.broken.append(f"{seed} {number}: {took:.1f} s")
        tally.tried += 1
        if len(tally.broken) >= most_broken:
            break
    return tally


def main() -> int:
    """Run as many as asked for; tell what broke, and how things stand from time to time."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    watch = threading.Timer(6 * 3600, lambda: sys.exit("hangs"))
    watch.daemon = True
    watch.start()
    tally = run(count, seed)
    sys.stdout.write(
        f"{tally.tried} items, {tally.read} read whole, {tally.sites} sites, {tally.pages} pages; "
        f"{sum(tally.faults.values())} faults of {len(tally.faults)} kinds; "
        f"longest {tally.longest:.2f} s; {len(tally.broken)} broken\n"
    )
    sys.stdout.write("".join(f"{line}\n" for line in tally.broken))
    return bool(tally.broken)


if __name__ == "__main__":
    sys.exit(main())
