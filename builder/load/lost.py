"""Which marks of a text took no effect, and where were they written?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from builder.model.prose import Block, Lost

MOST = 50
"""Marks of one kind that are told of a paragraph: more are one mishap."""

_LINK = re.compile(r"([!！]?)\[([^\]]*)\]\s*[（(]([^）)]*)[）)]")


def _link(match: re.Match[str]) -> str:
    """A link or picture with the marks that Markdown knows."""
    found = _LINK.match(match[0])
    if not found:
        return match[0]
    target = found[3].strip()
    title = re.fullmatch(r"""([^"“”']*?)\s+["“'](.*)["”']""", target)
    words = f' "{title[2]}"' if title else ""
    target = title[1] if title else target
    target = f"<{target}>" if re.search(r"\s", target) else target
    return f"{'!' if found[1] else ''}[{found[2]}]({target}{words})"


def _heading(match: re.Match[str]) -> str:
    return f"{match[1].replace('＃', '#')} {match[2]}"


def _strong(match: re.Match[str]) -> str:
    return f"**{match[1].strip()}**"


def _table(match: re.Match[str]) -> str:
    return f"{match[0].replace('｜', '|')}，表头下面一行写 | --- | --- |"


_WORDS, _TARGET = r"\[[^\]\n]{1,100}\]", r"[^）)\n]{0,300}"
_MARKS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"！\[[^\]\n]{{0,100}}\]\s?[（(]{_TARGET}[）)]"), _link),
    (re.compile(rf"!\[[^\]\n]{{0,100}}\]\s?（{_TARGET}[）)]"), _link),
    (re.compile(r"!\[[^\]\n]{0,100}\]\([^)<\s]{1,150}[ \u3000][^)\n]{0,150}\)"), _link),
    (re.compile(rf"(?<![!！]){_WORDS}（{_TARGET}[）)]"), _link),
    (re.compile(rf"(?<![!！]){_WORDS}\([^)<\s]{{1,150}}[ \u3000][^)\n]{{0,150}}\)"), _link),
    (re.compile(r"^([#＃]{1,6})([^#＃\s\d]\S{0,80})"), _heading),
    (re.compile(r"\[\^[^\]\s]{1,40}\]"), lambda m: f"{m[0]}，另起一段写“{m[0]}: 注文”"),
    (re.compile(r"＊＊([^＊\n]{1,80})＊＊"), _strong),
    (re.compile(r"\*\*([ \u3000]{1,4}[^*\n]{1,80}|[^*\n]{1,80}[ \u3000])\*\*"), _strong),
    (re.compile(r"^-([\u3400-\u9fff]\S{0,20})"), lambda m: f"- {m[1]}"),
    (re.compile(r"^[|｜][^|｜\n]{1,80}[|｜][^|｜\n]{1,80}[|｜]"), _table),
)
"""What is left of a mark in the words a reader sees, and how it should have been written."""


_LISTED = re.compile(r"\s{0,20}(?:[-*+>]|\d{1,9}[.)])\s")
_POINT = re.compile(r"\s{0,20}[•●▪■◆➢✓\uf000-\uf0ff]")


def marks(blocks: Sequence[Block], lines: Sequence[str], first_line: int) -> Iterator[Lost]:
    """The lost marks of some blocks, whose text was written in `lines`."""
    for block in blocks:
        for pattern, better in _MARKS:
            for match in islice(pattern.finditer(block.text), MOST):
                nth = block.text.count(match[0], 0, match.start())
                row, column = _place(match[0], nth, block.line - first_line, lines)
                yield Lost(match[0], better(match), first_line + row, column + 1)
        yield from _pasted(block, lines, first_line)


def _pasted(block: Block, lines: Sequence[str], first_line: int) -> Iterator[Lost]:
    """The first of two lines of a sheet, or of a list of a word processor, that now run together."""
    row = block.line - first_line
    pair = lines[row : row + 2]
    if len(pair) < 2:
        return
    line = pair[0].strip()[:200]
    start = len(pair[0]) - len(pair[0].lstrip()) + 1
    if all(map(_is_row, pair)):
        cells = " | ".join(cell.strip() for cell in line.split("\t")[:6])
        yield Lost(line, f"| {cells} |，表头下面一行写 | --- | --- |", block.line, start)
    elif all(map(_POINT.match, pair)):
        yield Lost(line, f"- {line[1:21].strip()}，一行一条", block.line, start)


def _is_row(line: str) -> bool:
    return "\t" in line.strip() and "|" not in line and not _LISTED.match(line)


def _place(mark: str, nth: int, row: int, lines: Sequence[str]) -> tuple[int, int]:
    """Row and column of the `nth` mark of its kind in a block that begins on a row."""
    for words in (mark, mark[:6]):
        left = nth
        for at in range(row, min(row + 30, len(lines))):
            column = lines[at].find(words)
            while column >= 0 and left:
                left -= 1
                column = lines[at].find(words, column + 1)
            if column >= 0:
                return at, column
            if not lines[at].strip():
                break
    return row, 0
