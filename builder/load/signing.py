"""Decodes `signing` of site.yml: who may sign what."""

from __future__ import annotations

from builder.load.decode import Reader
from builder.load.items import SCOPES, URGENCIES
from builder.model.site import Higher, Signing
from builder.rules import fields as rules

KEYS = {"same_person": "同一人", "higher": "上级签发"}
HIGHER_KEYS = {"role": "职务", "scope": "范围", "urgency": "缓急", "kind": "类别"}
SAME_PERSON = {"警告": "warning", "错误": "error", "允许": "allowed"}


def read(reader: Reader) -> Signing:
    """The rules of signing; what can't be read is reported, and forbids rather than allows."""
    inner = reader.inner("signing", KEYS)
    if inner is None:
        return Signing()
    same_person = inner.text("same_person") or "warning"
    known = {**{code: code for code in SAME_PERSON.values()}, **SAME_PERSON}
    if same_person not in known:
        allowed = "、".join(f"{code}（{zh}）" for zh, code in SAME_PERSON.items())
        inner.refuse("same_person", same_person, known, allowed)
    found = []
    for row in inner.inners("higher", HIGHER_KEYS):
        row.require("role")
        roles = row.texts("role")
        conditions = (_code(row, "scope", SCOPES), _code(row, "urgency", URGENCIES))
        kind = row.text("kind")
        if not (kind or any(conditions)):
            row.faults.append(rules.missing_field(row.table.at, "scope", HIGHER_KEYS["scope"]))
        elif roles:
            found.append(Higher(roles, *conditions, kind))
        inner.take(row)
    reader.take(inner)
    return Signing(known.get(same_person, "error"), tuple(found))


def _code(row: Reader, key: str, words: dict[str, str]) -> str:
    raw = row.text(key)
    if raw and raw not in words:
        row.refuse(key, raw, words, "、".join(words))
    return words.get(raw, "")
