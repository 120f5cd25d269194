"""The main part of chosen pages, as it was last looked at: UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.build import Prepared
from builder.model.site import Edition
from tests.small import AS_OF, issue, item, loaded, write

HERE = Path(__file__).parent
RICH = """subtitle: 副题
summary: 一句话摘要。
keywords: [供水, 漏损]
index_no: YT/2026-00001
doc_no: 甲政发〔2026〕3号
event_date: 2026-01-02
authors: [张某]
urgency: urgent
laws: [{title: 城镇排水条例, url: "https://example.gov.cn/law"}, {title: 县规}]
corrections: [{date: 2026-02-01, note: 数字有误已改}]
adoptions: [{level: city, publication: yqkb, number: 7, date: 2026-01-20, form: combined}]
followups: [{step: 督办, officer: 李某, due: 2026-01-20, done: 2026-01-25, delay_reason: 会商}]
annotations: [{date: 2026-01-10, person: 王某, unit: gongan, target: 上报件, text: 请阅处。}]
"""
BODY = """全县供水42万吨，**漏损。**逐项核查[^1]。

## 做法

表1 各片区漏损

| 片区 | 漏损率 |
| --- | --- |
| 城南 | 23.5 |

附件：[数据](data.csv)

[^1]: 按年度水量平衡测算。
"""
LEVELS = """levels: {city: {name: 市}, county: {name: 县}}
publications: {yqkb: {name: 要情快报, level: city}}
ranks: {city: {name: 市领导}}
rules:
  - {from: 2026-01-01, points: [{level: county, points: 2}, {level: city, points: 5}], floor: 0}
"""
TARGETS = """targets: [{groups: [bm], per: month, number: 3, count: submitted, from: 2026-01-01}]
"""
PAGES = {
    "home": ("/", Edition.PUBLIC),
    "series": ("/zwxx/", Edition.PUBLIC),
    "series-year": ("/zwxx/2026/", Edition.PUBLIC),
    "issue": ("/zwxx/2026/0001/", Edition.PUBLIC),
    "item": ("/zwxx/2026/0001/gongan-1/", Edition.PUBLIC),
    "item-internal": ("/zwxx/2026/0001/gongan-1/", Edition.INTERNAL),
    "notice": ("/notices/2026/01/", Edition.INTERNAL),
    "notices": ("/notices/", Edition.INTERNAL),
    "tombstone": ("/zwxx/2026/0002/gongan-2/", Edition.PUBLIC),
    "units": ("/units/", Edition.PUBLIC),
    "unit": ("/units/gongan/", Edition.PUBLIC),
    "topics": ("/topics/", Edition.PUBLIC),
    "archive": ("/archive/", Edition.PUBLIC),
    "archive-month": ("/archive/2026/01/", Edition.PUBLIC),
    "catalogue-year": ("/catalogue/2026/", Edition.PUBLIC),
    "changes": ("/changes/", Edition.PUBLIC),
    "not-found": ("/404.html", Edition.PUBLIC),
}


def files() -> dict[str, str]:
    """Two issues with an item that has everything, one that follows it up, one withdrawn."""
    gone = (
        "withdrawn: {date: 2026-02-03, reason: 与前一条重复, outcome: merged, "
        "merged_into: zwxx/2026/0001/gongan-1}\n"
    )
    first, second = "issues/zwxx/2026/0001", "issues/zwxx/2026/0002"
    return {
        f"{first}/issue.md": issue(
            1,
            date(2026, 1, 6),
            "total: 12\ncompiler: 甲县政府办公室\nsecrecy: keep\n"
            "distribution: {report: [市政府办], send: [各乡镇]}\ncopies: 60\n",
        )
        + "本期一条。\n",
        f"{first}/01-gongan-1.md": item("供水漏损降低3.9个百分点", more=RICH, body=BODY),
        f"{first}/02-nongye-1.md": item("油菜追肥", unit="nongye"),
        f"{first}/data.csv": "片区,漏损率\n城南,23.5\n",
        "site_src/vocabularies/levels.yml": LEVELS,
        "site_src/vocabularies/targets.yml": TARGETS,
        "site_src/submissions/2026-01.csv": "单位,报送数\n县公安局,3\n县农业农村局,2\n",
        f"{second}/issue.md": issue(2, date(2026, 1, 13), "total: 13\n"),
        f"{second}/01-gongan-1.md": item(
            "漏损再降", more="continues: zwxx/2026/0001/gongan-1\n", signed="2026-01-12"
        ),
        f"{second}/02-gongan-2.md": item("重复的一条", more=gone, signed="2026-01-12"),
    }


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[Edition, Prepared]:
    """Both editions of the site, ready to be rendered."""
    root = write(tmp_path_factory.mktemp("golden"), files())
    site = loaded(root)
    return {edition: build.prepare(root, site, edition, AS_OF) for edition in Edition}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_it_was_last_looked_at(editions: dict[Edition, Prepared], name: str) -> None:
    address, edition = PAGES[name]
    ready = editions[edition]
    page = next(page for page in ready.plan.pages if page.address == address)
    text = ready.renderer.render(page).decode()
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    assert main is not None
    golden = HERE / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(main[0] + "\n", "utf-8")
    assert main[0] + "\n" == golden.read_text("utf-8")
