"""A small clean site that a test writes into a folder and then breaks, one slip at a time."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import date
from pathlib import Path

from builder import build
from builder.build import Checked

AS_OF = date(2026, 3, 31)
SITE = "site_src/site.yml"
UNITS = "site_src/vocabularies/units.yml"
ISSUE = "issues/zwxx/2026/0012/issue.md"
ITEM = "issues/zwxx/2026/0012/01-gongan-1.md"


def png(width: int = 4, height: int = 3) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


FILES: dict[str, str | bytes] = {
    SITE: """\
name: 清河县政务信息
base_url: https://example.gov.cn/xx/
owner: 清河县人民政府办公室
""",
    "site_src/vocabularies/series.yml": """\
zwxx: {name: 政务信息, frequency: weekly, level: county, digits: 4}
""",
    UNITS: """\
groups: {bm: 县直部门}
units:
  gongan: {name: 清河县公安局, short: 县公安局, group: bm}
  jiaoyu: {name: 清河县教育局, short: 县教育局, group: bm}
""",
    "site_src/vocabularies/topics.yml": """\
jingji: {name: 经济, topics: {gongye: {name: 工业}}}
minsheng: {name: 民生}
""",
    "site_src/vocabularies/kinds.yml": """\
update: {name: 工作动态}
problem: {name: 问题建议, tone: problem}
""",
    "site_src/vocabularies/levels.yml": """\
levels: {city: {name: 市}, county: {name: 县}}
publications: {yqkb: {name: 要情快报, level: city}}
ranks: {county: {name: 县领导}}
""",
    "site_src/pages/about.md": """\
---
title: 关于本刊
---
本刊由县政府办公室编发。
""",
    "site_src/calls/2026q1.md": """\
---
title: 一季度报送要点
to: [all]
due: 2026-03-31
points:
  - {id: p1, text: 春耕备耕, topics: [jingji]}
---
请各单位按要点报送。
""",
    "site_src/submissions/2026-02.csv": "unit,submitted,measure\ngongan,3,条\njiaoyu,2,条\n",
    "issues/zwxx/2026/0011/issue.md": """\
---
number: 0011
total: 211
date: 2026-03-02
status: published
---
""",
    "issues/zwxx/2026/0011/01-gongan-1.md": """\
---
title: 全县治安形势平稳
kind: update
units: [gongan]
topics: [minsheng]
openness: public
steps:
  - {step: signed, at: 2026-03-02, by: 王某}
---
## 基本情况

一月以来，全县治安形势平稳。
""",
    "issues/zwxx/2026/0011/02-jiaoyu-1.md": """\
---
title: 学校食堂抽查情况
kind: problem
units: [jiaoyu]
topics: [minsheng]
openness: internal
steps:
  - {step: signed, at: 2026-03-02, by: 王某}
---
抽查发现的问题已交办。
""",
    ISSUE: """\
---
number: 0012
total: 212
date: 2026-03-09
status: published
---
""",
    ITEM: """\
---
title: 三月工业用电回升
kind: update
units: [gongan, jiaoyu]
topics: [gongye]
openness: public
steps:
  - {step: submitted, at: 2026-03-06T09:00, by: 李某}
  - {step: signed, at: 2026-03-09T17:30, by: 王某}
---
全县工业用电同比增长。前情见[上期](item:zwxx/2026/0011/gongan-1)。
""",
    "issues/zwxx/2026/0012/tu.png": png(),
    "issues/zwxx/2026/0013/issue.md": """\
---
number: 0013
date: 2026-03-16
status: draft
---
""",
    "issues/zwxx/2026/0013/01-jiaoyu-1.md": """\
---
title: 开学准备就绪
kind: update
units: [jiaoyu]
topics: [minsheng]
openness: public
steps:
  - {step: signed, at: 2026-03-13, by: 王某}
---
各校准备就绪。
""",
}
"""Two published issues with a public and an internal item, and a draft."""


def write(root: Path) -> Path:
    """The clean site in a folder."""
    for path, content in FILES.items():
        put(root, path, content)
    return root


def put(root: Path, path: str, content: str | bytes) -> None:
    """A file with this content."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)


def swap(root: Path, path: str, before: str, after: str) -> None:
    """Replace words that stand exactly once in a file."""
    text = (root / path).read_bytes().decode()
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path}"
    put(root, path, text.replace(before, after))


def checked(root: Path, as_of: date = AS_OF) -> Checked:
    """What is wrong with the content of a root."""
    return build.examine(root, lambda _: as_of)


def codes(root: Path) -> list[str]:
    """The codes of what is wrong, in the order of the report."""
    return [fault.code for fault in checked(root).faults]


def told(root: Path) -> list[str]:
    """What is wrong as `path:line:column code`, paths shortened to their last part."""
    return [
        f"{fault.place.path.rpartition('/')[2]}:{fault.place.line}:{fault.place.column} {fault.code}"
        for fault in checked(root).faults
    ]


def slip(root: Path, script: str) -> None:
    """Do what an editor did: the paths of files, each followed by what became of it.

    `-` lines (found once, one below the other) are replaced by the `+` lines below them; `+`
    lines alone are added at the end, or make a new file. `!delete`, `!folder`, `!link TARGET`,
    `!size BYTES`, `!encode ENCODING`, `!rename NAME` do what they say. `\\t` and `\\uXXXX` stand
    for characters that can't be seen.
    """
    path = ""
    lines = script.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("!"):
            _command(root, path, *line[1:].split(" "))
        elif line.startswith(("-", "+")):
            old = [line] if line.startswith("-") else []
            new = [line] if line.startswith("+") else []
            while at < len(lines) and not new and lines[at].startswith("-"):
                old.append(lines[at])
                at += 1
            while at < len(lines) and lines[at].startswith("+"):
                new.append(lines[at])
                at += 1
            _replace(root, path, _joined(old), _joined(new))
        elif line.strip() and not line.startswith("#"):
            path = line.strip()


def _joined(lines: list[str]) -> str:
    text = "".join(f"{line[1:]}\n" for line in lines)
    text = text.replace("\\t", "\t")
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def _replace(root: Path, path: str, old: str, new: str) -> None:
    before = (root / path).read_bytes().decode() if (root / path).exists() else ""
    if not old:
        put(root, path, before + new)
        return
    text = f"\n{before}"
    assert text.count(f"\n{old}") == 1, f"{old!r} stands {text.count(old)} times in {path}"
    put(root, path, text.replace(f"\n{old}", f"\n{new}")[1:])


def _command(root: Path, path: str, name: str, value: str = "") -> None:
    target = root / path
    match name:
        case "delete":
            target.unlink()
        case "folder":
            target.mkdir(parents=True)
        case "link":
            target.symlink_to(value)
        case "size":
            data = target.read_bytes()
            put(root, path, data + "字".encode() * ((int(value) - len(data)) // 3))
            with target.open("ab") as file:
                file.write(b" " * (int(value) - target.stat().st_size))
        case "encode":
            put(root, path, target.read_bytes().decode().encode(value))
        case "rename":
            (root / value).parent.mkdir(parents=True, exist_ok=True)
            target.rename(root / value)
        case _:
            raise AssertionError(name)
