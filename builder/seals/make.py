"""Makes the links of a seal: the first ones, and the amendments after a declared change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from builder.model.issue import Issue
from builder.model.seal import Act, FullLink, Leaf, Part, PublicLink, Seal
from builder.model.site import Site
from builder.seals import chain
from builder.seals.judge import Judgement, agree
from builder.seals.records import Files, full_digests, full_record, public_digests

Salt = Callable[[], str]
"""Gives 32 random hexadecimal digits."""


def link(site: Site, issue: Issue, day: date, acts: tuple[Act, ...], note: str, salt: Salt) -> Seal:
    """The seal of an issue with one link more in the full chain, and in the public one if what
    the public may read is new. What is as it was keeps its salt."""
    before = site.seals.get(issue.id) or Seal(seal_path(issue), issue.id)
    judgement = Judgement(site)
    series = issue.series
    seal = _with_public(before, site, issue, judgement, salt)
    parts = {
        name: Part(digest, chain.marks(full_record(site, issue, name)))
        for name, digest in full_digests(site, issue).items()
    }
    walk = judgement.full.get(series)
    public = chain.public_digest(series, seal.public[-1]) if seal.public else ""
    previous = walk.head if walk else ""
    full = FullLink(previous, day, acts, note, chain.state(parts), public)
    return replace(seal, full=(*before.full, full), parts=parts)


def _with_public(before: Seal, site: Site, issue: Issue, judgement: Judgement, salt: Salt) -> Seal:
    shown = public_digests(site, issue)
    if not shown or agree(before.leaves, shown):
        return before
    leaves = {name: _leaf(before.leaves.get(name), *what, salt) for name, what in shown.items()}
    walk = judgement.public.get(issue.series)
    new = PublicLink(walk.head if walk else "", chain.commitment(leaves))
    return replace(before, public=(*before.public, new), leaves=leaves)


def _leaf(old: Leaf | None, record: str, files: Files, salt: Salt) -> Leaf:
    if old and chain.leaf_digest(old.salt, record, files) == old.digest:
        return old
    new = salt()
    return Leaf(new, chain.leaf_digest(new, record, files))


def seal_path(issue: Issue) -> str:
    """Where the seal of an issue stands."""
    return issue.path.removesuffix("issue.md") + "seal.yml"
