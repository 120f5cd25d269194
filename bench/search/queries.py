"""Queries in classes, taken from the text itself with a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder import normalise
from builder.model.search import Document

HAN = f"[{normalise.HAN}]"


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, of which class, and the words that plain search is asked for."""

    kind: str
    typed: str
    words: tuple[str, ...]
    without: tuple[str, ...] = ()


def queries(documents: Sequence[Document], each: int, seed: int = 7) -> Iterator[Query]:
    """So many of each class; a class that the text can't give has fewer."""
    chance = random.Random(seed)
    for kind, make in KINDS.items():
        seen: set[str] = set()
        for _ in range(each * 12):
            if len(seen) == each:
                break
            query = make(chance, chance.choice(documents))
            if query and query.typed not in seen and len(query.typed) <= 120:
                seen.add(query.typed)
                yield Query(kind, query.typed, query.words, query.without)


def _one(typed: str | None, word: str | None = None) -> Query | None:
    return Query("", typed, (word or typed,)) if typed else None


def _body(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages) or document.title


def _found(chance: random.Random, wanted: str, text: str) -> str | None:
    all_ = [m[0] for m in re.finditer(wanted, text)]
    return chance.choice(all_) if all_ else None


def _run(chance: random.Random, text: str, low: int, high: int) -> str | None:
    """Some characters in a row out of a run of Han characters."""
    size = chance.randint(low, high)
    runs = [run for run in re.findall(f"{HAN}{{{low},}}", text) if len(run) >= size]
    if not runs:
        return None
    run = chance.choice(runs)
    at = chance.randrange(len(run) - size + 1)
    return str(run[at : at + size])


def _substring(chance: random.Random, d: Document) -> Query | None:
    """Any piece of text of 4 to 14 characters, its numbers and words whole."""
    line = chance.choice(_body(d).split("\n"))
    if len(line) < 8:
        return None
    at = chance.randrange(len(line) - 4)
    piece = line[at : at + chance.randint(4, 14)]
    cut = r"[0-9A-Za-z.,]"
    before, after = line[at - 1 : at], line[at + len(piece) : at + len(piece) + 1]
    if re.match(cut, piece) and re.match(cut, before):
        piece = re.sub(f"^{cut}+", "", piece)
    if re.search(f"{cut}$", piece) and re.match(cut, after):
        piece = re.sub(f"{cut}+$", "", piece)
    # A quoted whole: spaces and a minus inside would be read as rules of the query.
    piece = re.sub(r"[\"“”\s]+", "", piece)
    if re.search(r"[~^$|_\u2460-\u24ff]", piece):
        return None
    return _one(f'"{piece}"', piece) if len(normalise.pieces(normalise.fold(piece, True))) else None


def _traditional(chance: random.Random, d: Document) -> Query | None:
    run = _run(chance, _body(d), 3, 6)
    simple = normalise.fold(run, True) if run else ""
    back = {new: old for old, new in normalise.table().items()}
    other = "".join(back.get(c, c) for c in simple)
    typed = simple if run != simple else other
    return _one(typed, run) if run and typed != run else None


def _wide(chance: random.Random, d: Document) -> Query | None:
    found = _found(chance, rf"{HAN}{{1,3}}[0-9A-Za-z]+{HAN}{{1,3}}", _body(d))
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in (found or "").upper())
    return _one(wide or None, found)


def _date(chance: random.Random, d: Document) -> Query | None:
    pattern = r"(?<![0-9])(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
    found = _found(chance, pattern, "\n".join((_body(d), *d.meta)))
    if not found:
        return None
    year, month, day = (int(part) for part in re.findall("[0-9]+", found))
    forms = (f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}", f"{year}.{month}.{day}")
    return _one(chance.choice((*forms, f"{year}年{month:02}月{day:02}日")))


def _several(chance: random.Random, d: Document, count: int) -> Query | None:
    words = [_run(chance, _body(d), 2, 4) for _ in range(count)]
    good = tuple(word for word in words if word)
    return Query("", " ".join(good), good) if len(set(good)) == count else None


def _minus(chance: random.Random, d: Document) -> Query | None:
    word, other = _run(chance, _body(d), 2, 3), _run(chance, _body(d), 2, 3)
    return Query("", f"{word} -{other}", (word,), (other,)) if word and other else None


def _quoted(chance: random.Random, d: Document) -> Query | None:
    run = _run(chance, _body(d), 4, 8)
    return _one(f'"{run[:2]} {run[2:]}"', run) if run else None


def _absent(chance: random.Random, d: Document) -> Query | None:
    two = (_run(chance, _body(d), 1, 1), _run(chance, d.title, 1, 1), _run(chance, _body(d), 1, 1))
    return _one("".join(c for c in two if c))


KINDS: dict[str, Callable[[random.Random, Document], Query | None]] = {
    "title, 4 to 12 characters": lambda c, d: _one(_run(c, d.title, 4, 12)),
    "title, 2 characters": lambda c, d: _one(_run(c, d.title, 2, 2)),
    "2 characters": lambda c, d: _one(_run(c, _body(d), 2, 2)),
    "3 or 4 characters": lambda c, d: _one(_run(c, _body(d), 3, 4)),
    "5 to 8 characters": lambda c, d: _one(_run(c, _body(d), 5, 8)),
    "9 to 16 characters": lambda c, d: _one(_run(c, _body(d), 9, 16)),
    "1 character": lambda c, d: _one(_run(c, _body(d), 1, 1)),
    "random substring, punctuation and all": _substring,
    "number": lambda c, d: _one(
        _found(c, r"(?<![0-9A-Za-z.,])[0-9]{2,}(?![0-9A-Za-z.,])", _body(d))
    ),
    "number with unit": lambda c, d: _one(
        _found(c, rf"(?<![0-9.,])[0-9][0-9.,]*{HAN}{{1,2}}", _body(d))
    ),
    "decimal, percentage, thousands": lambda c, d: _one(
        _found(c, r"(?<![0-9.,])[0-9]+(?:\.[0-9]+%?|,[0-9]{3}|%)(?![0-9.,])", _body(d))
    ),
    "document or index number": lambda c, d: _one(c.choice(d.numbers) if d.numbers else None),
    "letters and mixed words": lambda c, d: _one(
        _found(c, rf"(?<![0-9A-Za-z])[A-Za-z]{{2,}}[0-9.]*{HAN}{{0,2}}", _body(d))
    ),
    "unit, topic, issue": lambda c, d: _one(c.choice(d.meta)),
    "two words": lambda c, d: _several(c, d, 2),
    "three words": lambda c, d: _several(c, d, 3),
    "minus": _minus,
    "quoted with a space": _quoted,
    "the other script": _traditional,
    "full width, upper case": _wide,
    "date in another notation": _date,
    "absent or rare": _absent,
}
