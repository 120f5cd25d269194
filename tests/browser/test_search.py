"""The search page in a real browser: what it finds, keeps in the address, says, and asks for."""

import csv
import functools
import http.server
import random
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jinja2
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.search import truth as plain_search
from bench.search.queries import queries
from builder import index
from builder.index import borders
from builder.model.search import Document, Number, Passage
from builder.plan.headers import POLICY
from builder.views import Choice, Facet, Link, SearchView

LAYOUTS = Path(__file__).parents[2] / "layouts"
BASE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>检索</title>
<link rel="icon" href="{{ chrome.icon }}"><link rel="stylesheet" href="{{ chrome.style }}">
<script type="module" src="{{ chrome.script }}"></script>
<main id="main" class="wrap">{% block main %}{% endblock %}</main></html>"""
ITEM = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="{base}icon.svg"><script type="module" src="{base}scripts/main.js"></script>
<main><article data-module="mark"><h1>{title}</h1>{body}</article></main></html>"""
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
)

SENTENCES = (
    "县农机中心会同县供销社摸排“三夏”机具，玉米收割机缺口42台，跨区调度亟待提前。",
    "全县新建5G基站1,286个，覆盖率达到98.5%，投资２.5亿元。",
    "PM2.5平均浓度为38.6微克，同比下降3.5%。COVID-19疫情平稳。",
    "根据清政办发〔2026〕12号文件要求，2026年3月5日前完成整改，逾期通报。",
    "一网通办窗口受理 1200 件，群众满意度较高；下一步拟推广“最多跑一次”。",
    "阿卜杜拉·买买提反映，村民王 伟的𠮷野家门店用水困难。",
    "部分村組反映繁體公文閱讀困難，建議統一格式。",
    "调度、平台两项工作由东坡镇牵头，安全生产责任逐级落实。",
    "县委书记到东坝镇调研乡村振兴，走访脱贫户12户，第12期专报已印发。",
    "供水、供电、供气企业要落实主体责任，安排专人值守，确保春节期间平稳。",
)

HEADING = "下一步打算"


def documents() -> tuple[Document, ...]:
    """Sixty items in two years, each of three sentences, from a fixed seed."""
    dice = random.Random(7)
    made = []
    for n in range(60):
        year, month = (2026, n % 6 + 1) if n < 25 else (2025, n % 12 + 1)
        title = dice.choice(SENTENCES)[: dice.randrange(8, 22)]
        blocks = (*dice.sample(SENTENCES, 3), f"本期第{n}条，联系电话0312-{n:04}。")
        unit = ("gongan", "nongye", "zhufang")[n % 3]
        made.append(
            Document(
                address=f"/zwxx/{year}/{n // 5:04}/item-{n}/",
                title=title,
                passages=(
                    Passage(blocks[0]),
                    Passage(HEADING, "段落", leading=True),
                    *(Passage(block, "段落") for block in blocks[1:]),
                ),
                meta=({"gongan": "县公安局", "nongye": "县农业局", "zhufang": "县住建局"}[unit],),
                date=f"{year}-{month:02}-{n % 28 + 1:02}",
                series="zwxx" if n % 4 else "zbxx",
                units=(unit, "gongan") if n % 10 == 1 else (unit,),
                topics=(("gongye", "shui", "jingji")[n % 3],) if n % 2 else (),
                kind="problem" if n % 3 else "update",
                levels=("city",) if n % 5 == 0 else (),
                numbers=(f"QH/{year}-{n:05}",),
                label=f"《政务信息》{year}年第{n // 5}期",
                origin=f"《政务信息》{year}年第{n // 5}期",
            )
        )
    return tuple(sorted(made, key=lambda d: (d.date, d.address), reverse=True))


ISSUES = tuple(
    Number(
        f"政务信息{year}年第{n}期",
        f"/zwxx/{year}/{n:04}/",
        f"《政务信息》{year}年第{n}期",
    )
    for year in (2026, 2025)
    for n in ((3, 12) if year == 2026 else (12,))
)
CROWD = tuple(
    Number(name, f"/jckj/{year}/0008/", f"《决策参考》{year}年第8期")
    for year in range(2026, 2015, -1)
    for name in ("第8期", f"{year}年第8期", "决策参考第8期", f"决策参考{year}年第8期")
)
SPECIAL = (
    Number("总第8期", "/jckj/2026/0004/", "《决策参考》2026年第4期"),
    *(
        Number(name, "/jckj/2026/s001/", "《决策参考》2026年增刊第1期")
        for name in ("增刊第1期", "决策参考增刊第1期", "决策参考2026年增刊第1期")
    ),
)
NUMBERS = (*ISSUES, *SPECIAL, *CROWD)


@dataclass
class Site:
    """A served folder below a sub-path, and what was asked of it."""

    root: str
    folder: Path
    asked: list[str] = field(default_factory=list)
    sent: int = 0


def publish(folder: Path, base: str, engine: bool = True) -> None:
    """Write the search page, its scripts, the index and the items, as a build would."""
    found = index.shards(documents())
    folder.mkdir(parents=True, exist_ok=True)
    bundles = list(index.build_all(found, folder)) if engine else [(s, {}) for s in found]
    for file in index.files(bundles, NUMBERS):
        write(folder / "pagefind" / file.path, file.make())
    shutil.copytree(LAYOUTS / "scripts", folder / "scripts", dirs_exist_ok=True)
    styles = [LAYOUTS / "styles" / f"{n}.css" for n in ("reset", "tokens", "base", "page")]
    css = "@layer reset, tokens, base, page, parts, print;\n"
    sheets = [path.read_text("utf-8") for path in (*styles, LAYOUTS / "parts/search.css")]
    write(folder / "main.css", (css + "\n".join(sheets)).encode())
    write(folder / "icon.svg", (LAYOUTS / "icon.svg").read_bytes())
    write(folder / "search/index.html", page(base).encode())
    for document in documents():
        body = "".join(
            f'<h2 id="{p.anchor}">{p.text}</h2>' if p.leading else f"<p>{p.text}</p>"
            for p in document.passages
        )
        text = ITEM.format(title=document.title, body=body, base=base)
        write(folder / document.address.strip("/") / "index.html", text.encode())
    for number in NUMBERS:
        text = ITEM.format(title=number.label, body="", base=base)
        write(folder / number.address.strip("/") / "index.html", text.encode())


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def page(base: str) -> str:
    """The search page in a plain frame; each interface string is its own key."""
    loader = jinja2.ChoiceLoader(
        [jinja2.DictLoader({"base.html": BASE}), jinja2.FileSystemLoader(LAYOUTS)]
    )
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    )
    values = {
        "year": ("2026", "2025"),
        "series": ("zwxx", "zbxx"),
        "unit": ("gongan", "nongye", "zhufang", "nobody"),
        "level": ("city",),
        "kind": ("problem", "update"),
    }
    facets = tuple(
        Facet(name=name, label=name, choices=tuple(Choice(value=v, label=v) for v in some))
        for name, some in values.items()
    )
    trees = {
        "topic": Choice("jingji", "jingji", (Choice("gongye", "gongye"), Choice("shui", "shui"))),
        "group": Choice("", "group", (Choice("zhen", "zhen"),)),
    }
    facets = (*facets, *(Facet(name, name, (tree,)) for name, tree in trees.items()))
    view = SearchView(
        facets=facets,
        table=f"{base}pagefind/",
        ways=(Link(label="单位", address=f"{base}units/"),),
    )
    chrome = {
        "search": f"{base}search/",
        "style": f"{base}main.css",
        "icon": f"{base}icon.svg",
        "script": f"{base}scripts/main.js",
    }

    def speak(key: str, n: str = "") -> str:
        return f"{key} {n}".strip()

    return environment.get_template("search.html").render(view=view, chrome=chrome, t=speak)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The installed Chromium, else Playwright's own."""
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=[*ARGUMENTS])
        yield browser
        browser.close()


def serve(folder: Path, base: str) -> Iterator[Site]:
    site = Site("", folder)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def translate_path(self, path: str) -> str:
            site.asked.append(path)
            inside = urlsplit(path).path
            return super().translate_path("/" + inside.removeprefix(base))

        def log_message(self, *_: object) -> None:
            """Silent."""

    handler = functools.partial(Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.root = f"http://127.0.0.1:{server.server_port}{base}"
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    publish(folder, "/xx/")
    yield from serve(folder, "/xx/")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("plain")
    publish(folder, "/", engine=False)
    yield from serve(folder, "/")


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any console message, fault or request elsewhere."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: said.append(r.url) if "//127.0.0.1:" not in r.url else None)
    yield page
    context.close()
    assert said == []


def until(tab: Page, script: str) -> None:
    """Wait until a script says true; Playwright's own wait is refused by the policy."""
    for _ in range(200):
        if tab.evaluate(script):
            return
        tab.wait_for_timeout(25)
    raise AssertionError(f"never: {script}")


def ready(tab: Page) -> None:
    until(tab, "!document.querySelector('[aria-busy]')")


def ask(tab: Page, site: Site, query: str, **more: str) -> list[str]:
    """Open the page with a query and return the addresses found, all of them, without ?hl=."""
    params = "&".join(f"{key}={tab_quote(value)}" for key, value in {"q": query, **more}.items())
    tab.goto(f"{site.root}search/?{params}")
    return found(tab)


def ask_again(tab: Page, query: str) -> list[str]:
    """The same on a page already open, without loading it anew."""
    go = "(q) => {history.pushState(null, '', '?' + q); dispatchEvent(new Event('popstate'))}"
    tab.evaluate(go, f"q={tab_quote(query)}")
    return found(tab)


def tab_quote(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode())


LIST = "[data-list]:not(.search-near)"


def found(tab: Page) -> list[str]:
    tab.wait_for_selector(".search-line:not([hidden])")
    ready(tab)
    while tab.locator("[data-more]:visible").count():
        tab.click("[data-more]")
    until(
        tab,
        "[...document.querySelectorAll('[data-list] h2 a')].every((a) => a.hasAttribute('href'))",
    )
    links = tab.eval_on_selector_all(f"{LIST} h2 a", "(all) => all.map((a) => a.pathname)")
    return [re.sub(r"^/xx", "", link) for link in links]


def truth(query: str) -> set[str]:
    """What holds every word by plain search through the text."""
    return plain_search.found(texts(), query.split())


@functools.cache
def texts() -> tuple[plain_search.Text, ...]:
    return tuple(plain_search.text(document) for document in documents())


QUERIES = (
    "收割机", "玉米收割机缺口", "割机", "三夏机具", "“三夏”机具", "一网通办", "网通", "跨区调度",
    "县农业局", "5G基站", "5g", "PM2.5", "2.5", "98.5%", "1286个", "1,286", "1200", "42台",
    "〔2026〕12号", "[2026]12号", "清政办发", "2026年3月5日", "买买提", "阿卜杜拉买买提", "王伟",
    "𠮷野家", "繁體公文", "繁体公文", "建議統一", "建议统一格式", "安", "𠮷", "度平", "调度平台",
    "调度、平台", "第12期", "收割机 调度", "基站 覆盖率 投资", "ＰＭ２.５", "covid-19", "COVID",
    "没有这个词", "0312", "QH/2026-00003", "责任", "2026-03-05", "二〇二六年三月五日", "2026/3/5",
)  # fmt: skip


def test_finds_all_and_nothing_else(tab: Page, site: Site) -> None:
    wrong = {}
    ask(tab, site, "")
    for query in QUERIES:
        if (got := set(ask_again(tab, query))) != truth(query):
            wrong[query] = (len(got), len(truth(query)))
    assert wrong == {}


def test_every_class_of_queries_finds_all_and_nothing_else(tab: Page, site: Site) -> None:
    ask(tab, site, "")
    wrong = {}
    for query in queries(documents(), each=3, seed=11):
        expected = plain_search.found(texts(), query.words, query.without)
        if (got := set(ask_again(tab, query.typed))) != expected:
            wrong[query.typed] = (query.kind, len(got), len(expected))
    assert wrong == {}


def test_titles_come_first_and_newest_first_when_asked(tab: Page, site: Site) -> None:
    by_address = {d.address: d for d in documents()}
    titles = ["基站" in by_address[a].title for a in ask(tab, site, "基站")]
    assert True in titles and titles == sorted(titles, reverse=True)
    dates = [by_address[a].date for a in ask(tab, site, "基站", sort="date")]
    assert dates == sorted(dates, reverse=True)
    assert len({date[:4] for date in dates}) == 2


def test_minus_quotes_and_nothing(tab: Page, site: Site) -> None:
    assert set(ask(tab, site, "收割机 -基站")) == truth("收割机") - truth("基站")
    assert set(ask(tab, site, '"收割机 缺口"')) == truth("收割机缺口")
    assert ask(tab, site, "") == ask(tab, site, "……!") == ask(tab, site, " ") == []
    assert ask(tab, site, "<script>alert(1)</script>😀" + "长" * 3000) == []
    assert set(ask(tab, site, "基站", unit="<x>", year="长")) == truth("基站")


def test_hits_are_marked_in_title_and_excerpt(tab: Page, site: Site) -> None:
    ask(tab, site, "收割机 調度")
    marks = tab.eval_on_selector_all("[data-list] mark", "(all) => all.map((m) => m.textContent)")
    assert {"收割机", "调度"} <= set(marks) <= {"收割机", "调度"}
    items = tab.locator("[data-list] > li")
    inner = [items.nth(n).inner_html() for n in range(items.count())]
    assert all("<mark>收割机</mark>" in text and "<mark>调度</mark>" in text for text in inner)
    assert "《政务信息》" in tab.locator("[data-origin]").first.inner_text()


def test_the_page_reached_marks_the_words(tab: Page, site: Site) -> None:
    ask(tab, site, "三夏机具 PM2.5")
    link = tab.locator("[data-list] a").first
    before = link.inner_text()
    link.click()
    tab.wait_for_selector("article mark")
    assert tab.locator("h1").inner_text() == before
    marks = tab.eval_on_selector_all("mark", "(all) => all.map((m) => m.textContent)")
    assert set(marks) == {"三夏”机具", "PM2.5"}
    assert parse_qs(urlsplit(tab.url).query) == {"hl": ["三夏机具 PM2.5"]}


def test_facets_count_narrow_and_stay_in_the_address(tab: Page, site: Site) -> None:
    every = ask(tab, site, "责任")
    by_address = {d.address: d for d in documents()}
    box = tab.locator("input[value=nongye]")
    line = tab.locator("li:has(> label > input[value=nongye]) [data-count]")
    expected = [a for a in every if "nongye" in by_address[a].units]
    assert line.inner_text() == str(len(expected))
    assert tab.locator("input[value=nobody]").is_hidden()
    box.check()
    ready(tab)
    assert sorted(found(tab)) == sorted(expected)
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["责任"], "unit": ["nongye"]}
    other = tab.locator("li:has(> label > input[value=gongan]) [data-count]")
    assert other.inner_text() == str(sum("gongan" in by_address[a].units for a in every))
    tab.locator("input[value=gongan]").check()
    until(tab, "location.search.includes('gongan')")
    both = {a for a in every if {"gongan", "nongye"} & set(by_address[a].units)}
    assert set(found(tab)) == both
    tab.go_back()
    until(tab, "!location.search.includes('gongan')")
    assert sorted(found(tab)) == sorted(expected) and box.is_checked()
    tab.go_back()
    until(tab, "!location.search.includes('unit')")
    assert sorted(found(tab)) == sorted(every) and not box.is_checked()


def test_years_narrow_and_still_show_the_others(tab: Page, site: Site) -> None:
    got = ask(tab, site, "责任", year="2025")
    assert set(got) == {a for a in truth("责任") if "/2025/" in a}
    line = tab.locator("li:has(> label > input[value='2026']) [data-count]")
    assert line.inner_text() == str(len(truth("责任")) - len(got))


def test_dates_ask_only_the_shards_concerned(tab: Page, site: Site) -> None:
    site.asked.clear()
    dates = {"from": "2026-02-01", "to": "2026-03-31"}
    got = ask(tab, site, "责任", **dates)
    by_address = {d.address: d.date for d in documents()}
    assert set(got) == {a for a in truth("责任") if "2026-02" <= by_address[a] < "2026-04"}
    assert not any("/pagefind/2025-" in path for path in site.asked)


def test_facets_alone_list_the_newest(tab: Page, site: Site) -> None:
    got = ask(tab, site, "", kind="update")
    assert got == [d.address for d in documents() if d.kind == "update"]


def test_typing_replaces_and_submitting_pushes(tab: Page, site: Site) -> None:
    ask(tab, site, "")
    length = tab.evaluate("history.length")
    field = tab.locator("#search-q")
    field.press_sequentially("pm2.5")
    until(tab, "location.search.includes('pm2.5')")
    assert tab.evaluate("history.length") == length
    assert tab.evaluate("document.activeElement.id") == "search-q" and found(tab)
    field.fill("一网通办")
    field.press("Enter")
    until(tab, "new URLSearchParams(location.search).get('q') === '一网通办'")
    assert tab.evaluate("history.length") == length + 1
    assert set(found(tab)) == truth("一网通办")
    tab.go_back()
    until(tab, "location.search.includes('pm2.5')")
    assert set(found(tab)) == truth("pm2.5") and field.input_value() == "pm2.5"


def test_more_by_keyboard_moves_on_to_the_first_new_result(tab: Page, site: Site) -> None:
    tab.goto(f"{site.root}search/?q=%E7%AC%AC")
    tab.wait_for_selector("[data-more]:visible")
    ready(tab)
    assert tab.locator("[data-list] > li").count() == 10
    tab.focus("[data-more]")
    tab.keyboard.press("Enter")
    links = "[...document.querySelectorAll('[data-list] h2 a')]"
    until(tab, f"{links}.indexOf(document.activeElement) === 10")
    assert tab.locator("[data-list] > li").count() == 20


def test_the_count_and_order_are_announced(tab: Page, site: Site) -> None:
    status = tab.locator("[data-status]")
    count = len(ask(tab, site, "责任"))
    assert status.inner_text() == f"search.found_relevance {count}"
    tab.locator("label:has(input[value=date])").click()
    until(tab, "location.search.includes('sort=date')")
    ready(tab)
    assert status.inner_text() == f"search.found_date {count}"
    ask(tab, site, "没有这个词")
    assert status.inner_text() == "search.none"


def test_a_number_goes_straight_to_its_page(tab: Page, site: Site) -> None:
    ask(tab, site, "QH/2026-00003")
    link = tab.locator("[data-direct] a")
    assert link.count() == 1
    tab.focus("#search-q")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/item-3/")
    ask(tab, site, "第12期")
    assert tab.locator("[data-direct] a").all_inner_texts() == [n.label for n in ISSUES[1:]]
    ask(tab, site, "2026年第3期")
    tab.focus("#search-q")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/zwxx/2026/0003/")
    ask(tab, site, "2期")
    assert tab.locator("[data-direct] a").count() == 0


def test_numbers_name_each_page_once_the_newest_first(tab: Page, site: Site) -> None:
    direct = tab.locator("[data-direct] a")
    ask(tab, site, "第8期")
    newest = [f"《决策参考》{year}年第8期" for year in range(2026, 2018, -1)]
    assert direct.all_inner_texts() == newest
    ask(tab, site, "总第8期")
    assert direct.all_inner_texts() == [SPECIAL[0].label]
    ask(tab, site, "增刊第1期")
    assert direct.all_inner_texts() == [SPECIAL[1].label]
    tab.press("#search-q", "Enter")
    tab.wait_for_url("**/jckj/2026/s001/")


def test_direct_hits_are_not_nothing(tab: Page, site: Site) -> None:
    assert ask(tab, site, "增刊第1期") == []
    assert tab.locator("[data-status]").inner_text() == "search.named 1"
    assert tab.locator("[data-direct]").is_visible()
    assert tab.locator("[data-still]").is_hidden()


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("QH/2026-00003", "item-3/"),
        ("总第8期", "jckj/2026/0004/"),
        ("增刊第1期", "jckj/2026/s001/"),
    ],
)
def test_a_number_sent_from_the_bar_goes_on_to_its_page(
    tab: Page, site: Site, number: str, path: str
) -> None:
    tab.goto(f"{site.root}zwxx/2026/0012/")
    tab.evaluate("(a) => location.assign(a)", f"{site.root}search/?q={tab_quote(number)}&go=1")
    tab.wait_for_url(f"**/{path}")
    tab.go_back()
    tab.wait_for_url("**/zwxx/2026/0012/")


def test_other_words_from_the_bar_stay_and_leave_a_clean_address(tab: Page, site: Site) -> None:
    assert set(ask(tab, site, "责任", go="1")) == truth("责任")
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["责任"]}
    ask(tab, site, "第8期", go="1")
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["第8期"]}
    ask(tab, site, "总第8期")
    assert "/search/" in tab.url and tab.locator("[data-direct] a").count() == 1


def test_nothing_asked_or_found_shows_other_ways_and_no_empty_controls(
    tab: Page, site: Site
) -> None:
    status = tab.locator("[data-status]")
    said = {"": "", '"': "search.blank", "-基站": "search.blank", "没有这个词": "search.none"}
    for query, text in said.items():
        assert ask(tab, site, query) == []
        assert status.inner_text() == text
        assert tab.locator("[data-still] a").filter(visible=True).count() == 1
        assert "search.still" not in tab.locator("[data-still]").inner_text()
        assert tab.locator("fieldset[name]:visible, .search-sort:visible").count() == 0
    ask(tab, site, "责任")
    assert tab.locator("[data-still]").is_hidden() and tab.locator(".search-sort").is_visible()
    assert tab.locator("fieldset[name]:visible").count() == 6


@pytest.mark.parametrize("width", [1200, 390])
def test_results_are_a_few_tabs_from_the_field(tab: Page, site: Site, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    ask(tab, site, "责任")
    tab.focus("#search-q")
    first = "document.activeElement === document.querySelector('[data-list] a')"
    for _ in range(5):
        tab.keyboard.press("Tab")
        if tab.evaluate(first):
            break
    assert tab.evaluate(first)
    if width < 900:
        tab.click(".search-fold summary")
    boxes = [tab.locator(name).bounding_box() for name in (".search-facets", ".search-results")]
    assert boxes[0] and boxes[1]
    if width < 900:
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    else:
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        assert boxes[0]["y"] < boxes[1]["y"]


def test_an_excerpt_never_ends_within_a_sentence_unsaid(tab: Page, site: Site) -> None:
    ask(tab, site, "责任")
    for text in tab.locator("[data-excerpt]").all_text_contents():
        assert not re.search(r"[；，、：](……)?$", text), text


def test_without_scripts_the_page_shows_other_ways(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site.root}search/?q=x")
    assert tab.locator("[data-still] a").count() == 1
    assert "search.still" in tab.locator("[data-still]").inner_text()
    assert (
        tab.locator(".search-facets, .search-line, [data-more]").filter(visible=True).count() == 0
    )
    assert tab.locator("form").get_attribute("action") == "/xx/search/"
    context.close()


def test_titles_only_when_built_without_pagefind(tab: Page, plain: Site) -> None:
    got = set(ask(tab, plain, "基站"))
    assert got == {d.address for d in documents() if "基站" in d.title} != set()
    assert tab.locator("[data-status]").inner_text() == f"search.plain {len(got)}"
    assert not any("worker" in path or "wasm" in path for path in plain.asked)
    ask(tab, plain, "QH/2026-00003")
    assert tab.locator("[data-direct] a").count() == 1


def test_a_damaged_server_gets_a_plain_message(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.route("**/pagefind/shards.json", lambda route: route.abort())
    tab.goto(f"{site.root}search/?q=x")
    ready(tab)
    until(tab, "document.querySelector('[data-status]').textContent")
    assert tab.locator("[data-status]").inner_text() == "search.failed"
    assert tab.locator("[data-still]").is_visible()
    tab.unroute("**/pagefind/shards.json")
    tab.route("**/pagefind/2025-*/table.json", lambda route: route.abort())
    ask(tab, site, "责任")
    assert tab.locator("[data-status]").inner_text().startswith("search.partial")
    context.close()


def test_requests_stay_few(tab: Page, site: Site) -> None:
    site.asked.clear()
    ask(tab, site, "收割机")
    index = [path for path in site.asked if "/pagefind/" in path and "/text/" not in path]
    # Two shards: a table and the two files of 收割 and 割机 each, the list of shards.
    assert len(index) <= 7
    site.asked.clear()
    tab.fill("#search-q", "收割机调度")
    tab.keyboard.press("Enter")
    found(tab)
    tables = [path for path in site.asked if "/pagefind/" in path and path.endswith(".json")]
    assert [path for path in tables if "/text/" not in path] == []


def test_a_topic_stands_for_those_below_it(tab: Page, site: Site) -> None:
    every = ask(tab, site, "责任", topic="jingji")
    by_address = {d.address: d for d in documents()}
    assert every and all(by_address[a].topics for a in every)
    assert {by_address[a].topics[0] for a in every} == {"jingji", "gongye", "shui"}
    line = tab.locator("li:has(> label > input[value=jingji]) > label [data-count]")
    assert line.inner_text() == str(len(every))
    only = ask(tab, site, "责任", topic="gongye")
    assert only == [a for a in every if by_address[a].topics == ("gongye",)]


def test_titles_only(tab: Page, site: Site) -> None:
    got = set(ask(tab, site, "基站", scope="title"))
    assert got == {d.address for d in documents() if "基站" in d.title}
    assert got < truth("基站")
    tab.uncheck("input[name=scope]", force=True)
    until(tab, "!location.search.includes('scope')")
    assert set(found(tab)) == truth("基站")


def test_headings_come_before_text_and_that_before_what_is_said_about_the_item(
    tab: Page, site: Site
) -> None:
    ask(tab, site, "下一步")
    heads = tab.locator(f"{LIST} > li")
    deep = heads.first.locator(".search-excerpt a")
    assert (deep.first.get_attribute("href") or "").endswith("#%E6%AE%B5%E8%90%BD")
    deep.first.click()
    tab.wait_for_url("**/*#*")
    until(tab, "document.querySelector('h2 mark')")
    assert "下一步" in tab.locator("h2 mark").inner_text()


def test_what_is_chosen_can_be_taken_away_one_by_one(tab: Page, site: Site) -> None:
    asked = {"unit": "nongye", "from": "2025-03-01", "scope": "title"}
    ask(tab, site, "责任", **asked)
    chips = tab.locator("[data-chips] button")
    assert chips.all_inner_texts() == ["nongye", "search.titles", "search.from 2025-03-01"]
    for left in (2, 1, 0):
        chips.first.focus()
        tab.keyboard.press("Enter")
        until(tab, f"document.querySelectorAll('[data-chips] button').length === {left}")
        focus = "document.activeElement.matches('[data-chips] button, #search-q')"
        until(tab, focus)
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["责任"]}
    assert set(found(tab)) == truth("责任")
    assert tab.locator("[data-chips]").is_hidden()


@pytest.mark.parametrize(
    ("asked", "wanted"), [("一网统办窗口", "一网通办"), ("COVI", "COVID"), ("128", "1,286")]
)
def test_what_comes_near_is_shown_and_said_to_be_no_match(
    tab: Page, site: Site, asked: str, wanted: str
) -> None:
    assert ask(tab, site, asked) == [] and truth(asked) == set()
    assert tab.locator("[data-status]").inner_text().startswith("search.near ")
    first = tab.locator("[data-list] h2 a").first.get_attribute("href") or ""
    document = next(d for d in documents() if d.address in first)
    texts = (document.title, *(passage.text for passage in document.passages))
    assert wanted in "".join(texts)


def test_results_can_be_taken_away(browser: Browser, site: Site) -> None:
    context = browser.new_context(accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    addresses = ask(tab, site, "收割机")
    by_address = {d.address: d for d in documents()}
    with tab.expect_download() as download:
        tab.click("[data-tools] button[value=csv]")
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert [row[0].lstrip("'") for row in rows[1:]] == [by_address[a].title for a in addresses]
    assert rows[1][1:3] == [by_address[addresses[0]].date, by_address[addresses[0]].label]
    assert rows[1][6] == site.root.rstrip("/") + addresses[0]
    with tab.expect_download() as download:
        tab.click("[data-tools] button[value=list]")
    text = Path(download.value.path()).read_text("utf-8")
    assert text.startswith("# 收割机\n") and f"<{tab.url}>" in text
    assert f"]({site.root.rstrip('/')}{addresses[0]})，" in text
    assert by_address[addresses[0]].label in text
    tab.click("[data-tools] button[value=link]")
    until(tab, "document.querySelector('[data-told]').textContent === 'cite.copied'")
    assert tab.evaluate("navigator.clipboard.readText()") == tab.url
    context.close()


BAD = (
    "", " ", "%20%0A%09", "长" * 10000, "！？。，、", "%00%01%1b%7f", "😀😀", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "%ED%A0%80", "%F0%9F", "\"", "--", "-", "constructor", "__proto__",
    "${alert(1)}", "{{7*7}}", "\\u0000", "a" * 500, "9" * 400, "‮abc", "ﷺ", "%", "2026-99-99",
    "𠮷", "𠮷野", "null",
)  # fmt: skip


@pytest.mark.parametrize("engine", [True, False])
def test_anything_typed_gets_a_sensible_answer(
    tab: Page, site: Site, plain: Site, engine: bool
) -> None:
    where = site if engine else plain
    ask(tab, where, "")
    for text in BAD:
        tab.evaluate(
            "(q) => {history.pushState(null, '', '?q=' + q); dispatchEvent(new Event('popstate'))}",
            text if "%" in text else tab_quote(text),
        )
        found(tab)
        assert tab.locator("img, article script, .search script").count() == 0
        assert "search.failed" not in tab.locator("[data-status]").inner_text(), text
    tab.evaluate("document.querySelector('#search-q').value = 'a\\ud800b\\udc00'")
    tab.press("#search-q", "Enter")
    found(tab)
    state = {"unit": "<x>", "year": "x' OR 1", "from": "morgen", "sort": "x", "colour": "red"}
    assert set(ask(tab, site, "基站", **state)) == truth("基站")


@pytest.mark.parametrize("name", ["table.json", "*.pf_index", "text/*.json"])
@pytest.mark.parametrize("damage", ["gone", "empty", "other"])
def test_a_missing_or_damaged_file_is_said_and_nothing_breaks(
    browser: Browser, site: Site, name: str, damage: str
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))

    def answer(route: Route) -> None:
        if damage == "gone":
            route.fulfill(status=404, body="gone")
        else:
            route.fulfill(body="" if damage == "empty" else "<h1>502</h1>")

    tab.route(f"**/pagefind/2025-*/{name}", answer)
    tab.goto(f"{site.root}search/?q={tab_quote('责任')}")
    until(tab, "document.querySelector('[data-status]').textContent.startsWith('search.partial')")
    ready(tab)
    links = tab.eval_on_selector_all("[data-list] h2 a[href]", "(all) => all.length")
    assert links > 0 and faults == []
    context.close()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same items in shards of six at most, so that there are many closed ones."""
    folder = tmp_path_factory.mktemp("long")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(borders, "CLOSED", 6)
        publish(folder, "/")
    yield from serve(folder, "/")


def test_a_shard_that_cannot_have_the_words_is_not_asked(tab: Page, long: Site) -> None:
    shards = len(list((long.folder / "pagefind").glob("*/table.json")))
    assert shards > 6
    rare = next(d for d in documents() if d.date < "2026")
    number = rare.numbers[0].split("-")[1]
    long.asked.clear()
    assert ask(tab, long, f"责任 {number}") == list(truth(f"责任 {number}"))
    tables = {path.split("/")[2] for path in long.asked if path.endswith("/table.json")}
    latest = {name for name in tables if name.startswith("2026")}
    assert len(tables - latest) <= 1 and len(tables) < shards
    for query in ("责任", "2025-03-05", "一网通办 基站", "安", "没有这个词"):
        assert set(ask(tab, long, query)) == truth(query), query


def test_dates_are_in_order_across_shards(tab: Page, long: Site) -> None:
    by_address = {d.address: d.date for d in documents()}
    for sort in ("date", "relevance"):
        got = ask(tab, long, "第", sort=sort)
        titled = ["第" in next(d for d in documents() if d.address == a).title for a in got]
        dates = [by_address[address] for address in got]
        if sort == "date":
            assert dates == sorted(dates, reverse=True)
        else:
            assert titled == sorted(titled, reverse=True)


def test_first_results_show_while_older_shards_load(browser: Browser, long: Site) -> None:
    context = browser.new_context()
    tab = context.new_page()
    held: list[Route] = []
    tab.route("**/pagefind/2025*/table.json", lambda route: held.append(route))
    tab.goto(f"{long.root}search/?sort=date&q={tab_quote('责任')}")
    until(tab, "document.querySelector('[data-list] h2 a[href]')")
    assert tab.locator("[aria-busy]").count() == 1
    assert tab.locator("[data-status]").inner_text().startswith("search.busy ")
    link = tab.locator("[data-list] h2 a").first
    link.focus()
    name = link.get_attribute("href")
    for _ in range(400):
        while held:
            held.pop().continue_()
        tab.wait_for_timeout(25)
        if not tab.locator("[aria-busy]").count():
            break
    # Who was on a result is still there when the others have come.
    until(tab, f"document.activeElement.getAttribute('href') === {name!r}")
    assert len(found(tab)) == len(truth("责任"))
    context.close()
