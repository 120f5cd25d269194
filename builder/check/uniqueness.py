"""Is what must be unique there only once: index numbers? Are document numbers well written?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.check.addresses import published_first
from builder.check.places import at
from builder.diagnostic import Diagnostic
from builder.model.site import Site
from builder.rules import content as rules

_DOC_NO = re.compile(r"[\u3400-\u9fff·]{1,16}〔[0-9]{4}〕[1-9][0-9]{0,4}号")
_DOC_NO_LOOSE = re.compile(
    r"([\u3400-\u9fff·]{1,16}?)[\[(（【〔]?(\d{4})年?[\])）】〕]?第?0*(\d{1,5})号"
)


def check(site: Site) -> Iterator[Diagnostic]:
    """Every clash between two contents."""
    yield from _index_numbers(site)


def check_alone(site: Site) -> Iterator[Diagnostic]:
    """Numbers that are written wrong, so that the same may be there twice."""
    for item in site.items.values():
        if item.doc_no and not _DOC_NO.fullmatch(item.doc_no):
            loose = _DOC_NO_LOOSE.fullmatch(item.doc_no.replace(" ", ""))
            better = f"{loose[1]}〔{loose[2]}〕{int(loose[3])}号" if loose else ""
            yield rules.bad_doc_no(at(item, "doc_no"), item.doc_no, better)


def _index_numbers(site: Site) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for item in published_first(site):
        if item.index_no in seen:
            place = at(item, "index_no")
            yield rules.duplicate_index_no(place, item.index_no, seen[item.index_no])
        elif item.index_no:
            seen[item.index_no] = item.path
