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


def _words(listed: str) -> str:
    """A Chinese list of words as English ones."""
    return ", ".join(f"`{word}`" for word in listed.split("、"))


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
        near_en(near).strip() or f"known keys: {_words(allowed)}",
        Edit(at, near) if at and near else None,
    )


@rule(ERROR)
def missing_field(key: str, name: str, empty: bool = False) -> Said:
    """缺必填的一项，或写了键没有写值。

    信息必填 title、kind、units、topics、openness 和签发；期必填 number、date、status。
    ---
    A required field is missing or empty.
    """
    zh = f"“{key}”" if key == name else f"“{key}”（{name}）"
    if empty:
        return Said(
            f"{zh}是空的",
            f"`{key}` is empty",
            f"在“{key}:”后面写上值",
            f"write a value after `{key}:`",
        )
    return Said(
        f"缺{zh}",
        f"`{key}` is missing",
        f"加上“{key}: …”",
        f"add `{key}: …`",
    )


_TYPES = {
    "text": ("一段文字", "text", "写成一段文字，不用括号和“- ”", "write plain text"),
    "list": ("列表", "a list", "写成 [甲, 乙]", "write [a, b]"),
    "table": ("“键: 值”的表", "a table of `key: value`", "写成 {键: 值}", "write {key: value}"),
    "tables": (
        "列表，每项是“键: 值”的表",
        "a list of tables",
        "写成 - {键: 值, 键: 值}，一项一行",
        "write - {key: value, key: value}, one entry a line",
    ),
    "date": ("日期", "a date", "写成 2026-03-05", "write 2026-03-05"),
    "number": ("整数", "a whole number", "写半角数字，如 12", "write digits such as 12"),
    "amount": ("数", "a number", "写半角数字，如 5 或 0.5", "write a number such as 5 or 0.5"),
    "truth": ("true（是）或 false（否）", "true or false", "写 true 或 false", "true or false"),
}


@rule(ERROR)
def wrong_type(
    key: str, wanted: str, found: str = "", better: str = "", at: Place | None = None
) -> Said:
    """值的样子不对。

    例如要列表的地方写了表，要数字的地方写了文字。
    错: copies: 五十
    对: copies: 50
    ---
    The value has another shape than the field wants.
    """
    zh, en, help_zh, help_en = _TYPES[wanted]
    got_zh, got_en = (f"，这里是“{found}”", f", not `{found}`") if found else ("", "")
    return Said(
        f"“{key}”应是{zh}{got_zh}",
        f"`{key}` must be {en}{got_en}",
        f"写成 {better}" if better else help_zh,
        f"write {better}" if better else help_en,
        Edit(at, better) if at and better else None,
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
        f"“{key}”写得不对：“{value}”",
        f"`{key}`: `{value}` is not a date",
        f"写成 {suggestion}"
        if suggestion
        else "写成 2026-03-05 的样子（年-月-日，月日两位，要真有这一天）",
        f"write {suggestion}" if suggestion else "write it as 2026-03-05; the day must exist",
        Edit(at, suggestion) if suggestion else None,
    )


@rule(ERROR)
def bad_time(key: str, value: str, suggestion: str, at: Place) -> Said:
    """时间写得不对，或没有这个时间。

    错: at: 2026年3月5日 17：30
    对: at: 2026-03-05T17:30，或只写日期 2026-03-05
    ---
    A time must be ISO 8601 (2026-03-05T17:30) or a date, and exist.
    """
    return Said(
        f"“{key}”写得不对：“{value}”",
        f"`{key}`: `{value}` is not a time",
        f"写成 {suggestion}"
        if suggestion
        else "写成 2026-03-05T17:30 的样子（24小时制），或只写日期 2026-03-05",
        f"write {suggestion}" if suggestion else "write 2026-03-05T17:30, or a date",
        Edit(at, suggestion) if suggestion else None,
    )


@rule(ERROR)
def unknown_value(key: str, value: str, near: str, allowed: str, at: Place | None = None) -> Said:
    """不是可选的值。

    有的项只能从几个值里选，写代码或中文名都可以，如 status: published 或 status: 已发。
    ---
    The value is not one of those allowed; the help names them.
    """
    return Said(
        f"“{key}”不能是“{value}”",
        f"`{key}` can't be `{value}`",
        f"{near_zh(near)}可用：{allowed}",
        f"{near_en(near)}use one of: {_words(allowed)}",
        Edit(at, near) if at and near else None,
    )


@rule(ERROR)
def bad_id(key: str, value: str, example: str) -> Said:
    """代号写得不对。

    信息的代号是“刊物/年/期/文件名”，文件名不带序号和 .md；约稿的代号是“要点/约稿”。
    错: continues: 上一期第二篇
    对: continues: zwxx/2026/0011/gongan-1
    ---
    The id of an item is series/year/number/slug; that of a commission is call/commission.
    """
    return Said(
        f"“{key}”的代号“{value}”不对",
        f"`{key}`: `{value}` is not an id",
        f"写成 {example} 的样子",
        f"write it as {example}",
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
    """列表或名录是空的。

    信息至少要有一个报送单位、一个主题；站点至少要有一种刊物、一个单位、一个主题、一个类别。
    ---
    A list or a vocabulary is empty, yet at least one entry is needed.
    """
    return Said(
        f"“{key}”至少要有一个",
        f"`{key}` needs at least one entry",
        "填上至少一个",
        "add an entry",
    )


@rule(ERROR)
def too_many(key: str, limit: int) -> Said:
    """列表太长。

    这样长的列表多半是粘贴错了；数据表请改作附件。
    ---
    A list is longer than any real one; data belongs into an attachment.
    """
    return Said(
        f"“{key}”超过了{limit:,}项",
        f"`{key}` has more than {limit:,} entries",
        "核对内容；数据表请改作附件",
        "check it; move data into an attachment",
    )


@rule(ERROR)
def repeated_value(key: str, value: str) -> Said:
    """列表里同一个值写了两次。

    同一个单位的代码、全称、简称是同一个值。
    ---
    A value stands twice in a list; a code and its name are the same value.
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
        "立即停止提交，按保密规定处理；若不是密级，只是行文里的词，就写进句子，"
        "不要单独成行、加星号或放在括号里",
        "do not commit this; follow the rules on secrecy; a mere word belongs into a sentence",
    )


@rule(ERROR)
def bad_colour(key: str, value: str) -> Said:
    """外观里的颜色写得不对。

    颜色写成 # 加六位十六进制数字，外面要加半角引号，不然 # 后面会被当成注释。
    错: red: #8a0f14、red: 大红
    对: red: "#8a0f14"
    ---
    A colour of the theme must be written as `"#8a0f14"`, in quotes: a bare `#` begins a comment.
    """
    return Said(
        f"“{key}”的颜色“{value}”不对" if value else f"“{key}”没有写颜色，或 # 没加引号",
        f"`{key}`: `{value}` is not a colour" if value else f"`{key}` has no colour",
        f'写成 {key}: "#8a0f14"，外面要有半角引号',
        f'write {key}: "#8a0f14", in quotes',
    )


@rule(ERROR)
def unknown_time_zone(name: str) -> Said:
    """没有这个时区。

    时区写国际通用的名字，中国各地都是 Asia/Shanghai。
    ---
    There is no such time zone; write its IANA name, e.g. Asia/Shanghai.
    """
    return Said(
        f"没有“{name}”这个时区",
        f"there is no time zone `{name}`",
        "一般写 Asia/Shanghai",
        "for example Asia/Shanghai",
    )


_TABLE = {
    "month": ("文件名不是年月", "its name is not a month such as 2026-03.csv"),
    "empty": ("里面是空的", "it is empty"),
    "header": (
        "第一行缺“单位”（unit）或“报送数”（submitted）",
        "its first line lacks unit or submitted",
    ),
    "adjustments": (
        "第一行缺“日期”（date）、“单位”（unit）或“事由”（reason）",
        "its first line lacks date, unit or reason",
    ),
    "quote": ("引号没有配对", "a quote is not closed"),
}


@rule(ERROR)
def bad_table(reason: str) -> Said:
    """报送数的表格读不通。

    文件名是年月，如 2026-03.csv；第一行是 unit,submitted,measure（或 单位,报送数,计量），
    下面每行一个单位。加扣分写在 adjustments.csv，第一行是 date,unit,reason,points,item,note
    （或 日期,单位,事由,分值,信息,说明）。
    ---
    The table of submissions can't be read. Its name is the month, as in 2026-03.csv; its first line
    is unit,submitted,measure; below it one unit a line. Points given by hand stand in
    adjustments.csv; its first line is date,unit,reason,points,item,note.
    """
    if reason.startswith("comma"):
        mark = reason[6:]
        zh, en = ("制表符", "tabs") if mark == "\t" else (f"“{mark}”", f"`{mark}`")
        return Said(
            f"表格读不通：各列用{zh}隔开，不是半角逗号",
            f"the table can't be read: its columns are separated by {en}, not by commas",
            "在 Excel 里“另存为”，类型选“CSV（逗号分隔）”；手写的，逗号用半角",
            "save it as CSV with commas",
        )
    zh, en = _TABLE[reason]
    if reason == "adjustments":
        return Said(
            f"表格读不通：{zh}",
            f"the table can't be read: {en}",
            "第一行写 日期,单位,事由,分值,信息,说明，下面每行一项",
            "begin with date,unit,reason,points,item,note, then one entry a line",
        )
    return Said(
        f"表格读不通：{zh}",
        f"the table can't be read: {en}",
        "文件名如 2026-03.csv；第一行写 单位,报送数,计量，上面不要有别的行，下面每行一个单位，如 县公安局,12,条",
        "name it 2026-03.csv; begin with unit,submitted,measure, then one unit a line",
    )
