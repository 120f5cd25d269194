"""What can be wrong with the spaces and marks of fields: tabs, and full-width ones."""

from __future__ import annotations

from builder.diagnostic import Edit, Place, Said, Severity, rule

ERROR = Severity.ERROR


@rule(ERROR)
def tab_indent(at: Place, width: int) -> Said:
    """用制表符（Tab）缩进。

    设置区只认空格，制表符在不同软件里宽窄不一，层次会错。
    ---
    A tab is used for indentation; only spaces are allowed there.
    """
    return Said(
        "这里用了制表符（Tab）缩进",
        "a tab is used for indentation",
        "每个制表符换成两个空格；可用 build check --fix",
        "use two spaces instead; `build check --fix` does",
        Edit(at, "  " * width),
    )


@rule(ERROR)
def wide_indent(at: Place, better: str) -> Said:
    """用全角空格或网页里的空格缩进。

    设置区只认半角空格；全角空格（中文输入法打出来的）和从网页复制来的空格都不算。
    错: 　　- {step: signed, at: 2026-03-05, by: 王某}
    对: - {step: signed, at: 2026-03-05, by: 王某}，前面空两格
    ---
    A full-width or no-break space is used for indentation; only ASCII spaces count.
    """
    return Said(
        "行首用了全角空格（或从网页复制来的空格）",
        "the line begins with full-width or no-break spaces",
        f"换成半角空格（这里空{len(better)}格）；可用 build check --fix"
        if better
        else "删去行首的空格，顶格写；可用 build check --fix",
        "use ASCII spaces; `build check --fix` does",
        Edit(at, better),
    )


@rule(ERROR)
def fullwidth_mark(mark: str, better: str, at: Place) -> Said:
    """设置区里用了全角的括号、逗号、短横或空格。

    错: - ｛step: signed，at: 2026-03-05｝
    对: - {step: signed, at: 2026-03-05}
    ---
    A full-width brace, comma, dash or space stands where YAML wants the ASCII one.
    """
    names = {"\u3000": "全角空格", "\u00a0": "从网页复制来的空格"}
    zh = f"这里是{names[mark]}" if mark in names else f"这里用了全角的“{mark}”"
    wanted = f"半角的“{better.strip()}”" if better.strip() else "一个半角空格"
    after = "加空格" if len(better) > 1 and better.strip() else ""
    return Said(
        zh,
        f"the full-width `{mark}` stands here",
        f"改成{wanted}{after}；可用 build check --fix",
        f"write `{better}`; `build check --fix` does",
        Edit(at, better),
    )
