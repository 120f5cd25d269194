"""Names of a vocabulary as one may write them, and which of them a wrong one resembles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Protocol

from builder import likeness
from builder.diagnostic import Diagnostic, Place
from builder.fields import Text
from builder.likeness import Guesses
from builder.rules import syntax as syntax_rules

ALSO = {"单位": "units", "公开": "openness"}
"""What editors also write for a key of an item."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""What no editor sees; the reading of the file tells of it."""


class UnknownName(Protocol):
    """A rule that says a value is not in its vocabulary."""

    def __call__(
        self, place: Place, /, value: str, near: str, name: str, at: Place | None
    ) -> Diagnostic: ...


@dataclass(frozen=True, slots=True)
class Names:
    """A vocabulary as one may write it: codes and Chinese names to codes, names by code.

    `unread` says that its file has faults of its own: no name is called unknown before these
    are mended; `lost` are single codes of which that is true.
    """

    codes: Mapping[str, str]
    labels: Mapping[str, str]
    unknown: UnknownName
    unread: bool = False
    lost: frozenset[str] = frozenset()
    guesses: Guesses = field(default_factory=Guesses, compare=False, repr=False)

    def nearest(self, value: str) -> str:
        """The code or name most like the value; empty if nothing is."""
        return self.guesses.within(value, self.codes)


def same(one: str, other: str) -> bool:
    """Whether two words differ only in case, width, spaces and hyphens: no guess is needed."""
    return _bare(one) == _bare(other)


def _bare(word: str) -> str:
    return re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", word).casefold())


def close(one: str, other: str) -> bool:
    """Whether a word is so like another that it can only be a slip of the pen."""
    return same(one, other) or SequenceMatcher(None, one, other).ratio() >= 0.75


def nearest(value: str, known: Iterable[str]) -> str:
    """The known word most like the value; empty if none is like it."""
    words = tuple(known)
    return likeness.nearest(value, words) or likeness.inside(value, words)


def slipped_colon(text: Text, known: Collection[str]) -> tuple[Diagnostic, str] | None:
    """What is wrong with a key whose colon YAML did not see, and the key; None if it is another."""
    head, mark, rest = text.value.replace("：", ":", 1).partition(":")
    if not mark or not rest.strip() or head not in known:
        return None
    at = text.at
    if text.value[len(head)] == "：":
        place = Place(at.path, at.line, at.column + len(head), 1)
        return syntax_rules.fullwidth_colon(place, head, place, ""), head
    place = Place(at.path, at.line, at.column, len(head) + 1)
    return syntax_rules.missing_space(place, head, place), head


def some_of(keys: Mapping[str, str], in_chinese: bool) -> str:
    """The first dozen of the keys one may write, each with its other name."""
    both = [f"{zh}（{en}）" if in_chinese else f"{en}（{zh}）" for en, zh in keys.items()]
    return "、".join(both[:12]) + ("…" if len(both) > 12 else "")
