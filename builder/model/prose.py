"""Say what a text is once its Markdown has been read: HTML pieces, references and plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import TypeAlias


class RefRole(StrEnum):
    """What a link or an image points at, as far as its spelling tells."""

    ITEM = "item"  # item:ID#anchor
    FILE = "file"  # a file beside the text: an attachment
    IMAGE = "image"  # an image file beside the text
    ANCHOR = "anchor"  # a place in the same text
    EXTERNAL = "external"  # http, https, mailto, tel
    BAD = "bad"  # anything else: shown as text, and for a rule to report
    BAD_IMAGE = "bad-image"  # the same of an image


@dataclass(frozen=True, slots=True)
class Ref:
    """One link or image of a text, and where it was written.

    `target` is an item id, a relative path (percent signs decoded), a whole address or, of a bad
    reference, what the author wrote; `anchor` is the part behind `#`. The position is that of the
    address where it stands in the text, else that of the whole link. `text` is the label, or the
    alternative text of an image; `caption` is its title.
    """

    role: RefRole
    target: str
    anchor: str
    line: int
    column: int
    length: int
    text: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Stands where the address of a reference goes."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Anchor:
    """Stands where an id of this text goes, or a fragment that names one."""

    id: str


@dataclass(frozen=True, slots=True)
class Level:
    """Stands where the number of a heading tag goes."""

    depth: int


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Stands where the width and height of an image go."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class FileNote:
    """Stands where kind and size of an attachment go, after its link."""

    ref: Ref


Piece: TypeAlias = str | Target | Anchor | Level | ImageSize | FileNote


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 2 is the topmost depth of a text."""

    depth: int
    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """The words of one paragraph, heading, list entry, table row or caption, as a reader sees them.

    A line break that the author asked for is a newline in `text`.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """`<!-- allow: CODE reason -->`: says that a rule may be broken on some lines, and why.

    An empty reason stays empty here, so that a rule can ask for it.
    """

    code: str
    reason: str
    line: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A mark that took no effect and is shown as it is, and how it should have been written."""

    mark: str
    better: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A total in a table that is not the `total` of its column, and where it stands."""

    given: str
    total: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A text, read once: what to show, what it refers to and what it says.

    `too_much` says of which a text has more than can be read ("marks", "output",
    "depth"): it is empty then.
    """

    pieces: tuple[Piece, ...] = ()
    refs: tuple[Ref, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    raw_html: tuple[tuple[int, int, str], ...] = ()
    lost: tuple[Lost, ...] = ()
    totals: tuple[WrongTotal, ...] = ()
    anchors: tuple[str, ...] = ()
    too_much: str = ""

    @property
    def text(self) -> str:
        """All words of the text, one block a line."""
        return "\n".join(block.text for block in self.blocks)


NO_PROSE = Prose()
"""A text of no words."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reference leads on the page at hand, and what a page can tell about it."""

    address: str
    width: int = 0
    height: int = 0
    note: str = ""


def assemble(
    prose: Prose, resolve: Callable[[Ref], Link], *, prefix: str = "", shift: int = 0
) -> str:
    """The HTML of a text; `resolve` is asked about items, files and images, once for each.

    `prefix` keeps the ids of several texts on one page apart; `shift` lowers the headings.
    """
    links: dict[Ref, Link] = {}

    def link(ref: Ref) -> Link:
        if ref not in links:
            links[ref] = resolve(ref)
        return links[ref]

    out: list[str] = []
    for piece in prose.pieces:
        match piece:
            case str():
                out.append(piece)
            case Target(ref):
                out.append(escape(link(ref).address))
            case Anchor(id):
                out.append(escape(prefix + id))
            case Level(depth):
                out.append(str(min(6, max(1, depth + shift))))
            case ImageSize(ref):
                size = link(ref)
                if size.width > 0 and size.height > 0:
                    out.append(f' width="{size.width}" height="{size.height}"')
            case FileNote(ref):
                if note := link(ref).note:
                    out.append(f' <span class="file-note">{escape(note)}</span>')
    return "".join(out)


# Punctuation of Chinese that Unicode counts as shared with Western scripts.
_SHARED = frozenset("“”‘’—…·")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")


def is_cjk(character: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text; emoji do not."""
    if character < "\u1100":
        return character == "·"
    if character in _SHARED:
        return True
    if "\u2190" <= character < "\u2e80" or "\U0001f000" <= character < "\U00020000":
        return False
    return unicodedata.east_asian_width(character) in "WFH"


def joins(before: str, after: str) -> bool:
    """Whether a line break between two characters means nothing, as between Han or kana.

    Korean puts spaces between words; a shared mark needs a character of Chinese on its other side.
    """
    if not (is_cjk(before) and is_cjk(after)) or (before in _SHARED and after in _SHARED):
        return False
    return not (_HANGUL.match(before) or _HANGUL.match(after))


# Latin letters with diacritics and full-width ones are letters too; every other letter (Han, kana,
# Hangul) stands for itself, and so do characters that are numbers of their own (〇, ①).
_COUNTED = re.compile(
    r"[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]+|\d+(?:[.,]\d+)*|[^\W\d_]|[①-⓿]"
)


def length(text: str) -> int:
    """The number of characters as Chinese offices count them.

    Each Han character counts one, and so does each run of Latin letters and each number with its
    decimal point and thousands commas (`PM2.5` is two, `1,200.5` one). Punctuation, spaces and
    signs such as `%` do not count.
    """
    return sum(1 for _ in _COUNTED.finditer(text))


_CLOSERS = r"[”’」』）)】》〉\]\"']*"
# An ASCII mark ends a sentence only where no word or number goes on behind it (a.b?c=d, 17:30).
_SENTENCE_END = re.compile(rf"(?:[。！？；｡]|[!?;](?![\w/=&])|\.(?=[”’\"')]*(?:\s|$)))+{_CLOSERS}")
_PAUSE = re.compile(r"[，、：—]|[,:](?!\w)")
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+(?:[.,:/%'’_+?=&@#-]*[0-9A-Za-z\u00c0-\u024f%])*")


def summary(text: str, limit: int = 120) -> str:
    """The beginning of a text up to a sentence end, in at most `limit` characters.

    A first sentence that is longer is cut at its last pause and marked with an ellipsis; no cut
    falls inside a Latin word or a number.
    """
    whole = _one_line(text)
    if len(whole) <= limit:
        return whole
    # A mark far behind the limit does not matter, and hostile texts are long.
    near = whole[: limit + 64]
    ends = [found.end() for found in _SENTENCE_END.finditer(near) if found.end() <= limit]
    if ends:
        return whole[: ends[-1]]
    pauses = [found.start() for found in _PAUSE.finditer(near) if 0 < found.start() < limit]
    if pauses:
        return whole[: pauses[-1]].rstrip() + "…"
    return _whole_words(whole, max(limit - 1, 0)).rstrip() + "…"


def _one_line(text: str) -> str:
    """Blocks in a row: a heading keeps a space behind it, a full sentence needs none."""
    out = ""
    for block in text.split("\n"):
        words = " ".join(block.split())
        if out and words:
            out += "" if out[-1] > "\u2000" and _SENTENCE_END.search(out[-4:]) else " "
        out += words
    return out


def _whole_words(text: str, end: int) -> str:
    """The text up to `end`, without the word or number that the cut would split."""
    for word in _WORD.finditer(text[: end + 64]):
        if word.start() >= end:
            break
        if word.end() > end and word.start() > 0:
            return text[: word.start()]
    return text[:end]
