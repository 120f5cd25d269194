"""What every key of site.yml and of the vocabularies means, in Chinese and English."""

from __future__ import annotations

from builder.meanings import Meanings

SITE: Meanings = {
    "name": ("网站的名称。", "The site's name."),
    "base_url": (
        "网站的网址，要写全，如 `https://example.gov.cn/xx/`；放在子目录里就写到子目录。",
        "The whole address, with the sub-path if there is one.",
    ),
    "locale": ("界面的语言；不写是 zh-CN。", "The language of the interface."),
    "time_zone": ("时区；不写是 Asia/Shanghai。", "The time zone."),
    "owner": ("主办单位；不写就是网站的名称。", "Who runs the site."),
    "contact": ("页脚里的联系方式。", "What the footer says."),
    "identifiers": (
        "页脚里的备案号等；空的不显示。",
        "Registered numbers; empty ones are not shown.",
    ),
    "index_no": (
        '索引号的样子，如 `"{organisation}/{year}-{serial:05}"`。',
        "The template of index numbers.",
    ),
    "require_seal": (
        "从哪一天起的各期要封存才发布；`false` 不要求。",
        "The date from which issues need a seal, or `false`.",
    ),
    "signing": (
        "签发的规则：同一个人能不能办两步，哪些信息要更高的职务签发。",
        "Rules of signing.",
    ),
    "editions": ("公开版另外开放哪些内容。", "What the public edition opens."),
    "repository": (
        "谁能看稿件库：不写是不公开；写“公开”，不该公开的稿件放进来就报错。",
        "Who can read the repository; in a `public` one withheld material is an error.",
    ),
    "search": ("检索的设置。", "Search."),
    "theme": ("颜色和徽标。", "Colours and emblem."),
}
CONTACT: Meanings = {
    "phone": ("电话。", "Telephone."),
    "address": ("地址。", "Postal address."),
}
IDENTIFIERS: Meanings = {
    "site_id_code": ("政府网站标识码。", "The code of a government site."),
    "icp": ("ICP备案号。", "The ICP number."),
    "police": ("公安备案号。", "The police number."),
    "organisation": ("机构代码，用在索引号里。", "The organisation's code, for index numbers."),
}
SIGNING: Meanings = {
    "same_person": (
        "同一个人办了两步：`warning`（警告，不写也是）、`error`（错误）、`allowed`（允许）。",
        "One person in two steps: `warning` (the default), `error` or `allowed`.",
    ),
    "higher": (
        "哪些信息要由哪些职务签发，每条一项；写了的条件都符合才算。",
        "What must be signed in which offices; all conditions of an entry must hold.",
    ),
}
HIGHER: Meanings = {
    "role": (
        "可以签发的职务，写一个或几个，与签发一步的职务一字不差。",
        "The offices that may sign, as `role` of the signed step has them.",
    ),
    "scope": ("范围：`all`（全县）或 `unit`（本单位）。", "The scope."),
    "urgency": ("缓急：`urgent`（紧急）或 `normal`（平件）。", "The urgency."),
    "kind": ("类别：`kinds.yml` 里的代码或名称。", "The kind."),
}
EDITIONS: Meanings = {"public": ("公开版。", "The public edition.")}
PUBLIC: Meanings = {"open": ("另外开放的内容，见下。", "What it opens besides, see below.")}
SEARCH: Meanings = {
    "fold_traditional": (
        "繁体简体互通：搜“農業”也找到“农业”；不写是 true。",
        "Traditional characters match simplified ones.",
    )
}
OPEN: Meanings = {
    "authors": ("执笔人。", "Authors."),
    "photo_credits": ("图片的拍摄人。", "Who took the photos."),
    "adoptions": ("采用情况。", "Adoptions."),
    "annotations": ("写明公开的批示。", "Annotations marked public."),
    "notices": ("采用通报。", "Notices."),
    "calls": ("报送要点和约稿。", "Calls."),
    "trail": ("办理过程和后续办理，不带姓名。", "Steps and follow-ups, without names."),
    "staff": (
        "编辑、校对、签发人，以及办理过程里的姓名。",
        "Editor, proofreader, signer; the names in the trail.",
    ),
    "distribution": ("分发范围和印数。", "Distribution and copies."),
}

SERIES: Meanings = {
    "name": ("刊名。", "The name."),
    "frequency": ("多久出一期；不写是不定期。", "How often it appears."),
    "level": ("刊物的级别：`levels.yml` 里的代码或名称。", "Its level."),
    "digits": ("期号的位数，不足补零；不写是4。", "Digits of the number; 4 if absent."),
    "total_from": ("总期号从几数起。", "The first running number."),
    "former": ("曾用刊名。", "Former names."),
    "ended": ("停刊的日期。", "When it ended."),
}
FORMER: Meanings = {
    "name": ("旧名。", "The name."),
    "from": ("从哪一天。", "Since when."),
    "to": ("到哪一天。", "Until when."),
}
UNITS: Meanings = {
    "groups": ("分组：代码和名称。", "Groups: code and name."),
    "units": ("单位，每个一项。", "The units."),
}
UNIT: Meanings = {
    "name": ("全称。", "The full name."),
    "short": ("简称，列表里用；不写就是全称。", "The short name, for lists."),
    "group": ("归哪个分组。", "Its group."),
    "parent": ("上级单位。", "The unit above."),
    "phone": ("公开的电话。", "A public telephone."),
    "former": ("曾用名。旧名仍可用来填写。", "Former names; they may still be written."),
    "successor": ("撤并后由哪个单位承继。", "The unit that took over."),
}
TOPIC: Meanings = {
    "name": ("名称。", "The name."),
    "topics": ("下一级主题。只有两级。", "The second level."),
}
KIND: Meanings = {
    "name": ("名称。", "The name."),
    "tone": ("喜还是忧；问题类用红色标出。", "Good news, a problem, or neither."),
}
LEVELS: Meanings = {
    "levels": ("级别，高的在前。", "Levels, the highest first."),
    "publications": ("各级的采用刊物。", "Publications that adopt items."),
    "ranks": ("批示层级，高的在前。", "Ranks of leaders, the highest first."),
    "rules": ("计分办法，可以有几份，各有起用日期。", "Scoring rules, each from a date."),
    "adjustments": ("可以由人加分、扣分的事由。", "Reasons for points given or taken by hand."),
}
REASON: Meanings = {
    "name": ("名称，如 失实。", "The name."),
    "points": ("加扣几分，固定的。", "The points, if fixed."),
    "least": ("最低几分。", "The least."),
    "most": ("最高几分。", "The most."),
}
PUBLICATION: Meanings = {
    "name": ("名称。", "The name."),
    "level": ("哪一级。", "Its level."),
}
RULE: Meanings = {
    "from": ("从哪一天起用。", "Valid from."),
    "points": ("各种采用的分值。", "Points of adoptions."),
    "annotations": ("批示的分值。", "Points of annotations."),
    "kinds": ("某些类别乘以几倍。", "Factors by kind."),
    "several": ("一稿多处采用：累计还是取最高。", "Several adoptions: `accumulate` or `highest`."),
    "joint": ("合报：均分还是各计。", "Joint reports: `share` or `each`."),
    "commission": ("约稿没交、迟交扣多少。", "Commissions not met."),
    "followup": ("批示没有反馈、迟反馈扣多少。", "Follow-ups of annotations not done, or late."),
    "late_urgent": ("紧急信息迟报扣多少；扣牵头单位。", "Urgent items sent late; the first unit."),
    "base": ("基础分。", "Base points."),
    "scale_to": ("折算成几分制；不折算不写。", "Scaled to this maximum."),
    "scale_full": (
        "多少分折算为满分，超出按满分；不写就以最高的单位为满分。",
        "The total that is the maximum; without it that of the best unit.",
    ),
    "floor": ("最低几分。", "The least total."),
}
POINTS: Meanings = {
    "level": ("哪一级。", "The level."),
    "publication": ("哪种刊物；不写是这一级的任何刊物。", "The publication; any if absent."),
    "form": (
        "怎样采用：`single` `combined` `relayed`；不写是任何方式。",
        "The form; any if absent.",
    ),
    "issue": (
        "登在本站刊物的哪种期：`regular` 正刊、`supplement` 增刊、`special` 专刊；不写是任何期。",
        "The form of the issue, for the site's own series; any if absent.",
    ),
    "kinds": ("哪些类别；不写是任何类别。", "The kinds; any if absent."),
    "commissioned": ("`true` 只算应约报送的。", "Only items that answer a commission."),
    "points": ("分值。", "Points."),
    "times": (
        "按上级计分的几倍计；上级计几分写在那次采用的 points 里。",
        "So many times the `points` of the adoption.",
    ),
    "joint": ("这种采用的合报怎样计，与总的规定不同时写。", "Overrides `joint` of the rule."),
}
RULE_ANNOTATIONS: Meanings = {
    "count": ("几次批示：`add` 相加，`highest` 取最高。", "`add` or `highest`."),
    "points": ("每个层级的分值。", "Points by rank."),
}
RULE_COMMISSION: Meanings = {
    "missed": ("没交。", "Never sent."),
    "late": ("迟交。", "Sent late."),
    "void": ("一年里几次没交或迟交，全年就记零分。", "So many in a year void the year."),
}
RULE_FOLLOWUP: Meanings = {
    "missed": ("到期没有反馈。", "Not done when due."),
    "late": ("迟反馈。", "Done late."),
}
BASE: Meanings = {
    "points": ("每期满分是几分。", "Points at most."),
    "per": ("每 `week` `month` `quarter` `year` 算一次。", "The period."),
    "each": (
        "每报一条得几分，到满分为止；不写就按完成报送任务的比例。",
        "Points of each item sent in; without it the share of the target that was reached.",
    ),
    "year_cap": ("全年上限。", "The most in a year."),
}
TARGETS: Meanings = {
    "targets": ("任务，每条一项。", "Targets."),
    "calendar": ("工作日历。", "The calendar."),
}
TARGET: Meanings = {
    "groups": ("哪些分组。", "Groups of units."),
    "units": ("哪些单位。", "Units."),
    "per": ("每 `day`（工作日）`week` `month` `quarter` `year`。", "The period; `day`: workdays."),
    "number": ("几条，或几分。", "How many."),
    "count": (
        "数报送的（`submitted`）、采用的（`adopted`）还是积分（`points`）。",
        "What is counted.",
    ),
    "kinds": ("只数这些类别；只用于采用。", "Only of these kinds; for `adopted`."),
    "level": ("只数这一级的采用。", "Only adoptions of this level; for `adopted`."),
    "arrears": ("累计欠几条起标出来。", "Arrears from which on a unit is marked."),
    "from": ("从哪一天起。", "Valid from."),
}
CALENDAR: Meanings = {
    "holidays": ("放假的日子。", "Holidays."),
    "workdays": ("调休上班的周末。", "Weekend days that are worked."),
}
