"""The one normalisation of searchable text: what counts as the same, and where text is cut.

The browser runs the same rules in `layouts/scripts/normalise.js`; both are held together by
`tests/vectors/normalise.json`. Change one, change the other, add a vector.

1. Fold: NFKC, lower case, marks dropped (é as e), traditional characters to simplified if wanted.
2. Runs: Han characters; letters; one number. Brackets, quotes, spaces and name dots inside a run
   of Han characters do not exist; any other punctuation ends the run. `1,286` is the number 1286;
   `2.5` is one number; `2026.3.5`, `2026-03-05` and `covid-19` are runs one after the other.
3. Tokens: a run of letters or a whole number is one token. A run of Han characters gives its
   first character, its pairs and its last character: 政务信息 is 政 政务 务信 信息 息. So any two or
   more characters are a phrase of pairs, and characters beside a number (第12期) are a phrase too.
4. A query is the same, without the first and last character at its open ends.
5. Dates: 2026-03-05, 2026/3/5, 2026.3.5, 2026年03月05日 and 二〇二六年三月五日 are also 2026年3月5日. Text
   with such a date is indexed as written and rewritten; a query that has one asks for either.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from operator import add
from pathlib import Path
from types import MappingProxyType

VERSION = "3"  # part of every shard's fingerprint: raise it when tokens change
STOP = "。"  # a token that takes a place and is never asked for: no phrase crosses it

_FOLD = Path(__file__).parent / "data" / "fold.txt"

# Ideographs of all blocks and planes, the zero 〇 and the repeat mark 々.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# Spaces, controls and invisible characters, brackets, quotes, and the dots inside names.
_SKIP = (
    "\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f"
    "\\u205f-\\u206f\\u3000\\ufeff"
    "()\\[\\]{}\\u3008-\\u3011\\u3014-\\u301b\\u301d-\\u301f"
    "\"'\\u00ab\\u00bb\\u2018-\\u201f\\u2039\\u203a"
    "\\u00b7\\u2022\\u2027\\u30fb"
)
_BETWEEN = re.compile(f"(?<=[{HAN}])[{_SKIP}]+(?=[{HAN}])")
_RUN = re.compile(
    f"[{HAN}]+"
    "|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+(?!\\.?[0-9]))?"
    "|(?<![0-9]\\.)[0-9]+\\.[0-9]+(?!\\.?[0-9])"
    "|[0-9]+"
    f"|[^\\W0-9_{HAN}]+"
)
_ODD = re.compile("[^\\w\\s!-~。、—…《》“”]")
_IS_HAN = re.compile(f"[{HAN}]").match
_WORD = re.compile('(?:["“][^"”]*["”]|\\S)+')
# Pagefind would split 2.5 and find it under 5, so decimals are written as Han figures: a token of
# three or more Han characters cannot come from Han text.
_DECIMAL = str.maketrans("0123456789.", "〇一二三四五六七八九点", ",")
_ARABIC = str.maketrans("〇一二三四五六七八九", "0123456789")
_DAY = "(0?[1-9]|[12][0-9]|3[01])"
_FIGURES = "〇一二三四五六七八九"
_DATE = re.compile(
    f"(?<![0-9a-z./-])([12][0-9]{{3}})([-/.])(0?[1-9]|1[0-2])\\2{_DAY}(?![0-9]|[-/.][0-9])"
    "|(?<![0-9])0([1-9])(?=[月日])"
    f"|([{_FIGURES}零]{{4}})年(十?[一二三四五六七八九]|十)月(?:([二三]?十?[一二三四五六七八九]|[二三]?十)日)?"
)


@dataclass(frozen=True)
class Query:
    """Words that a document must hold and words that it must not.

    Each word is one phrase of tokens, or two where it holds a date: either will do.
    """

    words: tuple[tuple[str, ...], ...]
    without: tuple[tuple[str, ...], ...]


@cache
def table() -> Mapping[str, str]:
    """Traditional character to simplified, one to one."""
    _, traditional, simplified = _FOLD.read_text(encoding="utf-8").splitlines()
    return MappingProxyType(dict(zip(traditional, simplified, strict=True)))


@cache
def _translation() -> dict[int, str]:
    return str.maketrans(dict(table()))  # a plain dict: translate is ten times faster with one


def fold(text: str, traditional: bool) -> str:
    """What is the same becomes equal: width, case, marks and, if wanted, traditional forms."""
    text = unicodedata.normalize("NFKC", text).lower()
    # Marks are rare in Chinese: only characters that could be one are looked up.
    odd = any(unicodedata.category(c)[0] == "M" for c in _ODD.findall(text))
    if odd or not unicodedata.is_normalized("NFD", text):
        parts = unicodedata.normalize("NFD", text)
        kept = (c for c in parts if unicodedata.category(c)[0] != "M")
        text = unicodedata.normalize("NFC", "".join(kept))
    return text.translate(_translation()) if traditional else text


def pieces(folded: str) -> tuple[str, ...]:
    """The runs of a folded text: Han characters, letters, whole numbers."""
    return tuple(_RUN.findall(_BETWEEN.sub("", folded)))


def tokens(folded: str) -> str:
    """The tokens of a folded text for the index, parted by spaces."""
    return " ".join(" ".join(_all(piece)) for piece in pieces(folded))


def phrase(folded: str) -> str:
    """The tokens that stand one after the other wherever this folded text occurs."""
    runs = pieces(folded)
    found: list[str] = []
    for at, run in enumerate(runs):
        parts = _all(run)
        if len(parts) > 1:
            # Text may go on before the first and after the last run of a query.
            parts = parts[0 if at else 1 : None if at < len(runs) - 1 else -1]
        found += parts
    return " ".join(found)


def readings(folded: str) -> tuple[str, ...]:
    """A folded text as it is and, if it has dates in other notations, with those rewritten."""
    rewritten = _DATE.sub(_date, folded)
    return (folded,) if rewritten == folded else (folded, rewritten)


def _date(found: re.Match[str]) -> str:
    year, _, month, day, padded, han_year, han_month, han_day = found.groups()
    if padded:
        return str(padded)
    if year:
        return f"{year}年{int(month)}月{int(day)}日"
    figures = han_year.replace("零", "〇").translate(_ARABIC)
    return f"{figures}年{_tens(han_month)}月" + (f"{_tens(han_day)}日" if han_day else "")


def _tens(han: str) -> int:
    """The number that 三, 十, 十二 or 二十一 is."""
    tens, ten, ones = han.rpartition("十")
    return 10 * (_FIGURES.find(tens) if tens else bool(ten)) + max(_FIGURES.find(ones or "〇"), 0)


def characters(folded: str) -> tuple[str, ...]:
    """Each distinct Han character, sorted: so that one character alone is found as well."""
    return tuple(sorted(filter(_IS_HAN, set(folded))))


def query(text: str, traditional: bool) -> Query:
    """The words of what somebody typed: spaces part them, quotes hold together, minus excludes."""
    words: dict[tuple[str, ...], None] = {}
    without: dict[tuple[str, ...], None] = {}
    for word in _WORD.findall(unicodedata.normalize("NFKC", text)):
        minus = len(word) > 1 and word[0] == "-"
        said = readings(fold(word[1:] if minus else word, traditional))
        if cut := tuple(filter(None, map(phrase, said))):
            (without if minus else words)[cut] = None
    return Query(tuple(words), tuple(without))


def _all(run: str) -> list[str]:
    if len(run) == 1:
        return [run]
    if _IS_HAN(run):
        return [run[0], *map(add, run, run[1:]), run[-1]]
    return [run.translate(_DECIMAL) if "." in run else run.replace(",", "")]
