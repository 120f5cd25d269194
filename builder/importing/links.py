"""Finds the links of a text to files beside it, and turns them to where these will lie."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*)\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+))([^()\n]*)\)")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#]")


@dataclass(frozen=True, slots=True)
class Relinked:
    """A text with its links turned; `files` are the sources to copy by their new names.

    `missing` are links to files that are not there; they stay as they were.
    """

    text: str
    files: Mapping[str, str]
    missing: tuple[str, ...]


def relinked(
    text: str, path: str, slug: str, ids: Mapping[str, str], is_file: Callable[[str], bool]
) -> Relinked:
    """Turn links to other records into `item:ID` and to files into names beside the item."""
    names: dict[str, str] = {}
    missing: list[str] = []

    def turned(match: re.Match[str]) -> str:
        target = match[3] if match[3] is not None else match[4]
        to = local(target, path)
        if to is None:
            return match[0]
        fragment = "#" + target.partition("#")[2] if "#" in target else ""
        if to in ids and not match[1]:
            return f"[{match[2]}](item:{ids[to]}{fragment}{match[5]})"
        if to.startswith("../") or not is_file(to):
            missing.append(target)
            return match[0]
        name = names.setdefault(to, beside(to, slug, len(names) + 1))
        return f"{match[1]}[{match[2]}]({name}{match[5]})"

    whole = _LINK.sub(turned, text)
    return Relinked(whole, {name: to for to, name in names.items()}, tuple(missing))


def local(target: str, path: str) -> str | None:
    """The path within the source that a link leads to; None if it leads elsewhere."""
    if _ELSEWHERE.match(target) or not target:
        return None
    plain = unquote(target.partition("#")[0].partition("?")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))


def beside(path: str, slug: str, number: int) -> str:
    """The name under which a file will lie beside an item."""
    suffix = posixpath.splitext(path)[1].lower()
    return f"{slug}-{number}{suffix if re.fullmatch('[.][a-z0-9]{1,8}', suffix) else ''}"
