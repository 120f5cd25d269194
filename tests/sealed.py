"""The small clean site with its published issues sealed, as tests use it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path

from builder import build
from builder.model.seal import Act
from builder.model.site import Edition, Site
from builder.seals import make
from builder.seals.text import text
from tests import site as clean

ISSUES = ("zwxx/2026/0011", "zwxx/2026/0012")
DAY = date(2026, 3, 20)


def site(root: Path, issues: Iterable[str] = ISSUES) -> Path:
    """The clean site in a folder, these issues sealed in this order."""
    clean.write(root)
    for issue in issues:
        seal(root, issue)
    return root


def loaded(root: Path) -> Site:
    """The content of a root, faults or not."""
    found = clean.checked(root).loaded.site
    assert found
    return found


def seal(root: Path, issue: str, act: Act = Act.SEAL) -> None:
    """Add a link to the seal of an issue, with salts that stand for its public links alone."""
    found = loaded(root)
    before = found.seals.get(issue)
    numbers = count()

    def salt() -> str:
        told = f"{issue} {len(before.public) if before else 0} {next(numbers)}"
        return sha256(told.encode()).hexdigest()[:32]

    new = make.link(found, found.issues[issue], DAY, (act,), "", salt)
    clean.put(root, new.path, text(new))


def published(root: Path, out: Path) -> Path:
    """The public edition of a root without errors."""
    checked = clean.checked(root)
    assert checked.loaded.site and not checked.blocks(strict=False), checked.faults
    request = build.Request(
        root=root, edition=Edition.PUBLIC, out=out, as_of=clean.AS_OF, search=False, jobs=1
    )
    build.build(request, checked.loaded.site, lambda *_: None)
    return out
