"""Addresses."""

from __future__ import annotations

import pytest

from builder.plan import urls
from builder.plan.urls import Urls


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("https://example.gov.cn/", "/units/"),
        ("https://example.gov.cn/xx/", "/xx/units/"),
        ("https://example.gov.cn/a/b/", "/a/b/units/"),
    ],
)
def test_links_carry_the_base_path(base: str, link: str) -> None:
    assert Urls(base).to(urls.UNITS) == link
    assert Urls(base).whole(urls.UNITS) == base + "units/"


def test_names_of_files_are_encoded() -> None:
    address = urls.file("issues/zwxx/2026/0001/现场 1#.png")
    assert Urls("https://e.cn/").to(address) == "/zwxx/2026/0001/%E7%8E%B0%E5%9C%BA%201%23.png"


def test_months_have_two_digits() -> None:
    assert urls.month(3, 2026) == "/archive/2026/03/"


def test_closed_pages_stand_below_their_list() -> None:
    assert urls.list_page(urls.unit("gongan"), 3) == "/units/gongan/page/3/"
    assert urls.list_page(urls.unit("gongan"), 0) == "/units/gongan/"
