"""`build withdraw`: takes an item offline in one command, its seal amended along with it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from builder import build, sealing
from builder import edition as editions
from builder.importing.quoting import quote
from builder.load import items
from builder.load.names import nearest
from builder.model.item import Item, Outcome, Withdrawal
from builder.model.seal import Act
from builder.model.site import Edition, Site
from builder.new import edited, front
from builder.new.command import a_date, language
from builder.new.known import Known, known
from builder.new.talk import CLEAN, FAULTY, Question, RefusedError, Talk, cancelled
from builder.render.layouts import LayoutError
from builder.seals import text as seal_text
from builder.signing import Now, read, some, tell, write_all

_OUTCOMES = {**{o.value: o for o in Outcome}, **items.OUTCOMES}
_OUTCOME_NAMES = {outcome: name for name, outcome in items.OUTCOMES.items()}


def withdraw(options: argparse.Namespace, root: Path, talk: Talk, now: Now) -> int:
    """Withdraw an item; its address keeps a tombstone."""
    here = known(root)
    talk.lang = talk.lang or language(here)
    about = Question("ID", "撤回哪一条", "item")
    item = here.site.items[talk.ask(about, options.id, lambda raw: _item_id(here, raw))]
    if item.withdrawn:
        raise RefusedError(
            f"{item.id} 已于 {item.withdrawn.date.isoformat()} 撤回，没有改动。",
            f"{item.id} was withdrawn on {item.withdrawn.date.isoformat()}; nothing changed.",
        )
    today = now(here.zone).date()
    gone = _withdrawal(options, here, item, today, talk)
    text = read(root, item.path)
    written = edited.editable(lambda: _withdrawn_text(text, gone), item.path)
    after = edited.item_after(here, item, text, written, lambda new: replace(new, withdrawn=None))
    if after.withdrawn != gone:
        raise edited.by_hand(item.path)
    site = replace(here.site, items={**here.site.items, item.id: after})
    texts, changed = {item.path: text}, {item.path: written}
    issue = here.site.issues.get(item.issue)
    seal = sealing.amended(site, issue, today, Act.WITHDRAWAL) if issue else None
    if seal:
        site = replace(site, seals={**site.seals, item.issue: seal})
        texts[seal.path] = read(root, seal.path)
        changed[seal.path] = seal_text.text(seal)
    broken = edited.new_errors(here, edited.errors(here, site, today), today)
    tell(edited.as_now(here, broken, texts, changed), here, talk)
    if any(fault.place.path == item.path for fault in broken):
        talk.say(
            "没有撤回：见上面的错误。什么也没有写。",
            "not withdrawn: see the errors above. Nothing was written.",
        )
        return FAULTY
    _show_gone(here, site, item, today, talk)
    if broken:
        talk.say(
            "注意：撤回以后，上面列出的地方要改好才能发布。",
            "note: once withdrawn, the places above must be mended before publishing.",
        )
    if not talk.agreed(f"确认撤回“{item.title}”", f"withdraw “{item.title}”", options.yes):
        raise cancelled()
    write_all(root, texts, changed)
    then_zh, then_en = "", ""
    if seal:
        then_zh, then_en = "本期的封存记录已补封；", "The seal of its issue was amended. "
    elif issue and issue.closed:
        command = f"build seal {item.issue}"
        then_zh = f"本期的封存记录另有问题，改好后先运行 {command}；"
        then_en = f"The seal of its issue has other faults: mend them and run {command}. "
    talk.say(
        f"撤回了 {item.id}。{then_zh}运行 build 后生效。",
        f"withdrew {item.id}. {then_en}Run build for it to take effect.",
    )
    return CLEAN


def _withdrawal(
    options: argparse.Namespace, here: Known, item: Item, today: date, talk: Talk
) -> Withdrawal:
    """Why, how and when an item is withdrawn."""
    about = Question(
        "--outcome",
        "结果（有误、合并、失效、改密）",
        "outcome (error, merged, expired, reclassified)",
    )
    outcome = Outcome(talk.ask(about, options.outcome, _outcome))
    merged = _merged_into(options, here, item, outcome, talk)
    reason = talk.ask(Question("--reason", "理由（会公开）", "reason"), options.reason, some)
    about = Question("--date", "撤回日期", "date", today.isoformat(), today.isoformat())
    chosen = options.date.isoformat() if options.date else None
    day = date.fromisoformat(talk.ask(about, chosen, a_date))
    return Withdrawal(day, reason, outcome, merged)


def _withdrawn_text(text: str, gone: Withdrawal) -> str:
    """The text of an item with its withdrawal."""
    chinese = front.is_chinese(text, items.KEYS)
    row = [("date", gone.date.isoformat()), ("reason", quote(gone.reason))]
    row.append(("outcome", _OUTCOME_NAMES[gone.outcome] if chinese else gone.outcome.value))
    if gone.merged_into:
        row.append(("merged_into", gone.merged_into))
    named = [(items.WITHDRAWN_KEYS[key] if chinese else key, value) for key, value in row]
    return front.add_table(text, items.KEYS, "withdrawn", named)


def _item_id(here: Known, raw: str) -> str:
    """The id of an item, however it was written: an id, a path, an address."""
    word = raw.strip().replace("\\", "/").removeprefix(here.site.settings.base_url).strip("/")
    word = word.removeprefix("./").removeprefix("item:").removeprefix("issues/")
    folder, _, name = word.removesuffix(".md").rpartition("/")
    parts = items.name_parts(f"{name}.md") if raw.strip().endswith(".md") else None
    for found in (word, f"{folder}/{parts[1]}" if parts else word):
        if found in here.site.items:
            return found
    near = nearest(word, here.site.items)
    raise RefusedError(
        f"没有“{raw}”这一条。" + (f"是不是“{near}”？" if near else ""),
        f"there is no item `{raw}`." + (f" Did you mean `{near}`?" if near else ""),
    )


def _outcome(raw: str) -> str:
    if raw.strip() not in _OUTCOMES:
        raise RefusedError(
            f"结果不能是“{raw}”：可写 error（有误）、merged（合并）、expired（失效）、"
            "reclassified（改密）。",
            f"the outcome can't be `{raw}`: error, merged, expired or reclassified.",
        )
    return _OUTCOMES[raw.strip()].value


def _merged_into(
    options: argparse.Namespace, here: Known, item: Item, outcome: Outcome, talk: Talk
) -> str:
    if outcome is not Outcome.MERGED:
        if options.merged_into:
            raise RefusedError(
                "只有结果是 merged（合并）时才能写 --merged-into。",
                "--merged-into goes with the outcome merged only.",
            )
        return ""
    about = Question("--merged-into", "并入哪一条", "merged into")
    target = talk.ask(about, options.merged_into, lambda raw: _item_id(here, raw))
    if target == item.id or here.site.items[target].withdrawn:
        raise RefusedError(
            f"不能并入 {target}：它就是这一条，或者已经撤回。",
            f"can't be merged into {target}: it is this item, or withdrawn.",
        )
    return target


def _show_gone(here: Known, after: Site, item: Item, today: date, talk: Talk) -> None:
    """Say which addresses of the public site vanish."""
    if item.id not in editions.only(here.site, Edition.PUBLIC, today).items:
        talk.say("公开版现在没有这一条。", "the public edition does not show this item.")
        return
    try:
        before, later = (_addresses(here.root, site, today) for site in (here.site, after))
    except LayoutError:
        before, later = frozenset(), frozenset()
    talk.say(
        f"/{item.id}/ 的内容将撤下，原地址留下撤回说明（日期、结果、理由）。",
        f"/{item.id}/ is taken down; a notice (date, outcome, reason) stays at its address.",
    )
    own = f"/{item.issue}/"
    gone = sorted(a for a in before - later if a.endswith("/") or a.startswith(own))
    if gone:
        talk.say("同时消失的页面和文件：", "these pages and files vanish with it:")
        for address in gone:
            talk.tell(f"  {address}")


def _addresses(root: Path, site: Site, today: date) -> frozenset[str]:
    planned = build.prepare(root, site, Edition.PUBLIC, today).plan
    paths = (promise.path for promise in planned.promises)
    return frozenset(f"/{path.removesuffix('index.html')}" for path in paths)
