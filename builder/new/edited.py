"""Proves that an edit of front matter did just what was meant, and finds what it would break."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from builder import edition as editions
from builder.check.all import check
from builder.diagnostic import Diagnostic, Place, Severity, in_order
from builder.load import files, issues, items
from builder.load.prose import parse
from builder.model.issue import Issue
from builder.model.item import Item
from builder.model.prose import NO_PROSE
from builder.model.site import Edition, Site
from builder.new.front import CannotEditError
from builder.new.known import Known
from builder.new.talk import RefusedError

T = TypeVar("T")


def editable(edit: Callable[[], T], path: str) -> T:
    """What an edit gives; refused where the front matter can't be edited without a doubt."""
    try:
        return edit()
    except CannotEditError:
        raise by_hand(path) from None


def by_hand(path: str) -> RefusedError:
    """The program is not sure of an edit."""
    return RefusedError(
        f"{path} 的设置区写法特殊，程序没有把握改，请手工改。什么也没有写。",
        f"the front matter of {path} is written in a way that must be edited by hand. "
        "Nothing was written.",
    )


def item_after(
    here: Known, before: Item, old: str, new: str, put_back: Callable[[Item], Item]
) -> Item:
    """The item of an edited text, which is the one before once what was meant is put back."""
    source, _ = files.decoded(new.encode(), before.path)
    after, _ = items.decode(source or "", before.path, here.lookup, here.zone, parse)
    if after is None or _body(old) != _body(new):
        raise by_hand(before.path)
    if replace(put_back(after), digest=before.digest, prose=before.prose) != before:
        raise by_hand(before.path)
    return after


def issue_after(here: Known, wanted: Issue, old: str, new: str) -> Issue:
    """The issue of an edited text, which is the one wanted."""
    source, _ = files.decoded(new.encode(), wanted.path)
    series = here.site.vocabularies.series[wanted.series]
    after, _ = issues.decode(
        source or "", wanted.path, series, wanted.items, wanted.closed, here.zone, parse
    )
    if after is None or _body(old) != _body(new):
        raise by_hand(wanted.path)
    plain = replace(after, digest="", note=NO_PROSE, sealed=wanted.sealed)
    if plain != replace(wanted, digest="", note=NO_PROSE):
        raise by_hand(wanted.path)
    return after


def errors(here: Known, site: Site, today: date) -> list[Diagnostic]:
    """Every error of the site as it will be."""
    public = editions.only(site, Edition.PUBLIC, today)
    found = in_order(check(site, public, here.loaded.unread, here.loaded.faults))
    return [fault for fault in found if fault.severity is Severity.ERROR]


def new_errors(here: Known, found: Iterable[Diagnostic], today: date) -> list[Diagnostic]:
    """The errors that the site does not have now."""
    before = {_key(fault) for fault in errors(here, here.site, today)}
    return [fault for fault in found if _key(fault) not in before]


def as_now(
    here: Known, faults: Iterable[Diagnostic], old: Mapping[str, str], new: Mapping[str, str]
) -> list[Diagnostic]:
    """The faults of edited texts, at the lines they have in the files as they are now."""
    found = []
    for fault in faults:
        place = fault.place
        if place.path in new and fault not in here.loaded.faults:
            before, after = old[place.path].splitlines(), new[place.path].splitlines()
            same = next(
                (
                    n
                    for n, pair in enumerate(zip(before, after, strict=False))
                    if pair[0] != pair[1]
                ),
                len(before),
            )
            line = place.line - len(after) + len(before)
            if line > same:
                fault = replace(fault, place=replace(place, line=line))
            elif place.line > same:  # among the lines that the edit put in
                line = max(1, same)
                fault = replace(fault, place=Place(place.path, line, 1, len(before[line - 1])))
        found.append(fault)
    return found


def _key(fault: Diagnostic) -> tuple[str, str, str]:
    return fault.code, fault.place.path, fault.said.zh


def _body(text: str) -> str:
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return items.split(source, "", items.KEYS).body
