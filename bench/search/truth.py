"""What a query should find, by plain search through the text: no index, no tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder import normalise
from builder.model.search import Document

_FIGURES = "〇一二三四五六七八九"
_NUMBERS = {
    (("" if n < 20 else _FIGURES[n // 10]) + "十" if n > 9 else "")
    + (_FIGURES[n % 10] if n % 10 else ""): n
    for n in range(1, 32)
}


@dataclass(frozen=True, slots=True)
class Text:
    """A document as plain search sees it: folded, without what does not count."""

    address: str
    title: str
    whole: str
    date: str


def text(document: Document) -> Text:
    """The text of a document; parts are apart by a character that is in no query.

    A part with dates in other notations comes twice, once with all of them as 2026年3月5日.
    """
    passages = (passage.text for passage in document.passages)
    parts = [flat(part) for part in (document.title, *passages, *document.numbers, *document.meta)]
    again = [dated for part in parts if (dated := _dated(part)) != part]
    return Text(document.address, parts[0], "\ufdd0".join([*parts, *again]), document.date)


def _dated(part: str) -> str:
    part = re.sub(
        r"(?<![0-9a-z./-])([12][0-9]{3})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])"
        r"(?![0-9]|[-/.][0-9])",
        lambda m: f"{m[1]}年{int(m[3])}月{int(m[4])}日",
        part,
    )
    part = re.sub(
        f"([{_FIGURES}零]{{4}})年([一二三四五六七八九十]{{1,2}})月(?:([一二三四五六七八九十]{{1,3}})日)?",
        lambda m: (
            "".join(str(max(0, _FIGURES.find(c))) for c in m[1])
            + f"年{_NUMBERS.get(m[2], m[2])}月"
            + (f"{_NUMBERS.get(m[3], m[3])}日" if m[3] else "")
        ),
        part,
    )
    return re.sub("(?<![0-9])0([1-9][月日])", r"\1", part)


def flat(said: str) -> str:
    """Folded, without spaces, brackets and quotes, thousands without commas."""
    folded = normalise.fold(said, traditional=True)
    folded = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", folded)
    return re.sub(
        f"(?<=[{normalise.HAN}])[^\\w\\ufdd0，。、；：！？…—,;:!?.%~\\-/]+(?=[{normalise.HAN}])",
        "",
        folded,
    )


def pattern(word: str) -> re.Pattern[str]:
    """Its characters in order whatever stands between runs, words and numbers whole."""
    readings = [_pattern(flat(word))]
    if (dated := _dated(flat(word))) != flat(word):
        readings.append(_pattern(dated))
    return re.compile("|".join(readings))


def _pattern(folded: str) -> str:
    runs = re.findall(f"[0-9]+(?:\\.[0-9]+)?|[{normalise.HAN}]+|[^\\W0-9_{normalise.HAN}]+", folded)
    if not runs:
        return r"(?!)"
    parts = []
    for run in runs:
        if run[0].isdigit():
            parts.append(f"(?<![0-9])(?<![0-9][.]){re.escape(run)}(?![0-9]|[.][0-9])")
        elif re.match(f"[{normalise.HAN}]", run):
            parts.append(run)
        else:
            letters = f"[^\\W0-9_{normalise.HAN}]"
            parts.append(f"(?<!{letters}){re.escape(run)}(?!{letters})")
    return r"[^\w\ufdd0]*".join(parts)


def found(texts: Sequence[Text], words: Sequence[str], without: Sequence[str] = ()) -> set[str]:
    """The addresses of all that hold every word and none of the others."""
    wanted, unwanted = ([pattern(word) for word in some] for some in (words, without))
    return {
        each.address
        for each in texts
        if all(p.search(each.whole) for p in wanted)
        and not any(p.search(each.whole) for p in unwanted)
    }


def titled(texts: Sequence[Text], words: Sequence[str]) -> set[str]:
    """The addresses of those that hold every word in their title."""
    wanted = [pattern(word) for word in words]
    return {each.address for each in texts if all(p.search(each.title) for p in wanted)}
