"""An item and an issue with everything that stands on their pages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.views.entries import ContentsRow, Masthead
from builder.views.frame import Day, Fact, Kind, Link


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo or diagram of an item, sizes in CSS pixels (0: unknown)."""

    address: str
    width: int
    height: int
    alt: str
    caption: str
    by: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to take away; `note` says kind and size."""

    label: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of an item."""

    day: Day
    note: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of handling or follow-up.

    `state` is done, late (done after its deadline), open or overdue; `late` says by how long.
    """

    label: str
    at: Day | None
    time: str
    by: str
    due: Day | None
    state: str
    late: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next on a matter, by whom and by when; without a label, that nothing does."""

    state: str
    label: str
    by: str
    due: Day | None
    standing: str


@dataclass(frozen=True, slots=True)
class AdoptionView:
    """An adoption by a higher office or the media."""

    level: str
    publication: str
    number: str
    day: Day
    form: str


@dataclass(frozen=True, slots=True)
class AnnotationView:
    """批示: date, person, unit, target, text, in this order."""

    day: Day
    person: str
    rank: str
    unit: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One item of a chain of reports on the same matter; `current` marks the page's own."""

    title: str
    address: str
    day: Day
    when: str
    units: tuple[Link, ...]
    current: str


@dataclass(frozen=True, slots=True)
class ItemBody:
    """An item as it stands whole in its issue."""

    number: int
    fragment: str
    address: str
    title: Markup
    subtitle: str
    kind: Kind
    units: tuple[Link, ...]
    authors: str
    lang: str
    withdrawn: str
    body: Markup
    photos: tuple[Photo, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Colophon:
    """报尾: 报, 送, 发 and 共印; empty strings are not shown."""

    report: str
    copy: str
    send: str
    copies: str
    editor: str
    proofreader: str
    signer: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue, whole and in order. `seal` is the digest it was sealed with, and where to read it."""

    masthead: Masthead
    contents: tuple[ContentsRow, ...]
    note: Markup
    corrections: tuple[Correction, ...]
    items: tuple[ItemBody, ...]
    colophon: Colophon
    scan: Attachment | None
    previous: Link | None
    next: Link | None
    year: Link
    cite: Markup
    seal: Link | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item on its own page."""

    issue: Link
    place: str
    day: Day
    title: Markup
    lang: str
    subtitle: str
    kind: Kind
    units: tuple[Link, ...]
    urgent: str
    facts: tuple[Fact, ...]
    summary: Markup
    body: Markup
    photos: tuple[Photo, ...]
    attachments: tuple[Attachment, ...]
    corrections: tuple[Correction, ...]
    withdrawn: str
    merged: Link | None
    laws: tuple[Link, ...]
    authors: str
    steps: tuple[StepView, ...]
    followups: tuple[StepView, ...]
    ahead: Ahead | None
    adoptions: tuple[AdoptionView, ...]
    annotations: tuple[AnnotationView, ...]
    chain: tuple[ChainRow, ...]
    previous: Link | None
    next: Link | None
    cite: Markup
    permanent: str
