"""Writes the vocabularies with only those entries that something public refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.exporting.front import Front, lines
from builder.importing.quoting import quote, table
from builder.model.item import Item, Openness
from builder.model.vocabulary import FormerName, Unit, Vocabularies

FOLDER = "site_src/vocabularies"
_NOTHING = {"x": "{name: x}"}
"""Stands in a vocabulary that would be empty: only what was withdrawn refers to it."""


def written(
    all_: Vocabularies,
    items: Iterable[Item],
    series: Iterable[str],
    unnamed: Iterable[str],
    opened: frozenset[str],
) -> dict[str, bytes]:
    """The files by path; `unnamed` are series of which only withdrawn items are left."""
    items = tuple(items)
    shown = set(series)
    levels, publications, ranks = _handled(all_, items, shown, opened)
    topics = {topic for item in items for topic in item.topics}
    topics |= {all_.topics[topic].parent for topic in topics} - {""}
    kinds = {item.kind for item in items}
    files: dict[str, Mapping[str, str] | str] = {
        "series": {
            **{c: _series(all_, c, levels) for c in all_.series if c in shown},
            **{c: table([("name", quote(c, flow=True))]) for c in sorted(set(unnamed) - shown)},
        },
        "units": _units(all_, {unit for item in items for unit in item.units}),
        "topics": _topics(all_, topics),
        "kinds": {
            code: _table(name=kind.name, tone=kind.tone.value)
            for code, kind in all_.kinds.items()
            if code in kinds
        },
    }
    if levels or publications or ranks:
        files["levels"] = {
            "levels": table(
                (c, _table(name=v.name)) for c, v in all_.levels.items() if c in levels
            ),
            "publications": table(
                (c, _table(name=n, level=v)) for c, (n, v) in publications.items()
            ),
            "ranks": table((c, _table(name=v)) for c, v in all_.ranks.items() if c in ranks),
        }
    return {
        f"{FOLDER}/{name}.yml": (
            rows if isinstance(rows, str) else lines(dict(rows) or dict(_NOTHING))
        ).encode()
        for name, rows in files.items()
    }


def _handled(
    all_: Vocabularies, items: tuple[Item, ...], series: set[str], opened: frozenset[str]
) -> tuple[set[str], dict[str, tuple[str, str]], set[str]]:
    """Levels, publications and ranks that are named where handling is open to the public."""
    handled = items if "adoptions" in opened else ()
    adoptions = [adoption for item in handled for adoption in item.adoptions]
    named = {adoption.publication for adoption in adoptions} - series
    publications = {c: (v.name, v.level) for c, v in all_.publications.items() if c in named}
    publications |= {c: (v.name, v.level) for c, v in all_.series.items() if c in named}
    levels = {adoption.level for adoption in adoptions} | {v for _, v in publications.values()}
    ranks = {
        annotation.rank
        for item in (items if "annotations" in opened else ())
        for annotation in item.annotations
        if annotation.openness is Openness.PUBLIC
    }
    return levels - {""}, publications, ranks - {""}


def _series(all_: Vocabularies, code: str, levels: set[str]) -> str:
    one = all_.series[code]
    return _table(
        name=one.name,
        frequency=one.frequency.value,
        level=one.level if one.level in levels else "",
        digits=str(one.digits),
        total_from=str(one.total_from or ""),
        ended=one.ended.isoformat() if one.ended else "",
        **_former(one.former),
    )


def _units(all_: Vocabularies, shown: set[str]) -> Front:
    units = {code: unit for code, unit in all_.units.items() if code in shown}
    if not units:
        return {"units": table(_NOTHING.items())}
    used = {unit.group for unit in units.values()}
    groups = [(c, quote(name, flow=True)) for c, name in all_.groups.items() if c in used]
    front = {"groups": table(groups)} if groups else {}
    return front | {"units": table((code, _unit(unit, shown)) for code, unit in units.items())}


def _unit(unit: Unit, shown: set[str]) -> str:
    return _table(
        name=unit.name,
        short=unit.short,
        group=unit.group,
        parent=unit.parent if unit.parent in shown else "",
        successor=unit.successor if unit.successor in shown else "",
        phone=unit.phone,
        **_former(unit.former),
    )


def _topics(all_: Vocabularies, shown: set[str]) -> Front:
    found: Front = {}
    for code, topic in all_.topics.items():
        if code in shown and not topic.parent:
            below = [
                (c, _table(name=v.name))
                for c, v in all_.topics.items()
                if v.parent == code and c in shown
            ]
            row = [("name", quote(topic.name, flow=True))]
            found[code] = table(row + ([("topics", table(below))] if below else []))
    return found


def _former(names: tuple[FormerName, ...]) -> dict[str, str]:
    rows = []
    for one in names:
        days = {"from": one.since, "to": one.until}
        row = [("name", quote(one.name, flow=True))]
        rows.append(table(row + [(k, day.isoformat()) for k, day in days.items() if day]))
    return {"former": f"[{', '.join(rows)}]"} if rows else {}


def _table(**cells: str) -> str:
    """A table on one line; `former` is written already, what is empty is left out."""
    rows = [(k, v if k == "former" else quote(v, flow=True)) for k, v in cells.items() if v]
    return table(rows)
