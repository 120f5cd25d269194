"""Decodes an item: its front matter with positions, and its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from urllib.parse import urlsplit

from builder import fields
from builder.diagnostic import RULES, Diagnostic, Place
from builder.load.decode import Reader
from builder.load.lookup import Lookup
from builder.model.item import (
    Adoption,
    Annotation,
    Correction,
    Followup,
    Form,
    Item,
    Law,
    Openness,
    Outcome,
    PhotoRef,
    Redaction,
    Step,
    StepName,
    Withdrawal,
)
from builder.model.prose import Prose
from builder.rules import content as content_rules
from builder.rules import fields as rules
from builder.rules import reading as reading_rules

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
STEP_KEYS = {
    "step": "步骤",
    "at": "时间",
    "by": "经办人",
    "role": "职务",
    "acting": "代签",
    "due": "期限",
    "delay_reason": "迟延理由",
}
ADOPTION_KEYS = {
    "level": "级别",
    "publication": "刊物",
    "number": "期号",
    "date": "日期",
    "form": "形式",
}
ANNOTATION_KEYS = {
    "date": "批示时间",
    "person": "批示人",
    "rank": "层级",
    "unit": "被批示单位",
    "target": "批示对象",
    "text": "批示内容",
    "openness": "公开属性",
}
FOLLOWUP_KEYS = {
    "step": "事项",
    "officer": "承办人",
    "due": "期限",
    "done": "办结日期",
    "delay_reason": "迟延理由",
}
LAW_KEYS = {"title": "名称", "url": "网址"}
PHOTO_KEYS = {"src": "文件", "alt": "替代文字", "caption": "图注", "by": "摄影"}
CORRECTION_KEYS = {"date": "日期", "note": "说明"}
WITHDRAWN_KEYS = {
    "date": "日期",
    "reason": "理由",
    "outcome": "结果",
    "merged_into": "并入",
}

OPENNESS = {
    "公开": Openness.PUBLIC,
    "主动公开": Openness.PUBLIC,
    "内部": Openness.INTERNAL,
}
STEPS = {
    "报送": StepName.SUBMITTED,
    "初审": StepName.SCREENED,
    "编辑": StepName.EDITED,
    "复核": StepName.REVIEWED,
    "签发": StepName.SIGNED,
}
FORMS = {"单条": Form.SINGLE, "综合": Form.COMBINED, "转报": Form.RELAYED}
OUTCOMES = {
    "有误": Outcome.ERROR,
    "合并": Outcome.MERGED,
    "失效": Outcome.EXPIRED,
    "改密": Outcome.RECLASSIFIED,
}
SCOPES = {"unit": "unit", "本单位": "unit", "all": "all", "全县": "all"}
URGENCIES = {"normal": "normal", "平件": "normal", "urgent": "urgent", "紧急": "urgent"}
ID = re.compile(r"[a-z][a-z0-9-]*/\d{4}/s?\d+/[a-z0-9][a-z0-9-]*")
CALL = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)?")
_NAME = re.compile(r"(?:(\d+)-)?([a-z0-9][a-z0-9-]*)\.md")
_FENCE = re.compile(r"---[ \t]*(?:\n|$)")

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
        fault = reading_rules.missing_front_matter(Place(path))
        return Split(empty, source, 1, (fault,), False)
    start = source.index("\n") + 1 if "\n" in source else len(source)
    end = start
    while end < len(source) and not _FENCE.match(source, end):
        following = source.find("\n", end)
        end = len(source) if following < 0 else following + 1
    if end >= len(source) and not _FENCE.match(source, end):
        return Split(empty, "", 1, (reading_rules.unclosed_front_matter(Place(path)),), False)
    front = source[start:end]
    table, faults = fields.read(front, path, 2, keys)
    following = source.find("\n", end)
    body = "" if following < 0 else source[following + 1 :]
    if not table.entries and faults:
        return Split(table, body, front.count("\n") + 3, faults, False)
    top = fields.Table(table.entries, Place(path, 1, 1, 3))
    return Split(top, body, front.count("\n") + 3, faults, True)


def digest(source: str) -> str:
    """What stands for a source text where only equality matters."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def name_parts(filename: str) -> tuple[int, str] | None:
    """Prefix (0 if none) and slug of an item's file name; None if it is not one."""
    match = _NAME.fullmatch(filename)
    return (int(match[1] or 0), match[2]) if match else None


def decode(
    source: str, path: str, lookup: Lookup, zone: tzinfo, parse: Parse
) -> tuple[Item | None, tuple[Diagnostic, ...]]:
    """The item of a file; None if a required field is missing or wrong."""
    folder, _, filename = path.rpartition("/")
    named = name_parts(filename)
    if named is None:
        return None, (content_rules.bad_item_name(Place(path), filename),)
    prefix, slug = named
    cut = split(source, path, KEYS)
    if not cut.readable:
        return None, cut.faults
    reader = Reader(cut.table, KEYS, zone)
    complete = reader.require("title", "kind", "units", "topics")
    openness = _openness(reader)
    kind = reader.name("kind", lookup.kinds)
    units = reader.names("units", lookup.units)
    topics = reader.names("topics", lookup.topics)
    for key, found in (("units", units), ("topics", topics)):
        if reader.has(key) and not found and not reader.texts(key):
            reader.faults.append(rules.empty_list(reader.place(key), key))
    title = reader.words("title")
    steps = _steps(reader)
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
        prose=parse(cut.body, cut.body_line),
        subtitle=reader.words("subtitle"),
        authors=reader.texts("authors"),
        keywords=reader.texts("keywords"),
        summary=reader.words("summary"),
        index_no=reader.words("index_no"),
        doc_no=reader.words("doc_no"),
        scope=_word(reader, "scope", SCOPES),
        urgency=_word(reader, "urgency", URGENCIES),
        event_date=reader.date("event_date"),
        adoptions=_adoptions(reader, lookup),
        annotations=_annotations(reader, lookup),
        followups=_followups(reader),
        call=_shaped(reader, "call", CALL),
        continues=_shaped(reader, "continues", ID),
        laws=_laws(reader),
        photos=_photos(reader),
        aliases=_aliases(reader),
        corrections=tuple(Correction(d, n) for d, n in _dated(reader, "corrections")),
        withdrawn=_withdrawn(reader),
        redactions=tuple(Redaction(d, n) for d, n in _dated(reader, "redactions")),
        review_on=reader.date("review_on"),
        allow=reader.waivers("allow", RULES),
        lang=reader.text("lang"),
        digest=digest(source),
        at=reader.at,
    )
    whole = complete and title and kind and units and topics and openness
    return (item if whole else None), (*cut.faults, *reader.faults)


def _openness(reader: Reader) -> Openness | None:
    raw = reader.text("openness")
    if not raw:
        reader.faults.append(content_rules.missing_openness(reader.table.at))
        return None
    known = {**{o.value: o for o in Openness}, **OPENNESS}
    if raw not in known:
        place = reader.place("openness")
        secret = re.search(r"绝密|机密|秘密", raw)
        if secret:
            reader.faults.append(rules.secret_mark(place, secret[0]))
        else:
            reader.faults.append(content_rules.unknown_openness(place, raw))
        return None
    return known[raw]


def _word(reader: Reader, key: str, words: dict[str, str]) -> str:
    raw = reader.text(key)
    if raw and raw not in words:
        place = reader.place(key)
        allowed = "、".join(words)
        reader.faults.append(rules.unknown_value(place, key, raw, "", allowed, None))
        return ""
    return words.get(raw, "")


def _shaped(reader: Reader, key: str, pattern: re.Pattern[str]) -> str:
    raw = reader.text(key)
    if raw and not pattern.fullmatch(raw):
        example = "zwxx/2026/0012/gongan-1" if pattern is ID else "2026q1/c1"
        reader.faults.append(rules.unknown_value(reader.place(key), key, raw, "", example, None))
        return ""
    return raw


def _steps(reader: Reader) -> tuple[Step, ...]:
    found = []
    for inner in reader.inners("steps", STEP_KEYS):
        inner.require("step", "at")
        step = inner.choice("step", STEPS)
        at, exact = inner.moment("at")
        due, due_exact = inner.moment("due")
        by, role, acting = inner.text("by"), inner.text("role"), inner.truth("acting")
        reason = inner.words("delay_reason")
        if step and at:
            found.append(Step(step, at, exact, by, role, acting, due, due_exact, reason))
        reader.take(inner)
    return tuple(found)


def _adoptions(reader: Reader, lookup: Lookup) -> tuple[Adoption, ...]:
    found = []
    for inner in reader.inners("adoptions", ADOPTION_KEYS):
        inner.require("level", "publication", "date")
        level = inner.name("level", lookup.levels)
        publication = inner.name("publication", lookup.publications)
        day, number = inner.date("date"), inner.text("number")
        form = inner.choice("form", FORMS) or Form.SINGLE
        if level and publication and day:
            found.append(Adoption(level, publication, day, number, form))
        reader.take(inner)
    return tuple(found)


def _annotations(reader: Reader, lookup: Lookup) -> tuple[Annotation, ...]:
    found = []
    for inner in reader.inners("annotations", ANNOTATION_KEYS):
        inner.require("date", "person", "unit", "target", "text")
        day = inner.date("date")
        openness = _openness(inner) if inner.has("openness") else Openness.INTERNAL
        annotation = (
            inner.words("person"),
            inner.words("unit"),
            inner.words("target"),
            inner.words("text"),
            inner.name("rank", lookup.ranks),
        )
        if day:
            found.append(Annotation(day, *annotation, openness or Openness.INTERNAL))
        reader.take(inner)
    return tuple(found)


def _followups(reader: Reader) -> tuple[Followup, ...]:
    found = []
    for inner in reader.inners("followups", FOLLOWUP_KEYS):
        inner.require("step")
        found.append(
            Followup(
                inner.words("step"),
                inner.text("officer"),
                inner.date("due"),
                inner.date("done"),
                inner.words("delay_reason"),
            )
        )
        reader.take(inner)
    return tuple(found)


def _laws(reader: Reader) -> tuple[Law, ...]:
    found = []
    for inner in reader.inners("laws", LAW_KEYS):
        inner.require("title")
        url = inner.text("url")
        if url and not _is_web(url):
            inner.faults.append(rules.bad_address(inner.place("url"), "url", url))
            url = ""
        found.append(Law(inner.words("title"), url))
        reader.take(inner)
    return tuple(found)


def _photos(reader: Reader) -> tuple[PhotoRef, ...]:
    found = []
    for inner in reader.inners("photos", PHOTO_KEYS):
        inner.require("src")
        found.append(
            PhotoRef(
                inner.text("src"), inner.words("alt"), inner.words("caption"), inner.text("by")
            )
        )
        reader.take(inner)
    return tuple(found)


def _aliases(reader: Reader) -> tuple[str, ...]:
    found = []
    for raw, place in reader.entries("aliases"):
        if not re.fullmatch(r"/[^\s?#\\]*", raw) or raw.startswith("//") or ".." in raw:
            reader.faults.append(rules.bad_address(place, "aliases", raw))
        else:
            found.append(raw)
    return tuple(found)


def _dated(reader: Reader, key: str) -> list[tuple[date, str]]:
    found = []
    for inner in reader.inners(key, CORRECTION_KEYS):
        inner.require("date", "note")
        day, note = inner.date("date"), inner.words("note")
        if day:
            found.append((day, note))
        reader.take(inner)
    return found


def _withdrawn(reader: Reader) -> Withdrawal | None:
    inner = reader.inner("withdrawn", WITHDRAWN_KEYS)
    if inner is None:
        return None
    inner.require("date", "reason", "outcome")
    day, reason = inner.date("date"), inner.words("reason")
    outcome = inner.choice("outcome", OUTCOMES) or Outcome.ERROR
    merged = _shaped(inner, "merged_into", ID)
    reader.take(inner)
    # A withdrawal that is written badly still withdraws: better gone than shown.
    return Withdrawal(day or date.max, reason, outcome, merged)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
