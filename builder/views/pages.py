"""The views of all other pages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder.views.calls import UnitDuty
from builder.views.entries import (
    CatalogueRow,
    CatalogueYear,
    ChangeRow,
    ContentsRow,
    Facet,
    Heat,
    HeatRow,
    IssueRow,
    ItemRow,
    KindEntry,
    Masthead,
    Pager,
    SeriesCard,
    SeriesIssues,
    TopicEntry,
    UnitGroup,
    YearRows,
)
from builder.views.frame import Counted, Day, Fact, Kind, Link
from builder.views.notices import FigureTable


@dataclass(frozen=True, slots=True)
class HomeView:
    """Home: the newest issue, then recent items; `masthead` is absent on an empty site."""

    masthead: Masthead | None
    contents: tuple[ContentsRow, ...]
    recent: tuple[ItemRow, ...]
    series: tuple[SeriesCard, ...]
    heat: Heat
    year: str
    most: tuple[Counted, ...]
    archive: str
    catalogue: str
    units: str
    notices: Link | None


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series: newest issue, years."""

    name: str
    about: str
    facts: tuple[Fact, ...]
    newest: IssueRow | None
    years: tuple[Counted, ...]
    issues: tuple[IssueRow, ...]
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesYearView:
    """All issues of a series in a numbering year."""

    name: str
    series: Link
    year: str
    count: str
    issues: tuple[IssueRow, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class UnitsView:
    """The index of units, by group."""

    groups: tuple[UnitGroup, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The index of topics, on two levels."""

    topics: tuple[TopicEntry, ...]


@dataclass(frozen=True, slots=True)
class KindsView:
    """The index of kinds."""

    kinds: tuple[KindEntry, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """The items of a unit, topic or kind. `spark` is an inline SVG (figures per year)."""

    heading: str
    role: str
    index: Link
    facts: tuple[Fact, ...]
    figures: str
    spark: Markup
    years: tuple[YearRows, ...]
    pager: Pager
    duties: tuple[UnitDuty, ...]
    account: tuple[FigureTable, ...]
    related: tuple[Counted, ...]
    related_label: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """The archive: years down, months across; the scale of shades is explained below."""

    heat: Heat
    series: tuple[SeriesCard, ...]
    plot: Markup


@dataclass(frozen=True, slots=True)
class ArchiveYearView:
    """A year of the archive: its months, its issues by series."""

    index: Link
    year: str
    months: HeatRow
    month_names: tuple[str, ...]
    series: tuple[SeriesIssues, ...]
    items: int
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class ArchiveMonthView:
    """A month of the archive: every item, by day."""

    year: Link
    label: str
    count: str
    rows: tuple[ItemRow, ...]
    issues: tuple[IssueRow, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """公开目录: the years."""

    years: tuple[CatalogueYear, ...]
    csv: str
    json: str


@dataclass(frozen=True, slots=True)
class CatalogueYearView:
    """公开目录 of a year."""

    year: str
    index: Link
    rows: tuple[CatalogueRow, ...]
    csv: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class DataYear:
    """The files of a dataset for one year, one of each format."""

    label: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DatasetView:
    """A dataset of the open data: what it holds and where; `schema` describes its JSON."""

    name: str
    about: str
    fragment: str
    whole: tuple[Link, ...]
    years: tuple[DataYear, ...]
    schema: str


@dataclass(frozen=True, slots=True)
class DataView:
    """What open data there is; `index` lists the same for programs."""

    datasets: tuple[DatasetView, ...]
    index: str


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A line of a transfer list (移交清单); `file` leads to the item within the package."""

    number: int
    index_no: str
    title: str
    units: str
    day: Day
    doc_no: str
    issue: str
    file: str
    attachments: int


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer list with its receipt (交接文据); without rows it is a nil return (零报告)."""

    title: str
    period: str
    owner: str
    site: str
    address: str
    sum: str
    rows: tuple[TransferRow, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; `table` is the address of the folder that holds the index."""

    facets: tuple[Facet, ...]
    table: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Corrections and withdrawals, newest first."""

    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """What stands where a withdrawn item stood; never its title or units."""

    day: Day
    outcome: str
    reason: str
    target: Link | None


@dataclass(frozen=True, slots=True)
class TextView:
    """A standing page."""

    title: str
    body: Markup
    contents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """404: where to go instead."""

    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MovedView:
    """What stands at an old address."""

    target: Link
