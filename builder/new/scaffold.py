"""Writes the text of a scaffold: front matter with every field explained, and a body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.new.notes import Note

HEAD = """\
# 两行“---”之间是设置区，一行一项，写成“键: 值”，冒号用半角、后面空一格。
# “# ”开头的行是说明，程序不读，可以删。
# “#”后面紧跟键名的行是还没用的项，要用就去掉行首的 #，再改冒号后面的值。
"""
REQUIRED = "# ———— 要填的 ————\n"
OPTIONAL = "# ———— 可以不填的 ————\n"
_MARK = re.compile(r"<([^<>|]+)(?:\|([^<>]+))?>")


@dataclass(frozen=True, slots=True)
class Style:
    """How a scaffold is written: keys in `zh` or `en`, `bare` without explanations."""

    keys: str = "zh"
    bare: bool = False


def text(
    notes: Sequence[Note],
    required: int,
    values: Mapping[str, str],
    names: Mapping[str, str],
    style: Style,
    body_note: str,
) -> str:
    """A Markdown file: the fields in the order of the notes, the first few as required.

    `values` are YAML by key, empty for what is still to be filled in; fields without one stand
    as commented examples. `names` are the Chinese names of the keys.
    """
    rows = [] if style.bare else [HEAD, REQUIRED]
    for index, note in enumerate(notes):
        if index == required and not style.bare:
            rows.append(OPTIONAL)
        rows += _field(note, values.get(note.key), names, style)
    end = "" if style.bare else f"# {body_note}\n"
    return f"---\n{''.join(rows)}{end}---\n\n"


def example(note: Note, keys: str) -> str:
    """The example of a note, with keys and values in a language."""

    def put(match: re.Match[str]) -> str:
        if match[2]:
            return match[2] if keys == "zh" else match[1]
        return note.inner[match[1]] if keys == "zh" else match[1]

    return _MARK.sub(put, note.example)


def language_of(source: str, names: Mapping[str, str]) -> str:
    """The language most keys of a front matter are written in; empty if it has none."""
    head = source.split("\n---", 1)[0]
    found = re.findall(r"^([\w\u4e00-\u9fff]+)[ \t]*:", head, re.MULTILINE)
    english = sum(key in names for key in found)
    chinese = sum(key in names.values() for key in found)
    if not english and not chinese:
        return ""
    return "zh" if chinese > english else "en"


def _field(note: Note, value: str | None, names: Mapping[str, str], style: Style) -> list[str]:
    name = names[note.key]
    key = name if style.keys == "zh" else note.key
    if style.bare:
        return [] if value is None else [_line(key, value)]
    named = style.keys == "zh" or name in note.text
    rows = [f"# {note.text}\n" if named else f"# {name}：{note.text}\n"]
    if value:
        return [*rows, _line(key, value)]
    shown = _line(key, example(note, style.keys))
    if value is None:
        return [*rows, re.sub(r"^", "#", shown, flags=re.MULTILINE).removesuffix("#")]
    if shown.count("\n") > 1:  # the key stays, the rows below it are the example
        first, _, rest = shown.partition("\n")
        below = "".join(f"#{line}\n" for line in rest.split("\n")[:-1])
        return [*rows, f"{first}\n", below]
    return [*rows, f"{key}:\n"]


def _line(key: str, value: str) -> str:
    space = " " if value and not value.startswith("\n") else ""
    return f"{key}:{space}{value}\n"
