"""The views: what each layout is given, and nothing else.

A view holds strings, dates written out, addresses (with the site's base path) and tuples of
smaller views; never Site, Item or settings. `tests/contract/test_views.py` holds views and
layouts together: a field no layout reads, or a name no view has, fails there.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Day:
    """A date: ISO 8601 for machines, written out for readers; `short` leaves the year out."""

    iso: str
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with a number of items beside it."""

    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of this page: `type` is its media type."""

    label: str
    address: str
    type: str


@dataclass(frozen=True, slots=True)
class Meta:
    """One `<meta name content>` (domain rules: SiteName … ArticleTitle …)."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Head:
    """What goes into `<head>`: `title` is the full text of the title element."""

    title: str
    description: str
    canonical: str
    robots: str
    metas: tuple[Meta, ...]
    properties: tuple[Meta, ...]
    feeds: tuple[Feed, ...]
    json_ld: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """One of the five places of the bar; `current` is "page", "true" or empty."""

    label: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """What surrounds every page of one edition; the same value for all of them but `places`."""

    lang: str
    site_name: str
    home: str
    search: str
    opensearch: str
    style: str
    script: str
    places: tuple[Place, ...]
    marking: str
    owner: str
    phone: str
    postal: str
    site_id_code: str
    icp: str
    police: str
    footer: tuple[Link, ...]
    emblem: str
    icon: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of an item as a small outlined mark; `tone` is good, problem or neutral."""

    label: str
    address: str
    tone: str


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


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of the contents: position within the issue, from 1."""

    number: int
    title: str
    address: str
    fragment: str
    units: tuple[Link, ...]
    kind: Kind


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
class HomeView:
    """Home: the newest issue, then recent items; `masthead` is absent on an empty site."""

    masthead: Masthead | None
    contents: tuple[ContentsRow, ...]
    recent: tuple[ItemRow, ...]
    series: tuple[SeriesCard, ...]
    heat: Heat
    most: tuple[Counted, ...]
    archive: str
    catalogue: str
    units: str


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
    issues: tuple[IssueRow, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A pair of the metadata block: a term and its values, some of them links."""

    term: str
    values: tuple[Link, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo or diagram of an item, sizes in CSS pixels (0: unknown)."""

    address: str
    width: int
    height: int
    alt: str
    caption: str
    by: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to take away; `note` says kind and size."""

    label: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of an item."""

    day: Day
    note: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of handling or follow-up; `state` is done, late or open; `late` says what is late."""

    label: str
    at: Day | None
    time: str
    by: str
    due: Day | None
    state: str
    late: str
    reason: str


@dataclass(frozen=True, slots=True)
class AdoptionView:
    """An adoption by a higher office or the media."""

    level: str
    publication: str
    number: str
    day: Day
    form: str


@dataclass(frozen=True, slots=True)
class AnnotationView:
    """批示: date, person, unit, target, text, in this order."""

    day: Day
    person: str
    rank: str
    unit: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One item of a chain of reports on the same matter; `current` marks the page's own."""

    title: str
    address: str
    day: Day
    units: tuple[Link, ...]
    current: str


@dataclass(frozen=True, slots=True)
class ItemBody:
    """An item as it stands whole in its issue."""

    number: int
    fragment: str
    address: str
    title: str
    subtitle: str
    kind: Kind
    units: tuple[Link, ...]
    authors: str
    body: Markup
    photos: tuple[Photo, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Colophon:
    """报尾: 报, 送, 发 and 共印; empty strings are not shown."""

    report: str
    copy: str
    send: str
    copies: str
    editor: str
    proofreader: str
    signer: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue, whole and in order."""

    masthead: Masthead
    contents: tuple[ContentsRow, ...]
    note: Markup
    items: tuple[ItemBody, ...]
    colophon: Colophon
    scan: Attachment | None
    previous: Link | None
    next: Link | None
    year: Link
    cite: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item on its own page."""

    issue: Link
    place: str
    title: str
    subtitle: str
    kind: Kind
    units: tuple[Link, ...]
    urgent: str
    facts: tuple[Fact, ...]
    summary: str
    body: Markup
    photos: tuple[Photo, ...]
    attachments: tuple[Attachment, ...]
    corrections: tuple[Correction, ...]
    withdrawn: str
    laws: tuple[Link, ...]
    authors: str
    steps: tuple[StepView, ...]
    followups: tuple[StepView, ...]
    adoptions: tuple[AdoptionView, ...]
    annotations: tuple[AnnotationView, ...]
    chain: tuple[ChainRow, ...]
    previous: Link | None
    next: Link | None
    cite: str
    permanent: str


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A group of the units' index."""

    name: str
    fragment: str
    units: tuple[UnitEntry, ...]


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit in the index, its sub-units below it."""

    name: str
    address: str
    count: int
    children: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class UnitsView:
    """The index of units, by group."""

    groups: tuple[UnitGroup, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A first-level topic with its second level."""

    name: str
    address: str
    count: int
    topics: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The index of topics, on two levels."""

    topics: tuple[TopicEntry, ...]


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind in the index of kinds."""

    kind: Kind
    count: int


@dataclass(frozen=True, slots=True)
class KindsView:
    """The index of kinds."""

    kinds: tuple[KindEntry, ...]


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
class SeriesIssues:
    """The issues of one series in a year or month."""

    series: Link
    issues: tuple[IssueRow, ...]


@dataclass(frozen=True, slots=True)
class ArchiveYearView:
    """A year of the archive: its months, its issues by series."""

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
    rows: tuple[ItemRow, ...]
    issues: tuple[IssueRow, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class CatalogueYear:
    """A year in the catalogue's index."""

    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """公开目录: the years."""

    years: tuple[CatalogueYear, ...]
    csv: str
    json: str


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
class CatalogueYearView:
    """公开目录 of a year."""

    year: str
    index: Link
    rows: tuple[CatalogueRow, ...]
    csv: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of search: `name` is the query parameter."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; `table` is the address of the folder that holds the index."""

    facets: tuple[Facet, ...]
    archive: str
    table: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A correction or withdrawal in the register of changes; a withdrawal shows no title."""

    day: Day
    what: str
    title: str
    address: str
    note: str


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
