"""A seal (封存): what was recorded of an issue when it was closed, in two chains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from builder.model.item import Span


class Act(StrEnum):
    """Why a link was added: the first sealing, or what was declared afterwards."""

    SEAL = "seal"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    REDACTION = "redaction"
    RECLASSIFICATION = "reclassification"
    RENEWAL = "renewal"  # the program reads the same source otherwise than before


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link of the public chain: the digest of the link before (empty: the first), and a
    commitment to what the public may read of the issue."""

    previous: str
    commitment: str


@dataclass(frozen=True, slots=True)
class FullLink:
    """A link of the full chain; `public` is the digest of the issue's last public link or empty."""

    previous: str
    date: date
    acts: tuple[Act, ...]
    note: str
    state: str
    public: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of the public commitment: its digest is hidden by the salt, which is random."""

    salt: str
    digest: str


@dataclass(frozen=True, slots=True)
class Part:
    """A sealed file: its digest, and short marks of its fields, which only tell what changed."""

    digest: str
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal.yml. `leaves` and `parts` belong to the last link of each chain.

    Parts are named `issue.md`, by the slug of an item, or by the name of a photo or attachment;
    leaves likewise, without files. A tree that was exported for the public has no full chain.
    """

    path: str
    issue: str
    public: tuple[PublicLink, ...] = ()
    leaves: Mapping[str, Leaf] = field(default_factory=dict)
    full: tuple[FullLink, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    at: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link of the public chain as an edition shows it; without an issue it says nothing more."""

    digest: str
    previous: str
    commitment: str
    issue: str = ""
    leaves: Mapping[str, Leaf] = field(default_factory=dict)
