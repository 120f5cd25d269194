"""Open data under `/api/`: items, issues and vocabularies as JSON and CSV, with their schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.model.item import Item
from builder.page import Made
from builder.plan import urls
from builder.plan.atlas import Atlas
from builder.plan.written import csv_bytes, json_bytes

INDEX = f"{urls.API}index.json"
ALL_CSV = f"{urls.API}items.csv"
COLUMNS = (
    ("index_no", "索引号"),
    ("title", "名称"),
    ("summary", "内容概述"),
    ("date", "生成日期"),
    ("units", "发布机构"),
    ("doc_no", "文号"),
    ("kind", "类别"),
    ("topics", "主题"),
    ("series", "刊物"),
    ("issue", "期号"),
    ("url", "网址"),
)
"""Columns of the CSV exports: key and heading."""

_TEXT: dict[str, object] = {"type": "string"}
_TEXTS: dict[str, object] = {"type": "array", "items": _TEXT}
_NAMED: dict[str, object] = {
    "type": "object",
    "required": ["code", "name"],
    "properties": {"code": _TEXT, "name": _TEXT},
    "additionalProperties": False,
}
_URI: dict[str, object] = {"type": "string", "format": "uri"}
_DATE: dict[str, object] = {"type": "string", "format": "date"}
ITEM_PROPERTIES: dict[str, object] = {
    "id": _TEXT,
    "url": _URI,
    "title": _TEXT,
    "subtitle": _TEXT,
    "kind": _NAMED,
    "units": {"type": "array", "items": _NAMED, "minItems": 1},
    "topics": {"type": "array", "items": _NAMED, "minItems": 1},
    "keywords": _TEXTS,
    "summary": _TEXT,
    "index_no": _TEXT,
    "doc_no": _TEXT,
    "event_date": _DATE,
    "issue": _TEXT,
    "date": _DATE,
    "continues": _TEXT,
    "laws": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["title"],
            "properties": {"title": _TEXT, "url": _URI},
            "additionalProperties": False,
        },
    },
    "corrections": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["date", "note"],
            "properties": {"date": _DATE, "note": _TEXT},
            "additionalProperties": False,
        },
    },
    "text": _TEXT,
}
ISSUE_PROPERTIES: dict[str, object] = {
    "id": _TEXT,
    "url": _URI,
    "series": _NAMED,
    "year": {"type": "integer"},
    "number": {"type": "integer", "minimum": 1},
    "total": {"type": "integer", "minimum": 1},
    "form": {"enum": ["regular", "supplement", "special"]},
    "date": _DATE,
    "title": _TEXT,
    "compiler": _TEXT,
    "items": _TEXTS,
}


def items_json(year: int) -> str:
    """The items of a year as JSON."""
    return f"{urls.API}items/{year:04}.json"


def items_csv(year: int) -> str:
    """The items of a year as CSV."""
    return f"{urls.API}items/{year:04}.csv"


def files(atlas: Atlas) -> Iterator[Made]:
    """Every export, its schema, and the index that lists them."""
    by_year: dict[int, list[Item]] = {year: [] for year in atlas.years}
    for item in atlas.newest_first:
        by_year[atlas.issue_of(item).date.year].append(item)
    for year, found in by_year.items():
        items = tuple(found)
        print_ = atlas.print_of("export", year, items)
        yield Made(items_json(year)[1:], print_, _later(_items_json, atlas, items))
        print_ = atlas.print_of("table", year, atlas.listed(items))
        yield Made(items_csv(year)[1:], print_, _later(_items_csv, atlas, items))
    every = atlas.print_of("export", atlas.listed(atlas.newest_first))
    yield Made(ALL_CSV[1:], every, lambda: _items_csv(atlas, atlas.newest_first))
    issues = atlas.print_of("issues", list(atlas.issues_newest_first))
    yield Made(f"{urls.API}issues.json"[1:], issues, lambda: json_bytes(_issues(atlas)))
    for name, rows in _vocabularies(atlas).items():
        print_ = atlas.print_of(name, rows)
        yield Made(f"{urls.API}{name}.json"[1:], print_, _later(json_bytes, rows))
    for name, schema in schemas().items():
        print_ = atlas.print_of("schema", name)
        yield Made(f"{urls.API}schema/{name}.json"[1:], print_, _later(json_bytes, schema))
    years = tuple(by_year)
    yield Made(INDEX[1:], atlas.print_of("index", years), lambda: json_bytes(_index(atlas, years)))


def schemas() -> dict[str, dict[str, object]]:
    """JSON Schema of each JSON export, by name."""
    return {
        "items": _array(
            ITEM_PROPERTIES, ("id", "url", "title", "kind", "units", "topics", "issue", "date")
        ),
        "issues": _array(ISSUE_PROPERTIES, ("id", "url", "series", "year", "number", "date")),
        "vocabulary": _array(
            {
                "code": _TEXT,
                "name": _TEXT,
                "parent": _TEXT,
                "url": _URI,
                "items": {"type": "integer"},
            },
            ("code", "name", "url"),
        ),
    }


def item_record(atlas: Atlas, item: Item) -> dict[str, object]:
    """An item as the JSON export gives it; what is empty is left out."""
    vocabularies = atlas.site.vocabularies
    record: dict[str, object] = {
        "id": item.id,
        "url": atlas.urls.whole(urls.item(item.id)),
        "title": item.title,
        "subtitle": item.subtitle,
        "kind": {"code": item.kind, "name": vocabularies.kinds[item.kind].name},
        "units": [{"code": c, "name": vocabularies.units[c].name} for c in item.units],
        "topics": [{"code": c, "name": vocabularies.topics[c].name} for c in item.topics],
        "keywords": list(item.keywords),
        "summary": atlas.summary(item),
        "index_no": item.index_no,
        "doc_no": item.doc_no,
        "event_date": item.event_date.isoformat() if item.event_date else "",
        "issue": item.issue,
        "date": atlas.issue_of(item).date.isoformat(),
        "continues": item.continues,
        "laws": [{"title": w.title, **({"url": w.url} if w.url else {})} for w in item.laws],
        "corrections": [{"date": c.date.isoformat(), "note": c.note} for c in item.corrections],
        "text": item.prose.text,
    }
    return {key: value for key, value in record.items() if value not in ("", [])}


def _array(properties: dict[str, object], required: tuple[str, ...]) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "array",
        "items": {
            "type": "object",
            "required": list(required),
            "properties": properties,
            "additionalProperties": False,
        },
    }


def _later(make: Callable[..., bytes], *values: object) -> Callable[[], bytes]:
    """The function that makes the bytes of these values when asked."""
    return lambda: make(*values)


def _items_json(atlas: Atlas, items: tuple[Item, ...]) -> bytes:
    return json_bytes([item_record(atlas, item) for item in items])


def _items_csv(atlas: Atlas, items: tuple[Item, ...]) -> bytes:
    vocabularies = atlas.site.vocabularies
    listed = atlas.words.listed
    rows = [[heading for _, heading in COLUMNS]]
    for item in items:
        issue = atlas.issue_of(item)
        cells = {
            "index_no": item.index_no,
            "title": item.title,
            "summary": atlas.summary(item),
            "date": issue.date.isoformat(),
            "units": atlas.unit_names(item),
            "doc_no": item.doc_no,
            "kind": vocabularies.kinds[item.kind].name,
            "topics": listed(tuple(vocabularies.topics[c].name for c in item.topics)),
            "series": atlas.series_name(issue),
            "issue": atlas.words("date.year", year=issue.year) + atlas.number(issue),
            "url": atlas.urls.whole(urls.item(item.id)),
        }
        rows.append([cells[key] for key, _ in COLUMNS])
    return csv_bytes(rows)


def _issues(atlas: Atlas) -> list[dict[str, object]]:
    names = atlas.site.vocabularies.series
    found = []
    for issue in atlas.issues_newest_first:
        record: dict[str, object] = {
            "id": issue.id,
            "url": atlas.urls.whole(urls.issue(issue.id)),
            "series": {"code": issue.series, "name": names[issue.series].name},
            "year": issue.year,
            "number": issue.number,
            "total": issue.total,
            "form": issue.form.value,
            "date": issue.date.isoformat(),
            "title": issue.title,
            "compiler": issue.compiler,
            "items": list(issue.items),
        }
        found.append({key: value for key, value in record.items() if value not in ("", None)})
    return found


def _vocabularies(atlas: Atlas) -> dict[str, list[dict[str, object]]]:
    """Series, units, topics and kinds that have items."""
    words = atlas.site.vocabularies

    def rows(
        names: dict[str, tuple[str, str]], address: Callable[[str], str], counts: dict[str, int]
    ) -> list[dict[str, object]]:
        return [
            {
                "code": code,
                "name": name,
                **({"parent": parent} if parent else {}),
                "url": atlas.urls.whole(address(code)),
                "items": counts[code],
            }
            for code, (name, parent) in names.items()
            if counts.get(code)
        ]

    series = {c: sum(len(i.items) for i in issues) for c, issues in atlas.by_series.items()}
    return {
        "series": rows({c: (v.name, "") for c, v in words.series.items()}, urls.series, series),
        "units": rows(
            {c: (v.name, v.parent) for c, v in words.units.items()},
            urls.unit,
            {c: len(i) for c, i in atlas.by_unit.items()},
        ),
        "topics": rows(
            {c: (v.name, v.parent) for c, v in words.topics.items()},
            urls.topic,
            {c: len(i) for c, i in atlas.by_topic.items()},
        ),
        "kinds": rows(
            {c: (v.name, "") for c, v in words.kinds.items()},
            urls.kind,
            {c: len(i) for c, i in atlas.by_kind.items()},
        ),
    }


def _index(atlas: Atlas, years: tuple[int, ...]) -> dict[str, object]:
    """What there is to fetch, and the schema of each."""
    schema = f"{urls.API}schema/"
    files = [
        {"url": atlas.urls.whole(items_json(y)), "schema": atlas.urls.whole(f"{schema}items.json")}
        for y in years
    ]
    files += [{"url": atlas.urls.whole(items_csv(year))} for year in years]
    files.append({"url": atlas.urls.whole(ALL_CSV)})
    files.append(
        {
            "url": atlas.urls.whole(f"{urls.API}issues.json"),
            "schema": atlas.urls.whole(f"{schema}issues.json"),
        }
    )
    files += [
        {
            "url": atlas.urls.whole(f"{urls.API}{name}.json"),
            "schema": atlas.urls.whole(f"{schema}vocabulary.json"),
        }
        for name in ("series", "units", "topics", "kinds")
    ]
    return {"site": atlas.site.settings.name, "files": files}
