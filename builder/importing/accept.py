"""Asks the first door and the rules of sign-off whether they would take what was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from builder.check import signoff
from builder.diagnostic import Diagnostic, Severity
from builder.importing.drafts import Reason
from builder.load import files, issues, items
from builder.load.lookup import Lookup
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.prose import Prose
from builder.model.site import Settings, Site
from builder.model.vocabulary import Series


def item(path: str, text: str, lookup: Lookup, zone: tzinfo) -> tuple[Item | None, Reason | None]:
    """The item of a text as the loader reads it, or why it would not be taken."""
    source, faults = files.decoded(text.encode("utf-8", "surrogatepass"), path)
    if source is None or _first(faults):
        return None, _first(faults)
    found, faults = items.decode(source, path, lookup, zone, _no_prose)
    return found, _first(faults)


def issue(
    path: str, text: str, series: Series, ids: tuple[str, ...], zone: tzinfo
) -> tuple[Issue | None, Reason | None]:
    """The issue of a text as the loader reads it, or why it would not be taken."""
    found, faults = issues.decode(text, path, series, ids, False, zone, _no_prose)
    return found, _first(faults)


def signed(found: Mapping[str, Item], inside: Mapping[str, Issue]) -> dict[str, Reason]:
    """Items by path whose steps or dates a build would refuse."""
    site = Site(Settings("", ""), issues=inside, items=found)
    refused: dict[str, Reason] = {}
    for fault in signoff.check(site):
        if fault.severity is Severity.ERROR:
            refused.setdefault(fault.place.path, _reason(fault))
    return refused


def _no_prose(_body: str, _line: int) -> Prose:
    return Prose()


def _first(faults: tuple[Diagnostic, ...]) -> Reason | None:
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    return _reason(errors[0]) if errors else None


def _reason(fault: Diagnostic) -> Reason:
    return Reason(fault.code, fault.message("zh"), fault.message("en"))
