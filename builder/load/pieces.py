"""Write the tokens of a Markdown text as Prose: its paragraphs, headings, lists and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape, unescape
from unicodedata import normalize

from builder.load import footnotes, lost, tables, totals
from builder.load.references import image_address
from builder.load.spans import SpanWriter, Token, escaped, plain
from builder.model.prose import Anchor, Block, Heading, Level, Prose, RefRole, WrongTotal

# Blocks whose HTML is the same wherever they stand.
FIXED = {
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "hr": "<hr>\n",
}
LONGEST_ID = 60


def write(tokens: Sequence[Token], lines: Sequence[str], first_line: int) -> Prose:
    """The prose of a tokenised text, of which `lines` are the lines as they were written."""
    body, notes = _notes_apart(tokens)
    citing = {label: _cited(note) for label, note in notes.items()}
    in_body = _cited(body)
    times = Counter(in_body)
    for labels in citing.values():
        times.update(labels)
    numbered = footnotes.order(in_body, citing)
    writer = _Writer(lines, first_line, numbered, _depths(tokens))
    writer.write_blocks(body)
    writer.write_notes([(notes[label], times[label]) for label in numbered])
    return writer.prose()


def slug(text: str) -> str:
    """The readable part of a heading's id: `二、主要做法` becomes `二-主要做法`."""
    kept = "".join(
        character if character.isalnum() else " " for character in normalize("NFKC", text).lower()
    )
    return "-".join(kept.split())[:LONGEST_ID].rstrip("-") or "section"


class _Writer(SpanWriter):
    def __init__(
        self,
        lines: Sequence[str],
        first_line: int,
        numbered: Sequence[str],
        depths: Mapping[str, int],
    ) -> None:
        super().__init__(lines, first_line, numbered)
        self.depths = depths
        self.headings: list[Heading] = []
        self.blocks: list[Block] = []
        self.same_slug: Counter[str] = Counter()
        self.tables = 0
        self.totals: list[WrongTotal] = []

    def prose(self) -> Prose:
        self.flush()
        return Prose(
            pieces=tuple(self.pieces),
            refs=tuple(sorted(self.refs, key=lambda ref: (ref.line, ref.column))),
            headings=tuple(self.headings),
            blocks=tuple(self.blocks),
            waivers=tuple(self.waivers),
            raw_html=tuple(self.raw_html),
            lost=tuple(lost.marks(self.blocks, self.lines, self.first_line)),
            totals=tuple(self.totals),
            anchors=tuple(self.anchors),
        )

    def say(self, text: str, line: int) -> None:
        if text:
            self.blocks.append(Block(text, line))

    def line_of(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def write_blocks(self, tokens: Sequence[Token]) -> None:
        index = 0
        while index < len(tokens):
            index = self.write_block(tokens, index)

    def write_block(self, tokens: Sequence[Token], index: int) -> int:
        """Write the block that begins at `index`; say where the next one begins."""
        token = tokens[index]
        if token.type in FIXED:
            self.html.append(FIXED[token.type])
        elif token.type == "paragraph_open":
            return self.write_paragraph(tokens, index)
        elif token.type == "heading_open":
            self.write_heading(token, tokens[index + 1])
            return index + 3
        elif token.type == "table_open":
            return self.write_table(tokens, index, None)
        elif token.type == "ordered_list_open":
            start = token.attrs.get("start")
            self.html.append("<ol>\n" if start is None else f'<ol start="{start}">\n')
        elif token.type == "comment":
            self.write_waiver(token, self.line_of(token), _covered(tokens, index))
        elif token.type in ("fence", "code_block"):
            language = escape(_unescaped(next(iter(token.info.split()), "")))
            kind = f' class="language-{language}"' if language else ""
            self.html.append(f"<pre><code{kind}>{escaped(token.content)}</code></pre>\n")
            self.say(token.content.strip("\n"), self.line_of(token))
        return index + 1

    def write_paragraph(self, tokens: Sequence[Token], index: int) -> int:
        token, inline, after = tokens[index], tokens[index + 1], index + 3
        table_follows = after < len(tokens) and tokens[after].type == "table_open"
        if table_follows and tables.is_caption_before(inline.content):
            return self.write_table(tokens, after, inline)
        if inline.content.startswith("![") and self.write_figures(inline):
            return after
        shown = not token.hidden and _is_visible(inline)
        if shown:
            self.html.append("<p>")
        self.say(self.write_inline(inline), self.line_of(inline))
        if shown:
            self.html.append("</p>\n")
        return after

    def write_heading(self, token: Token, inline: Token) -> None:
        # A text that leaves out a level must not make the outline do so.
        above = self.headings[-1].depth if self.headings else 1
        level = Level(min(self.depths[token.tag], above + 1, 6))
        self.add("<h", level, ' id="')
        hole = self.hole()
        self.html.append('">')
        text = self.write_inline(inline)
        self.add("</h", level, ">\n")
        name = self.free_id(slug(text))
        self.anchors[name] = None
        self.pieces[hole] = Anchor(name)
        self.headings.append(Heading(level.depth, name, text, self.line_of(inline)))
        self.say(text, self.line_of(inline))

    def free_id(self, base: str) -> str:
        name, number = base, max(1, self.same_slug[base])
        while name in self.anchors:
            number += 1
            name = f"{base}-{number}"
        self.same_slug[base] = number
        return name

    def write_figures(self, inline: Token) -> bool:
        """Write a paragraph of nothing but images as figures, if it is one."""
        images = [child for child in inline.children or () if not _is_blank(child)]
        if not images or any(child.type != "image" for child in images):
            return False
        addresses = [image_address(str(child.attrs["src"])) for child in images]
        if any(role is RefRole.BAD_IMAGE for role, _, _ in addresses):
            return False
        self.begin(inline)
        self.html.append('<div class="figures">\n' if len(images) > 1 else "")
        for child, address in zip(images, addresses, strict=True):
            ref = self.ref(address, child, plain(child.children or ()))
            self.html.append("<figure>")
            self.write_image(ref, "")
            if ref.caption:
                self.html.append(f"<figcaption>{escaped(ref.caption)}</figcaption>")
                self.say(ref.caption, ref.line)
            self.html.append("</figure>\n")
        self.html.append("</div>\n" if len(images) > 1 else "")
        return True

    def write_table(self, tokens: Sequence[Token], index: int, caption: Token | None) -> int:
        """Write the table at `index`; say where the block behind it and its caption begins."""
        end = index
        while tokens[end].type != "table_close":  # a table holds no table
            end += 1
        rows, alignments = _rows(tokens[index:end])
        end += 1
        if caption is None and self.ends_in_caption(rows):
            caption = rows.pop()[0]
        elif caption is None and _is_caption_behind(tokens, end):
            caption = tokens[end + 1]
            end += 3
        cells = [[cell.content for cell in row] for row in rows[1:]]
        classes = tables.column_classes(alignments, cells)
        self.open_table(caption)
        self.html.append("<thead>\n")
        self.write_row(rows[0], 'th scope="col"', classes)
        self.html.append("</thead>\n")
        self.html.append("<tbody>\n" if cells else "")
        for row in rows[1:]:
            self.write_row(row, "td", classes)
        self.html.append("</tbody>\n" if cells else "")
        self.html.append("</table></div>\n")
        self.add_up(rows)
        return end

    def add_up(self, rows: Sequence[Sequence[Token]]) -> None:
        """Note the totals of a table that are none."""
        for found in totals.wrong([[cell.content for cell in row] for row in rows]):
            cell = rows[found.row][found.column]
            line, given = self.line_of(cell), cell.content.strip()
            # From the end: the same figure may stand in a column before.
            before = len(rows[found.row]) - found.column - 1
            source = self.lines[line - self.first_line].rstrip().rstrip("|")
            column = source.rsplit("|", before)[0].rfind(given) + 1
            self.totals.append(WrongTotal(given, found.total, line, max(1, column)))

    def ends_in_caption(self, rows: Sequence[Sequence[Token]]) -> bool:
        """Whether the last row is a caption that was written without a blank line before it."""
        first = rows[-1][0]
        if len(rows) < 2 or not tables.label_length(first.content) or not first.map:
            return False
        return "|" not in self.lines[first.map[0]]

    def open_table(self, caption: Token | None) -> None:
        """A table can be wider than a screen: it scrolls, by keyboard too, and has a name."""
        if caption is None:
            self.html.append('<div class="table" role="group" tabindex="0"')
            if self.headings:
                self.add(' aria-labelledby="', Anchor(self.headings[-1].id), '"')
            self.html.append("><table>\n")
            return
        self.tables += 1
        # Ids of headings never hold an underscore: see `slug`.
        name = Anchor(f"table_{self.tables}")
        self.anchors[name.id] = None
        self.add('<div class="table" role="region" tabindex="0" aria-labelledby="', name)
        self.add('"><table>\n<caption id="', name, '">')
        label = tables.label_length(caption.content)
        self.say(self.write_inline(caption, label), self.line_of(caption))
        self.html.append("</caption>\n")

    def write_row(self, row: Sequence[Token], opening: str, classes: Sequence[str]) -> None:
        line = self.line_of(row[0])
        source = self.lines[line - self.first_line] if row[0].map else ""
        words: list[str] = []
        cursor = 0
        self.html.append("<tr>\n")
        for cell, name in zip(row, classes, strict=True):
            self.html.append(f'<{opening} class="{name}">' if name else f"<{opening}>")
            written = cell.content.replace("|", "\\|")
            column = max(cursor, source.find(written, cursor))
            cursor = column + len(written)
            words.append(self.write_inline(cell, cell=(line - self.first_line, column)))
            self.html.append(f"</{opening[:2]}>\n")
        self.html.append("</tr>\n")
        self.say(" ".join(filter(None, words)), line)

    def write_notes(self, notes: Sequence[tuple[Sequence[Token], int]]) -> None:
        """Write the footnotes in the order of their numbers, each with how often it is cited."""
        if not notes:
            return
        self.html.append(footnotes.SECTION_OPEN)
        for number, (tokens, times) in enumerate(notes, 1):
            self.anchors[footnotes.note_id(number)] = None
            self.add(*footnotes.note_open(number))
            self.write_blocks(tokens)
            links = footnotes.back_links(number, times)
            if links and self.html and self.html[-1] == "</p>\n":
                self.html.pop()
                self.add(*links, "</p>\n")
            elif links:
                self.add("<p>", *links, "</p>\n")
            self.html.append(footnotes.NOTE_CLOSE)
        self.html.append(footnotes.SECTION_CLOSE)


def _notes_apart(tokens: Sequence[Token]) -> tuple[Sequence[Token], dict[str, list[Token]]]:
    """The text without the definitions of its footnotes, and these by label: the first wins."""
    notes: dict[str, list[Token]] = {}
    if not any(token.type == "footnote_open" for token in tokens):
        return tokens, notes
    stack: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "footnote_open":
            stack.append([])
            notes.setdefault(token.info, stack[-1])
        elif token.type == "footnote_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return stack[0], notes


def _cited(tokens: Sequence[Token]) -> list[str]:
    """The labels of the footnotes that some tokens cite, each as often as it is cited."""
    return [
        child.info
        for token in tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    ]


def _depths(tokens: Sequence[Token]) -> dict[str, int]:
    """The depth of each heading tag in use: 2 for the topmost, for the page has the only 1."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    return {tag: depth for depth, tag in enumerate(used, 2)}


def _covered(tokens: Sequence[Token], index: int) -> Token:
    """The block behind a comment and further comments, or the comment itself if none follows."""
    for token in tokens[index + 1 : index + 33]:
        if token.type != "comment":
            return token if token.map else tokens[index]
    return tokens[index]


def _unescaped(info: str) -> str:
    """The language of a code block, which the library leaves as it was written."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", unescape(info))


def _is_blank(token: Token) -> bool:
    if token.type in ("text", "text_special"):
        return not token.content.strip()
    return token.type in ("softbreak", "hardbreak")


def _is_visible(inline: Token) -> bool:
    """Whether a paragraph shows anything: some hold comments or full-width spaces only."""
    if "<!--" not in inline.content:
        return bool(inline.content)
    return any(child.type != "comment" and not _is_blank(child) for child in inline.children or ())


def _rows(table: Sequence[Token]) -> tuple[list[list[Token]], list[str]]:
    """The cells of a table by row, and the alignment of its columns."""
    rows: list[list[Token]] = []
    alignments: list[str] = []
    for token in table:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
        elif token.type == "th_open":
            alignments.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
    return rows, alignments


def _is_caption_behind(tokens: Sequence[Token], index: int) -> bool:
    """Whether the paragraph at `index` names the table before it, and not one that follows."""
    if index >= len(tokens) or tokens[index].type != "paragraph_open":
        return False
    if index + 3 < len(tokens) and tokens[index + 3].type == "table_open":
        return False
    return tables.label_length(tokens[index + 1].content) > 0
