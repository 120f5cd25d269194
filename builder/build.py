"""The order of the doors: load, check, plan, render, index, publish. Knows all six."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from pathlib import Path

from builder import absence, photographs, progress, publish, searching, workers
from builder import edition as editions
from builder.cache import Cache
from builder.check.all import check, draft_folders
from builder.diagnostic import Diagnostic, Severity, blocking, in_order
from builder.flood import stemmed
from builder.ledger import Ledger
from builder.load.kept import ChangedError, Kept
from builder.load.settings import normal_base_url
from builder.load.site import Loaded, load
from builder.load.stamps import Stamps
from builder.model.site import Edition, Site
from builder.page import Copied, Made, Page, fingerprint
from builder.plan import urls
from builder.plan.pages import Plan, plan
from builder.program import program
from builder.progress import Progress
from builder.publish import Output, Published
from builder.render import layouts as layout_files
from builder.render.layouts import LayoutError
from builder.render.templates import Renderer, places
from builder.shelf import Shelf
from builder.timing import Timing
from builder.views import Chrome, Link
from builder.words import Words

PLACES = (
    ("series", "place.series", urls.ARCHIVE, "#series"),
    ("units", "place.units", urls.UNITS, ""),
    ("topics", "place.topics", urls.TOPICS, ""),
    ("archive", "place.archive", urls.ARCHIVE, ""),
    ("catalogue", "place.catalogue", urls.CATALOGUE, ""),
)
"""The five places of the bar: key, words, address, fragment."""


TRIES = 3
"""How often content that changes while it is read is read again."""

REFUSED = frozenset(("secret-mark", "withheld-in-public-repository"))
"""Faults that are refused in drafts as well: such material must not be here at all."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one build is asked for; `held` is the output, if it was kept for this run before."""

    root: Path
    edition: Edition
    out: Path
    as_of: date
    base_url: str = ""
    search: bool = True
    cache: Path | None = None
    jobs: int = 0
    kept: Kept | None = None
    held: publish.Held | None = None
    timing: Timing = field(default_factory=Timing)


@dataclass(frozen=True, slots=True)
class Checked:
    """The content and what is wrong with it."""

    loaded: Loaded
    as_of: date
    faults: tuple[Diagnostic, ...]
    drafts: frozenset[str]

    def in_draft(self, fault: Diagnostic) -> bool:
        """Whether a fault stands in an issue that is not out: it forbids nothing."""
        return (
            any(fault.place.path.startswith(f"{folder}/") for folder in self.drafts)
            and fault.code not in REFUSED
        )

    def blocks(self, strict: bool) -> bool:
        """Whether publishing is forbidden."""
        counted = [fault for fault in self.faults if not self.in_draft(fault)]
        return self.loaded.site is None or blocking(counted, strict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition, ready to be rendered page by page."""

    site: Site
    plan: Plan
    renderer: Renderer
    assets: dict[str, bytes]
    words: Words
    chrome: Chrome
    layouts: str


def memory(root: Path, lasting: bool = True, told: Progress = progress.silent) -> Kept:
    """What earlier runs read of the content of a root; a passing one knows nothing of them."""
    folder = root / ".cache" / "content" if lasting else None
    return Kept(Shelf(folder), Stamps(folder), told)


def examine(
    root: Path,
    today: Callable[[tzinfo], date],
    kept: Kept | None = None,
    jobs: int = 0,
    timing: Timing | None = None,
) -> Checked:
    """Load and check the content of a root; `today` gives the day in the site's time zone.

    Raises ChangedError if files are changed all the while.
    """
    timing = timing or Timing()
    for left in reversed(range(TRIES)):
        try:
            with timing.door("load"):
                loaded = load(root, kept, jobs or workers.cores())
            with timing.door("check"):
                return _checked(loaded, today(loaded.zone), kept, jobs or workers.cores())
        except ChangedError:
            if not left:
                raise
    raise AssertionError("never reached")


def _checked(loaded: Loaded, as_of: date, kept: Kept | None, jobs: int) -> Checked:
    if loaded.site is None:
        return Checked(loaded, as_of, stemmed(in_order(loaded.faults)), frozenset())
    site = loaded.site
    public = editions.only(site, Edition.PUBLIC, as_of)
    known = Ledger(kept.shelf, "checked", jobs) if kept else None
    faults = in_order(check(site, public, loaded.unread, loaded.faults, loaded.loose, known))
    found = Checked(loaded, as_of, faults, draft_folders(site))
    return replace(found, faults=stemmed(_milder(found, fault) for fault in faults))


def _milder(found: Checked, fault: Diagnostic) -> Diagnostic:
    """A fault in a draft is a warning: there is time to mend it."""
    return replace(fault, severity=Severity.WARNING) if found.in_draft(fault) else fault


def prepare(
    root: Path,
    site: Site,
    edition: Edition,
    as_of: date,
    base_url: str = "",
    *,
    marking: str = "",
    earlier: Prepared | None = None,
    kept: Kept | None = None,
    jobs: int = 1,
) -> Prepared:
    """Project the site to an edition of a day and plan it; nothing is rendered yet.

    `marking` is written above every page besides what the edition itself is marked with. What
    was prepared `earlier` lends its layouts, compiled, where they and the chrome are the same.
    """
    shown = editions.only(site, edition, as_of)
    base = normal_base_url(base_url) if base_url else site.settings.base_url
    shown = replace(shown, settings=replace(shown.settings, base_url=base))
    files = layout_files.read(root)
    words, faults = layout_files.words(files, shown.settings.locale)
    if faults:
        place = faults[0].place
        raise LayoutError(f"{place.path}:{place.line}: {faults[0].said.zh} {faults[0].said.en}")
    assets = layout_files.assets(files, shown.settings.theme)
    chrome = _chrome(shown, base, words, assets)
    if marking:
        chrome = replace(chrome, marking=" · ".join(filter(None, (chrome.marking, marking))))
    chrome_print = fingerprint(
        program(), files.digest, chrome, shown.settings, shown.vocabularies, shown.edition
    )
    name = f"documents-{edition.value}{bool(marking):d}"
    ledger = Ledger(kept.shelf if kept else None, name, jobs)
    planned = plan(shown, base, words, chrome_print, ledger)
    same = (files.digest, chrome, words)
    if earlier and (earlier.layouts, earlier.chrome, earlier.words) == same:
        renderer = earlier.renderer
    else:
        renderer = Renderer(files.templates, words, chrome)
    return Prepared(shown, planned, renderer, assets, words, chrome, files.digest)


def build(request: Request, site: Site, told: Progress = progress.silent) -> Published:
    """Publish an edition of a checked site.

    Raises PublishError, IndexerError or LayoutError.
    """
    timing, jobs = request.timing, request.jobs or workers.cores()
    try:
        with timing.door("plan"):
            ready = prepare(
                request.root,
                site,
                request.edition,
                request.as_of,
                request.base_url,
                kept=request.kept,
                jobs=jobs,
            )
            promised = list(outputs(request.root, ready))
        with timing.door("search"):
            promised += _search(ready, request.search, Cache(request.cache), told)
            passages = absence.needles(site)
            if passages and request.edition is Edition.PUBLIC:
                promised = list(absence.proven(promised, passages))

        def maker(stale: Sequence[Output]) -> Iterator[bytes]:
            made = workers.spread(lambda output: timing.timed(output.make), stale, jobs)
            for done, (output, (data, seconds)) in enumerate(zip(stale, made, strict=True)):
                timing.made(output.kind, seconds)
                told("pages", done, len(stale))
                yield data
            told("pages", len(stale), len(stale))

        with timing.door("publish"):
            if request.held:
                return publish.write(request.held, promised, maker)
            return publish.publish(request.out, promised, request.edition, request.root, maker)
    except ChangedError as error:
        raise publish.PublishError(
            f"{error.path} 在发布过程中被改动了，没有发布。已发布的网站没有改动；再运行一次。",
            f"{error.path} changed while it was being published; nothing was published and what "
            "was published is unchanged. Run again.",
        ) from error


def _search(ready: Prepared, wanted: bool, cache: Cache, told: Progress) -> Iterator[Output]:
    folds = ready.site.settings.fold_traditional
    return searching.outputs(ready.plan, folds, wanted, cache, told)


def search(ready: Prepared, cache: Cache, *, engine: bool = True) -> dict[str, bytes]:
    """The files of search by path, for the preview. Raises IndexerError unless `engine` is off."""
    return {out.path: out.make() for out in _search(ready, engine, cache, progress.silent)}


def searched(ready: Prepared) -> dict[str, bytes]:
    """What the index of search is made of, by address."""
    found = {doc.address: repr(doc).encode() for doc in ready.plan.documents}
    return found | {"numbers": repr(ready.plan.numbers).encode()}


def outputs(root: Path, ready: Prepared) -> Iterator[Output]:
    """Pages, files and assets as promises to the last door."""
    for promise in ready.plan.promises:
        match promise:
            case Page():
                make = _rendered(ready.renderer, promise)
                yield Output(promise.path, promise.fingerprint, make, promise.layout)
            case Made():
                yield Output(promise.path, promise.fingerprint, promise.make)
            case Copied():
                made_by = fingerprint(promise.fingerprint, program())
                yield Output(promise.path, made_by, copied(root, promise))
    for path, data in ready.assets.items():
        yield Output(path, fingerprint(data), _given(data))


def _rendered(renderer: Renderer, page: Page) -> Callable[[], bytes]:
    return lambda: renderer.render(page)


def copied(root: Path, promise: Copied) -> Callable[[], bytes]:
    """The bytes of a file; those of images without what their makers left in them."""
    source = root / promise.source
    suffix = source.suffix.lower()
    if suffix in photographs.SUFFIXES:
        return lambda: _bare(_as_loaded(root, promise), source, suffix)
    return lambda: _as_loaded(root, promise)


def _as_loaded(root: Path, promise: Copied) -> bytes:
    """The bytes of a file that were checked; others are not published unseen."""
    try:
        data = (root / promise.source).read_bytes()
    except OSError as error:
        raise publish.PublishError(
            f"{promise.source} 在发布过程中读不出来了（{error.strerror or error}），没有发布。"
            "已发布的网站没有改动；再运行一次。",
            f"{promise.source} can't be read any more ({error.strerror or error}); nothing was "
            "published and what was published is unchanged. Run again.",
        ) from error
    if hashlib.sha256(data).hexdigest() != promise.fingerprint:
        raise publish.PublishError(
            f"{promise.source} 在发布过程中被改动了，没有发布。已发布的网站没有改动；再运行一次。",
            f"{promise.source} changed while it was being published; nothing was published and "
            "what was published is unchanged. Run again.",
        )
    return data


def _bare(data: bytes, source: Path, suffix: str) -> bytes:
    try:
        return photographs.bare(data, suffix)
    except photographs.DamagedImageError as error:
        raise publish.PublishError(
            f"图片 {source.name} 读不出来，不能发布：{error}。请另存为 JPEG 或 PNG。",
            f"the image {source.name} can't be read: {error}; save it as JPEG or PNG.",
        ) from error


def _given(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _chrome(site: Site, base: str, words: Words, assets: dict[str, bytes]) -> Chrome:
    """What surrounds every page of an edition."""
    settings = site.settings
    to = urls.Urls(base).to
    named = {path.rpartition("/")[2]: path for path in assets}
    pages = sorted(site.pages.values(), key=lambda page: (page.order, page.code))
    footer = [Link(page.title, to(urls.text(page.code))) for page in pages]
    if site.calls:
        footer.append(Link(words("calls.title"), to(urls.CALLS)))
    if site.issues and (site.edition is Edition.INTERNAL or "notices" in settings.open):
        key = "notices.title" if site.edition is Edition.INTERNAL else "public.notices.title"
        footer.append(Link(words(key), to(urls.NOTICES)))
    footer += [
        Link(words("place.kinds"), to(urls.KINDS)),
        Link(words("place.changes"), to(urls.CHANGES)),
        Link(words("data.title"), to(urls.API)),
    ]
    internal = site.edition is Edition.INTERNAL
    emblem = settings.theme.get("emblem", "").lstrip("/")
    if not any(asset.path == f"site_src/static/{emblem}" for asset in site.static):
        emblem = ""  # an address of another host, or of nothing
    return Chrome(
        lang=_lang(settings.locale),
        site_name=settings.name,
        home=to(urls.HOME),
        search=to(urls.SEARCH),
        forms=to(f"{urls.INDEX}fold.json") if settings.fold_traditional else "",
        opensearch=to(urls.OPENSEARCH),
        style=to("/" + named["main.css"]),
        script=to("/" + named["main.js"]),
        places=places(
            [(key, words(label), to(at) + fragment) for key, label, at, fragment in PLACES]
        ),
        marking=words("marking.keep") if internal else "",
        owner=settings.owner,
        phone=settings.phone,
        postal=settings.postal,
        site_id_code=settings.identifiers.site_id_code,
        icp=settings.identifiers.icp,
        police=settings.identifiers.police,
        footer=tuple(footer),
        emblem=to(f"/{emblem}") if emblem else "",
        icon=to(f"/{emblem}" if emblem else "/" + named["icon.svg"]),
    )


def _lang(locale: str) -> str:
    """The language tag of pages: Chinese by its script."""
    return {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant-TW", "zh-HK": "zh-Hant-HK"}.get(locale, locale)
