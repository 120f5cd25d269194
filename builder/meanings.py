"""What every key of an item, an issue, a standing text and a call means, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

Meanings = Mapping[str, tuple[str, str]]
"""Key to what it means, in Chinese for editors and in English for programmers."""

ITEM: Meanings = {
    "title": (
        "标题。写明谁做了什么、结果如何，末尾不加句号。",
        "The title, one statement.",
    ),
    "subtitle": (
        "副标题。",
        "A second line below the title.",
    ),
    "kind": (
        "类别：写 `kinds.yml` 里的代码或名称。",
        "The kind: a code or name of `kinds.yml`.",
    ),
    "units": (
        "报送单位：写 `units.yml` 里的代码、全称、简称或曾用名；几个单位合报，第一个是牵头单位。",
        "Reporting units, by code, name, short or former name; the first one leads.",
    ),
    "authors": (
        "执笔人。",
        "Who wrote it.",
    ),
    "topics": (
        "主题：写 `topics.yml` 里的代码或名称，一到三个。",
        "Topics, by code or name.",
    ),
    "keywords": (
        "关键词，三到五个，便于检索。",
        "Keywords; search finds them.",
    ),
    "summary": (
        "摘要，一百字以内，用在目录和检索结果里。不写就取正文开头，到句号为止。",
        "The summary; without it the beginning of the text, up to a full stop.",
    ),
    "index_no": (
        "索引号。全站唯一，公开以后终身不变；样式在 `site.yml` 的 `index_no`。",
        "Index number: unique, never changed.",
    ),
    "doc_no": (
        "发文字号，如 `云政发〔2026〕12号`：年份用六角括号，序号不补零。",
        "Document number, such as 云政发〔2026〕12号.",
    ),
    "openness": (
        "公开属性：`public`（公开）进公开版，`internal`（内部）只进内部版。必须写明，系统从不替人决定。",
        "Public or internal; never guessed.",
    ),
    "scope": (
        "内容涉及本单位还是全县：`unit`（本单位）或 `all`（全县）。",
        "Whether it concerns one unit or all.",
    ),
    "urgency": (
        "缓急：`normal`（平件）或 `urgent`（紧急）。",
        "Normal or urgent.",
    ),
    "event_date": (
        "事情发生的日期，不能晚于签发。",
        "The day it happened; not after the sign-off.",
    ),
    "steps": (
        "办理过程，依次为报送、初审、编辑、复核、签发，时间可以到分。要有一步“签发”，没有签发的不发布；"
        "签发用 `build sign` 登记，不必手写。",
        "The trail of handling; without a `signed` step an item is not published.",
    ),
    "adoptions": (
        "被上级刊物或媒体采用，每次一条；形式有单条、综合、转报。登在本刊不用写，那已经算采用。",
        "Adoptions by higher offices or media, one entry each.",
    ),
    "annotations": (
        "领导批示，每次一条。",
        "Annotations by leaders, one entry each.",
    ),
    "followups": (
        "后续办理的事项；没有按期办结的，写明迟延理由。",
        "What was done about it later.",
    ),
    "call": (
        "响应哪条报送要点或约稿：文件名/编号，如 `2026q1/c1`。",
        "The call or commission it answers: `2026q1/c1`.",
    ),
    "continues": (
        "承接哪一篇，写那一篇的代号，如 `zwxx/2026/0011/gongan-1`；几篇连成一串。",
        "The id of the item that it follows up.",
    ),
    "laws": (
        "依据的法规文件。",
        "Laws and rules it refers to.",
    ),
    "photos": (
        "文后的图片，文件放在本期的文件夹里。替代文字必写，给看不见图的人听。",
        "Photos shown below the text.",
    ),
    "aliases": (
        "这一篇从前的网址，如 `/zwxx/2019/0003/`；访问旧网址会转到现在的网址。",
        "Old addresses, which redirect here.",
    ),
    "corrections": (
        "更正。发布以后改了内容，要在这里写明日期和改了什么，会公开。",
        "Declared changes after publication.",
    ),
    "withdrawn": (
        "撤回，用 `build withdraw` 登记，不必手写。公开版的原网址只留一张说明页：日期、结果、理由，没有标题和单位。",
        "A withdrawal; a tombstone without title and units is left at its address.",
    ),
    "redactions": (
        "遮蔽：写明要遮去的原文，各处输出都换成代替的字样，公开版逐个文件查证。",
        "Passages that no output shows; the public edition is searched for them.",
    ),
    "review_on": (
        "内部信息的复审日期：到这一天再看能不能公开。",
        "When to look again whether it may be opened.",
    ),
    "allow": (
        "豁免某条规则：`规则代码: 理由`，对整个文件有效。",
        "Waivers for the whole file: `code: reason`.",
    ),
    "lang": (
        "正文的语言。与全站不同才写，如 `zh-Hant`。",
        "The language of the text where it is not the site's: `zh-Hant`.",
    ),
}

STEP: Meanings = {
    "step": ("哪一步。", "Which step."),
    "at": ("什么时候。", "When."),
    "by": ("谁办的。", "By whom."),
    "role": ("职务。", "Their office."),
    "acting": ("是不是代签。", "Whether signed in place of another."),
    "due": ("应在什么时候以前办完。", "When it was due."),
    "delay_reason": ("迟延的理由。", "Why it was late."),
}

ADOPTION: Meanings = {
    "level": ("哪一级：写 `levels.yml` 里的代码或名称。", "The level: a code or name."),
    "publication": ("哪种刊物：写 `levels.yml` 里的代码或名称。", "The publication."),
    "number": ("登在第几期，原样照写。", "Its issue, as written."),
    "date": ("采用的日期，计分以它为准。", "The day of adoption; it decides the period."),
    "form": ("怎样采用的；不写是单条。", "Alone, as part of a digest, or relayed."),
    "points": ("上级自己计了几分；按上级计分倍数计分的才写。", "What the office above counted."),
}

ANNOTATION: Meanings = {
    "date": ("批示的日期。", "The day."),
    "person": ("批示人。", "The leader."),
    "rank": (
        "批示人的层级：写 `levels.yml` 里 ranks 的代码或名称；页面按它排先后。",
        "The leader's rank; orders the annotations.",
    ),
    "unit": ("批给哪个单位。", "The unit addressed."),
    "target": ("批给谁。", "The person addressed."),
    "text": ("批示的原话。", "The words."),
    "openness": (
        "不写就是内部。公开版要另外开放批示，才显示写明公开的。",
        "Internal unless said otherwise.",
    ),
}

FOLLOWUP: Meanings = {
    "step": ("办什么。", "What is to be done."),
    "officer": ("谁承办。", "By whom."),
    "due": ("限期。", "By when."),
    "done": ("办结的日期；没办完不写。", "When it was done; absent while open."),
    "delay_reason": ("逾期的理由。", "Why it was late."),
}

LAW: Meanings = {
    "title": ("文件的名称。", "Its title."),
    "url": ("网址；没有就不写。", "Its address, if any."),
}

PHOTO: Meanings = {
    "src": ("文件名；文件放在本期的文件夹里。", "A file in the issue's folder."),
    "alt": ("替代文字：一句话说清图上是什么。", "What the picture shows, in words."),
    "caption": ("图注。", "The caption."),
    "by": (
        "拍摄人或绘制人；开放 `photo_credits` 才公开显示。",
        "Who took or drew it; public if `open` names `photo_credits`.",
    ),
}

CORRECTION: Meanings = {
    "date": ("哪一天改的，不能早于签发。", "The day; not before the sign-off."),
    "note": ("改了什么，写全：由什么改为什么。", "What was changed."),
}

REDACTION: Meanings = {
    "date": ("哪一天遮的。", "The day."),
    "passage": (
        "要遮去的原文，照本篇抄写，空格、换行不计，至少4个字；哪一版都不显示。",
        "The words as they are written here; at least 4 characters; never shown.",
    ),
    "instead": ("换成什么字样；不写是“〔已遮蔽〕”。", "What stands in their place."),
    "note": ("为什么遮，不公开。", "Why; not public."),
}

WITHDRAWN: Meanings = {
    "date": ("撤回的日期。", "The day."),
    "reason": ("撤回的理由，会公开，不要写不该公开的事。", "Why; this text is public."),
    "outcome": ("结果。", "What became of it."),
    "merged_into": ("并入哪一篇，写那一篇的代号。", "The id of the item it was merged into."),
}

ISSUE: Meanings = {
    "number": (
        "期号，与文件夹的名字一致，按刊物的位数补零；增刊前加 s，如 `s01`。",
        "The number, as in the folder's name; `s01` for a supplement.",
    ),
    "total": (
        "总期号：总第几期；增刊一般不编。",
        "The running number.",
    ),
    "date": (
        "本期日期，以签发日为准，到了这一天才发布。每篇的签发都不能晚于它；`build sign` 会改成签发那天。",
        "The day the issue is signed; not published before it.",
    ),
    "form": (
        "形式：`regular`（正刊）、`supplement`（增刊）、`special`（专刊）。不写就看文件夹的名字；增刊另行编号。",
        "Regular, supplement or special; supplements are numbered apart.",
    ),
    "title": (
        "本期的题名，一般只有专刊、增刊才有。",
        "A title of its own.",
    ),
    "compiler": (
        "编发单位；不写就是 `site.yml` 的主办单位。",
        "Who publishes it; the site's owner if absent.",
    ),
    "editor": (
        "责任编辑。",
        "The editor.",
    ),
    "proofreader": (
        "校对人。",
        "The proofreader.",
    ),
    "signer": (
        "签发人，`build sign` 会写上。",
        "Who signed the issue.",
    ),
    "distribution": (
        "分发：报（上级）、送（平级）、发（下级）给谁。",
        "To whom it is sent.",
    ),
    "copies": (
        "印数：印多少份。",
        "Copies printed.",
    ),
    "secrecy": (
        "内部标志：`none`（无）或 `keep`（报头写“内部资料 注意保存”）。不收国家秘密的密级。",
        "`keep` prints a marking; marks of state secrecy are refused.",
    ),
    "cutoff": (
        "截稿的时间。",
        "When the issue closed.",
    ),
    "status": (
        "状态：`draft`（草稿）不发布，里面的错误也不妨碍别的期；`published`（已发）才发布。签发后由 `build sign` 改。",
        "Draft or published.",
    ),
    "corrections": (
        "更正本期的设置或按语，会公开；某一篇的更正写在那一篇里。",
        "Declared changes of this file; those of an item stand in the item.",
    ),
    "scan": (
        "没有逐篇文本的旧期，写本文件夹里扫描件（PDF）的文件名。",
        "A PDF of an old issue that has no items.",
    ),
    "allow": (
        "豁免，写法与信息的相同：`规则代码: 理由`。",
        "Waivers, as in an item.",
    ),
}

DISTRIBUTION: Meanings = {
    "report": ("报：上级。", "To those above."),
    "copy": ("送：平级。", "To peers."),
    "send": ("发：下级。", "To those below."),
}

PAGE: Meanings = {
    "title": ("标题。", "The title."),
    "order": ("页脚里的次序，小的在前。", "Its order in the footer."),
    "openness": ("不写就是公开。", "Public unless said otherwise."),
    "summary": ("一句话摘要。", "A summary."),
    "allow": ("豁免。", "Waivers."),
}

CALL: Meanings = {
    "title": (
        "标题。",
        "The title.",
    ),
    "to": (
        "对象：单位或分组的代码、名称；`all`（全部）是所有单位。",
        "Units or groups; `all` for everyone.",
    ),
    "due": (
        "报送的截止日期。",
        "When answers are due.",
    ),
    "points": (
        "报送要点，一项一行；编号在本文件里不重复，信息用“约稿: 2026q1/p1”响应它。",
        "Wanted subjects.",
    ),
    "commissions": (
        "约稿：点题请某单位写，有对象有期限，一篇一项；没有采用或逾期未交的，在 `replies`（答复）里写明。",
        "Wanted items.",
    ),
}

POINT: Meanings = {
    "id": ("编号，如 `p1`。", "Its code."),
    "text": ("要什么内容。", "What is wanted."),
    "topics": ("主题。", "Topics."),
}

COMMISSION: Meanings = {
    "id": ("编号，如 `c1`。", "Its code."),
    "title": ("题目。", "The title."),
    "to": ("约哪些单位。", "From whom."),
    "due": ("什么时候交，可以写到几点几分。", "By when; a time of day may be given."),
    "replies": (
        "答复，每个单位一项：报来了没有采用的，或逾期未报的。采用的不用写，由信息的 `call` 得知。",
        "What units did that no adopted item tells: handed in and not used, or late and why.",
    ),
}

REPLY: Meanings = {
    "unit": ("哪个单位。", "The unit."),
    "at": ("什么时候报来的；还没有报来就不写。", "When it handed in; left out if it has not."),
    "delay_reason": ("为什么逾期。", "Why it is late."),
}

SUBMISSIONS: Meanings = {
    "unit": ("单位的代码或名称，每个单位一行。", "A unit, by code or name; one row each."),
    "submitted": ("本月报送多少，采用的没采用的都算。", "How many it sent in."),
    "measure": ("条或期；不写是条。", "条 (items) or 期 (issues)."),
}

ADJUSTMENTS: Meanings = {
    "date": ("记在哪一天。", "The day."),
    "unit": ("单位的代码或名称。", "The unit, by code or name."),
    "reason": (
        "事由：`levels.yml` 里 `adjustments` 的代码或名称。",
        "The reason, by code or name.",
    ),
    "points": (
        "加几分；扣分写负数。事由只有一个分值的可以不写。",
        "Points; may be left out if fixed.",
    ),
    "item": ("有关的信息。", "The item it is about."),
    "note": ("说明。", "A note."),
}

SHOWN_BY: Mapping[str, tuple[str, ...]] = {
    "authors": ("authors",),
    "steps": ("trail",),
    "adoptions": ("adoptions",),
    "annotations": ("annotations",),
    "followups": ("trail",),
    "call": ("calls",),
    "editor": ("staff",),
    "proofreader": ("staff",),
    "signer": ("staff",),
    "distribution": ("distribution",),
    "copies": ("distribution",),
}
"""What a public edition shows only where `editions.public.open` names it."""

NEVER_SHOWN = frozenset(
    (
        *("scope", "urgency", "redactions", "review_on", "allow"),
        *("secrecy", "cutoff", "scan"),
    )
)
"""What a public edition never shows."""
