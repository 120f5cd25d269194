"""Whatever reading a text gives can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, get_args, get_type_hints

from builder.diagnostic import Diagnostic
from builder.model.issue import Issue
from builder.model.item import Item
from builder.plain import CLASSES, ENUMS


def test_each_class_that_an_item_an_issue_or_a_fault_may_hold_can_be_kept() -> None:
    found: set[type[Any]] = set()
    for kind in (Item, Issue, Diagnostic):
        held(kind, found)
    assert found == {*CLASSES, *ENUMS}


def held(hint: Any, found: set[type[Any]]) -> None:
    """Note the classes of values that a type may hold."""
    for inner in get_args(hint):
        held(inner, found)
    if isinstance(hint, type) and hint not in found:
        if issubclass(hint, Enum):
            found.add(hint)
        elif is_dataclass(hint):
            found.add(hint)
            for inner in hints(hint):
                held(inner, found)


def hints(kind: type[Any]) -> Iterator[Any]:
    """The types of the fields of a class."""
    yield from get_type_hints(kind).values()
