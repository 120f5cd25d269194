"""What can be wrong with a file before its fields are looked at."""

from __future__ import annotations

from builder.diagnostic import Edit, Place, Said, Severity, rule
from builder.rules.syntax import yaml_syntax as yaml_syntax

ERROR, WARNING = Severity.ERROR, Severity.WARNING


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


_TOO_MUCH = {
    "marks": (
        "记号（换行、单元格、链接等）超过15万个",
        "more than 150,000 marks (line ends, cells, links)",
        "数据表请改作附件，长材料拆成几篇",
        "move tables of data into attachments, or split the text",
    ),
    "output": (
        "展开后会超过原文的20倍",
        "it would become more than 20 times as long",
        "检查“[名称]: 地址”和脚注：短短的名称反复引用了很长的内容",
        "look at `[name]: address` and footnotes: a short name stands for something long",
    ),
    "depth": (
        "引用或列表套得太深",
        "quotes or lists are nested too deep",
        "检查行首的 > 和 - ，去掉多余的",
        "look at the `>` and `-` at the beginning of lines",
    ),
}


@rule(ERROR)
def overgrown_text(reason: str) -> Said:
    """正文里的记号多得不像文章。

    一篇正文最多15万个记号，展开后最多是原文的20倍，引用和列表不能套得太深；再多的多半是粘贴
    错了，或是有人想让系统瘫痪。
    ---
    A text with more marks than any real one, or one that would become many times as long.
    """
    zh, en, help_zh, help_en = _TOO_MUCH[reason]
    return Said(f"正文没有读：{zh}", f"the text was not read: {en}", help_zh, help_en)


@rule(ERROR)
def more_faults(code: str, count: int) -> Said:
    """同一个文件里同样的错误太多，没有一一列出。

    同样的错误只列出前100个；改好以后再检查，会列出余下的。
    ---
    A file has more faults of one kind than are listed; the first hundred are.
    """
    return Said(
        f"从这里起还有{count:,}个“{code}”，没有列出",
        f"from here on there are {count:,} more `{code}`, which are not listed",
        "多半是一处失误带出来的：先改上面几个，再检查一遍",
        "one mishap causes them all, as a rule: mend the first, then check again",
    )


@rule(ERROR)
def missing_front_matter(seen: str = "") -> Said:
    """文件开头没有设置区。

    每篇信息从第一行起要有设置区：单独一行“---”（三个半角减号），下面是标题、类别、单位等，
    再单独一行“---”。
    ---
    The file does not begin with front matter between two lines of three hyphens.
    """
    if seen == "---":
        return Said(
            "“---”前面还有空行或空格",
            "the line `---` is not at the very beginning of the file",
            "删去前面的空行和空格，“---”要顶格写在第一行",
            "remove what stands before it; `---` begins the first line",
        )
    if seen:
        return Said(
            f"“{seen}”不是设置区的开头",
            f"`{seen}` does not begin the front matter",
            "改成三个半角减号“---”，顶格、单独一行",
            "write three hyphens, `---`, on a line of their own",
        )
    return Said(
        "文件开头没有用“---”括起来的设置区",
        "the file has no front matter between two `---` lines",
        "在第一行写“---”，下面写标题（title）等，再写一行“---”；可用 build new item 生成样稿",
        "begin with `---`, the fields, and another `---`; `build new item` makes a scaffold",
    )


@rule(ERROR)
def unclosed_front_matter(seen: str = "") -> Said:
    """设置区没有结束。

    第二行“---”缺了，整篇正文会被当成设置。要三个半角减号，顶格，单独一行。
    ---
    The second `---` is missing, so the whole text would be read as fields.
    """
    if seen:
        return Said(
            f"设置区没有结束：“{seen}”不是“---”",
            f"the front matter is not closed: `{seen}` is not `---`",
            "改成三个半角减号“---”，顶格、单独一行",
            "write three hyphens, `---`, on a line of their own",
        )
    return Said(
        "设置区没有结束：缺第二行“---”",
        "the front matter is not closed: the second `---` is missing",
        "在设置的最后一行后面单独写一行“---”",
        "put a line `---` after the last field",
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


_REASONS = {
    "depth": (
        "文件夹套了20层以上",
        "folders are nested more than 20 levels deep",
        "把里面的文件移到上层",
        "move what is in it up",
    ),
    "missing": ("没有这个文件", "there is no such file", "把文件放回原处", "put the file there"),
    "denied": (
        "没有权限",
        "permission denied",
        "改文件的权限，让自己能读",
        "change its permissions",
    ),
    "directory": (
        "这是文件夹，不是文件",
        "it is a folder, not a file",
        "改文件夹的名字，或换成文件",
        "rename the folder, or put a file there",
    ),
    "special": (
        "这不是普通文件",
        "it is not a regular file",
        "换成普通文件",
        "put a regular file there",
    ),
    "name": (
        "文件名的编码读不通",
        "its name is not UTF-8",
        "给文件改名，用字母、数字和连字符",
        "rename it: letters, digits, hyphens",
    ),
}


@rule(ERROR)
def unreadable_file(reason: str) -> Said:
    """文件打不开。
    ---
    The file can't be read.
    """
    zh, en, help_zh, help_en = _REASONS.get(
        reason,
        (
            f"系统报告“{reason}”",
            reason,
            "检查文件是否存在、是否有权限",
            "check that it exists and may be read",
        ),
    )
    return Said(f"文件打不开：{zh}", f"the file can't be read: {en}", help_zh, help_en)


@rule(ERROR)
def stray_file() -> Said:
    """文件放错了地方。

    issues/ 下面只放“刊物/年/期”三层文件夹，信息和图片都在期的文件夹里，不再分下级文件夹。
    ---
    Under `issues/` files belong into `series/year/number/`; items lie directly in it.
    """
    return Said(
        "文件不在“刊物/年/期”的文件夹里，不会发布",
        "the file is not directly in a `series/year/number/` folder and will not be published",
        "移到所属的期，如 issues/zwxx/2026/0012/",
        "move it into its issue, e.g. issues/zwxx/2026/0012/",
    )


@rule(ERROR)
def unknown_file(wanted: str) -> Said:
    """这里的文件名或类型不对，系统不会读它。

    site_src/vocabularies 里放六个名录，扩展名 .yml；pages 和 calls 里的文字用 .md；
    submissions 里用 .csv。
    错: site_src/vocabularies/units.yaml、site_src/submissions/2026-03.xlsx
    对: site_src/vocabularies/units.yml、site_src/submissions/2026-03.csv
    ---
    A file in site_src that nothing reads: another name or another suffix is needed.
    """
    return Said(
        "系统不读这个文件：名字或扩展名不对",
        "nothing reads this file: its name or its suffix is wrong",
        f"改名（另存）为 {wanted}，或移走",
        f"rename it or save it as {wanted}, or move it away",
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
