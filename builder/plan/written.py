"""How exports are written: CSV for spreadsheets, JSON, and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence

BOM = "\ufeff"


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheet programs: with BOM, formulas defused, CRLF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[defused(cell) for cell in row] for row in rows])
    return (BOM + out.getvalue()).encode()


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    first = unicodedata.normalize("NFKC", cell.lstrip(" \u3000")[:1])
    risky = first in ("=", "+", "-", "@", "\t", "\r") or cell[:1] in ("\t", "\r")
    return "'" + cell if first and risky else cell


def json_bytes(value: object) -> bytes:
    """A document for people and programs, indented."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def line(record: object) -> str:
    """A record in one line."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def lines_bytes(lines: Iterable[str]) -> bytes:
    """JSON Lines: a record a line."""
    return "".join(f"{line}\n" for line in lines).encode()


def array_bytes(lines: Iterable[str]) -> bytes:
    """The same records as one JSON array, still a record a line."""
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()
