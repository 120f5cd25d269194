"""The pages of calls, the trail and the register: what the staff sees, what the public sees."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from builder import build
from builder.model.site import Edition, Site
from tests.sample import AS_OF, SAMPLE, prepared, sample_site
from tests.small import issue, item, loaded, write

ELAPSED = re.compile(r"(迟|逾期|还有|逾)\s*\d+\s*(天|小时|日)|今天到期")


def html(ready: build.Prepared, address: str) -> str:
    page = next(p for p in ready.plan.pages if p.address == address)
    return ready.renderer.render(page).decode()


def opened(site: Site, *more: str) -> Site:
    return replace(site, settings=replace(site.settings, open=(*site.settings.open, *more)))


def test_the_staff_sees_who_has_not_answered_by_how_long_and_why() -> None:
    page = html(prepared(Edition.INTERNAL), "/calls/2026q3/")
    row = page[page.index('id="c3"') :]
    assert "逾期未报，已逾期68天" in row
    assert "意愿书须本人签认" in row


def test_the_public_sees_what_was_asked_and_the_answers_without_counting() -> None:
    page = html(prepared(Edition.PUBLIC), "/calls/2026q3/")
    assert "分区计量一年后漏损变化" in page
    assert "供水漏损率降到" in page
    assert "逾期" not in page and "本人签认" not in page
    assert "/calls/overdue/" not in {p.address for p in prepared(Edition.PUBLIC).plan.pages}


def test_no_public_page_counts_elapsed_days_even_where_all_is_open(tmp_path: Path) -> None:
    site = opened(sample_site(), "trail", "staff", "annotations", "adoptions")
    ready = build.prepare(SAMPLE, site, Edition.PUBLIC, AS_OF)
    for page in ready.plan.pages:
        if page.address.count("/") == 5 or page.address.startswith("/calls/"):
            main = re.sub(
                r'<div class="prose">.*?</div>', "", html(ready, page.address), flags=re.S
            )
            assert not ELAPSED.search(main), page.address


def test_the_public_trail_says_late_in_words_and_names_nobody() -> None:
    ready = build.prepare(SAMPLE, opened(sample_site(), "trail"), Edition.PUBLIC, AS_OF)
    page = html(ready, "/zwxx/2026/0006/minzheng-1/")
    margin = page[page.index('class="margin"') :]
    assert "逾期办结" in margin and "三季度账册月初才结清" in margin
    assert "下一步" in margin and "2026年11月10日" in margin
    assert "袁慈" not in margin and "信息科" not in margin


def test_an_item_leads_to_the_commission_it_answers() -> None:
    page = html(prepared(Edition.INTERNAL), "/zwxx/2026/0006/minzheng-1/")
    assert 'href="/yunting/calls/2026q2/#c1"' in page


def test_a_unit_page_lists_its_commissions_for_the_staff_alone() -> None:
    assert "迟3天" in html(prepared(Edition.INTERNAL), "/units/shangwu/")
    assert "春节消费" not in html(prepared(Edition.PUBLIC), "/units/shangwu/")


def test_the_register_tells_what_is_overdue_to_come_and_was_late() -> None:
    page = html(prepared(Edition.INTERNAL), "/calls/overdue/")
    overdue, rest = page.split('id="open"')
    to_come, late = rest.split('id="late"')
    assert "可机采茶园面积核定" in overdue and "未说明" in overdue
    assert "质押贷款产品上线" in to_come and "还有23天" in to_come
    assert "三季度账册月初才结清" in late


def test_pages_with_deadlines_change_with_the_day_and_others_do_not() -> None:
    def prints(day: date) -> dict[str, str]:
        ready = build.prepare(SAMPLE, sample_site(), Edition.INTERNAL, day)
        return {p.address: p.fingerprint for p in ready.plan.pages}

    one, two = prints(date(2026, 11, 21)), prints(AS_OF)
    changed = {address for address in one if one[address] != two[address]}
    assert "/calls/overdue/" in changed and "/zwxx/2026/0006/minzheng-1/" in changed
    assert "/zwxx/2026/0007/fuban-1/" not in changed and "/calls/2025q4/" not in changed
    assert len(changed) < len(one) / 5


def test_withheld_answers_and_units_change_no_byte_of_an_open_call(tmp_path: Path) -> None:
    call = (
        "---\ntitle: 要点\nto: [gongan, mimi]\ndue: 2026-03-31\n"
        "points: [{id: p1, text: 春耕}]\n"
        "commissions: [{id: c1, title: 用工, to: [gongan, mimi], due: 2026-02-10}]\n---\n"
    )
    base = {
        "site_src/site.yml": (
            "name: 甲县政务信息\nbase_url: https://example.gov.cn/\nowner: 甲县政府办公室\n"
            "editions: {public: {open: [calls]}}\n"
        ),
        "site_src/calls/2026q1.md": call,
        "issues/zwxx/2026/0001/issue.md": issue(1, date(2026, 1, 6)),
        "issues/zwxx/2026/0001/01-a.md": item("公开", more="call: 2026q1/c1\n"),
    }
    secret = item("内情", unit="mimi", openness="internal", more="call: 2026q1/p1\n")
    outputs = []
    for name, files in (
        ("one", base),
        ("two", {**base, "issues/zwxx/2026/0001/02-b.md": secret}),
        ("three", {**base, "site_src/calls/2026q1.md": call.replace("2026-02-10}", "2026-02-10, "
         "replies: [{unit: mimi, delay_reason: 内情}]}")}),
    ):  # fmt: skip
        root = write(tmp_path / name, files)
        ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
        outputs.append({o.path: o.make() for o in build.outputs(root, ready)})
    assert outputs[0] == outputs[1] == outputs[2]
    page = outputs[0]["calls/2026q1/index.html"].decode()
    assert "公安局" in page and "内部局" not in page
