"""Holds the seals against the content: which issues are soundly sealed, and what speaks against it.

A pure question to a Site. Whatever is not proven sound is not sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from builder.model.issue import Issue
from builder.model.seal import Act, Leaf, Part, Seal
from builder.model.site import Site
from builder.seals import chain
from builder.seals.records import Files, full_digests, full_record, is_file, public_digests


@dataclass(frozen=True, slots=True)
class Change:
    """A part that is not as it was sealed.

    `what` is `changed`, `added` or `gone`; `fields` are those that differ; `acts` the declared
    changes that allow it, none if it was not declared.
    """

    part: str
    what: str
    fields: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a seal. `damage` names what is wrong with the file itself (see
    `rules.seals.seal_broken`), `torn` and `forked` its links; `outdated` that the same source
    reads otherwise than when it was sealed."""

    damage: str = ""
    torn: bool = False
    forked: bool = False
    changes: tuple[Change, ...] = ()
    outdated: bool = False
    behind: bool = field(default=False)
    """Whether it only hangs on a link that is itself not sound: told there, not here."""

    @property
    def sound(self) -> bool:
        """Whether the issue counts as sealed."""
        faults = (self.damage, self.torn, self.forked, self.changes, self.outdated, self.behind)
        return not any(faults)


@dataclass(frozen=True)
class Judgement:
    """The seals of a site, judged together: chains run through the issues of a series."""

    site: Site

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What is to be said of each issue that has a seal."""
        return {id_: self._verdict(id_, seal) for id_, seal in self.site.seals.items()}

    @cached_property
    def public(self) -> Mapping[str, chain.Walk]:
        """The public chain of each series."""
        return {code: chain.public_walk(code, seals) for code, seals in self._by_series.items()}

    @cached_property
    def full(self) -> Mapping[str, chain.Walk]:
        """The full chain of each series."""
        return {code: chain.full_walk(code, seals) for code, seals in self._by_series.items()}

    @cached_property
    def _by_series(self) -> Mapping[str, tuple[Seal, ...]]:
        found: dict[str, list[Seal]] = {}
        for id_, seal in self.site.seals.items():
            if seal.issue == id_:
                found.setdefault(_series(id_), []).append(seal)
        return {code: tuple(seals) for code, seals in found.items()}

    def _verdict(self, id_: str, seal: Seal) -> Verdict:
        damage = self._damage(id_, seal)
        if damage:
            return Verdict(damage=damage)
        series = _series(id_)
        walks = (self.public[series], self.full[series])
        torn = any(step.issue == id_ for walk in walks for step in walk.torn)
        forked = any(step.issue == id_ for walk in walks for step in walk.forked)
        reached = sum(step.issue == id_ for walk in walks for step in walk.steps)
        behind = not (torn or forked) and reached < len(seal.public) + len(seal.full)
        issue = self.site.issues.get(id_)
        if issue is None:  # it could not be read, which is told
            return Verdict(torn=torn, forked=forked, behind=True)
        found = tuple(changes(self.site, issue, seal))
        outdated = not found and not self._is_same_for_the_public(issue, seal)
        if outdated and not seal.full:  # nothing but the public chain tells that it changed
            return Verdict("", torn, forked, tuple(_differing(self.site, issue, seal)))
        return Verdict("", torn, forked, found, outdated, behind)

    def _damage(self, id_: str, seal: Seal) -> str:
        """What is wrong with a seal that has to be right in itself."""
        if seal.issue != id_:
            return "issue" if seal.issue else "unreadable"
        if not seal.public and not seal.full:
            return "unreadable"
        if bool(seal.public) != bool(seal.leaves) or bool(seal.full) != bool(seal.parts):
            return "digest"
        if seal.public and chain.commitment(seal.leaves) != seal.public[-1].commitment:
            return "digest"
        if seal.full:
            last = seal.full[-1]
            public = chain.public_digest(_series(id_), seal.public[-1]) if seal.public else ""
            if chain.state(seal.parts) != last.state or last.public != public:
                return "digest"
        elif any(other.full for other in self._by_series[_series(id_)]):
            return "full"
        return ""

    def _is_same_for_the_public(self, issue: Issue, seal: Seal) -> bool:
        found = public_digests(self.site, issue)
        # Where nothing is shown of it, nothing need agree.
        return not found or agree(seal.leaves, found)


def agree(leaves: Mapping[str, Leaf], shown: Mapping[str, tuple[str, Files]]) -> bool:
    """Whether leaves stand for just what is shown."""
    return set(leaves) == set(shown) and all(
        chain.leaf_digest(leaf.salt, *shown[name]) == leaf.digest for name, leaf in leaves.items()
    )


def sealed(site: Site) -> Site:
    """The site with `sealed` set on the issues whose seals are sound, and on no other."""
    if not site.seals:
        return site
    verdicts = Judgement(site).verdicts
    issues = {
        id_: replace(issue, sealed=verdicts[id_].sound) if id_ in verdicts else issue
        for id_, issue in site.issues.items()
    }
    return replace(site, issues=issues)


def changes(site: Site, issue: Issue, seal: Seal) -> Iterator[Change]:
    """How the content differs from the last full link of its seal."""
    if not seal.full:
        return
    now = full_digests(site, issue)
    declared: set[Act] = set()
    for name in (*(n for n in now if not is_file(n)), *_files(now, seal)):
        before, after = seal.parts.get(name), now.get(name)
        if before and before.digest == after:
            continue
        if after is None:
            # A file that nothing refers to any longer went with what referred to it.
            acts = tuple(sorted(declared)) if is_file(name) else ()
            yield Change(name, "gone", (), acts)
        elif before is None:
            acts = tuple(sorted(declared)) if is_file(name) else ()
            yield Change(name, "added", (), acts)
        elif is_file(name):
            yield Change(name, "changed", (), tuple(sorted(declared)))
        else:
            fields = _fields(before, chain.marks(full_record(site, issue, name)))
            acts = _acts(before, fields)
            declared |= set(acts)
            yield Change(name, "changed", fields, acts)


def _files(now: Mapping[str, str], seal: Seal) -> Iterator[str]:
    """What is left to look at: what is gone, then files, when all declarations are known."""
    yield from (name for name in seal.parts if name not in now)
    yield from (name for name in now if is_file(name))


def _fields(before: Part, after: Mapping[str, str]) -> tuple[str, ...]:
    keys = dict.fromkeys((*after, *before.marks))
    return tuple(key for key in keys if before.marks.get(key) != after.get(key))


def _acts(before: Part, fields: tuple[str, ...]) -> tuple[Act, ...]:
    """The declared changes that allow these fields to differ; none if one is not allowed."""
    acts = []
    for key in fields:
        head = key.partition(".")[0]
        if head in ("corrections", "redactions", "withdrawn") and key in before.marks:
            return ()  # what was declared once stays as it was declared
        if head == "corrections":
            acts.append(Act.CORRECTION)
        elif head == "redactions":
            acts.append(Act.REDACTION)
        elif head == "withdrawn":
            acts.append(Act.WITHDRAWAL)
        elif head == "openness":
            acts.append(Act.RECLASSIFICATION)
    others = [key for key in fields if key != "openness" and not _declares(key)]
    if others and not {Act.CORRECTION, Act.REDACTION, Act.WITHDRAWAL} & set(acts):
        return ()
    if "status" in fields:
        return ()
    return tuple(dict.fromkeys(acts))


def _declares(key: str) -> bool:
    return key.partition(".")[0] in ("corrections", "redactions", "withdrawn")


def _differing(site: Site, issue: Issue, seal: Seal) -> Iterator[Change]:
    """How the content differs from the public leaves, where there is no full chain."""
    found = public_digests(site, issue)
    for name in dict.fromkeys((*found, *seal.leaves)):
        leaf, shown = seal.leaves.get(name), found.get(name)
        if leaf is None:
            yield Change(name, "added")
        elif shown is None:
            yield Change(name, "gone")
        elif chain.leaf_digest(leaf.salt, *shown) != leaf.digest:
            yield Change(name, "changed")


def _series(id_: str) -> str:
    return id_.partition("/")[0]
