"""`build check --fix`: applies the edits that diagnostics carry."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from builder.diagnostic import Diagnostic, Edit


def apply(root: Path, faults: Iterable[Diagnostic]) -> int:
    """Apply every edit to its file; how many were applied. Files of sealed issues stay."""
    by_path: dict[str, set[Edit]] = defaultdict(set)
    for fault in faults:
        if fault.said.edit:
            by_path[fault.said.edit.place.path].add(fault.said.edit)
    count = 0
    for path, edits in by_path.items():
        file = root / path
        if (file.parent / "seal.yml").exists():
            continue
        try:
            source = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:  # a table in GBK: what to do with it is told
            continue
        text, done = edited(source, edits)
        draft = file.with_name(f".{file.name}.part")
        draft.write_bytes(text.encode("utf-8"))
        shutil.copymode(file, draft)
        draft.replace(file)
        count += done
    return count


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """The text with the edits applied, from the end; edits that overlap another are left out."""
    starts = [0]
    bom = int(text.startswith("\ufeff"))
    starts += [match.end() for match in re.finditer("\r\n|\r|\n", text)]
    last = len(text) + 1
    done = 0
    for edit in sorted(edits, key=lambda e: e.place, reverse=True):
        place = edit.place
        first = starts[place.line - 1] + place.column - 1 + (bom if place.line == 1 else 0)
        if first + place.length > last:
            continue
        text = text[:first] + edit.text + text[first + place.length :]
        last = first
        done += 1
    return text, done
