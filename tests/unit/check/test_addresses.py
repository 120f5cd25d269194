"""Everything has an address of its own; what would clash only when it is written is told before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import site

ALIASES = "openness: public\nsteps:\n  - {step: submitted"


def told(root: Path, path: str, text: str | bytes = b"x") -> list[str]:
    site.put(site.write(root), path, text)
    return site.codes(root)


@pytest.mark.parametrize(
    "alias",
    [
        "/zwxx/2026/0012/gongan-1/",
        "/zwxx/2026/0012/Gongan-1",
        "/ABOUT/",
        "/zwxx/2026/0012/tu.png",
        "/zwxx/2026/0012/TU.png",
        "/zwxx/2026/0012/tu.png/old/",
        "/API/items.csv",
        "/page/1/",
        "/sitemap-1.xml",
        "/zwxx/2026/",
    ],
)
def test_an_old_address_that_is_anothers_is_refused(tmp_path: Path, alias: str) -> None:
    site.write(tmp_path)
    site.swap(tmp_path, site.ITEM, ALIASES, f"aliases: ['{alias}']\n{ALIASES}")
    (fault,) = site.checked(tmp_path).faults
    assert (fault.code, fault.place.path) == ("address-taken", site.ITEM)


@pytest.mark.parametrize(
    "name",
    [
        *("about", "About", "about/index.html", "zwxx/2026/0012/tu.png", "zwxx", "INDEX.HTML"),
        *("zwxx/2026/0012/gongan-1/index.html", "Sitemap.xml", "api/x.json"),
    ],
)
def test_a_static_file_that_stands_in_the_way_is_refused(tmp_path: Path, name: str) -> None:
    path = f"site_src/static/{name}"
    assert "address-taken" in told(tmp_path, path, site.png())
    assert site.checked(tmp_path).faults[-1].place.path == path


def test_names_that_differ_in_how_an_accent_is_written_clash(tmp_path: Path) -> None:
    site.put(site.write(tmp_path), "site_src/static/e\u0301.txt", "1")
    site.put(tmp_path, "site_src/static/\u00e9.txt", "2")
    assert "address-taken" in site.codes(tmp_path)


def test_static_files_in_peace_are_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path, "site_src/static/zwxx/2026/0012/fujian/a.txt") == []
