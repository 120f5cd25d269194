"""Decodes site.yml."""

from __future__ import annotations

import re
from datetime import UTC, date, tzinfo
from string import Formatter
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from builder.diagnostic import Diagnostic
from builder.fields import Table, Text
from builder.load import signing
from builder.load.decode import Reader, nearest
from builder.model.site import OPENABLE, Identifiers, Repository, Settings
from builder.rules import fields as rules

PATH = "site_src/site.yml"
KEYS = {
    "name": "名称",
    "base_url": "网址",
    "locale": "语言",
    "time_zone": "时区",
    "owner": "主办单位",
    "contact": "联系方式",
    "identifiers": "标识",
    "index_no": "索引号",
    "require_seal": "须封存",
    "signing": "签发规则",
    "editions": "版本",
    "repository": "仓库",
    "search": "检索",
    "theme": "外观",
}
CONTACT_KEYS = {"phone": "电话", "address": "地址"}
IDENTIFIER_KEYS = {
    "site_id_code": "网站标识码",
    "icp": "ICP备案号",
    "police": "公安备案号",
    "organisation": "机构代码",
}
EDITIONS_KEYS = {"public": "公开版"}
PUBLIC_KEYS = {"open": "公开项"}
SEARCH_KEYS = {"fold_traditional": "繁简互通"}
REPOSITORY = {"公开": Repository.PUBLIC, "不公开": Repository.PRIVATE}
LOCALES = ("zh-CN", "zh-TW", "zh-HK", "en")
TEMPLATE_FIELDS = ("organisation", "year", "serial", "month", "series", "site_id_code")


def decode(table: Table) -> tuple[Settings | None, tzinfo, tuple[Diagnostic, ...]]:
    """The settings and the site's time zone; no settings if name or base_url is missing."""
    zone, zone_fault = _zone(table)
    reader = Reader(table, KEYS, zone)
    complete = reader.require("name", "base_url")
    contact = reader.inner("contact", CONTACT_KEYS)
    identifiers = reader.inner("identifiers", IDENTIFIER_KEYS)
    search = reader.inner("search", SEARCH_KEYS)
    editions = reader.inner("editions", EDITIONS_KEYS)
    public = editions.inner("public", PUBLIC_KEYS) if editions else None
    names = Identifiers(*(identifiers.text(key) for key in IDENTIFIER_KEYS) if identifiers else ())
    settings = Settings(
        name=reader.words("name"),
        base_url=_base_url(reader),
        locale=_locale(reader),
        time_zone=str(zone),
        owner=reader.words("owner") or reader.words("name"),
        phone=contact.text("phone") if contact else "",
        postal=contact.text("address") if contact else "",
        identifiers=names,
        index_no=_template(reader),
        require_seal=_require_seal(reader),
        signing=signing.read(reader),
        open=_open(public) if public else (),
        repository=reader.choice("repository", REPOSITORY) or Repository.PRIVATE,
        fold_traditional=search.truth("fold_traditional")
        if search and search.has("fold_traditional")
        else True,
        theme=_theme(reader),
        at=reader.at,
    )
    if editions and public:
        editions.take(public)
    for inner in (contact, identifiers, search, editions):
        if inner:
            reader.take(inner)
    faults = (*zone_fault, *reader.faults)
    return (settings if complete and settings.base_url else None), zone, faults


def _require_seal(reader: Reader) -> date | None:
    raw = reader.text("require_seal")
    if raw in ("false", "否"):
        return None
    if raw in ("true", "是"):
        place, allowed = reader.place("require_seal"), "false、2026-01-01"
        fault = rules.unknown_value(place, reader.said("require_seal"), raw, "", allowed, None)
        reader.faults.append(fault)
        return date.min  # closed rather than open
    return reader.date("require_seal")


def _zone(table: Table) -> tuple[tzinfo, tuple[Diagnostic, ...]]:
    for key, value in table:
        if key.value in ("time_zone", KEYS["time_zone"]) and isinstance(value, Text):
            try:
                return ZoneInfo(value.value), ()
            except (ValueError, OSError, KeyError):
                return UTC, (rules.unknown_time_zone(value.at, value.value),)
    return ZoneInfo("Asia/Shanghai"), ()


def _base_url(reader: Reader) -> str:
    raw = reader.text("base_url")
    if not raw:
        return ""
    address = normal_base_url(raw)
    if not address:
        reader.faults.append(
            rules.bad_address(reader.place("base_url"), reader.said("base_url"), raw)
        )
    return address


def normal_base_url(raw: str) -> str:
    """The address with one slash at its end; empty if it is not http(s) with a host."""
    try:
        parts = urlsplit(raw)
        bad = parts.scheme not in ("http", "https") or not parts.hostname
        parts.port  # noqa: B018 - raises ValueError for a port that is none
    except ValueError:
        return ""
    if bad or parts.query or parts.fragment or re.search(r"[\s\\\"'<>]", raw):
        return ""
    return raw.rstrip("/") + "/"


def _locale(reader: Reader) -> str:
    raw = reader.text("locale") or "zh-CN"
    if raw not in LOCALES:
        place = reader.place("locale")
        allowed = "、".join(LOCALES)
        reader.faults.append(
            rules.unknown_value(place, reader.said("locale"), raw, "", allowed, None)
        )
        return "zh-CN"
    return raw


def _template(reader: Reader) -> str:
    raw = reader.text("index_no")
    if not _is_template(raw):
        place = reader.place("index_no")
        allowed = "、".join(f"{{{name}}}" for name in TEMPLATE_FIELDS)
        reader.faults.append(
            rules.unknown_value(place, reader.said("index_no"), raw, "", allowed, None)
        )
        return ""
    return raw


def _is_template(raw: str) -> bool:
    """Whether only known fields stand in braces, with no more than a width."""
    try:
        parts = list(Formatter().parse(raw))
    except ValueError:
        return False
    return all(
        name is None
        or (name in TEMPLATE_FIELDS and not conversion and re.fullmatch("(0?[1-9]d?)?", spec or ""))
        for _, name, spec, conversion in parts
    )


COLOURS = ("paper", "tint", "ink", "soft", "hairline", "control", "red", "mark")
"""The colours a theme may change; each with `_dark` for the dark theme."""
THEME_KEYS = ("emblem", *(f"{name}{end}" for name in COLOURS for end in ("", "_dark")))


def _theme(reader: Reader) -> dict[str, str]:
    """Colours and emblem; what is wrong is reported and left out."""
    found: dict[str, str] = {}
    for key, value in reader.rows("theme"):
        if key.value not in THEME_KEYS:
            near, some = nearest(key.value, THEME_KEYS), "、".join(("emblem", *COLOURS))
            reader.faults.append(rules.unknown_key(key.at, key.value, near, some))
        elif not isinstance(value, Text):
            reader.faults.append(rules.wrong_type(value.at, key.value, "text"))
        elif key.value == "emblem" or _COLOUR.fullmatch(value.value.strip()):
            found[key.value] = value.value.strip()
        else:
            fault = rules.bad_colour(value.at, key.value, value.value.strip())
            reader.faults.append(fault)
    # `red: #8a0f14` without quotes is a comment, so that nothing is left.
    table = reader.values.get("theme")
    for key in table.empty if isinstance(table, Table) else ():
        if key.value in THEME_KEYS and key.value != "emblem":
            reader.faults.append(rules.bad_colour(key.at, key.value, ""))
    return found


_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


def _open(reader: Reader) -> tuple[str, ...]:
    names = []
    for name, place in reader.entries("open"):
        if name in OPENABLE:
            names.append(name)
        else:
            near, allowed = nearest(name, OPENABLE), "、".join(OPENABLE)
            reader.faults.append(
                rules.unknown_value(place, reader.said("open"), name, near, allowed, None)
            )
    return tuple(names)
