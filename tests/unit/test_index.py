"""The door to search: shards, bundles, tables, and what happens without Pagefind."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builder import index
from builder.model.search import Document, Number


def document(date: str, n: int = 0, **more: Any) -> Document:
    values: dict[str, Any] = {
        "address": f"/zwxx/{date[:4]}/{n:04}/item-{date}/",
        "title": f"第{n}篇信息",
        "blocks": ("正文第一段。", "收割机缺口42台。"),
        "meta": ("县公安局",),
        "date": date,
        "series": "zwxx",
        "units": ("gongan",),
        "topics": (),
        "kind": "update",
        "numbers": (f"QH/{date[:4]}-{n:05}",),
        "origin": "《政务信息》",
    }
    return Document(**(values | more))


def many(year: int, count: int, months: int = 12) -> list[Document]:
    return [
        document(f"{year}-{n * months // count + 1:02}-{n % 28 + 1:02}", n) for n in range(count)
    ]


def names(documents: list[Document]) -> list[str]:
    return [shard.name for shard in index.shards(documents)]


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


def test_a_fingerprint_is_of_searchable_text_alone() -> None:
    one = document("2026-01-05")

    def print_of(*documents: Document, traditional: bool = True) -> str:
        return index.shards(documents, traditional)[0].fingerprint

    same = replace(one, origin="x", kind="problem", topics=("a",), series="zbxx")
    assert print_of(one) == print_of(same)
    for other in (
        replace(one, title="x"),
        replace(one, blocks=("x",)),
        replace(one, meta=()),
        replace(one, numbers=()),
        replace(one, address="/x/"),
        replace(one, digest="known"),
    ):
        assert print_of(one) != print_of(other)
    assert print_of(one) != print_of(one, traditional=False)
    two = document("2026-01-06", 2)
    assert print_of(one, two) == print_of(two, one)


def test_the_shadow_holds_tokens_and_no_markup() -> None:
    shadow = index.shadow(document("2026-01-05", title="<b>三夏</b>&"), traditional=True)
    assert "b 三 三夏 夏 b 。 正 正文" in shadow
    assert shadow.count("<") == 5


def test_bundles_are_the_same_every_time_and_hold_no_more_than_needed(
    tmp_path: Path,
) -> None:
    shard = index.shards(many(2026, 60))[0]
    bundle = index.build(shard, tmp_path)
    again = [index.build(shard, tmp_path) for _ in range(3)]
    assert all(other == bundle for other in again)
    other_order = replace(shard, documents=tuple(reversed(shard.documents)))
    assert index.build(other_order, tmp_path) == bundle
    kinds = {Path(name).suffix for name in bundle}
    assert kinds == {".pf_index", ".pf_meta", ".json"}
    assert all(
        gzip.decompress(data).startswith(b"pagefind_dcd")
        for name, data in bundle.items()
        if not name.endswith(".json")
    )
    assert list(tmp_path.iterdir()) == []
    assert len(json.loads(bundle["ids.json"])) == 60


def test_two_side_by_side_give_the_same(tmp_path: Path) -> None:
    shards = index.shards([*many(2024, 8), *many(2025, 1195), *many(2026, 9)])
    built = list(index.build_all(shards, tmp_path))
    assert [shard.name for shard, _ in built] == ["2026", "2025", "2024"]
    assert [bundle for _, bundle in built][::2] == [index.build(s, tmp_path) for s in shards[::2]]


def test_tables_join_ids_texts_and_numbers(tmp_path: Path) -> None:
    given = [
        document("2026-02-05", 7, title="甲", units=("b", "a", "b"), topics=("t",)),
        document("2026-01-05", 3),
    ]
    shard = index.shards(given)[0]
    issue = Number("政务信息2026年第7期", "/zwxx/2026/0007/", "《政务信息》2026年第7期")
    files = index.tables([(shard, index.build(shard, tmp_path))], [issue])
    table = json.loads(files["2026/table.json"])
    assert (table["from"], table["days"], table["ends"]) == (
        "2026-01-05",
        [31, 0],
        [1, 6],
    )
    assert table["facets"]["unit"] == [["a", "b", "gongan"], [[1, 0], 2]]
    assert table["facets"]["topic"] == [["t"], [0, []]]
    title, address, origin, blocks = json.loads(files[f"2026/text/{table['ids'][0]}.json"])
    assert (title, address, origin) == ("甲", given[0].address, "《政务信息》")
    assert blocks == [*given[0].blocks, "QH/2026-00007  县公安局"]
    listing = json.loads(files["shards.json"])
    assert listing["engine"] and listing["fold"] and not listing["traditional"]
    assert listing["shards"][0][:4] == ["2026", 2, "2026-01-05", "2026-02-05"]
    assert sorted(listing["numbers"]) == [3, 7]
    named = json.loads(files["numbers/7.json"])
    assert ["政务信息 2026 年第 7 期", issue.address, issue.label] in named
    assert ["qh 2026 00007", given[0].address, "甲"] in named
    assert "2026/ids.json" not in files


def test_without_an_engine_there_are_titles_and_numbers() -> None:
    shard = index.shards([document("2026-01-05", 3)])[0]
    files = index.tables([(shard, {})])
    assert sorted(files) == ["2026/table.json", "numbers/3.json", "shards.json"]
    assert not json.loads(files["shards.json"])["engine"]
    table = json.loads(files["2026/table.json"])
    assert table["titles"] == [["第3篇信息", "/zwxx/2026/0003/item-2026-01-05/", "《政务信息》"]]
    assert "正文" not in files["2026/table.json"].decode()


def test_a_site_in_traditional_characters_says_so() -> None:
    shard = index.shards([document("2026-01-05", title="關於農業機械調度的報告")])[0]
    assert json.loads(index.tables([(shard, {})])["shards.json"])["traditional"]


def test_what_all_shards_share(tmp_path: Path) -> None:
    shared = index.common(tmp_path)
    assert sorted(shared) == [
        "fold.json",
        "pagefind-worker.js",
        "wasm.unknown.pagefind",
    ]
    old, new = json.loads(shared["fold.json"])
    assert len(old) == len(new) > 3000
    # finder.js counts on these two of the pinned version.
    worker = shared["pagefind-worker.js"].decode()
    assert f'pagefind_version="{index.PAGEFIND}"' in worker
    assert 'if(this.decoder.decode(data.slice(0,12))==="pagefind_dcd")' in worker
    assert re.search(
        r"async function __wbg_init\(.{1,40}\)\{if\(wasm!==undefined\)return wasm", worker
    )


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
