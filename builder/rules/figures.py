"""What can be wrong with figures: totals, counts, points that can't be right."""

from __future__ import annotations

from builder.diagnostic import Said, Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@rule(ERROR)
def wrong_total(given: int, total: int) -> Said:
    """合计与各行之和不符。

    报送数表里写了“合计”一行的，要等于上面各单位之和。
    ---
    A line of totals in a table of submissions must equal the sum of the lines above it.
    """
    return Said(
        f"合计是{given}，上面各行之和是{total}",
        f"the total is {given}, the lines above add up to {total}",
        "核对各行，改正合计；也可以不写合计，系统自己会算",
        "check the lines and mend the total, or leave it out",
    )


@rule(WARNING)
def wrong_table_total(given: str, total: str) -> Said:
    """正文表格的合计与各行之和不符。

    合计、总计、共计、小计一行里，别的栏加得起来，这一栏加不起来。率、比、均价等栏不加；小数四舍五入的
    出入不算。有“其中”或分层序号的表不查。确实不是相加得来的，用 allow 写明理由。
    ---
    In a row of totals other columns add up and this one does not. Shares, means and prices are not
    added, differences of rounding are let pass, tables with nested rows are not looked at.
    """
    return Said(
        f"合计是{given}，这一栏各行之和是{total}",
        f"the total is {given}, the rows of this column add up to {total}",
        "核对这一栏，改正合计或有误的一行",
        "check the column; mend the total or the row that is wrong",
    )


@rule(WARNING)
def more_adopted_than_sent(unit: str, month: str, adopted: int, sent: int) -> Said:
    """采用的比报送的多。

    某月报送、后来刊发的信息，不应多于该单位当月的报送数。合报只算牵头单位的；按“期”计量的不比。
    ---
    More items that a unit sent in within a month were published than its table of submissions says
    it sent. Joint reports count for the first unit; tables that count issues are not compared.
    """
    return Said(
        f"“{unit}”{int(month[:4])}年{int(month[5:])}月报送的信息已刊发{adopted}条，报送数只有{sent}",
        f"{adopted} items sent in by `{unit}` in {month} were published; it sent only {sent}",
        "核对报送数，或核对这些信息的报送时间",
        "check the number, or the times at which these items were submitted",
    )


@rule(ERROR)
def points_out_of_range(reason: str, points: str, least: str, most: str) -> Said:
    """加扣分超出了规定的范围。

    每种事由可以加扣几分，在 levels.yml 的 adjustments 里写明。
    ---
    levels.yml bounds the points that may be given or taken for each reason.
    """
    span = least if least == most else f"{least}至{most}"
    return Said(
        f"“{reason}”应是{span}分，不能是{points}分",
        f"`{reason}` is between {least} and {most} points, not {points}",
        "按计分办法改正分值",
        "mend the points as the rules say",
    )


@rule(WARNING)
def annotations_out_of_rank(higher: str, lower: str) -> Said:
    """批示没有按职务高低排列。

    一条信息有几位领导批示的，职务高的在前；层级的高低就是 levels.yml 里 ranks 的次序。
    ---
    Annotations of an item stand in the order of rank, the highest first, as in levels.yml.
    """
    return Said(
        f"“{higher}”的批示排在“{lower}”后面",
        f"the annotation of rank `{higher}` stands below that of rank `{lower}`",
        "把职务高的批示移到前面",
        "move the annotation of the higher rank up",
    )


@rule(WARNING)
def missing_upper_points(publication: str) -> Said:
    """这种采用按上级计分的倍数计分，却没有写上级计了几分。

    计分办法写了 times（上级计分倍数）的，采用里要写 points（上级计分）；不写按0分计。
    ---
    The scoring rule multiplies what the adopting office counted; the adoption must say how much.
    """
    return Said(
        f"“{publication}”的采用没有写上级计分，按0分计",
        f"the adoption by `{publication}` does not say how many points it earned there",
        "在这次采用里加上 上级计分: 分值（points）",
        "add `points` to this adoption",
    )
