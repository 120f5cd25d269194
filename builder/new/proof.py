"""Reads what is about to be written with our own loader, and refuses what it finds wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from builder import fields
from builder.diagnostic import Diagnostic, Severity
from builder.load import files, issues, items, settings, texts, vocabularies
from builder.load.prose import parse
from builder.model.vocabulary import Series
from builder.new.known import Known
from builder.new.talk import RefusedError

OPEN = ("missing-field",)
"""What an editor still has to fill in."""


def item(text: str, path: str, here: Known) -> None:
    """Refuse an item that would not load, apart from what is still to be filled in."""
    source, damage = _source(text, path)
    _, faults = items.decode(source, path, here.lookup, here.zone, parse)
    _refuse((*damage, *faults), OPEN)


def issue(text: str, path: str, series: Series, here: Known) -> None:
    """Refuse an issue that would not load."""
    source, damage = _source(text, path)
    _, faults = issues.decode(source, path, series, (), False, here.zone, parse)
    _refuse((*damage, *faults))


def call(text: str, path: str, here: Known) -> None:
    """Refuse a call that would not load."""
    source, damage = _source(text, path)
    _, faults = texts.decode_call(source, path, here.lookup, here.zone, parse)
    _refuse((*damage, *faults))


def site(written: Mapping[str, str]) -> None:
    """Refuse a site whose settings and vocabularies would not load."""
    faults: list[Diagnostic] = []
    tables = {}
    for path, text in written.items():
        source, damage = _source(text, path)
        faults += damage
        if path.endswith(".yml"):
            tables[path], found = fields.read(source, path)
            faults += found
    _, zone, found = settings.decode(tables.pop(settings.PATH))
    faults += found
    named = {path.rpartition("/")[2].removesuffix(".yml"): t for path, t in tables.items()}
    _, _, found = vocabularies.decode(named, zone)
    _refuse((*faults, *found))


def _source(text: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    source, faults = files.decoded(text.encode("utf-8"), path)
    if source is None:  # too long
        _refuse(faults)
    return source or "", faults


def _refuse(faults: Iterable[Diagnostic], allowed: Collection[str] = ()) -> None:
    for fault in faults:
        if fault.severity is Severity.ERROR and fault.code not in allowed:
            zh = f"[{fault.code}] {fault.message('zh')}。{fault.help('zh')}"
            en = f"[{fault.code}] {fault.message('en')}. {fault.help('en')}"
            raise RefusedError(zh, en)
