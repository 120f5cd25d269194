"""What every field of an issue, an item and a call is for: the comments of scaffolds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.load import issues, items, texts


@dataclass(frozen=True, slots=True)
class Note:
    """A field, what it is for, and an example of what stands after its key.

    In an example `<key>` stands for a key of `inner`, `<code|name>` for a value by its code or
    its Chinese name.
    """

    key: str
    text: str
    example: str
    inner: Mapping[str, str] = field(default_factory=dict)


ITEM = (
    Note("title", "必填。写明谁做了什么、结果如何，末尾不加句号。", "三季度规上工业增加值增长7.2%"),
    Note("kind", "必填。site_src/vocabularies/kinds.yml 里的代码或名称。", "<update|工作动态>"),
    Note(
        "units",
        "必填。units.yml 里的代码或名称；几家合报都写上，第一个是牵头单位。",
        "[gongan, jiaotong]",
    ),
    Note("topics", "必填。topics.yml 里的代码或名称，一到三个。", "[gongye]"),
    Note(
        "openness",
        "必填。public（公开）进公开版，internal（内部）只进内部版；系统从不替人决定。",
        "<internal|内部>",
    ),
    Note(
        "steps",
        "办理过程，发布前必须有“签发”一步；签发用 build sign 登记，不必手写。"
        "步骤依次为报送、初审、编辑、复核、签发，时间可以到分。",
        "\n  - {<step>: <submitted|报送>, <at>: 2026-03-05T09:30, <by>: 王某, <role>: 信息员}",
        items.STEP_KEYS,
    ),
    Note(
        "index_no",
        "索引号，全站唯一，公开以后终身不变。样式在 site.yml 的 index_no。",
        "000000000/2026-00001",
    ),
    Note("subtitle", "副标题。", "——以城东园区为例"),
    Note("authors", "执笔人，只在内部版显示。", "[王某, 李某]"),
    Note("keywords", "关键词，三到五个。", "[技术改造, 用工]"),
    Note("summary", "内容概述，一百字以内，用在目录和检索结果里。", "一句话说清事情和数字。"),
    Note("doc_no", "涉及的文件的发文字号，年份用六角括号，序号不补零。", "云政发〔2026〕12号"),
    Note("scope", "范围：unit（本单位）或 all（全县）。", "<unit|本单位>"),
    Note("urgency", "缓急：normal（平件）或 urgent（紧急）。", "<normal|平件>"),
    Note("event_date", "事情发生的日期，不晚于签发日。", "2026-03-02"),
    Note(
        "adoptions",
        "被上级或媒体采用，一次一行；形式有单条、综合、转报。登在本刊不用写。",
        "\n  - {<level>: <city|市>, <publication>: <yqkb|要情快报>, <number>: 第12期, "
        "<date>: 2026-03-20, <form>: <single|单条>}",
        items.ADOPTION_KEYS,
    ),
    Note(
        "annotations",
        "领导批示，只在内部版显示，除非公开属性写公开。",
        "\n  - {<date>: 2026-03-21, <person>: 张某, <rank>: <county|县领导>, <unit>: 县公安局, "
        "<target>: 三季度工业运行, <text>: 请认真研究。, <openness>: <internal|内部>}",
        items.ANNOTATION_KEYS,
    ),
    Note(
        "followups",
        "后续办理的事项；没有按期办结的，写明迟延理由。",
        "\n  - {<step>: 补发资金, <officer>: 李某, <due>: 2026-04-30, <done>: 2026-04-25}",
        items.FOLLOWUP_KEYS,
    ),
    Note("call", "响应哪一项约稿或报送要点：文件名/编号。", "2026q1/c1"),
    Note("continues", "续报的，写前一条的代号：刊物/年/期/代号。", "zwxx/2026/0011/gongan-1"),
    Note(
        "laws",
        "相关法规，网址可以不写。",
        '\n  - {<title>: 医疗保障基金使用监督管理条例, <url>: "https://flk.npc.gov.cn/"}',
        items.LAW_KEYS,
    ),
    Note(
        "photos",
        "图片放在本期文件夹里；替代文字必写，给看不见图的人听。",
        "\n  - {<src>: gongan-1.jpg, <alt>: 民警在路口指挥车辆, <caption>: 3月2日早高峰, <by>: 王某}",
        items.PHOTO_KEYS,
    ),
    Note("aliases", "这一条以前的网址，访问时转到这里。", "[/xxgk/123.html]"),
    Note(
        "corrections",
        "更正：已发布的内容有改动，写明日期和改了什么，会公开。",
        "\n  - {<date>: 2026-03-10, <note>: 第二段“12家”更正为“11家”。}",
        items.CORRECTION_KEYS,
    ),
    Note(
        "withdrawn",
        "撤回，用 build withdraw 登记，不必手写。",
        "{<date>: 2026-03-10, <reason>: 数据有误, <outcome>: <error|有误>}",
        items.WITHDRAWN_KEYS,
    ),
    Note(
        "redactions",
        "遮蔽：发布后删去的内容，写明日期和删了什么。",
        "\n  - {<date>: 2026-03-10, <note>: 删去当事人姓名。}",
        items.CORRECTION_KEYS,
    ),
    Note("review_on", "内部信息到这一天复审，看能否转为公开。", "2027-03-05"),
    Note("allow", "豁免某条规则，要写理由：规则代码: 理由。", "{bad-doc-no: 原文如此}"),
    Note("lang", "正文的语言，与全站不同才写。", "zh-Hant"),
)
ITEM_REQUIRED = 6

ISSUE = (
    Note("number", "必填。期号，与文件夹名一致，按刊物的位数补零；增刊前加 s。", "0012"),
    Note("date", "必填。本期日期，以签发日为准；build sign 会改成签发那天。", "2026-03-05"),
    Note(
        "status",
        "必填。draft（草稿）不发布，published（已发）才发布；签发后由 build sign 改。",
        "<draft|草稿>",
    ),
    Note("form", "形式：regular（正刊）、supplement（增刊）、special（专刊）。", "<regular|正刊>"),
    Note("total", "总期号（总第几期），增刊一般不编。", "20"),
    Note("title", "本期的题名，一般只有专刊、增刊才有。", "春节前安全检查专辑"),
    Note("compiler", "编发单位全称。", "清河县人民政府办公室"),
    Note("editor", "责任编辑，只在内部版显示。", "王某"),
    Note("proofreader", "校对，只在内部版显示。", "李某"),
    Note("signer", "签发人，build sign 会写上。", "张某"),
    Note(
        "distribution",
        "分发：报（上级）、送（平级）、发（下级），只在内部版显示。",
        "\n  <report>: [市政府办公室, 县长、副县长]\n  <copy>: [县人大常委会办公室]"
        "\n  <send>: [各乡镇人民政府, 县政府各部门]",
        issues.DISTRIBUTION_KEYS,
    ),
    Note("copies", "印数。", "120"),
    Note("secrecy", "内部标志：none（无）或 keep（内部资料，注意保存）。", "<none|无>"),
    Note("cutoff", "截稿时间。", "2026-03-04T17:30"),
    Note("scan", "旧刊只有扫描件时，写本文件夹里 PDF 的文件名。", "0012.pdf"),
    Note("allow", "豁免某条规则，要写理由：规则代码: 理由。", "{skipped-number: 第3期当年未出}"),
)
ISSUE_REQUIRED = 4

CALL = (
    Note("title", "必填。", "2026年一季度信息报送要点"),
    Note(
        "to", "必填。对象：all（全部），或 units.yml 里单位、分组的代码或名称。", "<[all]|[全部]>"
    ),
    Note("due", "必填。报送的截止日期。", "2026-03-31"),
    Note(
        "points",
        "报送要点，一项一行；编号在本文件里不重复，信息用“约稿: 2026q1/p1”表示响应它。",
        "\n  - {<id>: p1, <text>: 春耕备耕进度和困难}",
        texts.POINT_KEYS,
    ),
    Note(
        "commissions",
        "约稿：点题请某单位写，有对象有期限；没有采用或逾期未交的，在 replies（答复）里写明。",
        "\n  - {<id>: c1, <title>: 节后用工情况, <to>: [all], <due>: 2026-02-10T17:00}",
        texts.COMMISSION_KEYS,
    ),
)
CALL_REQUIRED = 4
