"""`build sign`: asks, then writes the steps of sign-off into front matter, all or none."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path

from builder import fields, report
from builder.diagnostic import Diagnostic
from builder.importing.quoting import quote
from builder.load import files, issues, items
from builder.load.decode import Reader
from builder.model.issue import Issue, Status
from builder.model.item import Item, Openness, Outcome, Step, StepName
from builder.new import edited, front, names, write
from builder.new.command import language
from builder.new.known import Known, issue_id, known
from builder.new.talk import CLEAN, FAULTY, Question, RefusedError, Talk, cancelled

Now = Callable[[tzinfo], datetime]
_OUTCOMES = {**{o.value: o for o in Outcome}, **items.OUTCOMES}
_OUTCOME_NAMES = {outcome: name for name, outcome in items.OUTCOMES.items()}


def sign(options: argparse.Namespace, root: Path, talk: Talk, now: Now) -> int:
    """Sign every item of an issue that lacks it, and publish the issue."""
    here = known(root)
    talk.lang = talk.lang or language(here)
    drafts = [i.id for i in here.site.issues.values() if i.status is Status.DRAFT]
    about = Question("SERIES/YEAR/NUMBER", "签发哪一期", "issue", drafts[-1] if drafts else "")
    issue = here.site.issues[talk.ask(about, options.issue, lambda raw: issue_id(here, raw))]
    unsigned = _to_sign(here, issue)
    if not unsigned and issue.status is Status.PUBLISHED:
        talk.say(
            f"{issue.id} 已经全部签发，没有改动。",
            f"{issue.id} is signed already; nothing changed.",
        )
        return CLEAN
    by, role = _person(options, here, issue, talk)
    moment = now(here.zone)
    current = f"{moment.date().isoformat()}T{moment:%H:%M}"
    about = Question("--at", "签发时间", "time", current, current)
    at = talk.ask(about, options.at, lambda raw: _moment_text(raw, here.zone))
    step = Step(StepName.SIGNED, *_moment(at, here.zone), by, role, options.acting)
    _show(here, issue, unsigned, step, moment, talk)
    day = _date_of(issue, step, options, talk)
    wanted = replace(issue, status=Status.PUBLISHED, date=day, signer=issue.signer or step.by)
    paths = [*(item.path for item in unsigned), issue.path]
    texts = {path: read(root, path) for path in paths}
    changed = {path: text for path, text in texts.items() if path != issue.path}
    changed = {path: _signed_text(text, path, step, at) for path, text in changed.items()}
    changed[issue.path] = _published_text(texts[issue.path], issue, wanted)
    after = {item.id: _signed(here, item, texts, changed, step) for item in unsigned}
    out = edited.issue_after(here, wanted, texts[issue.path], changed[issue.path])
    site = replace(
        here.site,
        items={**here.site.items, **after},
        issues={**here.site.issues, issue.id: out},
    )
    found = edited.errors(here, site, moment.date())
    new = edited.new_errors(here, found, moment.date())
    folder = issue.path.removesuffix("issue.md")
    faults = [f for f in found if f.place.path.startswith(folder) or f in new]
    if faults:
        tell(edited.as_now(here, faults, texts, changed), here, talk)
        talk.say(
            "没有签发：先改正上面的错误。什么也没有写。",
            "not signed: mend the errors above first. Nothing was written.",
        )
        return FAULTY
    if not talk.agreed("确认签发", "sign", options.yes):
        raise cancelled()
    write_all(root, texts, changed)
    talk.say(
        f"签发了 {issue.id}：{len(unsigned)} 条，本期日期 {day.isoformat()}，状态已发。"
        "运行 build 发布。",
        f"signed {issue.id}: {len(unsigned)} items, dated {day.isoformat()}, published. Run build.",
    )
    return CLEAN


def _to_sign(here: Known, issue: Issue) -> list[Item]:
    """The items of an issue without a sign-off; refused where nothing can be signed."""
    unsigned = [here.site.items[i] for i in issue.items if here.site.items[i].signed is None]
    if issue.closed and (unsigned or issue.status is Status.DRAFT):
        raise RefusedError(
            f"{issue.id} 已经封存，不能再签发、再加条目；新的内容编入下一期。"
            f"要改已封存的内容，先写明更正、撤回或遮蔽，再运行 build seal {issue.id}。",
            f"{issue.id} is sealed: nothing is signed or added. To change what is sealed, declare "
            f"a correction, withdrawal or redaction, then run build seal {issue.id}.",
        )
    folder = issue.path.removesuffix("/issue.md")
    unread = any(path.startswith(folder + "/") for path in here.loaded.unread)
    if not issue.items and not issue.scan and not unread:
        raise RefusedError(
            f"{issue.id} 没有一篇信息，不能签发；先用 build new item 加条目。",
            f"{issue.id} has no items; add one with build new item first.",
        )
    return unsigned


def _person(options: argparse.Namespace, here: Known, issue: Issue, talk: Talk) -> tuple[str, str]:
    """Who signs, and in what office; proposed is who signed last."""
    signers = [
        step
        for other in here.site.issues.values()
        if other.series == issue.series
        for item_id in other.items
        for step in here.site.items[item_id].steps
        if step.step is StepName.SIGNED and step.by
    ]
    last = max(signers, key=lambda step: step.at, default=None)
    proposal = issue.signer or (last.by if last else "")
    by = talk.ask(Question("--by", "签发人", "signed by", proposal), options.by, some)
    roles = [step for step in signers if step.by == by]
    latest = max(roles, key=lambda step: step.at, default=None)
    about = Question("--role", "签发人的职务", "in the office of", latest.role if latest else "")
    return by, talk.ask(about, options.role, names.words)


def _moment(raw: str, zone: tzinfo) -> tuple[datetime, bool]:
    table, _ = fields.read(f"at: {quote(raw.strip())}\n", "")
    reader = Reader(table, {"at": "时间"}, zone)
    at, exact = reader.moment("at")
    if at is None:
        raise RefusedError(
            f"“{raw}”不是时间，写成 2026-03-05T17:30 的样子，或只写日期。",
            f"`{raw}` is not a time such as 2026-03-05T17:30, or a date.",
        )
    return at, exact


def _moment_text(raw: str, zone: tzinfo) -> str:
    _moment(names.words(raw), zone)
    return names.words(raw)


def _date_of(issue: Issue, step: Step, options: argparse.Namespace, talk: Talk) -> date:
    """The date the issue is to have: the day of signing, unless it is out already or is kept."""
    day = step.at.date()
    if issue.date == day or options.keep_date or issue.status is Status.PUBLISHED:
        return issue.date
    one, other = issue.date.isoformat(), day.isoformat()
    zh, en = f"本期日期由 {one} 改为签发日 {other}", f"change the date {one} to {other}"
    return day if talk.agreed(zh, en, options.yes) else issue.date


def _show(
    here: Known, issue: Issue, unsigned: list[Item], step: Step, now: datetime, talk: Talk
) -> None:
    series = here.site.vocabularies.series[issue.series].name
    acting = "代签" if step.acting else "签发"
    talk.say(
        f"《{series}》{issue.id}，由{step.role}{step.by}{acting}：",
        f"{issue.id}, signed by {step.by} {step.role}:",
    )
    units = here.site.vocabularies.units
    for item in unsigned:
        openness = "公开" if item.openness is Openness.PUBLIC else "内部"
        by = "、".join(units[code].short for code in item.units)
        where = item.path.rpartition("/")[2]
        talk.tell(f"  {where}  {item.title}（{by}，{openness}）")
    signed = len(issue.items) - len(unsigned)
    if signed:
        talk.say(f"另有 {signed} 条以前已签发。", f"{signed} were signed before.")
    if step.at > now.astimezone(step.at.tzinfo):
        talk.say(
            "注意：签发时间在现在之后，到那天才会发布。",
            "note: the time is yet to come; nothing is published before.",
        )


def _signed_text(text: str, path: str, step: Step, at: str) -> str:
    """The text of an item with a signed step more, in the keys and words of the file."""

    def edit() -> str:
        found = front.opened(text, items.KEYS).find("steps")
        heard = front.keys_of_last(text, items.KEYS, "steps") or (found[0].value if found else "",)
        known_names = {*items.STEP_KEYS.values(), items.KEYS["steps"]}
        chinese = not known_names.isdisjoint(heard) if found else front.is_chinese(text, items.KEYS)
        row = [("step", "签发" if chinese else "signed"), ("at", at)]
        row.append(("by", quote(step.by, flow=True)))
        if step.role:
            row.append(("role", quote(step.role, flow=True)))
        if step.acting:
            row.append(("acting", "是" if chinese else "true"))
        named = [(items.STEP_KEYS[key] if chinese else key, value) for key, value in row]
        return front.add_row(text, items.KEYS, "steps", named)

    return edited.editable(edit, path)


def _signed(
    here: Known, item: Item, texts: Mapping[str, str], changed: Mapping[str, str], step: Step
) -> Item:
    """The item as it will be, with just the one step more."""
    old, new = texts[item.path], changed[item.path]
    after = edited.item_after(here, item, old, new, lambda one: replace(one, steps=item.steps))
    if after.steps != (*item.steps, step):
        raise edited.by_hand(item.path)
    return after


def _published_text(text: str, issue: Issue, wanted: Issue) -> str:
    """The text of the issue.md, out on a day."""

    def edit() -> str:
        found = front.opened(text, issues.KEYS).find("status")
        old = found[1] if found else None
        chinese = isinstance(old, fields.Text) and old.value in issues.STATUSES
        new = text
        if issue.status is not wanted.status:
            new = front.set_word(new, issues.KEYS, "status", "已发" if chinese else "published")
        if issue.date != wanted.date:
            new = front.set_word(new, issues.KEYS, "date", wanted.date.isoformat())
        if issue.signer != wanted.signer:
            new = front.set_word(new, issues.KEYS, "signer", wanted.signer)
        return new

    return edited.editable(edit, issue.path)


def tell(faults: Iterable[Diagnostic], here: Known, talk: Talk) -> None:
    shown = report.text(faults, lambda path, n: files.line_of(here.root, path, n), talk.lang)
    talk.out.write(shown)


def read(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode("utf-8")


def some(text: str) -> str:
    found = names.words(text)
    if not found:
        raise RefusedError("不能是空的。", "this can't be empty.")
    return found


def write_all(root: Path, texts: Mapping[str, str], changed: Mapping[str, str]) -> None:
    """Write all files or none: items first, the issue last."""
    with write.alone(root):
        write.replace_all(
            [
                write.Change(root / path, texts[path].encode(), text.encode())
                for path, text in changed.items()
            ]
        )
