"""Puts what is sealed into canonical form: one text for one meaning, however it was written.

The full record holds every field but those that come later (adoptions, annotations, follow-ups)
and working notes; the public record what the public edition may show, read from the model after
or before the projection alike. `docs/reference/seals.md` says the same for outsiders.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from builder.model.issue import Issue
from builder.model.item import Item, Openness, Withdrawal
from builder.model.prose import Prose, RefRole
from builder.model.site import Asset, Edition, Site

Record = Mapping[str, object]

ISSUE = "issue.md"
"""The part that stands for issue.md itself; no item and no other file has this name."""

UNSEALED_ITEM = frozenset(
    (
        *("adoptions", "annotations", "followups", "review_on", "allow"),
        *("id", "path", "prefix", "slug", "digest", "at", "prose", "sealed_as", "shown_as"),
    )
)
"""Fields of an item that may change after sealing, or that only say where it stands."""
UNSEALED_ISSUE = frozenset(
    ("id", "path", "allow", "sealed", "closed", "digest", "at", "note", "series", "folder", "year")
)
"""The same of an issue."""


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def canonical(value: object) -> str:
    """JSON with sorted keys, no blanks, and every character as itself."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_digest(source: str) -> str:
    """The digest of a source text, whatever its line ends, its BOM and the blank lines around it."""
    plain = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return digest(plain.strip("\n"))


def words_digest(text: str) -> str:
    """The digest of the words that a reader sees: blanks and line ends don't count."""
    return digest(re.sub(r"\s+", "", text))


def item_record(item: Item) -> Record:
    """Everything sealed of an item; declared changes one by one, so that more may follow."""
    fields: dict[str, object] = {
        "title": item.title,
        "subtitle": item.subtitle,
        "kind": item.kind,
        "units": list(item.units),
        "authors": list(item.authors),
        "topics": list(item.topics),
        "keywords": list(item.keywords),
        "summary": item.summary,
        "index_no": item.index_no,
        "doc_no": item.doc_no,
        "openness": item.openness.value,
        "scope": item.scope,
        "urgency": item.urgency,
        "event_date": _day(item.event_date),
        "steps": [
            _full(
                step=step.step.value,
                at=_moment(step.at, step.exact),
                by=step.by,
                role=step.role,
                acting="true" if step.acting else "",
                due=_moment(step.due, step.due_exact),
                delay_reason=step.delay_reason,
            )
            for step in item.steps
        ],
        "call": item.call,
        "continues": item.continues,
        "laws": [_full(title=law.title, url=law.url) for law in item.laws],
        "photos": [_full(src=p.src, alt=p.alt, caption=p.caption, by=p.by) for p in item.photos],
        "aliases": list(item.aliases),
        "lang": item.lang,
        "body": item.body,
        "withdrawn": _withdrawn(item.withdrawn, item.withdrawn.merged_into)
        if item.withdrawn
        else {},
    }
    for n, correction in enumerate(item.corrections):
        fields[f"corrections.{n}"] = _full(date=_day(correction.date), note=correction.note)
    for n, gone in enumerate(item.redactions):
        fields[f"redactions.{n}"] = _full(
            date=_day(gone.date), note=gone.note, passage=gone.passage, instead=gone.instead
        )
    return _full(**fields)


def issue_record(issue: Issue) -> Record:
    """Everything sealed of an issue.md, and the order of its items."""
    lists = issue.distribution
    fields: dict[str, object] = {
        "number": str(issue.number),
        "total": str(issue.total or ""),
        "date": _day(issue.date),
        "form": issue.form.value,
        "title": issue.title,
        "compiler": issue.compiler,
        "editor": issue.editor,
        "proofreader": issue.proofreader,
        "signer": issue.signer,
        "distribution": _full(
            report=list(lists.report), copy=list(lists.copy), send=list(lists.send)
        ),
        "copies": str(issue.copies or ""),
        "secrecy": issue.secrecy,
        "cutoff": _moment(issue.cutoff, True),
        "status": issue.status.value,
        "scan": issue.scan,
        "body": issue.body,
        "items": [_slug(item_id) for item_id in issue.items],
    }
    for n, correction in enumerate(issue.corrections):
        fields[f"corrections.{n}"] = _full(date=_day(correction.date), note=correction.note)
    return _full(**fields)


def stamped(item: Item) -> Item:
    """The item with the digests of its records: they spare reading it whole."""
    return replace(
        item,
        sealed_as=digest(canonical(item_record(item))),
        shown_as=digest(canonical(public_item_record(item))),
    )


def full_digests(site: Site, issue: Issue) -> dict[str, str]:
    """The digest of every part of an issue, by name."""
    found = {ISSUE: digest(canonical(issue_record(issue)))}
    names: dict[str, None] = dict.fromkeys(_issue_files(issue))
    for item_id in issue.items:
        item = site.items.get(item_id)
        if item:
            found[item.slug] = item.sealed_as
            names.update(dict.fromkeys(item.files))
    for name in names:
        asset = _asset(site, issue, name)
        if asset:
            found[name] = asset.digest
    return found


def is_file(name: str) -> bool:
    """Whether a part is a photo or an attachment: only these have a suffix, besides issue.md."""
    return "." in name and name != ISSUE


def full_record(site: Site, issue: Issue, name: str) -> Record:
    """The record of a part; that of a file has no fields."""
    if name == ISSUE:
        return issue_record(issue)
    item = site.items.get(f"{issue.id}/{name}")
    return item_record(item) if item and not is_file(name) else {}


def is_public_scan(issue: Issue) -> bool:
    """Whether an old issue that is a scan alone was expressly said to be for everybody."""
    return bool(issue.scan) and not issue.items and issue.secrecy == "none"


Files = Mapping[str, str]
"""Names of files with the digests of the bytes they are published as."""


def public_digests(site: Site, issue: Issue) -> dict[str, tuple[str, Files]]:
    """What the public may read of an issue: the digest of each part's record, and its files.

    The site may be projected or not: a projected issue has no scan that is not for everybody.
    """
    projected = site.edition is Edition.PUBLIC
    scan = bool(issue.scan) if projected else is_public_scan(issue)
    live, stones = _shown(site, issue)
    if not live and not scan:
        return {}
    names = _issue_files(issue) if scan else prose_files(issue.note)
    own = digest(canonical(public_issue_record(issue, live)))
    found: dict[str, tuple[str, Files]] = {ISSUE: (own, _files(site, issue, names))}
    for item in live:
        found[item.slug] = item.shown_as, _files(site, issue, item.files)
    for slug, stone in stones.items():
        found[slug] = digest(canonical(stone)), {}
    return found


def public_record(site: Site, issue: Issue, name: str) -> Record:
    """The record of a part that the public may read."""
    live, stones = _shown(site, issue)
    if name == ISSUE:
        return public_issue_record(issue, live)
    return stones.get(name) or public_item_record(site.items[f"{issue.id}/{name}"])


def _shown(site: Site, issue: Issue) -> tuple[list[Item], dict[str, Record]]:
    """The items that the public may read, and what is left of those withdrawn."""
    shown = [site.items[i] for i in issue.items if i in site.items]
    shown = [item for item in shown if item.openness is Openness.PUBLIC]
    stones: dict[str, Record] = {
        item.slug: {"withdrawn": _withdrawn(item.withdrawn)} for item in shown if item.withdrawn
    }
    for stone in site.tombstones:
        if stone.id.rpartition("/")[0] == issue.id:
            gone = _full(date=_day(stone.date), outcome=stone.outcome, reason=stone.reason)
            stones[_slug(stone.id)] = {"withdrawn": gone}
    return [item for item in shown if item.withdrawn is None], stones


def public_issue_record(issue: Issue, live: Sequence[Item]) -> Record:
    """What the public may read of an issue.md, and the order of the items it may read."""
    return _full(
        year=str(issue.year),
        number=str(issue.number),
        total=str(issue.total or ""),
        date=_day(issue.date),
        form=issue.form.value,
        title=issue.title,
        compiler=issue.compiler,
        corrections=[_full(date=_day(c.date), note=c.note) for c in issue.corrections],
        note=_words(issue.note),
        items=[item.slug for item in live],
    )


def public_item_record(item: Item) -> Record:
    """What the public may read of an item."""
    return _full(
        title=item.title,
        subtitle=item.subtitle,
        kind=item.kind,
        units=list(item.units),
        topics=list(item.topics),
        keywords=list(item.keywords),
        summary=item.summary,
        index_no=item.index_no,
        doc_no=item.doc_no,
        event_date=_day(item.event_date),
        laws=[_full(title=law.title, url=law.url) for law in item.laws],
        photos=[_full(src=p.src, alt=p.alt, caption=p.caption) for p in item.photos],
        aliases=list(item.aliases),
        corrections=[_full(date=_day(c.date), note=c.note) for c in item.corrections],
        lang=item.lang,
        text=_words(item.prose),
    )


def prose_files(prose: Prose) -> tuple[str, ...]:
    """The files a text shows or links to."""
    return tuple(r.target for r in prose.refs if r.role in (RefRole.FILE, RefRole.IMAGE))


def _issue_files(issue: Issue) -> tuple[str, ...]:
    return (*prose_files(issue.note), *((issue.scan,) if issue.scan else ()))


def _files(site: Site, issue: Issue, names: Iterable[str]) -> dict[str, str]:
    """The digests of files as they are published, by name."""
    assets = ((name, _asset(site, issue, name)) for name in names)
    return {name: asset.published or asset.digest for name, asset in assets if asset}


def _asset(site: Site, issue: Issue, name: str) -> Asset | None:
    return site.assets.get(f"{issue.path.rpartition('/')[0]}/{name}")


def _words(prose: Prose) -> str:
    return words_digest(prose.text) if prose.text.strip() else ""


def _withdrawn(gone: Withdrawal, merged_into: str = "") -> dict[str, object]:
    """A withdrawal; what it was merged into depends on another item and is no public matter."""
    return _full(
        date=_day(gone.date),
        outcome=gone.outcome.value,
        reason=gone.reason,
        merged_into=merged_into,
    )


def _slug(item_id: str) -> str:
    return item_id.rpartition("/")[2]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: datetime | None, exact: bool) -> str:
    if moment is None:
        return ""
    return moment.isoformat() if exact else moment.date().isoformat()


def _full(**fields: object) -> dict[str, object]:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value not in ("", [], {})}
