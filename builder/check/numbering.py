"""Are the numbers of the issues right: each once, none skipped, in the order of the dates?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from builder.check.places import at
from builder.diagnostic import Diagnostic, Place
from builder.model.issue import Issue, IssueForm, Status
from builder.model.site import Site
from builder.rules import content as rules


def check(site: Site) -> Iterator[Diagnostic]:
    """Numbers, running numbers and contents of the issues."""
    by_series: dict[str, list[Issue]] = defaultdict(list)
    for issue in site.issues.values():
        by_series[issue.series].append(issue)
        if not issue.items and not issue.scan:
            yield rules.empty_issue(Place(issue.path, 1, 1, 3))
    for issues in by_series.values():
        sequences: dict[tuple[int, bool], list[Issue]] = defaultdict(list)
        for issue in issues:
            sequences[issue.year, issue.form is IssueForm.SUPPLEMENT].append(issue)
        for sequence in sequences.values():
            yield from _sequence(sorted(sequence, key=lambda i: (i.number, i.path)))
        yield from _totals(issues)


def label(issue: Issue) -> str:
    """How a diagnostic calls an issue."""
    name = "增刊第" if issue.form is IssueForm.SUPPLEMENT else "第"
    return f"{issue.year}年{name}{issue.number}期"


def _sequence(issues: list[Issue]) -> Iterator[Diagnostic]:
    for before, issue in pairwise(issues):
        place = at(issue, "number")
        if issue.number == before.number:
            yield rules.duplicate_number(place, label(issue), before.path)
        elif issue.number > before.number + 1:
            first, last = before.number + 1, issue.number - 1
            missing = f"第{first}期" if first == last else f"第{first}—{last}期"
            yield rules.skipped_number(place, missing, label(before))
        if issue.date < before.date and issue.status is Status.PUBLISHED:
            yield rules.issue_dates_out_of_order(at(issue, "date"), label(before))


def _totals(issues: list[Issue]) -> Iterator[Diagnostic]:
    counted = [i for i in issues if i.total is not None]
    counted.sort(key=lambda i: (i.year, i.form is IssueForm.SUPPLEMENT, i.number))
    seen: dict[int, Issue] = {}
    previous: Issue | None = None
    for issue in counted:
        total = issue.total or 0
        if total in seen:
            yield rules.duplicate_total(at(issue, "total"), total, seen[total].path)
        seen[total] = issue
        if issue.form is IssueForm.SUPPLEMENT:
            continue
        if previous and previous.total is not None:
            follows = issue.year == previous.year and issue.number == previous.number + 1
            if follows and total not in (previous.total + 1,):
                yield rules.skipped_total(at(issue, "total"), total, previous.total + 1)
        previous = issue
