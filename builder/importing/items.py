"""Writes the text of an item, and of an issue, as our own loader reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from builder.importing import links, quoting
from builder.importing.body import Clean, clean
from builder.importing.drafts import LISTS, Draft
from builder.importing.recipe import Map
from builder.importing.shelves import Shelf
from builder.importing.taking import filled
from builder.load import items


@dataclass(frozen=True, slots=True)
class Written:
    """An item's text, the files to copy beside it by their names, and links that lead nowhere."""

    text: str
    files: Mapping[str, str]
    missing: tuple[str, ...]
    mended: Mapping[str, int]


def item(
    draft: Draft, slug: str, how: Map, ids: Mapping[str, str], is_file: Callable[[str], bool]
) -> Written:
    """The text of a draft; `ids` are the ids of all records by path."""
    rules = how.body
    title = "".join(draft.values.get("title", ()))
    body: Clean = clean(draft.record.body, rules, title)
    parts = (filled(rules.before, draft.derived), body.text, filled(rules.after, draft.derived))
    text = "\n\n".join(part for part in parts if part)
    moved = links.Relinked(text, {}, ())
    path = draft.record.path
    if rules.files == "copy" and not rules.escape:
        moved = links.relinked(text, path, slug, ids, is_file)
    files = dict(moved.files)
    missing = list(moved.missing)
    rows = dict(draft.rows)
    if rules.files == "copy" and "photos" in rows:
        photos = []
        for row in rows["photos"]:
            to = links.local(row.get("src", ""), path)
            if to and is_file(to):
                name = next((n for n, source in files.items() if source == to), "")
                name = name or links.beside(to, slug, len(files) + 1)
                files[name] = to
                row = {**row, "src": name}
            elif to:
                missing.append(row["src"])
            photos.append(row)
        rows["photos"] = tuple(photos)
    front = "".join(_line(key, draft.values.get(key, ()), rows.get(key, ())) for key in items.KEYS)
    front += _allow(how.item_allow)
    return Written(f"---\n{front}---\n\n{moved.text}\n", files, tuple(missing), dict(body.mended))


def issue(shelf: Shelf, how: Map) -> str:
    """The text of an issue.md."""
    rows = [
        ("number", shelf.folder.removeprefix("s")),
        ("total", shelf.fields.get("total", "")),
        ("date", shelf.date),
        ("form", shelf.fields.get("form", "")),
        ("title", shelf.fields.get("title", "")),
        ("compiler", shelf.fields.get("compiler", "")),
        ("status", shelf.fields.get("status", "") or "published"),
    ]
    front = "".join(f"{key}: {quoting.quote(value)}\n" for key, value in rows if value)
    return f"---\n{front}{_allow(how.issue_allow)}---\n"


def _allow(waived: tuple[tuple[str, str], ...]) -> str:
    rows = [(code, quoting.quote(reason, flow=True)) for code, reason in waived]
    return f"allow: {quoting.table(rows)}\n" if rows else ""


def _line(key: str, texts: tuple[str, ...], rows: tuple[Mapping[str, str], ...]) -> str:
    if rows:
        tables = (
            quoting.table((name, quoting.quote(text, flow=True)) for name, text in row.items())
            for row in rows
        )
        return f"{key}:\n" + "".join(f"  - {table}\n" for table in tables)
    if not texts:
        return ""
    value = quoting.texts(texts) if key in LISTS else quoting.quote(texts[0])
    return f"{key}: {value}\n"
