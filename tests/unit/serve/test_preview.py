"""The preview: pages on demand, the last good version kept, drafts on request, nothing written."""

from __future__ import annotations

import json
import re
import struct
import threading
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builder import index
from builder.edition import only, with_drafts
from builder.model.site import Edition
from builder.plan.headers import POLICY
from builder.serve.host import Answer
from builder.serve.preview import Preview, State, Wanted
from tests.small import checked, issue, item, write

AS_OF = date(2026, 6, 1)
ONE = "issues/zwxx/2026/0001"
TWO = "issues/zwxx/2026/0002"


def png(grey: int) -> bytes:
    """A picture of one grey point."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes((0, grey)))),
        (b"IEND", b""),
    )
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


FILES: dict[str, str | bytes] = {
    f"{ONE}/issue.md": issue(1, date(2026, 1, 6)),
    f"{ONE}/01-gongan-1.md": item("夏粮收购开秤", body="附图：\n\n![图](tu.png)\n"),
    f"{ONE}/02-nongye-1.md": item("机具缺口四十二台", unit="nongye", more="aliases: [/lao/1/]\n"),
    f"{ONE}/03-mimi-1.md": item("内部情况", unit="mimi", openness="internal"),
    f"{ONE}/tu.png": png(10),
    "site_src/static/favicon.ico": b"\x00\x00\x01\x00",
}
DRAFTS: dict[str, str | bytes] = {
    f"{TWO}/issue.md": issue(2, date(2026, 7, 1), status="draft"),
    f"{TWO}/01-gongan-1.md": item("下期公开稿"),
    f"{TWO}/02-nongye-1.md": item("没有签发的稿").replace("signed", "submitted"),
    f"{TWO}/03-mimi-1.md": item("下期内部稿", openness="internal"),
}
FIRST = f"{ONE}/01-gongan-1.md"


def preview(
    root: Path, edition: Edition = Edition.PUBLIC, drafts: bool = False, lang: str = "zh"
) -> Preview:
    """A preview that has read its content once."""
    wanted = Wanted(root, edition, "http://127.0.0.1:8000/", lambda _: AS_OF, drafts, lang)
    found = Preview(wanted, lambda *_: None)
    found.update()
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site of one issue."""
    return write(tmp_path, FILES)


def text(answer: Answer) -> str:
    """The body of an answer, as text."""
    assert isinstance(answer.body, bytes)
    return answer.body.decode()


def tag(answer: Answer) -> str:
    """What the page's script was told the page is."""
    found = re.search(r'data-tag="(\w+)"', text(answer))
    assert found
    return found[1]


def events(site: Preview, at: str) -> Iterator[bytes]:
    """The events of a page that shows the present version, from the first state on."""
    answer = site("/__live", f"at={at}&tag={tag(site(at, ''))}")
    assert not isinstance(answer.body, bytes)
    assert next(answer.body).startswith(b"retry:")
    return answer.body


def said(event: bytes) -> dict[str, object]:
    """What an event of the state says."""
    assert event.startswith(b"event: state\ndata: "), event
    found = json.loads(event.split(b"data: ", 1)[1])
    assert isinstance(found, dict)
    return found


def test_a_page_is_rendered_when_asked_for_with_the_policy_of_production(root: Path) -> None:
    answer = preview(root)("/zwxx/2026/0001/gongan-1/", "")
    assert answer.status == 200
    assert "夏粮收购开秤" in text(answer)
    assert text(answer).count('<script src="/__live.js"') == 1
    assert text(answer).index("/__live.js") < text(answer).index("</body>")
    assert ("Content-Security-Policy", POLICY) in answer.headers
    assert "style=" not in text(answer)


def test_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    site = preview(root)
    for address in ("/", "/units/", "/feed.xml", "/search/", "/nothing"):
        site(address, "")
    site("/pagefind/shards.json", "")
    assert [p for p in sorted(root.rglob("*")) if ".cache" not in p.parts] == before


@pytest.mark.parametrize(
    ("address", "status", "media"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/feed.xml", 200, "application/xml; charset=utf-8"),
        ("/feed.json", 200, "application/json; charset=utf-8"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/zwxx/2026/0001/tu.png", 200, "image/png"),
        ("/favicon.ico", 200, "image/x-icon"),
        ("/__live.js", 200, "text/javascript; charset=utf-8"),
        ("/__live.css", 200, "text/css; charset=utf-8"),
        ("/nothing/here", 404, "text/html; charset=utf-8"),
        ("/404.html", 200, "text/html; charset=utf-8"),
        ("/_headers", 404, "text/html; charset=utf-8"),
        ("/site_src/site.yml", 404, "text/html; charset=utf-8"),
        ("/zwxx/2026/0001/mimi-1/", 404, "text/html; charset=utf-8"),
    ],
)
def test_every_sort_of_file_has_its_media_type(
    root: Path, address: str, status: int, media: str
) -> None:
    answer = preview(root)(address, "")
    assert (answer.status, answer.type) == (status, media)


def test_style_and_script_of_a_page_are_there(root: Path) -> None:
    site = preview(root)
    linked = re.findall(r'(?:href|src)="(/assets/[^"]+)"', text(site("/", "")))
    assert {at.rpartition(".")[2] for at in linked} >= {"css", "js"}
    assert {site(at, "").status for at in linked} == {200}


def test_directories_and_old_addresses_lead_on(root: Path) -> None:
    site = preview(root)
    assert dict(site("/units", "a=1").headers)["Location"] == "/units/?a=1"
    old = site("/lao/1/", "")
    assert (old.status, dict(old.headers)["Location"]) == (302, "/zwxx/2026/0001/nongye-1/")


def test_other_sites_may_not_read_the_exports(root: Path) -> None:
    site = preview(root)
    names = {n.lower() for n, _ in site("/api/items.json", "").headers}
    assert "access-control-allow-origin" not in names
    assert "cache-control" not in names


def test_the_internal_edition_is_marked(root: Path) -> None:
    site = preview(root, Edition.INTERNAL)
    answer = site("/zwxx/2026/0001/mimi-1/", "")
    assert answer.status == 200
    assert "内部资料" in text(answer)
    assert ("X-Robots-Tag", "noindex, nofollow") in answer.headers


def test_a_fault_keeps_the_last_good_version_and_is_told(root: Path) -> None:
    site = preview(root)
    good = text(site("/zwxx/2026/0001/gongan-1/", ""))
    waiting = events(site, "/zwxx/2026/0001/gongan-1/")
    assert said(next(waiting))["open"] is False
    source = (root / FIRST).read_text("utf-8")
    (root / FIRST).write_text(source.replace("kind: update", "kind: updaet"), "utf-8")
    site.update()
    assert text(site("/zwxx/2026/0001/gongan-1/", "")) == good
    state = said(next(waiting))
    assert state["open"] is True
    assert state["count"] == "1 个错误"
    assert isinstance(state["faults"], list)
    fault = state["faults"][0]
    assert fault["place"] == f"{FIRST}:3:7"
    assert fault["line"] == ["kind: ", "updaet", ""]
    assert "update" in fault["help"]
    (root / FIRST).write_text(source, "utf-8")
    site.update()
    assert said(next(waiting))["faults"] == []


def test_only_pages_that_changed_are_reloaded(root: Path) -> None:
    site = preview(root)
    changed = events(site, "/zwxx/2026/0001/gongan-1/")
    other = events(site, "/zwxx/2026/0001/nongye-1/")
    next(changed), next(other)
    path = root / FIRST
    path.write_text(path.read_text("utf-8") + "\n又一段。\n", "utf-8")
    site.update()
    assert next(changed) == b"event: reload\ndata:\n\n"
    heard: list[bytes] = []
    threading.Thread(target=lambda: heard.append(next(other)), daemon=True).start()
    threading.Event().wait(0.2)
    assert heard == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (f"{ONE}/tu.png", png(200)),
        ("layouts/parts/item.css", b"h1{color:red}"),
        ("site_src/vocabularies/kinds.yml", "update: {name: 要闻}\nproblem: {name: 问}\n".encode()),
    ],
)
def test_photos_styles_and_vocabularies_reload_the_page_too(
    root: Path, path: str, data: bytes
) -> None:
    site = preview(root)
    waiting = events(site, "/zwxx/2026/0001/gongan-1/")
    next(waiting)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)
    site.update()
    assert next(waiting) == b"event: reload\ndata:\n\n"


def test_a_page_older_than_the_content_is_reloaded_at_once(root: Path) -> None:
    site = preview(root)
    answer = site("/__live", "at=/&tag=old")
    assert not isinstance(answer.body, bytes)
    assert b"reload" in b"".join(answer.body)


def test_an_encoded_address_is_the_page_itself(root: Path) -> None:
    site = preview(root)
    shown = tag(site("/没有/", ""))
    answer = site("/__live", f"at=%25E6%25B2%25A1%25E6%259C%2589%2F&tag={shown}")
    assert not isinstance(answer.body, bytes)
    next(answer.body)
    assert next(answer.body).startswith(b"event: state")


def test_with_faults_from_the_start_what_can_be_read_is_shown(root: Path) -> None:
    write(root, {f"{ONE}/04-gongan-2.md": "---\ntitle: 缺得多\n---\n"})
    site = preview(root)
    assert site("/zwxx/2026/0001/gongan-1/", "").status == 200
    waiting = events(site, "/")
    state = said(next(waiting))
    assert state["open"] is True
    assert "改好以前不能发布" in str(state["title"])


def test_without_settings_the_page_lists_the_faults_and_waits(root: Path) -> None:
    settings = root / "site_src" / "site.yml"
    good = settings.read_text("utf-8")
    settings.write_text("name: <b>甲</b>\nbase_url: [\n", "utf-8")
    site = preview(root)
    answer = site("/anything/", "")
    assert answer.status == 503
    assert "site_src/site.yml" in text(answer)
    assert "<b>" not in text(answer)
    assert ("Content-Security-Policy", POLICY) in answer.headers
    waiting = site("/__live", f"at=/anything/&tag={tag(answer)}").body
    assert not isinstance(waiting, bytes)
    next(waiting), next(waiting)
    settings.write_text(good, "utf-8")
    site.update()
    assert next(waiting) == b"event: reload\ndata:\n\n"
    assert site("/", "").status == 200


@pytest.mark.parametrize(
    "template", ["{% if %}", "{{ view.nothing }}", "{{ 'x'.encode('nonsense') }}"]
)
def test_a_broken_layout_keeps_the_last_good_version(root: Path, template: str) -> None:
    site = preview(root)
    waiting = events(site, "/")
    next(waiting)
    own = root / "layouts" / "home.html"
    own.parent.mkdir()
    own.write_text(template, "utf-8")
    site.update()
    assert site("/", "").status == 200
    state = said(next(waiting))
    assert state["open"] is True
    own.unlink()
    site.update()
    assert said(next(waiting))["open"] is False


def test_a_layout_broken_from_the_start_shows_its_place(root: Path) -> None:
    write(root, {"layouts/item.html": "\n{% if %}"})
    site = preview(root)
    assert site("/units/", "").status == 200
    answer = site("/zwxx/2026/0001/gongan-1/", "")
    assert answer.status == 503
    assert "layouts/item.html:2:1" in text(answer)
    waiting = site("/__live", f"at=/zwxx/2026/0001/gongan-1/&tag={tag(answer)}").body
    assert not isinstance(waiting, bytes)
    next(waiting)
    assert next(waiting).startswith(b"event: state")


def test_a_layout_that_is_no_text_is_a_fault_and_not_the_end(root: Path) -> None:
    site = preview(root)
    write(root, {"layouts/home.html": b"\xff\xfe"})
    site.update()
    assert site("/", "").status == 200


def test_a_fault_of_the_program_is_told_whole(root: Path) -> None:
    crashes: list[str] = []
    wanted = Wanted(root, Edition.PUBLIC, "http://127.0.0.1:8000/", lambda _: AS_OF)
    site = Preview(wanted, lambda *_: None, crashes.append)
    site.update()
    write(root, {"layouts/home.html": "{{ 'x'.encode('nonsense') }}"})
    site.update()
    assert "LookupError" in crashes[0]
    assert "Traceback" in crashes[0]


def test_a_page_still_loading_gets_the_style_it_was_made_with(root: Path) -> None:
    site = preview(root)
    linked = re.findall(r'(?:href|src)="(/assets/[^"]+)"', text(site("/", "")))
    for n in range(3):
        write(root, {"layouts/parts/own.css": f"h1{{margin:{n}px}}"})
        site.update()
    assert linked[0] not in text(site("/", ""))
    assert {site(at, "").status for at in linked} == {200}


def test_every_new_state_is_told(root: Path) -> None:
    told: list[tuple[State, State]] = []
    wanted = Wanted(root, Edition.PUBLIC, "http://127.0.0.1:8000/", lambda _: AS_OF)
    site = Preview(wanted, lambda before, now: told.append((before, now)))
    site.update()
    site.update()
    assert [(a.number, b.number) for a, b in told] == [(0, 1), (1, 2)]


def test_who_asks_before_the_content_is_read_waits(root: Path) -> None:
    wanted = Wanted(root, Edition.PUBLIC, "http://127.0.0.1:8000/", lambda _: AS_OF)
    site = Preview(wanted, lambda *_: None)
    found: list[Answer] = []
    thread = threading.Thread(target=lambda: found.append(site("/", "")), daemon=True)
    thread.start()
    site.update()
    thread.join(5)
    assert [answer.status for answer in found] == [200]


def test_drafts_show_only_on_request_and_are_marked(root: Path) -> None:
    write(root, DRAFTS)
    plain = preview(root)
    assert plain("/zwxx/2026/0002/gongan-1/", "").status == 404
    assert "预览" not in text(plain("/", ""))
    site = preview(root, drafts=True)
    for slug in ("gongan-1", "nongye-1"):
        answer = site(f"/zwxx/2026/0002/{slug}/", "")
        assert answer.status == 200
        assert "预览：含草稿" in text(answer)
    assert "预览：含草稿" in text(site("/zwxx/2026/0001/gongan-1/", ""))
    note = said(next(events(site, "/zwxx/2026/0002/nongye-1/")))["note"]
    assert note == "草稿，未发布，日期 2026-07-01 未到，预览里按今天，未签发"
    assert said(next(events(site, "/zwxx/2026/0001/gongan-1/")))["note"] == ""


def test_drafts_withhold_what_is_internal(root: Path) -> None:
    write(root, DRAFTS)
    assert preview(root, drafts=True)("/zwxx/2026/0002/mimi-1/", "").status == 404
    internal = preview(root, Edition.INTERNAL, drafts=True)
    answer = internal("/zwxx/2026/0002/mimi-1/", "")
    assert answer.status == 200
    assert "内部资料" in text(answer)
    assert "预览：含草稿" in text(answer)


def test_with_drafts_puts_out_everything_on_the_day_and_changes_nothing_else(root: Path) -> None:
    write(root, DRAFTS)
    found = checked(root, AS_OF).loaded.site
    assert found is not None
    site = with_drafts(found, AS_OF)
    assert set(only(site, Edition.INTERNAL, AS_OF).items) == set(found.items)
    assert all(one.date <= AS_OF for one in site.issues.values())
    out = "zwxx/2026/0001"
    assert site.issues[out].date == found.issues[out].date
    assert site.items[f"{out}/gongan-1"] is found.items[f"{out}/gongan-1"]
    steps = [step.step.value for step in site.items["zwxx/2026/0002/nongye-1"].steps]
    assert steps == ["submitted"], "no sign-off is made up"


def test_search_works_and_follows_the_content(root: Path) -> None:
    site = preview(root)
    site("/search/", "")
    listing = json.loads(text(site("/pagefind/shards.json", "")))
    assert listing["engine"] is True
    assert sum(shard[1] for shard in listing["shards"]) == 2
    assert site(f"/pagefind/{listing['shards'][0][0]}/0.pf_index", "").status == 200
    assert site("/pagefind/no", "").status == 404
    assert ("Content-Security-Policy", POLICY) in site("/pagefind/fold.json", "").headers
    write(root, {f"{ONE}/05-gongan-3.md": item("新添的一条")})
    site.update()
    listing = json.loads(text(site("/pagefind/shards.json", "")))
    assert sum(shard[1] for shard in listing["shards"]) == 3


def test_without_pagefind_titles_can_be_searched(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(root / "nothing"))
    with pytest.raises(index.IndexerMissing):
        index.executable()
    listing = json.loads(text(preview(root)("/pagefind/shards.json", "")))
    assert listing["engine"] is False


def test_english_words_on_request(root: Path) -> None:
    write(root, {"site_src/site.yml": "name: [\n"})
    answer = preview(root, lang="en")("/", "")
    assert "no preview yet" in text(answer)
