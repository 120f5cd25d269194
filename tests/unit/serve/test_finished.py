"""A finished output, shown as a host would show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.serve.finished import Finished, prefix_of

HOME = '<head><link rel="stylesheet" href="{}/assets/abc/main.css"></head>'


def output(folder: Path, prefix: str = "") -> Path:
    """A small output."""
    files = {
        "index.html": HOME.format(prefix),
        "404.html": "没有",
        "units/index.html": "单位",
        "assets/abc/main.css": "h1{}",
        "_headers": f"{prefix}/*\n  X-A: 1\n{prefix}/assets/*\n  Cache-Control: immutable\n",
        "_redirects": f"{prefix}/old/ {prefix}/units/ 301\n",
        "old/index.html": "到新地址去",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Finished:
    """The output under a sub-path."""
    return Finished(output(tmp_path / "public", "/xx"))


def test_the_base_path_is_read_from_the_home_page(site: Finished) -> None:
    assert site.prefix == "/xx"
    assert prefix_of(HOME.format("")) == ""
    assert prefix_of(HOME.format("https://cdn.example")) == ""
    assert prefix_of("") == ""


@pytest.mark.parametrize("address", ["/", "/xx"])
def test_the_root_leads_to_the_base_path(site: Finished, address: str) -> None:
    answer = site(address, "")
    assert (answer.status, dict(answer.headers)["Location"]) == (302, "/xx/")


@pytest.mark.parametrize(
    ("address", "status", "body"),
    [
        ("/xx/", 200, HOME.format("/xx").encode()),
        ("/xx/units/", 200, "单位".encode()),
        ("/xx/units/index.html", 200, "单位".encode()),
        ("/xx/nothing", 404, "没有".encode()),
        ("/units/", 404, "没有".encode()),
        ("/xx/_headers", 404, "没有".encode()),
        ("/xx/_redirects", 404, "没有".encode()),
        ("/xx//units/", 404, "没有".encode()),
        ("/xx/C:/x", 404, "没有".encode()),
    ],
)
def test_files_are_answered_as_a_host_does(
    site: Finished, address: str, status: int, body: bytes
) -> None:
    answer = site(address, "")
    assert (answer.status, answer.body) == (status, body)
    assert ("X-A", "1") in answer.headers or not address.startswith("/xx/")


def test_a_folder_without_its_slash_leads_on(site: Finished) -> None:
    answer = site("/xx/units", "q=1")
    assert (answer.status, dict(answer.headers)["Location"]) == (301, "/xx/units/?q=1")


def test_headers_and_redirects_are_honoured(site: Finished) -> None:
    assert ("Cache-Control", "immutable") in site("/xx/assets/abc/main.css", "").headers
    old = site("/xx/old/", "")
    assert (old.status, dict(old.headers)["Location"]) == (301, "/xx/units/")


def test_no_script_of_the_preview_is_added(site: Finished) -> None:
    assert "__live" not in str(site("/xx/", "").body)
    assert site("/__live", "").status == 404


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = output(tmp_path / "public")
    (tmp_path / "secret").write_text("内部", "utf-8")
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "up").symlink_to(tmp_path)
    site = Finished(folder)
    assert site("/link", "").status == 404
    assert site("/up/secret", "").status == 404


def test_an_output_exchanged_for_a_newer_one_is_shown(tmp_path: Path) -> None:
    site = Finished(output(tmp_path / "public", "/xx"))
    assert site("/xx/units/", "").status == 200
    (tmp_path / "public").rename(tmp_path / "before")
    assert site("/", "").status == 404
    output(tmp_path / "next", "/yy").rename(tmp_path / "public")
    assert site("/yy/units/", "").status == 200
    assert dict(site("/yy/old/", "").headers)["Location"] == "/yy/units/"
