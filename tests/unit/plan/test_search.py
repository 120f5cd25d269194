"""What search is given of an item: text with anchors, what is said about it, facets as trees."""

from datetime import date
from pathlib import Path

from builder import build
from builder.model.search import Document, Passage
from builder.model.site import Edition
from builder.views import Choice, SearchView
from tests.small import AS_OF, FILES, issue, item, loaded, write

ONE = "issues/zwxx/2026/0001"
BODY = (
    "开头一段，见[附表](biao.csv)。\n\n## 现状\n\n现状一段。\n\n### 问题\n\n- 第一点\n\n"
    "|甲|乙|\n|-|-|\n|1|2|\n"
)
MORE = (
    "subtitle: 副题\nsummary: 摘要一句。\nkeywords: [抗旱]\ndoc_no: 甲政发〔2026〕12号\n"
    "index_no: 甲/2026-00001\nevent_date: 2026-01-03\n"
    "photos: [{src: tu.jpg, alt: 一张图, caption: 图注}]\n"
    "corrections: [{date: 2026-01-09, note: 改一个数。}]\n"
    "adoptions: [{level: city, publication: yqkb, date: 2026-01-08, number: 第8期}]\n"
    "annotations: [{date: 2026-01-09, person: 某县长, unit: gongan, target: 某局, text: 请阅处。}]\n"
)
LEVELS = (
    "levels: {city: {name: 市}, county: {name: 县}}\n"
    "publications: {yqkb: {name: 要情快报, level: city}}\nranks: {}\n"
)
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffda0008010100003f00d2cf20ffd9"
)


def prepared(root: Path, edition: Edition) -> build.Prepared:
    write(
        root,
        {
            f"{ONE}/issue.md": issue(1, date(2026, 1, 5)),
            f"{ONE}/01-gongan-1.md": item("一条", more=MORE, body=BODY),
            f"{ONE}/02-dui-1.md": item("又一条", unit="dui"),
            f"{ONE}/03-nongye-1.md": item("再一条", unit="nongye"),
            f"{ONE}/biao.csv": "甲,乙\n",
            f"{ONE}/tu.jpg": JPEG,
            "site_src/vocabularies/levels.yml": LEVELS,
            "site_src/vocabularies/units.yml": FILES["site_src/vocabularies/units.yml"]
            + "  dui: {name: 甲县农机大队, short: 农机队, group: bm, parent: nongye}\n",
        },
    )
    return build.prepare(root, loaded(root), edition, AS_OF)


def document(root: Path, edition: Edition) -> Document:
    found = prepared(root, edition).plan.documents
    return next(document for document in found if document.title == "一条")


def test_passages_know_their_heading_and_whether_they_lead(tmp_path: Path) -> None:
    passages = document(tmp_path, Edition.PUBLIC).passages
    assert passages[:2] == (Passage("副题", leading=True), Passage("摘要一句。", leading=True))
    assert passages[2].anchor == "" and passages[2].text.startswith("开头一段")
    assert passages[3:7] == (
        Passage("现状", "现状", leading=True),
        Passage("现状一段。", "现状"),
        Passage("问题", "问题", leading=True),
        Passage("第一点", "问题"),
    )
    assert {p.text for p in passages[7:]} == {"甲 乙", "1 2", "图注", "一张图", "改一个数。"}


def test_what_is_said_of_an_item_is_what_its_edition_knows(tmp_path: Path) -> None:
    public, internal = (document(tmp_path, edition) for edition in Edition)
    assert public.numbers == ("甲/2026-00001", "甲政发〔2026〕12号")
    assert {"《政务信息》2026年第1期", "2026年1月5日", "2026年1月3日", "抗旱"} <= set(public.meta)
    assert {"甲县公安局", "县公安局", "工业", "经济", "动态", "附表", "biao.csv"} <= set(
        public.meta
    )
    assert {"要情快报", "第8期", "请阅处。"} <= set(internal.meta) - set(public.meta)
    assert (public.levels, internal.levels) == ((), ("city",))
    assert public.origin.startswith(public.label) and public.topics == ("gongye",)


def test_facets_are_trees_of_what_is_used(tmp_path: Path) -> None:
    facets = {}
    for edition in Edition:
        ready = prepared(tmp_path, edition)
        page = next(page for page in ready.plan.pages if page.layout == "search.html")
        view = page.make().view
        assert isinstance(view, SearchView)
        facets[edition] = {facet.name: facet.choices for facet in view.facets}
    public = facets[Edition.PUBLIC]
    assert public["topic"] == (Choice("jingji", "经济", (Choice("gongye", "工业"),)),)
    assert public["unit"] == (
        Choice("gongan", "县公安局"),
        Choice("nongye", "县农业农村局", (Choice("dui", "农机队"),)),
    )
    assert "level" not in public
    assert facets[Edition.INTERNAL]["level"] == (Choice("city", "市"),)
