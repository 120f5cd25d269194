"""The reference documents, made from the code, so that they can't differ from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import builder.rules.all as every_rule
from builder.check.all import UNWAIVABLE
from builder.diagnostic import RULES, Rule, Severity
from builder.load import settings, vocabularies
from builder.model.prose import joins
from builder.model.site import OPENABLE
from builder.plan import datasets, exports, urls
from builder.reference import registers
from builder.reference.commands import commands
from builder.reference.fields import (
    ISSUE_TABLES,
    ITEM_TABLES,
    OTHER_TABLES,
    REGISTER_TABLES,
    SITE_TABLES,
    fixed,
    table,
    tables,
)
from builder.reference.hosting import hosts
from builder.reference.layouts import views_and_theme
from builder.scoring.periods import Period

MADE = "<!-- Made from the code by `python -m builder.reference`; change the code, not this file. -->\n\n"
TITLES = {
    "syntax": ("设置区的写法", "How fields are written"),
    "reading": ("文件", "Files"),
    "fields": ("字段的值", "Values of fields"),
    "names": ("名录", "Vocabularies"),
    "links": ("链接、图片和附件", "Links, images, attachments"),
    "content": ("一篇信息", "Items"),
    "records": ("约稿、办理和督办", "Commissions, handling, follow-ups"),
    "figures": ("数字与计分", "Figures and points"),
    "numbering": ("一期", "Issues"),
    "importing": ("导入", "Imports"),
}
"""Headings of the rules, by the module they stand in, in the order editors meet them."""


def documents() -> dict[str, str]:
    """Every document by its path from the root of the repository."""
    made = {
        "docs/editors/fields.md": fields(),
        "docs/editors/diagnostics.md": diagnostics("zh"),
        "docs/designers/views.md": views_and_theme(),
        "docs/reference/commands.md": commands(),
        "docs/reference/front-matter.md": front_matter(),
        "docs/reference/vocabularies.md": controlled_values(),
        "docs/reference/addresses.md": addresses(),
        "docs/reference/diagnostics.md": diagnostics("en"),
        "docs/reference/exports.md": open_data(),
        "docs/reference/hosting.md": hosts(),
    }
    return {path: MADE + text for path, text in made.items()}


def fields() -> str:
    """Every field, for editors."""
    parts = [
        "# 每个字段\n",
        "键可以写英文，也可以写中文名：`title: 三季度工业` 与 `标题: 三季度工业` 相同。"
        "冒号用半角，后面空一格。值照写的原样读：`0012` 不会变成 12，`17:30` 不会变成别的。"
        "值里有“: ”“ #”，或以 `[`、`{`、`*`、`&`、`!` 开头的，要加半角引号。"
        "没有的内容整行不写，不要写“无”。\n",
        "“公开版”一栏说公开的信息在公开版里显示不显示这一项；内部版全都显示。"
        "“开放……才显示”指 `site.yml` 的 `editions.public.open`，见[公开与内部](openness.md)。\n",
        tables(ITEM_TABLES, "zh"),
        tables(ISSUE_TABLES, "zh"),
        "## 固定页面、报送要点、报送数\n",
        "\n".join(tables((each,), "zh", 4) for each in OTHER_TABLES),
        tables(SITE_TABLES, "zh"),
        _theme_note(),
        _open("zh"),
        "## 名录（`site_src/vocabularies/`）\n",
        "代码是网址的一段，只用小写字母、数字和连字符；定了就不要改。"
        "填写信息时，代码和名称都可以用。\n",
        "\n".join(tables((each,), "zh", 4) for each in REGISTER_TABLES),
    ]
    return "\n".join(parts)


def _theme_note() -> str:
    return (
        "外观 `theme` 可以写颜色和徽标，见[版式](../designers/layouts.md)。"
        "`index_no` 的花括号里可用 "
        + "、".join(f"`{name}`" for name in settings.TEMPLATE_FIELDS)
        + "。\n"
    )


def _open(lang: str) -> str:
    """What `editions.public.open` may name."""
    zh = lang == "zh"
    rows = [["写法", "开放什么"] if zh else ["value", "opens"]]
    rows += [[f"`{name}`", registers.OPEN[name][0 if zh else 1]] for name in OPENABLE]
    head = "### `open` 可以写的" if zh else "### What `open` may name"
    return f"{head}\n\n{table(rows)}"


def front_matter() -> str:
    """The front matter, for programmers."""
    return "\n".join(
        (
            "# Front matter\n",
            "Every key has one Chinese name that is accepted in its place. Scalars are read as "
            "written; null means absent; unknown keys are errors. `build schema` prints the same "
            "as JSON Schema. An item also needs a `signed` step to be published.\n",
            tables(ITEM_TABLES, "en"),
            tables(ISSUE_TABLES, "en"),
            "## Standing texts, calls, submissions\n",
            "\n".join(tables((each,), "en", 4) for each in OTHER_TABLES),
            tables(SITE_TABLES, "en"),
            f"`locale` is one of {_codes(settings.LOCALES)}; `index_no` may use "
            f"{_codes('{' + name + '}' for name in settings.TEMPLATE_FIELDS)}.\n",
            _open("en"),
        )
    )


def controlled_values() -> str:
    """The vocabularies and the fixed values."""
    fixed_rows = [["of", "code", "Chinese"]]
    fixed_rows += [
        [where, f"`{code}`", "、".join(also)]
        for where, chosen in fixed()
        for code, also in chosen.items()
    ]
    return "\n".join(
        (
            "# Vocabularies\n",
            f"Files of `{vocabularies.FOLDER}/`: {_codes(f'{f}.yml' for f in vocabularies.FILES)}. "
            "The first four are required. Codes match "
            "`[a-z0-9][a-z0-9-]*`; those of series and standing texts begin with a letter and "
            f"are none of {_codes(sorted(vocabularies.RESERVED))}. In front matter, a code, a "
            "name, a unit's short name and its former names are equal.\n",
            "\n".join(tables((each,), "en") for each in REGISTER_TABLES),
            "## Fixed values\n",
            table(fixed_rows),
        )
    )


def addresses() -> str:
    """Every address, as the plan makes them."""
    issue, item = "zwxx/2026/0012", "zwxx/2026/0012/gongan-1"
    rows = [
        ["address", "what stands there"],
        [urls.HOME, "the newest issue, recent items"],
        [urls.series("zwxx"), "a series"],
        [urls.series_year("zwxx", 2026), "its issues of a numbering year"],
        [urls.issue(issue), "an issue, whole"],
        [urls.item(item), "an item, or the tombstone of a withdrawn one"],
        [urls.UNITS, "the index of units"],
        [urls.unit("gongan"), "a unit's items, the newest 20 to 39"],
        [urls.list_page(urls.unit("gongan"), 1), "older items, 20 a page, counted from the oldest"],
        [urls.TOPICS, "the index of topics"],
        [urls.topic("gongye"), "a topic's items, in pages like a unit's"],
        [urls.KINDS, "the index of kinds"],
        [urls.kind("problem"), "a kind's items, in pages like a unit's"],
        [urls.ARCHIVE, "years and months"],
        [urls.year(2026), "a year of the archive"],
        [urls.month(3, 2026), "a month of the archive"],
        [urls.CATALOGUE, "公开目录, by year"],
        [urls.catalogue(2026), "a year of the catalogue"],
        [urls.CALLS, "calls and commissions, where the edition shows them"],
        [urls.call("2026q1"), "a call with its commissions and what came of them"],
        [urls.OVERDUE, "what is overdue, still to come, or was late (internal edition)"],
        [urls.NOTICES, "notices of adoptions; in the public edition if they are opened"],
        [urls.notice(Period(2026)), "the notice of a year"],
        [urls.notice(Period(2026, 1)), "of a quarter"],
        [urls.notice(Period(2026, 0, 3)), "of a month"],
        [urls.SEARCH, "search; the address holds its whole state"],
        [urls.CHANGES, "corrections and withdrawals"],
        [urls.text("about"), "a standing text"],
        [urls.NOT_FOUND, "the page for addresses that do not exist"],
        [f"/{urls.FEED}", "Atom; also below series, units and topics"],
        [f"/{urls.JSON_FEED}", "JSON Feed; likewise"],
        [urls.SITEMAP, "the sitemap, an index from 50,000 pages on (public edition)"],
        [urls.ROBOTS, "for crawlers; the internal edition forbids them"],
        [urls.OPENSEARCH, "search in a browser's bar"],
        [urls.API, "open data: a page, and files below it; see [exports](exports.md)"],
        ["/manifest.json", "the SHA-256 of every other file"],
        ["/_headers", "headers for hosts that read it"],
        ["/_redirects", "old addresses, for hosts that read it"],
    ]
    for row in rows[1:]:
        row[0] = f"`{row[0]}`"
    search = [
        ["parameter", "meaning"],
        ["`q`", "words; a space means AND, quotes keep together, `-` excludes"],
        ["`series` `year` `unit` `topic` `kind`", "facets, by code; several are OR"],
        ["`from` `to`", "days"],
        ["`sort`", "`relevance` (default) or `date`"],
    ]
    return "\n".join(
        (
            "# Addresses\n",
            "Everything works below a sub-path too. Titles never become addresses. An item's "
            "**id** is its path without `issues/`, `.md` and the digits and hyphen before its "
            f"slug: `{item}`; the order in an issue can change without it.\n",
            table(rows),
            "Photos and attachments stand beside the issue: "
            f"`{urls.file(f'issues/{issue}/map.png')}`. Files of `site_src/static/` stand at the "
            "top.\n",
            "## Search\n",
            table(search),
        )
    )


def diagnostics(lang: str) -> str:
    """Every rule: for editors in Chinese, for programmers in English."""
    zh = lang == "zh"
    parts = [
        "# 每条诊断的意思\n" if zh else "# Diagnostics\n",
        "检查时方括号里的字是规则的代码，如 `error[unknown-unit]`。`build explain 代码` 说的与这里相同。"
        "“错误”不改不能发布；“警告”可以发布，加 `--strict` 时也不能。"
        "确实不必改的，可以写明理由豁免，见[写正文](markdown.md#豁免)；标了“不能豁免”的除外。\n"
        if zh
        else "The code of a diagnostic is permanent. `build explain CODE` says the same. Errors "
        "block publishing, warnings do so with `--strict`. A waiver needs a reason; rules marked "
        "so can't be waived.\n",
    ]
    for module, rules in _by_module():
        name = module.__name__.rpartition(".")[2]
        titles = TITLES.get(name, (name, name))
        parts.append(f"## {titles[0] if zh else titles[1]}\n")
        parts += [_rule(rule, lang) for rule in rules]
    return "\n".join(parts)


def _by_module() -> Iterator[tuple[ModuleType, list[Rule]]]:
    """The rules in the order they stand in the code, by module, each once."""
    seen: set[str] = set()
    for name in sorted(every_rule.__all__, key=lambda n: [*TITLES, n].index(n)):
        module: ModuleType = getattr(every_rule, name)
        codes = [n.replace("_", "-") for n in vars(module)]
        found = [RULES[code] for code in codes if code in RULES and code not in seen]
        seen |= {rule.code for rule in found}
        yield module, found


def _rule(rule: Rule, lang: str) -> str:
    words = {"zh": ("错误", "警告", "不能豁免"), "en": ("error", "warning", "can't be waived")}[
        lang
    ]
    notes = [words[rule.severity is Severity.WARNING]]
    notes += [words[2]] if rule.code in UNWAIVABLE else []
    first, _, rest = (rule.zh if lang == "zh" else rule.en).partition("\n")
    if lang == "zh":
        head, text = f"`{rule.code}` {first.rstrip('。')}", _explained(rest)
    else:
        head, text = f"`{rule.code}`", _explained(rule.en)
    marks = ("，" if lang == "zh" else ", ").join(notes)
    return f"### {head}\n\n*{marks}*\n" + (f"\n{text}\n" if text else "")


_EXAMPLE = re.compile(r"(错|对|wrong|right): ?")


def _explained(text: str) -> str:
    """An explanation in Markdown: examples of wrong and right go into a block of code."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if _EXAMPLE.match(line)), len(lines))
    words = ""
    for line in lines[:at]:
        if words and line and not words.endswith("\n"):
            words += line if joins(words[-1], line[0]) else " " + line
        else:
            words += line if line else "\n\n"
    example = "\n".join(lines[at:])
    escaped = re.sub(r"(?<!`)([*_<])", r"\\\1", words.strip())
    block = f"```text\n{example}\n```" if example else ""
    return "\n\n".join(part for part in (escaped, block) if part)


def open_data() -> str:
    """The exports and what they hold."""
    files = [["dataset", "whole", "by year", "schema"]]
    for dataset in datasets.EVERY:
        whole = " ".join(f"`{dataset.address(form)}`" for form in datasets.FORMATS)
        year = " ".join(f"`{dataset.address(form, 2026)}`" for form in datasets.FORMATS)
        schema = f"`{dataset.schema_address}`"
        files.append([f"`{dataset.name}`", whole, year if dataset.by_year else "", schema])
    return "\n".join(
        (
            "# Exports\n",
            f"`{urls.API}` is a page that leads to every file of the edition; "
            f"`{exports.INDEX}` lists them for programs, with the schema of each.\n",
            "CSV has a BOM, commas and CRLF (RFC 4180), and Chinese headings; a cell that a "
            "spreadsheet would take for a formula is preceded by `'`. JSON is UTF-8, an array with "
            "a record a line; JSON Lines are the same records without the array, and a line's "
            "schema is `#/items` of the dataset's. What is empty is left out. All hold what the "
            "edition holds and nothing else: a dataset without records has no files, `overdue` is "
            "of the internal edition alone.\n",
            "Years are those of the issue's date, for `adoptions` of the adoption. A change of an "
            "item touches the files of its year; the whole files change with what they show: "
            + "; ".join(
                f"`{d.name}.json` and `.jsonl` are without {_codes(d.yearly)}"
                for d in datasets.EVERY
                if d.yearly
            )
            + ". `build package` packs a period for an archive.\n",
            table(files),
            *(
                f"## `{dataset.name}`\n\nFields: {_codes(_keys_of(dataset.schema))}\n\n"
                + "Columns: "
                + ", ".join(f"`{key}` {heading}" for key, heading in dataset.columns)
                + "\n"
                for dataset in datasets.EVERY
            ),
        )
    )


def _keys_of(schema: dict[str, object]) -> list[str]:
    rows = schema["items"]
    assert isinstance(rows, dict)
    return list(rows["properties"])


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


def main(root: Path) -> int:
    """Write the documents that differ; how many did."""
    changed = 0
    for path, text in documents().items():
        file = root / path
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
            changed += 1
    return changed
