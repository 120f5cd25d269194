"""The second door: every rule asked of a Site; what an editor waived is left out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check import links, numbering, signoff, uniqueness
from builder.diagnostic import Diagnostic
from builder.model.issue import Status
from builder.model.site import Site

UNWAIVABLE = frozenset(
    ("secret-mark", "missing-openness", "unknown-openness", "missing-sign-off", "address-taken")
)
"""Rules that no waiver may silence: what they hold can't be taken back once published."""


def check(
    site: Site, public: Site, unread: frozenset[str], loaded: tuple[Diagnostic, ...]
) -> Iterator[Diagnostic]:
    """What was wrong at loading and what is wrong with the whole, waivers applied."""
    waived = _waivers(site)
    for fault in (
        *loaded,
        *signoff.check(site),
        *numbering.check(site),
        *uniqueness.check(site),
        *links.check(site, public, unread),
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


Waived = dict[tuple[str, str], list[tuple[int, int]]]


def _waivers(site: Site) -> Waived:
    """The lines on which a code is waived, by path and code; front matter waives a whole file."""
    waived: Waived = {}
    contents = [
        *((item.path, item.allow, item.prose) for item in site.items.values()),
        *((page.path, page.allow, page.prose) for page in site.pages.values()),
        *((issue.path, issue.allow, issue.note) for issue in site.issues.values()),
    ]
    for path, allowed, prose in contents:
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
