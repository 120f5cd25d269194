"""Cuts front matter down to what the public edition shows, by lists of what is allowed.

These lists are written down apart from the projection (`edition.only`), on purpose: where one of
both forgets something, the proof fails instead of agreeing with the slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from builder.fields import List, Table, Text, Value
from builder.importing.quoting import flow, quote, table

ALWAYS = frozenset(
    (
        *("title", "subtitle", "kind", "units", "topics", "keywords", "summary", "index_no"),
        *("doc_no", "event_date", "laws", "photos", "aliases", "corrections", "lang"),
    )
)
"""Keys of an item that are public whenever the item is."""
OPENED = {
    "authors": "authors",
    "adoptions": "adoptions",
    "annotations": "annotations",
    "steps": "trail",
    "followups": "trail",
    "call": "calls",
}
"""Keys of an item that `editions.public.open` may open, and the name that does."""
ISSUE_ALWAYS = frozenset(("number", "total", "date", "form", "title", "compiler", "corrections"))
ISSUE_OPENED = {
    "editor": "staff",
    "proofreader": "staff",
    "signer": "staff",
    "distribution": "distribution",
    "copies": "distribution",
}
SITE = frozenset(
    (
        *("name", "base_url", "locale", "time_zone", "owner", "contact", "identifiers"),
        *("editions", "search", "theme"),
    )
)
PAGE = frozenset(("title", "order", "openness", "summary", "kind", "year"))
INNER = {"photos": ("src", "alt", "caption"), "laws": ("title", "url")}
"""Keys of the tables in a list, where not all of them are public."""
NAMES = {"steps": ("by", "role", "acting"), "followups": ("officer",)}
"""Keys that name people: they go unless `staff` is open."""
REASON = "waived where this was exported from"

Edit = Callable[[str], str]
Front = dict[str, str]
"""Keys in English and their values as they are written on one line."""


def english(of: Table, keys: Mapping[str, str]) -> dict[str, Value]:
    """The values of a table by their English keys."""
    known = {name: key for key, name in keys.items()}
    return {known.get(key.value, key.value): value for key, value in of}


def item(
    values: Mapping[str, Value],
    opened: frozenset[str],
    inner_keys: Mapping[str, Mapping[str, str]],
    edit: Edit,
) -> Front:
    """What the public may know of a public item; `edit` takes redacted passages out of words."""
    front: Front = {}
    for key, value in values.items():
        if key in ALWAYS or OPENED.get(key) in opened:
            kept = _inner(key, value, opened, inner_keys.get(key, {}))
            if kept is not None:
                front[key] = flow(_edited(kept, edit, _codes(key, inner_keys.get(key, {}))))
    return front


def issue(values: Mapping[str, Value], opened: frozenset[str]) -> Front:
    """What the public may know of an issue that is shown."""
    return {
        key: flow(value)
        for key, value in values.items()
        if key in ISSUE_ALWAYS or ISSUE_OPENED.get(key) in opened
    }


def chosen(values: Mapping[str, Value], keys: Iterable[str]) -> Front:
    """The values of some keys."""
    wanted = frozenset(keys)
    return {key: flow(value) for key, value in values.items() if key in wanted}


def waivers(values: Mapping[str, Value]) -> Front:
    """Which rules are waived, without the reasons: those are for the staff."""
    allow = values.get("allow")
    codes = [key.value for key, _ in allow] if isinstance(allow, Table) else []
    return allowed(codes)


def allowed(codes: Iterable[str]) -> Front:
    """The waiver of some rules."""
    rows = [(code, quote(REASON, flow=True)) for code in codes]
    return {"allow": table(rows)} if rows else {}


def written(front: Front, body: str = "") -> bytes:
    """A Markdown file."""
    return ("---\n" + lines(front) + "---\n" + body).encode()


def lines(front: Front) -> str:
    """Keys and values, one a line."""
    return "".join(f"{key}: {value}\n" for key, value in front.items())


_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_WAIVER = re.compile(r"\s*allow:\s*(\S+)")


def without_comments(body: str) -> str:
    """The text with its comments emptied: lines stay, and waivers keep their rule."""

    def emptied(found: re.Match[str]) -> str:
        ends = "\n" * found[1].count("\n")
        waiver = _WAIVER.match(found[1])
        return f"<!-- allow: {waiver[1]} {REASON}{ends} -->" if waiver else f"<!-- {ends}-->"

    return _COMMENT.sub(emptied, body)


def _inner(
    key: str, value: Value, opened: frozenset[str], names: Mapping[str, str]
) -> Value | None:
    """The value without what is withheld inside it; None if nothing is left."""
    if not isinstance(value, List):
        return value
    allowed = INNER.get(key)
    if allowed and key == "photos" and "photo_credits" in opened:
        allowed = (*allowed, "by")
    hidden = () if "staff" in opened else NAMES.get(key, ())
    kept: list[Value] = []
    for entry in value.items:
        if isinstance(entry, Table):
            known = {name: own for own, name in names.items()}
            told = english(entry, names).get("openness")
            if key == "annotations" and not (isinstance(told, Text) and _is_open(told.value)):
                continue
            rows = tuple(
                (k, v)
                for k, v in entry
                if (allowed is None or known.get(k.value, k.value) in allowed)
                and known.get(k.value, k.value) not in hidden
            )
            kept.append(Table(rows, entry.at))
        else:
            kept.append(entry)
    return List(tuple(kept), value.at) if kept else None


def _is_open(word: str) -> bool:
    return word in ("public", "公开", "主动公开")


CODES = frozenset(("kind", "units", "topics", "event_date", "aliases", "lang"))
INNER_CODES = frozenset(
    ("level", "publication", "rank", "src", "url", "date", "at", "due", "done", "form", "openness")
)
"""Keys of codes, dates and addresses: no passage is taken out of them."""


def _codes(key: str, names: Mapping[str, str]) -> frozenset[str] | None:
    """Keys inside a value that hold no words, in both languages; None if all of it holds none."""
    if key in CODES:
        return None
    inner = INNER_CODES | {"step"} if key == "steps" else INNER_CODES
    return inner | {names[name] for name in inner if name in names}


def _edited(value: Value, edit: Edit, codes: frozenset[str] | None) -> Value:
    if codes is None:
        return value
    if isinstance(value, Text):
        return Text(edit(value.value), value.at)
    if isinstance(value, List):
        return List(tuple(_edited(entry, edit, codes) for entry in value.items), value.at)
    rows = ((k, v if k.value in codes else _edited(v, edit, codes)) for k, v in value)
    return Table(tuple(rows), value.at)
