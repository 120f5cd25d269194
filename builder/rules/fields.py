"""What can be wrong with a field: its key, its type, its value."""

from __future__ import annotations

from builder.diagnostic import Edit, Place, Said, Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def near_zh(near: str) -> str:
    """The question after an unknown name, in Chinese."""
    return f"是不是“{near}”？" if near else ""


def near_en(near: str) -> str:
    """The question after an unknown name, in English."""
    return f"did you mean `{near}`? " if near else ""


@rule(ERROR)
def unknown_key(key: str, near: str, allowed: str, at: Place | None = None) -> Said:
    """没有这个键。

    多半是打错了字。打错的键会被忽略，例如 openess 写错就等于没写公开属性，所以要改。
    错: tilte: 三季度工业
    对: title: 三季度工业
    ---
    A key that does not exist, most often a slip of the pen.
    """
    return Said(
        f"没有“{key}”这个键",
        f"unknown key `{key}`",
        near_zh(near) or f"可用的键：{allowed}",
        near_en(near).strip() or f"known keys: {allowed}",
        Edit(at, near) if at and near else None,
    )


@rule(ERROR)
def missing_field(key: str, name: str) -> Said:
    """缺必填的一项。
    ---
    A required field is missing.
    """
    return Said(
        f"缺“{key}”（{name}）" if name else f"缺“{key}”",
        f"`{key}` is missing",
        f"在设置区加一行“{key}: …”",
        f"add a line `{key}: …`",
    )


_TYPES = {
    "text": ("一段文字", "text"),
    "list": ("列表，如 [甲, 乙]", "a list such as [a, b]"),
    "table": ("“键: 值”的表", "a table of `key: value`"),
    "tables": ("每项是“键: 值”的列表", "a list of tables"),
    "number": ("整数", "a whole number"),
    "amount": ("数，如 5 或 0.5", "a number such as 5 or 0.5"),
    "truth": ("true（是）或 false（否）", "true or false"),
}


@rule(ERROR)
def wrong_type(key: str, wanted: str, found: str = "") -> Said:
    """值的样子不对。

    例如要列表的地方写了表，要数字的地方写了文字。
    ---
    The value has another shape than the field wants.
    """
    zh, en = _TYPES[wanted]
    got_zh, got_en = (f"，这里是“{found}”", f", not `{found}`") if found else ("", "")
    return Said(
        f"“{key}”应是{zh}{got_zh}",
        f"`{key}` must be {en}{got_en}",
        f"改成{zh}",
        f"write {en}",
    )


@rule(ERROR)
def bad_date(key: str, value: str, suggestion: str, at: Place) -> Said:
    """日期写得不对，或没有这一天。

    错: date: 2026年3月5日、2026-3-5、2026-02-30
    对: date: 2026-03-05
    ---
    A date must be ISO 8601 (2026-03-05) and exist.
    """
    return Said(
        f"“{key}”的日期“{value}”不对",
        f"`{key}`: `{value}` is not a date",
        f"写成 {suggestion or '2026-03-05'} 的样子（年-月-日，月日两位，要真有这一天）",
        f"write {suggestion or '2026-03-05'} (year-month-day)",
        Edit(at, suggestion) if suggestion else None,
    )


@rule(ERROR)
def bad_time(key: str, value: str) -> Said:
    """时间写得不对。

    错: at: 2026-03-05 5点半
    对: at: 2026-03-05T17:30，或只写日期 2026-03-05
    ---
    A time must be ISO 8601 (2026-03-05T17:30) or a date.
    """
    return Said(
        f"“{key}”的时间“{value}”不对",
        f"`{key}`: `{value}` is not a time",
        "写成 2026-03-05T17:30 的样子，或只写日期 2026-03-05",
        "write 2026-03-05T17:30, or a date",
    )


@rule(ERROR)
def unknown_value(key: str, value: str, near: str, allowed: str, at: Place | None = None) -> Said:
    """不是可选的值。
    ---
    The value is not one of those allowed.
    """
    return Said(
        f"“{key}”不能是“{value}”",
        f"`{key}` can't be `{value}`",
        f"{near_zh(near)}可用：{allowed}",
        f"{near_en(near)}use one of: {allowed}",
        Edit(at, near) if at and near else None,
    )


@rule(ERROR)
def bad_code(code: str) -> Said:
    """代码写得不对。

    代码会成为网址的一段，只能用小写字母、数字和连字符；刊物和固定页面的代码还要以字母开头。
    错: 公安局、Gong_An
    对: gongan
    ---
    Codes become addresses: lower-case letters, digits and hyphens; codes of series and standing
    pages begin with a letter.
    """
    return Said(
        f"“{code}”不能作代码",
        f"`{code}` can't be a code",
        "只用小写字母、数字和连字符（-），如 gongan；刊物和页面的代码以字母开头",
        "use lower-case letters, digits and hyphens",
    )


@rule(ERROR)
def empty_list(key: str) -> Said:
    """列表是空的。
    ---
    The list is empty, yet at least one entry is needed.
    """
    return Said(
        f"“{key}”至少要有一个",
        f"`{key}` needs at least one entry",
        "填上至少一个",
        "add an entry",
    )


@rule(ERROR)
def repeated_value(key: str, value: str) -> Said:
    """列表里同一个值写了两次。
    ---
    A value stands twice in a list.
    """
    return Said(
        f"“{key}”里“{value}”写了两次",
        f"`{value}` stands twice in `{key}`",
        "删去一个",
        "remove one",
    )


@rule(ERROR)
def bad_address(key: str, value: str) -> Said:
    """网址写得不对。

    只收 http、https 网址；本站的旧地址写成 /zwxx/2019/0003/ 的样子。
    ---
    Not an address: http or https, or for old addresses a path such as /zwxx/2019/0003/.
    """
    return Said(
        f"“{key}”的网址“{value}”不对",
        f"`{key}`: `{value}` is not an address",
        "外站写 https://…；旧地址写 /目录/ 的样子",
        "write https://… or, for an old address, /path/",
    )


@rule(ERROR)
def secret_mark(mark: str) -> Said:
    """带有国家秘密的密级标志。

    涉密不上网、上网不涉密：带密级的材料不能进入本系统，哪怕是内部版。
    ---
    A mark of state secrecy. Such material must not be in this repository at all.
    """
    return Said(
        f"带有密级“{mark}”：涉密材料不能进入本系统",
        f"the mark `{mark}` of state secrecy is refused",
        "立即停止提交，按保密规定处理；只有“内部资料”（keep）可用",
        "do not commit this; follow the rules on secrecy",
    )


@rule(ERROR)
def unknown_time_zone(name: str) -> Said:
    """没有这个时区。
    ---
    There is no such time zone.
    """
    return Said(
        f"没有“{name}”这个时区",
        f"there is no time zone `{name}`",
        "一般写 Asia/Shanghai",
        "for example Asia/Shanghai",
    )


@rule(ERROR)
def bad_table(reason: str) -> Said:
    """报送数的表格读不通。

    第一行应是 unit,submitted,measure，下面每行一个单位。
    ---
    The table of submissions can't be read; its first line is unit,submitted,measure.
    """
    return Said(
        f"表格读不通：{reason}",
        f"the table can't be read: {reason}",
        "第一行写 unit,submitted,measure，下面每行一个单位，如 gongan,12,条",
        "begin with unit,submitted,measure, then one unit a line",
    )
