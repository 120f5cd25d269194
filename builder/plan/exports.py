"""Open data under `/api/`: each dataset as CSV, JSON and JSON Lines, with schemas and an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

from builder import views
from builder.page import Made, Page, Shown
from builder.plan import datasets, meta, overdue, records, seals, urls
from builder.plan.atlas import Atlas
from builder.plan.datasets import FORMATS, Dataset
from builder.plan.written import array_bytes, csv_bytes, json_bytes, line, lines_bytes

T = TypeVar("T")
INDEX = f"{urls.API}index.json"


@dataclass(frozen=True, slots=True)
class Part:
    """Records that make one file of each format: of a year, or all (`year` None).

    `stands` stands for all that JSON shows, `table_stands` for the table where that is less.
    """

    dataset: Dataset
    year: int | None
    stands: object
    records: Callable[[], Sequence[records.Record]]
    rows: Callable[[], Iterator[Mapping[str, str]]]
    table_stands: object = None


def pages(atlas: Atlas) -> Iterator[Page]:
    """The page that says what data there is."""
    shown = tuple((p.dataset.name, p.year) for p in parts(atlas))

    def make() -> Shown:
        words = atlas.words
        years: dict[str, list[int]] = {}
        for name, year in shown:
            years.setdefault(name, [])
            years[name] += [year] if year is not None else []
        view = views.DataView(
            datasets=tuple(
                _dataset(atlas, dataset, years[dataset.name])
                for dataset in datasets.EVERY
                if dataset.name in years
            ),
            index=atlas.urls.to(INDEX),
        )
        title = words("data.title")
        metas = meta.column(title, words("data.about"), "data")
        return Shown(view, meta.head(atlas, title, urls.API, metas=metas))

    yield Page(urls.API, "data.html", atlas.print_of("data", shown), make)


def files(atlas: Atlas) -> Iterator[Made]:
    """Every export, its schema, and the index that lists them."""
    found = tuple(parts(atlas))

    @lru_cache(maxsize=1)
    def lines(number: int) -> tuple[str, ...]:
        """The records of a part, a line each; kept for the file that is made next of them."""
        return tuple(line(record) for record in found[number].records())

    for number, part in enumerate(found):
        dataset, year = part.dataset, part.year
        print_ = atlas.print_of("export", dataset.name, year, part.stands)
        table = atlas.print_of("export", dataset.name, year, part.table_stands or part.stands)
        made = partial(lines, number)
        yield Made(dataset.address("csv", year)[1:], table, _table(part))
        yield Made(dataset.address("json", year)[1:], print_, _later(array_bytes, made))
        yield Made(dataset.address("jsonl", year)[1:], print_, _later(lines_bytes, made))
    for dataset in dict.fromkeys(part.dataset for part in found):
        print_ = atlas.print_of("schema", dataset.name)
        yield Made(dataset.schema_address[1:], print_, _schema(dataset))
    shown = (*((part.dataset.name, part.year) for part in found), *seals.years(atlas))
    yield Made(INDEX[1:], atlas.print_of("index", shown), lambda: json_bytes(_index(atlas, found)))


def schemas() -> dict[str, dict[str, object]]:
    """JSON Schema of each JSON export, by name."""
    return {dataset.name: dataset.schema for dataset in datasets.EVERY}


def parts(atlas: Atlas) -> Iterator[Part]:
    """What there is to export, each dataset whole and then by year, newest first."""
    yield from _items(atlas)
    yield from _issues(atlas)
    yield from _adoptions(atlas)
    yield from _vocabularies(atlas)
    deadlines = overdue.register(atlas)
    if atlas.site.as_of:
        yield Part(
            datasets.OVERDUE,
            None,
            repr(deadlines),
            _each(overdue.record, atlas, deadlines),
            _rows(overdue.cells, atlas, deadlines),
        )


def _items(atlas: Atlas) -> Iterator[Part]:
    every = atlas.newest_first
    without = datasets.ITEMS.yearly
    yield Part(
        datasets.ITEMS,
        None,
        atlas.listed(every),
        lambda: [records.item(atlas, item, without) for item in every],
        _rows(records.item_cells, atlas, every),
    )
    for year, items in _by_year(every, lambda item: atlas.issue_of(item).date.year).items():
        yield Part(
            datasets.ITEMS,
            year,
            items,
            _each(records.item, atlas, items),
            _rows(records.item_cells, atlas, items),
            atlas.listed(items),
        )


def _issues(atlas: Atlas) -> Iterator[Part]:
    every = atlas.issues_newest_first
    years = _by_year(every, lambda issue: issue.date.year)
    for year, issues in ((None, every), *years.items()):
        yield Part(
            datasets.ISSUES,
            year,
            issues,
            _each(records.issue, atlas, issues),
            _rows(records.issue_cells, atlas, issues),
        )


def _adoptions(atlas: Atlas) -> Iterator[Part]:
    """By the day of the adoption; none where the edition shows none."""
    every = sorted(
        ((item, taken) for item in atlas.newest_first for taken in item.adoptions),
        key=lambda pair: (pair[1].date, pair[1].publication, pair[0].id),
        reverse=True,
    )
    if not every:
        return
    years = _by_year(every, lambda pair: pair[1].date.year)
    for year, pairs in ((None, every), *years.items()):
        yield Part(
            datasets.ADOPTIONS,
            year,
            repr([(i.id, i.title, i.units, taken) for i, taken in pairs]),
            _each(records.adoption, atlas, pairs),
            _rows(records.adoption_cells, atlas, pairs),
        )


def _vocabularies(atlas: Atlas) -> Iterator[Part]:
    """Units, topics, series and kinds that have items."""
    words = atlas.site.vocabularies
    units = [records.unit(atlas, words.units[c]) for c in words.units if c in atlas.by_unit]
    counts = {
        datasets.TOPICS: {c: len(items) for c, items in atlas.by_topic.items()},
        datasets.SERIES: {c: sum(len(i.items) for i in v) for c, v in atlas.by_series.items()},
        datasets.KINDS: {c: len(items) for c, items in atlas.by_kind.items()},
    }
    entries = {
        datasets.TOPICS: [(c, t.name, t.parent, urls.topic(c)) for c, t in words.topics.items()],
        datasets.SERIES: [(c, s.name, "", urls.series(c)) for c, s in words.series.items()],
        datasets.KINDS: [(c, k.name, "", urls.kind(c)) for c, k in words.kinds.items()],
    }
    rows: dict[Dataset, list[records.Record]] = {datasets.UNITS: units}
    for dataset, listed in entries.items():
        rows[dataset] = [
            records.entry(atlas, code, name, parent, address, counts[dataset][code])
            for code, name, parent, address in listed
            if counts[dataset].get(code)
        ]
    for dataset, found in rows.items():
        yield Part(dataset, None, repr(found), _given(found), _rows(records.cells, atlas, found))


def _by_year(values: Sequence[T], year_of: Callable[[T], int]) -> dict[int, list[T]]:
    """Values by year, in their order."""
    found: dict[int, list[T]] = {}
    for value in values:
        found.setdefault(year_of(value), []).append(value)
    return found


def _each(
    make: Callable[[Atlas, T], records.Record], atlas: Atlas, values: Sequence[T]
) -> Callable[[], Sequence[records.Record]]:
    return lambda: [make(atlas, value) for value in values]


def _rows(
    make: Callable[[Atlas, T], Mapping[str, str]], atlas: Atlas, values: Sequence[T]
) -> Callable[[], Iterator[Mapping[str, str]]]:
    return lambda: (make(atlas, value) for value in values)


def _given(values: T) -> Callable[[], T]:
    return lambda: values


def _later(
    write: Callable[[Sequence[str]], bytes], lines: Callable[[], Sequence[str]]
) -> Callable[[], bytes]:
    return lambda: write(lines())


def _table(part: Part) -> Callable[[], bytes]:
    """The table of a part, under the Chinese headings of its columns."""
    columns = part.dataset.columns
    head = [heading for _, heading in columns]
    return lambda: csv_bytes([head, *([row.get(k, "") for k, _ in columns] for row in part.rows())])


def _schema(dataset: Dataset) -> Callable[[], bytes]:
    return lambda: json_bytes(dataset.schema)


def _dataset(atlas: Atlas, dataset: Dataset, years: Sequence[int]) -> views.DatasetView:
    words = atlas.words
    return views.DatasetView(
        name=words(f"data.{dataset.name}"),
        about=words(f"data.{dataset.name}_about"),
        fragment=dataset.name,
        whole=_links(atlas, dataset, None),
        years=tuple(
            views.DataYear(words("date.year", year=year), _links(atlas, dataset, year))
            for year in years
        ),
        schema=atlas.urls.to(dataset.schema_address),
    )


def _links(atlas: Atlas, dataset: Dataset, year: int | None) -> tuple[views.Link, ...]:
    return tuple(
        atlas.link(atlas.words(f"format.{form}"), dataset.address(form, year)) for form in FORMATS
    )


def _index(atlas: Atlas, found: Sequence[Part]) -> dict[str, object]:
    """What there is to fetch, and the schema of each."""
    files = []
    for part in found:
        schema = atlas.urls.whole(part.dataset.schema_address)
        for form in FORMATS:
            entry: dict[str, object] = {
                "dataset": part.dataset.name,
                "format": form,
                "url": atlas.urls.whole(part.dataset.address(form, part.year)),
            }
            if part.year is not None:
                entry["year"] = part.year
            if form != "csv":
                entry["schema"] = schema if form == "json" else f"{schema}#/items"
            files.append(entry)
    files += seals.listing(atlas)
    return {"site": atlas.site.settings.name, "files": files}
