"""Holds the published chain of seals against itself and against what is published beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.model.seal import PublicLink
from builder.seals import chain
from builder.seals.records import ISSUE, canonical, digest, words_digest
from builder.verifying.sources import UnreadableError

CHAINS = "api/seals.json"

Fetch = Callable[[str], bytes | None]
"""A file of the site by its path."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A file that is not as the seals say, and why, in both languages."""

    path: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain that holds: its series, and its digests in order."""

    series: str
    digests: tuple[str, ...]
    sealed: int


def check(fetch: Fetch, files: Mapping[str, str], part: str) -> Iterator[Mismatch | Chain]:
    """Every mismatch in the order of series, years and issues, then the chains that hold."""
    data = fetch(CHAINS)
    if data is None:
        yield Mismatch(CHAINS, "缺少", "missing")
        return
    for series in _rows(decoded(data, CHAINS)):
        code = _word(series, "code")
        links = _rows(series.get("links"))
        broken = _chain(code, links)
        if broken:
            yield broken
            continue
        opened = {_word(link, "digest"): link for link in links if link.get("issue")}
        prefix = f"api/seals/{code}/"
        wanted = sorted(path for path in files if path.startswith(prefix))
        sealed: set[str] = set()
        for path in wanted:
            year = path.removeprefix(prefix).removesuffix(".json")
            if part and not _touches(f"{code}/{year}", part):
                continue
            for found in _year(fetch, files, path, opened):
                if isinstance(found, Mismatch):
                    yield found
                else:
                    sealed.add(found)
        yield from _untold(links, sealed, part)
        yield Chain(code, tuple(_word(link, "digest") for link in links), len(sealed))


def decoded(data: bytes, path: str) -> object:
    """The value of a JSON file. Raises UnreadableError."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{path} 不是 JSON。", f"{path} is no JSON.") from error


def _chain(code: str, links: list[dict[str, object]]) -> Mismatch | None:
    previous = ""
    for number, link in enumerate(links, 1):
        made = PublicLink(_word(link, "previous"), _word(link, "commitment"))
        if made.previous != previous or chain.public_digest(code, made) != _word(link, "digest"):
            return Mismatch(
                CHAINS,
                f"“{code}”的封存链在第 {number} 环断了",
                f"the chain of `{code}` breaks at link {number}",
            )
        previous = _word(link, "digest")
    return None


def _untold(links: list[dict[str, object]], told: set[str], part: str) -> Iterator[Mismatch]:
    """The issues that the chain names and of which nothing says what was sealed."""
    for issue in (_word(link, "issue") for link in links):
        year = "/".join(issue.split("/")[:2])
        if issue and issue not in told and (not part or _touches(year, part)):
            yield Mismatch(
                f"api/seals/{year}.json",
                f"没有 {issue} 的封存内容",
                f"what was sealed of {issue} is missing",
            )


def _year(
    fetch: Fetch, files: Mapping[str, str], path: str, opened: Mapping[str, dict[str, object]]
) -> Iterator[Mismatch | str]:
    """The mismatches of the issues of a year; the id of each that is as it was sealed."""
    data = fetch(path)
    if data is None:
        yield Mismatch(path, "缺少", "missing")
        return
    for entry in _rows(decoded(data, path)):
        issue, parts = _word(entry, "issue"), _table(entry.get("parts"))
        link = opened.get(_word(entry, "link"))
        if link is None or _word(link, "issue") != issue:
            yield Mismatch(path, f"{issue} 不在封存链上", f"{issue} is not in the chain")
            continue
        leaves = {name: _word(_table(part), "digest") for name, part in parts.items()}
        if digest(canonical(leaves)) != _word(link, "commitment"):
            yield Mismatch(path, f"{issue} 与封存链对不上", f"{issue} is not what was sealed")
            continue
        wrong = next(_parts(fetch, files, issue, parts), None)
        yield wrong or issue


def _parts(
    fetch: Fetch, files: Mapping[str, str], issue: str, parts: Mapping[str, object]
) -> Iterator[Mismatch]:
    own_record = _table(_table(parts.get(ISSUE)).get("record"))
    published = _items(fetch, issue, own_record)
    # The internal edition lists what is internal too: the public chain says nothing of it.
    rows = {id_ for id_, row in published[1].items() if row.get("openness") != "internal"}
    for added in sorted(rows - {f"{issue}/{name}" for name in parts}):
        yield Mismatch(
            published[0], f"{added} 是封存以后加的", f"{added} was added after the sealing"
        )
    for name, part in parts.items():
        record = _table(_table(part).get("record"))
        salt = _word(_table(part), "salt")
        own = digest(canonical(record))
        files_ = {k: str(v) for k, v in _table(_table(part).get("files")).items()}
        if chain.leaf_digest(salt, own, files_) != _word(_table(part), "digest"):
            path = f"api/seals/{'/'.join(issue.split('/')[:2])}.json"
            yield Mismatch(path, f"{issue}/{name} 改过", f"{issue}/{name} was changed")
        for file, sum_ in files_.items():
            if files.get(f"{issue}/{file}") != sum_:
                yield Mismatch(
                    f"{issue}/{file}", "不是封存时的文件", "is not the file that was sealed"
                )
        if name != ISSUE and "withdrawn" not in record:
            yield from _item(published, f"{issue}/{name}", record)


def _items(
    fetch: Fetch, issue: str, record: Mapping[str, object]
) -> tuple[str, dict[str, dict[str, object]]]:
    """The export that has the items of an issue, and those items by id."""
    path = f"api/items/{str(record.get('date', ''))[:4]}.json"
    data = fetch(path)
    rows = _rows(decoded(data, path)) if data is not None else []
    return path, {_word(row, "id"): row for row in rows if _word(row, "issue") == issue}


def _item(
    published: tuple[str, dict[str, dict[str, object]]], id_: str, record: Mapping[str, object]
) -> Iterator[Mismatch]:
    """Whether the open data of an item says what was sealed."""
    path, rows = published
    row = rows.get(id_)
    if row is None:
        yield Mismatch(path, f"缺少封存的 {id_}", f"{id_}, which is sealed, is missing")
        return
    text = _word(row, "text")
    same = [
        _word(row, "title") == record.get("title", ""),
        (words_digest(text) if text.strip() else "") == record.get("text", ""),
        _word(row, "index_no") == record.get("index_no", ""),
        _word(row, "doc_no") == record.get("doc_no", ""),
    ]
    if not all(same):
        yield Mismatch(path, f"{id_} 与封存时不同", f"{id_} is not as it was sealed")


def _touches(year: str, part: str) -> bool:
    """Whether a year of a series lies in a part of the site, or the part in it."""
    return f"{year}/".startswith(f"{part}/") or f"{part}/".startswith(f"{year}/")


def _rows(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise UnreadableError(
            "封存记录的写法不对。", "the seals are not written as they should be."
        )
    return value


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _word(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    return value if isinstance(value, str) else ""
