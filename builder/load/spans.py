"""Write what stands within a paragraph: words, emphasis, links, images and footnote numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol

from builder import typeset
from builder.load import footnotes
from builder.load.references import Address, Origin, image_address, link_address
from builder.model.prose import Anchor, FileNote, ImageSize, Piece, Ref, RefRole, Target, Waiver
from builder.model.prose import joins as joins_characters


class Token(Protocol):
    """What we read of a token of the Markdown library, which only `prose` knows."""

    @property
    def type(self) -> str: ...
    @property
    def tag(self) -> str: ...
    @property
    def attrs(self) -> Mapping[str, str | int | float]: ...
    @property
    def map(self) -> Sequence[int] | None: ...
    @property
    def level(self) -> int: ...
    @property
    def children(self) -> Sequence[Token] | None: ...
    @property
    def content(self) -> str: ...
    @property
    def info(self) -> str: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def meta(self) -> Mapping[Any, Any]: ...


WORDS = frozenset(("text", "text_special", "code_inline"))
EMPHASIS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<del>",
    "s_close": "</del>",
}
WAIVER = re.compile(r"\s*allow\s*[:：]\s*([A-Za-z0-9_-]+)(.*)", re.DOTALL)


def escaped(text: str) -> str:
    """Text as HTML outside of attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(tokens: Sequence[Token]) -> str:
    """The words of an alternative text."""
    words: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "image":
            words.append(plain(token.children or ()))
        elif token.type in WORDS:
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append("" if joins(words, tokens, index) else " ")
    return "".join(words).strip()


def joins(words: Sequence[str], tokens: Sequence[Token], index: int) -> bool:
    """Whether the line break at `index` stands between characters that need no space."""
    before = next((word[-1] for word in reversed(words) if word), "")
    for at in range(index + 1, len(tokens)):
        token = tokens[at]
        if token.type in WORDS and token.content:
            return joins_characters(before, token.content[0])
        if token.type in ("image", "softbreak", "hardbreak"):
            break
    return False


@dataclass(slots=True)
class _OpenLink:
    """A link whose label is being written."""

    address: Address
    token: Token
    words: int  # how many words were written before its label
    hole: int = -1  # where its Target goes, once the label is known
    end: str = ""


class SpanWriter:
    """Gathers pieces, references and words while a text is read from top to bottom."""

    def __init__(self, lines: Sequence[str], first_line: int, numbered: Sequence[str]) -> None:
        self.lines = lines
        self.first_line = first_line
        self.numbers = {label: number for number, label in enumerate(numbered, 1)}
        self.markers: Counter[str] = Counter()
        self.pieces: list[Piece] = []
        self.html: list[str] = []  # literal HTML that is not yet a piece
        self.refs: list[Ref] = []
        self.waivers: list[Waiver] = []
        self.raw_html: list[tuple[int, int, str]] = []
        self.anchors: dict[str, None] = {}
        # Of the paragraph at hand:
        self.inline: Token | None = None
        self.cell: tuple[int, int] | None = None  # row and column, where it is one of a table
        self.origin: Origin | None = None
        self.words: list[str] = []
        self.links: list[_OpenLink] = []

    def flush(self) -> None:
        """Make a piece of the literal HTML so far."""
        if self.html:
            self.pieces.append("".join(self.html))
            self.html.clear()

    def add(self, *pieces: Piece) -> None:
        """Add pieces of any kind."""
        for piece in pieces:
            if isinstance(piece, str):
                self.html.append(piece)
            else:
                self.flush()
                self.pieces.append(piece)

    def hole(self) -> int:
        """A place among the pieces that is filled later."""
        self.flush()
        self.pieces.append("")
        return len(self.pieces) - 1

    def begin(self, inline: Token, cell: tuple[int, int] | None = None) -> None:
        """Turn to another paragraph or cell."""
        self.inline, self.cell, self.origin = inline, cell, None
        self.words = []

    def write_inline(
        self, inline: Token, skip: int = 0, cell: tuple[int, int] | None = None
    ) -> str:
        """Write a paragraph without its first `skip` characters; say its words."""
        self.begin(inline, cell)
        words, html = self.words, self.html
        children = inline.children or ()
        for index, token in enumerate(children):
            kind = token.type
            if kind in ("text", "text_special"):
                content = token.content[skip:] if skip else token.content
                skip = max(0, skip - len(token.content)) if skip else 0
                html.append(typeset.kept(escaped(content)))
                words.append(content)
            elif kind in EMPHASIS:
                html.append(EMPHASIS[kind])
            elif kind == "softbreak":
                if not joins(words, children, index):
                    html.append("\n")
                    words.append(" ")
            else:
                self.write_span(token)
        return "".join(words).strip()

    def write_span(self, token: Token) -> None:
        """Write one of the rarer spans."""
        match token.type:
            case "link_open":
                self.open_link(token)
            case "link_close":
                self.close_link()
            case "image":
                address = image_address(str(token.attrs["src"]))
                ref = self.ref(address, token, plain(token.children or ()))
                if ref.role is RefRole.BAD_IMAGE:
                    self.html.append(escaped(ref.text))
                    self.words.append(ref.text)
                else:
                    self.write_image(ref, ref.caption)
            case "code_inline":
                self.html.append(f"<code>{escaped(token.content)}</code>")
                self.words.append(token.content)
            case "hardbreak":
                self.html.append("<br>\n")
                self.words.append("\n")
            case "footnote_ref":
                self.write_marker(token.info)
            case "comment":
                self.write_waiver(token, self.place(token)[0], self.inline)
            case "raw_html":
                line, column, _ = self.place(token)
                self.raw_html.append((line, column, token.info))

    def open_link(self, token: Token) -> None:
        """Write the start of a link; one that leads nowhere or stands in a link is text."""
        link = _OpenLink(link_address(str(token.attrs["href"])), token, len(self.words))
        role, target, anchor = link.address
        nested = any(other.end for other in self.links)
        self.links.append(link)
        if role is RefRole.BAD or nested:
            return
        link.end = "</a>"
        if role is RefRole.EXTERNAL:
            relation = ' rel="noopener"' if target[:4].lower() == "http" else ""
            self.html.append(f'<a href="{escape(target)}"{relation}')
        elif role is RefRole.ANCHOR:
            self.add('<a href="#', Anchor(anchor), '"')
        else:
            self.html.append('<a href="')
            link.hole = self.hole()
            self.html.append('"')
        self.html.append(_title(str(token.attrs.get("title", ""))) + ">")

    def close_link(self) -> None:
        """Write the end of a link and note its reference, whose label is known now."""
        link = self.links.pop()
        ref = self.ref(link.address, link.token, "".join(self.words[link.words :]).strip())
        self.html.append(link.end)
        if link.hole >= 0:
            self.pieces[link.hole] = Target(ref)
            if ref.role is RefRole.FILE:
                self.add(FileNote(ref))

    def write_image(self, ref: Ref, title: str) -> None:
        """Write an image; its title too, where no caption says it."""
        self.add('<img src="', Target(ref), f'" alt="{escape(ref.text)}"{_title(title)}')
        self.add(ImageSize(ref), ' loading="lazy">')

    def write_marker(self, label: str) -> None:
        """Write the number of a footnote."""
        self.markers[label] += 1
        number, nth = self.numbers[label], self.markers[label]
        self.anchors[footnotes.marker_id(number, nth)] = None
        self.add(*footnotes.marker(number, nth))

    def write_waiver(self, comment: Token, line: int, covered: Token | None) -> None:
        """Note a comment that allows something, and the lines of the block that it allows it."""
        found = WAIVER.fullmatch(comment.content)
        if found and covered and covered.map:
            first, last = self.first_line + covered.map[0], self.first_line + covered.map[1] - 1
            reason = " ".join(found[2].split())
            self.waivers.append(Waiver(found[1], reason, line, first, last))

    def ref(self, address: Address, token: Token, text: str) -> Ref:
        """Note a reference."""
        line, column, length = self.place(token)
        role, target, anchor = address
        caption = str(token.attrs.get("title", ""))
        ref = Ref(role, target, anchor, line, column, length, text, caption)
        self.refs.append(ref)
        return ref

    def place(self, token: Token) -> tuple[int, int, int]:
        """Line, column and length in the file of a span, or of its address if it has one."""
        inline = self.inline
        if inline is None or inline.map is None:  # every paragraph has lines; the types ask
            return self.first_line, 1, 1
        if self.origin is None:  # most paragraphs need none
            self.origin = (
                Origin.of_cell(inline.content, *self.cell)
                if self.cell
                else Origin.of_paragraph(inline.content, inline.map, self.lines)
            )
        start, end = token.meta["at"]
        written = token.attrs.get("href", token.attrs.get("src"))
        if written is None:
            row, column, length = self.origin.of_span(start, end)
        else:
            row, column, length = self.origin.of_address(start, end, str(written))
        return self.first_line + row, column + 1, length


def _title(title: str) -> str:
    return f' title="{escape(title)}"' if title else ""
