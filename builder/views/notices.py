"""Notices (采用情况通报): sentences, and tables of figures with their plots."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.views.frame import Counted, Link


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of figures: `kind` is `number` or empty."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: `scope` is `row` in the cell that names its row, `kind` is `number` or empty."""

    text: str
    address: str
    kind: str
    scope: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of figures: `mark` is `total`, `alarm` or empty."""

    cells: tuple[Figure, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures under a heading, with the plot of them; `note` says how they were counted."""

    heading: str
    fragment: str
    note: str
    plot: Markup
    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The notice of a period; `until` says to which day it counts if the period is not over."""

    title: str
    index: Link
    span: str
    until: str
    about: str
    summary: tuple[str, ...]
    tables: tuple[FigureTable, ...]
    parts: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    owner: str
    signed: str


@dataclass(frozen=True, slots=True)
class NoticeYear:
    """A year of notices: its own, its quarters, its months with the number of items adopted."""

    label: str
    address: str
    quarters: tuple[Link, ...]
    months: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class NoticesView:
    """All notices, newest year first."""

    about: str
    years: tuple[NoticeYear, ...]
