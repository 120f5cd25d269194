"""An item of information (条) and everything its front matter says."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from builder.model.prose import Prose, RefRole, summary

SUMMARY = 100
"""Characters of a summary that was not written by the editor (the catalogue's rule)."""

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
    """采用 by a level's publication; codes of the vocabulary.

    `points` are what the adopting office counted itself, a decimal number as written or empty.
    """

    level: str
    publication: str
    date: date
    number: str = ""
    form: Form = Form.SINGLE
    points: str = ""


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
    """遮蔽: words that no output may show. Loading puts `instead` in the place of the passage."""

    date: date
    note: str
    passage: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule the editor has waived for this file, and why."""

    code: str
    reason: str


GONE = "已撤回"
"""Stands for title and text of a withdrawn item where only its tombstone may be told."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `id` is its path without prefix and suffix; `prefix` orders it in its issue.

    `folder` is where its files lie, relative to the root; `at` maps a field (`units.0`) to its
    place in `path`, for diagnostics only; `digest` stands for its source text, `body` (SHA-256)
    for the text below the front matter, whatever its line ends. `sealed_as` and `shown_as` are
    the digests of its full and its public record (see `seals.records`).
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
    body: str = ""
    digest: str = ""
    sealed_as: str = field(default="", compare=False)
    shown_as: str = field(default="", compare=False)
    at: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    @property
    def issue(self) -> str:
        """The id of its issue: `zwxx/2026/0012`."""
        return self.id.rpartition("/")[0]

    @property
    def signed(self) -> datetime | None:
        """The time of the last sign-off."""
        return max((s.at for s in self.steps if s.step is StepName.SIGNED), default=None)

    @property
    def first_signed(self) -> date | None:
        """The day of the first sign-off."""
        signed = (s.at.date() for s in self.steps if s.step is StepName.SIGNED)
        return min(signed, default=None)

    @property
    def about(self) -> str:
        """The editor's summary, or the beginning of the text."""
        return self.summary or summary(self.prose.text, SUMMARY)

    @property
    def files(self) -> tuple[str, ...]:
        """The files it shows or links to, as they are called beside it, each once."""
        names = [r.target for r in self.prose.refs if r.role in (RefRole.FILE, RefRole.IMAGE)]
        return tuple(dict.fromkeys((*names, *(photo.src for photo in self.photos))))

    @property
    def sent(self) -> str:
        """The month in which it was sent in: `2026-03`; empty if nothing says so."""
        sent = (s.at for s in self.steps if s.step is StepName.SUBMITTED)
        return next((f"{at:%Y-%m}" for at in sent), "")

    @property
    def leads(self) -> bool:
        """Whether its text links to other items or issues."""
        return any(ref.role is RefRole.ITEM for ref in self.prose.refs)

    @property
    def outline(self) -> str:
        """What stands for all of the item but the words of its text: a list shows no more."""
        shown = (getattr(self, name) for name in FIELDS if name not in _TEXTUAL)
        whole = repr((*shown, self.about)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(whole, digest_size=16).hexdigest()


Face = tuple[Any, ...]
"""The fields of an item in their order, then `first_signed`, `about`, `files`, `leads`,
`sent`, `outline` and `issue`; those that are no plain values are UNSET."""

UNSET = ...
"""Stands in a face for a field that is filled in later."""

_TEXTUAL = ("prose", "body", "digest", "sealed_as", "shown_as", "at")
"""Fields that change with the words of the text."""
FIELDS = tuple(f.name for f in fields(Item))
_AT = {name: place for place, name in enumerate(FIELDS)}
_COMPARED = tuple(f.name for f in fields(Item) if f.compare)
_FACE = (*FIELDS, "first_signed", "about", "files", "leads", "sent", "outline", "issue")
FACED = len(_FACE)


class Later(Item):
    """An item known by its face, which fills itself in when somebody asks for more.

    A site of many thousand items is mostly counted, ordered and listed: that needs the face alone.
    """

    __slots__ = ("_all", "_fill", "face")
    face: Face
    _fill: Callable[[], Item]
    _all: Item | None

    def __new__(cls, *values: Any, **named: Any) -> Item:  # type: ignore[misc]
        """A copy with other values (`replace`) is an item like any other."""
        return Item(*values, **named)

    def __eq__(self, other: object) -> bool:
        """Equal to any item with the same fields."""
        if not isinstance(other, Item):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _COMPARED)

    __hash__ = Item.__hash__

    def whole(self) -> Item:
        """The item with all its fields."""
        found = self._all
        if found is None:
            found = self._fill()
            _put_all(self, found)
            _FULL.append(self)
            if len(_FULL) > MOST:
                _put_all(_FULL.popleft(), None)
        return found


_READ: Mapping[str, Callable[[Any], Any]] = {
    "openness": Openness,
    "first_signed": lambda day: date.fromordinal(day) if day else None,
}
"""How values are read that a face has as text or number."""


MOST = 2_000
"""Items that are kept whole at a time: a site of any size needs little memory."""

_FULL: deque[Later] = deque()


def _field(name: str, place: int) -> property:
    read = _READ.get(name)

    def get(self: Later) -> Any:
        value = self.face[place]
        return getattr(self.whole(), name) if value is UNSET else value

    def made(self: Later) -> Any:
        value = self.face[place]
        return getattr(self.whole(), name) if value is UNSET else read(value) if read else value

    return property(made if read else get)


for _place, _name in enumerate(_FACE):
    setattr(Later, _name, _field(_name, _place))
_put_face = Later.face.__set__  # type: ignore[attr-defined]
_put_fill = Later._fill.__set__  # type: ignore[attr-defined]
_put_all = Later._all.__set__  # type: ignore[union-attr]


def face(item: Item) -> Face:
    """What is known of an item without its text."""
    return tuple(_simple(name, getattr(item, name)) for name in _FACE)


def _simple(name: str, value: Any) -> Any:
    """A value as a face has it: text, a number, nothing, or a row of texts."""
    if name == "openness":
        return str(value)
    if name == "first_signed":
        return value.toordinal() if value else 0
    row = type(value) is tuple and all(type(part) is str for part in value)
    return value if row or type(value) in (str, int, bool, type(None)) else UNSET


def later(known: Face, fill: Callable[[], Item]) -> Item:
    """The item with this face; `fill` gives all of it when somebody asks for the rest."""
    item: Any = object.__new__(Later)
    _put_face(item, known)
    _put_fill(item, fill)
    _put_all(item, None)
    return item  # type: ignore[no-any-return]


def projected(
    item: Item, dropped: Sequence[int], known: Mapping[str, Any], fill: Callable[[], Item]
) -> Item:
    """What an edition shows of an item, made when somebody asks for more than is `known` of it.

    Of the fields at the places `dropped` nothing is taken over.
    """
    if not isinstance(item, Later):
        return fill()
    values = list(item.face)
    for place in dropped:
        values[place] = UNSET
    for name, value in known.items():
        values[_AT[name]] = value
    return later(tuple(values), fill)


def all_but(names: Collection[str]) -> tuple[int, ...]:
    """The places of all fields but these."""
    return tuple(place for place, name in enumerate(FIELDS) if name not in names)
