"""Does everything that a text refers to exist, in the edition it will be read in?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from builder.check.places import Located, at
from builder.check.relations import near_id
from builder.diagnostic import Diagnostic, Place
from builder.model.item import Item, Span
from builder.model.prose import Prose, Ref, RefRole
from builder.model.site import Asset, Site
from builder.rules import links as rules

PASSIVE = (
    *(".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".dps", ".ofd"),
    *(".csv", ".txt", ".zip", ".rar", ".7z", ".jpg", ".jpeg", ".png", ".gif", ".webp"),
    *(".mp3", ".mp4", ".odt", ".ods", ".odp", ".rtf", ".json", ".xml.gz", ".geojson", ".ics"),
)
"""Suffixes of attachments: files that a browser saves or shows, never runs as a page."""
LARGEST_IMAGE = 5_000_000
LARGEST_FILE = 20_000_000
"""Bytes above which a picture or an attachment is a burden for readers."""
ROLES_OF_FILES = (RefRole.FILE, RefRole.IMAGE)


def check(site: Site, shown: Site, lost: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """References of all texts; `shown` is the public projection, `lost` says what failed to load.

    A text that the public will read may only refer to what the public can reach.
    """
    for item in site.items.values():
        reach = shown if item.id in shown.items else site
        yield from _text(item, item.prose, site, reach, lost)
        yield from _photos(item, site.assets)
        yield from _raw_html(item.path, item.prose)
    for issue in site.issues.values():
        reach = shown if issue.id in shown.issues else site
        yield from _text(issue, issue.note, site, reach, lost)
        folder = issue.path.rpartition("/")[0]
        if issue.scan and f"{folder}/{issue.scan}" not in site.assets:
            place = at(issue, "scan")
            yield rules.missing_file(place, issue.scan, _near_file(issue.scan, folder, site.assets))
        yield from _raw_html(issue.path, issue.note)
    for page in site.pages.values():
        reach = shown if page.openness == "public" else site
        yield from _text(page, page.prose, site, reach, lost)
        yield from _raw_html(page.path, page.prose)
    for call in site.calls.values():
        reach = shown if call.name in shown.calls else site
        yield from _text(call, call.prose, site, reach, lost)
        yield from _raw_html(call.path, call.prose)


def check_lost(
    path: str, prose: Prose, site: Site, lost: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """The text of a file whose fields could not be read: its faults are told all the same."""
    content = _Text(path)
    yield from _text(content, prose, site, site, lost)
    yield from _raw_html(path, prose)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text without fields."""

    path: str
    at: Mapping[str, Span] = field(default_factory=dict)


def _text(
    content: Located, prose: Prose, site: Site, reach: Site, lost: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    folder = content.path.rpartition("/")[0]
    for ref in prose.refs:
        place = Place(content.path, ref.line, ref.column, max(1, ref.length))
        if ref.role is RefRole.BAD:
            yield rules.forbidden_link(place, ref.target)
        elif ref.role is RefRole.ITEM:
            yield from _item(place, ref, site, reach, lost)
        elif ref.role is RefRole.ANCHOR and ref.anchor not in prose.anchors:
            yield rules.broken_anchor(place, ref.anchor, _near(ref.anchor, prose.anchors))
        elif ref.role in ROLES_OF_FILES:
            yield from _file(place, ref, folder, site.assets)


def _item(
    place: Place, ref: Ref, site: Site, reach: Site, lost: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """A link to an item or an issue, in the edition that the reader has."""
    target = ref.target.strip("/")
    if target in reach.items:
        anchors = reach.items[target].prose.anchors
        if ref.anchor and ref.anchor not in anchors:
            yield rules.broken_anchor(place, ref.anchor, _near(ref.anchor, anchors))
    elif target not in reach.issues and not lost(target):
        withheld = target in site.items or target in site.issues
        yield rules.broken_link(place, ref.target, near_id(target, reach), withheld)


def _file(place: Place, ref: Ref, folder: str, assets: Mapping[str, Asset]) -> Iterator[Diagnostic]:
    asset = assets.get(f"{folder}/{ref.target}")
    if ref.role is RefRole.FILE and not ref.target.lower().endswith(PASSIVE):
        yield rules.active_file(place, ref.target)
    elif asset is None:
        near = _near_file(ref.target, folder, assets)
        found = rules.missing_image if ref.role is RefRole.IMAGE else rules.missing_file
        yield found(place, ref.target, near)
    elif asset.size > (limit := LARGEST_IMAGE if ref.role is RefRole.IMAGE else LARGEST_FILE):
        yield rules.large_file(place, ref.target, asset.size, limit)
    elif ref.role is RefRole.IMAGE and not asset.width:
        yield rules.unreadable_image(place, ref.target)
    if ref.role is RefRole.IMAGE and not ref.text.strip():
        yield rules.image_without_alt(place, ref.target)


def _photos(item: Item, assets: Mapping[str, Asset]) -> Iterator[Diagnostic]:
    folder = item.path.rpartition("/")[0]
    for index, photo in enumerate(item.photos):
        asset = assets.get(f"{folder}/{photo.src}")
        place = at(item, f"photos.{index}.src")
        if asset is None:
            near = _near_file(photo.src, folder, assets)
            yield rules.missing_image(place, photo.src, near)
        elif asset.size > LARGEST_IMAGE:
            yield rules.large_file(place, photo.src, asset.size, LARGEST_IMAGE)
        elif not asset.width:
            yield rules.unreadable_image(place, photo.src)
        if not photo.alt:
            yield rules.image_without_alt(place, photo.src)


def _raw_html(path: str, prose: Prose) -> Iterator[Diagnostic]:
    for line, column, snippet in prose.raw_html:
        shown = snippet if len(snippet) <= 30 else snippet[:30] + "…"
        yield rules.raw_html(Place(path, line, column, len(shown)), shown)


def _near(value: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(value, list(known), n=1, cutoff=0.6)), "")


def _near_file(target: str, folder: str, assets: Mapping[str, Asset]) -> str:
    """The file of the folder that is meant most likely: another case, or a slip of the pen."""
    beside = [p.removeprefix(folder + "/") for p in assets if p.startswith(folder + "/")]
    same = [name for name in beside if name.lower() == target.lower()]
    return same[0] if same else _near(target, beside)
