"""JSON Schema of the front matter, with both names of every key, and of the exports."""

from __future__ import annotations

import json
from collections.abc import Mapping

from builder import stats
from builder.load import issues, items, redactions, settings, signing, texts
from builder.plan import exports, seals

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
WORDS: Schema = {"type": "string", "minLength": 1}
TEXTS: Schema = {"type": "array", "items": TEXT}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MOMENT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$",
}
NUMBER: Schema = {"type": ["integer", "string"], "pattern": r"^s?\d+$"}
AMOUNT: Schema = {"type": ["number", "string"]}
TRUTH: Schema = {"enum": [True, False, "true", "false", "yes", "no", "是", "否"]}


def choice(chinese: Mapping[str, object]) -> Schema:
    """One of an enumeration, by code or Chinese name."""
    codes = [str(getattr(member, "value", member)) for member in chinese.values()]
    return {"enum": list(dict.fromkeys([*codes, *chinese]))}


def table(
    keys: Mapping[str, str], fields: Mapping[str, Schema], required: tuple[str, ...]
) -> Schema:
    """A table whose every key may be written in English or Chinese."""
    properties: dict[str, object] = {}
    for key, name in keys.items():
        properties[key] = {"title": name, **fields[key]}
        properties[name] = {"title": key, **fields[key]}
    return {
        "type": "object",
        "properties": properties,
        "allOf": [{"anyOf": [{"required": [k]}, {"required": [keys[k]]}]} for k in required],
        "additionalProperties": False,
    }


def rows(of: Schema) -> Schema:
    """A list of tables, or a single one."""
    return {"anyOf": [{"type": "array", "items": of}, of]}


def item() -> Schema:
    """The front matter of an item."""
    correction = _correction()
    redaction: dict[str, Schema] = {"date": DATE, "passage": TEXT, "instead": TEXT, "note": WORDS}
    openness = choice(items.OPENNESS)
    fields: dict[str, Schema] = {
        "title": WORDS,
        "subtitle": TEXT,
        "kind": WORDS,
        "units": TEXTS,
        "authors": TEXTS,
        "topics": TEXTS,
        "keywords": TEXTS,
        "summary": TEXT,
        "index_no": TEXT,
        "doc_no": TEXT,
        "openness": openness,
        "scope": {"enum": list(items.SCOPES)},
        "urgency": {"enum": list(items.URGENCIES)},
        "event_date": DATE,
        "steps": rows(
            table(
                items.STEP_KEYS,
                {
                    "step": choice(items.STEPS),
                    "at": MOMENT,
                    "by": TEXT,
                    "role": TEXT,
                    "acting": TRUTH,
                    "due": MOMENT,
                    "delay_reason": TEXT,
                },
                ("step", "at"),
            )
        ),
        "adoptions": rows(
            table(
                items.ADOPTION_KEYS,
                {
                    "level": WORDS,
                    "publication": WORDS,
                    "number": {"type": ["string", "integer"]},
                    "date": DATE,
                    "form": choice(items.FORMS),
                    "points": AMOUNT,
                },
                ("level", "publication", "date"),
            )
        ),
        "annotations": rows(
            table(
                items.ANNOTATION_KEYS,
                dict.fromkeys(items.ANNOTATION_KEYS, TEXT) | {"date": DATE, "openness": openness},
                ("date", "person", "unit", "target", "text"),
            )
        ),
        "followups": rows(
            table(
                items.FOLLOWUP_KEYS,
                dict.fromkeys(items.FOLLOWUP_KEYS, TEXT) | {"due": DATE, "done": DATE},
                ("step",),
            )
        ),
        "call": {"type": "string", "pattern": f"^{items.CALL.pattern}$"},
        "continues": {"type": "string", "pattern": f"^{items.ID.pattern}$"},
        "laws": rows(table(items.LAW_KEYS, {"title": WORDS, "url": TEXT}, ("title",))),
        "photos": rows(table(items.PHOTO_KEYS, dict.fromkeys(items.PHOTO_KEYS, TEXT), ("src",))),
        "aliases": TEXTS,
        "corrections": rows(correction),
        "withdrawn": table(
            items.WITHDRAWN_KEYS,
            {
                "date": DATE,
                "reason": WORDS,
                "outcome": choice(items.OUTCOMES),
                "merged_into": TEXT,
            },
            ("date", "reason", "outcome"),
        ),
        "redactions": rows(table(redactions.KEYS, redaction, ("date", "note"))),
        "review_on": DATE,
        "allow": {"type": "object", "additionalProperties": WORDS},
        "lang": TEXT,
    }
    return table(items.KEYS, fields, ("title", "kind", "units", "topics", "openness"))


def _correction() -> Schema:
    return table(items.CORRECTION_KEYS, {"date": DATE, "note": WORDS}, ("date", "note"))


def issue() -> Schema:
    """The front matter of an issue."""
    lists = table(issues.DISTRIBUTION_KEYS, dict.fromkeys(issues.DISTRIBUTION_KEYS, TEXTS), ())
    fields: dict[str, Schema] = dict.fromkeys(issues.KEYS, TEXT) | {
        "number": NUMBER,
        "total": NUMBER,
        "date": DATE,
        "form": choice(issues.FORMS),
        "distribution": lists,
        "copies": NUMBER,
        "secrecy": {"enum": list(issues.SECRECY)},
        "cutoff": MOMENT,
        "status": choice(issues.STATUSES),
        "corrections": rows(_correction()),
        "allow": {"type": "object", "additionalProperties": WORDS},
    }
    return table(issues.KEYS, fields, ("number", "date", "status"))


def page() -> Schema:
    """The front matter of a standing text."""
    fields: dict[str, Schema] = dict.fromkeys(texts.PAGE_KEYS, TEXT) | {
        "title": WORDS,
        "order": NUMBER,
        "openness": {"enum": ["public", "公开", "internal", "内部"]},
        "allow": {"type": "object", "additionalProperties": WORDS},
    }
    return table(texts.PAGE_KEYS, fields, ("title",))


def call() -> Schema:
    """The front matter of a call."""
    point = table(texts.POINT_KEYS, {"id": WORDS, "text": WORDS, "topics": TEXTS}, ("id", "text"))
    reply = table(texts.REPLY_KEYS, {"unit": WORDS, "at": MOMENT, "delay_reason": TEXT}, ("unit",))
    commission = table(
        texts.COMMISSION_KEYS,
        {"id": WORDS, "title": WORDS, "to": TEXTS, "due": MOMENT, "replies": rows(reply)},
        ("id", "title", "to", "due"),
    )
    fields: dict[str, Schema] = {
        "title": WORDS,
        "to": TEXTS,
        "due": DATE,
        "points": rows(point),
        "commissions": rows(commission),
    }
    return table(texts.CALL_KEYS, fields, ("title", "to", "due"))


def _signing() -> Schema:
    higher: dict[str, Schema] = {
        "role": TEXTS,
        "scope": {"enum": list(items.SCOPES)},
        "urgency": {"enum": list(items.URGENCIES)},
        "kind": TEXT,
    }
    return table(
        signing.KEYS,
        {
            "same_person": choice(signing.SAME_PERSON),
            "higher": rows(table(signing.HIGHER_KEYS, higher, ("role",))),
        },
        (),
    )


def site() -> Schema:
    """site.yml."""

    def texts_of(keys: Mapping[str, str]) -> Schema:
        return table(keys, dict.fromkeys(keys, TEXT), ())

    public = table(settings.PUBLIC_KEYS, {"open": {"type": "array", "items": TEXT}}, ())
    fields: dict[str, Schema] = {
        "name": WORDS,
        "base_url": {"type": "string", "pattern": "^https?://"},
        "locale": {"enum": list(settings.LOCALES)},
        "time_zone": TEXT,
        "owner": TEXT,
        "contact": texts_of(settings.CONTACT_KEYS),
        "identifiers": texts_of(settings.IDENTIFIER_KEYS),
        "index_no": TEXT,
        "signing": _signing(),
        "require_seal": {"anyOf": [DATE, {"enum": [False, "false"]}]},
        "editions": table(settings.EDITIONS_KEYS, {"public": public}, ()),
        "repository": choice(settings.REPOSITORY),
        "search": table(settings.SEARCH_KEYS, {"fold_traditional": TRUTH}, ()),
        "theme": {"type": "object", "additionalProperties": TEXT},
    }
    return table(settings.KEYS, fields, ("name", "base_url"))


def front_matter() -> Schema:
    """All schemas in one document: `#/$defs/item` and so on."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {
            "item": item(),
            "issue": issue(),
            "page": page(),
            "call": call(),
            "site": site(),
            "stats": stats.schema(),
            **{f"export-{name}": schema for name, schema in exports.schemas().items()},
            **{f"export-{name}": schema for name, schema in seals.schemas().items()},
        },
    }


def text() -> str:
    """The document that `build schema` prints."""
    return json.dumps(front_matter(), ensure_ascii=False, indent=2) + "\n"
