"""The whole bulletin as one value, and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from builder.model.issue import Issue
from builder.model.item import Item, Span, Waiver
from builder.model.prose import NO_PROSE, Prose
from builder.model.seal import Seal, ShownLink
from builder.model.vocabulary import Vocabularies


class Edition(StrEnum):
    """For whom a site is built."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Repository(StrEnum):
    """Who can read the repository of the content."""

    PRIVATE = "private"
    PUBLIC = "public"


OPENABLE = (
    "authors",
    "photo_credits",
    "adoptions",
    "annotations",
    "notices",
    "calls",
    "trail",
    "staff",
    "distribution",
)
"""What `editions.public.open` may name."""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Registered numbers of the site and its owner; empty ones are not shown."""

    site_id_code: str = ""
    icp: str = ""
    police: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Higher:
    """Items of this scope, urgency or kind (empty: any) must be signed in one of these offices."""

    roles: tuple[str, ...]
    scope: str = ""
    urgency: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who may sign. `same_person`, for one person in two steps: `warning`, `error`, `allowed`."""

    same_person: str = "warning"
    higher: tuple[Higher, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """site.yml. `base_url` ends in a slash; `require_seal` is a date or None."""

    name: str
    base_url: str
    locale: str = "zh-CN"
    time_zone: str = "Asia/Shanghai"
    owner: str = ""
    phone: str = ""
    postal: str = ""
    identifiers: Identifiers = field(default_factory=Identifiers)
    index_no: str = ""
    require_seal: date | None = None
    signing: Signing = field(default_factory=Signing)
    open: tuple[str, ...] = ()
    repository: Repository = Repository.PRIVATE
    fold_traditional: bool = True
    theme: Mapping[str, str] = field(default_factory=dict)
    at: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CallPoint:
    """A wanted subject of a call (报送要点)."""

    id: str
    text: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a unit did about a commission: when it handed in, why it was late or has not."""

    unit: str
    at: datetime | None = None
    exact: bool = False
    delay_reason: str = ""


@dataclass(frozen=True, slots=True)
class Commission:
    """约稿: a wanted item, from whom, by when; `replies` tells what no adopted item tells."""

    id: str
    title: str
    to: tuple[str, ...]
    due: datetime
    due_exact: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """What is wanted in a period; `to` holds unit or group codes, or `all`."""

    name: str
    path: str
    title: str
    to: tuple[str, ...]
    due: date
    points: tuple[CallPoint, ...] = ()
    commissions: tuple[Commission, ...] = ()
    prose: Prose = NO_PROSE
    at: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """How many items a unit sent in within a month; `measure` is 条 or 期, `line` its row."""

    unit: str
    month: str
    submitted: int
    measure: str
    line: int = field(default=1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """加扣分: points given to or taken from a unit by hand; `reason` is a code, `item` an id."""

    day: date
    unit: str
    reason: str
    points: str
    item: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextPage:
    """A standing text (about, guide, …)."""

    code: str
    path: str
    title: str
    order: int = 0
    openness: str = "public"
    summary: str = ""
    prose: Prose = NO_PROSE
    allow: tuple[Waiver, ...] = ()
    digest: str = ""
    at: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that content may refer to: path from the root, size in bytes, pixels if an image.

    `found` is what a document carries besides its pages (see `builder.documents`).
    `digest` is the SHA-256 of the file, `published` that of the bytes it is published as, where
    they differ.
    """

    path: str
    size: int
    digest: str
    width: int = 0
    height: int = 0
    found: tuple[tuple[str, str], ...] = ()
    published: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a withdrawn item that would otherwise be public."""

    id: str
    date: date
    outcome: str
    reason: str
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything under `site_src/` and `issues/`, decoded. Issues are in order of publication.

    `as_of` is the day that deadlines are counted to; the public edition has none, so that its
    pages do not change with the days.
    `seals` are by issue; an edition has `chains` in their place, by series, as it may show them.
    """

    settings: Settings
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    issues: Mapping[str, Issue] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    submissions: tuple[Submission, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    pages: Mapping[str, TextPage] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    static: tuple[Asset, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    unsigned: frozenset[str] = frozenset()
    seals: Mapping[str, Seal] = field(default_factory=dict)
    chains: Mapping[str, tuple[ShownLink, ...]] = field(default_factory=dict)
    edition: Edition | None = None
    as_of: date | None = None
