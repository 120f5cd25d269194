"""`build export` and `build --prove` as commands: what is asked, refused and told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from builder import build, premises
from builder.exporting import proof
from builder.exporting.tree import for_everybody, public, publishable
from builder.model.site import Edition, Site
from builder.premises import PublishError

Say = Callable[[str, str], None]
"""Says something in Chinese or in English."""
CLEAN, FAILED = 0, 2


def export(out: Path, checked: build.Checked, root: Path, say: Say) -> int:
    """Write the publishable tree to a folder that is new or empty. Raises PublishError, OSError."""
    site = checked.loaded.site
    assert site is not None
    target = premises.Places.of(out).live
    premises.refuse_place(out, root)
    if target.exists() and any(target.iterdir()):
        raise PublishError(
            f"{out} 里已经有文件，导出不覆盖任何文件。请换一个新目录，或先清空它。",
            f"{out} is not empty, and an export overwrites nothing; choose a new folder.",
        )
    tree = for_everybody(publishable(public(root, site, checked.as_of)))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        draft.mkdir()
        proof.write(draft, tree)
        path = _first_difference(root, site, draft, checked)
        if path:
            say(
                f"没有导出：从导出的内容生成的公开网站，{path} 与现在的不一样。请报告给程序的维护者。",
                f"not exported: {path} of the public site built from the export differs from that "
                "of the content here. Please report this.",
            )
            return FAILED
        if target.exists():
            target.rmdir()
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    say(
        f"导出到 {out}：{len(tree)} 个文件，只有公开的内容，生成的公开网站与这里的逐字节相同。"
        "这里的目录（连同 Git 历史）仍有不公开的内容，不要公开它。",
        f"exported to {out}: {len(tree)} files of publishable content only, which build the same "
        "public site byte for byte. The folder here, with its Git history, still holds what is "
        "withheld: don't make it public.",
    )
    return CLEAN


def prove(request: build.Request, site: Site, say: Say) -> int:
    """Prove that nothing withheld changes the public site; 0 if that holds."""
    found = proof.prove(request, site, say)
    if found.holds:
        say(
            f"证明了：不公开的内容全部删去或换成杂音，公开版的 {found.files} 个文件一个字节也不变。",
            f"proven: with everything withheld removed or turned into noise, the {found.files} "
            "files of the public edition are the same, byte for byte.",
        )
        return CLEAN
    if found.fault:
        say(
            f"没有证成：删去不公开的内容以后，余下的不能成站（{found.fault}）。没有发布。",
            f"not proven: without what is withheld, the rest makes no site ({found.fault}). "
            "Nothing was published.",
        )
        return FAILED
    where = f"，出自 {found.source}" if found.source else ""
    words = f"，“{found.words}”{where}" if found.words else ""
    what = ("删去", "removed") if found.removed else ("换成杂音", "turned into noise")
    said = f": “{found.words}”" if found.words else ""
    origin = f", from {found.source}" if found.source else ""
    say(
        f"没有证成，没有发布：不公开的内容{what[0]}以后，公开版的 {found.path} 变了{words}。"
        "已发布的网站没有改动。请报告给程序的维护者。",
        f"not proven, nothing published: once what is withheld is {what[1]}, {found.path} of the "
        f"public edition changes{said}{origin}. What was published is unchanged. Please report it.",
    )
    return FAILED


def _first_difference(root: Path, site: Site, draft: Path, checked: build.Checked) -> str:
    """The first public file that the exported tree makes otherwise; empty if there is none."""
    again = build.examine(draft, lambda _: checked.as_of)
    if again.blocks(strict=False) or again.loaded.site is None:
        fault = next(f for f in again.faults if not again.in_draft(f))
        return f"{fault.place.path}:{fault.place.line} ({fault.code})"
    one, other = _files(root, site, checked), _files(draft, again.loaded.site, checked)
    return min((p for p in one.keys() | other.keys() if one.get(p) != other.get(p)), default="")


def _files(root: Path, site: Site, checked: build.Checked) -> dict[str, bytes]:
    """Every public file but the index of search, and what that index is made of."""
    ready = build.prepare(root, site, Edition.PUBLIC, checked.as_of)
    files = {output.path: output.make() for output in build.outputs(root, ready)}
    return files | build.searched(ready)
