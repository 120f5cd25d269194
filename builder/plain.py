"""Turns values of the model into plain ones that can be kept as bytes, and back."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any, TypeAlias

from builder import diagnostic
from builder.model import issue, item, prose

Plain: TypeAlias = Any
"""None, truth values, numbers, strings, bytes, and tuples, lists and tables of them."""

CLASSES: tuple[type[Any], ...] = (
    *(prose.Ref, prose.Target, prose.Anchor, prose.Level, prose.ImageSize, prose.FileNote),
    *(prose.Heading, prose.Block, prose.Waiver, prose.Lost, prose.WrongTotal, prose.Prose),
    *(item.Step, item.Adoption, item.Annotation, item.Followup, item.Law, item.PhotoRef),
    *(item.Correction, item.Withdrawal, item.Redaction, item.Waiver, item.Item),
    *(issue.Distribution, issue.Issue),
    *(diagnostic.Diagnostic, diagnostic.Place, diagnostic.Said, diagnostic.Edit),
)
ENUMS: tuple[type[Any], ...] = (
    *(prose.RefRole, item.Openness, item.StepName, item.Form, item.Outcome),
    *(issue.IssueForm, issue.Status, diagnostic.Severity),
)
_ATOMS = frozenset((str, int, bool, float, bytes, type(None)))
_DAY, _MOMENT = -1, -2
_FIRST_ENUM = 100
_CODES = {cls: number for number, cls in enumerate(CLASSES)}
_MEMBERS = {cls: _FIRST_ENUM + number for number, cls in enumerate(ENUMS)}
_NAMES = {cls: tuple(f.name for f in fields(cls)) for cls in CLASSES}

DAMAGED = (ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, RecursionError)
"""What reading bytes that are no value of ours may raise; they are then as good as none."""


def packed(value: object) -> bytes:
    """A value of the model as bytes: equal values give equal bytes."""
    return marshal.dumps(plain(value), 2)  # later versions tell shared strings from equal ones


def unpacked(data: bytes, zone: tzinfo | None = None) -> Any:
    """The value that was packed; times are in the zone. Raises one of DAMAGED."""
    return restored(marshal.loads(data), zone)


def plain(value: object) -> Plain:
    """A value of the model without its classes: each becomes a list that begins with its number."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return tuple([plain(inner) for inner in value])  # type: ignore[attr-defined]
    number = _CODES.get(kind)
    if number is not None:
        return [number, *[plain(getattr(value, name)) for name in _NAMES[kind]]]
    if kind in _MEMBERS:
        return [_MEMBERS[kind], str(value)]
    if isinstance(value, datetime):
        return [_MOMENT, value.replace(tzinfo=None).isoformat(), value.fold, _offset(value.tzinfo)]
    if isinstance(value, date):
        return [_DAY, value.toordinal()]
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    raise TypeError(f"{kind.__name__} can't be kept")


def _offset(zone: tzinfo | None) -> int | None:
    """Seconds of a fixed offset; None of the site's own zone."""
    if isinstance(zone, timezone):
        return round(zone.utcoffset(None).total_seconds())
    return None


def restored(value: Plain, zone: tzinfo | None = None) -> Any:
    """The value of the model that a plain one stands for. Raises one of DAMAGED."""

    def back(value: Plain) -> Any:
        kind = type(value)
        if kind is tuple:
            return tuple([back(inner) for inner in value])
        if kind is dict:
            return {key: back(inner) for key, inner in value.items()}
        if kind is not list:
            return value
        number = value[0]
        if number >= _FIRST_ENUM:
            return ENUMS[number - _FIRST_ENUM](value[1])
        if number >= 0:
            make: Callable[..., Any] = CLASSES[number]
            return make(*[back(inner) for inner in value[1:]])
        if number == _DAY:
            return date.fromordinal(value[1])
        moment = datetime.fromisoformat(value[1]).replace(fold=value[2])
        fixed = timezone(timedelta(seconds=value[3])) if value[3] is not None else zone
        return moment.replace(tzinfo=fixed)

    return back(value)
