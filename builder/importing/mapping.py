"""Decodes MAP.yml: how the records of a source become the items of a site.

Top keys (docs/import.md explains each with an example):
`source` which files, their encoding, named groups of their path, metadata beside them;
`let` values derived once and used as `$name`; `fields` item key from source keys, by a rule;
`constants` item key where no field gives it; `values` tables from source values to codes or
names; `ignore` source keys that are dropped on purpose; `create` vocabulary entries to add;
`issue` series, year, number, date; `slug` the last part of the address; `body` how the text is
cleaned; `site` settings for a root that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC

import builder.rules.all  # noqa: F401 - a map may waive any rule
from builder import fields
from builder.diagnostic import RULES, Diagnostic, Place
from builder.fields import List, Table, Text, Value
from builder.importing.recipe import Body, Creating, Map, Metadata, Rows, Source
from builder.importing.rule_of import DATED, Decoding, is_nested
from builder.importing.taking import Row, Rule
from builder.load import items, vocabularies
from builder.load.decode import LETTER_CODE, Reader, nearest
from builder.rules import fields as field_rules
from builder.rules import importing as rules

KEYS = {
    "source": "来源",
    "let": "变量",
    "fields": "字段",
    "constants": "常量",
    "values": "取值",
    "ignore": "忽略",
    "create": "新建",
    "issue": "期",
    "slug": "代号",
    "body": "正文",
    "site": "网站",
}
SOURCE_KEYS = {
    "kind": "种类",
    "include": "包括",
    "exclude": "除外",
    "encoding": "编码",
    "path": "路径",
    "front_matter": "设置区",
    "metadata": "元数据",
}
METADATA_KEYS = {"file": "文件", "key": "键", "match": "对应"}
ISSUE_KEYS = {
    "series": "刊物",
    "year": "年",
    "number": "期号",
    "date": "日期",
    "form": "形式",
    "total": "总期号",
    "title": "标题",
    "compiler": "编发单位",
    "order": "次序",
    "status": "状态",
    "allow": "豁免",
}
CREATE_KEYS = {
    "series": "刊物",
    "groups": "分组",
    "units": "单位",
    "topics": "主题",
    "kinds": "类别",
}
CREATED_KEYS = {
    "entries": "条目",
    "add": "添加",
    "prefix": "前缀",
    "group": "分组",
    "parents": "上级",
}
BODY_KEYS = {
    "start_after": "始于",
    "drop": "删去",
    "title_heading": "题目行",
    "headings": "标题级别",
    "html": "网页标记",
    "indent": "段首空格",
    "lines": "换行",
    "escape": "转义",
    "files": "附件",
    "before": "前加",
    "after": "后加",
}
NUMBERINGS = ("by-date", "by-month", "by-year", "sequence")
DERIVED = ("$path", "$folder", "$name", "$stem", "$heading", "$head", "$first", "$body", "$hash")
"""What every record has besides its own fields."""
ENCODINGS = ("utf-8", "gbk", "gb18030", "big5", "utf-16")


def read(source: str, path: str) -> tuple[Map, tuple[Diagnostic, ...]]:
    """The map of a file's text, with everything that is wrong with it."""
    table, faults = fields.read(source, path, 1, KEYS)
    if faults:
        return Map(), faults
    top = Reader(Table(table.entries, Place(path)), KEYS, UTC)
    top.require("source", "fields", "issue")
    work = Decoding()
    origin = _source(top, work)
    create = _create(top)
    work.faults += _entry_faults(create)
    groups = tuple(origin.path.groupindex) if origin.path else ()
    work.known = [*DERIVED, *(f"${name}" for name in groups)]
    let = []
    for key, value in top.rows("let"):
        rule = work.rule(key.value, value)
        work.known.append(f"${key.value}")
        if rule:
            let.append((key.value, rule))
    tables = {key: work.table(value) for key, value in _item_keys(top, "values", work)}
    plain, nested, waived = _fields(top, work)
    plain = {key: _tabled(rule, tables.get(key, ())) for key, rule in plain.items()}
    issue, numbering, issue_waived = _issue(top, work)
    body = _body(top, work, origin.kind)
    result = Map(
        source=origin,
        let=tuple(let),
        fields=plain,
        nested=nested,
        ignore=top.texts("ignore"),
        create=create,
        groups=_groups(top),
        issue=issue,
        numbering=numbering,
        slug=_templates(top, "slug", work) or ("{$stem}",),
        body=body,
        site=_table(top, "site"),
        item_allow=waived,
        issue_allow=issue_waived,
    )
    return result, (*top.faults, *work.faults)


def _source(top: Reader, work: Decoding) -> Source:
    inner = top.inner("source", SOURCE_KEYS)
    if inner is None:
        return Source()
    kind = word(inner, "kind", ("markdown", "text")) or "markdown"
    inner.require("kind")
    encodings = tuple(name.lower() for name in inner.texts("encoding"))
    for name in encodings:
        if name not in ENCODINGS:
            _unknown(inner, "encoding", name, ENCODINGS)
    path = inner.values.get("path")
    beside = inner.inner("metadata", METADATA_KEYS)
    metadata = None
    if beside is not None:
        beside.require("file", "key", "match")
        metadata = Metadata(beside.text("file"), beside.text("key"), beside.text("match"))
        inner.take(beside)
    found = Source(
        kind,
        inner.texts("include") or (("**/*.txt",) if kind == "text" else ("**/*.md",)),
        inner.texts("exclude"),
        tuple(name for name in encodings if name in ENCODINGS) or ("utf-8",),
        work.pattern("path", path) if isinstance(path, Text) else None,
        word(inner, "front_matter", ("auto", "lines", "none")) or "auto",
        metadata,
    )
    top.take(inner)
    return found


def word(reader: Reader, key: str, words: tuple[str, ...]) -> str:
    """One of a few words; empty if absent or wrong."""
    raw = reader.text(key)
    if raw and raw not in words:
        _unknown(reader, key, raw, words)
        return ""
    return raw


def _unknown(reader: Reader, key: str, raw: str, words: Iterable[str]) -> None:
    place, allowed = reader.place(key), tuple(words)
    fault = field_rules.unknown_value(
        place, key, raw, nearest(raw, allowed), "、".join(allowed), None
    )
    reader.faults.append(fault)


def _item_keys(top: Reader, section: str, work: Decoding) -> list[tuple[str, Value]]:
    """The entries of a section by item key; keys that no item has are reported."""
    value = top.values.get(section)
    if value is None:
        return []
    if not isinstance(value, Table):
        work.faults.append(field_rules.wrong_type(value.at, section, "table"))
        return []
    reader = Reader(value, items.KEYS, UTC)
    work.faults += reader.faults
    return list(reader.values.items())


Waived = tuple[tuple[str, str], ...]


def _fields(top: Reader, work: Decoding) -> tuple[dict[str, Rule], dict[str, Rows], Waived]:
    """The rules of `fields`, with those of `constants` where a field gives nothing."""
    plain: dict[str, Rule] = {}
    nested: dict[str, Rows] = {}
    waived: Waived = ()
    for key, value in _item_keys(top, "fields", work):
        if is_nested(key):
            nested[key] = work.rows(key, value, constant=False)
        elif rule := work.rule(key, value):
            plain[key] = replace(rule, dates=rule.dates or DATED.get(key, ()))
    for key, value in _item_keys(top, "constants", work):
        if key == "allow":
            waived = _waived(value, work)
        elif is_nested(key):
            nested[key] = nested.get(key, ()) + work.rows(key, value, constant=True)
        else:
            default = work.constants(key, value)
            plain[key] = replace(plain.get(key, Rule()), default=default)
    return plain, nested, waived


def _waived(value: Value, work: Decoding) -> Waived:
    """Waivers that all items or issues are given: rules, each with its reason."""
    reader = Reader(Table(((Text("allow", value.at), value),), value.at), {"allow": "豁免"}, UTC)
    found = reader.waivers("allow", RULES)
    work.faults += reader.faults
    return tuple((waiver.code, waiver.reason) for waiver in found)


def _tabled(rule: Rule, table: tuple[Row, ...]) -> Rule:
    return rule if rule.table else replace(rule, table=table)


def _issue(top: Reader, work: Decoding) -> tuple[dict[str, Rule], str, Waived]:
    inner = top.inner("issue", ISSUE_KEYS)
    if inner is None:
        return {}, "", ()
    inner.require("series")
    found: dict[str, Rule] = {}
    numbering = ""
    waived: Waived = ()
    for key, value in inner.values.items():
        if key == "number" and isinstance(value, Text) and value.value in NUMBERINGS:
            numbering = value.value
        elif key == "allow":
            waived = _waived(value, work)
        elif rule := work.rule(key, value):
            dated = rule.dates or (("auto",) if key == "date" else ())
            found[key] = replace(rule, dates=dated)
    if "number" not in inner.values:
        allowed = "、".join(NUMBERINGS)
        fault = field_rules.missing_field(inner.table.at, "number", f"期号，或 {allowed}")
        inner.faults.append(fault)
    top.take(inner)
    return found, numbering, waived


def _create(top: Reader) -> dict[str, Creating]:
    inner = top.inner("create", CREATE_KEYS)
    if inner is None:
        return {}
    found = {}
    for key in ("series", "units", "topics", "kinds"):
        part = inner.inner(key, CREATED_KEYS)
        if part is None:
            continue
        prefix = part.code("prefix") or {"units": "u", "topics": "t", "kinds": "k"}.get(key, "s")
        if part.has("prefix") and not LETTER_CODE.fullmatch(prefix):
            part.faults.append(field_rules.bad_code(part.place("prefix"), prefix))
        parents = word(part, "parents", ("by-name",))
        entries = tuple(_entry(row) for row in part.rows("entries"))
        add = part.truth("add")
        found[key] = Creating(entries, add, prefix, part.text("group"), parents)
        inner.take(part)
    top.take(inner)
    return found


def _entry(row: tuple[Text, Value]) -> tuple[Text, Table]:
    """An entry; a bare name is short for a table with that name."""
    code, value = row
    if isinstance(value, Table):
        return code, value
    return code, Table(((Text("name", value.at), value),), value.at)


def _entry_faults(create: Mapping[str, Creating]) -> list[Diagnostic]:
    """What the first door would say to the entries; names that it can't know yet are left out."""
    tables = {
        stem: Table(part.entries, part.entries[0][0].at)
        for stem, part in create.items()
        if part.entries
    }
    if "units" in tables:
        units = tables["units"]
        tables["units"] = Table(((Text("units", units.at), units),), units.at)
    _, _, faults = vocabularies.decode(tables, UTC)
    kept = ("unknown-key", "unknown-value")
    return [f for f in faults if f.code in kept or not f.code.startswith("unknown-")]


def _groups(top: Reader) -> tuple[tuple[str, str], ...]:
    value = top.values.get("create")
    inner = Reader(value, CREATE_KEYS, UTC) if isinstance(value, Table) else None
    rows = inner.rows("groups") if inner else ()
    return tuple((code.value, name.value) for code, name in rows if isinstance(name, Text))


def _body(top: Reader, work: Decoding, kind: str) -> Body:
    inner = top.inner("body", BODY_KEYS)
    plain = kind == "text"
    if inner is None:
        return Body(lines="paragraphs", escape=True) if plain else Body()
    headings = inner.number("headings", 1) or 0
    if headings > 5:
        _unknown(inner, "headings", str(headings), ("1", "2", "3", "4", "5"))
    drop = inner.values.get("drop")
    patterns = drop.items if isinstance(drop, List) else (drop,) if drop else ()
    found = Body(
        start_after=inner.text("start_after"),
        drop=tuple(
            pattern
            for value in patterns
            if isinstance(value, Text) and (pattern := work.pattern("drop", value))
        ),
        title_heading=word(inner, "title_heading", ("drop", "keep")) or "drop",
        headings=headings,
        html=word(inner, "html", ("text", "keep")) or "text",
        indent=word(inner, "indent", ("drop", "keep")) or "drop",
        lines=word(inner, "lines", ("wrapped", "paragraphs"))
        or ("paragraphs" if plain else "wrapped"),
        escape=inner.truth("escape") if inner.has("escape") else plain,
        files=word(inner, "files", ("copy", "leave")) or "copy",
        before="".join(_templates(inner, "before", work)),
        after="".join(_templates(inner, "after", work)),
    )
    top.take(inner)
    return found


def _templates(reader: Reader, key: str, work: Decoding) -> tuple[str, ...]:
    """Templates whose braces are right and whose `$names` exist."""
    found = []
    for raw, place in reader.entries(key):
        names = re.findall(r"\{([^{}]*)\}", raw)
        if re.search(r"[{}]", re.sub(r"\{[^{}]+\}", "", raw)):
            reader.faults.append(rules.bad_template(place, key, raw))
            continue
        for name in names:
            work.source(key, name, place)
        found.append(raw)
    return tuple(found)


def _table(top: Reader, key: str) -> Table | None:
    value = top.values.get(key)
    if value is not None and not isinstance(value, Table):
        top.faults.append(field_rules.wrong_type(value.at, key, "table"))
    return value if isinstance(value, Table) else None
