"""What can be wrong with a file before its fields are looked at."""

from __future__ import annotations

from builder.diagnostic import Edit, Place, Said, Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING

_PROBLEMS = (
    (
        "mapping values are not allowed",
        "这里多了一个冒号；文字里有“: ”时要用引号括起来",
        "a second colon on the line; text that holds `: ` needs quotes",
        '写成 标题: "甲: 乙"，或把半角冒号换成全角“：”',
        'write title: "a: b"',
    ),
    (
        "could not find expected ':'",
        "这一行不是“键: 值”的样子，缺了半角冒号和空格",
        "this line is not `key: value`; the colon is missing",
        "每行写成“键: 值”，冒号用半角，后面空一格",
        "write `key: value`, a colon and a space",
    ),
    (
        "did not find expected ',' or ']'",
        "方括号没有配对，或少了逗号",
        "a square bracket is not closed, or a comma is missing",
        "写成 [甲, 乙]，括号和逗号都用半角",
        "write [a, b]",
    ),
    (
        "did not find expected ',' or '}'",
        "花括号没有配对，或少了逗号",
        "a brace is not closed, or a comma is missing",
        "写成 {date: 2026-03-05, note: 文字}，括号和逗号都用半角",
        "write {date: 2026-03-05, note: text}",
    ),
    (
        "unexpected end of stream",
        "引号没有配对",
        "a quote is not closed",
        "检查这一行的引号，前后都用同一种半角引号",
        "close the quote with the same character",
    ),
    (
        "cannot start any token",
        "值不能以这个字符开头",
        "a value can't begin with this character",
        "给整个值加上半角引号",
        "put the value in quotes",
    ),
    (
        "did not find expected key",
        "缩进对不齐，或这一行多出了内容",
        "the indentation does not match, or the line holds too much",
        "同一层的键左边对齐；引号括住的值后面不能再有文字",
        "align keys of one level; nothing may follow a quoted value",
    ),
    (
        "did not find expected '-' indicator",
        "列表的各项没有对齐",
        "the entries of the list do not line up",
        "同一列表的“- ”左边对齐",
        "align the dashes of one list",
    ),
    (
        "not a table",
        "文件开头应是“键: 值”的表，这里不是",
        "a table of `key: value` lines is expected here",
        "每行写成“键: 值”",
        "write one `key: value` a line",
    ),
    (
        "second document",
        "只能有一段设置，这里又用“---”开始了一段",
        "only one document is allowed; `---` begins another",
        "删去多余的“---”",
        "remove the extra `---`",
    ),
)


@rule(ERROR)
def not_utf8(offset: int, guess: str) -> Said:
    """文件不是UTF-8编码。

    记事本等软件可能把文件存成GBK，别的机器读出来就成了乱码，所以只收UTF-8（有没有BOM都可以）。
    错: 用“ANSI”保存
    对: 另存为，编码选“UTF-8”
    ---
    The file is not UTF-8. Editors such as Notepad may save GBK ("ANSI"); save as UTF-8, with or
    without a BOM.
    """
    zh, en = (f"，像是{guess}", f", it looks like {guess}") if guess else ("", "")
    return Said(
        f"文件不是UTF-8编码（第{offset + 1}个字节读不通{zh}）",
        f"the file is not UTF-8 (at byte {offset + 1}{en})",
        "用编辑器“另存为”，编码选UTF-8",
        "save the file as UTF-8",
    )


@rule(ERROR)
def item_too_large(size: int, limit: int) -> Said:
    """文件太大。

    一篇信息最多1 MB文字；更大的通常是把图片或整本材料贴了进来，应改作附件。
    ---
    A text file is larger than 1 MB; move images and long material into attachments.
    """
    return Said(
        f"文件有{size:,}字节，超过上限{limit:,}字节",
        f"the file has {size:,} bytes; the limit is {limit:,}",
        "把图片和长材料改作附件，或拆成几篇",
        "move pictures and long material into attachments, or split the item",
    )


@rule(ERROR)
def missing_front_matter() -> Said:
    """文件开头没有设置区。

    每篇信息开头要有两行“---”，中间是标题、类别、单位等。
    对:
    ---（三个减号，单独一行）
    title: …
    ---
    The file does not begin with front matter between two lines of three hyphens.
    """
    return Said(
        "文件开头没有用“---”括起来的设置区",
        "the file has no front matter between two `---` lines",
        "在第一行写“---”，下面写 title 等，再写一行“---”；可用 build new item 生成样稿",
        "begin with `---`, the fields, and another `---`; `build new item` makes a scaffold",
    )


@rule(ERROR)
def unclosed_front_matter() -> Said:
    """设置区没有结束。

    第二行“---”缺了，整篇正文会被当成设置。
    ---
    The second `---` is missing, so the whole text would be read as fields.
    """
    return Said(
        "设置区没有结束：缺第二行“---”",
        "the front matter is not closed: the second `---` is missing",
        "在设置的最后一行后面单独写一行“---”",
        "put a line `---` after the last field",
    )


@rule(ERROR)
def yaml_syntax(problem: str) -> Said:
    """设置区的写法不对，读不通。

    常见的是：文字里有“: ”没加引号，引号、括号没配对，缩进没对齐。
    错: title: 通报: 三季度
    对: title: "通报: 三季度"
    ---
    The front matter is not valid YAML: an unquoted `: `, an unclosed quote or bracket, or
    indentation that does not line up.
    """
    for needle, zh, en, help_zh, help_en in _PROBLEMS:
        if needle in problem:
            return Said(f"设置写得不对：{zh}", f"invalid YAML: {en}", help_zh, help_en)
    return Said(
        f"设置写得不对，读不通（{problem}）",
        f"invalid YAML: {problem}",
        "每行写成“键: 值”；有特殊符号的文字用半角引号括起来",
        "write `key: value`; quote text with special characters",
    )


@rule(ERROR)
def tab_indent(path: str, line: int, column: int) -> Said:
    """用制表符（Tab）缩进。

    设置区只认空格，制表符在不同软件里宽窄不一，层次会错。
    ---
    A tab is used for indentation; only spaces are allowed there.
    """
    return Said(
        "这里用了制表符（Tab）缩进",
        "a tab is used for indentation",
        "换成两个空格",
        "use two spaces",
        Edit(Place(path, line, column, 1), "  "),
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
def duplicate_key(key: str, line: int) -> Said:
    """同一个键写了两次。

    后写的会盖掉先写的，不知道以哪个为准，所以不收。
    ---
    A key is given twice; it is unclear which one is meant.
    """
    return Said(
        f"“{key}”写了两次（第{line}行已有）",
        f"`{key}` is given twice (first on line {line})",
        "只留一个",
        "keep one of them",
    )


@rule(ERROR)
def yaml_anchor() -> Said:
    """用了YAML的锚点或引用（& 或 *）。

    值以 & 或 * 开头会被当成引用别处的内容。
    ---
    Anchors and aliases (`&`, `*`) are not allowed; quote text that begins with them.
    """
    return Said(
        "值不能以“&”或“*”开头（会被当成锚点或引用）",
        "anchors and aliases are not allowed",
        "是文字就用半角引号括起来；是重复内容就照写一遍",
        "quote the text, or write the content out again",
    )


@rule(ERROR)
def yaml_tag() -> Said:
    """用了YAML的类型标记（!）。

    值以 ! 开头会被当成类型标记。
    ---
    Tags (`!`) are not allowed; quote text that begins with one.
    """
    return Said(
        "值不能以“!”开头（会被当成类型标记）",
        "YAML tags are not allowed",
        "用半角引号括起来",
        "put the value in quotes",
    )


@rule(ERROR)
def yaml_merge_key() -> Said:
    """用了YAML的合并键（<<）。
    ---
    Merge keys (`<<`) are not allowed; write the fields out.
    """
    return Said(
        "不能用合并键“<<”",
        "merge keys are not allowed",
        "把要合并的内容照写出来",
        "write the fields out",
    )


@rule(ERROR)
def wrong_key() -> Said:
    """键不是一个词。

    冒号左边只能是一个键名，不能是列表或表。
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
    The front matter is nested too deeply.
    """
    return Said(
        f"设置套了{deepest}层以上",
        f"the front matter is nested more than {deepest} levels deep",
        "检查缩进和括号",
        "check indentation and brackets",
    )


@rule(ERROR)
def merge_conflict() -> Said:
    """文件里留有版本合并的冲突标记。

    <<<<<<<、=======、>>>>>>> 是两个人改了同一处留下的，要人工选定一种。
    ---
    Merge-conflict markers are left in the file; choose one side and delete them.
    """
    return Said(
        "这里留有合并冲突的标记",
        "a merge-conflict marker is left here",
        "选定要留的内容，删去 <<<<<<<、=======、>>>>>>> 各行",
        "choose what to keep and delete the marker lines",
    )


@rule(ERROR)
def invisible_character(name: str, at: Place) -> Said:
    """有看不见的字符。

    零宽空格等从网页或聊天软件复制时带进来，会让检索和比对失灵。
    ---
    An invisible character (zero-width space and the like) breaks search and comparison.
    """
    return Said(
        f"这里有看不见的字符（{name}）",
        f"an invisible character ({name})",
        "删去它；可用 build check --fix",
        "delete it; `build check --fix` does",
        Edit(at, ""),
    )


@rule(ERROR)
def bidi_control(name: str, at: Place) -> Said:
    """有改变文字方向的控制符。

    它能让看到的和实际的文字不一样，可能是恶意的。
    ---
    A bidirectional control makes text look different from what it is.
    """
    return Said(
        f"这里有改变文字方向的控制符（{name}）",
        f"a bidirectional control character ({name})",
        "删去它；可用 build check --fix",
        "delete it; `build check --fix` does",
        Edit(at, ""),
    )


@rule(ERROR)
def control_character(name: str, at: Place) -> Said:
    """有控制字符。

    这类字符不能出现在网页里，多半是从别的软件复制时带来的。
    ---
    A control character that can't stand in a page.
    """
    return Said(
        f"这里有控制字符（{name}）",
        f"a control character ({name})",
        "删去它；可用 build check --fix",
        "delete it; `build check --fix` does",
        Edit(at, ""),
    )


@rule(ERROR)
def unreadable_file(reason: str) -> Said:
    """文件打不开。
    ---
    The file can't be read.
    """
    return Said(
        f"文件打不开：{reason}",
        f"the file can't be read: {reason}",
        "检查文件是否存在、是否有权限",
        "check that it exists and may be read",
    )


@rule(ERROR)
def stray_file() -> Said:
    """文件放错了地方。

    issues/ 下面只放“刊物/年/期”三层文件夹，信息和图片都在期的文件夹里。
    ---
    Under `issues/` files belong into `series/year/number/`.
    """
    return Said(
        "文件不在“刊物/年/期”的文件夹里，不会发布",
        "the file is not in a `series/year/number/` folder and will not be published",
        "移到所属的期，如 issues/zwxx/2026/0012/",
        "move it into its issue, e.g. issues/zwxx/2026/0012/",
    )


@rule(ERROR)
def symbolic_link() -> Said:
    """内容里有符号链接。

    符号链接可能指向内容以外的文件，发布时会泄露，所以不收。
    ---
    Symbolic links are refused: they could publish a file from outside.
    """
    return Said(
        "这里是符号链接，不收",
        "symbolic links are not allowed in content",
        "换成真正的文件",
        "put the file itself here",
    )
