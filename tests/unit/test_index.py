"""The door to search: shards, bundles, what is published, and what happens without Pagefind."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builder import index
from builder.index import borders, engine, proof, tables, terms
from builder.model.search import Document, Number, Passage


def document(date: str, n: int = 0, **more: Any) -> Document:
    values: dict[str, Any] = {
        "address": f"/zwxx/{date[:4]}/{n:04}/item-{date}/",
        "title": f"第{n}篇信息",
        "passages": (Passage("概况", "概况", leading=True), Passage("收割机缺口42台。", "概况")),
        "meta": ("县公安局",),
        "date": date,
        "series": "zwxx",
        "units": ("gongan",),
        "topics": (),
        "kind": "update",
        "levels": (),
        "numbers": (f"QH/{date[:4]}-{n:05}",),
        "label": "《政务信息》",
        "origin": "《政务信息》 · 县公安局",
    }
    return Document(**(values | more))


def many(year: int, count: int, months: int = 12) -> list[Document]:
    return [
        document(f"{year}-{n * months // count + 1:02}-{n % 28 + 1:02}", n) for n in range(count)
    ]


def names(documents: list[Document]) -> list[str]:
    return [shard.name for shard in index.shards(documents)]


def published(built: Any, *numbers: Number) -> dict[str, Any]:
    """The files by path, JSON decoded, the folder of a shard under its bare name."""
    found = {}
    for file in index.files(built, numbers):
        name = re.sub(r"^([^/]+)-[0-9a-f]{10}/", r"\1/", file.path)
        found[name] = json.loads(file.make()) if name.endswith(".json") else file.make()
    return found


def test_shards_follow_years_and_months() -> None:
    assert names([]) == []
    assert names(many(2026, 30)) == ["2026"]
    assert names([*many(2024, 30), *many(2025, 30), *many(2026, 1)]) == [
        "2026",
        "2024-2025",
    ]
    newest = names([*many(2025, 1200), *many(2026, 600, months=6)])
    assert newest == ["2026-04-06", "2026-01-03", "2025"]
    assert names([*many(2024, 2400), *many(2026, 1)]) == [
        "2026",
        "2024-07-12",
        "2024-01-06",
    ]
    month = [document("2026-01-05", n) for n in range(1201)]
    assert names(month) == ["2026-01.2", "2026-01.1"]


def test_no_shard_is_too_large_and_none_is_lost() -> None:
    given = [d for year, n in ((2020, 10), (2021, 2900), (2026, 2000)) for d in many(year, n)]
    shards = index.shards(given)
    assert all(0 < len(shard.documents) <= index.CLOSED for shard in shards)
    assert sorted(d.address for s in shards for d in s.documents) == sorted(
        d.address for d in given
    )


def test_an_item_more_this_year_leaves_closed_years_alone() -> None:
    given = [d for year, n in ((2023, 40), (2024, 1190), (2025, 20), (2026, 299)) for d in
             many(year, n)]  # fmt: skip
    before = {s.name: s for s in index.shards(given)}
    more = [document("2026-12-31", 9000 + n) for n in range(5)]
    after = {s.name: s for s in index.shards([*more, *given])}
    closed = [name for name in before if not name.startswith("2026")]
    assert closed and all(before[name] == after[name] for name in closed)
    assert "2026" in before and "2026" not in after


def test_long_documents_make_small_shards() -> None:
    long = Passage("政" * 100_000)
    given = [document(f"2025-{n % 12 + 1:02}-05", n, passages=(long,)) for n in range(30)]
    found = index.shards([document("2026-01-05"), *given])
    assert sum(len(shard.documents) for shard in found) == 31
    for shard in found:
        assert sum(document.weight[0] for document in shard.documents) <= borders.LENGTH
    huge = document("2026-01-05", passages=(long,) * 20)
    assert [len(shard.documents) for shard in index.shards([huge])] == [1]


def test_documents_stand_oldest_first_and_only_the_newest_year_is_open() -> None:
    first, second = document("2026-01-05", 1), document("2026-01-05", 2)
    newest, closed = index.shards([second, first, document("2025-03-01")])
    assert newest.documents == (first, second)
    assert newest.latest and not closed.latest


def test_a_fingerprint_is_of_searchable_text_alone_and_a_digest_of_all() -> None:
    one = document("2026-01-05")

    def prints(*documents: Document, traditional: bool = True) -> tuple[str, str]:
        shard = index.shards(documents, traditional)[0]
        return shard.fingerprint, shard.digest

    before = prints(one)
    shown: tuple[dict[str, Any], ...] = (
        {"origin": "x"},
        {"kind": "problem"},
        {"topics": ("a",)},
        {"series": "zbxx"},
        {"levels": ("city",)},
        {"address": "/x/"},
        {"passages": (replace(one.passages[0], anchor="x"), *one.passages[1:])},
    )
    for change in shown:
        after = prints(replace(one, **change))
        assert (after[0] == before[0], after[1] == before[1]) == (True, False), change
    searched: tuple[dict[str, Any], ...] = (
        {"title": "x"},
        {"passages": one.passages[:1]},
        {"passages": (replace(one.passages[0], leading=False), *one.passages[1:])},
        {"meta": ()},
        {"numbers": ()},
    )
    for change in searched:
        after = prints(replace(one, **change))
        assert after[0] != before[0] and after[1] != before[1], change
    assert prints(one, traditional=False)[0] != before[0]


def test_the_shadow_holds_tokens_by_kind_of_text_and_no_markup() -> None:
    passages = (
        Passage("汇报2026-03-05", leading=True),
        Passage("正文"),
    )
    shadow = engine.shadow(
        document("2026-01-05", title="<b>三夏</b>&", passages=passages, meta=("县局",), numbers=()),
        traditional=True,
    )
    assert {kind: " ".join(tokens) for kind, tokens in shadow.items()} == {
        "title": "b 三 三夏 夏 b 。",
        # The first reading is as written, the second has the date rewritten.
        "leading": "汇 汇报 报 2026 03 05 。 汇 汇报 报 2026 年 3 月 5 日 。",
        "meta": "县 县局 局 。",
        "text": "正 正文 文 。",
    }


def test_bundles_are_the_same_every_time_and_hold_no_more_than_needed(tmp_path: Path) -> None:
    shard = index.shards([*many(2025, 60), document("2026-01-01")])[1]
    bundle = index.build(shard, tmp_path)
    again = [index.build(shard, tmp_path) for _ in range(3)]
    assert all(other == bundle for other in again)
    chunks = [name for name in bundle if name.endswith(".pf_index")]
    assert sorted(set(bundle) - set(chunks)) == ["first", "rows", "tokens"]
    assert len(bundle["first"].split(b"\n")) == len(chunks)
    assert all(gzip.decompress(bundle[name]).startswith(b"pagefind_dcd") for name in chunks)
    assert sorted(json.loads(bundle["rows"])) == list(range(60))
    assert list(tmp_path.iterdir()) == []


def test_two_side_by_side_give_the_same(tmp_path: Path) -> None:
    shards = index.shards([*many(2024, 8), *many(2025, 1195), *many(2026, 9)])
    built = list(index.build_all(shards, tmp_path))
    assert [shard.name for shard, _ in built] == ["2026", "2025", "2024"]
    assert [bundle for _, bundle in built][::2] == [index.build(s, tmp_path) for s in shards[::2]]


def test_what_the_index_misses_fails_the_build_with_the_phrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = index.shards(many(2026, 30))[0]
    bundle = index.build(shard, tmp_path)
    assert proof.missed(shard, bundle) is None
    # An index of other documents, as a faulty engine or format would give.
    other = replace(shard, documents=tuple(replace(d, title="另有一题") for d in shard.documents))
    assert proof.missed(other, bundle) == ("另有一题", shard.documents[0].address)
    swapped = bundle | {"rows": json.dumps(json.loads(bundle["rows"])[::-1]).encode()}
    assert proof.missed(shard, swapped) is not None
    monkeypatch.setattr(engine, "shadow", lambda *_: {"text": ["空"]})
    with pytest.raises(index.IndexerFailed, match=r"“.+” of /zwxx/2026"):
        index.build(shard, tmp_path)


def test_bytes_that_pagefind_does_not_write_are_refused(tmp_path: Path) -> None:
    shard = index.shards(many(2026, 30))[0]
    bundle = index.build(shard, tmp_path)
    from builder.index.reader import UnreadableError, decode

    good = bundle["0.pf_index"]
    plain = gzip.decompress(good)
    for bad in (
        b"",
        good[:-20],
        gzip.compress(b"other"),
        gzip.compress(plain[:-3]),
        gzip.compress(plain + b"x"),
        gzip.compress(plain[:12] + b"\xff"),
    ):
        with pytest.raises(UnreadableError):
            decode(bad)


def test_tables_join_rows_texts_and_numbers(tmp_path: Path) -> None:
    given = [
        document("2026-02-05", 7, title="甲", units=("b", "a", "b"), topics=("t",)),
        document("2026-01-05", 3),
    ]
    shard = index.shards(given)[0]
    issue = Number("政务信息2026年第7期", "/zwxx/2026/0007/", "《政务信息》2026年第7期")
    files = published([(shard, index.build(shard, tmp_path))], issue)
    table = files["2026/table.json"]
    assert (table["from"], table["days"]) == ("2026-01-05", [0, 31])
    assert table["facets"] == {
        "series": [["zwxx"], 1, "##"],
        "unit": [["a", "b", "gongan"], 1, "!%!$#"],
        "topic": [["t"], 1, "!!#"],
        "kind": [["update"], 1, "##"],
    }
    assert sorted(re.findall("..", table["rows"])) == ["##", "#$"]
    title, address, origin, passages, meta = files["2026/text/1.json"]
    assert (title, address, origin) == ("甲", given[0].address, given[0].origin)
    assert passages == [["概况", "概况"], ["收割机缺口42台。"]]
    assert meta == "QH/2026-00007  县公安局"
    assert files["2026/titles.json"][1] == [title, address, origin, len("《政务信息》")]
    listing = files["shards.json"]
    assert listing["engine"] and listing["fold"] and not listing["traditional"]
    assert listing["latest"] == 1 and "terms" not in listing
    assert listing["shards"][0][1:] == [2, "2026-01-05", "2026-02-05"]
    assert sorted(listing["numbers"]) == [3, 7]
    assert ["政务信息 2026 年 第 7 期", issue.address, issue.label] not in files["numbers/7.json"]
    assert ["政务信息 2026 年第 7 期", issue.address, issue.label] in files["numbers/7.json"]
    assert ["qh 2026 00007", given[0].address, "甲"] in files["numbers/7.json"]
    assert not [name for name in files if name.endswith(("/rows", "/first", "/tokens"))]


def test_prints_change_when_and_only_when_the_bytes_do(tmp_path: Path) -> None:
    shard = index.shards([document("2026-01-05", 3)])[0]
    other = index.shards([document("2026-01-05", 3, kind="problem")])[0]
    bundle = index.build(shard, tmp_path)
    one, same, changed = (
        {file.path: (file.print, file.make()) for file in index.files([(each, bundle)])}
        for each in (shard, shard, other)
    )
    assert one == same
    for path in set(one) & set(changed):
        assert (one[path][0] == changed[path][0]) == (one[path][1] == changed[path][1]), path
    folders = {path.split("/")[0] for path in one if path.startswith("2026-")}
    assert not folders & {path.split("/")[0] for path in changed}


def test_many_values_take_two_figures() -> None:
    codes = [f"c{n:03}" for n in range(100)]
    known, width, text = tables.column([(code,) for code in codes])
    assert (known, width, len(text)) == (codes, 2, 200)
    assert "\\" not in text and '"' not in text and "!" not in text
    figures = [ord(c) - 35 - (c > "\\") for c in text]
    assert [a * 91 + b for a, b in zip(figures[::2], figures[1::2], strict=True)] == [*range(100)]


def test_terms_say_which_closed_shards_hold_them() -> None:
    tokens = ["甲乙\n三", "三\n丁", "三\n甲乙"]
    data = terms.pack([lines.encode() for lines in tokens])
    (only,) = terms.unpack(data)
    assert json.loads(only) == {"2": "丁", "5": "甲乙", "7": "三"}
    words = "\n".join(sorted({chr(0x4E00 + n) for n in range(3000)}))
    files = terms.unpack(terms.pack([words.encode()]))
    assert len(files) == 4
    for word in ("一", "丁"):
        assert word in json.loads(files[terms.bucket(word, 4)])["1"].split()


def test_terms_are_written_where_there_are_many_closed_shards(tmp_path: Path) -> None:
    given = [document(f"{year}-01-05", year) for year in range(2015, 2027)]
    built = [
        (shard, index.build(shard, tmp_path))
        for shard in (
            index.shards([d, document("2030-01-01")] if d.date < "2026" else [d])[-1] for d in given
        )
    ]
    asked: list[str] = []

    def keep(key: str, make: Any) -> bytes:
        asked.append(key)
        return bytes(make())

    found = list(index.files(built, keep=keep))
    listing = json.loads(next(f for f in found if f.path == "shards.json").make())
    folder, count = listing["terms"]
    assert count == len([f for f in found if f.path.startswith(folder)]) == 1
    assert len(asked) == 1 and asked[0].startswith("terms-")


def test_without_an_engine_there_are_titles_and_numbers() -> None:
    shard = index.shards([document("2026-01-05", 3)])[0]
    files = published([(shard, {})])
    assert sorted(files) == [
        "2026/table.json",
        "2026/titles.json",
        "fold.json",
        "numbers/3.json",
        "shards.json",
    ]
    assert not files["shards.json"]["engine"]
    assert files["2026/titles.json"] == [
        ["第3篇信息", "/zwxx/2026/0003/item-2026-01-05/", "《政务信息》 · 县公安局", 6]
    ]
    assert "收割机" not in json.dumps(files, ensure_ascii=False)


def test_a_site_in_traditional_characters_says_so() -> None:
    shard = index.shards([document("2026-01-05", title="關於農業機械調度的報告")])[0]
    assert published([(shard, {})])["shards.json"]["traditional"]


def test_the_table_of_forms_is_published_as_two_strings() -> None:
    old, new = published([])["fold.json"]
    assert len(old) == len(new) > 3000


def test_a_missing_or_strange_pagefind_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
    with pytest.raises(index.IndexerMissing, match="--no-search"):
        index.executable()
    script = tmp_path / "pagefind"
    script.write_text("#!/bin/sh\necho pagefind 1.4.0\n")
    script.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(script))
    with pytest.raises(index.IndexerMissing, match=r"1\.4\.0"):
        index.build(index.shards([document("2026-01-05")])[0], tmp_path)


def test_a_refusing_pagefind_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "pagefind"
    said = f'[ "$1" = --version ] && echo pagefind {index.PAGEFIND} && exit 0'
    script.write_text(f"#!/bin/sh\n{said}\necho no room >&2\nexit 3\n")
    script.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(script))
    with pytest.raises(index.IndexerFailed, match="no room"):
        index.build(index.shards([document("2026-01-05")])[0], tmp_path)


def test_settings_around_do_not_reach_pagefind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = index.shards([document("2026-01-05")])[0]
    plain = index.build(shard, tmp_path)
    monkeypatch.setenv("PAGEFIND_GLOB", "*.nothing")
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "9")
    assert index.build(shard, tmp_path) == plain
