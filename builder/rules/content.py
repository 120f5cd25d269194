"""What can be wrong with an item as a whole: openness, sign-off, dates, addresses, adoptions."""

from __future__ import annotations

from builder.diagnostic import Said, Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@rule(ERROR)
def missing_openness() -> Said:
    """没有写公开属性。

    公开还是内部必须写明，系统从不替人决定。
    对: openness: public（公开） 或 openness: internal（内部）
    ---
    The item does not say whether it is public or internal; the program never decides that.
    """
    return Said(
        "没有写公开属性（openness）",
        "`openness` is missing",
        "加一行“公开属性: 公开”或“公开属性: 内部”（英文键写 openness: public 或 internal）",
        "add `openness: public` or `openness: internal`",
    )


@rule(ERROR)
def unknown_openness(value: str) -> Said:
    """公开属性写得不对。

    只有 public（公开、主动公开）和 internal（内部）。写错一个字母就可能误公开，所以不猜。
    ---
    `openness` is `public` or `internal`; nothing is guessed here.
    """
    return Said(
        f"公开属性不能是“{value}”",
        f"`openness` can't be `{value}`",
        "只能写公开（public）或内部（internal）",
        "write `public` or `internal`",
    )


@rule(ERROR)
def missing_sign_off() -> Said:
    """没有签发。

    先签后发：steps 里要有一步 signed（签发），写明时间和签发人。
    对:
    steps:
    - {step: signed, at: 2026-03-05T17:30, by: 王某, role: 主任}
    ---
    No sign-off: `steps` has no `signed` step.
    """
    return Said(
        "没有签发：办理过程（steps）里缺“签发”（signed）一步",
        "no sign-off: `steps` has no `signed` step",
        "用 build sign 登记签发，或在办理过程里加一步 {步骤: 签发, 时间: 2026-03-05T17:30, 经办人: 姓名}",
        "record it with `build sign`, or add {step: signed, at: …, by: …}",
    )


STEPS = {
    "submitted": "报送",
    "screened": "初审",
    "edited": "编辑",
    "reviewed": "复核",
    "signed": "签发",
}


@rule(ERROR)
def steps_out_of_order(step: str, previous: str) -> Said:
    """办理过程的时间颠倒。

    各步应依次为报送、初审、编辑、复核、签发，后一步不能早于前一步。
    ---
    A later step of handling has an earlier time.
    """
    return Said(
        f"“{STEPS[step]}”的时间早于“{STEPS[previous]}”",
        f"`{step}` is earlier than `{previous}`",
        "核对两步的时间",
        "check the times of both steps",
    )


_DATES = {
    "event": ("事发日期", "the date of the event"),
    "signed": ("签发", "the sign-off"),
    "correction": ("更正日期", "the correction"),
    "withdrawal": ("撤回日期", "the withdrawal"),
    "adoption": ("采用日期", "the adoption"),
    "annotation": ("批示时间", "the annotation"),
    "done": ("办结日期", "the day it was done"),
    "begin": ("起始日期", "the first day"),
    "end": ("终止日期", "the last day"),
}


@rule(ERROR)
def dates_out_of_order(earlier: str, later: str) -> Said:
    """日期的先后不合情理。

    例如签发、采用、批示、办结早于事发，采用、更正、撤回早于签发，曾用名的止早于起。
    ---
    Two dates are in an impossible order.
    """
    (early_zh, early_en), (late_zh, late_en) = _DATES[earlier], _DATES[later]
    return Said(
        f"{late_zh}不应早于{early_zh}",
        f"{late_en} can't be earlier than {early_en}",
        "核对这两个日期",
        "check both dates",
    )


@rule(ERROR)
def signed_after_issue(signed: str, issue: str) -> Said:
    """签发晚于本期日期。

    期的日期以签发日为准，每篇的签发都不能晚于它。
    ---
    An item was signed after the date of its issue.
    """
    return Said(
        f"签发日期{signed}晚于本期日期{issue}",
        f"signed on {signed}, after the date of the issue, {issue}",
        "核对签发时间和 issue.md 的日期（date）",
        "check the sign-off and the date in issue.md",
    )


@rule(ERROR)
def address_taken(address: str, other: str) -> Said:
    """两处内容要用同一个网址。

    信息、期、固定页面、旧地址和 static/ 里的文件都占网址，每个网址只能归一处。
    ---
    Two things claim one address: items, issues, standing pages, old addresses, static files.
    """
    zh, en = (f"归 {other}", f"belongs to {other}") if other else ("由系统生成", "is generated")
    return Said(
        f"网址 {address} 已经{zh}",
        f"the address {address} {en}",
        "换一个网址或文件名",
        "use another address or name",
    )


@rule(ERROR)
def duplicate_index_no(value: str, other: str) -> Said:
    """索引号重复。

    索引号全站唯一，终身不变，撤回的也不再给别的信息用。
    ---
    Two items have the same index number, which must be unique and is never used again.
    """
    return Said(
        f"索引号“{value}”已经用过，见 {other}",
        f"the index number `{value}` is already used by {other}",
        "核对索引号，两篇要不同",
        "check it; both must differ",
    )


@rule(WARNING)
def bad_doc_no(value: str, suggestion: str) -> Said:
    """发文字号写得不规范。

    年份用六角括号〔〕，序号不补零、不加“第”。
    错: 云政发[2026]012号
    对: 云政发〔2026〕12号
    ---
    A document number has the form “云政发〔2026〕12号”: six-angled brackets, no zeros in front.
    """
    return Said(
        f"发文字号“{value}”不合格式",
        f"`{value}` does not have the form of a document number",
        f"写成 {suggestion}"
        if suggestion
        else "写成 云政发〔2026〕12号 的样子：年份用〔〕，序号不补零",
        f"write `{suggestion or '云政发〔2026〕12号'}`",
    )


@rule(ERROR)
def self_adoption(publication: str) -> Said:
    """把本刊登载又登记为采用。

    登在已发的一期里，本身就是这种刊物的采用；再写一次会重复计分。
    ---
    Appearing in a published issue is adoption already; listing it again would count twice.
    """
    return Said(
        f"登在本期即已算“{publication}”采用，不能再登记",
        f"appearing here is adoption by `{publication}` already",
        "删去这一条采用",
        "remove this adoption",
    )


@rule(ERROR)
def wrong_level(given: str, publication: str, level: str) -> Said:
    """采用的级别与刊物的级别不符。

    每种采用刊物属于哪一级，在 levels.yml 里登记；级别写错会算错分。
    ---
    An adoption names another level than that of its publication in levels.yml.
    """
    return Said(
        f"“{publication}”是“{level}”级，不是“{given}”级",
        f"`{publication}` is of level `{level}`, not `{given}`",
        f"级别（level）写 {level}；刊物的级别有误，就改 levels.yml",
        f"write `level: {level}`, or mend levels.yml",
    )


@rule(ERROR)
def repeated_adoption(publication: str, line: int) -> Said:
    """同一次采用登记了两遍。

    刊物、期号、日期都相同的采用会重复计分。
    ---
    One adoption is listed twice and would count twice.
    """
    return Said(
        f"“{publication}”的这次采用已在第{line}行登记过",
        f"this adoption by `{publication}` is on line {line} already",
        "删去一条；确是两次，就写明各自的期号（number）",
        "remove one; if there were two, give the `number` of each",
    )


@rule(ERROR)
def continues_loop(id_: str) -> Said:
    """承接绕成了圈。

    continues 写这一篇所跟进的、较早的那一篇；不能写自己，也不能互相承接。
    ---
    `continues` leads back to the item itself; it names the earlier item that this one follows up.
    """
    return Said(
        f"承接“{id_}”绕回了这一篇自己",
        f"following up `{id_}` leads back to this item",
        "写较早那一篇的代号，或删去“承接”（continues）",
        "name the earlier item, or remove `continues`",
    )


@rule(ERROR)
def merge_mismatch(has_target: bool) -> Said:
    """撤回的结果与“并入”不一致。

    结果是“合并”（merged）的，要在 merged_into 写明并入哪一篇；别的结果不写 merged_into。
    也不能并入自己，或绕成圈。
    ---
    `merged_into` belongs to the outcome `merged`, and to it alone; it can't lead back to the item.
    """
    if has_target:
        return Said(
            "写了“并入”（merged_into），结果却不是合并（merged）",
            "`merged_into` is given, but the outcome is not `merged`",
            "结果（outcome）写合并，或删去“并入”",
            "write outcome: merged, or remove `merged_into`",
        )
    return Said(
        "结果是合并（merged），要用“并入”（merged_into）写明并入哪一篇别的信息",
        "the outcome is `merged`: `merged_into` must name another item",
        "加上“并入: 代号”，如 并入: zwxx/2026/0012/gongan-1",
        "add `merged_into: id`, e.g. zwxx/2026/0012/gongan-1",
    )


@rule(WARNING)
def empty_text() -> Said:
    """只有设置区，没有正文。

    设置区（两行“---”之间）下面要有正文。
    ---
    The item has front matter but no text.
    """
    return Said(
        "这一篇没有正文",
        "this item has no text",
        "在第二行“---”下面写正文",
        "write the text below the second `---`",
    )


@rule(ERROR)
def waiver_without_reason() -> Said:
    """豁免没有写理由。

    错: allow: {skipped-number: ""}
    对: allow: {skipped-number: 第3期当年未出}
    错: <!-- allow: broken-link -->
    对: <!-- allow: broken-link 原文如此 -->
    ---
    A waiver needs a reason: `allow: {code: reason}`, or `<!-- allow: code reason -->`.
    """
    return Said(
        "豁免要写理由",
        "a waiver needs a reason",
        "写成 豁免: {规则代码: 理由}，正文里写成 <!-- allow: 规则代码 理由 -->",
        "write allow: {code: reason}, or <!-- allow: code reason --> in the text",
    )


@rule(ERROR)
def unknown_rule(code: str, near: str) -> Said:
    """没有这条规则。

    豁免里写规则的代码，就是诊断里方括号中的字，如 skipped-number。
    ---
    A waiver names a rule that does not exist; a rule's code stands in brackets in diagnostics.
    """
    return Said(
        f"没有代码为“{code}”的规则",
        f"there is no rule `{code}`",
        f"是不是“{near}”？" if near else "规则代码是诊断里方括号中的字，如 skipped-number",
        f"did you mean `{near}`?" if near else "codes stand in brackets in diagnostics",
    )
