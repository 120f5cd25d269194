"""Which open data there is: its fields, the columns of its tables, its schema, its addresses."""

from __future__ import annotations

from dataclasses import dataclass

from builder.plan import urls

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
URI: Schema = {"type": "string", "format": "uri"}
DATE: Schema = {"type": "string", "format": "date"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FORMATS = ("csv", "json", "jsonl")


def table(required: tuple[str, ...], **properties: Schema) -> Schema:
    """A record: these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def some(of: Schema) -> Schema:
    """A list that is not empty."""
    return {"type": "array", "items": of, "minItems": 1}


NAMED = table(("code", "name"), code=TEXT, name=TEXT)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """One kind of record. `columns` are key and heading; `by_year` says it has a file a year.

    The files of a year hold everything; those of all years leave out the fields in `yearly`, so
    that a change of a text touches the files of its year alone.
    """

    name: str
    record: Schema
    columns: tuple[tuple[str, str], ...]
    by_year: bool = False
    yearly: tuple[str, ...] = ()

    def address(self, form: str, year: int | None = None) -> str:
        """The address of its file: of a year, or of all."""
        if year is None:
            return f"{urls.API}{self.name}.{form}"
        return f"{urls.API}{self.name}/{year:04}.{form}"

    @property
    def schema_address(self) -> str:
        """The address of its schema."""
        return f"{urls.API}schema/{self.name}.json"

    @property
    def schema(self) -> Schema:
        """JSON Schema of its JSON file; that of a line of JSON Lines is `#/items`."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "array",
            "items": self.record,
        }


ITEMS = Dataset(
    "items",
    table(
        ("id", "url", "title", "kind", "units", "topics", "issue", "date"),
        id=TEXT,
        url=URI,
        title=TEXT,
        subtitle=TEXT,
        kind=NAMED,
        units=some(NAMED),
        topics=some(NAMED),
        keywords=TEXTS,
        summary=TEXT,
        index_no=TEXT,
        doc_no=TEXT,
        event_date=DATE,
        issue=TEXT,
        date=DATE,
        openness={"enum": ["public", "internal"]},
        authors=TEXTS,
        call=TEXT,
        continues=TEXT,
        laws=some(table(("title",), title=TEXT, url=URI)),
        corrections=some(table(("date", "note"), date=DATE, note=TEXT)),
        text=TEXT,
    ),
    (
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
    ),
    by_year=True,
    yearly=("text",),
)
ISSUES = Dataset(
    "issues",
    table(
        ("id", "url", "series", "year", "number", "date"),
        id=TEXT,
        url=URI,
        series=NAMED,
        year={"type": "integer"},
        number={"type": "integer", "minimum": 1},
        total={"type": "integer", "minimum": 1},
        form={"enum": ["regular", "supplement", "special"]},
        date=DATE,
        title=TEXT,
        compiler=TEXT,
        items=TEXTS,
    ),
    (
        ("series", "刊物"),
        ("year", "年份"),
        ("number", "期号"),
        ("total", "总期号"),
        ("form", "形式"),
        ("date", "日期"),
        ("title", "题名"),
        ("compiler", "编发单位"),
        ("items", "条数"),
        ("url", "网址"),
    ),
    by_year=True,
)
ADOPTIONS = Dataset(
    "adoptions",
    table(
        ("item", "url", "title", "units", "level", "publication", "date", "form"),
        item=TEXT,
        url=URI,
        title=TEXT,
        units=some(NAMED),
        level=NAMED,
        publication=NAMED,
        number=TEXT,
        date=DATE,
        form={"enum": ["single", "combined", "relayed"]},
    ),
    (
        ("date", "采用日期"),
        ("level", "级别"),
        ("publication", "采用刊物"),
        ("number", "期号"),
        ("form", "形式"),
        ("title", "名称"),
        ("units", "报送单位"),
        ("url", "网址"),
    ),
    by_year=True,
)
UNITS = Dataset(
    "units",
    table(
        ("code", "name", "url", "items"),
        code=TEXT,
        name=TEXT,
        short=TEXT,
        group=NAMED,
        parent=TEXT,
        successor=TEXT,
        former=some(table(("name",), **{"name": TEXT, "from": DATE, "to": DATE})),
        url=URI,
        items=COUNT,
    ),
    (
        ("code", "代码"),
        ("name", "名称"),
        ("short", "简称"),
        ("group", "分组"),
        ("parent", "上级"),
        ("successor", "现为"),
        ("former", "曾用名"),
        ("items", "条数"),
        ("url", "网址"),
    ),
)
_ENTRY = table(
    ("code", "name", "url", "items"), code=TEXT, name=TEXT, parent=TEXT, url=URI, items=COUNT
)
_ENTRY_COLUMNS = (
    ("code", "代码"),
    ("name", "名称"),
    ("parent", "上级"),
    ("items", "条数"),
    ("url", "网址"),
)
SERIES, TOPICS, KINDS = (
    Dataset(name, _ENTRY, _ENTRY_COLUMNS) for name in ("series", "topics", "kinds")
)
OVERDUE = Dataset(
    "overdue",
    table(
        ("state", "what", "title", "url", "units", "due", "days"),
        state={"enum": ["overdue", "open", "late"]},
        what={"enum": ["commission", "step", "followup"]},
        label=TEXT,
        title=TEXT,
        url=URI,
        units=some(NAMED),
        officer=TEXT,
        due=TEXT,
        done=TEXT,
        days=COUNT,
        reason=TEXT,
    ),
    (
        ("state", "情况"),
        ("what", "类别"),
        ("label", "事项"),
        ("title", "名称"),
        ("units", "单位"),
        ("officer", "承办人"),
        ("due", "期限"),
        ("done", "办结"),
        ("days", "天数"),
        ("reason", "说明"),
        ("url", "网址"),
    ),
)
EVERY = (ITEMS, ISSUES, ADOPTIONS, UNITS, TOPICS, SERIES, KINDS, OVERDUE)
"""All kinds of records; an edition has those it has records of."""
