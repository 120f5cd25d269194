"""Which fields a scaffold shows, in which order, and with which examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder import meanings
from builder.load import issues, items, redactions, texts


@dataclass(frozen=True, slots=True)
class Note:
    """A field, an example of what stands after its key, and what it is for.

    In an example `<key>` stands for a key of `inner`, `<code|name>` for a value by its code or
    its Chinese name.
    """

    key: str
    example: str
    inner: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


def _explained(table: meanings.Meanings, required: Sequence[str], *notes: Note) -> tuple[Note, ...]:
    """The notes with what their keys mean; `required` are keys that can't be left out."""
    said = {key: zh.replace("`", "") for key, (zh, _) in table.items()}
    must = {key: "必填。" if key in required else "" for key in table}
    return tuple(replace(note, text=must[note.key] + said[note.key]) for note in notes)


ITEM = _explained(
    meanings.ITEM,
    ("title", "kind", "units", "topics", "openness"),
    Note("title", "三季度规上工业增加值增长7.2%"),
    Note("kind", "<update|工作动态>"),
    Note("units", "[gongan, jiaotong]"),
    Note("topics", "[gongye]"),
    Note("openness", "<internal|内部>"),
    Note(
        "steps",
        "\n  - {<step>: <submitted|报送>, <at>: 2026-03-05T09:30, <by>: 王某, <role>: 信息员}",
        items.STEP_KEYS,
    ),
    Note("index_no", "000000000/2026-00001"),
    Note("subtitle", "——以城东园区为例"),
    Note("authors", "[王某, 李某]"),
    Note("keywords", "[技术改造, 用工]"),
    Note("summary", "一句话说清事情和数字。"),
    Note("doc_no", "云政发〔2026〕12号"),
    Note("scope", "<unit|本单位>"),
    Note("urgency", "<normal|平件>"),
    Note("event_date", "2026-03-02"),
    Note(
        "adoptions",
        "\n  - {<level>: <city|市>, <publication>: <yqkb|要情快报>, <number>: 第12期, "
        "<date>: 2026-03-20, <form>: <single|单条>}",
        items.ADOPTION_KEYS,
    ),
    Note(
        "annotations",
        "\n  - {<date>: 2026-03-21, <person>: 张某, <rank>: <county|县领导>, <unit>: 县公安局, "
        "<target>: 三季度工业运行, <text>: 请认真研究。, <openness>: <internal|内部>}",
        items.ANNOTATION_KEYS,
    ),
    Note(
        "followups",
        "\n  - {<step>: 补发资金, <officer>: 李某, <due>: 2026-04-30, <done>: 2026-04-25}",
        items.FOLLOWUP_KEYS,
    ),
    Note("call", "2026q1/c1"),
    Note("continues", "zwxx/2026/0011/gongan-1"),
    Note(
        "laws",
        '\n  - {<title>: 医疗保障基金使用监督管理条例, <url>: "https://flk.npc.gov.cn/"}',
        items.LAW_KEYS,
    ),
    Note(
        "photos",
        "\n  - {<src>: gongan-1.jpg, <alt>: 民警在路口指挥车辆, <caption>: 3月2日早高峰, <by>: 王某}",
        items.PHOTO_KEYS,
    ),
    Note("aliases", "[/xxgk/123.html]"),
    Note(
        "corrections",
        "\n  - {<date>: 2026-03-10, <note>: 第二段“12家”更正为“11家”。}",
        items.CORRECTION_KEYS,
    ),
    Note(
        "withdrawn",
        "{<date>: 2026-03-10, <reason>: 数据有误, <outcome>: <error|有误>}",
        items.WITHDRAWN_KEYS,
    ),
    Note(
        "redactions",
        "\n  - {<date>: 2026-03-10, <passage>: 当事人张某住在某村, <instead>: 当事人情况略,"
        " <note>: 涉及个人隐私。}",
        redactions.KEYS,
    ),
    Note("review_on", "2027-03-05"),
    Note("allow", "{bad-doc-no: 原文如此}"),
    Note("lang", "zh-Hant"),
)
ITEM_REQUIRED = 6

ISSUE = _explained(
    meanings.ISSUE,
    ("number", "date", "status"),
    Note("number", "0012"),
    Note("date", "2026-03-05"),
    Note("status", "<draft|草稿>"),
    Note("form", "<regular|正刊>"),
    Note("total", "20"),
    Note("title", "春节前安全检查专辑"),
    Note("compiler", "清河县人民政府办公室"),
    Note("editor", "王某"),
    Note("proofreader", "李某"),
    Note("signer", "张某"),
    Note(
        "distribution",
        "\n  <report>: [市政府办公室, 县长、副县长]\n  <copy>: [县人大常委会办公室]"
        "\n  <send>: [各乡镇人民政府, 县政府各部门]",
        issues.DISTRIBUTION_KEYS,
    ),
    Note("copies", "120"),
    Note("secrecy", "<none|无>"),
    Note("cutoff", "2026-03-04T17:30"),
    Note(
        "corrections",
        "\n  - {<date>: 2026-03-10, <note>: 总期号由“211”更正为“212”。}",
        items.CORRECTION_KEYS,
    ),
    Note("scan", "0012.pdf"),
    Note("allow", "{skipped-number: 第3期当年未出}"),
)
ISSUE_REQUIRED = 4

CALL = _explained(
    meanings.CALL,
    ("title", "to", "due"),
    Note("title", "2026年一季度信息报送要点"),
    Note("to", "<[all]|[全部]>"),
    Note("due", "2026-03-31"),
    Note(
        "points",
        "\n  - {<id>: p1, <text>: 春耕备耕进度和困难}",
        texts.POINT_KEYS,
    ),
    Note(
        "commissions",
        "\n  - {<id>: c1, <title>: 节后用工情况, <to>: [all], <due>: 2026-02-10T17:00}",
        texts.COMMISSION_KEYS,
    ),
)
CALL_REQUIRED = 4
