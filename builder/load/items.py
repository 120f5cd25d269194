"""Decodes an item: its front matter with positions, and its text."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import tzinfo

from builder import fields
from builder.diagnostic import RULES, Diagnostic, Place
from builder.load import files, records, redactions
from builder.load.decode import Reader
from builder.load.lookup import Lookup
from builder.load.records import ADOPTION_KEYS as ADOPTION_KEYS
from builder.load.records import ANNOTATION_KEYS as ANNOTATION_KEYS
from builder.load.records import CALL as CALL
from builder.load.records import CORRECTION_KEYS as CORRECTION_KEYS
from builder.load.records import FOLLOWUP_KEYS as FOLLOWUP_KEYS
from builder.load.records import FORMS as FORMS
from builder.load.records import ID as ID
from builder.load.records import LAW_KEYS as LAW_KEYS
from builder.load.records import OPENNESS as OPENNESS
from builder.load.records import OUTCOMES as OUTCOMES
from builder.load.records import PHOTO_KEYS as PHOTO_KEYS
from builder.load.records import STEP_KEYS as STEP_KEYS
from builder.load.records import STEPS as STEPS
from builder.load.records import WITHDRAWN_KEYS as WITHDRAWN_KEYS
from builder.model.item import (
    Correction,
    Item,
    Openness,
)
from builder.model.prose import Prose
from builder.rules import fields as rules
from builder.rules import numbering as number_rules
from builder.rules import reading as reading_rules
from builder.seals import records as sealing

KEYS = {
    "title": "标题",
    "subtitle": "副标题",
    "kind": "类别",
    "units": "报送单位",
    "authors": "作者",
    "topics": "主题",
    "keywords": "关键词",
    "summary": "摘要",
    "index_no": "索引号",
    "doc_no": "发文字号",
    "openness": "公开属性",
    "scope": "范围",
    "urgency": "缓急",
    "event_date": "事发日期",
    "steps": "办理过程",
    "adoptions": "采用",
    "annotations": "批示",
    "followups": "后续办理",
    "call": "约稿",
    "continues": "承接",
    "laws": "相关法规",
    "photos": "图片",
    "aliases": "旧地址",
    "corrections": "更正",
    "withdrawn": "撤回",
    "redactions": "遮蔽",
    "review_on": "复审日期",
    "allow": "豁免",
    "lang": "语言",
}
SCOPES = {"unit": "unit", "本单位": "unit", "all": "all", "全县": "all"}
URGENCIES = {"normal": "normal", "平件": "normal", "urgent": "urgent", "紧急": "urgent"}
_NAME = re.compile(r"(?![0-9]+-\.md)(?:([0-9]+)-)?([a-z0-9][a-z0-9-]*)\.md")
_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
_NEARLY_FENCE = re.compile("[ \t\u3000]*(?:[-–—－─﹣]{2,}|—)[ \t\u3000]*")

Parse = Callable[[str, int], Prose]
"""Reads a body: text and the line of the file it begins on."""


@dataclass(frozen=True, slots=True)
class Split:
    """A Markdown file cut in two: front matter and body with the lines they begin on."""

    table: fields.Table
    body: str
    body_line: int
    faults: tuple[Diagnostic, ...]
    readable: bool


def split(source: str, path: str, keys: dict[str, str]) -> Split:
    """Cut a file into front matter and body."""
    empty = fields.Table((), Place(path))
    if not _FENCE.match(source):
        return Split(empty, source, 1, (_no_front_matter(source, path),), False)
    start = source.index("\n") + 1 if "\n" in source else len(source)
    end = start
    while end < len(source) and not _FENCE.match(source, end):
        following = source.find("\n", end)
        end = len(source) if following < 0 else following + 1
    if end >= len(source) and not _FENCE.match(source, end):
        return Split(empty, "", 1, (_no_end(source, path),), False)
    front = source[start:end]
    following = source.find("\n", end)
    body = "" if following < 0 else source[following + 1 :]
    body_line = front.count("\n") + 3
    if files.has_conflict(front):  # reported already, and nothing below makes sense
        return Split(empty, body, body_line, (), False)
    table, faults = fields.read(front, path, 2, keys)
    if not table.entries and faults:
        return Split(table, body, body_line, faults, False)
    top = replace(table, at=Place(path, 1, 1, 3))
    return Split(top, body, body_line, faults, True)


def _no_front_matter(source: str, path: str) -> Diagnostic:
    """There is none, or something stands before it, or its first line is not quite right."""
    for number, line in enumerate(source.split("\n")[:20], 1):
        if line.strip():
            if not _NEARLY_FENCE.fullmatch(line):
                break
            seen = line.strip()
            place = Place(path, number, line.index(seen) + 1, len(seen))
            return reading_rules.missing_front_matter(place, seen)
    first = source.partition("\n")[0].rstrip()
    return reading_rules.missing_front_matter(Place(path, 1, 1, len(first)))


def _no_end(source: str, path: str) -> Diagnostic:
    """The second fence is missing, or a line that was meant as one is not quite right."""
    for number, line in enumerate(source.split("\n")[1:], 2):
        if _NEARLY_FENCE.fullmatch(line):
            seen = line.strip()
            place = Place(path, number, line.index(seen) + 1, len(seen))
            return reading_rules.unclosed_front_matter(place, seen)
    return reading_rules.unclosed_front_matter(Place(path, 1, 1, 3))


def digest(source: str) -> str:
    """What stands for a source text where only equality matters."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def name_parts(filename: str) -> tuple[int, str] | None:
    """Prefix (0 if none) and slug of an item's file name; None if it is not one."""
    match = _NAME.fullmatch(filename)
    return (int(match[1] or 0), match[2]) if match else None


def proper_name(filename: str) -> str:
    """The name that a wrong one should have, if that is plain."""
    stem = re.sub(r"(\.(md|markdown|mdown|mkd|txt|text))+$", "", filename.lower())
    name = re.sub(r"[ _.\u3000]+", "-", unicodedata.normalize("NFKC", stem)) + ".md"
    return name if name != filename and _NAME.fullmatch(name) else ""


def decode(
    source: str, path: str, lookup: Lookup, zone: tzinfo, parse: Parse
) -> tuple[Item | None, tuple[Diagnostic, ...]]:
    """The item of a file; None if a required field is missing or wrong."""
    folder, _, filename = path.rpartition("/")
    named = name_parts(filename)
    if named is None:
        fault = number_rules.bad_item_name(Place(path), filename, proper_name(filename))
        return None, (fault,)
    prefix, slug = named
    cut = split(source, path, KEYS)
    if not cut.readable:
        return None, cut.faults
    reader = Reader(cut.table, KEYS, zone)
    complete = reader.require("title", "kind", "units", "topics")
    openness = records.openness(reader)
    kind = reader.name("kind", lookup.kinds)
    units = reader.names("units", lookup.units)
    topics = reader.names("topics", lookup.topics)
    for key in ("units", "topics"):
        if isinstance(reader.values.get(key), fields.List) and not reader.entries(key):
            reader.faults.append(rules.empty_list(reader.place(key), reader.said(key)))
    title = reader.words("title")
    before = len(reader.faults)
    steps = records.steps(reader)
    # A step that can't be read may be the sign-off: the item is not there, rather than unsigned.
    sound = len(reader.faults) == before
    gone = redactions.read(reader)
    item = Item(
        id=f"{folder.removeprefix('issues/')}/{slug}",
        path=path,
        prefix=prefix,
        slug=slug,
        title=title,
        kind=kind,
        units=units,
        topics=topics,
        openness=openness or Openness.INTERNAL,
        steps=steps,
        prose=parse(redactions.in_text(cut.body, gone), cut.body_line),
        subtitle=reader.words("subtitle"),
        authors=reader.texts("authors"),
        keywords=reader.texts("keywords"),
        summary=reader.words("summary"),
        index_no=reader.words("index_no"),
        doc_no=reader.words("doc_no"),
        scope=_word(reader, "scope", SCOPES),
        urgency=_word(reader, "urgency", URGENCIES),
        event_date=reader.date("event_date"),
        adoptions=records.adoptions(reader, lookup),
        annotations=records.annotated(reader, lookup),
        followups=records.followups(reader),
        call=records.shaped(reader, "call", records.CALL),
        continues=records.shaped(reader, "continues", records.ID),
        laws=records.laws(reader),
        photos=records.photos(reader),
        aliases=records.aliases(reader),
        corrections=tuple(Correction(d, n) for d, n in records.dated(reader, "corrections")),
        withdrawn=records.withdrawn(reader),
        redactions=gone,
        review_on=reader.date("review_on"),
        allow=reader.waivers("allow", RULES),
        lang=reader.text("lang"),
        body=sealing.text_digest(cut.body),
        digest=digest(source),
        at=reader.at,
    )
    reader.faults += redactions.check(item, cut.body)
    item = sealing.stamped(redactions.in_fields(item, gone))
    whole = complete and sound and title and kind and units and topics and openness
    return (item if whole else None), (*cut.faults, *reader.faults)


def _word(reader: Reader, key: str, words: dict[str, str]) -> str:
    raw = reader.text(key)
    if raw and raw not in words:
        chinese = {code: name for name, code in words.items() if name != code}
        allowed = "、".join(f"{code}（{name}）" for code, name in chinese.items())
        reader.refuse(key, raw, words, allowed)
    return words.get(raw, "")
