"""Does a title, a caption or a text bear a mark of state secrecy, however it was written?"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from builder import secrecy
from builder.check.places import Located, at
from builder.diagnostic import Diagnostic, Place
from builder.model.prose import Prose
from builder.model.site import Site
from builder.rules import fields as rules

_CAPTION = re.compile(r"(?:附?[表图]|附件)\s*[\d一二三四五六七八九十:：]")

Told = Container[tuple[str, int]]
"""Paths and lines whose mark was seen in the source already."""


def check(site: Site, told: Told) -> Iterator[Diagnostic]:
    """Every mark that a reader would see."""
    for item in site.items.values():
        names = [("title", item.title), ("subtitle", item.subtitle), ("doc_no", item.doc_no)]
        names += [(f"keywords.{i}", word) for i, word in enumerate(item.keywords)]
        for i, photo in enumerate(item.photos):
            names += [(f"photos.{i}.alt", photo.alt), (f"photos.{i}.caption", photo.caption)]
        texts = [("summary", item.summary)]
        texts += [(f"corrections.{i}.note", c.note) for i, c in enumerate(item.corrections)]
        texts += [(f"annotations.{i}.text", a.text) for i, a in enumerate(item.annotations)]
        yield from _fields(item, names, texts, told)
        yield from in_text(item.path, item.prose, told)
    for issue in site.issues.values():
        yield from _fields(issue, [("title", issue.title)], [], told)
        yield from in_text(issue.path, issue.note, told)
    for page in site.pages.values():
        yield from _fields(page, [("title", page.title)], [("summary", page.summary)], told)
        yield from in_text(page.path, page.prose, told)
    for call in site.calls.values():
        names = [("title", call.title)]
        names += [(f"commissions.{i}.title", c.title) for i, c in enumerate(call.commissions)]
        points = [(f"points.{i}.text", point.text) for i, point in enumerate(call.points)]
        yield from _fields(call, names, points, told)
        yield from in_text(call.path, call.prose, told)


def in_text(path: str, prose: Prose, told: Told) -> Iterator[Diagnostic]:
    """The marks in a text: its headings, captions, pictures and paragraphs."""
    headings = {heading.line for heading in prose.headings}
    for block in prose.blocks:
        name = block.line in headings or _CAPTION.match(block.text)
        mark = secrecy.in_prose(block.text) or (secrecy.in_name(block.text) if name else "")
        if mark and (path, block.line) not in told:
            yield rules.secret_mark(Place(path, block.line), mark)
    for ref in prose.refs:
        mark = secrecy.in_name(ref.caption) or secrecy.in_name(ref.text)
        if mark and (path, ref.line) not in told:
            yield rules.secret_mark(Place(path, ref.line), mark)


def _fields(
    content: Located, names: list[tuple[str, str]], texts: list[tuple[str, str]], told: Told
) -> Iterator[Diagnostic]:
    marks = [(key, secrecy.in_name(value)) for key, value in names if value]
    marks += [(key, secrecy.in_prose(value)) for key, value in texts if value]
    for key, mark in marks:
        place = at(content, key)
        if mark and (content.path, place.line) not in told:
            yield rules.secret_mark(place, mark)
