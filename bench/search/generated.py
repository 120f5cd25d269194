"""Writes any number of items whose text is as varied as that of the site in this repository."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench import corpus
from builder.model.search import Document, Passage

ROOT = Path(__file__).resolve().parents[2]
SYLLABLES = "东西南北河山林泉石柳桥李王张刘陈杨赵黄周吴徐孙胡朱高何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
"""For names of villages, firms and people, so that rare words are rare in any number of items."""


def write(root: Path, count: int, seed: int = 7) -> None:
    """A bulletin of so many items, some 800 characters each, from 2010 on."""
    chance = random.Random(seed)
    clauses = _clauses()
    made = (
        replace(item, title=_title(chance, clauses), body=_body(chance, clauses))
        for item in corpus.items(count)
    )
    corpus.write_ours(root, made)


def documents(count: int, seed: int = 7) -> Iterator[Document]:
    """The same as search is given it, newest first, without reading or rendering anything."""
    chance = random.Random(seed)
    clauses = _clauses()
    made = []
    for n, item in enumerate(corpus.items(count)):
        label = f"《政务信息》{item.year}年第{item.number}期"
        day = f"{item.day.year}年{item.day.month}月{item.day.day}日"
        unit = f"甲县第{item.unit}局"
        first, heading, *rest = _body(chance, clauses).replace("## ", "").split("\n\n")
        made.append(
            Document(
                address=f"/zwxx/{item.year}/{item.number:04}/u{item.unit}-{item.position}/",
                title=_title(chance, clauses),
                passages=(
                    Passage(first),
                    Passage(heading, heading, leading=True),
                    *(Passage(text, heading) for text in rest),
                ),
                meta=(label, day, unit, f"主题{item.topic}"),
                date=item.day.isoformat(),
                series="zwxx",
                units=(f"u{item.unit}",),
                topics=(f"t{item.topic}",),
                kind=item.kind,
                levels=(),
                numbers=(f"QH/{item.year}-{n:06}",),
                label=label,
                origin=f"{label} · {day} · {unit}",
            )
        )
    yield from reversed(made)


def _clauses() -> list[str]:
    """Clauses of the items in this repository, without markup."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "issues").rglob("[0-9]*.md")):
        body = path.read_text("utf-8").split("---", 2)[-1]
        for line in body.splitlines():
            if re.match(r"[\u4e00-\u9fff0-9]", line):
                plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]|\^\[[^\]]*\]|\[\^[^\]]*\]", r"\1", line)
                for clause in re.split("[，。；：！？]", plain):
                    if 5 <= len(clause) <= 40 and not re.search(r"[\[\]|<>#“”]", clause):
                        found[clause] = None
    return list(found)


def _clause(chance: random.Random, clauses: list[str]) -> str:
    """A clause with numbers of its own and now and then a name."""
    clause = re.sub(
        r"(?<![0-9])[0-9]{1,5}(?![0-9])",
        lambda found: str(chance.randrange(1, 10 ** len(found[0]))),
        chance.choice(clauses),
    )
    if chance.random() < 0.2:
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3)))
        clause = f"{name}{chance.choice(('村', '公司', '同志', '社区', '合作社'))}{clause}"
    return clause


def _title(chance: random.Random, clauses: list[str]) -> str:
    return _clause(chance, clauses)[:28].strip(" 、—-")


def _body(chance: random.Random, clauses: list[str]) -> str:
    paragraphs = []
    for _ in range(chance.randint(4, 7)):
        sentences = [
            "，".join(_clause(chance, clauses) for _ in range(chance.randint(2, 4))) + "。"
            for _ in range(chance.randint(2, 5))
        ]
        paragraphs.append("".join(sentences))
    return f"{paragraphs[0]}\n\n## 下一步打算\n\n" + "\n\n".join(paragraphs[1:])
