"""What can be wrong with a controlled value: it is not in its vocabulary, or is there twice."""

from __future__ import annotations

from builder.diagnostic import Edit, Place, Said, Severity, rule
from builder.rules.fields import near_en, near_zh

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def _unknown(
    zh: str, en: str, value: str, near: str, name: str, file: str, at: Place | None
) -> Said:
    known_zh = f"是不是“{near}”({name})？" if near and name and name != near else near_zh(near)
    return Said(
        f"没有叫“{value}”的{zh}",
        f"there is no {en} `{value}`",
        f"{known_zh}{zh}名录在 site_src/vocabularies/{file}",
        f"{near_en(near)}the register is site_src/vocabularies/{file}",
        Edit(at, near) if at and near else None,
    )


@rule(ERROR)
def unknown_unit(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个单位。

    报送单位写 units.yml 里的代码、全称、简称或曾用名。
    错: units: [gongan2]
    对: units: [gongan]，或 units: [县公安局]
    ---
    The register of units (units.yml) does not know this unit; use its code or its Chinese name.
    """
    return _unknown("单位", "unit", value, near, name, "units.yml", at)


@rule(ERROR)
def unknown_topic(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个主题。

    主题写 topics.yml 里的代码或名称。
    ---
    The register of topics (topics.yml) does not know this topic.
    """
    return _unknown("主题", "topic", value, near, name, "topics.yml", at)


@rule(ERROR)
def unknown_kind(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个类别。

    类别写 kinds.yml 里的代码或名称。
    ---
    The register of kinds (kinds.yml) does not know this kind.
    """
    return _unknown("类别", "kind", value, near, name, "kinds.yml", at)


@rule(ERROR)
def unknown_series(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这种刊物。

    issues/ 下第一层文件夹的名字，要是 series.yml 里的代码。
    ---
    The register of series (series.yml) does not know this series.
    """
    return _unknown("刊物", "series", value, near, name, "series.yml", at)


@rule(ERROR)
def unknown_level(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个级别。

    采用的级别写 levels.yml 里的代码或名称（国办、省、市、县、媒体）。
    ---
    levels.yml does not know this level.
    """
    return _unknown("级别", "level", value, near, name, "levels.yml", at)


@rule(ERROR)
def unknown_publication(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个采用刊物。

    采用去向写 levels.yml 里 publications 的代码或名称。
    ---
    levels.yml does not know this publication.
    """
    return _unknown("采用刊物", "publication", value, near, name, "levels.yml", at)


@rule(ERROR)
def unknown_rank(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个批示层级。

    批示人的层级写 levels.yml 里 ranks 的代码或名称。
    ---
    levels.yml does not know this rank.
    """
    return _unknown("批示层级", "rank", value, near, name, "levels.yml", at)


@rule(ERROR)
def unknown_reason(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个加扣分事由。

    事由写 levels.yml 里 adjustments 的代码或名称。
    ---
    The register of reasons for points given or taken by hand (levels.yml) does not know this one.
    """
    return _unknown("加扣分事由", "reason", value, near, name, "levels.yml", at)


@rule(ERROR)
def unknown_group(value: str, near: str, name: str, at: Place | None = None) -> Said:
    """没有这个单位分组。

    分组写 units.yml 里 groups 的代码或名称。
    ---
    units.yml has no such group; use the code or the name of one.
    """
    return _unknown("单位分组", "group", value, near, name, "units.yml", at)


@rule(ERROR)
def duplicate_name(name: str, other: str) -> Said:
    """两个代码用了同一个名称。

    用名称填写时就分不清是哪一个。
    ---
    Two codes of a vocabulary share a name, so the name can't be used in their place.
    """
    return Said(
        f"“{name}”已经是“{other}”的名称",
        f"`{name}` is already the name of `{other}`",
        "给其中一个换个名称",
        "rename one of them",
    )


@rule(ERROR)
def duplicate_code(code: str, line: int) -> Said:
    """同一个代码登记了两次。

    一级主题和二级主题的代码也不能相同，因为都是网址。
    ---
    A code is registered twice; topics of both levels share their addresses.
    """
    return Said(
        f"代码“{code}”已在第{line}行登记过",
        f"the code `{code}` is already registered on line {line}",
        "换一个代码",
        "use another code",
    )


@rule(ERROR)
def reserved_code(code: str) -> Said:
    """代码与系统自己的网址相撞。

    units、topics、archive、search 等是系统页面的地址，刊物和固定页面不能用；报送要点不能叫 overdue。
    ---
    The code is reserved for the site's own addresses; a call can't be named `overdue`.
    """
    return Said(
        f"“{code}”是系统保留的，不能作刊物、页面或要点的代码",
        f"`{code}` is reserved",
        "换一个代码，如在后面加个字",
        "use another code",
    )


@rule(ERROR)
def parent_loop(code: str, successor: bool) -> Said:
    """单位的上级或承继单位绕成了圈。

    一个单位不能是自己的上级，也不能由自己承继，隔几层也不行。
    ---
    A unit is its own parent or successor, directly or through others.
    """
    if successor:
        return Said(
            f"“{code}”的承继单位绕回了自己",
            f"`{code}` is its own successor",
            "改正 successor",
            "mend `successor`",
        )
    return Said(
        f"“{code}”的上级绕回了自己", f"`{code}` is its own ancestor", "改正 parent", "mend `parent`"
    )


@rule(ERROR)
def unportable_name(name: str, other: str) -> Said:
    """文件名或代码在Windows上不能用，或只有大小写不同。

    con、aux、nul 等是Windows的设备名；名字里不能有 < > : " | ? *，末尾不能是点或空格；Windows
    和苹果电脑不分大小写，A.png 和 a.png 会互相盖掉。
    ---
    A name that Windows can't write (con, aux, nul; < > : " | ? *; a dot or space at the end), or
    one that differs from another in case only.
    """
    if other:
        return Said(
            f"“{name}”和“{other}”只有大小写不同",
            f"`{name}` and `{other}` differ in case only",
            "给其中一个改名，名字都用小写",
            "rename one of them; use lower case",
        )
    return Said(
        f"“{name}”在Windows上不能作文件名",
        f"`{name}` can't be the name of a file on Windows",
        "换一个名字",
        "use another name",
    )
