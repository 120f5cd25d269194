"""What each layout is given and what a theme may set, as a document."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from builder import views
from builder.reference.fields import table
from builder.render import layouts


def views_and_theme() -> str:
    """What each layout is given, and what a theme may set."""
    folder = layouts.built_in()
    pages: list[str] = []
    parts: list[str] = []
    for name in views.__all__:
        kebab = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removesuffix("View")).lower()
        page = name.endswith("View") and (folder / f"{kebab}.html").is_file()
        text = _view(name, f"{kebab}.html" if page else "")
        (pages if page else parts).append(text)
    return "\n".join(
        (
            "# Views and theme\n",
            "A layout gets `view` (below), `head`, `chrome` and `t`, the function that gives the "
            "interface strings. Nothing else.\n",
            "## Pages\n",
            *pages,
            "## Smaller views\n",
            *parts,
            "## Theme\n",
            "Keys of `theme` in `site.yml`; each colour as `#rrggbb`, and with `_dark` after its "
            "name for the dark theme.\n",
            table([["key", "default"], *_colours(folder), ["`emblem`", "none: `icon.svg`"]]),
        )
    )


def _view(name: str, layout: str) -> str:
    of = getattr(views, name)
    words = re.sub(r"\s+", " ", of.__doc__ or "")
    rows = [["field", "type"]]
    rows += [[f"`{f.name}`", f"`{f.type}`"] for f in dataclasses.fields(of)]
    head = f"`{layout}`: {name}" if layout else name
    return f"### {head}\n\n{words}\n\n{table(rows)}"


def _colours(folder: Path) -> list[list[str]]:
    """The colours that a theme may set and the style sheet knows."""
    tokens = (folder / "styles" / "tokens.css").read_text("utf-8")
    found = []
    for name in layouts.COLOURS:
        default = re.search(rf"--{name}: (#\w+);", tokens)
        if default:
            found.append([f"`{name}`", f"`{default[1]}`"])
    return found
