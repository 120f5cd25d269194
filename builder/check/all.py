"""The second door: every rule asked of a Site; what an editor waived is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from builder.check import (
    addresses,
    adoptions,
    documents,
    figures,
    links,
    markup,
    numbering,
    portable,
    records,
    relations,
    repository,
    seals,
    secrecy,
    signoff,
    uniqueness,
)
from builder.diagnostic import RULES, Diagnostic, Place
from builder.ledger import Cause, Ledger
from builder.likeness import Guesses
from builder.model.issue import Issue, Status
from builder.model.item import Item, Waiver
from builder.model.prose import Prose
from builder.model.site import Asset, Call, Site, TextPage
from builder.rules import content as rules
from builder.shelf import digest

UNWAIVABLE = frozenset(
    (
        *("secret-mark", "missing-openness", "unknown-openness", "missing-sign-off"),
        *("address-taken", "control-character", "duplicate-number", "missing-image"),
        *("overgrown-text", "unreadable-image", "active-file", "unsafe-document"),
        "author-in-document",
        *("waiver-without-reason", "unknown-rule", "lower-signatory"),
        *("seal-broken", "seal-chain-broken", "seal-chain-forked", "changed-after-seal"),
        *("removed-after-seal", "added-after-seal", "unsealed-change", "outdated-seal"),
        *("short-passage", "passage-not-found", "withheld-in-public-repository"),
    )
)
"""Rules that no waiver may silence: what they hold can't be taken back, or can't be published."""


def check(
    site: Site,
    public: Site,
    unread: frozenset[str],
    loaded: tuple[Diagnostic, ...],
    loose: tuple[tuple[str, Prose], ...] = (),
    ledger: Ledger | None = None,
) -> Iterator[Diagnostic]:
    """What was wrong at loading and what is wrong with the whole, waivers applied.

    `loose` are the texts of items whose fields could not be read, by path. The `ledger` knows what
    was wrong with each issue by itself.
    """
    lost = _lost(unread)
    secret = {(f.place.path, f.place.line) for f in loaded if f.code == "secret-mark"}
    waived = _Waived(site)
    rest = replace(site, issues={}, items={})
    for fault in (
        *loaded,
        *_by_issue(site, secret, ledger or Ledger(None, "")),
        *_alone(rest, site, secret),
        *seals.check(site, unread),
        *numbering.check(site, unread),
        *addresses.check(site),
        *uniqueness.check(site),
        *figures.check(site),
        *relations.check(site, lost),
        *records.check(site),
        *repository.check(site, public),
        *links.check(site, public, lost),
        *documents.check_static(site),
        *links.check_lost(loose, site, lost),
        *(fault for path, text in loose for fault in markup.check(path, text)),
        *(fault for path, text in loose for fault in secrecy.in_text(path, text, secret)),
        *portable.check(site),
    ):
        if fault.code in UNWAIVABLE or not waived(fault):
            yield fault


def _alone(part: Site, site: Site, secret: set[tuple[str, int]]) -> Iterator[Diagnostic]:
    """Questions whether a text, its issue, the files beside it and the settings are in order.

    They are asked of one issue at a time, and it is remembered where all was well: a question that
    needs another issue to find a fault has no place here. (To say what was meant it may look.)
    """
    yield from signoff.check(part)
    yield from adoptions.check(part)
    yield from records.check_alone(part)
    yield from links.check_alone(part, site)
    for path, _, text in _marks(part):
        yield from markup.check(path, text)
    yield from secrecy.check(part, secret)
    yield from uniqueness.check_alone(part)
    yield from _texts(part)
    yield from _waiver_faults(part)


def _by_issue(site: Site, secret: set[tuple[str, int]], ledger: Ledger) -> Iterator[Diagnostic]:
    """What is wrong with each issue by itself; one where all was well is not asked again."""
    beside: dict[str, list[Asset]] = {}
    for asset in site.assets.values():
        beside.setdefault("/".join(asset.path.split("/")[:4]), []).append(asset)
    items: dict[str, dict[str, Item]] = {}
    for item_id, item in site.items.items():
        items.setdefault(item.issue, {})[item_id] = item
    bare = replace(site, issues={}, items={}, pages={}, calls={}, static=(), submissions=())
    given = repr((site.settings, site.vocabularies))
    rules = digest(given.encode("utf-8", "surrogatepass")).hex()
    parts: dict[str, Site] = {}
    causes: list[Cause] = []
    for issue_id in dict.fromkeys((*site.issues, *items)):
        issue, own = site.issues.get(issue_id), items.get(issue_id, {})
        folder = f"issues/{issue_id}"
        files = beside.get(folder, [])
        shown = sorted(f"{asset.path} {asset.digest}" for asset in files)
        texts = " ".join(f"{item.path} {item.digest}" for item in own.values())
        head = (
            (issue.path, issue.digest, issue.items, issue.sealed, issue.status.value)
            if issue
            else None
        )
        told = sorted(mark for mark in secret if mark[0].startswith(f"{folder}/"))
        parts[issue_id] = replace(
            bare,
            issues={issue_id: issue} if issue else {},
            items=own,
            assets={asset.path: asset for asset in files},
        )
        cause = digest(f"{rules} {head} {texts} {shown} {told}".encode("utf-8", "surrogatepass"))
        causes.append((issue_id, cause))
    well = ledger(causes, lambda issue_id: not any(_alone(parts[issue_id], site, secret)))
    for (issue_id, _), is_well in zip(causes, well, strict=True):
        if not is_well:
            yield from _alone(parts[issue_id], site, secret)


def draft_folders(site: Site) -> frozenset[str]:
    """The folders of draft issues: faults in them block nothing."""
    return frozenset(
        issue.path.removesuffix("/issue.md")
        for issue in site.issues.values()
        if issue.status is Status.DRAFT and not issue.closed
    )


def _lost(unread: frozenset[str]) -> Callable[[str], bool]:
    """Whether an id is that of something that failed to load, or lies in it."""
    gone = {_id_of(path) for path in unread}

    def lost(id_: str) -> bool:
        parts = id_.split("/")
        return any("/".join(parts[:length]) in gone for length in range(1, len(parts) + 1))

    return lost


def _id_of(path: str) -> str:
    folder, _, name = path.removeprefix("issues/").rpartition("/")
    if folder == "site_src/calls":
        return name.removesuffix(".md")
    stem = re.sub(r"^[0-9]+-", "", name.removesuffix(".md")) if name.endswith(".md") else name
    return f"{folder}/{stem}"


def _texts(site: Site) -> Iterator[Diagnostic]:
    """Items without a text."""
    for item in site.items.values():
        words = item.prose.text.strip() or item.prose.refs or item.prose.too_much
        if not words and not item.photos:
            yield rules.empty_text(Place(item.path, 1, 1, 3))


def _marks(site: Site) -> Iterator[tuple[str, tuple[Waiver, ...], Prose]]:
    """What may hold waivers: path, waivers of its front matter, text."""
    yield from ((item.path, item.allow, item.prose) for item in site.items.values())
    yield from ((page.path, page.allow, page.prose) for page in site.pages.values())
    yield from ((issue.path, issue.allow, issue.note) for issue in site.issues.values())
    yield from ((call.path, (), call.prose) for call in site.calls.values())


def _waiver_faults(site: Site) -> Iterator[Diagnostic]:
    """Waivers in texts that name no rule or no reason; those of front matter were read before."""
    guesses = Guesses()
    for path, _, prose in _marks(site):
        for mark in prose.waivers:
            if mark.code not in RULES:
                near = guesses.nearest(mark.code, RULES, 0.6)
                yield rules.unknown_rule(Place(path, mark.line), mark.code, near)
            elif not mark.reason:
                yield rules.waiver_without_reason(Place(path, mark.line))


class _Waived:
    """Says whether a fault was waived: by its file's front matter, or where it stands."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def _by_path(self) -> dict[str, Item | Issue | TextPage | Call]:
        """What may hold waivers; asked for only once there is a fault."""
        site = self._site
        tables = (site.items, site.pages, site.issues, site.calls)
        return {found.path: found for table in tables for found in table.values()}

    def __call__(self, fault: Diagnostic) -> bool:
        """Whether the fault was waived."""
        found = self._by_path.get(fault.place.path)
        if found is None:
            return False
        if not isinstance(found, Call) and any(w.code == fault.code for w in found.allow):
            return True
        prose = found.note if isinstance(found, Issue) else found.prose
        return any(
            mark.code == fault.code
            and mark.reason
            and mark.first_line <= fault.place.line <= mark.last_line
            for mark in prose.waivers
        )
