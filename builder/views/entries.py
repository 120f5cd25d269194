"""Entries of lists: items, issues, series, months, units, topics."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.views.frame import Counted, Day, Kind, Link, Place


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in a list, newest first."""

    title: str
    address: str
    day: Day
    units: tuple[Link, ...]
    kind: Kind
    issue: Link
    summary: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """报头: `number` is 第12期 (or 增刊第1期), `total` 总第345期 or empty."""

    name: str
    title: str
    number: str
    total: str
    form: str
    secrecy: str
    compiler: str
    day: Day
    address: str
    series: Link


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of the contents: position within the issue, from 1."""

    number: int
    title: Markup
    address: str
    fragment: str
    units: tuple[Link, ...]
    kind: Kind
    mark: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in a list: its first titles say what it is about."""

    label: str
    total: str
    title: str
    address: str
    day: Day
    series: Link
    count: int
    titles: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of a heat map: `shade` 0 to 4; without address the cell is empty."""

    label: str
    address: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A year of months (twelve cells)."""

    label: str
    address: str
    count: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Years down, months across."""

    months: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """A series with its newest issue."""

    name: str
    address: str
    frequency: str
    newest: Link | None
    day: Day | None
    issues: int
    items: int
    note: str


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit in the index, its sub-units below it."""

    name: str
    address: str
    count: int
    children: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A group of the units' index."""

    name: str
    fragment: str
    units: tuple[UnitEntry, ...]


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A first-level topic with its second level."""

    name: str
    address: str
    count: int
    topics: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind in the index of kinds."""

    kind: Kind
    count: int


@dataclass(frozen=True, slots=True)
class YearRows:
    """The items of one year in a list."""

    year: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Other pages of a list: `newer` and `older` neighbours, `pages` all of them."""

    newer: Link | None
    older: Link | None
    pages: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SeriesIssues:
    """The issues of one series in a year or month."""

    series: Link
    issues: tuple[IssueRow, ...]


@dataclass(frozen=True, slots=True)
class CatalogueYear:
    """A year in the catalogue's index."""

    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """索引号, 名称, 内容概述, 生成日期 (the Regulation, article 12), and the unit."""

    index_no: str
    title: str
    address: str
    summary: str
    day: Day
    units: str
    doc_no: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A correction or withdrawal in the register of changes; a withdrawal shows no title."""

    day: Day
    what: str
    title: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet and the values below it; without a value, a heading above some."""

    value: str
    label: str
    below: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of search: `name` is the query parameter."""

    name: str
    label: str
    choices: tuple[Choice, ...]
