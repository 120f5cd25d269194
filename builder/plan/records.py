"""The records of the open data: what an item, an issue, an adoption or a unit is in JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.model.issue import Issue
from builder.model.item import Adoption, Item
from builder.model.vocabulary import Unit
from builder.plan import urls
from builder.plan.atlas import Atlas

Record = dict[str, object]


def item(atlas: Atlas, of: Item, without: tuple[str, ...] = ()) -> Record:
    """An item; what is empty is left out, and so is what is named in `without`."""
    record: Record = {
        "id": of.id,
        "url": atlas.urls.whole(urls.item(of.id)),
        "title": of.title,
        "subtitle": of.subtitle,
        "kind": {"code": of.kind, "name": atlas.site.vocabularies.kinds[of.kind].name},
        "units": units(atlas, of.units),
        "topics": [{"code": c, "name": atlas.site.vocabularies.topics[c].name} for c in of.topics],
        "keywords": list(of.keywords),
        "summary": atlas.summary(of),
        "index_no": of.index_no,
        "doc_no": of.doc_no,
        "event_date": of.event_date.isoformat() if of.event_date else "",
        "issue": of.issue,
        "date": atlas.issue_of(of).date.isoformat(),
        "openness": of.openness.value,
        "authors": list(of.authors),
        "call": of.call,
        "continues": of.continues,
        "laws": [{"title": w.title, **({"url": w.url} if w.url else {})} for w in of.laws],
        "corrections": [{"date": c.date.isoformat(), "note": c.note} for c in of.corrections],
        "text": "" if "text" in without else of.prose.text,
    }
    return _filled(record)


def item_cells(atlas: Atlas, of: Item) -> Mapping[str, str]:
    """An item in a table."""
    issue = atlas.issue_of(of)
    vocabularies = atlas.site.vocabularies
    return {
        "index_no": of.index_no,
        "title": of.title,
        "summary": atlas.summary(of),
        "date": issue.date.isoformat(),
        "units": atlas.unit_names(of),
        "doc_no": of.doc_no,
        "kind": vocabularies.kinds[of.kind].name,
        "topics": atlas.words.listed(tuple(vocabularies.topics[c].name for c in of.topics)),
        "series": atlas.series_name(issue),
        "issue": atlas.words("date.year", year=issue.year) + atlas.number(issue),
        "url": atlas.urls.whole(urls.item(of.id)),
    }


def issue(atlas: Atlas, of: Issue) -> Record:
    """An issue with the ids of its items."""
    series = atlas.site.vocabularies.series[of.series]
    record: Record = {
        "id": of.id,
        "url": atlas.urls.whole(urls.issue(of.id)),
        "series": {"code": of.series, "name": series.name},
        "year": of.year,
        "number": of.number,
        "total": of.total,
        "form": of.form.value,
        "date": of.date.isoformat(),
        "title": of.title,
        "compiler": of.compiler,
        "items": list(of.items),
    }
    return {key: value for key, value in record.items() if value not in ("", None)}


def issue_cells(atlas: Atlas, of: Issue) -> Mapping[str, str]:
    """An issue in a table."""
    return {
        **cells(atlas, issue(atlas, of)),
        "form": atlas.words(f"issue_form.{of.form.value}"),
        "items": str(len(of.items)),
    }


def adoption(atlas: Atlas, pair: tuple[Item, Adoption]) -> Record:
    """One adoption of an item by a publication; those by its own series need no record."""
    of, taken = pair
    vocabularies = atlas.site.vocabularies
    known = vocabularies.publications.get(taken.publication)
    series = vocabularies.series.get(taken.publication)
    name = known.name if known else series.name if series else taken.publication
    return _filled(
        {
            "item": of.id,
            "url": atlas.urls.whole(urls.item(of.id)),
            "title": of.title,
            "units": units(atlas, of.units),
            "level": {"code": taken.level, "name": vocabularies.levels[taken.level].name},
            "publication": {"code": taken.publication, "name": name},
            "number": taken.number,
            "date": taken.date.isoformat(),
            "form": taken.form.value,
        }
    )


def adoption_cells(atlas: Atlas, pair: tuple[Item, Adoption]) -> Mapping[str, str]:
    """An adoption in a table."""
    form = atlas.words(f"form.{pair[1].form.value}")
    return {**cells(atlas, adoption(atlas, pair)), "form": form}


def entry(atlas: Atlas, code: str, name: str, parent: str, address: str, count: int) -> Record:
    """A topic, series or kind with the number of its items."""
    named = {"code": code, "name": name, "parent": parent, "url": atlas.urls.whole(address)}
    return {**_filled(dict(named)), "items": count}


def unit(atlas: Atlas, of: Unit) -> Record:
    """A unit with its history of names and the number of its items."""
    group = atlas.site.vocabularies.groups.get(of.group, "")
    former = [
        _filled(
            {
                "name": name.name,
                "from": name.since.isoformat() if name.since else "",
                "to": name.until.isoformat() if name.until else "",
            }
        )
        for name in of.former
    ]
    return {
        **_filled(
            {
                "code": of.code,
                "name": of.name,
                "short": of.short,
                "group": {"code": of.group, "name": group} if group else "",
                "parent": of.parent,
                "successor": of.successor,
                "former": former,
                "url": atlas.urls.whole(urls.unit(of.code)),
            }
        ),
        "items": len(atlas.by_unit.get(of.code, ())),
    }


def units(atlas: Atlas, codes: Iterable[str]) -> list[dict[str, str]]:
    """Units by code and name."""
    known = atlas.site.vocabularies.units
    return [{"code": code, "name": known[code].name} for code in codes]


def cells(atlas: Atlas, record: Record) -> dict[str, str]:
    """A record in a table: names for what has code and name, lists in one cell."""
    return {key: _cell(atlas, value) for key, value in record.items()}


def _cell(atlas: Atlas, value: object) -> str:
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, list):
        return atlas.words.listed(tuple(_cell(atlas, inner) for inner in value))
    return str(value)


def _filled(record: Record) -> Record:
    return {key: value for key, value in record.items() if value not in ("", [])}
