"""An item of information (条) and everything its front matter says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from builder.model.prose import Prose

Span = tuple[int, int, int]
"""Line, column (both from 1) and length in characters of a value in its file."""


class Openness(StrEnum):
    """Whether the public may read it."""

    PUBLIC = "public"
    INTERNAL = "internal"


class StepName(StrEnum):
    """The five steps of handling, in their order."""

    SUBMITTED = "submitted"
    SCREENED = "screened"
    EDITED = "edited"
    REVIEWED = "reviewed"
    SIGNED = "signed"


class Form(StrEnum):
    """How an item was adopted: alone, as part of a digest, or passed on."""

    SINGLE = "single"
    COMBINED = "combined"
    RELAYED = "relayed"


class Outcome(StrEnum):
    """Why an item was withdrawn."""

    ERROR = "error"
    MERGED = "merged"
    EXPIRED = "expired"
    RECLASSIFIED = "reclassified"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of handling; `exact` says that `at` has a time of day, `due_exact` likewise."""

    step: StepName
    at: datetime
    exact: bool = False
    by: str = ""
    role: str = ""
    acting: bool = False
    due: datetime | None = None
    due_exact: bool = False
    delay_reason: str = ""


@dataclass(frozen=True, slots=True)
class Adoption:
    """采用 by a level's publication; codes of the vocabulary."""

    level: str
    publication: str
    date: date
    number: str = ""
    form: Form = Form.SINGLE


@dataclass(frozen=True, slots=True)
class Annotation:
    """批示: date, person, unit annotated to, target, text."""

    date: date
    person: str
    unit: str
    target: str
    text: str
    rank: str = ""
    openness: Openness = Openness.INTERNAL


@dataclass(frozen=True, slots=True)
class Followup:
    """A step taken on the matter later."""

    step: str
    officer: str = ""
    due: date | None = None
    done: date | None = None
    delay_reason: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A law or rule the item refers to; `url` may be empty."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """A photo named in the front matter; `src` is a file beside the item."""

    src: str
    alt: str
    caption: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: a declared change."""

    date: date
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤回; `merged_into` is an id or empty."""

    date: date
    reason: str
    outcome: Outcome
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """遮蔽: a declared removal of words."""

    date: date
    note: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule the editor has waived for this file, and why."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `id` is its path without prefix and suffix; `prefix` orders it in its issue.

    `folder` is where its files lie, relative to the root; `at` maps a field (`units.0`) to its
    place in `path`, for diagnostics only; `digest` stands for its source text.
    """

    id: str
    path: str
    prefix: int
    slug: str
    title: str
    kind: str
    units: tuple[str, ...]
    topics: tuple[str, ...]
    openness: Openness
    steps: tuple[Step, ...]
    prose: Prose
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    index_no: str = ""
    doc_no: str = ""
    scope: str = ""
    urgency: str = ""
    event_date: date | None = None
    adoptions: tuple[Adoption, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    followups: tuple[Followup, ...] = ()
    call: str = ""
    continues: str = ""
    laws: tuple[Law, ...] = ()
    photos: tuple[PhotoRef, ...] = ()
    aliases: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    redactions: tuple[Redaction, ...] = ()
    review_on: date | None = None
    allow: tuple[Waiver, ...] = ()
    lang: str = ""
    digest: str = ""
    at: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    @property
    def issue(self) -> str:
        """The id of its issue: `zwxx/2026/0012`."""
        return self.id.rpartition("/")[0]

    @property
    def signed(self) -> datetime | None:
        """The time of the last sign-off."""
        return max((s.at for s in self.steps if s.step is StepName.SIGNED), default=None)
