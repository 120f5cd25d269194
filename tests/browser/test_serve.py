"""The preview in a real browser: it reloads by itself and says on the page what is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.small import item, write
from tests.unit.serve.test_command import FILES, FOLDER, serving

pytestmark = pytest.mark.browser

AT = "zwxx/2026/0001/gongan-1/"
LONG = "\n\n".join(f"第{n}段，全县情况平稳，各项工作有序推进。" for n in range(80))
PANEL = "#build-live .panel"


class Shown:
    """A previewed page and the file behind it."""

    def __init__(self, page: Page, address: str, root: Path, said: list[str]) -> None:
        self.page = page
        self.address = address
        self.root = root
        self.file = root / FOLDER / "01-gongan-1.md"
        self.said = said

    def write(self, title: str, **more: str) -> None:
        """Save the item."""
        self.file.write_text(item(title, body=LONG, **more), "utf-8")

    def loads(self) -> float:
        """What tells one load of the page from the next."""
        return float(self.page.evaluate("performance.timeOrigin"))


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Shown]:
    """An item's page in the preview; the browser may complain of nothing."""
    root = write(tmp_path, FILES)
    (root / FOLDER / "01-gongan-1.md").write_text(item("夏粮收购开秤", body=LONG), "utf-8")
    with serving(root) as (address, _):
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address + AT)
        yield Shown(page, address, root, said)
        context.close()
        assert said == []


def until(true: Callable[[], bool]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_a_save_reloads_the_page_where_it_was_read(shown: Shown) -> None:
    shown.page.evaluate("scrollTo(0, 700)")
    shown.write("秋粮收购开秤")
    expect(shown.page.get_by_role("heading", level=1)).to_have_text("秋粮收购开秤")
    until(lambda: shown.page.evaluate("scrollY") == 700)


def test_a_save_of_another_page_leaves_this_one(shown: Shown) -> None:
    before = shown.loads()
    write(
        shown.root, {"site_src/pages/about.md": "---\ntitle: 关于\nopenness: internal\n---\n甲\n"}
    )
    shown.page.wait_for_timeout(600)
    assert shown.loads() == before


def test_a_change_of_style_shows(shown: Shown) -> None:
    write(shown.root, {"layouts/parts/own.css": "@layer parts { h1 { letter-spacing: 9px } }"})
    heading = shown.page.get_by_role("heading", level=1)
    expect(heading).to_have_css("letter-spacing", "9px")


def test_faults_are_on_the_page_until_they_are_mended(shown: Shown) -> None:
    before = shown.loads()
    shown.write("夏粮收购开秤", unit="gongan2")
    panel = shown.page.locator(PANEL)
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("gongan2")
    expect(panel).to_contain_text(f"{FOLDER}/01-gongan-1.md:4:9")
    expect(panel.locator("mark").first).to_have_text("gongan2")
    expect(panel).to_contain_text("改法")
    assert shown.loads() == before
    shown.write("夏粮收购开秤")
    expect(panel).to_be_hidden()
    assert shown.loads() == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_panel_is_accessible(shown: Shown, scheme: str, width: int) -> None:
    dark = scheme == "dark"
    shown.page.emulate_media(color_scheme="dark" if dark else "light")
    shown.page.set_viewport_size({"width": width, "height": 800})
    shown.write("夏粮收购开秤", unit="gongan2")
    expect(shown.page.locator(PANEL)).to_be_visible()
    found = Axe().run(shown.page, context="#build-live")
    shown.said.clear()  # the checker writes styles of its own into the page
    assert found.violations_count == 0, found.generate_report()
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert shown.page.evaluate(wide)


def test_the_panel_can_be_put_away_by_keyboard_and_stays_away(shown: Shown) -> None:
    shown.write("夏粮收购开秤", unit="gongan2")
    panel = shown.page.locator(PANEL)
    count = shown.page.locator("#build-live .count")
    expect(panel).to_be_visible()
    expect(count).to_have_attribute("aria-expanded", "true")
    panel.focus()
    shown.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(count).to_be_focused()
    shown.page.reload()
    expect(count).to_contain_text("1 个错误")
    expect(panel).to_be_hidden()
    count.click()
    expect(panel).to_be_visible()
    shown.write("夏粮收购开秤", unit="gongan3")
    expect(panel).to_contain_text("gongan3")


def test_a_page_that_has_only_faults_becomes_the_site(shown: Shown) -> None:
    settings = shown.root / "site_src" / "site.yml"
    good = settings.read_text("utf-8")
    settings.write_text("name: [\n", "utf-8")
    with serving(shown.root) as (address, _):
        page = shown.page.context.new_page()
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("内容有错，还不能预览")
        assert Axe().run(page).violations_count == 0
        settings.write_text(good, "utf-8")
        expect(page.get_by_role("link", name="夏粮收购开秤").first).to_be_visible()
        page.close()


def test_search_finds_what_is_written(shown: Shown) -> None:
    shown.page.goto(shown.address + "search/?q=收购")
    expect(shown.page.get_by_role("link", name="夏粮收购开秤")).to_be_visible()
    shown.write("玉米入库")
    shown.page.goto(shown.address)
    expect(shown.page.get_by_role("link", name="玉米入库").first).to_be_visible()
    shown.page.goto(shown.address + "search/?q=入库")
    expect(shown.page.get_by_role("link", name="玉米入库")).to_be_visible()


def test_pages_out_of_sight_hold_no_connection(shown: Shown) -> None:
    pages = [shown.page.context.new_page() for _ in range(4)]
    for page in pages:
        page.goto(shown.address + AT)
    shown.write("秋粮收购开秤")
    for page in (shown.page, *pages):
        expect(page.get_by_role("heading", level=1)).to_have_text("秋粮收购开秤")
