"""The command `build import`: reads the map and the source, plans, writes, tells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from builder import report as showing
from builder.diagnostic import Diagnostic, Place, in_order
from builder.fields import Table
from builder.importing import mapping, quoting, records, write
from builder.importing import report as telling
from builder.importing.drafts import Reason
from builder.importing.plan import Plan, Root, plan
from builder.importing.recipe import Map
from builder.importing.report import Report, Unplaced
from builder.importing.standing import known, standing
from builder.load import files, settings
from builder.rules import importing as rules
from builder.rules import reading as reading_rules

DONE, CONTENT, USAGE = 0, 1, 2
"""Exit codes: all placed; some records were not; nothing could be begun."""


def run(
    source: Path,
    map_path: Path,
    root: Path,
    lang: str,
    out: TextIO,
    *,
    form: str = "text",
    dry_run: bool = False,
) -> int:
    """Import a folder by a map into a root; nothing that is there is overwritten.

    `lang` is `zh` or `en`, `form` is `text`, `json` or `github`; everything is said on `out`.
    """
    how, faults = _map(map_path)
    if not faults and not source.is_dir():
        faults = (reading_rules.unreadable_file(Place(source.as_posix()), "not a folder"),)
    if faults:
        out.write(_shown(faults, lang, form, root))
        return USAGE
    here, zone, has_site, faults = known(root, how.site)
    if not has_site and how.site is None:
        faults = (*faults, rules.no_site_yet(Place(map_path.as_posix()), root.as_posix()))
    if faults:
        out.write(_shown(faults, lang, form, root))
        return USAGE
    found = records.collect(source, how.source, how.body.start_after, root)
    if not found.records and not found.unread:
        out.write(_shown(found.faults, lang, form, root))
        return USAGE
    begun = _begun(found, has_site, dry_run)
    there = Root(
        here,
        zone,
        standing(root),
        lambda path: write.text_at(root, path),
        lambda path: (source / path).is_file() and _within(source, path),
    )
    planned = plan(found.records, how, there, begun)
    if planned.faults:
        out.write(_shown((*found.faults, *planned.faults), lang, form, root))
        return USAGE
    faults = found.faults
    if planned.files and not dry_run:
        faults = (*faults, *_write(root, source, planned, None if has_site else how.site))
    done = planned.report
    if not planned.files:
        done = replace(done, site=False, created={})
    told = telling.as_json if form == "json" else telling.text
    out.write(_shown(faults, lang, form, root) + told(done, lang))
    return CONTENT if faults or done.unplaced else DONE


def _map(path: Path) -> tuple[Map, tuple[Diagnostic, ...]]:
    """The map, with diagnostics that name it as the user did."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return Map(), (reading_rules.unreadable_file(Place(path.as_posix()), reason),)
    text, faults = files.decoded(data, path.as_posix())
    if text is None or faults:
        return Map(), faults
    how, faults = mapping.read(text, path.as_posix())
    if how.site is not None:
        _, _, more = settings.decode(how.site)
        faults = (*faults, *more)
    return how, faults


def _begun(found: records.Collected, has_site: bool, dry_run: bool) -> Report:
    """The report as far as reading goes."""
    why = Reason("unread", "读不通，见上面的诊断", "can't be read, see above")
    return Report(
        read=len(found.records) + len(found.unread),
        site=not has_site,
        unplaced=tuple(Unplaced(path, why) for path in found.unread),
        repaired=tuple(record.path for record in found.records if record.repaired),
        encodings=dict(Counter(record.encoding for record in found.records)),
        unmatched=found.unmatched,
        bare=found.bare,
        dry=dry_run,
    )


def _write(root: Path, source: Path, planned: Plan, site: Table | None) -> tuple[Diagnostic, ...]:
    """Settings and vocabularies first, then each issue; the same run again goes on from there."""
    path = ""
    try:
        if site is not None:
            path = settings.PATH
            write.new_text(root, path, _settings(site))
        for path, text in planned.vocabularies.items():
            write.longer_text(root, path, text)
        for file in planned.files:
            path = file.path
            if file.copy_of:
                write.new_copy(root, path, source / file.copy_of)
            else:
                write.new_text(root, path, file.text)
    except OSError as error:
        return (rules.not_written(Place(path), error.strerror or str(error)),)
    return ()


def _settings(site: Table) -> str:
    return "".join(f"{key.value}: {quoting.flow(value)}\n" for key, value in site)


def _within(source: Path, path: str) -> bool:
    """Whether a path stays inside the source when links are followed."""
    return (source / path).resolve().is_relative_to(source.resolve())


def _shown(faults: tuple[Diagnostic, ...], lang: str, form: str, root: Path) -> str:
    ordered = in_order(faults)
    if form == "json":
        return showing.json_lines(ordered, lang)
    if form == "github":
        return showing.github(ordered, lang)

    def line(path: str, number: int) -> str:
        inside = re.match(r"(site_src|issues)/", path)
        return files.line_of(root if inside else Path(), path, number)

    return showing.text(ordered, line, lang)
