"""A small site written into a folder: as many issues and items as a test needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from builder import build
from builder.build import Checked
from builder.model.site import Site

AS_OF = date(2026, 12, 31)
FILES = {
    "site_src/site.yml": (
        "name: 甲县政务信息\nbase_url: https://example.gov.cn/\nowner: 甲县政府办公室\n"
    ),
    "site_src/vocabularies/series.yml": "zwxx: {name: 政务信息, frequency: weekly, digits: 4}\n",
    "site_src/vocabularies/units.yml": (
        "groups: {bm: 县直部门}\n"
        "units:\n"
        "  gongan: {name: 甲县公安局, short: 县公安局, group: bm}\n"
        "  nongye: {name: 甲县农业农村局, short: 县农业农村局, group: bm}\n"
        "  mimi: {name: 甲县只报内部局, short: 内部局, group: bm}\n"
    ),
    "site_src/vocabularies/topics.yml": "jingji: {name: 经济, topics: {gongye: {name: 工业}}}\n",
    "site_src/vocabularies/kinds.yml": "update: {name: 动态}\nproblem: {name: 问题建议}\n",
}


def item(
    title: str,
    *,
    unit: str = "gongan",
    openness: str = "public",
    signed: str = "2026-01-05",
    more: str = "",
    body: str = "全县情况平稳。\n",
) -> str:
    """The text of an item."""
    return (
        f"---\ntitle: {title}\nkind: update\nunits: [{unit}]\ntopics: [gongye]\n"
        f"openness: {openness}\nsteps: [{{step: signed, at: {signed}}}]\n{more}---\n{body}"
    )


def issue(number: int, day: date, more: str = "", status: str = "published") -> str:
    """The text of an issue.md."""
    return f"---\nnumber: {number:04}\ndate: {day}\nstatus: {status}\n{more}---\n"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The small site without issues, with these files over it."""
    for path, text in {**FILES, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def many(issues: int, items: int) -> dict[str, str]:
    """Weekly issues of 2026 with so many items each."""
    files: dict[str, str] = {}
    for number in range(1, issues + 1):
        day = date(2026, 1, 5) + timedelta(days=number)
        folder = f"issues/zwxx/2026/{number:04}"
        files[f"{folder}/issue.md"] = issue(number, day)
        for n in range(1, items + 1):
            files[f"{folder}/{n:02}-gongan-{n}.md"] = item(f"第{number}期第{n}条")
    return files


def checked(root: Path, as_of: date = AS_OF) -> Checked:
    """The content of a root, loaded and checked."""
    return build.examine(root, lambda _: as_of)


def loaded(root: Path, as_of: date = AS_OF) -> Site:
    """The content of a root that must be free of errors."""
    found = checked(root, as_of)
    assert found.loaded.site is not None, found.faults
    assert not found.blocks(strict=False), found.faults
    return found.loaded.site
