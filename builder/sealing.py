"""`build seal`: closes an issue that is signed off in full, or adds an amendment to its seal."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path

from builder import report
from builder.check import seals as seal_check
from builder.diagnostic import Diagnostic
from builder.load import files
from builder.model.issue import Issue, Status
from builder.model.item import Item, StepName
from builder.model.seal import Act, Seal
from builder.model.site import Site
from builder.new import edited, write
from builder.new.command import language
from builder.new.known import Known, issue_id, known
from builder.new.talk import CLEAN, FAULTY, Question, RefusedError, Talk, cancelled
from builder.seals import chain, make
from builder.seals import text as seal_text
from builder.seals.judge import Change, Judgement, Verdict
from builder.seals.records import ISSUE

Now = Callable[[tzinfo], datetime]

MENDED = frozenset(("unsealed-change", "outdated-seal", "not-sealed"))
"""Faults that sealing itself removes."""
_ACTS = {
    Act.SEAL: "封存",
    Act.CORRECTION: "更正",
    Act.WITHDRAWAL: "撤回",
    Act.REDACTION: "遮蔽",
    Act.RECLASSIFICATION: "改公开属性",
    Act.RENEWAL: "重新记录",
}


def salt() -> str:
    """What hides a digest: without it, nobody can try guesses at words that were taken away."""
    return secrets.token_hex(16)


def seal(options: argparse.Namespace, root: Path, talk: Talk, now: Now) -> int:
    """Seal an issue, or its declared changes."""
    here = known(root)
    talk.lang = talk.lang or language(here)
    site = here.site
    ready = [i.id for i in site.issues.values() if i.status is Status.PUBLISHED and not i.sealed]
    about = Question("SERIES/YEAR/NUMBER", "封存哪一期", "issue", ready[-1] if ready else "")
    issue = site.issues[talk.ask(about, options.issue, lambda raw: issue_id(here, raw))]
    today = now(here.zone).date()
    verdict = Judgement(site).verdicts.get(issue.id)
    if verdict and verdict.sound:
        talk.say(
            f"{issue.id} 已经封存，内容没有变动。", f"{issue.id} is sealed; nothing has changed."
        )
        return CLEAN
    faults = _faults(here, issue, today)
    if faults:
        _tell(here, faults, talk)
        talk.say(
            "没有封存：先改正上面的错误。什么也没有写。",
            "not sealed: mend the errors above first. Nothing was written.",
        )
        return FAULTY
    _signed_off(site, issue, now(here.zone))
    acts = _acts(verdict)
    note = _note(options, acts, talk)
    new = make.link(site, issue, today, acts, note, salt)
    _show(here, issue, new, verdict, talk)
    if not talk.agreed("确认封存", "seal", options.yes):
        raise cancelled()
    _write(here, issue, new)
    talk.tell(make.seal_path(issue))
    series = issue.series
    digest = chain.full_digest(series, new.full[-1])
    talk.say(
        f"封存了 {issue.id}（{'、'.join(_ACTS[act] for act in acts)}）。"
        f"本次摘要 {digest[:16]}…；运行 build 发布。",
        f"sealed {issue.id} ({', '.join(acts)}); digest {digest[:16]}…. Run build.",
    )
    return CLEAN


def amended(site: Site, issue: Issue, day: date, act: Act) -> Seal | None:
    """The seal of an issue with one declared change in it; None if it was not soundly sealed."""
    return make.link(site, issue, day, (act,), "", salt) if issue.sealed else None


def _faults(here: Known, issue: Issue, today: date) -> list[Diagnostic]:
    """The errors that forbid sealing: those of the issue, and of the chain it would hang on."""
    folder = issue.path.removesuffix("issue.md")
    errors = edited.errors(here, here.site, today)
    found = [f for f in errors if f.place.path.startswith(folder) and f.code not in MENDED]
    chained = [
        fault
        for fault in seal_check.check(here.site, here.loaded.unread)
        if fault.code.startswith("seal-") and fault.place.path.startswith(f"issues/{issue.series}/")
    ]
    damaged = [f for f in here.loaded.faults if f.code == "seal-broken"]
    own = [f for f in damaged if f.place.path.startswith(f"issues/{issue.series}/")]
    return list(dict.fromkeys((*found, *chained, *own)))


def _signed_off(site: Site, issue: Issue, now: datetime) -> None:
    """Refuse what is not signed off in full: by whom, in what office, when, and all of it past."""
    if issue.status is not Status.PUBLISHED:
        raise RefusedError(
            f"{issue.id} 还是草稿，不能封存；先用 build sign {issue.id} 签发。",
            f"{issue.id} is a draft; sign it first with build sign {issue.id}.",
            FAULTY,
        )
    if issue.date > now.date():
        raise RefusedError(
            f"{issue.id} 的日期是 {issue.date.isoformat()}，还没有到；到那天再封存。",
            f"{issue.id} is dated {issue.date.isoformat()}: seal it on that day.",
            FAULTY,
        )
    lacking = []
    for item_id in issue.items:
        item = site.items.get(item_id)
        for lack in _lacks(item, now) if item else ():
            lacking.append(f"  {item_id}: {lack}")
    if lacking:
        raise RefusedError(
            "签发手续不全，不能封存。改好再来：\n" + "\n".join(lacking),
            "the sign-off is not complete:\n" + "\n".join(lacking),
            FAULTY,
        )


def _lacks(item: Item, now: datetime) -> Iterable[str]:
    signed = [step for step in item.steps if step.step is StepName.SIGNED]
    if not signed:
        yield "没有签发 (signed)"
        return
    last = max(signed, key=lambda step: step.at)
    if not last.by:
        yield "签发一步没有写经办人 (by)"
    if not last.role:
        yield "签发一步没有写职务 (role)"
    if last.at > now.astimezone(last.at.tzinfo):
        yield f"签发时间还没有到 ({last.at:%Y-%m-%d %H:%M})"


def _acts(verdict: Verdict | None) -> tuple[Act, ...]:
    """Why a link is added."""
    if verdict is None:
        return (Act.SEAL,)
    if verdict.outdated:
        return (Act.RENEWAL,)
    return tuple(dict.fromkeys(act for change in verdict.changes for act in change.acts))


def _note(options: argparse.Namespace, acts: tuple[Act, ...], talk: Talk) -> str:
    """Why; it must be said where the front matter has no place for it."""
    if Act.RECLASSIFICATION not in acts:
        return str(options.note or "")
    about = Question("--note", "为什么改公开属性（只记在封存记录里，不公开）", "why")
    return talk.ask(about, options.note, _some)


def _some(text: str) -> str:
    if not text.strip():
        raise RefusedError("不能是空的。", "this can't be empty.")
    return " ".join(text.split())


def _show(here: Known, issue: Issue, new: Seal, verdict: Verdict | None, talk: Talk) -> None:
    name = here.site.vocabularies.series[issue.series].name
    if verdict is None:
        talk.say(f"封存《{name}》{issue.id}：", f"to be sealed, {issue.id}:")
        for item_id in issue.items:
            item = here.site.items[item_id]
            step = max((s for s in item.steps if s.step is StepName.SIGNED), key=lambda s: s.at)
            signed = f"{step.at:%Y-%m-%d} {step.role}{step.by}签发"
            talk.tell(f"  {item.path.rpartition('/')[2]}  {item.title}（{signed}）")
        found = [n for n in new.parts if not new.parts[n].marks]
        if found:
            talk.say(f"图片和附件 {len(found)} 个。", f"photos and attachments: {len(found)}.")
        return
    talk.say(f"补封《{name}》{issue.id}：", f"to be amended, {issue.id}:")
    for change in verdict.changes:
        talk.tell(f"  {_changed(change)}")
    if verdict.outdated:
        talk.say(
            "源文件没有改，公开的内容读得不同；请先看过再确认。",
            "the sources are unchanged but read otherwise; look before you agree.",
        )
    before = here.site.seals[issue.id]
    if len(new.public) == len(before.public):
        talk.say(
            "公开的内容没有变，公开链不动。",
            "what the public reads is unchanged, and so is its chain.",
        )


def _changed(change: Change) -> str:
    part = "issue.md" if change.part == ISSUE else change.part
    fields = f"（{', '.join(change.fields)}）" if change.fields else ""
    return f"{part}{fields}: {'、'.join(_ACTS[act] for act in change.acts)}"


def _tell(here: Known, faults: Iterable[Diagnostic], talk: Talk) -> None:
    talk.out.write(report.text(faults, lambda p, n: files.line_of(here.root, p, n), talk.lang))


def _write(here: Known, issue: Issue, new: Seal) -> None:
    """Write the seal, if nothing it rests on changed while somebody was asked."""
    path = make.seal_path(issue)
    with write.alone(here.root):
        again = known(here.root)
        same = again.site.seals == here.site.seals
        folder = issue.path.removesuffix("issue.md")
        for id_, item in here.site.items.items():
            if item.path.startswith(folder):
                same = same and replace(again.site.items.get(id_, item), at=item.at) == item
        if not same or again.site.issues.get(issue.id) != issue:
            raise write.ChangedMeanwhileError(path)
        file = here.root / path
        text = seal_text.text(new)
        if issue.closed:
            write.replace_all([write.Change(file, file.read_bytes(), text.encode())])
        else:
            write.create(here.root, {path: text})
