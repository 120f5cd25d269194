"""An issue (期) of a series and what its front matter says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from builder.model.item import Correction, Span, Waiver
from builder.model.prose import NO_PROSE, Prose


class IssueForm(StrEnum):
    """Regular (正刊), supplement (增刊, numbered apart) or special (专刊)."""

    REGULAR = "regular"
    SUPPLEMENT = "supplement"
    SPECIAL = "special"


class Status(StrEnum):
    """Whether an issue is out."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Distribution:
    """报 (to those above), 送 (to peers), 发 (to those below)."""

    report: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    send: tuple[str, ...] = ()


NO_DISTRIBUTION = Distribution()


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue. `id` is `series/year/folder`; `items` are ids in the order of the issue.

    `secrecy` is `none` or `keep` (内部资料), empty if nothing was said. An issue that exists only
    as a scan goes public if it was said to be `none`: nothing else tells whether it may.
    `closed` says that there is a seal.yml, `sealed` that it proves what it should; `body` is the
    SHA-256 of the note's source.
    """

    id: str
    path: str
    series: str
    year: int
    folder: str
    number: int
    date: date
    status: Status
    form: IssueForm = IssueForm.REGULAR
    total: int | None = None
    title: str = ""
    compiler: str = ""
    editor: str = ""
    proofreader: str = ""
    signer: str = ""
    distribution: Distribution = NO_DISTRIBUTION
    copies: int | None = None
    secrecy: str = ""
    cutoff: datetime | None = None
    scan: str = ""
    note: Prose = NO_PROSE
    items: tuple[str, ...] = ()
    closed: bool = False
    sealed: bool = False
    corrections: tuple[Correction, ...] = ()
    body: str = ""
    allow: tuple[Waiver, ...] = ()
    digest: str = ""
    at: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
