"""What can be wrong with an item or issue as a whole: sign-off, dates, numbers, addresses."""

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
        "没有写 openness（公开属性）",
        "`openness` is missing",
        "加一行 openness: public（公开）或 openness: internal（内部）",
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
        "只能写 public（公开）或 internal（内部）",
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
        "没有签发：steps 里缺 signed（签发）一步",
        "no sign-off: `steps` has no `signed` step",
        "用 build sign 登记签发，或在 steps 里加一步 {step: signed, at: 时间, by: 签发人}",
        "record it with `build sign`, or add {step: signed, at: …, by: …}",
    )


@rule(ERROR)
def steps_out_of_order(step: str, previous: str) -> Said:
    """办理过程的时间颠倒。

    各步应依次为报送、初审、编辑、复核、签发，后一步不能早于前一步。
    ---
    A later step of handling has an earlier time.
    """
    return Said(
        f"“{step}”的时间早于“{previous}”",
        f"`{step}` is earlier than `{previous}`",
        "核对两步的时间",
        "check the times of both steps",
    )


@rule(ERROR)
def dates_out_of_order(earlier: str, later: str) -> Said:
    """日期的先后不合情理。

    例如事发日期晚于签发，批示早于签发，办结早于交办。
    ---
    Two dates are in an impossible order.
    """
    return Said(
        f"“{later}”不应早于“{earlier}”",
        f"`{later}` must not be earlier than `{earlier}`",
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
        "核对签发时间和 issue.md 的 date",
        "check the sign-off and the date in issue.md",
    )


@rule(ERROR)
def folder_mismatch(what: str, folder: str, field: str) -> Said:
    """文件夹和设置不一致。

    期的文件夹名就是期号（位数按刊物规定补零），增刊前加 s。
    ---
    The folder's name and the front matter disagree.
    """
    return Said(
        f"文件夹的{what}是“{folder}”，设置里是“{field}”",
        f"the folder says {folder}, the front matter {field}",
        "改文件夹名或改设置，两处要一致",
        "make both agree",
    )


@rule(ERROR)
def bad_folder(name: str, wanted: str) -> Said:
    """文件夹名不对。
    ---
    The folder of an issue has the wrong name.
    """
    return Said(
        f"期的文件夹名“{name}”不对",
        f"`{name}` is not the name of an issue's folder",
        f"应是 {wanted}",
        f"write {wanted}",
    )


@rule(ERROR)
def missing_issue_file() -> Said:
    """期的文件夹里没有 issue.md。
    ---
    An issue's folder has no issue.md.
    """
    return Said(
        "这一期没有 issue.md",
        "this issue has no issue.md",
        "用 build new issue 生成，或照别的期写一个",
        "make one with `build new issue`",
    )


@rule(ERROR)
def bad_item_name(name: str) -> Said:
    """信息的文件名不对。

    文件名是“序号-代号.md”，代号用小写字母、数字和连字符，会成为网址。
    错: 01-公安局.md
    对: 01-gongan-1.md
    ---
    An item's file must be named `<nn>-<slug>.md`; the slug becomes its address.
    """
    return Said(
        f"文件名“{name}”不对",
        f"`{name}` is not the name of an item",
        "写成“序号-代号.md”，代号用小写字母、数字和连字符，如 01-gongan-1.md",
        "write <nn>-<slug>.md, e.g. 01-gongan-1.md",
    )


@rule(ERROR)
def duplicate_number(number: str, other: str) -> Said:
    """期号重复。
    ---
    Two issues of a series and year have the same number.
    """
    return Said(
        f"{number}已经用过，见 {other}",
        f"{number} is already used by {other}",
        "核对期号",
        "check the number",
    )


@rule(WARNING)
def skipped_number(missing: str, before: str) -> Said:
    """期号不连续。

    正刊按年连续编号；断号会让读者以为漏了一期。
    ---
    The numbers of a series are not continuous.
    """
    return Said(
        f"{before}之后跳过了{missing}",
        f"{missing} is skipped after {before}",
        "核对期号；确实没有这一期，就在 issue.md 写 allow 说明",
        "check the number; if it never existed, waive this with `allow`",
    )


@rule(ERROR)
def duplicate_total(total: int, other: str) -> Said:
    """总期号重复。
    ---
    Two issues of a series have the same running number.
    """
    return Said(
        f"总第{total}期已经用过，见 {other}",
        f"running number {total} is already used by {other}",
        "核对 total",
        "check `total`",
    )


@rule(WARNING)
def skipped_total(total: int, wanted: int) -> Said:
    """总期号不连续。
    ---
    The running numbers of a series are not continuous.
    """
    return Said(
        f"总期号是{total}，按前一期应是{wanted}",
        f"the running number is {total}; after the issue before it should be {wanted}",
        "核对 total",
        "check `total`",
    )


@rule(WARNING)
def issue_dates_out_of_order(before: str) -> Said:
    """期号在后、日期在前。
    ---
    An issue with a higher number has an earlier date.
    """
    return Said(
        f"日期早于前一期（{before}）",
        f"dated before the issue preceding it ({before})",
        "核对 date 和期号",
        "check `date` and the number",
    )


@rule(WARNING)
def empty_issue() -> Said:
    """这一期没有信息。
    ---
    The issue has no items and no scan.
    """
    return Said(
        "这一期没有一篇信息",
        "this issue has no items",
        "加入信息，或写 scan: 扫描件.pdf",
        "add items, or `scan: file.pdf` for an old issue",
    )


@rule(ERROR)
def address_taken(address: str, other: str) -> Said:
    """两处内容要用同一个网址。
    ---
    Two things claim one address.
    """
    return Said(
        f"网址 {address} 已经归 {other}",
        f"the address {address} belongs to {other}",
        "给其中一个改名",
        "rename one of them",
    )


@rule(ERROR)
def duplicate_id(id_: str, other: str) -> Said:
    """同一期里两篇信息的代号相同。

    去掉前面的序号后文件名相同，两篇会用同一个网址。
    ---
    Two items of an issue differ only in their prefix and would share an address.
    """
    return Said(
        f"与 {other} 的代号相同（{id_}）",
        f"{other} has the same id ({id_})",
        "给其中一篇改代号，如 -1、-2",
        "rename one, e.g. -1 and -2",
    )


@rule(ERROR)
def duplicate_index_no(value: str, other: str) -> Said:
    """索引号重复。

    索引号全站唯一，终身不变。
    ---
    Two items have the same index number.
    """
    return Said(
        f"索引号“{value}”已经用过，见 {other}",
        f"the index number `{value}` is already used by {other}",
        "核对索引号；可用 build check --fix 编号",
        "check it",
    )


@rule(WARNING)
def bad_doc_no(value: str, suggestion: str) -> Said:
    """发文字号写得不规范。

    年份用六角括号〔〕，序号不补零、不加“第”。
    错: 云政发[2026]012号
    对: 云政发〔2026〕12号
    ---
    A document number has the form 云政发〔2026〕12号.
    """
    return Said(
        f"发文字号“{value}”不合格式",
        f"`{value}` does not have the form of a document number",
        f"写成 {suggestion or '云政发〔2026〕12号'}",
        f"write {suggestion or '云政发〔2026〕12号'}",
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
        f"appearing here is adoption by {publication} already",
        "删去这一条采用",
        "remove this adoption",
    )


@rule(ERROR)
def waiver_without_reason() -> Said:
    """豁免没有写理由。

    对: allow: {skipped-number: 第3期当年未出}
    ---
    A waiver needs a reason.
    """
    return Said(
        "豁免要写理由",
        "a waiver needs a reason",
        "写成“规则代码: 理由”",
        "write `code: reason`",
    )


@rule(ERROR)
def unknown_rule(code: str, near: str) -> Said:
    """没有这条规则。
    ---
    A waiver names a rule that does not exist.
    """
    return Said(
        f"没有代码为“{code}”的规则",
        f"there is no rule `{code}`",
        f"是不是“{near}”？" if near else "规则代码见诊断方括号里的字",
        f"did you mean `{near}`?" if near else "codes stand in brackets in diagnostics",
    )


@rule(ERROR)
def number_used(value: str) -> Said:
    """期号或数目不对。
    ---
    A number must be 1 or more.
    """
    return Said(
        f"“{value}”应是1或更大的整数",
        f"`{value}` must be 1 or more",
        "写阿拉伯数字，如 12",
        "write a number such as 12",
    )
