"""Makes a draft of an item from a record: values by item key, where it belongs, its slug."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from builder.importing.body import unseen_removed
from builder.importing.recipe import Map, Rows
from builder.importing.records import Record
from builder.importing.rule_of import NEEDED
from builder.importing.taking import TOO_MANY, Lost, Rule, Values, filled, take

LISTS = ("units", "authors", "topics", "keywords", "aliases")
"""Item keys that hold several texts."""
CONTROLLED = ("kind", "units", "topics")
REQUIRED = ("title", "kind", "units", "topics", "openness")
_SIGNED = ("signed", "签发")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record has no place: a code that stays, and words."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the map makes of a record. `lost` are values by item key that did not come through."""

    record: Record
    values: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    issue: Mapping[str, str]
    slug: str
    derived: Values
    lost: tuple[tuple[str, Lost], ...] = ()

    @property
    def signed(self) -> str:
        """The day of the last sign-off; empty if there is none."""
        days = [row.get("at", "") for row in self.rows.get("steps", ()) if _is_signed(row)]
        return max(days, default="")[:10]


def _is_signed(row: Mapping[str, str]) -> bool:
    return row.get("step") in _SIGNED


def draft(record: Record, how: Map) -> Draft:
    """Apply every rule of the map to a record."""
    lost: list[tuple[str, Lost]] = []

    def taken(key: str, rule: Rule, values: Values) -> tuple[str, ...]:
        found = take(rule, values)
        lost.extend((key, loss) for loss in found.lost)
        texts = (one_line(unseen_removed(value)[0]) for value in found.values)
        return tuple(text for text in texts if text)

    values = dict(record.values)
    for name, rule in how.let:
        found = take(rule, values)
        values[f"${name}"] = found.values
    fields: dict[str, tuple[str, ...]] = {}
    for key, rule in how.fields.items():
        texts = taken(key, rule, values)
        if key not in LISTS and len(texts) > 1:
            lost.extend((key, Lost(TOO_MANY, text)) for text in texts[1:])
            texts = texts[:1]
        if texts:
            fields[key] = texts
    nested = {key: _rows(key, rows, values, taken) for key, rows in how.nested.items()}
    issue = {
        key: texts[0]
        for key, rule in how.issue.items()
        if (texts := taken(f"issue.{key}", rule, values))
    }
    return Draft(record, fields, nested, issue, _slug(how.slug, values), values, tuple(lost))


def one_line(text: str) -> str:
    """A text on one line: line ends between Chinese characters vanish, others are blanks."""
    if "\n" in text:
        text = re.sub(rf"(?<={_HAN})[ \t]*\n\s*(?={_HAN})", "", text)
    return " ".join(re.split(r"[ \t\n]+", text)).strip(" \u3000\u00a0")


def slugged(text: str) -> str:
    """A text as part of an address: lower-case letters, digits and hyphens; perhaps nothing."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


def _slug(templates: Iterable[str], values: Values) -> str:
    """By the first template that gives one; else a name made from the path, which stays."""
    found = (slugged(filled(template, values)) for template in templates)
    return next((slug for slug in found if slug), values["$hash"][0])


def _rows(
    key: str, rows: Rows, values: Values, taken: Callable[[str, Rule, Values], tuple[str, ...]]
) -> tuple[Mapping[str, str], ...]:
    """The tables of a nested key: one for each value of the key that has most of them."""
    found: list[Mapping[str, str]] = []
    for row in rows:
        texts = {name: taken(f"{key}.{name}", rule, values) for name, rule in row}
        if not all(texts.get(name) for name in NEEDED[key]):
            continue
        for index in range(max(len(several) for several in texts.values())):
            found.append(
                {
                    name: several[index] if len(several) > 1 else several[0]
                    for name, several in texts.items()
                    if several and (len(several) == 1 or index < len(several))
                }
            )
    return tuple(found)


def resolved(draft: Draft, codes: Mapping[str, Mapping[str, str]]) -> Draft:
    """The draft with codes in place of names, as far as they are known."""
    values = dict(draft.values)
    for key in CONTROLLED:
        if key in values:
            known = codes[key]
            values[key] = tuple(dict.fromkeys(known.get(v, v) for v in values[key]))
    return replace(draft, values=values)
