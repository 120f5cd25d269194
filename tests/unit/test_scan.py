"""Old issues that exist only as a scan: their page, their place in the archive, search by title."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from tests.small import AS_OF, issue, loaded, many, write

FOLDER = "issues/zwxx/2003/0007"


def site_with(folder: Path, secrecy: str) -> Path:
    """A site with a recent issue and an old one that is a PDF."""
    more = f"title: 防汛专辑\nscan: old.pdf\n{secrecy}"
    text = issue(7, date(2003, 6, 1), more)
    return write(
        folder, {**many(1, 1), f"{FOLDER}/issue.md": text, f"{FOLDER}/old.pdf": "%PDF-1.4"}
    )


def test_a_scan_said_to_be_public_has_page_archive_and_search(tmp_path: Path) -> None:
    root = site_with(tmp_path, "secrecy: none\n")
    ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
    pages = {page.address: page for page in ready.plan.pages}
    assert b"old.pdf" in ready.renderer.render(pages["/zwxx/2003/0007/"])
    assert "/archive/2003/06/" in pages
    assert "/zwxx/2003/0007/" in ready.renderer.render(pages["/archive/2003/"]).decode()
    assert "防汛专辑" in [document.title for document in ready.plan.documents]
    assert "zwxx/2003/0007/old.pdf" in [file.path for file in ready.plan.files]


@pytest.mark.parametrize("secrecy", ("", "secrecy: keep\n"))
def test_a_scan_that_was_not_said_to_be_public_stays_inside(tmp_path: Path, secrecy: str) -> None:
    root = site_with(tmp_path, secrecy)
    site = loaded(root)
    public = build.prepare(root, site, Edition.PUBLIC, AS_OF)
    assert "2003" not in str([page.address for page in public.plan.pages])
    assert not [file for file in public.plan.files if "old.pdf" in file.path]
    internal = build.prepare(root, site, Edition.INTERNAL, AS_OF)
    assert "/zwxx/2003/0007/" in [page.address for page in internal.plan.pages]
