"""The command `build new`: asks for what is missing, composes, checks, writes, tells."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path

from builder.load.decode import CODE
from builder.load.issues import KEYS as ISSUE_KEYS
from builder.load.items import KEYS as ITEM_KEYS
from builder.load.items import OPENNESS
from builder.load.names import Names
from builder.load.texts import CALL_KEYS
from builder.model.issue import IssueForm
from builder.model.item import Openness
from builder.new import call, issue, item, names, proof, write
from builder.new.index_no import proposed
from builder.new.known import (
    Known,
    index_numbers,
    issue_id,
    keys_of,
    known,
    numbers,
    resolved,
    slugs,
)
from builder.new.scaffold import Style
from builder.new.site_command import make_site
from builder.new.talk import CLEAN, FAILED, Question, RefusedError, Talk

MOST_OFFERED = 40
"""Names that are listed before a question."""

Now = Callable[[tzinfo], datetime]
_FORMS = {
    **{form.value: form for form in IssueForm},
    **{name: form for form, name in issue.FORMS.items()},
}
_OPENNESS = {**{o.value: o for o in Openness}, **OPENNESS}


def wrote(options: argparse.Namespace, root: Path | None, talk: Talk, now: Now) -> int:
    """Run `new`, `sign`, `seal` or `withdraw`; say why nothing was written, if so: exit code."""
    try:
        if options.command == "new":
            return run(options, root, talk, now)
        if root is None:
            raise no_site()
        if options.command == "seal":
            from builder import sealing

            return sealing.seal(options, root, talk, now)
        if options.command == "withdraw":
            from builder import withdrawing

            return withdrawing.withdraw(options, root, talk, now)
        from builder import signing

        return signing.sign(options, root, talk, now)
    except RefusedError as refused:
        talk.say(refused.zh, refused.en)
        return refused.code
    except write.ChangedMeanwhileError as changed:
        talk.say(
            f"{changed} 在这期间被别的程序改过，什么也没有写；请重来一次。",
            f"{changed} was changed meanwhile; nothing was written. Try again.",
        )
    except OSError as error:
        why = f"{error.filename or ''}: {error.strerror or error}"
        talk.say(f"写不了，没有改动：{why}", f"can't write, nothing was changed: {why}")
    return FAILED


def run(options: argparse.Namespace, root: Path | None, talk: Talk, now: Now) -> int:
    """Make a site, or an issue, item or call in the site at `root`."""
    if options.what == "site":
        folder = Path(os.path.abspath(options.folder or getattr(options, "root", "") or Path()))
        return make_site(options, folder, talk)
    if root is None:
        raise no_site()
    make = {"issue": _issue, "item": _item, "call": _call}[options.what]
    if talk.answer is not None:
        # What is asked is asked before the lock, so that nobody waits for somebody's answers.
        here = known(root)
        talk.lang = talk.lang or language(here)
        finish = make(options, here, talk, now)
        with write.alone(root):
            return finish(known(root))
    with write.alone(root):
        here = known(root)
        talk.lang = talk.lang or language(here)
        return make(options, here, talk, now)(here)


def no_site() -> RefusedError:
    """There is no site here."""
    return RefusedError(
        "这里不是站点：上面各级目录里都没有 site_src/site.yml。"
        "请到站点目录里运行，或用 --root 指明；新站点用 build new site 新建。",
        "no site_src/site.yml here or above; run inside a site, give --root, "
        "or make one with `build new site`.",
    )


def language(here: Known) -> str:
    """The language of talk that a site's locale asks for."""
    return "en" if here.site.settings.locale.startswith("en") else "zh"


def a_date(text: str) -> str:
    """A date as it is written, refused if it is none."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise RefusedError(
            f"“{text}”不是日期，写成 2026-03-05 的样子。", f"`{text}` is not a date (2026-03-05)."
        ) from None


Finish = Callable[[Known], int]
"""What is done once all is known, with the site as it is then."""


def _issue(options: argparse.Namespace, here: Known, talk: Talk, now: Now) -> Finish:
    first = next(iter(here.site.vocabularies.series), "")
    code = talk.ask(
        Question("SERIES", "刊物（代码或名称）", "series", first),
        options.series,
        lambda raw: resolved(here.lookup.series, raw, "刊物", "series"),
    )
    series = here.site.vocabularies.series[code]
    today = now(here.zone).date().isoformat()
    given = options.date.isoformat() if options.date else None
    about = Question("--date", "本期日期", "date", today, today)
    day = date.fromisoformat(talk.ask(about, given, a_date))
    about = Question("--form", "形式（正刊、增刊、专刊）", "form", "正刊", "正刊")
    form = _FORMS[talk.ask(about, options.form, _form)]
    if series.ended and day > series.ended:
        raise RefusedError(
            f"“{series.name}”已于{series.ended.isoformat()}停刊（series.yml 的 ended）。",
            f"`{code}` ended on {series.ended.isoformat()} (`ended` in series.yml).",
        )
    title = names.words(options.title or "")
    year = options.year or day.year
    wanted = issue.Wanted(code, day, form, year, options.number, title)
    return lambda there: _write_issue(wanted, options, there, talk)


def _write_issue(wanted: issue.Wanted, options: argparse.Namespace, here: Known, talk: Talk) -> int:
    series = here.site.vocabularies.series[wanted.series]
    issues = tuple(i for i in here.site.issues.values() if i.series == wanted.series)
    newest = max(here.site.issues.values(), key=lambda i: i.date, default=None)
    before = issue.Before(issues, newest, here.site.settings.owner)
    like = issue.model(wanted, before)
    taken = numbers(here.root, wanted.series, wanted.year)[wanted.form is IssueForm.SUPPLEMENT]
    number = issue.number(wanted, taken, series.digits)
    folder = issue.folder(wanted.form, number, series.digits)
    path = f"issues/{wanted.series}/{wanted.year:04}/{folder}/issue.md"
    total = issue.total(wanted, number, series, issues)
    style = _style(options, keys_of(here.root, like.path if like else "", ISSUE_KEYS))
    text = issue.issue_text(wanted, folder, total, before, style)
    proof.issue(text, path, series, here)
    if number in taken and (here.root / path).exists():
        raise _there(path)
    _create(here.root, path, text)
    talk.tell(path)
    name = path.removeprefix("issues/").removesuffix("/issue.md")
    numbered = f"（总第{total}期）" if total else ""
    kind = {IssueForm.SUPPLEMENT: "增刊", IssueForm.SPECIAL: "专刊"}.get(wanted.form, "")
    talk.say(
        f"新建了《{series.name}》{wanted.year}年{kind}第{number}期{numbered}，草稿。"
        f"下一步加条目：build new item {name}",
        f"made {name}, a draft. Next: build new item {name}",
    )
    return CLEAN


def _item(options: argparse.Namespace, here: Known, talk: Talk, now: Now) -> Finish:
    drafts = [i.id for i in here.site.issues.values() if i.status == "draft"]
    about = Question("SERIES/YEAR/NUMBER", "哪一期", "issue", drafts[-1] if drafts else "")
    target = here.site.issues[talk.ask(about, options.issue, lambda raw: issue_id(here, raw))]
    if target.closed:
        raise RefusedError(
            f"{target.id} 已经封存，不能再加条目。", f"{target.id} is sealed; nothing can be added."
        )
    look = here.lookup
    _offer(talk, options.unit, "单位", "units", look.units)
    units = talk.ask(
        Question("--unit", "报送单位（代码或名称，合报用逗号隔开）", "units"),
        _joined(options.unit),
        _codes(lambda raw: resolved(look.units, raw, "单位", "unit")),
    )
    title = talk.ask(
        Question("--title", "标题（可以回车，以后再填）", "title", default=""),
        options.title,
        names.words,
    )
    _offer(talk, options.kind, "类别", "kinds", look.kinds)
    kind = talk.ask(
        Question("--kind", "类别（可以回车，以后再填）", "kind", default=""),
        options.kind,
        lambda raw: resolved(look.kinds, raw, "类别", "kind"),
    )
    _offer(talk, options.topics, "主题", "topics", look.topics)
    topics = talk.ask(
        Question("--topics", "主题（几个用逗号隔开，可以回车）", "topics", default=""),
        _joined(options.topics),
        _codes(lambda raw: resolved(look.topics, raw, "主题", "topic")),
    )
    openness = talk.ask(
        Question("--openness", "公开属性（公开 或 内部，必须写明）", "public or internal"),
        options.openness,
        _open,
    )
    slug = names.code(options.slug) if options.slug else ""
    wanted = item.Wanted(
        tuple(units.split()), _OPENNESS[openness], title, kind, tuple(topics.split()), slug
    )
    month = now(here.zone).month
    return lambda there: _write_item(wanted, target.id, month, options, there, talk)


def _write_item(
    wanted: item.Wanted,
    of: str,
    month: int,
    options: argparse.Namespace,
    here: Known,
    talk: Talk,
) -> int:
    target = here.site.issues[issue_id(here, of)]
    folder = target.path.removesuffix("/issue.md")
    taken = slugs(here.root / folder)
    slug = item.slug(wanted, taken)
    path = f"{folder}/{item.prefix(taken)}-{slug}.md"
    settings = here.site.settings
    template: dict[str, str | int] = {
        "organisation": settings.identifiers.organisation,
        "site_id_code": settings.identifiers.site_id_code,
        "year": target.year,
        "month": month,
        "series": target.series,
        "serial": 0,
    }
    index_no = proposed(settings.index_no, template, index_numbers(here))
    newest = max(here.site.items.values(), key=_age(here), default=None)
    keys = keys_of(here.root, newest.path if newest else "", ITEM_KEYS)
    text = item.item_text(wanted, index_no, here.lookup, _style(options, keys))
    proof.item(text, path, here)
    _create(here.root, path, text)
    talk.tell(path)
    if settings.index_no and not index_no:
        talk.say(
            "没有编索引号：site.yml 的 identifiers.organisation（机构代码）还没有填。",
            "no index number: `identifiers` in site.yml are not filled in.",
        )
    if target.status == "published":
        talk.say(
            f"注意：{target.id} 已经发布，这一条签发之前会挡住发布；用 build sign 签发。",
            f"note: {target.id} is published; until this item is signed it blocks publishing.",
        )
    talk.say(
        "下一步写正文，再运行 build check；签发用 build sign " + target.id,
        f"next: write the text, run build check; sign with build sign {target.id}",
    )
    return CLEAN


def _call(options: argparse.Namespace, here: Known, talk: Talk, now: Now) -> Finish:
    quarter = call.quarter(now(here.zone).date())
    name = talk.ask(
        Question("NAME", "文件名，如 2026q4", "name", quarter), options.name, names.code
    )
    if (here.root / "site_src" / "calls" / f"{name}.md").exists():
        raise _there(f"site_src/calls/{name}.md")
    title, due = call.proposed_title(name), call.proposed_due(name)
    words = talk.ask(
        Question("--title", "标题", "title", title, title or None), options.title, names.words
    )
    given = options.due.isoformat() if options.due else None
    day = talk.ask(Question("--due", "截止日期", "deadline", due, due or None), given, a_date)
    whom = {"all": "all", "全部": "all", **here.lookup.groups.codes, **here.lookup.units.codes}
    labels = {**here.lookup.groups.labels, **here.lookup.units.labels}
    sides = replace(here.lookup.units, codes=whom, labels=labels)
    to = talk.ask(
        Question("--to", "对象（全部，或单位、分组）", "to", "全部", "全部"),
        _joined(options.to),
        _codes(lambda raw: resolved(sides, raw, "单位或分组", "unit or group")),
    )
    wanted = call.Wanted(name, words, date.fromisoformat(day), tuple(to.split()))

    def finish(there: Known) -> int:
        newest = max((c.path for c in there.site.calls.values()), default="")
        style = _style(options, keys_of(there.root, newest, CALL_KEYS))
        path = f"site_src/calls/{name}.md"
        text = call.call_text(wanted, labels, style)
        proof.call(text, path, there)
        _create(there.root, path, text)
        talk.tell(path)
        talk.say("下一步填写报送要点和约稿。", "next: fill in the points and commissions.")
        return CLEAN

    return finish


def _offer(talk: Talk, given: object, zh: str, en: str, among: Names) -> None:
    """Before something is asked, say what one may answer."""
    if given is None and talk.answer is not None:
        some = list(among.labels.values())[:MOST_OFFERED]
        more = "……" if len(among.labels) > MOST_OFFERED else ""
        codes = ", ".join(list(among.labels)[:MOST_OFFERED])
        talk.say(f"{zh}有：{'、'.join(some)}{more}", f"{en}: {codes}")


def _age(here: Known) -> Callable[[object], tuple[date, str]]:
    """By which the newest item is found: the date of its issue, then its path."""

    def age(one: object) -> tuple[date, str]:
        within = here.site.issues.get(getattr(one, "issue", ""))
        return (within.date if within else date.min, getattr(one, "path", ""))

    return age


def _style(options: argparse.Namespace, keys: str) -> Style:
    return Style(options.keys or keys or "zh", options.bare)


def _joined(given: list[str] | None) -> str | None:
    return None if given is None else ",".join(given)


def _codes(one: Callable[[str], str]) -> Callable[[str], str]:
    """Cleans a list: codes with a space between them."""

    def clean(raw: str) -> str:
        found = dict.fromkeys(one(word) for word in names.several(raw))
        if not found:
            raise RefusedError("至少要写一个。", "give at least one.")
        assert all(CODE.fullmatch(code) for code in found)
        return " ".join(found)

    return clean


def _form(raw: str) -> str:
    if raw.strip() not in _FORMS:
        raise RefusedError(
            f"形式不能是“{raw}”：可写 regular（正刊）、supplement（增刊）、special（专刊）。",
            f"the form can't be `{raw}`: regular, supplement or special.",
        )
    return raw.strip()


def _open(raw: str) -> str:
    if raw.strip() not in _OPENNESS:
        raise RefusedError(
            f"公开属性不能是“{raw}”：只能写 public（公开）或 internal（内部）。",
            f"openness can't be `{raw}`: write public or internal.",
        )
    return raw.strip()


def _create(root: Path, path: str, text: str) -> None:
    try:
        write.create(root, {path: text})
    except FileExistsError:
        raise _there(path) from None


def _there(path: str) -> RefusedError:
    return RefusedError(
        f"{path} 已经有了，没有改动它。", f"{path} is there already; it was left as it is."
    )
