"""Notices as pages: which there are, what they say, what the public is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from tests import small
from tests.sample import AS_OF, SAMPLE, everything_open, prepared, sample_site
from tests.unit.test_stats import site


def pages(root: Path, edition: Edition, as_of: date = small.AS_OF) -> dict[str, str]:
    """The main part of every notice and of every unit's page, without markup."""
    ready = build.prepare(root, small.loaded(root, as_of), edition, as_of)
    found = {}
    for page in ready.plan.pages:
        if page.address.startswith(("/notices/", "/units/")):
            text = ready.renderer.render(page).decode()
            main = re.search(r"<main.*?</main>", text, re.DOTALL)
            assert main is not None
            found[page.address] = re.sub(r"\s*<[^>]*>\s*", "|", main[0])
    return found


def test_every_month_quarter_and_year_with_something_in_it_has_a_notice(tmp_path: Path) -> None:
    found = pages(site(tmp_path), Edition.INTERNAL)
    notices = [address for address in found if address.startswith("/notices/")]
    assert notices == [
        *("/notices/", "/notices/2026/01/", "/notices/2026/02/"),
        *("/notices/2026/q1/", "/notices/2026/"),
    ]


def test_a_notice_says_its_figures_and_explains_every_point(tmp_path: Path) -> None:
    found = pages(site(tmp_path), Edition.INTERNAL)
    january, february = found["/notices/2026/01/"], found["/notices/2026/02/"]
    assert "2026年1月，各单位共报送信息6条，采用2条，采用率33.3%。" in january
    assert "并列第1名" not in january and "第1名县农业农村局，6.67分" in january
    assert "没有报送的1个单位：内部局。" in january
    assert "2 × 1.5（2026年1月1日起的办法，第1行）" in january
    assert "2 ÷ 3（2026年1月1日起的办法，第1行）" in january
    assert "并列第1名县公安局、县农业农村局、内部局，各3分" in february
    assert "得到领导批示1件次，其中市领导1件次。" in february
    assert "市领导批示" in february and "5 ÷ 3（2026年1月1日起的办法，第2行）" in february


def test_a_period_that_is_not_over_says_until_when_it_counts(tmp_path: Path) -> None:
    found = pages(site(tmp_path), Edition.INTERNAL, date(2026, 2, 4))
    assert "截至2026年2月4日" in found["/notices/2026/02/"]
    assert "截至" not in found["/notices/2026/01/"]
    assert "市领导" not in found["/notices/2026/02/"], "the annotation came a day later"


def test_the_public_has_no_notices_unless_they_are_opened() -> None:
    ready = prepared(Edition.PUBLIC)
    assert not [p for p in ready.plan.pages if p.address.startswith("/notices/")]
    assert not any(link.address.endswith("/notices/") for link in ready.chrome.footer)


def test_public_notices_tell_of_what_is_public_alone(tmp_path: Path) -> None:
    root = everything_open(tmp_path)
    ready = build.prepare(root, small.loaded(root, AS_OF), Edition.PUBLIC, AS_OF)
    addresses = [p for p in ready.plan.pages if p.address.startswith("/notices/2026")]
    assert len(addresses) > 12
    for page in addresses:
        main = ready.renderer.render(page).decode().split("<main")[1].split("</main>")[0]
        for word in ("报送信息", "采用率", "积分", "名次", "截至", "欠", "没有采用", "不超过"):
            assert word not in main, f"{word} in {page.address}"


def test_a_unit_shows_its_account_to_the_staff_alone(tmp_path: Path) -> None:
    root = site(tmp_path)
    staff = pages(root, Edition.INTERNAL)["/units/gongan/"]
    assert "本年报送|4条" in staff.replace("||", "|") and "积分明细" in staff
    assert "第2名" in staff
    public = pages(root, Edition.PUBLIC)["/units/gongan/"]
    assert "积分" not in public and "报送" not in public.replace("报送的主题", "")


def prints(root: Path, as_of: date) -> dict[str, str]:
    """The fingerprint of every page of the internal edition."""
    ready = build.prepare(root, small.loaded(root, as_of), Edition.INTERNAL, as_of)
    return {page.address: page.fingerprint for page in ready.plan.pages}


@pytest.mark.parametrize(
    ("path", "text", "changed"),
    [
        (
            "site_src/submissions/2026-02.csv",
            "unit,submitted\ngongan,1\n",
            {"/notices/2026/02/", "/notices/2026/q1/", "/notices/2026/", "/units/gongan/"},
        ),
        (
            "site_src/submissions/2026-01.csv",
            "unit,submitted\ngongan,4\nnongye,2\nmimi,0\n",
            {
                *("/notices/2026/01/", "/notices/2026/02/", "/notices/2026/q1/"),
                "/notices/2026/",
            },
        ),
    ],
)
def test_a_notice_is_made_anew_when_what_it_counts_has_changed(
    tmp_path: Path, path: str, text: str, changed: set[str]
) -> None:
    root = site(tmp_path)
    before = prints(root, small.AS_OF)
    (root / path).write_text(text, "utf-8")
    after = prints(root, small.AS_OF)
    assert {a for a in before if before[a] != after[a] and a != "/units/mimi/"} >= changed
    assert {a for a in before if before[a] != after[a]} <= changed | {
        *("/notices/", "/units/gongan/", "/units/nongye/", "/units/mimi/")
    }


def test_a_day_later_only_what_is_not_over_is_made_anew() -> None:
    days = [date(2026, 11, 21), date(2026, 11, 22)]
    one, two = (
        {
            page.address: page.fingerprint
            for page in build.prepare(SAMPLE, sample_site(), Edition.INTERNAL, day).plan.pages
        }
        for day in days
    )
    changed = {a for a in one if one[a] != two[a] and a.startswith("/notices/")}
    assert {"/notices/2026/11/", "/notices/2026/q4/", "/notices/2026/"} <= changed
    assert "/notices/2025/09/" not in changed and "/notices/2025/" not in changed
