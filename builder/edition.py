"""What an edition may show: a smaller Site from which everything withheld is gone.

The whole argument that nothing leaks rests on `only`. Whatever is counted, ordered, paged or
linked is computed after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from builder.model.issue import Distribution, Issue, Status
from builder.model.item import Followup, Item, Openness, Step, all_but, projected
from builder.model.prose import Prose, RefRole
from builder.model.site import (
    Asset,
    Call,
    Edition,
    Repository,
    Settings,
    Signing,
    Site,
    Tombstone,
)
from builder.model.vocabulary import Publication, Unit, Vocabularies
from builder.seals.records import is_public_scan as is_public_scan
from builder.seals.shown import chains


def only(site: Site, edition: Edition, as_of: date) -> Site:
    """The site as an edition of a day may show it."""
    issues = {i: issue for i, issue in site.issues.items() if is_out(issue, site, as_of)}
    items = {
        item_id: site.items[item_id]
        for issue in issues.values()
        for item_id in issue.items
        if item_id in site.items
        and (item_id in site.unsigned or is_signed(site.items[item_id], as_of))
    }
    if edition is Edition.PUBLIC:
        return _public(site, issues, items)
    kept = {
        i: replace(issue, items=tuple(n for n in issue.items if n in items))
        for i, issue in issues.items()
    }
    shown = replace(
        site,
        issues=kept,
        items=items,
        assets=_assets(site, kept, items),
        seals={},
        edition=edition,
        as_of=as_of,
    )
    return replace(shown, chains=chains(site, shown))


def with_drafts(site: Site, as_of: date) -> Site:
    """The site as if its drafts were out on a day, unsigned items too: for the preview alone.

    It comes before `only`, which still withholds what is internal or withdrawn. No sign-off is
    made up: the trail shows the steps that there are.
    """
    issues = {i: _as_published(issue, as_of) for i, issue in site.issues.items()}
    unsigned = frozenset(i for i, item in site.items.items() if not is_signed(item, as_of))
    return replace(site, issues=issues, unsigned=unsigned)


def is_out(issue: Issue, site: Site, as_of: date) -> bool:
    """Whether an issue has been published by a day."""
    required = site.settings.require_seal
    sealed = issue.sealed or required is None or issue.date < required
    return issue.status is Status.PUBLISHED and sealed and issue.date <= as_of


def is_signed(item: Item, as_of: date) -> bool:
    """Whether an item has been signed by a day."""
    first = item.first_signed
    return first is not None and first <= as_of


def is_public(item: Item) -> bool:
    """Whether the public may read an item of a published issue."""
    return item.openness is Openness.PUBLIC and item.withdrawn is None


def _as_published(issue: Issue, as_of: date) -> Issue:
    return replace(issue, status=Status.PUBLISHED, sealed=True, date=min(issue.date, as_of))


def _public(site: Site, issues: Mapping[str, Issue], items: Mapping[str, Item]) -> Site:
    opened = frozenset(site.settings.open)
    shown = {i: item for i, item in items.items() if is_public(item)}
    calls = site.calls if "calls" in opened else {}
    closed = {field: () for field, name in CLOSED.items() if name not in opened}
    public_items = {
        i: _public_later(item, shown, calls, opened, closed) for i, item in shown.items()
    }
    public_issues = {}
    for issue_id, issue in issues.items():
        kept = tuple(i for i in issue.items if i in public_items)
        if kept or is_public_scan(issue):
            public_issues[issue_id] = _public_issue(issue, kept, opened)
    vocabularies = _used(site.vocabularies, public_issues.values(), public_items.values(), opened)
    pages = {c: page for c, page in site.pages.items() if page.openness == "public"}
    shown_site = replace(
        site,
        settings=_public_settings(site.settings),
        vocabularies=vocabularies,
        issues=public_issues,
        items=public_items,
        calls={name: _public_call(call, vocabularies) for name, call in calls.items()},
        submissions=(),
        adjustments=(),
        pages=pages,
        assets=_assets(replace(site, pages=pages), public_issues, public_items),
        tombstones=tuple(_tombstones(items.values(), shown)),
        seals={},
        edition=Edition.PUBLIC,
        as_of=None,
    )
    return replace(shown_site, chains=chains(site, shown_site))


def _public_call(call: Call, shown: Vocabularies) -> Call:
    """The call without units, groups and topics that the public does not know of."""
    known = {"all", *shown.units, *shown.groups}
    return replace(
        call,
        to=tuple(code for code in call.to if code in known),
        points=tuple(
            replace(point, topics=tuple(t for t in point.topics if t in shown.topics))
            for point in call.points
        ),
        commissions=tuple(
            replace(wanted, to=tuple(code for code in wanted.to if code in known), replies=())
            for wanted in call.commissions
        ),
    )


def _public_settings(settings: Settings) -> Settings:
    return replace(
        settings,
        require_seal=None,
        signing=Signing(),
        index_no="",
        repository=Repository.PRIVATE,
    )


SAME = (
    *("id", "path", "prefix", "slug", "title", "kind", "units", "topics", "openness", "subtitle"),
    *("keywords", "summary", "index_no", "doc_no", "event_date", "laws", "aliases", "lang"),
    *("corrections", "withdrawn", "digest", "shown_as"),
)
"""Fields of an item that the public sees as they are."""

_OTHERS = all_but(SAME)

CLOSED = {
    "authors": "authors",
    "steps": "trail",
    "followups": "trail",
    "adoptions": "adoptions",
    "annotations": "annotations",
}
"""Fields of an item that the public sees nothing of, unless the settings open them."""


def _public_later(
    item: Item,
    shown: Mapping[str, Item],
    calls: Mapping[str, Call],
    opened: frozenset[str],
    closed: Mapping[str, object],
) -> Item:
    """The same as `_public_item`, made when somebody asks for more than a list shows."""
    known: dict[str, object] = {
        "continues": item.continues if item.continues in shown else "",
        "call": item.call if item.call.partition("/")[0] in calls else "",
        **closed,
    }
    return projected(item, _OTHERS, known, lambda: _public_item(item, shown, calls, opened))


def _public_item(
    item: Item, shown: Mapping[str, Item], calls: Mapping[str, Call], opened: frozenset[str]
) -> Item:
    """The item with only what the public may know of it."""
    staff = "staff" in opened
    return replace(
        item,
        authors=item.authors if "authors" in opened else (),
        scope="",
        urgency="",
        steps=_steps(item, opened),
        adoptions=tuple(replace(a, points="") for a in item.adoptions)
        if "adoptions" in opened
        else (),
        annotations=tuple(a for a in item.annotations if a.openness is Openness.PUBLIC)
        if "annotations" in opened
        else (),
        followups=tuple(f if staff else _nameless(f) for f in item.followups)
        if "trail" in opened
        else (),
        call=item.call if item.call.partition("/")[0] in calls else "",
        continues=item.continues if item.continues in shown else "",
        photos=item.photos
        if "photo_credits" in opened
        else tuple(replace(photo, by="") for photo in item.photos),
        redactions=(),
        review_on=None,
        allow=(),
    )


def _steps(item: Item, opened: frozenset[str]) -> tuple[Step, ...]:
    """The trail of handling if it is open; the day of sign-off alone is always known."""
    if "trail" in opened:
        staff = "staff" in opened
        return tuple(
            step if staff else replace(step, by="", role="", acting=False) for step in item.steps
        )
    return ()


def _nameless(followup: Followup) -> Followup:
    return replace(followup, officer="")


def _public_issue(issue: Issue, items: tuple[str, ...], opened: frozenset[str]) -> Issue:
    staff = "staff" in opened
    return replace(
        issue,
        items=items,
        status=Status.PUBLISHED,
        editor=issue.editor if staff else "",
        proofreader=issue.proofreader if staff else "",
        signer=issue.signer if staff else "",
        distribution=issue.distribution if "distribution" in opened else Distribution(),
        copies=issue.copies if "distribution" in opened else None,
        secrecy="",
        cutoff=None,
        scan=issue.scan if is_public_scan(issue) else "",
        closed=False,
        sealed=False,
        allow=(),
    )


def _used(
    vocabularies: Vocabularies,
    issues: Iterable[Issue],
    items: Iterable[Item],
    opened: frozenset[str],
) -> Vocabularies:
    """The entries that something shown refers to, and nothing of the others."""
    items = tuple(items)
    series = {issue.series for issue in issues}
    units = {unit for item in items for unit in item.units}
    kinds = {item.kind for item in items}
    topics = {topic for item in items for topic in item.topics}
    topics |= {vocabularies.topics[topic].parent for topic in topics} - {""}
    adoptions = [a for item in items for a in item.adoptions] if "adoptions" in opened else []
    levels = {a.level for a in adoptions}
    publications = {a.publication for a in adoptions}
    annotated = items if "annotations" in opened else ()
    ranks = {a.rank for item in annotated for a in item.annotations}
    kept = {code: _alone(unit, units) for code, unit in vocabularies.units.items() if code in units}
    groups = {unit.group for unit in kept.values()}
    return replace(
        vocabularies,
        series={c: v for c, v in vocabularies.series.items() if c in series},
        groups={c: v for c, v in vocabularies.groups.items() if c in groups},
        units=kept,
        topics={c: v for c, v in vocabularies.topics.items() if c in topics},
        kinds={c: v for c, v in vocabularies.kinds.items() if c in kinds},
        levels={c: v for c, v in vocabularies.levels.items() if c in levels},
        publications={
            **{c: v for c, v in vocabularies.publications.items() if c in publications},
            # A series that adopted an item is named as any publication would be.
            **{
                c: Publication(c, v.name, v.level)
                for c, v in vocabularies.series.items()
                if c in publications
            },
        },
        ranks={c: v for c, v in vocabularies.ranks.items() if c in ranks},
        reasons={},
        rules=(),
        targets=(),
        holidays=(),
        workdays=(),
    )


def _alone(unit: Unit, shown: set[str]) -> Unit:
    """The unit without relations to units that are not shown."""
    return replace(
        unit,
        parent=unit.parent if unit.parent in shown else "",
        successor=unit.successor if unit.successor in shown else "",
    )


def _tombstones(items: Iterable[Item], shown: Mapping[str, Item]) -> Iterable[Tombstone]:
    for item in items:
        gone = item.withdrawn
        if gone and item.openness is Openness.PUBLIC:
            target = gone.merged_into if gone.merged_into in shown else ""
            yield Tombstone(item.id, gone.date, gone.outcome.value, gone.reason, target)


def _assets(site: Site, issues: Mapping[str, Issue], items: Mapping[str, Item]) -> dict[str, Asset]:
    """The files that something shown refers to."""
    wanted: set[str] = set()
    for item in items.values():
        if item.files:
            folder = item.path.rpartition("/")[0]
            wanted |= {f"{folder}/{name}" for name in item.files}
    for issue in issues.values():
        folder = issue.path.rpartition("/")[0]
        wanted |= _files(issue.note, folder)
        if issue.scan:
            wanted.add(f"{folder}/{issue.scan}")
    for page in site.pages.values():
        wanted |= _files(page.prose, page.path.rpartition("/")[0])
    return {path: asset for path, asset in site.assets.items() if path in wanted}


def _files(prose: Prose, folder: str) -> set[str]:
    roles = (RefRole.FILE, RefRole.IMAGE)
    return {f"{folder}/{ref.target}" for ref in prose.refs if ref.role in roles}
