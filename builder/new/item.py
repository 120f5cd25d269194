"""A new item: its prefix, slug and index number, and the text of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from builder.importing.quoting import quote, texts
from builder.load.items import KEYS
from builder.load.lookup import Lookup
from builder.model.item import Openness
from builder.new import names
from builder.new.notes import ITEM, ITEM_REQUIRED
from builder.new.scaffold import Style, text
from builder.new.talk import RefusedError

BODY = "正文写在下面这行“---”之后，段与段之间空一行。"
OPENNESS = {Openness.PUBLIC: "公开", Openness.INTERNAL: "内部"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor chose: codes of the vocabularies; empty where it is left for later."""

    units: tuple[str, ...]
    openness: Openness
    title: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    slug: str = ""


def slug(wanted: Wanted, taken: Mapping[str, int]) -> str:
    """The slug given, or the leading unit's code with the number after those it has."""
    if wanted.slug:
        found = names.code(wanted.slug)
        if found in taken:
            raise RefusedError(
                f"代号“{found}”在这一期里已经有了，换一个。",
                f"the slug `{found}` is taken in this issue; choose another.",
            )
        return found
    unit = wanted.units[0]
    numbers = (re.fullmatch(rf"{re.escape(unit)}-(\d{{1,9}})", other) for other in taken)
    return names.code(f"{unit}-{max((int(m[1]) for m in numbers if m), default=0) + 1}")


def prefix(taken: Mapping[str, int]) -> str:
    """The prefix that puts an item at the end of its issue."""
    return f"{max(taken.values(), default=0) + 1:02}"


def item_text(wanted: Wanted, index_no: str, lookup: Lookup, style: Style) -> str:
    """The text of the item's file."""
    chinese = style.keys == "zh"

    def named(codes: tuple[str, ...], labels: Mapping[str, str]) -> str:
        return texts(labels[code] if chinese else code for code in codes)

    kind = (lookup.kinds.labels[wanted.kind] if chinese else wanted.kind) if wanted.kind else ""
    values = {
        "title": quote(wanted.title) if wanted.title else "",
        "kind": quote(kind) if kind else "",
        "units": named(wanted.units, lookup.units.labels),
        "topics": named(wanted.topics, lookup.topics.labels) if wanted.topics else "",
        "openness": OPENNESS[wanted.openness] if chinese else wanted.openness.value,
        "steps": "",
    }
    if index_no:
        values["index_no"] = quote(index_no)
    return text(ITEM, ITEM_REQUIRED, values, KEYS, style, BODY)
