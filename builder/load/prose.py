"""Read the Markdown of a text into Prose; the only module that knows markdown-it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    image,
    link,
    newline,
    strikethrough,
)
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from builder.load import footnotes, pieces
from builder.load.bounds import DEAR, Meter, TooMuchError
from builder.model.prose import Anchor, Piece, Prose, Target, is_cjk

# Which Markdown we read: CommonMark without raw HTML, with tables, strikethrough and footnotes.
BLOCK_RULES = (
    "table",
    "code",
    "fence",
    "blockquote",
    "hr",
    "list",
    "reference",
    "heading",
    "lheading",
    "paragraph",
)
INLINE_ENDINGS = ("balance_pairs", "strikethrough", "emphasis")
CORE_RULES = ("block", "inline")

# Quotes and lists deeper than the first are refused: Python would run out of stack. Brackets nested
# deeper than the second are text: on a long run of them each level costs another look at the next.
DEEPEST_BLOCK = 60
DEEPEST_SPAN = 10

RAW_HTML = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]{0,400})?>|<!--|<![A-Za-z]|<\?[A-Za-z]"
)
EXTERNAL = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def parse(body: str, first_line: int = 1) -> Prose:
    """The prose of a body whose first line is line `first_line` of its file."""
    source = body.replace("\0", "\ufffd")
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    meter = Meter(len(source))
    try:
        tokens = _engine().parse(source, {"meter": meter})
        prose = pieces.write(tokens, source.split("\n"), first_line)
        meter.write(sum(map(_length, prose.pieces)))
    except TooMuchError as error:
        return Prose(too_much=str(error))  # nothing of it is shown, and a rule says why
    return prose


def _length(piece: Piece) -> int:
    """Characters of HTML that a piece becomes, or about as many."""
    match piece:
        case str():
            return len(piece)
        case Anchor(id):
            return len(id)
        case Target(ref):
            return len(ref.target) + len(ref.anchor)
    return 16


@cache
def _engine() -> _Engine:
    """Built once for all texts, and only where a text is read: it costs some milliseconds."""
    engine = _Engine("commonmark", {"html": False, "maxNesting": DEEPEST_BLOCK})
    engine.inline = _Inline()
    engine.block = _Blocks()
    engine.core.ruler.enableOnly(CORE_RULES)
    engine.block.ruler.enableOnly(BLOCK_RULES)
    engine.inline.ruler2.enableOnly(INLINE_ENDINGS)
    block = engine.block.ruler
    block.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    block.before("heading", "comment", _comment, {"alt": ["paragraph", "reference", "blockquote"]})
    block.before("paragraph", "indent", _indent, {"alt": ["paragraph"]})
    return engine


class _Engine(MarkdownIt):
    """Lets every address through, so that a rule can speak of a bad one instead of losing it."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's names
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - likewise
        # Paths and item ids are compared with names of files and must stay as they were written.
        return super().normalizeLink(url) if EXTERNAL.match(url) else url


class _Blocks(ParserBlock):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token]:  # noqa: N803 - the library's names
        if src:
            state = _BlockState(src, md, env, outTokens)
            self.tokenize(state, state.line, state.lineMax)
        return outTokens


class _BlockState(StateBlock):
    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self.env["meter"].read()
        token = super().push(ttype, tag, nesting)
        if self.level >= DEEPEST_BLOCK:
            raise TooMuchError("depth")  # the library would drop what lies deeper, unsaid
        return token


class _Inline(ParserInline):
    """Tries only the rules that can begin with the character at hand.

    The library tries each rule at each character that could begin anything, a plugin's too: on a
    long run of brackets that is half of its time. What is found is the same.
    """

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        src, end = state.src, state.posMax
        shallow = state.level < DEEPEST_SPAN
        while (pos := state.pos) < end:
            rules = RULES.get(src[pos])
            if rules is None:
                found = INLINE_STARTS.search(src, pos, end)
                state.pos = found.start() if found else end
                state.append_pending(src[pos : state.pos])
            elif not (shallow and any(rule(state, False) for rule in rules)):
                state.append_pending(src[pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - likewise
        pos = state.pos
        if pos in state.cache:
            state.pos = state.cache[pos]
            return
        rules = RULES.get(state.src[pos])
        if rules is None:
            found = INLINE_STARTS.search(state.src, pos)
            state.pos = found.start() if found else state.posMax
        elif state.level < DEEPEST_SPAN:
            state.level += 1
            if not any(rule(state, True) for rule in rules):
                state.pos = pos + 1
            state.level -= 1
        else:
            state.pos = state.posMax  # as the library does: what is deeper is no link
        state.cache[pos] = state.pos


class _State(StateInline):
    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self.env["meter"].read()
        return super().push(ttype, tag, nesting)

    def pushPending(self) -> Token:  # noqa: N802 - likewise
        self.env["meter"].read()
        return super().pushPending()

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - likewise
        """Whether a run of `*`, `_` or `~` may open or close emphasis.

        CommonMark asks for a space or punctuation on the outer side of a run that has punctuation
        on its inner side. Chinese has no such spaces, so `**监测。**逐项` would stay plain. As in
        the amendment known as markdown-cjk-friendly, CJK characters do instead, and CJK
        punctuation asks for nothing. A run between other characters is judged as always.
        """
        before = self.src[start - 1] if start > 0 else " "
        marker = self.src[start]
        end = start + 1
        while end < self.posMax and self.src[end] == marker:
            end += 1
        after = self.src[end] if end < self.posMax else " "
        cjk_before, cjk_after = is_cjk(before), is_cjk(after)
        if not (cjk_before or cjk_after):
            return super().scanDelims(start, canSplitWord)
        space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
        left = not space_after and (
            not mark_after or cjk_after or space_before or mark_before or cjk_before
        )
        right = not space_before and (
            not mark_before or cjk_before or space_after or mark_after or cjk_after
        )
        return Scanned(
            left and (canSplitWord or not right or mark_before),
            right and (canSplitWord or not left or mark_after),
            end - start,
        )


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _placed(
    rule: Callable[[StateInline, bool], bool], closing: str
) -> Callable[[StateInline, bool], bool]:
    """The same rule, which notes on its token from where to where it was written.

    Where what closes it is nowhere ahead, the rule is spared the search for it.
    """

    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if state.html_terminator_last(closing) < start or not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[count : count + 2]:  # pending text may come first
                if token.type in ("link_open", "image"):
                    token.meta["at"] = (start, state.pos)
                    # A short `[name]` may stand for a long address and title, again and again.
                    meter: Meter = state.env["meter"]
                    meter.read(DEAR)
                    meter.write(sum(len(str(value)) for value in token.attrs.values()))
                    break
        return True

    return run


def _note_reference(state: StateInline, silent: bool) -> bool:
    """`[^1]`, where a footnote of that name is defined anywhere in the text."""
    known = state.env.get("footnotes")
    if not known or not state.src.startswith("[^", state.pos):
        return False
    found = footnotes.REFERENCE.match(state.src, state.pos, state.posMax)
    if not found or footnotes.key(found[1]) not in known:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).info = footnotes.key(found[1])
    state.pos = found.end()
    return True


def _inline_comment(state: StateInline, silent: bool) -> bool:
    """`<!-- … -->` within a paragraph is left out."""
    if not state.src.startswith("<!--", state.pos):
        return False
    if state.html_terminator_last("-->") < state.pos + 2:
        return False
    end = state.src.find("-->", state.pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[state.pos + 4 : end]
        token.meta["at"] = (state.pos, end + 3)
        if state.src[state.pos - 1 : state.pos] in ("", " ", "\n"):
            end += state.src.startswith(" ", end + 3)  # no two spaces where one was meant
    state.pos = end + 3
    return True


def _raw_html(state: StateInline, silent: bool) -> bool:
    """Note where raw HTML stands; it is text like any other, so the rule never takes it."""
    if not silent and state.src[state.pos] == "<":
        found = RAW_HTML.match(state.src, state.pos, state.posMax)
        if found:
            token = state.push("raw_html", "", 0)
            token.info = found[0]
            token.meta["at"] = found.span()
    return False


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<!-- … -->` that begins a line is left out; one that is never closed is text."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", begin) or state.is_code_block(start):
        return False
    if "closings" not in state.env:
        # Looked up once: searching from each opening would take quadratic time.
        state.env["closings"] = [found.end() for found in re.finditer("-->", state.src)]
    closings: list[int] = state.env["closings"]
    index = bisect_left(closings, begin + 5)
    if index == len(closings) or closings[index] > state.eMarks[end - 1]:
        return False
    close = closings[index]
    last = bisect_left(state.eMarks, close, start, end)
    rest = state.src[close : state.eMarks[last]]
    words_follow = bool(rest.strip())
    if words_follow and last == start:
        return False  # the paragraph that stands on this line leaves it out
    if silent:
        return True
    token = state.push("comment", "", 0)
    token.content = state.src[begin + 4 : close - 3]
    token.map = [start, last + 1]
    state.line = last + 1
    if words_follow:
        state.bMarks[last] = close
        state.tShift[last] = len(rest) - len(rest.lstrip(" \t"))
        state.sCount[last] = state.blkIndent
        state.line = last
    return True


def _indent(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that begins with two full-width spaces begins a paragraph, as in every office."""
    return silent and state.src.startswith("\u3000\u3000", state.bMarks[start])


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: …`, with everything below that is indented by four spaces."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("[^", begin) or state.is_code_block(start):
        return False
    found = footnotes.DEFINITION.match(state.src, begin, state.eMarks[start])
    if not found:
        return False
    if silent:
        return True
    label = footnotes.key(found[1])
    state.env.setdefault("footnotes", set()).add(label)
    opening = state.push("footnote_open", "", 1)
    opening.info = label
    saved = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    state.bMarks[start], state.tShift[start] = found.end(), 0
    state.parentType = "footnote"
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = saved
    opening.map = [start, state.line]
    state.push("footnote_close", "", -1)
    return True


# Which rules can begin with a character, in the order in which they are tried; any other is text.
RULES: dict[str, tuple[Callable[[StateInline, bool], bool], ...]] = {
    "\n": (newline,),
    "\\": (escape,),
    "`": (backtick,),
    "~": (strikethrough.tokenize,),
    "*": (emphasis.tokenize,),
    "_": (emphasis.tokenize,),
    "[": (_note_reference, _placed(link, "]")),
    "!": (_placed(image, "]"),),
    "<": (_inline_comment, _placed(autolink, ">"), _raw_html),
    "&": (entity,),
    "]": (),
}
INLINE_STARTS = re.compile(f"[{re.escape(''.join(RULES))}]")
