"""The site as it is being written: pages made when asked for, the last good version kept."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import parse_qs, unquote

from builder import build, edition
from builder.build import Checked, Prepared
from builder.cache import Cache
from builder.load.files import line_of
from builder.load.kept import ChangedError
from builder.model.issue import Status
from builder.model.site import Edition, Site
from builder.page import Copied, Made, Page, Promise
from builder.plan import urls
from builder.plan.headers import POLICY
from builder.serve import host, live
from builder.serve.finding import Finding
from builder.serve.host import Answer
from builder.serve.live import Faults
from builder.serve.mishap import Mishap

BREATH = 15.0
"""Seconds between two signs of life to a page that waits."""

TRIES = 5
"""How often files that change under our eyes are read again."""

KEPT = 256
"""Pages kept as rendered, for those who ask again."""

ASSETS = 256
"""Styles and scripts of earlier versions still answered for: a page may be loading just now."""

HTML = host.TYPES[".html"]
_LINKED = re.compile(rb'(?:src|href|srcset|poster)="([^"#?]+)')


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be previewed."""

    root: Path
    edition: Edition
    base_url: str
    today: Callable[[tzinfo], date]
    drafts: bool = False
    lang: str = "zh"


@dataclass(frozen=True)
class Version:
    """One state of the content, ready to be rendered."""

    root: Path
    ready: Prepared
    notes: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """Styles and scripts by path, those of versions just gone included."""
        kept = [*self.earlier.items()][-ASSETS:]
        return dict(kept) | self.ready.assets

    @cached_property
    def promises(self) -> dict[str, Promise]:
        """Pages and files by the path they would be written to."""
        return {promise.path: promise for promise in self.ready.plan.promises}

    @cached_property
    def rules(self) -> tuple[host.HeaderRule, ...]:
        """What the host is asked to send along; other sites are not let in for all that."""
        return host.header_rules(self._text("_headers"))

    @cached_property
    def moved(self) -> dict[str, tuple[str, int]]:
        """Old addresses and their new ones."""
        return host.redirects(self._text("_redirects"))

    @cached_property
    def rendered(self) -> Callable[[str], tuple[bytes, str]]:
        """The bytes of a page and what stands for all that it shows, by its path."""
        return lru_cache(maxsize=KEPT)(self._rendered)

    def _rendered(self, path: str) -> tuple[bytes, str]:
        promise = self.promises[path]
        assert isinstance(promise, Page)
        body = self.ready.renderer.render(promise)
        linked = (unquote(at.decode("utf-8", "replace"))[1:] for at in _LINKED.findall(body))
        files = (self.promises.get(at) for at in dict.fromkeys(linked))
        seen = (self._seen(file) for file in files if file is not None)
        return body, live.tag_of(body, *seen)

    def _seen(self, file: Promise) -> str:
        """What tells a picture or attachment from a later one; feeds and pages show nothing here."""
        if isinstance(file, Copied) and not file.fingerprint:
            try:
                stat = (self.root / file.source).stat()
            except OSError:
                return ""
            return f"{stat.st_mtime_ns} {stat.st_size}"
        shown = isinstance(file, Copied) or host.media_type(file.path).startswith("image/")
        return file.fingerprint if shown else ""

    def _text(self, path: str) -> str:
        promise = self.promises.get(path)
        return promise.make().decode() if isinstance(promise, Made) else ""


@dataclass(frozen=True, slots=True)
class State:
    """What is shown now, the `number`th.

    `sound` says that nothing blocks publishing the version, `whole` that its pages can be made.
    """

    number: int = 0
    version: Version | None = None
    faults: Faults = field(default_factory=Faults)
    sound: bool = False
    whole: bool = False


class Preview:
    """Answers requests from the last good version while the next one is made."""

    def __init__(
        self,
        wanted: Wanted,
        told: Callable[[State, State], None],
        crashed: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`told` hears of every new state and the one before it, `crashed` of our own faults."""
        self._wanted = wanted
        self._told = told
        self._crashed = crashed
        self._state = State()
        self._news = threading.Condition()
        self._updating = threading.Lock()
        self._open: Counter[str] = Counter()
        drafts = "-drafts" if wanted.drafts else ""
        folder = wanted.root / ".cache" / "serve" / f"{wanted.edition.value}{drafts}"
        self._kept = build.memory(wanted.root)
        self._finding = Finding(Cache(folder))

    def update(self) -> None:
        """Read the content again and show it, or what is wrong with it."""
        with self._updating:
            before = self._state
            now = self._next(before)
            with self._news:
                self._state = now
                self._news.notify_all()
            self._told(before, now)

    def __call__(self, address: str, query: str) -> Answer:
        """What is at an address; waits for the first version."""
        if address == live.SCRIPT_AT:
            return Answer(200, live.SCRIPT.encode(), host.TYPES[".js"])
        if address == live.STYLE_AT:
            return Answer(200, live.STYLE.encode(), host.TYPES[".css"])
        state = self._after(0, None)
        if address == live.EVENTS:
            asked = parse_qs(query)
            at = unquote(asked.get("at", ["/"])[0])
            events = self._events(at, asked.get("tag", [""])[0])
            return Answer(200, events, "text/event-stream; charset=utf-8")
        if state.version is None:
            return self._instead(state.faults)
        return self._answer(state.version, address, query)

    def _next(self, before: State) -> State:
        number = before.number + 1
        mishap = Mishap()
        checked: Checked | None = None
        for _ in range(TRIES):
            mishap = Mishap()
            with mishap:
                checked = build.examine(self._wanted.root, self._wanted.today, self._kept)
            if not isinstance(mishap.error, OSError | ChangedError):
                break  # else a file went away between being listed and being read
        if checked is None:
            return self._failed(before, mishap, Faults())
        blocked = checked.blocks(False) or (self._wanted.drafts and _loses_draft(checked))
        keep = blocked and before.sound
        faults = Faults(checked.faults, checked.drafts, blocked, keep)
        site = checked.loaded.site
        if keep or site is None:
            return replace(before, number=number, faults=faults)
        version: Version | None = None
        mishap = Mishap()
        with mishap:
            version = self._version(site, checked.as_of, before.version)
            for path in {self._path(version, at)[0] for at in ("/", *self._open)}:
                version.rendered(path)
        if mishap.error and (before.whole or version is None):
            return self._failed(before, mishap, faults)
        return State(number, version, faults, sound=not blocked, whole=mishap.error is None)

    def _failed(self, before: State, mishap: Mishap, faults: Faults) -> State:
        """A layout or the program is at fault: what was shown stays."""
        self._crashed(mishap.trace)
        found = (mishap.fault(self._wanted.lang), *faults.found)
        kept = before.version is not None
        more = replace(faults, found=found, blocked=True, kept=kept)
        return replace(before, number=before.number + 1, faults=more)

    def _version(self, site: Site, as_of: date, before: Version | None) -> Version:
        wanted = self._wanted
        marking, notes = "", {}
        if wanted.drafts:
            english = site.settings.locale.startswith("en")
            marking = "Preview: drafts included" if english else "预览：含草稿"
            notes = _notes(site, as_of, wanted.lang)
            site = edition.with_drafts(site, as_of)
        ready = build.prepare(
            wanted.root,
            site,
            wanted.edition,
            as_of,
            wanted.base_url,
            marking=marking,
            earlier=before.ready if before else None,
            kept=self._kept,
        )
        return Version(wanted.root, ready, notes, before.assets if before else {})

    def _answer(self, version: Version, address: str, query: str) -> Answer:
        target = version.moved.get(address.rstrip("/"))
        if target:
            return host.moved(unquote(target[0]))
        headers = tuple(
            (name, value)
            for name, value in host.headers_for(version.rules, address)
            if name.lower() not in ("cache-control", "access-control-allow-origin")
        )
        if address in (urls.SEARCH, f"{urls.INDEX}shards.json"):
            self._finding.begin(version.ready)
        if address.startswith(urls.INDEX):
            return self._finding.answer(version.ready, address[1:], headers)
        path, status = self._path(version, address)
        if status == 302:
            return host.moved(f"{address}/{'?' * bool(query)}{query}")
        asset = version.assets.get(path)
        if asset is not None:
            return Answer(200, asset, host.media_type(path), headers)
        match version.promises.get(path):
            case Page():
                return self._page(version, path, status, headers)
            case Made() as made:
                return Answer(200, made.make(), host.media_type(path), headers)
            case Copied() as copied:
                try:
                    body = (self._wanted.root / copied.source).read_bytes()
                except OSError:
                    return Answer(404, b"404\n", headers=headers)
                return Answer(200, body, host.media_type(path), headers)
        return Answer(404, b"404\n", headers=headers)

    def _path(self, version: Version, address: str) -> tuple[str, int]:
        """The file that answers for an address, and with what status."""
        path = address[1:]
        if not path or path.endswith("/"):
            path += "index.html"
        if path in ("_headers", "_redirects"):
            return urls.NOT_FOUND[1:], 404
        if path in version.promises or path in version.assets:
            return path, 200
        if f"{path}/index.html" in version.promises:
            return f"{path}/index.html", 302
        return urls.NOT_FOUND[1:], 404

    def _page(
        self, version: Version, path: str, status: int, headers: tuple[host.Header, ...]
    ) -> Answer:
        mishap = Mishap()
        with mishap:
            body, tag = version.rendered(path)
            if not path.endswith(".html"):
                return Answer(status, body, host.media_type(path), headers)
            return Answer(status, live.injected(body, tag), HTML, headers)
        self._crashed(mishap.trace)
        return self._instead(Faults((mishap.fault(self._wanted.lang),), blocked=True))

    def _instead(self, faults: Faults) -> Answer:
        """A list of faults where there is no page."""
        body = live.page(faults, self._line, self._wanted.lang)
        policy = (("Content-Security-Policy", POLICY),)
        return Answer(503, live.injected(body, live.tag_of(body)), HTML, policy)

    def _tag(self, state: State, address: str) -> str:
        """What stands for the page that an address shows now."""
        mishap = Mishap()
        with mishap:
            if state.version is not None:
                return state.version.rendered(self._path(state.version, address)[0])[1]
        faults = state.faults
        if mishap.error:
            faults = Faults((mishap.fault(self._wanted.lang),), blocked=True)
        return live.tag_of(live.page(faults, self._line, self._wanted.lang))

    def _events(self, address: str, tag: str) -> Iterator[bytes]:
        """What a page waits for: to be told to reload, or what is wrong with the content."""
        yield b"retry: 500\n\n"
        sent = b""
        state = self._state
        with self._shown(address):
            while True:
                if self._tag(state, address) != tag:
                    yield b"event: reload\ndata:\n\n"
                    return
                note = state.version.notes.get(address, "") if state.version else ""
                said = live.state(state.faults, note, self._line, self._wanted.lang)
                if said != sent:
                    yield b"event: state\ndata: " + said + b"\n\n"
                    sent = said
                before = state.number
                state = self._after(before, BREATH)
                if state.number == before:
                    yield b":\n\n"

    @contextmanager
    def _shown(self, address: str) -> Iterator[None]:
        """While a browser shows an address, new versions render it first."""
        with self._news:
            self._open[address] += 1
        try:
            yield
        finally:
            with self._news:
                self._open[address] -= 1
                self._open += Counter()  # drops what is at zero

    def _after(self, number: int, seconds: float | None) -> State:
        """The state once it is a later one, or when time is up."""
        with self._news:
            self._news.wait_for(lambda: self._state.number > number, seconds)
            return self._state

    def _line(self, path: str, number: int) -> str:
        return line_of(self._wanted.root, path, number)


def _notes(site: Site, as_of: date, lang: str) -> dict[str, str]:
    """What the pages of drafts lack to be published, by address."""
    english = lang != "zh"
    notes: dict[str, list[tuple[str, str]]] = {}
    for issue in site.issues.values():
        lacking = []
        if issue.status is Status.DRAFT:
            lacking.append(("草稿，未发布", "draft, not published"))
        elif not edition.is_out(replace(issue, date=min(issue.date, as_of)), site, as_of):
            lacking.append(("未封存，未发布", "not sealed, not published"))
        if issue.date > as_of:
            lacking.append(
                (f"日期 {issue.date} 未到，预览里按今天", f"dated {issue.date}, shown as of today")
            )
        notes[urls.issue(issue.id)] = lacking
        for item in (site.items[i] for i in issue.items if i in site.items):
            unsigned = [] if edition.is_signed(item, as_of) else [("未签发", "not signed")]
            notes[urls.item(item.id)] = [*lacking, *unsigned]
    comma = live.WORDS[lang]["comma"]
    return {at: comma.join(pair[english] for pair in said) for at, said in notes.items() if said}


def _loses_draft(checked: Checked) -> bool:
    """Whether something of a draft can't be read: its page would be gone while it is written."""
    return any(path.rpartition("/")[0] in checked.drafts for path in checked.loaded.unread)
