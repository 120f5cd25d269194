"""`build stats`: the figures of a notice, printed or exported."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, tzinfo
from decimal import Decimal
from pathlib import Path

from builder import edition as editions
from builder.diagnostic import Diagnostic, Severity
from builder.model.site import Edition, Site
from builder.plan.notice_text import paragraphs, period_name
from builder.plan.written import BOM, defused
from builder.render import layouts as layout_files
from builder.scoring.ledger import Ledger
from builder.scoring.notice import Notice, notice
from builder.scoring.periods import Period, month_of, parse
from builder.scoring.sheets import Cell, Sheet, sheets
from builder.words import Words

CLEAN, FAULTY, FAILED = 0, 1, 2
Show = Callable[[Sequence[Diagnostic], Path, str, str], None]
"""Prints faults: those of a root, in a format, in a language."""
HIDDEN = ("unit", "numerator", "denominator", "row", "rule")
"""Columns that a printed table leaves out: they are for programs."""


def command(
    root: Path,
    options: argparse.Namespace,
    today: Callable[[tzinfo], date],
    lang: str,
    show: Show,
) -> int:
    """Check the content, then print or write the figures; nothing is counted of wrong content."""
    from builder import build

    checked = build.examine(root, today)
    site = checked.loaded.site
    lang = lang or ("en" if site and site.settings.locale.startswith("en") else "zh")
    if site is None or checked.blocks(strict=False):
        show([f for f in checked.faults if f.severity is Severity.ERROR], root, "text", lang)
        _say(lang, "没有计算：先改正上面的错误。", "nothing was counted: mend the errors first.")
        return FAULTY
    return run(root, site, checked.as_of, options, lang)


def run(root: Path, site: Site, as_of: date, options: argparse.Namespace, lang: str) -> int:
    """Print or write the figures; they are of the internal edition."""
    period = parse(options.period) if options.period else month_of(as_of)
    if period is None:
        return _fail(
            lang,
            f"没有叫“{options.period}”的周期：写 2026-03（月）、2026q1（季）或 2026（年）。",
            f"`{options.period}` is no period: write 2026-03, 2026q1 or 2026.",
        )
    if options.format == "xlsx" and options.out is None and sys.stdout.isatty():
        return _fail(
            lang,
            "表格文件不能显示在终端上，请用 --out 文件名.xlsx。",
            "a workbook can't be shown on a terminal: use --out NAME.xlsx.",
        )
    if period.first > as_of:
        return _fail(
            lang,
            f"{period.name} 还没有开始（算到 {as_of}）：换一个周期，或用 --as-of 写明算到哪天。",
            f"{period.name} has not begun by {as_of}: name another period, or use --as-of.",
        )
    shown = editions.only(site, Edition.INTERNAL, as_of)
    words, _ = layout_files.words(layout_files.read(root), site.settings.locale)
    ledger = Ledger(shown)
    data = made(ledger, notice(ledger, period), words, options.format, options.table)
    if options.out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return CLEAN
    try:
        options.out.write_bytes(data)
    except OSError as error:
        return _fail(
            lang,
            f"写不进 {options.out}：看看文件夹在不在、能不能写，文件是不是正开着。",
            f"can't write {options.out}: {error.strerror}.",
        )
    return CLEAN


def made(ledger: Ledger, found: Notice, words: Words, form: str, table: str) -> bytes:
    """The figures in a format; `table` names the table of those that can hold only one."""
    tables = {sheet.key: sheet for sheet in sheets(ledger, found)}
    if form == "xlsx":
        from builder import spreadsheet

        rows = [(s.heading, [[c.heading for c in s.columns], *s.rows]) for s in tables.values()]
        return spreadsheet.workbook(rows)
    if form == "json":
        return _json(ledger, found, words, tables)
    if form == "csv":
        return csv_of(tables[table])
    return _text(words, ledger, found, tables[table]).encode()


def csv_of(sheet: Sheet) -> bytes:
    """A table for spreadsheet programs: with BOM, formulas defused, CRLF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.heading for column in sheet.columns])
    for row in sheet.rows:
        # Numbers stay numbers, also below zero: only what people wrote can pose as a formula.
        writer.writerow([defused(c) if isinstance(c, str) else _plain(c) for c in row])
    return (BOM + out.getvalue()).encode()


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)


def _json(ledger: Ledger, found: Notice, words: Words, tables: Mapping[str, Sheet]) -> bytes:
    period = found.whole.period
    value = {
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "as_of": ledger.as_of.isoformat(),
        "closed": found.closed,
        "sent": dict(found.whole.sent),
        "adopted": len(found.whole.adopted),
        "adoptions": dict(found.whole.levels),
        "summary": list(paragraphs(words, ledger, found)),
        **{key: sheet.records() for key, sheet in tables.items()},
    }
    return (json.dumps(value, ensure_ascii=False, indent=1, default=_json_value) + "\n").encode()


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def _text(words: Words, ledger: Ledger, found: Notice, sheet: Sheet) -> str:
    """The sentences and a table, for a terminal."""
    heading = words("notice.title", period=period_name(words, found.whole.period))
    parts = [heading, "", *paragraphs(words, ledger, found), "", _aligned(sheet)]
    return "\n".join(parts)


def _aligned(sheet: Sheet) -> str:
    """A table in columns; numbers at the right."""
    kept = [n for n, column in enumerate(sheet.columns) if column.key not in HIDDEN]
    if sheet.key == "units" and not any(row[_at(sheet, "sent_issues")] for row in sheet.rows):
        kept.remove(_at(sheet, "sent_issues"))
    head = [sheet.columns[n].heading for n in kept]
    rows = [[_plain(row[n]) for n in kept] for row in sheet.rows]
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    right = [sheet.columns[n].type in ("integer", "number") for n in kept]
    lines = [_line(row, widths, right) for row in (head, *rows)]
    return "\n".join(lines) + "\n"


def _at(sheet: Sheet, key: str) -> int:
    return [column.key for column in sheet.columns].index(key)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = []
    for text, width, end in zip(row, widths, right, strict=True):
        space = " " * (width - _width(text))
        cells.append(space + text if end else text + space)
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: a wide character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def schema() -> dict[str, object]:
    """JSON Schema of `build stats --format json`."""
    from builder.model.site import Settings
    from builder.model.vocabulary import Vocabularies

    empty = Ledger(Site(Settings("", ""), Vocabularies(), as_of=date(2000, 1, 1)))
    found = notice(empty, Period(2000))
    text: dict[str, object] = {"type": "string"}
    counts: dict[str, object] = {"type": "object", "additionalProperties": {"type": "integer"}}
    day = {"type": "string", "format": "date"}
    properties: dict[str, object] = {
        "period": {"type": "string", "pattern": r"^\d{4}(q[1-4]|-\d{2})?$"},
        "first": day,
        "last": day,
        "as_of": day,
        "closed": {"type": "boolean"},
        "sent": counts,
        "adopted": {"type": "integer"},
        "adoptions": counts,
        "summary": {"type": "array", "items": text},
        **{sheet.key: _rows(sheet) for sheet in sheets(empty, found)},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _rows(sheet: Sheet) -> dict[str, object]:
    """The schema of a table; the units have a column for each level of the site."""
    types = {"date": {"type": ["string", "null"], "format": "date"}}
    properties: dict[str, object] = {
        c.key: types.get(c.type, {"type": c.type if c.type == "string" else [c.type, "null"]})
        for c in sheet.columns
    }
    row: dict[str, object] = {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
    if sheet.key == "units":
        row["patternProperties"] = {"^level_": {"type": "integer"}}
    return {"type": "array", "items": row}


def _fail(lang: str, zh: str, en: str) -> int:
    _say(lang, zh, en)
    return FAILED


def _say(lang: str, zh: str, en: str) -> None:
    sys.stderr.write((zh if lang != "en" else en) + "\n")
