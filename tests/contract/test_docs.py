"""Holds the documents to the code: made ones, links, commands, codes, examples, openness."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

import builder.rules.all  # noqa: F401 - fills RULES
from builder import arguments, build, edition, meanings
from builder.diagnostic import RULES
from builder.load.prose import parse
from builder.model.issue import Distribution, Issue, IssueForm, Status
from builder.model.item import (
    Adoption,
    Annotation,
    Correction,
    Followup,
    Item,
    Law,
    Openness,
    PhotoRef,
    Redaction,
    Step,
    StepName,
    Waiver,
)
from builder.model.site import OPENABLE, Call, Edition, Settings, Site
from builder.model.vocabulary import Kind, Level, Publication, Series, Topic, Unit, Vocabularies
from builder.reference import documents as reference
from builder.reference import fields as reference_fields
from builder.reference.commands import subcommands
from tests.small import AS_OF, FILES, issue, write

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if not path.name.startswith(".")
)
NAMES = [path.relative_to(ROOT).as_posix() for path in WRITTEN]
FENCE = re.compile(r"^( *)```(.*)\n((?:.*\n)*?)\1```$", re.MULTILINE)


def prose_of(path: Path) -> str:
    """A document without its blocks of code."""
    return FENCE.sub("", path.read_text("utf-8"))


def test_made_documents_are_what_the_code_says() -> None:
    stale = [
        path
        for path, text in reference.documents().items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text("utf-8") != text
    ]
    assert stale == [], "run: python -m builder.reference"


@pytest.mark.parametrize("keys", reference_fields.TABLES, ids=lambda keys: str(keys.en))
def test_every_key_has_a_meaning_and_every_meaning_a_key(keys: reference_fields.Keys) -> None:
    assert set(keys.keys) == set(keys.meanings)
    assert all(zh and en for zh, en in keys.meanings.values())


@pytest.mark.parametrize("path", WRITTEN, ids=NAMES)
def test_every_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)[^)]*\)", re.sub(r"`[^`\n]*`", "", prose_of(path))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = unquote(target).partition("#")
        to = (path.parent / file).resolve() if file else path
        assert to.exists(), f"{path.name}: {target}"
        assert ROOT in to.parents
        if anchor:
            assert anchor in headings(to), f"{path.name}: {target}"


def headings(path: Path) -> set[str]:
    """The ids that hosts of repositories give to the headings of a document."""
    found = re.findall(r"^#+ (.*)$", prose_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in found}


def commands_named(text: str) -> Iterator[list[str]]:
    """The words after `build` in a document's code."""
    code = "\n".join(re.findall(r"(?<!`)`([^`\n]+)`(?!`)", FENCE.sub("", text)))
    blocks = "\n".join(m[3] for m in FENCE.finditer(text) if m[2] in ("sh", "powershell"))
    for line in f"{code}\n{blocks}".split("\n"):
        match = re.match(r"build\b(?![/.])(.*)", line.partition("#")[0].strip())
        if match and not re.search(r"[\u3400-\u9fff]", match[1].split(" ")[0]):
            yield match[1].split()


@pytest.mark.parametrize("path", WRITTEN, ids=NAMES)
def test_every_command_named_exists(path: Path) -> None:
    for words in commands_named(path.read_text("utf-8")):
        parser: argparse.ArgumentParser = arguments.parser()
        if not words or words[0] not in subcommands(parser):
            assert not words or words[0].startswith("-"), f"{path.name}: build {' '.join(words)}"
            parser = subcommands(parser)["build"]
        for word in words:
            if word in subcommands(parser):
                parser = subcommands(parser)[word]
            elif word.startswith("--"):
                known = {name for action in parser._actions for name in action.option_strings}
                assert word.partition("=")[0] in known | {"--version"}, f"{path.name}: {word}"


def test_every_diagnostic_is_explained_in_both_languages() -> None:
    made = reference.documents()
    for path in ("docs/editors/diagnostics.md", "docs/reference/diagnostics.md"):
        found = re.findall(r"^### `([a-z0-9-]+)`", made[path], re.MULTILINE)
        assert sorted(found) == sorted(RULES)


EXAMPLES = [
    pytest.param(match[2], match[3], id=f"{path.name}-{number}")
    for path in WRITTEN
    for number, match in enumerate(FENCE.finditer(path.read_text("utf-8")))
    if match[2].endswith((" item", " issue", " site", " call"))
]


@pytest.mark.parametrize(("info", "text"), EXAMPLES)
def test_examples_are_read_without_a_fault(info: str, text: str, tmp_path: Path) -> None:
    topics = "site_src/vocabularies/topics.yml"
    more = {
        "site_src/static/emblem.svg": "<svg/>",
        topics: f"{FILES[topics]}chengxiang: {{name: 城乡建设, topics: {{jt: {{name: 交通运输}}}}}}\n",
    }
    files: dict[str, str | bytes] = {**more, **example(info, text)}
    checked = build.examine(write(tmp_path, files), lambda _: AS_OF)
    assert [f"{f.code}: {f.said.zh}" for f in checked.faults] == []


def example(info: str, text: str) -> dict[str, str]:
    """The files that put an example into a small site."""
    given = textwrapped(text)
    head = {
        "title": "三季度工业",
        "kind": "update",
        "units": "[gongan]",
        "topics": "[gongye]",
        "openness": "public",
        "steps": "[{step: signed, at: 2026-03-05}]",
    }
    files = {
        "issues/zwxx/2026/0001/issue.md": issue(1, date(2026, 3, 5)),
        "site_src/vocabularies/kinds.yml": "update: {name: 工作动态}\n",
    }
    if info.endswith(" call"):
        return {"site_src/calls/2026q1.md": f"---\n{given}---\n"}
    if info.endswith(" site"):
        path = "site_src/site.yml"
        return {path: FILES[path] + given}
    if given.startswith("---\n"):
        item = given
    else:
        kept = "".join(f"{k}: {v}\n" for k, v in head.items() if f"{k}:" not in given)
        yaml, body = (given, "") if info.startswith("yaml") else ("", given)
        item = f"---\n{kept}{yaml}---\n{body or '全县情况平稳。'}"
    if "doc-no" in given:
        item = item.replace("---\n", "---\ndoc_no: 云政发(1998)3号\n", 1)
    return files | {"issues/zwxx/2026/0001/01-gongan-1.md": item}


def textwrapped(text: str) -> str:
    """The text without the indentation that a list gave it."""
    indent = len(text) - len(text.lstrip(" "))
    return "".join(line[indent:] for line in text.splitlines(keepends=True))


# What the documents say of openness is what the projection does.

DAY = date(2026, 3, 5)
NOON = datetime(2026, 3, 5, 12)
FULL_ITEM = Item(
    id="zwxx/2026/0001/a",
    path="issues/zwxx/2026/0001/01-a.md",
    prefix=1,
    slug="a",
    title="题",
    kind="k",
    units=("u",),
    topics=("t",),
    openness=Openness.PUBLIC,
    steps=(Step(StepName.SIGNED, NOON, by="甲"),),
    prose=parse("文"),
    subtitle="副",
    authors=("甲",),
    keywords=("词",),
    summary="摘",
    index_no="1",
    doc_no="2",
    scope="all",
    urgency="urgent",
    event_date=DAY,
    adoptions=(Adoption("l", "p", DAY),),
    annotations=(Annotation(DAY, "甲", "u", "乙", "阅", openness=Openness.PUBLIC),),
    followups=(Followup("办", "甲"),),
    call="2026q1/c1",
    continues="zwxx/2026/0001/a",
    laws=(Law("法"),),
    photos=(PhotoRef("a.png", "图", by="甲"),),
    aliases=("/a/",),
    corrections=(Correction(DAY, "改"),),
    redactions=(Redaction(DAY, "删", "要遮的话", "略"),),
    review_on=DAY,
    allow=(Waiver("raw-html", "因"),),
    lang="zh-Hant",
)
FULL_ISSUE = Issue(
    id="zwxx/2026/0001",
    path="issues/zwxx/2026/0001/issue.md",
    series="zwxx",
    year=2026,
    folder="0001",
    number=1,
    date=DAY,
    status=Status.PUBLISHED,
    form=IssueForm.SPECIAL,
    total=1,
    title="题",
    compiler="甲",
    editor="甲",
    proofreader="甲",
    signer="甲",
    distribution=Distribution(report=("甲",)),
    copies=1,
    secrecy="keep",
    cutoff=NOON,
    scan="a.pdf",
    items=(FULL_ITEM.id,),
    corrections=(Correction(DAY, "改"),),
    allow=(Waiver("raw-html", "因"),),
)


def shown(opened: tuple[str, ...]) -> tuple[Item, Issue]:
    """The full item and issue as a public edition that opens some names has them."""
    vocabularies = Vocabularies(
        series={"zwxx": Series("zwxx", "刊", frequency="weekly")},  # type: ignore[arg-type]
        units={"u": Unit("u", "单位", "单位")},
        topics={"t": Topic("t", "主题")},
        kinds={"k": Kind("k", "类别")},
        levels={"l": Level("l", "级")},
        publications={"p": Publication("p", "刊", "l")},
    )
    settings = Settings("站", "https://example.gov.cn/", open=opened)
    site = Site(
        settings,
        vocabularies,
        issues={FULL_ISSUE.id: FULL_ISSUE},
        items={FULL_ITEM.id: FULL_ITEM},
        calls={"2026q1": Call("2026q1", "site_src/calls/2026q1.md", "要点", ("all",), DAY)},
    )
    public = edition.only(site, Edition.PUBLIC, DAY)
    return public.items[FULL_ITEM.id], public.issues[FULL_ISSUE.id]


@pytest.mark.parametrize("of", ["item", "issue"])
def test_the_documents_know_what_the_public_edition_shows(of: str) -> None:
    at = 0 if of == "item" else 1
    tables = reference_fields.ITEM_TABLES if of == "item" else reference_fields.ISSUE_TABLES
    keys = set(tables[0].keys) - {"withdrawn", "openness", "status"}
    full = (FULL_ITEM, FULL_ISSUE)[at]
    assert not [key for key in keys if not getattr(full, key)], "the example must have every key"

    def visible(*opened: str) -> set[str]:
        empty = (None, "", (), Distribution())
        return {key for key in keys if getattr(shown(opened)[at], key) not in empty}

    always = visible()
    assert always == keys - set(meanings.SHOWN_BY) - meanings.NEVER_SHOWN
    for name in OPENABLE:
        told = {key for key, names in meanings.SHOWN_BY.items() if key in keys and name in names}
        assert visible(name) - always == told, name


def test_names_stay_out_of_an_open_trail() -> None:
    item, _ = shown(("trail",))
    assert item.steps and item.followups
    assert not any(step.by or step.role for step in item.steps)
    assert not any(followup.officer for followup in item.followups)
    assert replace(FULL_ITEM.photos[0], by="") in item.photos
