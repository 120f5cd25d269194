"""Did every mark in a text take effect, or is one shown because it was typed wrong?"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from builder import secrecy
from builder.diagnostic import Diagnostic, Place
from builder.model.prose import Prose
from builder.rules import fields as field_rules
from builder.rules import links as rules
from builder.rules import reading

_MARKS = (
    (re.compile(r"！\[[^\]]*\]\s*[（(][^）)]*[）)]"), "![说明](文件名)"),
    (re.compile(r"!\[[^\]]*\]\s*（[^）]*）"), "![说明](文件名)"),
    (re.compile(r"!\[[^\]]*\]\([^)<]*\s[^)]*\)"), "![说明](<文件名>)"),
    (re.compile(r"(?<!！)\[[^\]]+\]（[^）]*）"), "[文字](地址)"),
    (re.compile(r"(?<![!！])\[[^\]]+\]\([^)<]*\s[^)]*\)"), "[文字](<文件名>)"),
    (re.compile(r"^[#＃]{1,6}[^#＃\s\d]\S*"), "## 标题"),
    (re.compile(r"\[\^[^\]\s]+\]"), "[^1]，另起一段写 [^1]: 注文"),
    (re.compile(r"＊＊[^＊]+＊＊"), "**文字**"),
)
"""What is left of a mark in the words a reader sees, and how it should have been written."""


def check(path: str, prose: Prose, told: Container[str]) -> Iterator[Diagnostic]:
    """The marks that are shown as they are; files whose mark of secrecy was `told` are known."""
    if prose.too_much:
        yield reading.overgrown_text(Place(path), prose.too_much)
    for text, line in _shown(prose):
        # What was written as an entity (&#9733;) or cut by emphasis is seen only now.
        if path not in told and (word := secrecy.in_words(text)):
            yield field_rules.secret_mark(Place(path, line), word)
    for block in prose.blocks:
        for pattern, better in _MARKS:
            for match in pattern.finditer(block.text):
                yield rules.lost_markup(Place(path, block.line), match[0], better)


def _shown(prose: Prose) -> Iterator[tuple[str, int]]:
    """All words that a reader may see or hear, with their lines: captions and labels too."""
    yield from ((block.text, block.line) for block in prose.blocks)
    for ref in prose.refs:
        yield from ((words, ref.line) for words in (ref.text, ref.caption) if words)
