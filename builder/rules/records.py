"""Rules on what is recorded of commissions (约稿), handling and follow-ups."""

from __future__ import annotations

from builder.diagnostic import Said as Said
from builder.diagnostic import Severity, rule

WARNING = Severity.WARNING


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
