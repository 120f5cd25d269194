"""Where a field of a content stands, for a diagnostic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from builder.diagnostic import Place
from builder.model.item import Span


class Located(Protocol):
    """A value that knows its file and the places of its fields."""

    @property
    def path(self) -> str: ...
    @property
    def at(self) -> Mapping[str, Span]: ...


def at(content: Located, field: str) -> Place:
    """The place of a field; of what it lies in if it has none; else the head of the file."""
    name = field
    while name:
        span = content.at.get(name)
        if span:
            return Place(content.path, *span)
        name = name.rpartition(".")[0]
    return Place(content.path, 1, 1, 3)
