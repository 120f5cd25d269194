"""Rules on what is recorded of commissions (约稿), handling and follow-ups."""

from __future__ import annotations

from builder.diagnostic import Said as Said
from builder.diagnostic import Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@rule(WARNING)
def not_commissioned(unit: str, title: str) -> Said:
    """没有约这个单位。

    约稿有对象。信息的报送单位（或它的上级、撤并后的单位）要在约稿的对象里，答复里的单位也一样。
    单位自愿报来的，就响应要点，或只写到哪一份要点，如 call: 2026q1。
    ---
    A commission has addressees; the units of an item that answers it, and those of its replies, \
are among them, or stand below one of them.
    """
    return Said(
        f"约稿“{title}”没有约“{unit}”",
        f"the commission `{title}` is not addressed to `{unit}`",
        "核对约稿编号和单位；确实也约了它，就加进要点文件里这条约稿的对象（to）",
        "check the commission and the unit; if it was asked as well, add it to `to` of the commission",
    )


@rule(WARNING)
def missing_delay_reason(zh: str, en: str) -> Said:
    """逾期了，没有写原因。

    约稿、办理步骤、督办事项，办结的日子晚于期限的，都要写明 delay_reason（迟延理由）。
    错: - {step: 县应急局复核, due: 2026-03-10, done: 2026-03-15}
    对: - {step: 县应急局复核, due: 2026-03-10, done: 2026-03-15, delay_reason: 连日降雨，无法入户}
    ---
    What was done after its deadline says why in `delay_reason`: an answer to a commission, a step
    of handling, a follow-up.
    """
    return Said(
        f"“{zh}”逾期完成，没有写原因",
        f"`{en}` was done late, and nothing says why",
        "加上 迟延理由: 原因（delay_reason）；期限写错的，改期限",
        "add `delay_reason`, or correct the deadline",
    )


@rule(WARNING)
def followup_without_due(what: str) -> Said:
    """督办事项没有期限。

    没有办结的督办事项要写 due（期限），到期才会列进逾期清单。
    错: - {step: 汛后回访, officer: 李某}
    对: - {step: 汛后回访, officer: 李某, due: 2026-09-30}
    ---
    A follow-up that is not done yet has a deadline; without one nobody is ever reminded.
    """
    return Said(
        f"督办事项“{what}”还没有办结，也没有期限",
        f"the follow-up `{what}` is open and has no deadline",
        "加上 期限: 日期（due）；已经办完的，加上 办结日期: 日期（done）",
        "add `due`, or `done` if it is finished",
    )


WITHHELD = {
    "internal": ("内部的", "internal"),
    "withdrawn": ("已撤回的原文", "the text of what was withdrawn"),
    "draft": ("草稿", "a draft"),
    "hidden": ("还没有公开发布的", "not published for the public"),
    "field": ("不公开的字段", "a field that is withheld"),
    "call": ("报送要点和约稿，公开版没有开放", "a call, and calls are not opened"),
    "submissions": ("报送登记", "a register of submissions"),
    "adjustments": ("加扣分记录", "a register of points"),
    "targets": ("报送任务", "targets of units"),
    "scoring": ("计分办法", "rules of scoring"),
    "seal": ("全部内容的封存记录", "the seals of all that is recorded"),
    "file": ("公开的文字没有用到的文件", "a file that nothing public refers to"),
}


@rule(ERROR)
def withheld_in_public_repository(what: str, field: str = "") -> Said:
    """公开的仓库里有不公开的稿件。

    site.yml 写了 repository: public，谁都能看这个稿件库。草稿、未签发的、内部的、撤回的，
    办理过程、批示等不公开的字段，都不能放在里面，提交过的，Git 历史里也还有。
    每个文件只报一处；注释和没有用到的单位、主题不查。
    ---
    site.yml says `repository: public`: everybody can read the content, its history included, so
    nothing may stand in it that the public site does not show. Each file is told once. Comments
    and entries of vocabularies that nothing uses are not looked at.
    """
    zh, en = WITHHELD[what]
    shown = f" {field}" if field else ""
    return Said(
        f"site.yml 说这个仓库是公开的，里面却有不公开的稿件：{zh}{shown}",
        f"the repository is public by site.yml, and this is withheld: {en}"
        + (f", `{field}`" if field else ""),
        "全部稿件放在不公开的仓库里，用 build export 目录 导出公开的一份，公开那一份；"
        "已经提交过的，连历史一起换掉",
        "keep the full tree private and publish what `build export DIR` writes; what was committed "
        "already is in the history too",
    )
