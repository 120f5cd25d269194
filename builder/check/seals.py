"""Is every seal sound, and everything sealed as it was, or declared and sealed again?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.check.places import at
from builder.diagnostic import Diagnostic, Place
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.prose import Prose
from builder.model.seal import Seal
from builder.model.site import Site
from builder.rules import seals as rules
from builder.seals.judge import Change, Judgement, Verdict
from builder.seals.records import ISSUE


def check(site: Site, unread: frozenset[str]) -> Iterator[Diagnostic]:
    """What speaks against each seal. Nothing is said of content that could not be read."""
    judgement = Judgement(site)
    for id_, verdict in judgement.verdicts.items():
        seal = site.seals[id_]
        yield from _links(judgement, id_, seal, verdict)
        issue = site.issues.get(id_)
        lost = any(path.startswith(f"issues/{id_}/") for path in unread)
        if issue and not verdict.damage and not lost:
            yield from _content(site, issue, seal, verdict)


def _links(judgement: Judgement, id_: str, seal: Seal, verdict: Verdict) -> Iterator[Diagnostic]:
    if verdict.damage and seal.issue:  # what could not be read at all was told at loading
        at_ = "full" if verdict.damage == "full" else "issue"
        yield rules.seal_broken(_line(seal, at_), verdict.damage)
    series = id_.partition("/")[0]
    if verdict.torn:
        yield rules.seal_chain_broken(Place(seal.path), series)
    if verdict.forked:
        walks = (judgement.public[series], judgement.full[series])
        forks = [step for walk in walks for step in walk.forked]
        own = {step.previous for step in forks if step.issue == id_}
        others = [s.issue for s in forks if s.previous in own and s.issue != id_]
        yield rules.seal_chain_forked(Place(seal.path), min(others, default=id_))


def _content(site: Site, issue: Issue, seal: Seal, verdict: Verdict) -> Iterator[Diagnostic]:
    items = {site.items[i].slug: site.items[i] for i in issue.items if i in site.items}
    moved = any(c.what != "changed" and "." not in c.part for c in verdict.changes)
    for change in verdict.changes:
        if moved and change.part == ISSUE:
            # The order differs because an item came or went, which is told.
            change = replace(change, fields=tuple(f for f in change.fields if f != "items"))
            if not change.fields:
                continue
        yield _told(change, issue, items, seal)
    if verdict.outdated:
        yield rules.outdated_seal(_line(seal, "leaves"), issue.id)


def _told(change: Change, issue: Issue, items: dict[str, Item], seal: Seal) -> Diagnostic:
    place = _place(change, issue, items, seal)
    acts = tuple(act.value for act in change.acts)
    if acts:
        return rules.unsealed_change(place, change.part, acts, issue.id)
    if change.what == "gone":
        return rules.removed_after_seal(place, change.part, issue.id)
    if change.what == "added":
        return rules.added_after_seal(place, change.part, issue.id)
    is_file = change.part != ISSUE and change.part not in items
    fields = ("file",) if is_file else tuple(dict.fromkeys(map(_head, change.fields)))
    return rules.changed_after_seal(place, change.part, fields, issue.id)


def _place(change: Change, issue: Issue, items: dict[str, Item], seal: Seal) -> Place:
    """The first field that differs, else the file; of what is gone, the seal."""
    folder = issue.path.removesuffix("/issue.md")
    content: Item | Issue | None = issue if change.part == ISSUE else items.get(change.part)
    if content is None:
        return Place(seal.path if change.what == "gone" else f"{folder}/{change.part}")
    written = [f for f in change.fields if any(_within(name, f) for name in content.at)]
    if written:
        return at(content, written[0])
    if "body" in change.fields:
        prose: Prose = content.note if isinstance(content, Issue) else content.prose
        return Place(content.path, prose.blocks[0].line) if prose.blocks else Place(content.path)
    return Place(content.path, 1, 1, 3)


def _within(name: str, field: str) -> bool:
    return name == field or name.startswith(f"{field}.")


def _head(field: str) -> str:
    return field.partition(".")[0]


def _line(seal: Seal, key: str) -> Place:
    span = seal.at.get(key)
    return Place(seal.path, span[0]) if span else Place(seal.path)
