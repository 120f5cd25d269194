"""The public chains as an edition may show them: a link names only what the edition shows whole.

A link that was amended since, or whose issue is no longer public, stands there as two digests that
say nothing: what follows hangs on it. Behind the last link that says something, nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.model.issue import Issue
from builder.model.seal import PublicLink, Seal, ShownLink
from builder.model.site import Site
from builder.seals import chain
from builder.seals.judge import agree
from builder.seals.records import public_digests


def chains(site: Site, projected: Site) -> dict[str, tuple[ShownLink, ...]]:
    """The chain of every series that the projected site has sealed issues of."""
    found: dict[str, tuple[ShownLink, ...]] = {}
    for code in {issue.series for issue in projected.issues.values()}:
        own = {i: s for i, s in site.seals.items() if s.issue == i and i.startswith(f"{code}/")}
        links = tuple(
            _link(step, own[step.issue], projected)
            for step in chain.public_walk(code, own.values()).steps
        )
        last = max((n for n, link in enumerate(links, 1) if link.issue), default=0)
        if last:
            found[code] = links[:last]
    return dict(sorted(found.items()))


def _link(step: chain.Step, seal: Seal, projected: Site) -> ShownLink:
    link = seal.public[step.number]
    issue = projected.issues.get(step.issue)
    whole = step.number == len(seal.public) - 1 and issue and _agrees(projected, issue, seal)
    if not whole:
        return ShownLink(step.digest, link.previous, link.commitment)
    return ShownLink(step.digest, link.previous, link.commitment, step.issue, seal.leaves)


def _agrees(projected: Site, issue: Issue, seal: Seal) -> bool:
    return agree(seal.leaves, public_digests(projected, issue))


def exported(chains_shown: Iterable[tuple[ShownLink, ...]]) -> Iterator[Seal]:
    """The seals of a tree for the public, which give these chains again: public links alone.

    A link that names nothing goes into the file of the next one that does.
    """
    for links in chains_shown:
        waiting: list[PublicLink] = []
        for link in links:
            waiting.append(PublicLink(link.previous, link.commitment))
            if link.issue:
                path = f"issues/{link.issue}/seal.yml"
                yield Seal(path, link.issue, tuple(waiting), link.leaves)
                waiting = []
