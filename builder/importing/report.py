"""Tells what an import did: counts, what had no place and why, what was dropped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from builder.importing import taking
from builder.importing.drafts import Reason

_SHOWN = 20
"""Lines of a list in the text for people; the JSON form has them all."""
_VOCABULARIES = {
    "series": ("刊物", "series"),
    "groups": ("分组", "groups"),
    "units": ("单位", "units"),
    "topics": ("主题", "topics"),
    "kinds": ("类别", "kinds"),
}
_WHY = {
    taking.NO_MATCH: ("不合 extract 的式子", "does not match `extract`"),
    taking.NOT_A_DATE: ("不是日期", "not a date"),
    taking.TABLED_AWAY: ("对照表里写作空", "mapped to nothing"),
    taking.TOO_MANY: ("只能有一个值，其余丢弃", "only one value has a place"),
    taking.TOO_LONG: ("太长，已截断", "too long, cut"),
}
_MENDED = {
    "unseen": ("去掉看不见的字符", "invisible characters removed"),
    "html": ("网页标记改成Markdown", "HTML turned into Markdown"),
    "head": ("去掉 start_after 以前的部分", "what stands before `start_after` removed"),
    "lines": ("按 drop 删去的行", "lines dropped as `drop` says"),
    "blanks": ("去掉行末空白", "blanks at line ends removed"),
    "indents": ("段首全角空格", "full-width blanks in front of paragraphs"),
    "title": ("去掉与标题重复的首行", "a first line that repeats the title removed"),
    "headings": ("标题级别移动", "headings moved"),
}


@dataclass(frozen=True, slots=True, order=True)
class Unplaced:
    """A record without a place, and why."""

    path: str
    reason: Reason = field(compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """Counts and lists; what is empty is not told."""

    read: int = 0
    placed: int = 0
    issues: int = 0
    same: int = 0
    other: tuple[str, ...] = ()
    site: bool = False
    created: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    repaired: tuple[str, ...] = ()
    encodings: Mapping[str, int] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    mended: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    unused: Mapping[str, int] = field(default_factory=dict)
    ignored: Mapping[str, int] = field(default_factory=dict)
    dry: bool = False


def text(report: Report, lang: str) -> str:
    """The report for people."""
    zh = lang == "zh"
    return "\n".join(_chinese(report) if zh else _english(report)) + "\n"


def as_json(report: Report, lang: str) -> str:
    """The report for programs: one object on one line."""
    told = {
        "read": report.read,
        "placed": report.placed,
        "issues": report.issues,
        "unchanged": report.same,
        "different": list(report.other),
        "site": report.site,
        "created": {k: [list(e) for e in v] for k, v in report.created.items() if v},
        "unplaced": [
            {
                "path": one.path,
                "code": one.reason.code,
                "message": one.reason.zh if lang == "zh" else one.reason.en,
            }
            for one in report.unplaced
        ],
        "repaired": list(report.repaired),
        "encodings": dict(report.encodings),
        "metadata_without_text": list(report.unmatched),
        "text_without_metadata": list(report.bare),
        "missing_files": [list(pair) for pair in report.missing],
        "mended": dict(report.mended),
        "lost": [
            {"key": key, "why": why, "count": count, "example": example}
            for (key, why), (count, example) in report.lost.items()
        ],
        "unused": dict(report.unused),
        "ignored": dict(report.ignored),
        "dry_run": report.dry,
    }
    return json.dumps({"report": told}, ensure_ascii=False) + "\n"


def _chinese(report: Report) -> list[str]:
    would = "（试运行，什么也没写）" if report.dry else ""
    lines = [f"读了{report.read}篇，导入{report.placed}篇，新建{report.issues}期{would}"]
    if report.site:
        lines.append("新建 site_src/site.yml")
    lines += [
        f"新增{_VOCABULARIES[stem][0]}{len(found)}个：{_some(_pair(*e) for e in found)}"
        for stem, found in report.created.items()
        if found
    ]
    if report.same:
        lines.append(f"已经导入过、没有变化：{report.same}篇")
    lines += _listed(f"已有同名的信息而内容不同，没有动：{len(report.other)}篇", report.other)
    lines += _listed(
        f"没有导入：{len(report.unplaced)}篇",
        (f"{one.path}：{one.reason.zh}（{one.reason.code}）" for one in report.unplaced),
    )
    lines += _listed(f"设置区不合YAML、放宽读通：{len(report.repaired)}篇", report.repaired)
    others = {k: n for k, n in report.encodings.items() if k != "utf-8"}
    lines += [f"按{name}读的：{count}篇" for name, count in others.items()]
    lines += _listed(f"元数据里有、文件没有：{len(report.unmatched)}条", report.unmatched)
    lines += _listed(f"文件有、元数据里没有：{len(report.bare)}篇", report.bare)
    lines += _listed(
        f"正文引用的文件不存在：{len(report.missing)}处",
        (f"{path} → {target}" for path, target in report.missing),
    )
    lines += [f"{_MENDED[key][0]}：{count}篇" for key, count in report.mended.items()]
    lines += _listed(
        "丢弃的值：",
        (
            f"{key}：{count}个{_WHY[why][0]}，如“{_short(example)}”"
            for (key, why), (count, example) in report.lost.items()
        ),
    )
    lines += _counted("对照表没有用到、已丢弃的来源字段", report.unused)
    lines += _counted("按 ignore 丢弃的来源字段", report.ignored)
    return lines


def _english(report: Report) -> list[str]:
    would = " (dry run, nothing written)" if report.dry else ""
    read, placed, issues = report.read, report.placed, report.issues
    lines = [f"{read} read, {placed} imported into {issues} new issues{would}"]
    if report.site:
        lines.append("site_src/site.yml created")
    lines += [
        f"{len(found)} {_VOCABULARIES[stem][1]} added: {_some(_pair(*e) for e in found)}"
        for stem, found in report.created.items()
        if found
    ]
    if report.same:
        lines.append(f"{report.same} already imported and unchanged")
    lines += _listed(f"{len(report.other)} already there with other content, left", report.other)
    lines += _listed(
        f"{len(report.unplaced)} not imported:",
        (f"{one.path}: {one.reason.en} ({one.reason.code})" for one in report.unplaced),
    )
    lines += _listed(f"{len(report.repaired)} with loose YAML, read leniently:", report.repaired)
    others = {k: n for k, n in report.encodings.items() if k != "utf-8"}
    lines += [f"{count} read as {name}" for name, count in others.items()]
    lines += _listed(f"{len(report.unmatched)} rows of metadata without a text:", report.unmatched)
    lines += _listed(f"{len(report.bare)} texts without metadata:", report.bare)
    lines += _listed(
        f"{len(report.missing)} links to files that are not there:",
        (f"{path} -> {target}" for path, target in report.missing),
    )
    lines += [f"{_MENDED[key][1]}: {count} items" for key, count in report.mended.items()]
    lines += _listed(
        "values dropped:",
        (
            f"{key}: {count}, {_WHY[why][1]}, e.g. `{_short(example)}`"
            for (key, why), (count, example) in report.lost.items()
        ),
    )
    lines += _counted("source keys that the map does not use, dropped", report.unused)
    lines += _counted("source keys dropped as `ignore` says", report.ignored)
    return lines


def _listed(head: str, lines: Iterable[str]) -> list[str]:
    """A heading with indented lines below it; nothing if there are none."""
    found = [f"  {line}" for line in lines]
    if not found:
        return []
    more = [f"  … +{len(found) - _SHOWN}"] if len(found) > _SHOWN else []
    return [head, *found[:_SHOWN], *more]


def _counted(head: str, keys: Mapping[str, int]) -> list[str]:
    if not keys:
        return []
    return [f"{head}: " + ", ".join(f"{key} ({count})" for key, count in keys.items())]


def _pair(code: str, name: str) -> str:
    return f"{code} {name}"


def _some(texts: Iterable[str], most: int = 6) -> str:
    found = list(texts)
    return ", ".join(found[:most]) + (" …" if len(found) > most else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
