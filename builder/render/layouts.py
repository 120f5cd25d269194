"""Reads layouts: the built-in ones, and a site's own, which shadow them by the same path."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder import fields
from builder.diagnostic import Diagnostic
from builder.words import Words

_OWN = "own/"
"""Where a site's own strings are kept: they add to the built-in ones, key by key."""
_LAYERS = ("reset", "tokens", "base", "page")
_ORDER = "@layer reset, tokens, base, page, parts, print, theme;\n"


class LayoutError(Exception):
    """A layout can't be used: the message names file, line and cause."""


@dataclass(frozen=True, slots=True)
class Layouts:
    """Sources of layouts, styles and scripts by relative path; `digest` stands for all of them."""

    files: Mapping[str, str]
    digest: str

    @property
    def templates(self) -> dict[str, str]:
        """The HTML templates."""
        return {name: text for name, text in self.files.items() if name.endswith(".html")}


def built_in() -> Path:
    """The folder of the built-in layouts: inside the installed package, or beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "layouts"
    return inside if inside.is_dir() else package.parent / "layouts"


def read(root: Path) -> Layouts:
    """The layouts of a site."""
    own = root / "layouts"
    files = read_folder(built_in())
    if own.is_symlink():
        raise LayoutError("layouts: a symbolic link, 是符号链接，不收")
    if own.is_dir() and own.resolve() != built_in().resolve():
        shadowing = read_folder(own)
        files |= {_OWN + name: text for name, text in shadowing.items() if _is_strings(name)}
        files |= {name: text for name, text in shadowing.items() if not _is_strings(name)}
    digest = hashlib.blake2b(digest_size=16)
    for name in sorted(files):
        digest.update(name.encode() + b"\x00" + files[name].encode() + b"\x00")
    return Layouts(files, digest.hexdigest())


def words(layouts: Layouts, locale: str) -> tuple[Words, tuple[Diagnostic, ...]]:
    """The interface strings of a locale; what it lacks is said in Simplified Chinese."""
    found: dict[str, str] = {}
    faults: list[Diagnostic] = []
    own = f"{_OWN}strings/{locale}.yml"
    for path in dict.fromkeys(("strings/zh-CN.yml", _closest(layouts, locale), own)):
        table, bad = fields.read(layouts.files.get(path, ""), f"layouts/{path.removeprefix(_OWN)}")
        faults += bad
        found |= {k.value: v.value for k, v in table if isinstance(v, fields.Text)}
    return Words(found), tuple(faults)


def assets(layouts: Layouts, theme: Mapping[str, str]) -> dict[str, bytes]:
    """The style sheet and the scripts, below a folder named for their content."""
    style = _ORDER + "".join(
        [layouts.files.get(f"styles/{layer}.css", "") for layer in _LAYERS]
        + [layouts.files[n] for n in sorted(layouts.files) if re.fullmatch(r"parts/.+\.css", n)]
        + [layouts.files.get("styles/print.css", ""), _theme(theme)]
    )
    files = {"main.css": _smaller(style).encode()}
    for name, text in layouts.files.items():
        if name.startswith("scripts/"):
            files[name.removeprefix("scripts/")] = _shorter(text).encode()
        elif name.endswith(".svg"):
            files[name] = text.encode()
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\x00" + files[name] + b"\x00")
    folder = digest.hexdigest()[:10]
    return {f"assets/{folder}/{name}": data for name, data in sorted(files.items())}


def read_folder(folder: Path) -> dict[str, str]:
    """The sources below a folder by relative path."""
    found = {}
    try:
        paths = sorted(folder.rglob("*"))
    except RecursionError as error:
        raise LayoutError("layouts: folders nested too deep, 文件夹套得太深") from error
    for path in paths:
        if path.is_symlink():  # it could lead to a file of anywhere
            name = path.relative_to(folder).as_posix()
            raise LayoutError(f"layouts/{name}: a symbolic link, 是符号链接，不收")
        if path.suffix in (".html", ".css", ".js", ".yml", ".svg") and path.is_file():
            name = path.relative_to(folder).as_posix()
            try:
                found[name] = path.read_text("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                raise LayoutError(f"layouts/{name}: not UTF-8, 不是UTF-8编码") from error
    return found


def _closest(layouts: Layouts, locale: str) -> str:
    """The strings for a locale: its own, else those of the same script."""
    name = "zh-TW" if locale == "zh-HK" else locale
    path = f"strings/{name}.yml"
    return path if path in layouts.files else "strings/zh-CN.yml"


def _is_strings(name: str) -> bool:
    return name.startswith("strings/")


def _theme(theme: Mapping[str, str]) -> str:
    """A site's own colours: `red: "#8a0f14"`, and `red_dark` for the dark theme."""
    light = {name: value for name, value in theme.items() if not name.endswith("_dark")}
    dark = {n.removesuffix("_dark"): v for n, v in theme.items() if n.endswith("_dark")}
    # On paper only the red is the site's own: ink is black there and the paper white.
    printed = {name: value for name, value in light.items() if name == "red"}
    rules = "".join(
        f"@media {medium}{{:root{{{_colours(colours)}}}}}"
        for medium, colours in (
            ("screen and (prefers-color-scheme:light)", light),
            ("screen and (prefers-color-scheme:dark)", dark),
            ("print", printed),
        )
        if _colours(colours)
    )
    return f"@layer theme{{{rules}}}" if rules else ""


def _colours(theme: Mapping[str, str]) -> str:
    return "".join(
        f"--{COLOURS[name]}:{value};"
        for name, value in theme.items()
        if name in COLOURS and re.fullmatch(r"#[0-9a-fA-F]{3,8}", value)
    )


COLOURS = {
    "paper": "paper",
    "tint": "tint",
    "ink": "ink",
    "soft": "soft",
    "hairline": "hair",
    "control": "control",
    "red": "red",
    "mark": "hit",
}
"""The colours a theme may change, and the names of their tokens."""


def _smaller(css: str) -> str:
    """The style sheet without comments and needless white space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*\n\s*", "\n", css)
    return re.sub(r"([{};,])\n", r"\1", css).strip() + "\n"


def _shorter(script: str) -> str:
    """A script without whole lines of comment and indentation.

    One with a text that runs over lines stays as it is: there, white space may mean something.
    """
    if any(line.count("`") % 2 or line.endswith("\\") for line in script.split("\n")):
        return script
    return re.sub(r"^[ \t]*(?://.*)?\n?", "", script, flags=re.MULTILINE)
