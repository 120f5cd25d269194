"""Laws of the first two doors: whatever lies in the tree becomes a value or a fault."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import fields, fix, report
from builder.load import issues, items, submissions, texts, vocabularies
from builder.load.files import line_of
from builder.load.images import SUFFIXES, measured
from builder.load.lookup import Lookup
from builder.load.prose import parse
from builder.load.settings import decode as decode_settings
from builder.model.vocabulary import Vocabularies
from builder.photographs import orientation
from tests import site
from tests.properties.test_fields import TEXTS, inside

ZONE = ZoneInfo("Asia/Shanghai")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VALUES = st.sampled_from(
    [
        *(
            "public",
            "公开",
            "机密★5年",
            "gongan",
            "[gongan]",
            "县公安局、县教育局",
            "[]",
            "~",
            '""',
        ),
        *("2026-03-05", "2026-03-05T17:30", "2026年3月5日", "0001-01-01T00:00+14:00", "9999-12-31"),
        *("[{step: signed, at: 2026-03-09}]", "{date: 2026-03-05, reason: 甲, outcome: merged}"),
        *("[{level: city, publication: yqkb, date: 2026-03-05}]", "tu.png", "{甲: 乙}", "甲 #3"),
        *(
            "{skipped-number: 理由}",
            "[[[甲]]]",
            "１２",
            "12",
            "s01",
            "*a",
            "zwxx/2026/0012/a",
            "true",
        ),
    ]
)
ITEM_LINES = st.builds(
    "{}{}{}".format,
    st.sampled_from([*items.KEYS, *items.KEYS.values(), "tilte", ""]),
    st.sampled_from([": ", ": ", ": ", ":", "："]),
    st.one_of(VALUES, TEXTS),
)
ITEMS = st.lists(ITEM_LINES, max_size=12).map(
    lambda found: "---\n" + "\n".join(found) + "\n---\n甲"
)


def known() -> tuple[Vocabularies, Lookup]:
    """The vocabularies of the clean site."""
    tables = {}
    for stem in vocabularies.FILES:
        text = site.FILES.get(f"site_src/vocabularies/{stem}.yml", "")
        assert isinstance(text, str)
        tables[stem], _ = fields.read(text, stem)
    vocabulary, lookup, faults = vocabularies.decode(tables, ZONE)
    assert not faults
    return vocabulary, lookup


VOCABULARY, LOOKUP = known()


@given(st.one_of(ITEMS, TEXTS))
def test_a_text_is_an_item_or_has_faults_that_stand_in_it(source: str) -> None:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    item, faults = items.decode(text, site.ITEM, LOOKUP, ZONE, parse)
    assert item or faults
    inside(faults, text)
    for line, column, length in item.at.values() if item else ():
        assert line <= text.count("\n") + 1 and column + length <= len(text) + 2


@given(st.one_of(ITEMS, TEXTS))
def test_a_text_is_an_issue_or_has_faults_that_stand_in_it(source: str) -> None:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    series = VOCABULARY.series["zwxx"]
    issue, faults = issues.decode(text, site.ISSUE, series, (), False, ZONE, parse)
    assert issue or faults
    inside(faults, text)


@given(st.one_of(ITEMS, TEXTS))
def test_a_text_is_a_page_and_a_call_or_has_faults(source: str) -> None:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    page, faults = texts.decode_page(text, "site_src/pages/a.md", ZONE, parse)
    inside(faults, text)
    assert page or faults
    call, faults = texts.decode_call(text, "site_src/calls/a.md", LOOKUP, ZONE, parse)
    inside(faults, text)
    assert call or faults


@given(st.one_of(TEXTS, st.text('unit,submed\n"条1单位', max_size=40)))
def test_any_text_is_a_table_of_submissions_or_has_faults(source: str) -> None:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    rows, faults = submissions.decode_submissions(
        text, "site_src/submissions/2026-03.csv", LOOKUP.units
    )
    assert rows or faults or len([line for line in text.split("\n") if line.strip()]) <= 1
    for fault in faults:
        assert fault.place.line <= text.count("\n") + 1


@given(st.dictionaries(st.sampled_from(vocabularies.FILES), TEXTS))
def test_any_vocabulary_is_read_or_has_faults(sources: dict[str, str]) -> None:
    tables = {stem: fields.read(text, stem)[0] for stem, text in sources.items()}
    vocabularies.decode(tables, UTC)


@given(TEXTS)
def test_any_settings_are_read_or_have_faults(source: str) -> None:
    table, faults = fields.read(source, "site.yml")
    decoded, _, more = decode_settings(table)
    assert decoded or faults or more


@given(st.binary(max_size=200), st.sampled_from(SUFFIXES))
def test_any_bytes_are_a_picture_or_are_none(data: bytes, suffix: str) -> None:
    heads = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8", ".webp": b"RIFF0000WEBPVP8X"}
    for head in (data, heads.get(suffix, b"GIF89a") + data):
        width, height = measured(head, suffix)
        assert width >= 0 and height >= 0
    assert 1 <= orientation(data) <= 8


PATHS = st.sampled_from(
    [
        *site.FILES,
        *("issues/a.md", "issues/zwxx/2026/0012/02-甲.md", "issues/zwxx/2026/0012/02-a.MD"),
        *("issues/zwxx/20/0001/issue.md", "issues/甲/2026/0001/issue.md", "site_src/pages/a.md"),
        *("issues/zwxx/2026/s01/issue.md", "issues/zwxx/2026/0012/01-a/02-b.md"),
    ]
)


@FEW
@given(st.dictionaries(PATHS, st.one_of(st.binary(max_size=80), ITEMS, TEXTS), max_size=3))
def test_any_tree_is_checked_told_and_mended_without_a_traceback(
    tree: dict[str, bytes | str],
) -> None:
    with TemporaryDirectory() as folder:
        root = site.write(Path(folder))
        for path, content in tree.items():
            data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            site.put(root, path, data)
        faults = site.checked(root).faults
        for lang in ("zh", "en"):
            report.text(faults, lambda path, number: line_of(root, path, number), lang)
            report.json_lines(faults, lang)
            report.github(faults, lang)
        fix.apply(root, faults)
        site.checked(root)
