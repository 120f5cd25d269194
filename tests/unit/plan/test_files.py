"""Feeds, exports and what hosts read, on a small site."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder import build
from builder.model.site import Edition
from builder.page import Made
from builder.plan import written
from tests.small import AS_OF, issue, item, loaded, many, write


def files_of(root: Path, edition: Edition = Edition.PUBLIC) -> dict[str, bytes]:
    """The files of an edition that are no pages."""
    ready = build.prepare(root, loaded(root), edition, AS_OF)
    return {file.path: file.make() for file in ready.plan.files if isinstance(file, Made)}


@pytest.mark.parametrize("cell", ("=1+1", "+86", "-1", "@cmd", "\tx", "\rx"))
def test_a_cell_that_a_spreadsheet_would_run_is_defused(cell: str) -> None:
    row = next(csv.reader(io.StringIO(written.csv_bytes([[cell]]).decode("utf-8-sig"), newline="")))
    assert row == ["'" + cell]


def test_a_csv_has_a_bom_and_windows_line_ends() -> None:
    data = written.csv_bytes([["甲", "乙,丙"], ["1", '"']])
    assert data == '\ufeff甲,"乙,丙"\r\n1,""""\r\n'.encode()


def test_a_site_without_issues_builds_feeds_and_exports(tmp_path: Path) -> None:
    files = files_of(write(tmp_path, {}))
    assert json.loads(files["feed.json"])["items"] == []
    assert ElementTree.fromstring(files["feed.xml"]).tag.endswith("feed")
    assert json.loads(files["api/issues.json"]) == []


def test_a_feed_has_the_newest_thirty_items(tmp_path: Path) -> None:
    files = files_of(write(tmp_path, many(issues=10, items=4)))
    items = json.loads(files["feed.json"])["items"]
    assert len(items) == 30
    assert items[0]["title"] == "第10期第4条"


def test_titles_are_escaped_in_feeds(tmp_path: Path) -> None:
    folder = "issues/zwxx/2026/0001"
    root = write(
        tmp_path,
        {
            f"{folder}/issue.md": issue(1, date(2026, 2, 1)),
            f"{folder}/01-gongan-1.md": item("'<b>甲 & 乙</b>'"),
        },
    )
    entry = ElementTree.fromstring(files_of(root)["feed.xml"]).find(
        "{http://www.w3.org/2005/Atom}entry"
    )
    assert entry is not None
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == "<b>甲 & 乙</b>"


def test_the_internal_edition_is_kept_from_crawlers(tmp_path: Path) -> None:
    files = files_of(write(tmp_path, many(1, 1)), Edition.INTERNAL)
    assert b"Disallow: /\n" in files["robots.txt"]
    assert b"noindex" in files["_headers"]
    assert "sitemap.xml" not in files


def test_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    folder = "issues/zwxx/2026/0001"
    root = write(
        tmp_path,
        {
            f"{folder}/issue.md": issue(1, date(2026, 2, 1)),
            f"{folder}/01-gongan-1.md": item("甲", more="aliases: [/old/12.html, /news/7]\n"),
        },
    )
    lines = files_of(root)["_redirects"].decode().splitlines()
    assert lines == [
        "/news/7 /zwxx/2026/0001/gongan-1/ 301",
        "/old/12.html /zwxx/2026/0001/gongan-1/ 301",
    ]
    ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
    moved = {page.path: page for page in ready.plan.pages if page.layout == "moved.html"}
    assert set(moved) == {"old/12.html", "news/7/index.html"}
    assert b'content="0; url=/zwxx/2026/0001/gongan-1/"' in ready.renderer.render(
        moved["old/12.html"]
    )


def test_a_policy_allows_nothing_but_the_site_itself(tmp_path: Path) -> None:
    headers = files_of(write(tmp_path, {}))["_headers"].decode()
    assert "default-src 'none'" in headers
    assert "unsafe-inline" not in headers
    assert "'unsafe-eval'" not in headers
    assert "http:" not in headers
    assert "https:" not in headers


def test_a_large_sitemap_is_cut_and_has_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.plan.hosting.SITEMAP_LIMIT", 5)
    files = files_of(write(tmp_path, many(2, 2)))
    index = ElementTree.fromstring(files["sitemap.xml"])
    assert index.tag.endswith("sitemapindex")
    assert len(index) == len([name for name in files if name.startswith("sitemap-")])
