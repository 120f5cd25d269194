"""Open data of seals: the public chain of every series, and what each link stands for.

Whoever keeps the digest of a link can tell for ever whether what came before it was changed.
`docs/reference/seals.md` says how every digest here is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.model.seal import ShownLink
from builder.page import Made
from builder.plan import urls
from builder.plan.atlas import Atlas
from builder.plan.written import json_bytes
from builder.seals.chain import FORMAT
from builder.seals.records import public_digests, public_record

CHAINS = f"{urls.API}seals.json"

_TEXT: dict[str, object] = {"type": "string"}
_DIGEST: dict[str, object] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_BEFORE: dict[str, object] = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}


def of_year(series: str, year: int) -> str:
    """What the links of a year's issues stand for."""
    return f"{urls.API}seals/{series}/{year:04}.json"


def files(atlas: Atlas) -> Iterator[Made]:
    """The chains, and one file for each series and year; nothing where nothing is sealed."""
    chains = atlas.site.chains
    if not chains:
        return
    yield Made(
        CHAINS[1:], atlas.print_of("chains", dict(chains)), lambda: json_bytes(_chains(atlas))
    )
    for name, schema in schemas().items():
        yield Made(_schema(name)[1:], atlas.print_of("schema", name), _schema_of(schema))
    for (series, year), links in years(atlas).items():
        issues = [atlas.site.issues[link.issue] for link in links]
        items = [atlas.items_of(issue) for issue in issues]
        print_ = atlas.print_of("sealed", links, issues, items)
        yield Made(of_year(series, year)[1:], print_, _later(_year, atlas, links))


def years(atlas: Atlas) -> dict[tuple[str, int], tuple[ShownLink, ...]]:
    """The links that stand for issues shown, by series and year of numbering."""
    found: dict[tuple[str, int], list[ShownLink]] = {}
    for code, links in atlas.site.chains.items():
        for link in links:
            if link.issue:
                year = atlas.site.issues[link.issue].year
                found.setdefault((code, year), []).append(link)
    return {key: tuple(links) for key, links in sorted(found.items())}


def listing(atlas: Atlas) -> list[dict[str, object]]:
    """What there is to fetch, as the index of all data lists it."""
    if not atlas.site.chains:
        return []
    found: list[tuple[str, str]] = [("seals", CHAINS)]
    found += [("sealed", of_year(*key)) for key in years(atlas)]
    return [
        {
            "dataset": name,
            "format": "json",
            "url": atlas.urls.whole(address),
            "schema": atlas.urls.whole(_schema(name)),
        }
        for name, address in found
    ]


def _schema(name: str) -> str:
    return f"{urls.API}schema/{name}.json"


def digest_of(atlas: Atlas, issue_id: str) -> str:
    """The digest of the link that stands for an issue; empty if it has none."""
    links = atlas.site.chains.get(issue_id.partition("/")[0], ())
    return next((link.digest for link in links if link.issue == issue_id), "")


def schemas() -> dict[str, dict[str, object]]:
    """JSON Schema of both exports, by name."""
    link = _object(
        {"digest": _DIGEST, "previous": _BEFORE, "commitment": _DIGEST, "issue": _TEXT},
        ("digest", "previous", "commitment"),
    )
    part = _object(
        {
            "salt": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "digest": _DIGEST,
            "record": {"type": "object"},
            "files": {"type": "object", "additionalProperties": _DIGEST},
        },
        ("salt", "digest", "record", "files"),
    )
    parts = {"type": "object", "additionalProperties": part}
    chain = {"code": _TEXT, "format": _TEXT, "links": {"type": "array", "items": link}}
    sealed = {"issue": _TEXT, "link": _DIGEST, "parts": parts}
    return {
        "seals": _array(_object(chain, tuple(chain))),
        "sealed": _array(_object(sealed, tuple(sealed))),
    }


def _chains(atlas: Atlas) -> list[dict[str, object]]:
    return [
        {"code": code, "format": FORMAT, "links": [_link(link) for link in links]}
        for code, links in atlas.site.chains.items()
    ]


def _link(link: ShownLink) -> dict[str, str]:
    shown = {"digest": link.digest, "previous": link.previous, "commitment": link.commitment}
    return {**shown, "issue": link.issue} if link.issue else shown


def _year(atlas: Atlas, links: tuple[ShownLink, ...]) -> bytes:
    return json_bytes([_sealed(atlas, link) for link in links])


def _sealed(atlas: Atlas, link: ShownLink) -> dict[str, object]:
    issue = atlas.site.issues[link.issue]
    shown = public_digests(atlas.site, issue)
    parts = {
        name: {
            "salt": leaf.salt,
            "digest": leaf.digest,
            "record": public_record(atlas.site, issue, name),
            "files": shown[name][1],
        }
        for name, leaf in link.leaves.items()
    }
    return {"issue": link.issue, "link": link.digest, "parts": parts}


def _schema_of(schema: dict[str, object]) -> Callable[[], bytes]:
    return lambda: json_bytes(schema)


def _later(
    make: Callable[[Atlas, tuple[ShownLink, ...]], bytes],
    atlas: Atlas,
    links: tuple[ShownLink, ...],
) -> Callable[[], bytes]:
    return lambda: make(atlas, links)


def _object(properties: dict[str, object], required: tuple[str, ...]) -> dict[str, object]:
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def _array(items: dict[str, object]) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "array",
        "items": items,
    }
