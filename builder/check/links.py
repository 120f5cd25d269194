"""Does everything that a text refers to exist, in the edition it will be read in?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from builder.check import documents
from builder.check.places import Located, at
from builder.check.relations import near_id
from builder.check.targets import meant
from builder.diagnostic import Diagnostic, Place
from builder.likeness import Guesses
from builder.model.item import Item, Span
from builder.model.prose import Prose, Ref, RefRole
from builder.model.site import Site
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
PICTURES = {RefRole.IMAGE: ("",), RefRole.FILE: (".jpg", ".jpeg", ".png", ".gif", ".webp")}
"""Endings of files that must be whole images: all that are shown as such."""
ROLES_OF_FILES = (RefRole.FILE, RefRole.IMAGE)


def check(site: Site, shown: Site, lost: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Links from text to text; `shown` is the public projection, `lost` says what failed to load.

    A text that the public will read may only refer to what the public can reach.
    """
    links = _Links(site, lost)
    emblem = site.settings.theme.get("emblem", "").lstrip("/")
    if emblem and all(asset.path != f"site_src/static/{emblem}" for asset in site.static):
        yield rules.missing_emblem(_emblem(site), emblem)
    for item in site.items.values():
        if item.leads:
            reach = shown if item.id in shown.items else site
            yield from links.leads(item, item.prose, reach)
    for issue in site.issues.values():
        reach = shown if issue.id in shown.issues else site
        yield from links.leads(issue, issue.note, reach)
    for page in site.pages.values():
        reach = shown if page.openness == "public" else site
        yield from links.leads(page, page.prose, reach)
    for call in site.calls.values():
        reach = shown if call.name in shown.calls else site
        yield from links.leads(call, call.prose, reach)


def check_alone(part: Site, site: Site) -> Iterator[Diagnostic]:
    """References within the texts of a part, and to the files beside them.

    Whether there are faults depends on the part alone; what was meant is looked for in all the site.
    """
    links = _Links(site, lambda _: False)
    for item in part.items.values():
        yield from links.text(item, item.prose)
        yield from links.photos(item)
        yield from _raw_html(item.path, item.prose)
    for issue in part.issues.values():
        yield from links.text(issue, issue.note)
        folder = issue.path.rpartition("/")[0]
        if issue.scan and f"{folder}/{issue.scan}" not in site.assets:
            place = at(issue, "scan")
            yield rules.missing_file(place, issue.scan, *links.near_file(issue.scan, folder))
        elif issue.scan:
            scan = site.assets[f"{folder}/{issue.scan}"]
            yield from documents.check(site, scan, at(issue, "scan"))
        yield from _raw_html(issue.path, issue.note)
    for page in part.pages.values():
        yield from links.text(page, page.prose)
        yield from _raw_html(page.path, page.prose)
    for call in part.calls.values():
        yield from links.text(call, call.prose)
        yield from _raw_html(call.path, call.prose)


def check_lost(
    loose: Iterable[tuple[str, Prose]], site: Site, lost: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """The texts of files whose fields could not be read: their faults are told all the same."""
    links = _Links(site, lost)
    for path, prose in loose:
        yield from links.leads(_Text(path), prose, site)
        yield from links.text(_Text(path), prose)
        yield from _raw_html(path, prose)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text without fields."""

    path: str
    at: Mapping[str, Span] = field(default_factory=dict)


class _Links:
    """Looks up what texts refer to."""

    def __init__(self, site: Site, lost: Callable[[str], bool]) -> None:
        self.site = site
        self.lost = lost
        self.guesses = Guesses()

    @cached_property
    def beside(self) -> Mapping[str, list[str]]:
        """The names of the files in each folder, and of those in folders below it."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.site.assets:
            folder = path.rpartition("/")[0]
            while folder:
                found[folder].append(path.removeprefix(f"{folder}/"))
                folder = folder.rpartition("/")[0]
        return found

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The folder of each file by its name."""
        return {path.rpartition("/")[2]: path.rpartition("/")[0] for path in self.site.assets}

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """The paths of all files by what they are without regard to case."""
        return {path.lower(): path for path in self.site.assets}

    def leads(self, content: Located, prose: Prose, reach: Site) -> Iterator[Diagnostic]:
        """The links of a text to others."""
        for ref in prose.refs:
            if ref.role is RefRole.ITEM:
                place = Place(content.path, ref.line, ref.column, max(1, ref.length))
                yield from self.item(place, ref, content, reach)

    def text(self, content: Located, prose: Prose) -> Iterator[Diagnostic]:
        """The references of a text within itself and to files."""
        folder = content.path.rpartition("/")[0]
        anchors = frozenset(prose.anchors)
        for ref in prose.refs:
            place = Place(content.path, ref.line, ref.column, max(1, ref.length))
            if ref.role in (RefRole.BAD, RefRole.BAD_IMAGE):
                yield self.forbidden(place, ref.target, folder, ref.role is RefRole.BAD_IMAGE)
            elif ref.role is RefRole.ANCHOR and ref.anchor not in anchors:
                near = self.guesses.nearest(ref.anchor, prose.anchors, 0.6)
                yield rules.broken_anchor(place, ref.anchor, near)
            elif ref.role in ROLES_OF_FILES:
                yield from self.file(place, ref, folder)

    def forbidden(self, place: Place, target: str, folder: str, picture: bool) -> Diagnostic:
        """A target that is none, with what it was meant to be."""
        cause, better = meant(target, folder, self.site)
        return rules.forbidden_link(place, target, cause, better, picture)

    def item(self, place: Place, ref: Ref, content: Located, reach: Site) -> Iterator[Diagnostic]:
        """A link to an item or an issue, in the edition that the reader has."""
        target = ref.target.strip("/")
        if target in reach.items:
            anchors = reach.items[target].prose.anchors
            if ref.anchor and ref.anchor not in anchors:
                near = self.guesses.nearest(ref.anchor, anchors, 0.6)
                yield rules.broken_anchor(place, ref.anchor, near)
        elif target not in reach.issues and not self.lost(target):
            withheld = target in self.site.items or target in self.site.issues
            near = near_id(target, reach, self.guesses, content.path)
            yield rules.broken_link(place, ref.target, near, withheld)

    def file(self, place: Place, ref: Ref, folder: str) -> Iterator[Diagnostic]:
        """A link to an attachment, or an image."""
        asset = self.site.assets.get(f"{folder}/{ref.target}")
        picture = ref.role is RefRole.IMAGE
        if asset is None and meant(ref.target, folder, self.site)[0]:
            yield self.forbidden(place, ref.target, folder, picture)
            return
        if not picture and not ref.target.lower().endswith(PASSIVE):
            yield rules.active_file(place, ref.target)
        elif asset is None:
            found = rules.missing_image if picture else rules.missing_file
            yield found(place, ref.target, *self.near_file(ref.target, folder))
        elif not asset.width and ref.target.lower().endswith(PICTURES[ref.role]):
            yield rules.unreadable_image(place, ref.target)
        elif asset.size > (limit := LARGEST_IMAGE if ref.role is RefRole.IMAGE else LARGEST_FILE):
            yield rules.large_file(place, ref.target, asset.size, limit)
        if asset:
            yield from documents.check(self.site, asset, place)
        if ref.role is RefRole.IMAGE and not ref.text.strip():
            yield rules.image_without_alt(place, ref.target)

    def photos(self, item: Item) -> Iterator[Diagnostic]:
        """The photos of the front matter."""
        folder = item.path.rpartition("/")[0]
        for index, photo in enumerate(item.photos):
            asset = self.site.assets.get(f"{folder}/{photo.src}")
            place = at(item, f"photos.{index}.src")
            if asset is None and meant(photo.src, folder, self.site)[0]:
                yield self.forbidden(place, photo.src, folder, True)
            elif asset is None:
                yield rules.missing_image(place, photo.src, *self.near_file(photo.src, folder))
            elif not asset.width:
                yield rules.unreadable_image(place, photo.src)
            elif asset.size > LARGEST_IMAGE:
                yield rules.large_file(place, photo.src, asset.size, LARGEST_IMAGE)
            if not photo.alt:
                yield rules.image_without_alt(place, photo.src)

    def near_file(self, target: str, folder: str) -> tuple[str, str]:
        """The file of the folder that is meant most likely, another case or a slip of the pen;
        else the folder elsewhere that has a file of this name."""
        same = self.folded.get(f"{folder}/{target}".lower())
        if same and same.startswith(f"{folder}/"):
            return same.removeprefix(f"{folder}/"), ""
        near = self.guesses.nearest(target, self.beside.get(folder, []), 0.6)
        return near, "" if near else self.homes.get(target, "")


def _emblem(site: Site) -> Place:
    """Where the theme stands in the settings."""
    return Place("site_src/site.yml", *site.settings.at.get("theme", (1, 1, 0)))


def _raw_html(path: str, prose: Prose) -> Iterator[Diagnostic]:
    for line, column, snippet in prose.raw_html:
        shown = snippet if len(snippet) <= 30 else snippet[:30] + "…"
        yield rules.raw_html(Place(path, line, column, len(shown)), shown)
