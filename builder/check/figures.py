"""Can the figures be right: were no more items published than were sent in?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from builder.diagnostic import Diagnostic, Place
from builder.model.issue import Status
from builder.model.site import Site
from builder.rules import figures as rules


def check(site: Site) -> Iterator[Diagnostic]:
    """The tables of submissions against the items that were sent in in the same month."""
    published = _published(site)
    for row in site.submissions:
        adopted = published[row.unit, row.month]
        if row.measure == "条" and adopted > row.submitted:
            name = site.vocabularies.units[row.unit].short
            place = Place(f"site_src/submissions/{row.month}.csv", row.line)
            yield rules.more_adopted_than_sent(place, name, row.month, adopted, row.submitted)


def _published(site: Site) -> Counter[tuple[str, str]]:
    """Published items by the unit that leads and the month in which they were sent in."""
    found: Counter[tuple[str, str]] = Counter()
    for item in site.items.values():
        issue = site.issues.get(item.issue)
        if issue is None or issue.status is not Status.PUBLISHED or not item.units:
            continue
        if item.sent:
            found[item.units[0], item.sent] += 1
    return found
