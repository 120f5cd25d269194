"""Are the numbers of the issues right: each once, none skipped, in the order of the dates?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from builder.check.places import at
from builder.diagnostic import Diagnostic, Place
from builder.model.issue import Issue, IssueForm, Status
from builder.model.site import Site
from builder.rules import numbering as rules

_Sequence = tuple[str, int, bool]
"""Series, year, and whether supplements, which are numbered apart."""


def check(site: Site, unread: frozenset[str] = frozenset()) -> Iterator[Diagnostic]:
    """Numbers, running numbers and contents; `unread` are the paths of what failed to load."""
    sequences: dict[_Sequence, list[Issue]] = defaultdict(list)
    by_series: dict[str, list[Issue]] = defaultdict(list)
    lost = {path.rpartition("/")[0] for path in unread}
    for issue in site.issues.values():
        sequences[issue.series, issue.year, _apart(issue)].append(issue)
        by_series[issue.series].append(issue)
        folder = issue.path.rpartition("/")[0]
        if not issue.items and not issue.scan and folder not in lost:
            yield rules.empty_issue(Place(issue.path, 1, 1, 3))
    hidden = _numbers(unread)
    for key, issues in sequences.items():
        # Of two with one number the published one is right: faults in drafts block nothing.
        issues.sort(key=lambda i: (i.number, i.status is Status.DRAFT, i.path))
        yield from _sequence(issues, hidden.get(key, frozenset()))
    for issues in by_series.values():
        yield from _totals(issues)


def _apart(issue: Issue) -> bool:
    return issue.form is IssueForm.SUPPLEMENT


def _numbers(unread: frozenset[str]) -> dict[_Sequence, frozenset[int]]:
    """The numbers of issues that failed to load, by the names of their folders."""
    found: dict[_Sequence, set[int]] = defaultdict(set)
    for path in unread:
        match = re.fullmatch(r"issues/([^/]+)/([0-9]{4})/(s?)([0-9]{1,9})", path)
        if match:
            found[match[1], int(match[2]), bool(match[3])].add(int(match[4]))
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _sequence(issues: list[Issue], hidden: frozenset[int]) -> Iterator[Diagnostic]:
    for before, issue in pairwise(issues):
        place = at(issue, "number")
        if issue.number == before.number:
            given = issue.year, issue.number, _apart(issue)
            yield rules.duplicate_number(place, *given, before.path)
            continue
        if issue.number - before.number - 1 > len(hidden):
            first, last = before.number + 1, issue.number - 1
        else:  # those between may all have failed to load
            gone = [n for n in range(before.number + 1, issue.number) if n not in hidden]
            first, last = (gone[0], gone[-1]) if gone else (1, 0)
        if first <= last:
            supplement = _apart(issue)
            yield rules.skipped_number(place, first, last, issue.year, before.number, supplement)
        if issue.date < before.date and Status.DRAFT not in (issue.status, before.status):
            given = before.year, before.number, _apart(before)
            yield rules.issue_dates_out_of_order(at(issue, "date"), *given)


def _totals(issues: list[Issue]) -> Iterator[Diagnostic]:
    counted = [i for i in issues if i.total is not None]
    counted.sort(key=lambda i: (i.status is Status.DRAFT, i.year, _apart(i), i.number))
    seen: dict[int, Issue] = {}
    for issue in counted:
        total = issue.total or 0
        if total in seen:
            yield rules.duplicate_total(at(issue, "total"), total, seen[total].path)
        seen.setdefault(total, issue)
    regular = sorted((i for i in counted if not _apart(i)), key=lambda i: (i.year, i.number))
    for before, issue in pairwise(regular):
        follows = issue.year == before.year and issue.number == before.number + 1
        total, wanted = issue.total or 0, (before.total or 0) + 1
        if follows and total not in (wanted, before.total) and total - 1 not in seen:
            yield rules.skipped_total(at(issue, "total"), total, wanted)
