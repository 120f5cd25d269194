"""What can be wrong with the way fields are written, before their meaning is looked at."""

from __future__ import annotations

from builder.diagnostic import Edit, Place, Said, Severity, rule

ERROR = Severity.ERROR

_CAUSES = {
    "colon in value": (
        "值里多了一个冒号“: ”",
        "a second `: ` in the value",
        '给整个值加上半角引号，如 标题: "通报: 三季度"，或把里面的冒号改成全角“：”',
        'put the whole value in quotes, as in title: "a: b"',
    ),
    "not key and value": (
        "这一行不是“键: 值”",
        "this line is not `key: value`",
        "写成“键: 值”，冒号用半角，后面空一格；若从这里起是正文，前面缺单独一行“---”",
        "write `key: value`; if the text begins here, a line `---` is missing before it",
    ),
    "missing key": (
        "冒号前面没有键",
        "there is no key before the colon",
        "在冒号前写上键，如 标题: 三季度工业",
        "write a key before the colon, as in title: text",
    ),
    "open bracket": (
        "方括号“[”没有配上“]”",
        "the bracket `[` is never closed",
        "写成 [甲, 乙]，括号和逗号都用半角",
        "write [a, b]",
    ),
    "open brace": (
        "花括号“{”没有配上“}”",
        "the brace `{` is never closed",
        "写成 {date: 2026-03-05, note: 文字}，括号和逗号都用半角",
        "write {date: 2026-03-05, note: text}",
    ),
    "missing comma": (
        "括号里的两项之间缺了半角逗号",
        "a comma is missing between two entries",
        "写成 [甲, 乙] 或 {键: 值, 键: 值}；值里有逗号、括号时加半角引号",
        "write [a, b] or {key: value, key: value}; quote values with commas or brackets",
    ),
    "extra bracket": (
        "多了一个右括号",
        "a closing bracket too many",
        "删去多余的括号",
        "remove it",
    ),
    "hash in brackets": (
        "括号里“ #”以后都被当成注释，括号没有配上",
        "everything after ` #` is a comment, so the bracket is never closed",
        "给带“#”的值加上半角引号",
        "put the value with `#` in quotes",
    ),
    "hash in lines": (
        "“ #”以后被当成注释，下一行接不上",
        "everything after ` #` is a comment, and the next line does not continue it",
        "给整个值加上半角引号，写在一行里",
        "put the whole value in quotes, on one line",
    ),
    "open quote": (
        "引号没有配对",
        "a quote is not closed",
        "在值的末尾补上同样的半角引号；前后要用同一种",
        "close the quote with the same character",
    ),
    "after quote": (
        "引号括住的值后面又有文字",
        "text follows a quoted value",
        "把整个值括进引号；里面的引号用全角“”",
        "put the whole value inside the quotes",
    ),
    "quotes in quotes": (
        "引号里又用了同样的半角引号",
        "the same quote is used inside a quoted value",
        "里面的引号改成全角“”，或外面改用半角单引号 '…'",
        "use single quotes around a value that holds double ones",
    ),
    "after bracket": (
        "括号后面又有文字：值以“[”或“{”开头，会被当成列表",
        "text follows a bracket: a value that begins with `[` or `{` is a list or a table",
        '是文字就给整个值加上半角引号，如 标题: "[快讯]三季度工业"',
        'if it is text, put it in quotes, as in title: "[a] b"',
    ),
    "start": (
        "值不能以这个符号开头",
        "a value can't begin with this character",
        "给整个值加上半角引号",
        "put the value in quotes",
    ),
    "escape": (
        "半角双引号里的“\\”有特别的意思，这里的写法不成立",
        "a backslash has a meaning inside double quotes, and this is none it has",
        "外面改用半角单引号 '…'，或不用引号",
        "use single quotes",
    ),
    "indent": (
        "缩进对不齐",
        "the indentation does not match",
        "同一层的键左边对齐，下一层多缩进两个空格",
        "align the keys of one level; indent the next level by two spaces",
    ),
    "dashes": (
        "列表的各项没有对齐",
        "the entries of the list do not line up",
        "同一列表的“- ”左边对齐",
        "align the dashes of one list",
    ),
    "nothing": (
        "这里少了内容",
        "something is missing here",
        "补上内容，或删去多余的逗号、符号",
        "write a value, or remove the extra comma",
    ),
    "not a table": (
        "这里应是一行一个“键: 值”",
        "lines of `key: value` are expected here",
        "每行写成“键: 值”，冒号用半角，后面空一格",
        "write one `key: value` a line",
    ),
    "second document": (
        "只能有一段设置，这里又用“---”开始了一段",
        "only one document is allowed; `---` begins another",
        "删去多余的“---”",
        "remove the extra `---`",
    ),
}


@rule(ERROR)
def yaml_syntax(cause: str) -> Said:
    """设置的写法不对，读不通。

    常见的是：文字里有“: ”没加引号，引号、括号没配对，缩进没对齐。
    错: title: 通报: 三季度
    对: title: "通报: 三季度"
    ---
    The fields are not valid YAML: an unquoted `: `, an unclosed quote or bracket, or
    indentation that does not line up.
    wrong: title: a: b
    right: title: "a: b"
    """
    if cause in _CAUSES:
        zh, en, help_zh, help_en = _CAUSES[cause]
        return Said(f"设置写得不对：{zh}", f"invalid YAML: {en}", help_zh, help_en)
    return Said(
        f"设置写得不对，读不通（{cause}）",
        f"invalid YAML: {cause}",
        "每行写成“键: 值”；有特殊符号的文字用半角引号括起来",
        "write `key: value`; quote text with special characters",
    )


@rule(ERROR)
def fullwidth_colon(key: str, at: Place, space: str) -> Said:
    """键后面用了全角冒号。

    错: 标题：三季度工业
    对: 标题: 三季度工业
    ---
    A full-width colon follows a key; use `:` and a space.
    """
    return Said(
        f"“{key}”后面用了全角冒号“：”",
        f"a full-width colon follows `{key}`",
        f"改成半角冒号加空格：“{key}: ”",
        f"write `{key}: `",
        Edit(Place(at.path, at.line, at.column, 1 + len(space)), ": "),
    )


@rule(ERROR)
def missing_space(key: str, at: Place) -> Said:
    """冒号或短横后面没有空格。

    错: title:三季度工业
    对: title: 三季度工业
    错: -gongan
    对: - gongan
    ---
    A space is missing after the colon of a key, or after the dash of a list.
    """
    mark = "-" if key == "-" else f"{key}:"
    return Said(
        f"“{mark}”后面缺一个空格",
        f"a space is missing after `{mark}`",
        f"写成“{mark} ”，空一格再写值",
        f"write `{mark} ` and then the value",
        Edit(Place(at.path, at.line, at.column + at.length, 0), " "),
    )


@rule(ERROR)
def fullwidth_list(better: str, at: Place, mend: bool = True) -> Said:
    """列表没有用半角的方括号和逗号。

    错: units: ［县公安局，县教育局］、units: 县公安局、县教育局
    对: units: [县公安局, 县教育局]
    ---
    A list needs ASCII brackets and commas: [a, b].
    """
    return Said(
        "列表要用半角的方括号和逗号",
        "a list needs ASCII brackets and commas",
        f"写成 {better}",
        f"write `{better}`",
        Edit(at, better) if mend else None,
    )


@rule(ERROR)
def text_cut(comment: str) -> Said:
    """文字被“ #”截断。

    设置区里，空格加“#”后面的都算注释，不会出现在网页上。
    错: title: 关于 #3 机组的通报
    对: title: "关于 #3 机组的通报"
    ---
    Everything after ` #` is a comment in YAML and is lost; quote the text.
    """
    short = comment if len(comment) <= 20 else comment[:20] + "…"
    return Said(
        f"“{short}”被当成注释丢掉了",
        f"`{short}` is taken for a comment and lost",
        "给整个值加上半角引号；真是注释就另起一行",
        "put the whole value in quotes, or move the comment to a line of its own",
    )


@rule(ERROR)
def duplicate_key(key: str, line: int, same: str = "") -> Said:
    """同一个键写了两次。

    不知道以哪个为准，所以不收。键的中文名和英文名是同一个键，如“标题”就是 title。
    ---
    A key is given twice; it is unclear which one is meant. A key and its Chinese name are one.
    """
    if same and same != key:
        return Said(
            f"“{key}”和第{line}行的“{same}”是同一个键",
            f"`{key}` is the same key as `{same}` on line {line}",
            "只留一个",
            "keep one of them",
        )
    return Said(
        f"“{key}”写了两次（第{line}行已有）",
        f"`{key}` is given twice (first on line {line})",
        "只留一个",
        "keep one of them",
    )


@rule(ERROR)
def yaml_escape() -> Said:
    """引号里用了 \\u、\\x 一类的写法。

    这类写法能写出看不见的字符，也能绕过检查，所以不收。
    ---
    Escapes such as `\\u2605` in quotes could write what nobody sees; write the character itself.
    """
    return Said(
        "引号里用了“\\”加字母数字的写法（如 \\u2605）",
        "an escape such as `\\u2605` stands in quotes",
        "直接写这个字，或改用半角单引号",
        "write the character itself, or use single quotes",
    )


@rule(ERROR)
def yaml_anchor() -> Said:
    """文字以 & 或 * 开头，没加引号。

    程序会把它当成“引用别处的内容”，所以要加引号。
    错: title: *重要*通知
    对: title: "*重要*通知"
    ---
    Anchors and aliases (`&`, `*`) are not allowed; quote text that begins with them.
    """
    return Said(
        "这里的文字不能以“&”或“*”开头",
        "anchors and aliases (`&`, `*`) are not allowed",
        '给整段文字加上半角引号，如 标题: "*重要*通知"；不加引号程序会当成别的意思',
        "quote the text, or write the content out again",
    )


@rule(ERROR)
def yaml_tag() -> Said:
    """文字以 ! 开头，没加引号。

    程序会把它当成记号，所以要加引号；中文的叹号“！”没有这个问题。
    ---
    Tags (`!`) are not allowed; quote text that begins with one.
    """
    return Said(
        "这里的文字不能以“!”开头",
        "tags (`!`) are not allowed",
        "给整个值加上半角引号",
        "put the value in quotes",
    )


@rule(ERROR)
def yaml_merge_key() -> Said:
    """用“<<”作键名。
    ---
    Merge keys (`<<`) are not allowed; write the fields out.
    """
    return Said(
        "键名不能是“<<”",
        "merge keys (`<<`) are not allowed",
        "把要合并的内容照写出来",
        "write the fields out",
    )


@rule(ERROR)
def wrong_key() -> Said:
    """键不是一个词。

    冒号左边只能是一个键名，不能是列表或表，也不能空着。
    ---
    The left side of a colon must be a plain key.
    """
    return Said(
        "冒号左边只能是一个键名",
        "a key must be a plain word",
        "改成“键: 值”",
        "write `key: value`",
    )


@rule(ERROR)
def nested_too_deep(deepest: int) -> Said:
    """设置套得太深。
    ---
    The fields are nested too deeply.
    """
    return Said(
        f"设置套了{deepest}层以上",
        f"the fields are nested more than {deepest} levels deep",
        "检查缩进和括号",
        "check indentation and brackets",
    )
