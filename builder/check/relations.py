"""Do items lead to each other sensibly: what continues what, what was merged into what?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from builder.check.places import at
from builder.diagnostic import Diagnostic
from builder.model.item import Item, Outcome
from builder.model.site import Site
from builder.rules import content as rules
from builder.rules import links as link_rules


def check(site: Site, lost: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """`continues`, `merged_into` and `call` of every item; `lost` says what failed to load."""
    calls = _calls(site)
    for item in site.items.values():
        if item.continues and item.continues not in site.items and not lost(item.continues):
            near = near_id(item.continues, site)
            yield link_rules.broken_link(at(item, "continues"), item.continues, near)
        elif item.continues and _loops(item, site):
            yield rules.continues_loop(at(item, "continues"), item.continues)
        if item.withdrawn:
            yield from _merged(item, site, lost)
        if item.call and item.call not in calls and not lost(item.call):
            place = at(item, "call")
            yield link_rules.broken_link(place, item.call, _near_call(item.call, calls))


def near_id(target: str, site: Site) -> str:
    """The id of an item, or of an issue, that is meant most likely; empty if none is like it."""
    known = list(site.issues) if target.count("/") == 2 else list(site.items)
    return next(iter(get_close_matches(target, known, n=1, cutoff=0.8)), "")


def _loops(item: Item, site: Site) -> bool:
    seen, step = set[str](), item.continues
    while step and step not in seen and step in site.items:
        if step == item.id:
            return True
        seen.add(step)
        step = site.items[step].continues
    return False


def _merged(item: Item, site: Site, lost: Callable[[str], bool]) -> Iterator[Diagnostic]:
    gone = item.withdrawn
    if gone is None:
        return
    merged = gone.outcome is Outcome.MERGED
    if merged is not bool(gone.merged_into):
        place = at(item, "withdrawn.outcome" if merged else "withdrawn.merged_into")
        yield rules.merge_mismatch(place, not merged)
    elif merged and _merges_into_itself(item, site):
        yield rules.merge_mismatch(at(item, "withdrawn.merged_into"), False)
    elif merged and gone.merged_into not in site.items and not lost(gone.merged_into):
        place = at(item, "withdrawn.merged_into")
        yield link_rules.broken_link(place, gone.merged_into, near_id(gone.merged_into, site))


def _merges_into_itself(item: Item, site: Site) -> bool:
    seen, step = set[str](), item.id
    while step and step not in seen and step in site.items:
        seen.add(step)
        gone = site.items[step].withdrawn
        step = gone.merged_into if gone else ""
    return step == item.id


def _calls(site: Site) -> frozenset[str]:
    names = [f"{c.name}/{m.id}" for c in site.calls.values() for m in c.commissions]
    names += [f"{c.name}/{p.id}" for c in site.calls.values() for p in c.points]
    return frozenset((*names, *site.calls))


def _near_call(call: str, known: frozenset[str]) -> str:
    """One of the same call, or the call itself; another quarter's is no help."""
    same = sorted(name for name in known if name.partition("/")[0] == call.partition("/")[0])
    return next(iter(get_close_matches(call, same, n=1, cutoff=0.6)), "")
