"""What a decoded map says: which files, which rules, what may be created, how texts are cleaned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.fields import Table, Text
from builder.importing.taking import Rule


@dataclass(frozen=True, slots=True)
class Metadata:
    """A table beside the texts: its file, its column that names a record, what that matches."""

    file: str
    key: str
    match: str


@dataclass(frozen=True, slots=True)
class Source:
    """Which files are read, and how."""

    kind: str = "markdown"
    include: tuple[str, ...] = ("**/*.md",)
    exclude: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ("utf-8",)
    path: re.Pattern[str] | None = None
    front_matter: str = "auto"
    metadata: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Creating:
    """What may be added to a vocabulary: entries as written, and names that are not in it yet."""

    entries: tuple[tuple[Text, Table], ...] = ()
    add: bool = False
    prefix: str = ""
    group: str = ""
    parents: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """How a text is cleaned."""

    start_after: str = ""
    drop: tuple[re.Pattern[str], ...] = ()
    title_heading: str = "drop"
    headings: int = 0
    html: str = "text"
    indent: str = "drop"
    lines: str = "wrapped"
    escape: bool = False
    files: str = "copy"
    before: str = ""
    after: str = ""


Rows = tuple[tuple[tuple[str, Rule], ...], ...]
"""Lists of tables such as `steps`: the rules of each table's keys."""


@dataclass(frozen=True, slots=True)
class Map:
    """The decoded map. `nested` are the rules of keys that hold tables.

    `item_allow` and `issue_allow` are waivers, by rule, that every item or issue is given.
    """

    source: Source = Source()
    let: tuple[tuple[str, Rule], ...] = ()
    fields: Mapping[str, Rule] = field(default_factory=dict)
    nested: Mapping[str, Rows] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    create: Mapping[str, Creating] = field(default_factory=dict)
    groups: tuple[tuple[str, str], ...] = ()
    issue: Mapping[str, Rule] = field(default_factory=dict)
    numbering: str = ""
    slug: tuple[str, ...] = ("{$stem}",)
    body: Body = Body()
    site: Table | None = None
    item_allow: tuple[tuple[str, str], ...] = ()
    issue_allow: tuple[tuple[str, str], ...] = ()

    def used(self) -> frozenset[str]:
        """The source keys that some rule or template looks at."""
        rules_ = [rule for _, rule in self.let]
        rules_ += [*self.fields.values(), *self.issue.values()]
        rules_ += [rule for rows in self.nested.values() for row in rows for _, rule in row]
        named = {source for rule in rules_ for source in rule.sources}
        for template in (*self.slug, self.body.before, self.body.after):
            named |= set(re.findall(r"\{([^{}]+)\}", template))
        match = self.source.metadata
        return frozenset(named | ({match.key, match.match} if match else set()))
