"""How diagnostics are shown: text with a caret, JSON lines, GitHub annotations."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable

from builder.diagnostic import Diagnostic, Severity

SourceLine = Callable[[str, int], str]
"""Gives a line (from 1) of a file by its path relative to the root; empty if there is none."""

HELP = {"zh": "改法: ", "en": "help: "}
COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}
WIDEST = 160
"""Characters of a source line that are shown; longer ones are cut around the fault."""


def text(faults: Iterable[Diagnostic], source: SourceLine, lang: str, colour: bool = False) -> str:
    """The faults for people, with the source line and a caret under the fault."""
    return "".join(_text(fault, source, lang, colour) for fault in faults)


def json_lines(faults: Iterable[Diagnostic], lang: str) -> str:
    """The faults for programs, one JSON object a line."""
    return "".join(
        json.dumps(
            {
                "code": fault.code,
                "severity": fault.severity.value,
                "path": fault.place.path,
                "line": fault.place.line,
                "column": fault.place.column,
                "message": _short(fault.message(lang)),
                "help": _short(fault.help(lang)),
            },
            ensure_ascii=False,
        )
        + "\n"
        for fault in faults
    )


def github(faults: Iterable[Diagnostic], lang: str) -> str:
    """The faults as workflow commands that GitHub shows beside the changed lines."""
    return "".join(
        f"::{fault.severity.value} file={_property(fault.place.path)},line={fault.place.line},"
        f"col={fault.place.column},title={fault.code}::"
        f"{_data(_joined(fault, lang))}\n"
        for fault in faults
    )


def width(characters: str) -> int:
    """Columns the characters take on a terminal: wide ones two, combining ones none."""
    return sum(_columns(character) for character in characters)


LONGEST = 600
"""Characters of a message that are shown."""


def _text(fault: Diagnostic, source: SourceLine, lang: str, colour: bool) -> str:
    place = fault.place
    head = f"{fault.severity.value}[{fault.code}]"
    if colour:
        head = f"{COLOURS[fault.severity]}{head}\x1b[0m"
    gutter = " " * len(str(place.line))
    parts = [
        f"{head}: {_said(fault.message(lang))}",
        f"{gutter}--> {_visible(place.path)}:{place.line}:{place.column}",
    ]
    whole = (place.line, place.column, place.length) == (1, 1, 0)
    line = "" if whole else source(place.path, place.line)
    if line.strip():
        shown, before, marked = _window(line, place.column, place.length)
        parts += [
            f"{gutter} |",
            f"{place.line} | {shown}",
            f"{gutter} | {' ' * width(before)}{'^' * max(1, width(marked))}",
        ]
    if fault.help(lang):
        parts.append(f"{gutter} = {HELP[lang]}{_said(fault.help(lang))}")
    return "\n".join(parts) + "\n\n"


def _window(line: str, column: int, length: int) -> tuple[str, str, str]:
    """The part of a line to show, what stands before the fault, and the fault itself."""
    whole = line.rstrip("\r\n")
    start = max(0, min(column - 1, len(whole)))
    first = max(0, start - WIDEST // 2) if len(whole) > WIDEST else 0
    last = first + WIDEST
    head = "…" if first else ""
    tail = "…" if last < len(whole) else ""
    return (
        head + _visible(whole[first:last]) + tail,
        head + _visible(whole[first:start]),
        _visible(whole[start : min(start + length, last)]),
    )


def _visible(text: str) -> str:
    """The text with what can't be seen, or would move the caret, written as an escape."""
    return "".join(
        " " if c == "\t" else f"\\u{ord(c):04x}" if unicodedata.category(c) in _HIDDEN else c
        for c in text
    )


_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _said(words: str) -> str:
    """Words with a value of the author's in them, which may hold anything and be of any length."""
    return _visible(_short(words))


def _short(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return f"{words[: LONGEST // 2]}…{words[-LONGEST // 2 :]}"


def _joined(fault: Diagnostic, lang: str) -> str:
    help_ = fault.help(lang)
    message = _said(fault.message(lang))
    return f"{message}\n{HELP[lang]}{_said(help_)}" if help_ else message


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
