"""Digests of links, and the order of a chain: where it is whole, where it breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.model.seal import FullLink, Leaf, Part, PublicLink, Seal
from builder.seals.records import Files, Record, canonical, digest

FORMAT = "1"
"""The version of all that is digested here; another version would begin other chains."""


def public_digest(series: str, link: PublicLink) -> str:
    """What stands for a public link and, through it, for all before it."""
    return digest(f"build-seal/{FORMAT} public {series} {link.previous} {link.commitment}")


def full_digest(series: str, link: FullLink) -> str:
    """What stands for a full link and all before it."""
    acts = [act.value for act in link.acts]
    fields = [link.previous, link.date.isoformat(), acts, link.note, link.state, link.public]
    return digest(f"build-seal/{FORMAT} full {series} {canonical(fields)}")


def leaf_digest(salt: str, record: str, files: Files) -> str:
    """A record (its digest) and its files, hidden by a salt: who lacks it can't try guesses."""
    return digest(f"{salt} {record} {canonical(files)}")


def commitment(leaves: Mapping[str, Leaf]) -> str:
    """What stands for all leaves."""
    return digest(canonical({name: leaf.digest for name, leaf in leaves.items()}))


def marks(record: Record) -> dict[str, str]:
    """A short mark of each field: it only tells an editor what changed."""
    return {key: digest(canonical(value))[:8] for key, value in record.items()}


def state(parts: Mapping[str, Part]) -> str:
    """What stands for all parts, and for what is told of them."""
    return digest(canonical({name: part_text(part) for name, part in parts.items()}))


def part_text(part: Part) -> str:
    """A part as a line of seal.yml has it: its digest, then the mark of each field."""
    return " ".join((part.digest, *(f"{key}={mark}" for key, mark in part.marks.items())))


@dataclass(frozen=True, slots=True)
class Step:
    """A link in its place: whose it is, which of that issue's, its digest and the one before."""

    issue: str
    number: int
    digest: str
    previous: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A chain followed from its beginning. `torn` are links without the one they follow, `forked`
    those that follow the same link as another; what comes after either is not in `steps`."""

    steps: tuple[Step, ...] = ()
    torn: tuple[Step, ...] = ()
    forked: tuple[Step, ...] = ()

    @property
    def head(self) -> str:
        """The digest of the last link; empty where there is none."""
        return self.steps[-1].digest if self.steps else ""


def walk(links: Iterable[Step]) -> Walk:
    """Follow a chain, in whatever order its links are given."""
    given = sorted(links, key=lambda link: (link.issue, link.number))
    after: dict[str, list[Step]] = defaultdict(list)
    for link in given:
        after[link.previous].append(link)
    known = {link.digest for link in given} | {""}
    forked = [link for links_ in after.values() if len(links_) > 1 for link in links_]
    steps: list[Step] = []
    at = ""
    while len(after[at]) == 1 and len(steps) <= len(given):
        steps.append(after[at][0])
        at = steps[-1].digest
    torn = tuple(link for link in given if link.previous not in known)
    return Walk(tuple(steps), torn, tuple(forked))


def public_walk(series: str, seals: Iterable[Seal]) -> Walk:
    """The public chain of a series."""
    return walk(
        Step(seal.issue, n, public_digest(series, link), link.previous)
        for seal in seals
        for n, link in enumerate(seal.public)
    )


def full_walk(series: str, seals: Iterable[Seal]) -> Walk:
    """The full chain of a series."""
    return walk(
        Step(seal.issue, n, full_digest(series, link), link.previous)
        for seal in seals
        for n, link in enumerate(seal.full)
    )
