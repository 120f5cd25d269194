"""`build seal`: what it asks for, writes, refuses; withdrawing what is sealed; redactions proven."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder import absence
from builder.build import Request, build
from builder.model.site import Edition
from tests import site as clean
from tests.unit.new.desk import Desk, Said

SEAL = ("seal", "zwxx/2026/0001", "--yes")
ID = "zwxx/2026/0001/zhuban-1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A signed issue of two items, one internal, on 2026-03-05."""
    desk = Desk(tmp_path).site()
    desk.made("new", "issue", "zwxx", "--date", "2026-03-01")
    desk.item("zwxx/2026/0001", "春耕备耕进度")
    desk.item("zwxx/2026/0001", "水利工程欠账", "internal")
    said = desk.run("sign", "zwxx/2026/0001", "--by", "王某", "--role", "主任", "--yes")
    assert said.code == 0, said.err
    return desk


def refused(desk: Desk, *words: str, code: int = 1) -> Said:
    """Run a command that must write nothing."""
    before = desk.files()
    said = desk.run(*words)
    assert (said.code, desk.files()) == (code, before), said.err
    return said


def is_sealed(desk: Desk) -> bool:
    site = desk.checked().loaded.site
    assert site
    return site.issues["zwxx/2026/0001"].sealed


def test_a_signed_issue_is_sealed_and_sealing_again_changes_nothing(desk: Desk) -> None:
    said = desk.run(*SEAL)
    assert said.code == 0, said.err
    assert "春耕备耕进度" in said.out and "主任王某签发" in said.out
    assert is_sealed(desk) and not desk.codes()
    assert "没有变动" in refused(desk, *SEAL, code=0).err


def test_without_a_terminal_or_consent_nothing_is_written(desk: Desk) -> None:
    refused(desk, *SEAL[:2], code=2)


def test_an_incomplete_sign_off_is_not_sealed(desk: Desk) -> None:
    path = f"issues/{ID.rpartition('/')[0]}/01-zhuban-1.md"
    clean.swap(desk.root, path, ", 职务: 主任", "")
    assert "职务" in refused(desk, *SEAL).err


def test_a_draft_and_an_issue_of_tomorrow_are_not_sealed(desk: Desk) -> None:
    issue = "issues/zwxx/2026/0001/issue.md"
    clean.swap(desk.root, issue, "日期: 2026-03-05", "日期: 2026-03-06")
    assert "还没有到" in refused(desk, *SEAL).err
    clean.swap(desk.root, issue, "日期: 2026-03-06", "日期: 2026-03-05")
    clean.swap(desk.root, issue, "状态: 已发", "状态: 草稿")
    assert "草稿" in refused(desk, *SEAL).err


def test_an_undeclared_change_is_refused_with_the_lawful_ways_out(desk: Desk) -> None:
    desk.run(*SEAL)
    path = "issues/zwxx/2026/0001/01-zhuban-1.md"
    clean.swap(desk.root, path, "全县备足种子。", "全县备足种子和化肥。")
    assert desk.codes() == {"changed-after-seal"}
    said = refused(desk, *SEAL)
    assert all(way in said.out for way in ("corrections", "redactions", "withdrawn", "build seal"))
    clean.swap(
        desk.root, path, "标题: 春", "更正: [{日期: 2026-03-05, 说明: 加“和化肥”。}]\n标题: 春"
    )
    assert desk.codes() == {"unsealed-change"}
    assert desk.run(*SEAL).code == 0 and is_sealed(desk) and not desk.codes()


def test_opening_an_internal_item_asks_why(desk: Desk) -> None:
    desk.run(*SEAL)
    text = desk.root / "issues/zwxx/2026/0001/02-zhuban-2.md"
    text.write_text(text.read_text("utf-8").replace("公开属性: 内部", "公开属性: 公开"), "utf-8")
    assert desk.codes() == {"unsealed-change"}
    assert "--note" in refused(desk, *SEAL, code=2).err
    assert desk.run(*SEAL, "--note", "定期评估后公开").code == 0
    seal = (desk.root / "issues/zwxx/2026/0001/seal.yml").read_text("utf-8")
    assert "定期评估后公开" in seal and is_sealed(desk)


def test_one_command_withdraws_what_is_sealed(desk: Desk) -> None:
    desk.run(*SEAL)
    words = ("withdraw", ID, "--reason", "数据有误", "--outcome", "error", "--yes")
    said = desk.run(*words)
    assert said.code == 0 and "已补封" in said.err
    assert is_sealed(desk) and not desk.codes()


def test_a_sealed_issue_takes_no_more_items_and_sign_offs(desk: Desk) -> None:
    desk.run(*SEAL)
    said = refused(desk, "new", "item", "zwxx/2026/0001", "--unit", "zhuban", code=2)
    assert "已经封存" in said.err
    clean.put(desk.root, "issues/zwxx/2026/0001/03-zhuban-3.md", "---\n---\n")
    assert "added-after-seal" in desk.codes() or "missing-field" in desk.codes()


def test_what_must_be_sealed_is_out_only_with_a_sound_seal(desk: Desk) -> None:
    from builder import edition

    settings = desk.root / "site_src/site.yml"
    text = settings.read_text("utf-8").replace("require_seal: false", "require_seal: 2026-01-01")
    settings.write_text(text, "utf-8")

    def out() -> bool:
        site = desk.checked().loaded.site
        assert site
        return bool(edition.only(site, Edition.PUBLIC, date(2026, 3, 5)).issues)

    assert not out()
    desk.run(*SEAL)
    assert out()
    seal = desk.root / "issues/zwxx/2026/0001/seal.yml"
    whole = seal.read_text("utf-8")
    for damaged in ("", whole[:-3], whole.replace("0001", "0002"), whole + "x: y\n", "- a\n"):
        seal.write_text(damaged, "utf-8")
        assert not out() and "seal-broken" in desk.codes()
    seal.rename(seal.with_name("Seal.yml"))
    assert not out() and "seal-broken" in desk.codes()


def published(root: Path, out: Path) -> None:
    checked = clean.checked(root)
    assert checked.loaded.site and not checked.blocks(strict=False), checked.faults
    request = Request(
        root=root, edition=Edition.PUBLIC, out=out, as_of=clean.AS_OF, search=False, jobs=1
    )
    build(request, checked.loaded.site, lambda *_: None)


REDACTED = "openness: public\nredactions: [{date: 2026-03-12, passage: 张某住在某村, note: 隐私}]"


def test_a_redaction_reaches_every_output(tmp_path: Path) -> None:
    root = clean.write(tmp_path / "root")
    clean.swap(
        root,
        clean.ITEM,
        "title: 三月工业用电回升",
        "title: 张某住在某村的用电\nsummary: 张某\n  住在某村。",
    )
    clean.swap(root, clean.ITEM, "全县工业用电", "张某住\n在某村。[张某住在某村](#a)全县工业用电")
    clean.swap(root, clean.ITEM, "openness: public", REDACTED)
    clean.swap(root, clean.ITEM, "(#a)", "")
    published(root, tmp_path / "out")
    pages = [p.read_text("utf-8") for p in (tmp_path / "out").rglob("*.html")]
    assert any("已遮蔽" in page for page in pages)
    assert not [
        p
        for p in (tmp_path / "out").rglob("*")
        if p.is_file() and "某村".encode() in p.read_bytes()
    ]


@pytest.mark.parametrize(
    "where", ["张某住在某村", "张**某**住在某村", "张某 住在某村", "`张某住在某村`"]
)
def test_a_passage_that_stands_elsewhere_stops_publishing(tmp_path: Path, where: str) -> None:
    root = clean.write(tmp_path / "root")
    clean.swap(root, clean.ITEM, "全县工业用电", "张某住在某村。全县工业用电")
    clean.swap(root, clean.ITEM, "openness: public", REDACTED)
    other = "issues/zwxx/2026/0011/01-gongan-1.md"
    clean.swap(root, other, "一月以来，", f"{where}，一月以来，")
    with pytest.raises(absence.StillShownError) as shown:
        published(root, tmp_path / "out")
    assert shown.value.source == clean.ITEM
    assert not (tmp_path / "out").exists()


def test_packed_and_escaped_words_are_seen() -> None:
    import gzip
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>张某</w:t><w:t>住在某村</w:t>")
    for data, name in (
        (packed.getvalue(), "a.docx"),
        (gzip.compress("张某住在某村".encode()), "a.pf_meta"),
        ("张&#26576;住<b>在</b>某村".encode(), "a.html"),
        (b'"\\u5f20\\u67d0\\u4f4f\\u5728\\u67d0\\u6751"', "a.json"),
        ("张某住在某村".encode("gb18030"), "a.bin"),
        (b"/%E5%BC%A0%E6%9F%90%E4%BD%8F%E5%9C%A8%E6%9F%90%E6%9D%91/", "a.xml"),
    ):
        assert any("张某住在某村" in text for text in absence.seen(data, name)), name
