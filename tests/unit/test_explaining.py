"""`build explain`: why something is in or out of each edition, told truly, and where it shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.edition import only
from builder.explaining import command, reasons
from builder.model.site import Edition
from tests.forest import grown
from tests.small import AS_OF, checked, issue, item, many, write

IN = "issues/zwxx/2026/0001"


def told(root: Path, what: str, as_of: date = AS_OF, lang: str = "zh") -> str:
    found = command.explained(what, root, checked(root, as_of), lang)
    return "" if found is None else found[1]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    gone = "withdrawn: {date: 2026-01-09, reason: 数字有误, outcome: error}\n"
    files = {
        **many(1, 1),
        f"{IN}/02-neibu.md": item("内部的", openness="internal"),
        f"{IN}/03-che.md": item("撤回的", more=gone),
        f"{IN}/04-tu.md": item("附图", openness="internal", body="见[表](biao.txt)。\n"),
        f"{IN}/biao.txt": "表",
        f"{IN}/left.txt": "没人用",
        "issues/zwxx/2026/0002/issue.md": issue(2, date(2027, 2, 1)),
        "issues/zwxx/2026/0002/01-wei.md": item("以后的"),
        "issues/zwxx/2026/0003/issue.md": issue(3, date(2026, 2, 1), status="draft"),
        "issues/zwxx/2026/0003/01-cao.md": item("草稿里的").replace("signed", "submitted"),
    }
    return write(tmp_path / "site", files)


@pytest.mark.parametrize(
    ("what", "no"),
    (
        (f"{IN}/02-neibu.md", "否  公开属性要是公开：内部"),
        ("zwxx/2026/0001/che", "否  不能已经撤回：2026-01-09 撤回"),
        ("/zwxx/2026/0002/wei/", "否  本期日期要不晚于 2026-12-31：2027-02-01"),
        ("https://example.gov.cn/zwxx/2026/0003/cao/", "否  本期状态要是已发：草稿"),
        ("zwxx/2026/0003/cao", "否  签发要不晚于 2026-12-31：没有签发"),
        (f"{IN}/biao.txt", "否  用到它的是不在这一版的“附图”"),
        (f"{IN}/left.txt", "否  没有哪一篇用到它"),
    ),
)
def test_what_keeps_something_out_is_named_with_what_was_found(
    site: Path, what: str, no: str
) -> None:
    said = told(site, what)
    assert no in said
    assert "公开版：不在" in said


def test_what_is_in_is_told_with_its_pages(site: Path) -> None:
    said = told(site, f"{IN}/01-gongan-1.md")
    assert "内部版：在" in said and "公开版：在" in said and "  否  " not in said
    public = said.split("公开版：在")[1]
    for address in ("/zwxx/2026/0001/gongan-1/", "/units/gongan/", "/zwxx/2026/0001/"):
        assert f"      {address}\n" in public
    assert "in the public edition" in told(site, f"{IN}/01-gongan-1.md", lang="en")


def test_a_withdrawn_item_still_has_its_tombstone_among_the_pages(site: Path) -> None:
    assert "      /zwxx/2026/0001/che/\n" in told(site, "zwxx/2026/0001/che").split("公开版")[1]


def test_an_item_that_cannot_be_read_is_told_with_its_faults(site: Path) -> None:
    write(site, {f"{IN}/05-huai.md": item("坏", openness="pubilc")})
    found = command.explained(f"{IN}/05-huai.md", site, checked(site), "zh")
    assert found is not None and found[0] == 1
    assert "unknown-openness" in found[1] and "两版都不会有它" in found[1]


def test_a_name_that_nothing_has_is_told_with_what_is_near(site: Path) -> None:
    found = command.explained("/zwxx/2026/0001/gongan-2/", site, checked(site), "zh")
    assert found is not None and found[0] == 2 and "gongan-1" in found[1]
    assert command.explained("qqqqqqqqq", site, checked(site), "zh") is None


@pytest.mark.parametrize("seed", range(4))
def test_the_reasons_say_what_the_projection_does(tmp_path: Path, seed: int) -> None:
    root = write(tmp_path, grown(seed))
    site = checked(root).loaded.site
    assert site is not None
    public, internal = (only(site, e, AS_OF) for e in (Edition.PUBLIC, Edition.INTERNAL))
    for one in site.items.values():
        verdict = reasons.of_item(one, site, AS_OF)
        assert verdict.in_internal is (one.id in internal.items)
        assert verdict.in_public is (one.id in public.items)
    for other in site.issues.values():
        verdict = reasons.of_issue(other, site, AS_OF)
        assert verdict.in_internal is (other.id in internal.issues)
        assert verdict.in_public is (other.id in public.issues)
    for path in site.assets:
        verdict = reasons.of_asset(path, site, AS_OF)
        assert verdict.in_internal is (path in internal.assets), path
        assert verdict.in_public is (path in public.assets), path


def test_the_command_says_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from builder import cli

    words = ["explain", "--root", str(site), "--as-of", "2026-12-31"]
    assert cli.main([*words, "zwxx/2026/0001/neibu"]) == 0
    assert "公开版：不在" in capsys.readouterr().out
    assert cli.main([*words, "unknown-unit"]) == 0
    assert cli.main([*words, "qqqqqqqqq"]) == 2
