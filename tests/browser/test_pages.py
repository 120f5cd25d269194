"""What a reader does with the pages: by phone, by keyboard, in the dark, on paper, without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from builder.model.site import Edition
from builder.plan.headers import POLICY
from tests.sample import prepared

pytestmark = pytest.mark.browser

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def one_of_each(edition: Edition) -> dict[str, str]:
    """An address for every layout: of items the longest, of lists the first."""
    found: dict[str, str] = {}
    for page in prepared(edition).plan.pages:
        if page.layout != "moved.html":
            found.setdefault(page.layout, page.address)
    return found


PUBLIC = one_of_each(Edition.PUBLIC)
INTERNAL = one_of_each(Edition.INTERNAL)
SIZES = ((320, "light"), (390, "dark"), (1280, "light"), (1280, "dark"))


def opened(browser: Browser, address: str, width: int, scheme: str, scripts: bool = True) -> Page:
    """A page in a window of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("layout", PUBLIC)
def test_axe_finds_nothing_on_any_public_page(
    chromium: Browser, public_site: str, layout: str
) -> None:
    for width, scheme in SIZES:
        page = opened(chromium, public_site + PUBLIC[layout][1:], width, scheme)
        found = Axe().run(page, options=AXE).response["violations"]
        page.context.close()
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], (layout, width, scheme)


@pytest.mark.parametrize(
    "layout",
    (
        *("home.html", "item.html", "issue.html", "notices.html", "notice.html"),
        *("units.html", "calls.html", "call.html", "overdue.html"),
    ),
)
def test_axe_finds_nothing_on_the_internal_edition(
    chromium: Browser, internal_site: str, layout: str
) -> None:
    for width, scheme in SIZES:
        page = opened(chromium, internal_site + INTERNAL[layout][1:], width, scheme)
        found = Axe().run(page, options=AXE).response["violations"]
        page.context.close()
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], (layout, width, scheme)


@pytest.mark.parametrize("layout", PUBLIC)
def test_no_page_scrolls_sideways_on_a_narrow_phone(
    chromium: Browser, public_site: str, layout: str
) -> None:
    page = opened(chromium, public_site + PUBLIC[layout][1:], 320, "light")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert wide <= 320


@pytest.mark.parametrize(
    ("edition", "layout"),
    [*(("public", layout) for layout in PUBLIC), *(("internal", layout) for layout in INTERNAL)],
)
def test_a_page_asks_no_other_host_and_breaks_no_rule_of_its_policy(
    chromium: Browser, public_site: str, internal_site: str, edition: str, layout: str
) -> None:
    site, pages = (public_site, PUBLIC) if edition == "public" else (internal_site, INTERNAL)
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(site + pages[layout][1:])
    page.wait_for_load_state("networkidle")
    sent = answer.all_headers() if answer else {}
    context.close()
    host = site.split("/")[2]
    assert [url for url in asked if url.split("/")[2] != host] == []
    assert said == []
    assert sent["content-security-policy"] == POLICY
    assert sent["x-content-type-options"] == "nosniff"
    assert ("x-robots-tag" in sent) == (edition == "internal")


def test_every_place_is_reached_without_scripts(chromium: Browser, public_site: str) -> None:
    page = opened(chromium, public_site, 390, "light", scripts=False)
    page.locator("header summary, nav summary").first.click()
    page.get_by_role("link", name="往期", exact=True).first.click()
    page.get_by_role("table").first.get_by_role("link").first.click()
    assert "archive" in page.url
    assert page.get_by_role("heading", level=1).count() == 1
    page.context.close()


def test_the_first_tab_leads_past_the_bar(chromium: Browser, public_site: str) -> None:
    page = opened(chromium, public_site + PUBLIC["item.html"][1:], 1280, "light")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_paper_shows_the_text_and_no_navigation(chromium: Browser, public_site: str) -> None:
    page = opened(chromium, public_site + PUBLIC["item.html"][1:], 1280, "light")
    page.emulate_media(media="print")
    assert page.locator("main h1").is_visible()
    assert not page.locator("form[role=search]").first.is_visible()
    page.context.close()


def test_large_type_hides_nothing(chromium: Browser, public_site: str) -> None:
    page = opened(chromium, public_site + PUBLIC["item.html"][1:], 1280, "light")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.context.close()


def test_the_internal_edition_is_marked_on_every_page(internal_output: Path) -> None:
    for page in internal_output.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "内部资料" in text, page
        assert "noindex" in text, page
