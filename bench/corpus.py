"""Writes the same bulletin for us and for Hugo: items of 600 to 1,500 Han characters, from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

WORDS = [
    "全县",
    "农业",
    "农村",
    "工业",
    "项目",
    "投资",
    "企业",
    "群众",
    "乡镇",
    "部门",
    "检查",
    "整改",
    "落实",
    "推进",
    "建设",
    "完成",
    "同比",
    "增长",
    "下降",
    "粮食",
    "产量",
    "水库",
    "防汛",
    "道路",
    "交通",
    "安全",
    "生产",
    "教育",
    "医疗",
    "就业",
    "社保",
    "环境",
    "治理",
    "河道",
    "森林",
    "防火",
    "市场",
    "监管",
    "价格",
    "消费",
    "旅游",
    "文化",
    "体育",
    "社区",
    "服务",
    "窗口",
    "审批",
    "改革",
    "试点",
    "经验",
    "问题",
    "建议",
    "措施",
    "责任",
    "时限",
    "数据",
    "平台",
]
UNITS = 80
TOPICS = 40
KINDS = ("update", "experience", "problem", "research")


@dataclass(frozen=True, slots=True)
class Item:
    """One generated item."""

    year: int
    number: int
    position: int
    day: date
    title: str
    unit: int
    topic: int
    kind: str
    body: str
    serial: int = 0


def items(count: int, per_issue: int = 8, seed: int = 7) -> Iterator[Item]:
    """So many items in weekly issues from 2010 on."""
    chance = random.Random(seed)
    day, number, year = date(2010, 1, 4), 0, 2010
    for index in range(count):
        position = index % per_issue + 1
        if position == 1:
            day += timedelta(days=3)
            number = number + 1 if day.year == year else 1
            year = day.year
        yield Item(
            year=year,
            number=number,
            position=position,
            day=day,
            title="".join(chance.choices(WORDS, k=7)) + f"{index + 1}项",
            unit=chance.randrange(UNITS),
            topic=chance.randrange(TOPICS),
            kind=chance.choice(KINDS),
            body=_body(chance),
            serial=index + 1,
        )


def _body(chance: random.Random) -> str:
    paragraphs = []
    for _ in range(chance.randint(4, 8)):
        sentences = []
        for _ in range(5):
            words = chance.choices(WORDS, k=15)
            sentences.append(
                "".join(words[:7]) + "，" + "".join(words[7:]) + f"{chance.randrange(900)}处。"
            )
        paragraphs.append("".join(sentences))
    return "\n\n".join([paragraphs[0], f"**一是{WORDS[0]}。**{paragraphs[1]}", *paragraphs[2:]])


def write_ours(root: Path, count: int | Iterable[Item]) -> None:
    """The bulletin as this project reads it: so many items, or those given."""
    source = root / "site_src"
    vocabularies = source / "vocabularies"
    vocabularies.mkdir(parents=True)
    (source / "site.yml").write_text(
        "name: 甲县政务信息\nbase_url: https://example.gov.cn/\n", "utf-8"
    )
    (vocabularies / "series.yml").write_text(
        "zwxx: {name: 政务信息, frequency: weekly, digits: 4}\n", "utf-8"
    )
    units = "".join(f"  u{n}: {{name: 甲县第{n}局, group: bm}}\n" for n in range(UNITS))
    (vocabularies / "units.yml").write_text(f"groups: {{bm: 部门}}\nunits:\n{units}", "utf-8")
    topics = "".join(f"t{n}: {{name: 主题{n}}}\n" for n in range(TOPICS))
    (vocabularies / "topics.yml").write_text(topics, "utf-8")
    kinds = "".join(f"{kind}: {{name: {kind}}}\n" for kind in KINDS)
    (vocabularies / "kinds.yml").write_text(kinds, "utf-8")
    for item in items(count) if isinstance(count, int) else count:
        folder = root / "issues" / "zwxx" / f"{item.year}" / f"{item.number:04}"
        if item.position == 1:
            folder.mkdir(parents=True)
            (folder / "issue.md").write_text(
                f"---\nnumber: {item.number:04}\ndate: {item.day}\nstatus: published\n---\n",
                "utf-8",
            )
        (folder / f"{item.position:02}-u{item.unit}-{item.position}.md").write_text(
            f"---\ntitle: {item.title}\nkind: {item.kind}\nunits: [u{item.unit}]\n"
            f"topics: [t{item.topic}]\nauthors: [张三, 李四]\nkeywords: [{item.title[:2]}, 报送]\n"
            f"summary: {item.body[:60]}。\nindex_no: YT01/{item.year}/{item.serial:05}\n"
            f"doc_no: 甲信〔{item.year}〕{item.number}号\nopenness: public\nscope: all\n"
            f"urgency: normal\nevent_date: {item.day - timedelta(days=9)}\n"
            f"laws: [{{title: 中华人民共和国政府信息公开条例}}]\nreview_on: {item.day.year + 3}-01-01\n"
            f"steps:\n- {{step: submitted, at: {item.day - timedelta(days=3)}, by: 张三}}\n"
            f"- {{step: reviewed, at: {item.day - timedelta(days=1)}, by: 王五}}\n"
            f"- {{step: signed, at: {item.day}}}\n---\n{item.body}\n",
            "utf-8",
        )


HUGO = {
    "hugo.toml": (
        'baseURL = "https://example.gov.cn/"\nlanguageCode = "zh-CN"\ntitle = "甲县政务信息"\n'
        'hasCJKLanguage = true\n[taxonomies]\nunit = "units"\ntopic = "topics"\nkind = "kinds"\n'
        'issue = "issues"\nmonth = "months"\n[pagination]\npagerSize = 20\n'
    ),
    "layouts/_default/baseof.html": (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
        '</head><body><main>{{ block "main" . }}{{ end }}</main></body></html>'
    ),
    "layouts/_default/single.html": (
        '{{ define "main" }}<article><h1>{{ .Title }}</h1><dl>{{ range .Params.units }}<dd>{{ . }}'
        '</dd>{{ end }}<dd>{{ .Date.Format "2006-01-02" }}</dd></dl>{{ .Content }}</article>{{ end }}'
    ),
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages).Pages }}<li>'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Summary }}</p></li>{{ end }}</ul>{{ end }}'
    ),
}


def write_hugo(root: Path, count: int) -> None:
    """The same bulletin for Hugo: item pages, lists by unit, topic, kind, issue and month."""
    for path, text in HUGO.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    for item in items(count):
        folder = root / "content" / "zwxx" / f"{item.year}" / f"{item.number:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{item.position:02}.md").write_text(
            f"---\ntitle: {item.title}\ndate: {item.day}\nunits: [u{item.unit}]\n"
            f"topics: [t{item.topic}]\nkinds: [{item.kind}]\n"
            f'issues: ["{item.year}-{item.number:04}"]\nmonths: ["{item.day:%Y-%m}"]\n---\n'
            f"{item.body}\n",
            "utf-8",
        )
