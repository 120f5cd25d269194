"""The second door: every rule asked of a Site; what an editor waived is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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
    secrecy,
    signoff,
    uniqueness,
)
from builder.diagnostic import RULES, Diagnostic, Place
from builder.likeness import Guesses
from builder.model.issue import Status
from builder.model.item import Waiver
from builder.model.prose import Prose
from builder.model.site import Site
from builder.rules import content as rules

UNWAIVABLE = frozenset(
    (
        *("secret-mark", "missing-openness", "unknown-openness", "missing-sign-off"),
        *("address-taken", "control-character", "duplicate-number", "missing-image"),
        *("overgrown-text", "unreadable-image", "active-file", "unsafe-document"),
        "author-in-document",
        *("waiver-without-reason", "unknown-rule"),
    )
)
"""Rules that no waiver may silence: what they hold can't be taken back, or can't be published."""


def check(
    site: Site,
    public: Site,
    unread: frozenset[str],
    loaded: tuple[Diagnostic, ...],
    loose: tuple[tuple[str, Prose], ...] = (),
) -> Iterator[Diagnostic]:
    """What was wrong at loading and what is wrong with the whole, waivers applied.

    `loose` are the texts of items whose fields could not be read, by path.
    """
    lost = _lost(unread)
    secret = {(f.place.path, f.place.line) for f in loaded if f.code == "secret-mark"}
    waived = _waivers(site)
    for fault in (
        *loaded,
        *signoff.check(site),
        *numbering.check(site, unread),
        *addresses.check(site),
        *uniqueness.check(site),
        *adoptions.check(site),
        *figures.check(site),
        *relations.check(site, lost),
        *records.check(site),
        *links.check(site, public, lost),
        *documents.check_static(site),
        *links.check_lost(loose, site, lost),
        *(fault for path, _, text in _marks(site) for fault in markup.check(path, text)),
        *(fault for path, text in loose for fault in markup.check(path, text)),
        *secrecy.check(site, secret),
        *(fault for path, text in loose for fault in secrecy.in_text(path, text, secret)),
        *portable.check(site),
        *_texts(site),
        *_waiver_faults(site),
    ):
        if fault.code in UNWAIVABLE or not _is_waived(fault, waived):
            yield fault


def draft_folders(site: Site) -> frozenset[str]:
    """The folders of draft issues: faults in them block nothing."""
    return frozenset(
        issue.path.removesuffix("/issue.md")
        for issue in site.issues.values()
        if issue.status is Status.DRAFT
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


Waived = dict[tuple[str, str], list[tuple[int, int]]]


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


def _waivers(site: Site) -> Waived:
    """The lines on which a code is waived, by path and code; front matter waives a whole file."""
    waived: Waived = {}
    for path, allowed, prose in _marks(site):
        for waiver in allowed:
            waived.setdefault((path, waiver.code), []).append((1, 1 << 30))
        for mark in prose.waivers:
            if mark.reason:
                lines = (mark.first_line, mark.last_line)
                waived.setdefault((path, mark.code), []).append(lines)
    return waived


def _is_waived(fault: Diagnostic, waived: Waived) -> bool:
    ranges = waived.get((fault.place.path, fault.code), ())
    return any(first <= fault.place.line <= last for first, last in ranges)
