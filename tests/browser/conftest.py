"""The sample built for the browser, a host for it, and Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from builder import build
from builder.model.site import Edition
from tests.host import hosting
from tests.sample import AS_OF, SAMPLE, sample_site
from tests.setup_browser import find

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PREFIX = "/bulletin/"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield browser
        browser.close()


def built(folder: Path, edition: Edition) -> Path:
    """An edition of the sample, published below a sub-path."""
    request = build.Request(
        root=SAMPLE,
        edition=edition,
        out=folder / edition.value,
        as_of=AS_OF,
        base_url=f"https://example.gov.cn{PREFIX}",
    )
    build.build(request, sample_site(), lambda *_: None)
    return folder / edition.value


@pytest.fixture(scope="session")
def public_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition's folder."""
    return built(tmp_path_factory.mktemp("site"), Edition.PUBLIC)


@pytest.fixture(scope="session")
def internal_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal edition's folder."""
    return built(tmp_path_factory.mktemp("site"), Edition.INTERNAL)


@pytest.fixture(scope="session")
def public_site(public_output: Path) -> Iterator[str]:
    """The address of the public edition."""
    with hosting(public_output, PREFIX) as address:
        yield address


@pytest.fixture(scope="session")
def internal_site(internal_output: Path) -> Iterator[str]:
    """The address of the internal edition."""
    with hosting(internal_output, PREFIX) as address:
        yield address
