"""What can be wrong with an issue: its folder, its number, its date, the names in its folder."""

from __future__ import annotations

from builder.diagnostic import Said, Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING

_PARTS = {"number": "期号", "form": "形式", "year": "年份"}
_FORMS = {"regular": "正刊", "supplement": "增刊", "special": "专刊"}


@rule(ERROR)
def folder_mismatch(what: str, folder: str, field: str) -> Said:
    """文件夹和设置不一致。

    期的文件夹名就是期号（位数按刊物规定补零），增刊前加 s；上一层是编号的年份。
    错: issues/zwxx/2026/0012/issue.md 里写 number: 13
    对: issues/zwxx/2026/0012/issue.md 里写 number: 12
    ---
    The folder's name and the front matter disagree about number, form or year.
    """
    in_folder, in_field = _FORMS.get(folder, folder), _FORMS.get(field, field)
    return Said(
        f"{_PARTS[what]}不一致：按文件夹是“{in_folder}”，设置里是“{in_field}”",
        f"the {what} differs: the folder says `{folder}`, the front matter `{field}`",
        "改文件夹名或改设置，两处要一致",
        "make both agree",
    )


@rule(ERROR)
def bad_folder(name: str, wanted: str) -> Said:
    """文件夹名不对。

    issues/ 下面依次是刊物代码、四位年份、期号；期号的位数按刊物规定补零，增刊前加 s。
    错: issues/zwxx/2026年/第12期
    对: issues/zwxx/2026/0012
    ---
    A folder under `issues/` has the wrong name: series, year of four digits, number.
    """
    return Said(
        f"文件夹名“{name}”不对",
        f"`{name}` is not the name of a folder here",
        f"应是 {wanted} 的样子",
        f"it looks like {wanted}",
    )


@rule(ERROR)
def missing_issue_file() -> Said:
    """期的文件夹里没有 issue.md。

    issue.md 写本期的期号、日期和状态；没有它，整期不会发布。
    ---
    An issue's folder has no issue.md, which gives number, date and status.
    """
    return Said(
        "这一期没有 issue.md",
        "this issue has no issue.md",
        "用 build new issue 生成，或照别的期写一个",
        "make one with `build new issue`",
    )


@rule(ERROR)
def bad_item_name(name: str, wanted: str = "") -> Said:
    """信息的文件名不对。

    文件名是“序号-代号.md”，代号用小写字母、数字和连字符，会成为网址。
    错: 01-公安局.md、01-gongan.MD、01-gongan.txt
    对: 01-gongan-1.md
    ---
    An item's file must be named `<nn>-<slug>.md`; the slug becomes its address.
    """
    if wanted:
        return Said(
            f"文件名“{name}”不对",
            f"`{name}` is not the name of an item",
            f"改名为 {wanted}",
            f"rename it to {wanted}",
        )
    return Said(
        f"文件名“{name}”不对",
        f"`{name}` is not the name of an item",
        "写成“序号-代号.md”，代号用小写字母、数字和连字符，如 01-gongan-1.md",
        "write <nn>-<slug>.md in lower-case letters, digits and hyphens, e.g. 01-gongan-1.md",
    )


def _issue(year: int, number: int, supplement: bool) -> tuple[str, str]:
    """How a message calls an issue, in Chinese and English."""
    if supplement:
        return f"{year}年增刊第{number}期", f"supplement {number} of {year}"
    return f"{year}年第{number}期", f"number {number} of {year}"


@rule(ERROR)
def duplicate_number(year: int, number: int, supplement: bool, other: str) -> Said:
    """期号重复。

    同一刊物同一年里期号不能相同；增刊单独编号。
    ---
    Two issues of a series and year have the same number.
    """
    zh, en = _issue(year, number, supplement)
    return Said(
        f"{zh}已经有了，见 {other}",
        f"{en} is already there: {other}",
        "核对期号，改其中一期的文件夹名和 issue.md 里的期号（number）",
        "check the number; rename one folder and change its `number`",
    )


@rule(WARNING)
def skipped_number(first: int, last: int, year: int, before: int, supplement: bool) -> Said:
    """期号不连续。

    正刊按年连续编号；断号会让读者以为漏了一期。
    确实没有这一期，就在 issue.md 里写 allow: {skipped-number: 理由}。
    ---
    The numbers of a series are not continuous.
    """
    zh, en = _issue(year, before, supplement)
    gone_zh = f"第{first}期" if first == last else f"第{first}—{last}期"
    gone_en = f"number {first} is" if first == last else f"numbers {first} to {last} are"
    return Said(
        f"{zh}之后跳过了{gone_zh}",
        f"after {en}, {gone_en} missing",
        "核对期号；确实没有，就在 issue.md 写 豁免: {skipped-number: 理由}",
        "check the number; if it never existed, add allow: {skipped-number: reason}",
    )


@rule(ERROR)
def duplicate_total(total: int, other: str) -> Said:
    """总期号重复。

    总期号（总第N期）从创刊起连续编，同一刊物里不能相同。
    ---
    Two issues of a series have the same running number.
    """
    return Said(
        f"总第{total}期已经有了，见 {other}",
        f"running number {total} is already there: {other}",
        "核对总期号（total）",
        "check `total`",
    )


@rule(WARNING)
def skipped_total(total: int, wanted: int) -> Said:
    """总期号不连续。

    总期号（总第N期）按出版先后每期加一。
    ---
    The running numbers of a series are not continuous.
    """
    return Said(
        f"总期号是{total}，按前一期应是{wanted}",
        f"the running number is {total}; after the issue before it should be {wanted}",
        "核对总期号（total）",
        "check `total`",
    )


@rule(WARNING)
def issue_dates_out_of_order(year: int, number: int, supplement: bool) -> Said:
    """期号在后、日期在前。

    后一期的日期早于前一期，多半是日期或期号写错了。
    ---
    An issue with a higher number has an earlier date.
    """
    zh, en = _issue(year, number, supplement)
    return Said(
        f"日期早于前一期（{zh}）",
        f"dated before the issue preceding it ({en})",
        "核对日期（date）和期号（number）",
        "check `date` and the number",
    )


@rule(WARNING)
def empty_issue() -> Said:
    """这一期没有信息。

    旧刊只有扫描件的，用 scan 写明扫描件的文件名。
    ---
    The issue has no items and no scan.
    """
    return Said(
        "这一期没有一篇信息",
        "this issue has no items",
        "加入信息，或写 扫描件: 文件名.pdf（scan）",
        "add items, or `scan: file.pdf` for an old issue",
    )


@rule(ERROR)
def duplicate_id(id_: str, other: str) -> Said:
    """同一期里两篇信息的代号相同。

    去掉前面的序号后文件名相同，两篇会用同一个网址。
    错: 01-gongan.md 和 02-gongan.md
    对: 01-gongan-1.md 和 02-gongan-2.md
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
def bad_number(value: str) -> Said:
    """期号不对。

    写阿拉伯数字（半角），1 或更大；增刊也可以写 s01。
    错: number: 第十二期
    对: number: 12
    ---
    The number of an issue is 1 or more; a supplement may write s01.
    """
    return Said(
        f"期号不能是“{value}”",
        f"`{value}` is not the number of an issue",
        "写半角的阿拉伯数字，如 12；增刊可写 s01",
        "write a number such as 12; a supplement may write s01",
    )


@rule(WARNING)
def not_sealed(since: str) -> Said:
    """站点要求封存，这一期没有封存，所以不发布。

    site.yml 的 require_seal 写了日期：从那天起的期要封存后才发布。
    ---
    site.yml asks for seals from a date on; an issue without one is not published.
    """
    return Said(
        f"没有封存：站点要求{since}起的期先封存，这一期不会发布",
        f"not sealed: from {since} on only sealed issues are published, so this one is not",
        "封存这一期；不要求封存就把 site.yml 的 require_seal 改成 false",
        "seal the issue, or set `require_seal: false` in site.yml",
    )
