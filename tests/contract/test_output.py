"""The whole output of the sample: links, addresses, feeds, exports, exclusions."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest

from builder import build
from builder.model.site import Edition
from tests.sample import AS_OF, SAMPLE, prepared, sample_site

BASE = "https://example.gov.cn/deep/er/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Document(HTMLParser):
    """What a page links to and the ids it has; also what it must not hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("a", "form"):
            self.links += [given[key] for key in ("href", "action") if key in given]
        elif tag == "link" and given.get("rel") != "canonical":
            self.loads.append(given.get("href", ""))
        elif "src" in given:
            self.loads.append(given["src"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "style" in given or any(key.startswith("on") for key in given):
            self.inline.append(self.get_starttag_text() or tag)
        if tag == "style" or (
            tag == "script" and "src" not in given and "ld+json" not in str(given)
        ):
            self.inline.append(tag)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition below a sub-path."""
    folder = tmp_path_factory.mktemp("output") / "public"
    request = build.Request(
        root=SAMPLE, edition=Edition.PUBLIC, out=folder, as_of=AS_OF, base_url=BASE
    )
    build.build(request, sample_site(), lambda *_: None)
    return folder


def pages(output: Path) -> Iterator[tuple[str, Document]]:
    """Every HTML page with its address."""
    for path in sorted(output.rglob("*.html")):
        relative = path.relative_to(output).as_posix().removesuffix("index.html")
        yield relative, Document(path.read_text("utf-8"))


def target(output: Path, address: str) -> Path | None:
    """The file that an address of this site leads to."""
    parts = urlsplit(address)
    prefix = urlsplit(BASE).path
    if not parts.path.startswith(prefix):
        return None
    path = output / unquote(parts.path[len(prefix) :])
    return path / "index.html" if parts.path.endswith("/") else path


def test_every_link_of_every_page_leads_somewhere_also_below_a_sub_path(output: Path) -> None:
    ids = {address: set(document.ids) for address, document in pages(output)}
    broken = []
    for address, document in pages(output):
        for link in (*document.links, *document.loads):
            whole = urljoin(BASE + address, link)
            if urlsplit(whole).netloc != urlsplit(BASE).netloc:
                assert link not in document.loads, f"{address} loads {link}"
                continue
            file = target(output, whole)
            fragment = unquote(urlsplit(whole).fragment)
            if file is None or not file.is_file():
                broken.append((address, link))
            elif fragment and file.suffix == ".html":
                there = file.relative_to(output).as_posix().removesuffix("index.html")
                if fragment not in ids[there]:
                    broken.append((address, link))
    assert broken == []


def test_every_page_has_one_first_heading_and_skips_no_level(output: Path) -> None:
    for address, document in pages(output):
        assert document.headings.count(1) == 1, address
        for before, after in zip(document.headings, document.headings[1:], strict=False):
            assert after <= before + 1, (address, document.headings)


def test_no_id_stands_twice_on_a_page(output: Path) -> None:
    for address, document in pages(output):
        assert len(document.ids) == len(set(document.ids)), address


def test_no_page_has_inline_script_or_style(output: Path) -> None:
    for address, document in pages(output):
        assert document.inline == [], address


def test_every_item_is_at_most_four_steps_from_home(output: Path) -> None:
    reached = {""}
    documents = dict(pages(output))
    for _ in range(4):
        for address in tuple(reached):
            for link in documents[address].links:
                file = target(output, urljoin(BASE + address, link))
                if file is not None and file.suffix == ".html" and file.is_file():
                    there = file.relative_to(output).as_posix().removesuffix("index.html")
                    reached.add(there)
    missing = [i for i in prepared(Edition.PUBLIC).site.items if f"{i}/" not in reached]
    assert missing == []


def test_the_sitemap_lists_every_page_that_may_be_indexed(output: Path) -> None:
    tree = ElementTree.parse(output / "sitemap.xml")
    listed = {str(loc.text) for loc in tree.iter(f"{MAPS}loc")}
    for address, _ in pages(output):
        text = (
            output / address / "index.html" if not address.endswith(".html") else output / address
        ).read_text("utf-8")
        is_indexed = "noindex" not in text and address != "search/"
        assert (BASE + address in listed) == is_indexed, address


def test_feeds_are_well_formed_and_lead_to_pages(output: Path) -> None:
    feeds = sorted(output.rglob("feed.xml"))
    assert len(feeds) > 20
    for feed in feeds:
        tree = ElementTree.parse(feed).getroot()
        entries = tree.findall(f"{ATOM}entry")
        assert entries, feed
        for entry in entries:
            link = entry.find(f"{ATOM}link")
            assert link is not None
            file = target(output, link.get("href", ""))
            assert file is not None and file.is_file()
        other = json.loads(feed.with_suffix(".json").read_text("utf-8"))
        assert [e["url"] for e in other["items"]] == [e.findtext(f"{ATOM}id") for e in entries]


def test_json_exports_match_their_schemas(output: Path) -> None:
    index = json.loads((output / "api" / "index.json").read_text("utf-8"))
    checked = 0
    for entry in index["files"]:
        file = target(output, entry["url"])
        assert file is not None and file.is_file(), entry
        if "schema" in entry:
            address, _, pointer = entry["schema"].partition("#/")
            schema = target(output, address)
            assert schema is not None
            known = json.loads(schema.read_text("utf-8"))
            text = file.read_text("utf-8")
            records = json.loads(text) if not pointer else map(json.loads, text.splitlines())
            validator = jsonschema.Draft202012Validator(known[pointer] if pointer else known)
            for record in records if pointer else [records]:
                validator.validate(record)
            checked += 1
    assert checked >= 16


def test_every_export_is_listed_and_the_formats_of_one_agree(output: Path) -> None:
    index = json.loads((output / "api" / "index.json").read_text("utf-8"))
    listed = {target(output, entry["url"]) for entry in index["files"]}
    there = {p for p in output.glob("api/**/*") if p.suffix in (".csv", ".json", ".jsonl")}
    assert there - listed == {output / "api/index.json", *output.glob("api/schema/*")}
    for path in output.glob("api/**/*.jsonl"):
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert lines == json.loads(path.with_suffix(".json").read_text("utf-8"))
        rows = path.with_suffix(".csv").read_text("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(rows, newline="")))) == len(lines) + 1, path


def test_csv_exports_open_in_spreadsheets_and_carry_no_formula(output: Path) -> None:
    for file in output.glob("api/**/*.csv"):
        data = file.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) > 1
        assert len({len(row) for row in rows}) == 1
        assert not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row)


def test_the_manifest_names_every_other_file_with_its_digest(output: Path) -> None:
    manifest = json.loads((output / "manifest.json").read_text("utf-8"))
    files = {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in output.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert manifest["files"] == files
    assert list(manifest["files"]) == sorted(files)


def test_addresses_of_the_contract_are_there(output: Path) -> None:
    expected = (
        *("", "units/", "topics/", "kinds/", "archive/", "archive/2026/", "catalogue/"),
        *("catalogue/2026/", "search/", "changes/", "zwxx/", "zwxx/2026/", "zwxx/2026/0001/"),
    )
    for address in expected:
        assert (output / address / "index.html").is_file(), address
    for name in ("404.html", "robots.txt", "opensearch.xml", "_headers", "_redirects"):
        assert (output / name).is_file(), name


def test_government_metadata_is_on_item_pages(output: Path) -> None:
    item = next(iter(prepared(Edition.PUBLIC).site.items))
    text = (output / item / "index.html").read_text("utf-8")
    for name in ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"):
        assert f'<meta name="{name}" content="' in text, name
    for name in ("ArticleTitle", "PubDate", "ContentSource"):
        assert re.search(rf'<meta name="{name}" content="[^"]+"', text), name
    assert re.search(r'name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d"', text)
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert data is not None
    assert json.loads(data[1])["@type"] == "Report"


def test_a_tombstone_names_neither_title_nor_units(output: Path) -> None:
    site = sample_site()
    stones = prepared(Edition.PUBLIC).site.tombstones
    assert stones
    for stone in stones:
        text = (output / stone.id / "index.html").read_text("utf-8")
        item = site.items[stone.id]
        assert item.title not in text
        assert "noindex" in text
        for unit in item.units:
            name = site.vocabularies.units[unit].name
            main = text[text.index("<main") : text.index("</main>")]
            assert name not in main


def test_nothing_withheld_is_in_any_public_file(output: Path) -> None:
    site = sample_site()
    shown = prepared(Edition.PUBLIC).site
    withheld = [item for item in site.items.values() if item.id not in shown.items]
    assert withheld
    text = "\n".join(
        path.read_text("utf-8", errors="replace") for path in output.rglob("*") if path.is_file()
    )
    for item in withheld:
        assert item.title not in text, item.id
        longest = max((block.text for block in item.prose.blocks), key=len, default="")
        assert not longest or longest not in text, item.id
    for item in shown.items.values():
        for annotation in site.items[item.id].annotations:
            assert annotation.text not in text, item.id
