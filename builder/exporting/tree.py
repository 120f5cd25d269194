"""Which files make up a source tree of publishable content only, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder import edition, fields, photographs
from builder.exporting import front, vocabularies
from builder.fields import Value
from builder.importing.quoting import quote, table, texts
from builder.load import files, issues, items, records, redactions, settings
from builder.load import texts as standing
from builder.model.issue import Issue
from builder.model.item import GONE, Item, Openness
from builder.model.prose import Prose, RefRole
from builder.model.site import Call, Edition, Site, TextPage
from builder.render import layouts
from builder.seals import shown
from builder.seals import text as seal_text
from builder.seals.records import is_public_scan

INNER_KEYS = {
    "steps": records.STEP_KEYS,
    "adoptions": records.ADOPTION_KEYS,
    "annotations": records.ANNOTATION_KEYS,
    "followups": records.FOLLOWUP_KEYS,
    "laws": records.LAW_KEYS,
    "photos": records.PHOTO_KEYS,
    "corrections": records.CORRECTION_KEYS,
}

Tree = dict[str, bytes]
"""Files by path from the root."""


@dataclass(frozen=True, slots=True)
class Public:
    """What of a site the public may see, found by the rule alone (`builder/edition.py`)."""

    root: Path
    site: Site
    as_of: date
    items: Mapping[str, Item]
    gone: Mapping[str, Item]
    issues: Mapping[str, Issue]
    calls: Mapping[str, Call]

    @property
    def opened(self) -> frozenset[str]:
        return frozenset(self.site.settings.open)

    @property
    def pages(self) -> tuple[TextPage, ...]:
        return tuple(page for page in self.site.pages.values() if page.openness == "public")

    @property
    def codes(self) -> tuple[str, str, str]:
        """A kind, a unit and a topic that are public, or the one that stands for none."""
        one = next(iter(self.items.values()), None)
        return (one.kind, one.units[0], one.topics[0]) if one else ("x", "x", "x")


def public(root: Path, site: Site, as_of: date) -> Public:
    """The public items, what was withdrawn of them, and the issues they stand in."""
    shown: dict[str, Item] = {}
    gone: dict[str, Item] = {}
    kept: dict[str, Issue] = {}
    for issue in site.issues.values():
        if not edition.is_out(issue, site, as_of):
            continue
        signed = [site.items[i] for i in issue.items if i in site.items]
        signed = [item for item in signed if edition.is_signed(item, as_of)]
        here = {item.id: item for item in signed if edition.is_public(item)}
        shown |= here
        gone |= {i.id: i for i in signed if i.withdrawn and i.openness is Openness.PUBLIC}
        if here or is_public_scan(issue):
            kept[issue.id] = issue
    calls = edition.only(site, Edition.PUBLIC, as_of).calls
    return Public(root, site, as_of, shown, gone, kept, calls)


def publishable(of: Public) -> Tree:
    """Every file of the tree."""
    tree: Tree = {}
    for part in (_settings, _vocabularies, _issues, _seals, _pages, _calls, _files, _layouts):
        tree.update(part(of))
    return dict(sorted(tree.items()))


def for_everybody(tree: Tree) -> Tree:
    """The tree with a word in its settings that from now on refuses whatever is withheld."""
    return tree | {settings.PATH: tree[settings.PATH] + b"repository: public\n"}


def _settings(of: Public) -> Iterator[tuple[str, bytes]]:
    source, _ = files.text(of.root, settings.PATH)
    values = front.english(fields.read(source or "", settings.PATH)[0], settings.KEYS)
    yield settings.PATH, front.lines(front.chosen(values, front.SITE)).encode()


def _vocabularies(of: Public) -> Iterator[tuple[str, bytes]]:
    series = (issue.series for issue in of.issues.values())
    left = {item_id.partition("/")[0] for item_id in of.gone}
    items_ = of.items.values()
    written = vocabularies.written(of.site.vocabularies, items_, series, left, of.opened)
    yield from written.items()


def _issues(of: Public) -> Iterator[tuple[str, bytes]]:
    """Issues and items; prefixes are counted anew, so that no gap tells of what is withheld."""
    for issue in of.site.issues.values():
        here = [of.items.get(i) or of.gone.get(i) for i in issue.items]
        present = [item for item in here if item]
        day = day_of(of, issue)
        if issue.id in of.issues:
            yield issue.path, _issue(of, issue)
        elif present:
            told = {"number": quote(issue.folder), "date": f"{day}", "status": "published"}
            yield issue.path, front.written(told)
        folder = issue.path.removesuffix("issue.md")
        for prefix, item in enumerate(present, 1):
            path = f"{folder}{prefix:02}-{item.slug}.md"
            yield path, _item(of, item, day) if item.id in of.items else _stone(of, item, day)


def _seals(of: Public) -> Iterator[tuple[str, bytes]]:
    """The public chains, as the public edition shows them."""
    chains = edition.only(of.site, Edition.PUBLIC, of.as_of).chains
    for seal in shown.exported(chains.values()):
        yield seal.path, seal_text.text(seal).encode()


def day_of(of: Public, issue: Issue) -> date:
    """The date an issue has in the tree: if only tombstones are left of it, its own is not told."""
    days = [gone.date for i in issue.items if i in of.gone and (gone := of.gone[i].withdrawn)]
    return issue.date if issue.id in of.issues else min([*days, of.as_of])


def _issue(of: Public, issue: Issue) -> bytes:
    values, body = _cut(of.root, issue.path, issues.KEYS)
    kept = front.issue(values, of.opened) | {"status": "published"}
    if is_public_scan(issue):
        kept |= front.chosen(values, ("scan", "secrecy"))
    return front.written(kept | front.waivers(values), front.without_comments(body))


def _item(of: Public, item: Item, day: date) -> bytes:
    values, body = _cut(of.root, item.path, items.KEYS)

    def edit(text: str) -> str:
        return redactions.in_text(text, item.redactions)

    kept = front.item(values, of.opened, INNER_KEYS, edit)
    if item.continues in of.items:
        kept["continues"] = item.continues
    if item.call.partition("/")[0] not in of.calls:
        kept.pop("call", None)
    kept["openness"] = "public"
    kept.setdefault("steps", f"[{{step: signed, at: {day}}}]")
    return front.written(kept | front.waivers(values), front.without_comments(edit(body)))


def _stone(of: Public, item: Item, day: date) -> bytes:
    """A withdrawn item: what its tombstone tells, and nothing it once said."""
    gone = item.withdrawn
    assert gone is not None
    kind, unit, topic = of.codes
    rows = {"date": str(gone.date), "reason": gone.reason, "outcome": gone.outcome.value}
    merged = gone.merged_into if gone.merged_into in of.items else ""
    rows |= {"merged_into": merged} if merged else {}
    kept = {
        "title": GONE,
        "kind": kind,
        "units": texts([unit]),
        "topics": texts([topic]),
        "openness": "public",
        "steps": f"[{{step: signed, at: {min(day, gone.date)}}}]",
        "withdrawn": table((key, quote(value, flow=True)) for key, value in rows.items()),
    }
    lost = gone.merged_into and not merged
    return front.written(kept | front.allowed(["merge-mismatch"] if lost else []), f"{GONE}。\n")


def _pages(of: Public) -> Iterator[tuple[str, bytes]]:
    for page in of.pages:
        values, body = _cut(of.root, page.path, standing.PAGE_KEYS)
        kept = front.chosen(values, front.PAGE) | front.waivers(values)
        yield page.path, front.written(kept, front.without_comments(body))


def _calls(of: Public) -> Iterator[tuple[str, bytes]]:
    """The calls, where they are open, without the units and topics that no public item has."""
    for call in of.calls.values():
        _, body = _cut(of.root, call.path, standing.CALL_KEYS)
        points = [_row(id=point.id, text=point.text, topics=point.topics) for point in call.points]
        wanted = [
            _row(
                id=one.id,
                title=one.title,
                to=one.to,
                due=one.due.isoformat() if one.due_exact else f"{one.due.date()}",
            )
            for one in call.commissions
        ]
        told = {
            "title": quote(call.title),
            "to": texts(call.to),
            "due": f"{call.due}",
            "points": f"[{', '.join(points)}]",
            "commissions": f"[{', '.join(wanted)}]",
        }
        yield call.path, front.written(told, front.without_comments(body))


def _row(**cells: str | tuple[str, ...]) -> str:
    return table(
        (key, quote(value, flow=True) if isinstance(value, str) else texts(value))
        for key, value in cells.items()
    )


def _files(of: Public) -> Iterator[tuple[str, bytes]]:
    """Photos and attachments that something public refers to, and the static files.

    Images come as they are published: without what their makers left in them.
    """
    for path in sorted({*wanted(of), *(asset.path for asset in of.site.static)}):
        data = (of.root / path).read_bytes()
        suffix = Path(path).suffix.lower()
        yield path, photographs.bare(data, suffix) if suffix in photographs.SUFFIXES else data


def wanted(of: Public) -> set[str]:
    """The files that public texts refer to."""
    found: set[str] = set()
    for item in of.items.values():
        folder = item.path.rpartition("/")[0]
        found |= {f"{folder}/{photo.src}" for photo in item.photos}
        found |= _named(item.prose, folder)
    for issue in of.issues.values():
        folder = issue.path.rpartition("/")[0]
        found |= _named(issue.note, folder)
        if is_public_scan(issue):
            found.add(f"{folder}/{issue.scan}")
    for page in of.pages:
        found |= _named(page.prose, page.path.rpartition("/")[0])
    return found & of.site.assets.keys()


def _named(prose: Prose, folder: str) -> set[str]:
    roles = (RefRole.FILE, RefRole.IMAGE)
    return {f"{folder}/{ref.target}" for ref in prose.refs if ref.role in roles}


def _layouts(of: Public) -> Iterator[tuple[str, bytes]]:
    """A site's own layouts, as they are."""
    own = of.root / "layouts"
    if own.is_dir() and own.resolve() != layouts.built_in().resolve():
        for name in layouts.read_folder(own):
            yield f"layouts/{name}", (own / name).read_bytes()


def _cut(root: Path, path: str, keys: dict[str, str]) -> tuple[dict[str, Value], str]:
    """The values of a file's front matter by English keys, and its body."""
    source, _ = files.text(root, path)
    cut = items.split(source or "", path, keys)
    return front.english(cut.table, keys), cut.body
