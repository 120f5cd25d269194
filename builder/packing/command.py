"""`build package` as a command: what is refused, what is written, what is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from builder import bag, build, premises
from builder.model.site import Edition
from builder.page import Copied, Made, Page
from builder.plan import package as plan
from builder.premises import PublishError
from builder.render import layouts
from builder.render.templates import Renderer
from builder.scoring.periods import Period, parse

Say = Callable[[str, str], None]
"""Says something in Chinese or in English."""
CLEAN = 0


def package(
    target: Path, name: str, edition: Edition, checked: build.Checked, root: Path, say: Say
) -> int:
    """Pack a period into a new folder, or a new file whose name ends in `.zip`; the exit code.

    Raises PublishError, LayoutError, OSError.
    """
    period = parse(name)
    if period is None:
        raise PublishError(
            f"“{name}”不是时期：年写 2026，季写 2026q1，月写 2026-03。",
            f"`{name}` is no period: write 2026, 2026q1 or 2026-03.",
        )
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise PublishError(
            f"{target} 已经有了，移交包不覆盖任何文件。请换一个名字。",
            f"{target} is there already, and a package overwrites nothing; choose another name.",
        )
    premises.refuse_place(target, root)
    files, found = contents(checked, root, edition, period)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if target.suffix.lower() == ".zip":
            with draft.open("wb") as out:
                count = bag.write_zip(out, target.stem, files)
        else:
            count = bag.write_folder(draft, files)
            if target.exists():
                target.rmdir()
        draft.rename(target)
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)
    zero = ("，零报告", ", a nil return") if not found.items else ("", "")
    say(
        f"移交包写到 {target}：{found.issues} 期，{found.items} 条{zero[0]}，共 {count} 个文件，"
        "附移交清单和 SHA-256 校验值（BagIt 1.0）。",
        f"packed into {target}: {found.issues} issues, {found.items} items{zero[1]}, {count} files "
        "with their transfer list and SHA-256 checksums (BagIt 1.0).",
    )
    return CLEAN


def contents(
    checked: build.Checked, root: Path, edition: Edition, period: Period
) -> tuple[Iterator[tuple[str, bytes]], plan.Packed]:
    """The files of the bag of a period, and what it holds."""
    site = checked.loaded.site
    assert site is not None
    ready = build.prepare(root, site, edition, checked.as_of)
    shown, settings = ready.site, ready.site.settings
    found = plan.packed(shown, settings.base_url, ready.words, period.first, period.last)
    renderers = _renderers(root, ready)
    style = next(data for path, data in ready.assets.items() if path.endswith(".css"))
    payload = [
        (plan.STYLE, lambda: style),
        *((page.path, _rendered(renderers, page)) for page in found.pages),
        *((file.path, _made(root, file)) for file in found.files),
    ]
    info = (
        ("Source-Organization", settings.owner or settings.name),
        ("Organization-Address", settings.postal),
        ("Contact-Phone", settings.phone),
        ("External-Description", f"{settings.name} {period.name} {edition.value}"),
        ("External-Identifier", f"{settings.identifiers.organisation}/{period.name}".strip("/")),
        ("Bagging-Date", checked.as_of.isoformat()),
        ("Bag-Software-Agent", "build package"),
    )
    return bag.files(payload, info), found


def _made(root: Path, file: Made | Copied) -> Callable[[], bytes]:
    return file.make if isinstance(file, Made) else build.copied(root, file)


def _renderers(root: Path, ready: build.Prepared) -> Callable[[int], Renderer]:
    """Renderers with the bare frame of what is read from a disk, by the depth of the page."""
    templates = layouts.read(root).templates
    sources = {**templates, "base.html": templates["base-apart.html"]}

    @cache
    def at(depth: int) -> Renderer:
        chrome = replace(ready.chrome, style="../" * depth + plan.STYLE)
        return Renderer(sources, ready.words, chrome)

    return at


def _rendered(renderers: Callable[[int], Renderer], page: Page) -> Callable[[], bytes]:
    return lambda: renderers(page.path.count("/")).render(page)
