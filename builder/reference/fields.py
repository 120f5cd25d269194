"""The tables of keys as documents: for editors in Chinese, for programmers in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder import meanings as content
from builder import schema
from builder.load import issues, items, scoring, settings, submissions, texts, vocabularies
from builder.load.redactions import KEYS as REDACTION_KEYS
from builder.load.signing import HIGHER_KEYS
from builder.load.signing import KEYS as SIGNING_KEYS
from builder.meanings import NEVER_SHOWN, SHOWN_BY, Meanings
from builder.reference import registers


@dataclass(frozen=True, slots=True)
class Keys:
    """One table of keys: its headings, its names, what they mean, and its schema if it has one."""

    zh: str
    en: str
    keys: Mapping[str, str]
    meanings: Meanings
    shape: Mapping[str, object] | None = None
    choices: Mapping[str, Mapping[str, object]] | None = None
    projected: bool = False


def _inner(outer: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The schema of a table, or of each table of a list, below a key."""
    found = _properties(outer)[key]
    rows = found.get("anyOf")
    if isinstance(rows, list):
        return next(row for row in rows if "properties" in row)
    return found


def _properties(of: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    found = of["properties"]
    assert isinstance(found, dict)
    return found


ITEM, ISSUE, CALL = schema.item(), schema.issue(), schema.call()

ITEM_TABLES = (
    Keys(
        "信息",
        "Item",
        items.KEYS,
        content.ITEM,
        ITEM,
        {"openness": items.OPENNESS, "scope": items.SCOPES, "urgency": items.URGENCIES},
        projected=True,
    ),
    Keys(
        "办理过程 `steps` 的每一步",
        "Each of `steps`",
        items.STEP_KEYS,
        content.STEP,
        _inner(ITEM, "steps"),
        {"step": items.STEPS},
    ),
    Keys(
        "采用 `adoptions` 的每一条",
        "Each of `adoptions`",
        items.ADOPTION_KEYS,
        content.ADOPTION,
        _inner(ITEM, "adoptions"),
        {"form": items.FORMS},
    ),
    Keys(
        "批示 `annotations` 的每一条",
        "Each of `annotations`",
        items.ANNOTATION_KEYS,
        content.ANNOTATION,
        _inner(ITEM, "annotations"),
        {"openness": items.OPENNESS},
    ),
    Keys(
        "后续办理 `followups` 的每一条",
        "Each of `followups`",
        items.FOLLOWUP_KEYS,
        content.FOLLOWUP,
        _inner(ITEM, "followups"),
    ),
    Keys(
        "相关法规 `laws` 的每一条",
        "Each of `laws`",
        items.LAW_KEYS,
        content.LAW,
        _inner(ITEM, "laws"),
    ),
    Keys(
        "图片 `photos` 的每一张",
        "Each of `photos`",
        items.PHOTO_KEYS,
        content.PHOTO,
        _inner(ITEM, "photos"),
    ),
    Keys(
        "更正 `corrections` 的每一条（信息和期相同）",
        "Each of `corrections`, of items and issues",
        items.CORRECTION_KEYS,
        content.CORRECTION,
        _inner(ITEM, "corrections"),
    ),
    Keys(
        "遮蔽 `redactions` 的每一条",
        "Each of `redactions`",
        REDACTION_KEYS,
        content.REDACTION,
        _inner(ITEM, "redactions"),
    ),
    Keys(
        "撤回 `withdrawn`",
        "`withdrawn`",
        items.WITHDRAWN_KEYS,
        content.WITHDRAWN,
        _inner(ITEM, "withdrawn"),
        {"outcome": items.OUTCOMES},
    ),
)
ISSUE_TABLES = (
    Keys(
        "期（`issue.md`）",
        "Issue (`issue.md`)",
        issues.KEYS,
        content.ISSUE,
        ISSUE,
        {"form": issues.FORMS, "status": issues.STATUSES, "secrecy": issues.SECRECY},
        projected=True,
    ),
    Keys(
        "分发 `distribution`",
        "`distribution`",
        issues.DISTRIBUTION_KEYS,
        content.DISTRIBUTION,
        _inner(ISSUE, "distribution"),
    ),
)
OTHER_TABLES = (
    Keys(
        "固定页面（`site_src/pages/代码.md`）",
        "Standing text (`site_src/pages/<code>.md`)",
        texts.PAGE_KEYS,
        content.PAGE,
        schema.page(),
        {"openness": items.OPENNESS},
    ),
    Keys(
        "报送要点（`site_src/calls/2026q1.md`）",
        "Call (`site_src/calls/2026q1.md`)",
        texts.CALL_KEYS,
        content.CALL,
        CALL,
    ),
    Keys(
        "要点 `points` 的每一条",
        "Each of `points`",
        texts.POINT_KEYS,
        content.POINT,
        _inner(CALL, "points"),
    ),
    Keys(
        "约稿 `commissions` 的每一篇",
        "Each of `commissions`",
        texts.COMMISSION_KEYS,
        content.COMMISSION,
        _inner(CALL, "commissions"),
    ),
    Keys(
        "约稿答复 `replies` 的每一项",
        "Each of `replies`",
        texts.REPLY_KEYS,
        content.REPLY,
        _inner(_inner(CALL, "commissions"), "replies"),
    ),
    Keys(
        "报送数（`site_src/submissions/2026-03.csv`）的各列",
        "Columns of `site_src/submissions/2026-03.csv`",
        submissions.COLUMNS,
        content.SUBMISSIONS,
    ),
    Keys(
        "加扣分（`site_src/submissions/adjustments.csv`）的各列",
        "Columns of `site_src/submissions/adjustments.csv`",
        submissions.ADJUSTMENT_COLUMNS,
        content.ADJUSTMENTS,
    ),
)
SITE_TABLES = (
    Keys("网站设置（`site.yml`）", "`site.yml`", settings.KEYS, registers.SITE, schema.site()),
    Keys("联系方式 `contact`", "`contact`", settings.CONTACT_KEYS, registers.CONTACT),
    Keys("标识 `identifiers`", "`identifiers`", settings.IDENTIFIER_KEYS, registers.IDENTIFIERS),
    Keys("签发规则 `signing`", "`signing`", SIGNING_KEYS, registers.SIGNING),
    Keys("上级签发 `higher` 的每一条", "Each of `higher`", HIGHER_KEYS, registers.HIGHER),
    Keys("版本 `editions`", "`editions`", settings.EDITIONS_KEYS, registers.EDITIONS),
    Keys(
        "版本 `editions` 里的 `public`", "`editions.public`", settings.PUBLIC_KEYS, registers.PUBLIC
    ),
    Keys("检索 `search`", "`search`", settings.SEARCH_KEYS, registers.SEARCH),
)
REGISTER_TABLES = (
    Keys(
        "刊物（`series.yml`）",
        "`series.yml`, each series",
        vocabularies.SERIES_KEYS,
        registers.SERIES,
        None,
        {"frequency": vocabularies.FREQUENCIES},
    ),
    Keys(
        "曾用名 `former` 的每一个",
        "Each of `former`, of series and units",
        vocabularies.FORMER_KEYS,
        registers.FORMER,
    ),
    Keys("单位（`units.yml`）", "`units.yml`", vocabularies.UNITS_KEYS, registers.UNITS),
    Keys("每个单位", "Each unit", vocabularies.UNIT_KEYS, registers.UNIT),
    Keys(
        "主题（`topics.yml`）", "`topics.yml`, each topic", vocabularies.TOPIC_KEYS, registers.TOPIC
    ),
    Keys(
        "类别（`kinds.yml`）",
        "`kinds.yml`, each kind",
        vocabularies.KIND_KEYS,
        registers.KIND,
        None,
        {"tone": vocabularies.TONES},
    ),
    Keys(
        "级别、采用刊物、计分（`levels.yml`）",
        "`levels.yml`",
        vocabularies.LEVELS_KEYS,
        registers.LEVELS,
    ),
    Keys(
        "每种采用刊物",
        "Each of `publications`",
        vocabularies.PUBLICATION_KEYS,
        registers.PUBLICATION,
    ),
    Keys("每份计分办法 `rules`", "Each of `rules`", scoring.RULE_KEYS, registers.RULE),
    Keys("采用分 `points` 的每一行", "Each of its `points`", scoring.POINTS_KEYS, registers.POINTS),
    Keys(
        "批示分 `annotations`",
        "Its `annotations`",
        scoring.ANNOTATIONS_KEYS,
        registers.RULE_ANNOTATIONS,
    ),
    Keys(
        "约稿 `commission`", "Its `commission`", scoring.COMMISSION_KEYS, registers.RULE_COMMISSION
    ),
    Keys("批示反馈 `followup`", "Its `followup`", scoring.FOLLOWUP_KEYS, registers.RULE_FOLLOWUP),
    Keys("基础分 `base`", "Its `base`", scoring.BASE_KEYS, registers.BASE),
    Keys(
        "加扣分事由 `adjustments` 的每一种",
        "Each of `adjustments`",
        scoring.REASON_KEYS,
        registers.REASON,
    ),
    Keys("任务（`targets.yml`）", "`targets.yml`", scoring.TARGETS_KEYS, registers.TARGETS),
    Keys("每条任务", "Each of `targets`", scoring.TARGET_KEYS, registers.TARGET),
    Keys("日历 `calendar`", "`calendar`", scoring.CALENDAR_KEYS, registers.CALENDAR),
)
TABLES = (*ITEM_TABLES, *ISSUE_TABLES, *OTHER_TABLES, *SITE_TABLES, *REGISTER_TABLES)


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first row is its head."""
    head, *body = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def tables(of: Sequence[Keys], lang: str, level: int = 3) -> str:
    """Tables of keys below headings; the first of them stands one level higher."""
    parts = []
    for index, keys in enumerate(of):
        marks = "#" * (level if index else level - 1)
        parts.append(f"{marks} {keys.zh if lang == 'zh' else keys.en}\n\n{_keys(keys, lang)}")
    return "\n".join(parts)


def names(chinese: Mapping[str, object]) -> dict[str, list[str]]:
    """The values one may write: the codes, each with its Chinese names."""
    found: dict[str, list[str]] = {}
    for name, member in chinese.items():
        code = str(getattr(member, "value", member))
        if not code:  # what stands for nothing is called by its own first name
            code = next(k for k, v in chinese.items() if v == member)
        listed = found.setdefault(code, [])
        if name != code:
            listed.append(name)
    return found


def _keys(keys: Keys, lang: str) -> str:
    required = _required(keys)
    rows = [_head(keys, lang)]
    for key, name in keys.keys.items():
        meaning = keys.meanings[key][0 if lang == "zh" else 1]
        must = ("必填" if lang == "zh" else "yes") if key in required else ""
        row = [f"`{key}`", name, must] if keys.shape else [f"`{key}`", name]
        if keys.projected:
            row.append(_shown(key, lang))
        if keys.shape or keys.choices:
            row.append(_shape(keys, key, lang))
        rows.append([*row, meaning])
    return table(rows)


def _head(keys: Keys, lang: str) -> list[str]:
    zh = lang == "zh"
    head = ["键", "中文名"] if zh else ["key", "Chinese"]
    if keys.shape:
        head.append("必填" if zh else "required")
    if keys.projected:
        head.append("公开版" if zh else "public edition")
    if keys.shape or keys.choices:
        head.append("写法" if zh else "value")
    return [*head, "意思" if zh else "meaning"]


def _required(keys: Keys) -> set[str]:
    """The required keys by the schema, which asks for the key or its Chinese name."""
    asked = (keys.shape or {}).get("allOf", [])
    assert isinstance(asked, list)
    return {either["anyOf"][0]["required"][0] for either in asked}


def _shown(key: str, lang: str) -> str:
    """Whether the public edition shows it."""
    if key in NEVER_SHOWN:
        return "不显示" if lang == "zh" else "never"
    if key in SHOWN_BY:
        opened = "、".join(f"`{name}`" for name in SHOWN_BY[key])
        return f"开放{opened}才显示" if lang == "zh" else f"if `open` names {opened}"
    if key in ("openness", "status", "withdrawn"):
        return "决定是否发布" if lang == "zh" else "decides"
    return "显示" if lang == "zh" else "always"


def _shape(keys: Keys, key: str, lang: str) -> str:
    """How a value is written: one of some words, a date, a list, a text."""
    zh = lang == "zh"
    chosen = (keys.choices or {}).get(key)
    if chosen is not None:
        return "<br>".join(_choice(code, also, zh) for code, also in names(chosen).items())
    of = _properties(keys.shape).get(key, {}) if keys.shape else {}
    return _SHAPES[_named(of, key)][0 if zh else 1]


def _choice(code: str, also: Sequence[str], zh: bool) -> str:
    if not also:
        return f"`{code}`"
    return f"`{code}`（{'、'.join(also)}）" if zh else f"`{code}` ({', '.join(also)})"


_SHAPES = {
    "date": ("日期 `2026-03-05`", "date"),
    "moment": ("时间 `2026-03-05T17:30`，或只写日期", "time or date"),
    "number": ("整数", "number"),
    "truth": ("true（是）、false（否）", "true or false"),
    "list": ("列表 `[甲, 乙]`", "list"),
    "tables": ("列表，每项见下", "list of tables, see below"),
    "table": ("表", "table"),
    "text": ("文字", "text"),
    "": ("", ""),
}


def _named(of: Mapping[str, object], key: str) -> str:
    """Which of the shapes a schema is; empty where there is no schema."""
    if not of:
        return ""
    if of.get("pattern") == schema.DATE["pattern"]:
        return "date"
    if of.get("pattern") == schema.MOMENT["pattern"]:
        return "moment"
    if of.get("pattern") == schema.NUMBER["pattern"]:
        return "number"
    if of.get("enum") == schema.TRUTH["enum"]:
        return "truth"
    if "anyOf" in of:
        return "date" if key == "require_seal" else "tables"
    return {"array": "list", "object": "table"}.get(str(of.get("type")), "text")


def fixed() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The fixed vocabularies: what they are for, and their codes with Chinese names."""
    for keys in TABLES:
        for key, chosen in (keys.choices or {}).items():
            yield f"{keys.en}: `{key}`", names(chosen)
