"""Cleans a text from elsewhere, so that our Markdown reads it as it was meant."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

from builder.importing.recipe import Body

_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]"
)
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r"(#{1,6})([ \t]+.*)")
_HTML = re.compile(
    r"<!--.*?-->|</?(?:a|abbr|b|big|blockquote|br|center|code|div|dd|dl|dt|em|font|h[1-6]|hr|i|img|"
    r"li|ol|p|pre|s|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(r"<table\b.*?</table>", re.IGNORECASE | re.DOTALL)
_BLOCK_STARTS = re.compile(r"(\s*)(#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|\||=+\s*$|-{2,}\s*$|:::)")
_NUMBERED = re.compile(r"(\s*\d{1,9})([.)])(?=\s|$)")
_SPECIAL = re.compile(r"[\\`*_\[\]~]|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)")


@dataclass(frozen=True, slots=True)
class Clean:
    """A cleaned text, and how often each kind of thing was mended."""

    text: str
    mended: Counter[str]


def unseen_removed(text: str) -> tuple[str, int]:
    """A text without invisible and control characters, and how many there were."""
    return _UNSEEN.subn("", text)


def clean(source: str, rules: Body, title: str) -> Clean:
    """The body as it will be written, without a line end at its end."""
    mended: Counter[str] = Counter()
    text, count = unseen_removed(source)
    mended["unseen"] += count
    if rules.start_after and rules.start_after in text:
        head, _, text = text.partition(rules.start_after)
        mended["head"] += bool(head.strip())
    if rules.escape:
        text = "\n".join(escaped(line) for line in text.split("\n"))
    elif rules.html == "text":
        text, count = without_html(text)
        mended["html"] += count
    lines = [line for line in text.split("\n") if not any(p.search(line) for p in rules.drop)]
    mended["lines"] += text.count("\n") + 1 - len(lines)
    lines = _trimmed(lines, rules.indent == "drop", mended)
    if rules.title_heading == "drop":
        lines = _without_title(lines, title, mended)
    lines = _shifted(lines, rules.headings, mended)
    if rules.lines == "paragraphs":
        lines = [line for line in lines for line in (line, "")]
    return Clean(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"), mended)


def escaped(line: str) -> str:
    """A line of plain text, written so that Markdown shows it as it is."""
    line = _SPECIAL.sub(lambda m: "\\" + m[0], line.replace("\t", " "))
    indent = len(line) - len(line.lstrip(" "))
    line = line[min(indent, 3) and indent :]
    line = _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
    return _BLOCK_STARTS.sub(r"\1\\\2", line, count=1) if _BLOCK_STARTS.match(line) else line


def without_html(text: str) -> tuple[str, int]:
    """A text with its HTML turned into Markdown where it has a meaning there, else dropped."""
    if "<" not in text:
        return text, 0
    count = len(_HTML.findall(text))
    if not count:
        return text, 0
    text = _TABLE.sub(lambda m: _table(m[0]), text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<br\s*/?>", "\\\\\n", text, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:strong|b)(?:\s[^<>]*)?>", "**", text, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:em|i)(?:\s[^<>]*)?>", "*", text, flags=re.IGNORECASE)
    text = re.sub(r"<h([1-6])(?:\s[^<>]*)?>", _opened, text, flags=re.IGNORECASE)
    text = re.sub(r"<li(?:\s[^<>]*)?>", "\n- ", text, flags=re.IGNORECASE)
    text = re.sub(r"<hr\s*/?>", "\n\n---\n\n", text, flags=re.IGNORECASE)
    text = re.sub(r"<img\b[^<>]*>", lambda m: _image(m[0]), text, flags=re.IGNORECASE)
    link = r"<a\b[^<>]*?href=[\"']([^\"'<>]*)[\"'][^<>]*>(.*?)</a>"
    text = re.sub(link, r"[\2](\1)", text, flags=re.IGNORECASE | re.DOTALL)
    block = r"</?(?:p|div|section|center|ul|ol|dl|dd|dt|blockquote|h[1-6]|table|tr)(?:\s[^<>]*)?/?>"
    text = re.sub(block, "\n\n", text, flags=re.IGNORECASE)
    return html.unescape(_HTML.sub("", text)), count


def _opened(heading: re.Match[str]) -> str:
    return "\n\n" + "#" * int(heading[1]) + " "


def _image(tag: str) -> str:
    pairs = re.findall(r"(src|alt)=([\"'])(.*?)\2", tag, re.IGNORECASE)
    found = {key.lower(): value for key, _, value in pairs}
    return f"![{found.get('alt', '')}]({found['src']})" if "src" in found else ""


class _Cells(HTMLParser):
    """The cells of a simple table as text; one that spans several is filled up with empty ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            if not self.rows:
                self.rows.append([])
            span = dict(attrs).get("colspan") or "1"
            self.rows[-1] += [""] * (min(int(span), 50) if span.isdigit() and int(span) else 1)
            self._at = len(self.rows[-1]) - (int(span) if span.isdigit() and int(span) else 1)
            self.open = True
        elif tag == "br" and self.open:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.open and self.rows and self.rows[-1]:
            self.rows[-1][max(0, self._at)] += data


def _table(source: str) -> str:
    parser = _Cells()
    parser.feed(source)
    parser.close()
    rows = [[" ".join(c.split()).replace("|", "\\|") for c in row] for row in parser.rows if row]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n\n" + "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) + "\n\n"


def _trimmed(lines: list[str], indented: bool, mended: Counter[str]) -> list[str]:
    """Lines without blanks at their ends and, if so wished, without full-width ones in front.

    Two blanks at the end are a line break in Markdown, so they stay.
    """
    found: list[str] = []
    for line in lines:
        right = line.rstrip(" \t\u3000\u00a0")
        if line.endswith("  ") and right and "\u3000" not in line[len(right) :]:
            right += "  "
        mended["blanks"] += right != line
        if indented and right.lstrip(" \t\u00a0").startswith("\u3000"):
            # A full-width blank begins a paragraph, which Markdown needs an empty line for.
            right = right.lstrip(" \t\u3000\u00a0")
            mended["indents"] += 1
            if found and found[-1].strip():
                found.append("")
        found.append(right)
    return found


def _without_title(lines: list[str], title: str, mended: Counter[str]) -> list[str]:
    """The lines without a first one that only says the title again."""
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if _letters(line) == _letters(title):
            mended["title"] += 1
            rest = lines[index + 1 :]
            under = rest and re.fullmatch(r"=+|-+", rest[0].strip())
            return rest[1:] if under else rest
        break
    return lines


def _letters(text: str) -> str:
    """What is left of a text without blanks, punctuation and differences of width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def _shifted(lines: list[str], top: int, mended: Counter[str]) -> list[str]:
    """Headings moved so that the highest is `top`; without it, only away from the page's own."""
    levels = [len(line[1][1]) for line in _headings(lines)]
    if not levels:
        return lines
    shift = (top or max(2, min(levels))) - min(levels)
    if not shift:
        return lines
    found: list[str] = list(lines)
    for index, match in _headings(lines):
        level = min(6, max(1, len(match[1]) + shift))
        found[index] = "#" * level + match[2]
        mended["headings"] += 1
    return found


def _headings(lines: list[str]) -> list[tuple[int, re.Match[str]]]:
    """The headings outside of fences, with their line."""
    found: list[tuple[int, re.Match[str]]] = []
    fence = ""
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (match := _HEADING.fullmatch(line)):
            found.append((index, match))
    return found
