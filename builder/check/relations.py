"""Do items lead to each other sensibly: what continues what, what was merged into what?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.chains import on_loops
from builder.check.places import at
from builder.diagnostic import Diagnostic
from builder.likeness import Guesses
from builder.model.item import Item, Outcome
from builder.model.site import Site
from builder.rules import content as rules
from builder.rules import links as link_rules


def check(site: Site, lost: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """`continues`, `merged_into` and `call` of every item; `lost` says what failed to load."""
    calls, guesses = _calls(site), Guesses()
    continued = on_loops({item.id: item.continues for item in site.items.values()})
    merged = on_loops({item.id: _merged_into(item) for item in site.items.values()})
    for item in site.items.values():
        if item.continues and item.continues not in site.items and not lost(item.continues):
            near = near_id(item.continues, site, guesses, item.path)
            yield link_rules.broken_link(at(item, "continues"), item.continues, near)
        elif item.id in continued:
            yield rules.continues_loop(at(item, "continues"), item.continues)
        if item.withdrawn:
            yield from _merged(item, site, lost, guesses, item.id in merged)
        if item.call and item.call not in calls and not lost(item.call):
            place = at(item, "call")
            yield link_rules.broken_link(place, item.call, _near_call(item.call, calls, guesses))


def near_id(target: str, site: Site, guesses: Guesses, path: str) -> str:
    """The id of an item, or of an issue, that is meant most likely; empty if none is like it.

    What stands at `path` itself refers to others.
    """
    among = site.issues if target.count("/") == 2 else site.items
    near = guesses.nearest(target, among.keys(), 0.8)
    return "" if near and among[near].path == path else near


def _merged(
    item: Item, site: Site, lost: Callable[[str], bool], guesses: Guesses, loops: bool
) -> Iterator[Diagnostic]:
    gone = item.withdrawn
    if gone is None:
        return
    merged = gone.outcome is Outcome.MERGED
    if merged is not bool(gone.merged_into):
        place = at(item, "withdrawn.outcome" if merged else "withdrawn.merged_into")
        yield rules.merge_mismatch(place, not merged)
    elif merged and loops:
        yield rules.merge_mismatch(at(item, "withdrawn.merged_into"), False)
    elif merged and gone.merged_into not in site.items and not lost(gone.merged_into):
        place = at(item, "withdrawn.merged_into")
        near = near_id(gone.merged_into, site, guesses, item.path)
        yield link_rules.broken_link(place, gone.merged_into, near)


def _merged_into(item: Item) -> str:
    return item.withdrawn.merged_into if item.withdrawn else ""


def _calls(site: Site) -> frozenset[str]:
    names = [f"{c.name}/{m.id}" for c in site.calls.values() for m in c.commissions]
    names += [f"{c.name}/{p.id}" for c in site.calls.values() for p in c.points]
    return frozenset((*names, *site.calls))


def _near_call(call: str, known: frozenset[str], guesses: Guesses) -> str:
    """One of the same call, or the call itself; another quarter's is no help."""
    same = sorted(name for name in known if name.partition("/")[0] == call.partition("/")[0])
    return guesses.nearest(call, same, 0.6)
