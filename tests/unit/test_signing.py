"""`build sign` and `build withdraw`: what they write, what they keep, what they refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.new import write
from tests.unit.new.desk import Desk, Said

SIGN = ("sign", "zwxx/2026/0001", "--by", "王某", "--role", "主任", "--yes")
ID = "zwxx/2026/0001/zhuban-1"
WITHDRAW = ("withdraw", ID, "--reason", "数据有误", "--outcome", "error", "--yes")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site with a draft of two items, made on 2026-03-01."""
    desk = Desk(tmp_path).site()
    desk.made("new", "issue", "zwxx", "--date", "2026-03-01")
    desk.item("zwxx/2026/0001", "春耕备耕进度")
    desk.item("zwxx/2026/0001", "水利工程欠账", "internal")
    return desk


def refused(desk: Desk, *words: str, code: int = 2) -> Said:
    """Run a command that must write nothing."""
    before = desk.files()
    said = desk.run(*words)
    assert said.code == code, said.err
    assert desk.files() == before
    return said


def test_signing_writes_the_steps_and_publishes_the_issue(desk: Desk) -> None:
    said = desk.run(*SIGN)
    assert said.code == 0, said.err
    assert "春耕备耕进度" in said.out and "水利工程欠账" in said.out
    site = desk.checked().loaded.site
    assert site
    issue = site.issues["zwxx/2026/0001"]
    assert (issue.status, issue.date, issue.signer) == ("published", date(2026, 3, 5), "王某")
    for item in site.items.values():
        (step,) = item.steps
        assert (step.step, step.by, step.role, step.acting) == ("signed", "王某", "主任", False)
        assert f"{step.at:%Y-%m-%dT%H:%M}" == "2026-03-05T17:30"
    assert desk.checked().faults == ()


def test_signing_again_changes_nothing(desk: Desk) -> None:
    desk.run(*SIGN)
    said = refused(desk, *SIGN, code=0)
    assert "已经全部签发" in said.err


def test_items_already_signed_are_left_alone(desk: Desk) -> None:
    first = desk.root / "issues/zwxx/2026/0001/01-zhuban-1.md"
    text = first.read_text("utf-8").replace(
        "办理过程:\n", "办理过程:\n  - {步骤: 签发, 时间: 2026-03-04, 经办人: 李某}\n"
    )
    first.write_text(text, "utf-8")
    assert "春耕" not in desk.run(*SIGN).out
    assert first.read_text("utf-8") == text


def test_only_the_lines_that_are_meant_change(desk: Desk) -> None:
    before = {path: data.split(b"\n") for path, data in desk.files().items()}
    desk.run(*SIGN)
    for path, data in desk.files().items():
        new = [line for line in data.split(b"\n") if line not in before[path]]
        old = [line for line in before[path] if line not in data.split(b"\n")]
        if path.endswith("issue.md"):
            assert b"\n".join(new).decode() == "日期: 2026-03-05\n状态: 已发\n签发人: 王某"
            assert b"\n".join(old).decode() == "日期: 2026-03-01\n状态: 草稿"
        elif path.startswith("issues/"):
            row = "  - {步骤: 签发, 时间: 2026-03-05T17:30, 经办人: 王某, 职务: 主任}"
            assert (new, old) == ([row.encode()], [])
        else:
            assert new == old == []


def test_byte_order_marks_and_windows_line_ends_stay(desk: Desk) -> None:
    for path in (desk.root / "issues").rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert desk.run(*SIGN).code == 0
    assert desk.run(*WITHDRAW).code == 0
    for path in (desk.root / "issues").rglob("*.md"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf---\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")


def test_the_date_of_the_issue_is_kept_where_asked(desk: Desk) -> None:
    assert desk.run(*SIGN, "--keep-date", "--at", "2026-03-01T09:00").code == 0
    site = desk.checked().loaded.site
    assert site and site.issues["zwxx/2026/0001"].date == date(2026, 3, 1)


def test_a_date_before_the_sign_off_can_not_be_kept(desk: Desk) -> None:
    said = refused(desk, *SIGN, "--keep-date", code=1)
    assert "signed-after-issue" in said.out


def test_acting_signers_and_odd_names_are_written_as_they_are(desk: Desk) -> None:
    words = ("--by", "王: 某", "--role", "主任, [兼]", "--acting", "--at", "2026-03-02", "--yes")
    assert desk.run("sign", "zwxx/2026/1", *words).code == 0
    site = desk.checked().loaded.site
    assert site
    step = site.items[ID].steps[-1]
    assert (step.by, step.role, step.acting, step.exact) == ("王: 某", "主任, [兼]", True, False)
    assert site.issues["zwxx/2026/0001"].signer == "王: 某"


def test_english_files_get_english_steps(tmp_path: Path) -> None:
    desk = Desk(tmp_path).site()
    desk.made("new", "issue", "zwxx", "--keys", "en", "--bare")
    words = ("--unit", "zhuban", "--kind", "update", "--topics", "gongye", "--title", "一")
    style = ("--openness", "public", "--keys", "en", "--bare")
    path = desk.made("new", "item", "zwxx/2026/1", *words, *style)
    assert desk.run(*SIGN).code == 0
    assert "steps:\n  - {step: signed, at: 2026-03-05T17:30, by: 王某, role: 主任}\n" in (
        path.read_text("utf-8")
    )
    assert "\nstatus: published\n" in (path.parent / "issue.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (("标题: 春耕备耕进度", "标题:"), "missing-field"),
        (("公开属性: 公开", "公开属性:"), "missing-openness"),
        (("类别: 工作动态", "类别: 动态动态"), "unknown-kind"),
        (("全县备足种子。", "[见](item:zwxx/2026/0001/zhuban-2)"), "broken-link"),
        (("全县备足种子。", "![](没有.jpg)"), "missing-image"),
        (("办理过程:", "办理过程:\n  - {步骤: 复核, 时间: 2026-04-01}"), "steps-out-of-order"),
    ],
)
def test_an_issue_with_errors_is_not_signed(desk: Desk, wrong: tuple[str, str], code: str) -> None:
    path = desk.root / "issues/zwxx/2026/0001/01-zhuban-1.md"
    text = path.read_text("utf-8")
    assert wrong[0] in text
    path.write_text(text.replace(*wrong, 1), "utf-8")
    said = refused(desk, *SIGN, code=1)
    assert f"[{code}]" in said.out
    assert "没有签发" in said.err


def test_errors_are_shown_at_the_lines_they_stand_on(desk: Desk) -> None:
    path = desk.root / "issues/zwxx/2026/0001/01-zhuban-1.md"
    text = path.read_text("utf-8").replace("全县备足", "[见](item:zwxx/2026/0001/zhuban-2)")
    path.write_text(text, "utf-8")
    line = text[: text.index("[见]")].count("\n") + 1
    assert f"01-zhuban-1.md:{line}:" in refused(desk, *SIGN, code=1).out


def test_errors_in_other_issues_do_not_matter(desk: Desk) -> None:
    desk.made("new", "issue", "zwxx", "--form", "增刊")
    desk.item("zwxx/2026/s1").write_text("---\n标题: [\n---\n", "utf-8")
    assert desk.run(*SIGN).code == 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("sign", "zwxx/2026/0002"), "zwxx/2026/0001"),
        (("sign", "zwxx/2026/0001", "--role", "主任", "--yes"), "--by"),
        (("sign", "zwxx/2026/0001", "--by", "王某", "--yes"), "--role"),
        (SIGN[:-1], "--yes"),
        ((*SIGN, "--at", "昨天"), "2026-03-05T17:30"),
        ((*SIGN, "--by", "零\u200b宽"), "U+200B"),
        (("withdraw", "zwxx/2026/0001/zhuban-3", *WITHDRAW[2:]), "zhuban-"),
        ((*WITHDRAW[:2], *WITHDRAW[4:]), "--reason"),
        ((*WITHDRAW[:4], "--yes"), "--outcome"),
        (WITHDRAW[:-1], "--yes"),
        ((*WITHDRAW, "--outcome", "错了"), "expired"),
        ((*WITHDRAW, "--reason", " "), "空"),
        ((*WITHDRAW, "--merged-into", ID), "merged"),
        ((*WITHDRAW, "--outcome", "merged"), "--merged-into"),
        ((*WITHDRAW, "--outcome", "合并", "--merged-into", ID), "并入"),
    ],
)
def test_what_is_missing_or_wrong_is_named(desk: Desk, words: tuple[str, ...], hint: str) -> None:
    assert hint in refused(desk, *words).err


def test_an_issue_without_items_or_under_seal_is_not_signed(desk: Desk) -> None:
    folder = desk.made("new", "issue", "zwxx").parent
    assert "没有一篇信息" in refused(desk, "sign", "zwxx/2026/0002", *SIGN[2:]).err
    desk.item("zwxx/2026/0002")
    (folder / "seal.yml").write_text("", "utf-8")
    assert "封存" in refused(desk, "sign", "zwxx/2026/0002", *SIGN[2:]).err


def test_a_terminal_is_asked_with_the_last_signer_proposed(desk: Desk) -> None:
    desk.run(*SIGN)
    desk.made("new", "issue", "zwxx")
    desk.item("zwxx/2026/0002")
    said = desk.run("sign", typed=["", "", "", "", "y"])
    assert said.code == 0, said.err
    assert "[zwxx/2026/0002]" in said.err and "[王某]" in said.err and "[主任]" in said.err


def test_no_is_no(desk: Desk) -> None:
    before = desk.files()
    said = desk.run(*SIGN[:-1], typed=["", "y", "n"])
    assert (said.code, "取消" in said.err) == (2, True)
    assert desk.files() == before


def test_a_disk_that_fails_half_way_leaves_nothing_signed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.files()
    replace, count = Path.replace, iter(range(100))

    def failing(self: Path, target: Path) -> Path:
        if next(count) == 1:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    said = desk.run(*SIGN)
    assert (said.code, "No space" in said.err) == (2, True)
    assert desk.files() == before


def test_a_file_saved_meanwhile_is_not_overwritten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = write.alone
    path = desk.root / "issues/zwxx/2026/0001/02-zhuban-2.md"

    def saved_meanwhile(root: Path) -> object:
        path.write_text("别人刚存的", "utf-8")
        return alone(root)

    monkeypatch.setattr(write, "alone", saved_meanwhile)
    said = desk.run(*SIGN)
    assert (said.code, "02-zhuban-2.md" in said.err) == (2, True)
    assert path.read_text("utf-8") == "别人刚存的"
    assert "签发人: 王某" not in (path.parent / "issue.md").read_text("utf-8")


def test_front_matter_of_an_odd_shape_is_left_to_people(desk: Desk) -> None:
    path = desk.root / "issues/zwxx/2026/0001/01-zhuban-1.md"
    row = "{标题: 一, 类别: update, 报送单位: zhuban, 主题: gongye, 公开属性: 公开}"
    path.write_text(f"---\n{row}\n---\n\n正文。\n", "utf-8")
    assert "手工改" in refused(desk, *SIGN).err


def test_a_withdrawn_item_keeps_all_but_its_withdrawal(desk: Desk) -> None:
    desk.run(*SIGN)
    path = desk.root / "issues/zwxx/2026/0001/01-zhuban-1.md"
    before = path.read_text("utf-8")
    said = desk.run(*WITHDRAW)
    assert said.code == 0, said.err
    assert f"/{ID}/" in said.err
    assert "/topics/gongye/" in said.out
    added = "撤回:\n  日期: 2026-03-05\n  理由: 数据有误\n  结果: 有误\n"
    after = path.read_text("utf-8")
    assert added in after
    assert after.replace(added, "") == before
    site = desk.checked().loaded.site
    assert site and site.items[ID].withdrawn
    assert desk.checked().faults == ()
    assert "撤回" in refused(desk, *WITHDRAW).err


@pytest.mark.parametrize(
    "written",
    [
        "issues/zwxx/2026/0001/01-zhuban-1.md",
        "issues\\zwxx\\2026\\0001\\01-zhuban-1.md",
        "/zwxx/2026/0001/zhuban-1/",
        "https://a.cn/zwxx/2026/0001/zhuban-1/",
        "item:zwxx/2026/0001/zhuban-1",
    ],
)
def test_an_item_is_found_however_it_is_written(desk: Desk, written: str) -> None:
    desk.run(*SIGN)
    assert desk.run("withdraw", written, *WITHDRAW[2:]).code == 0


def test_what_was_merged_names_where_it_went(desk: Desk) -> None:
    desk.run(*SIGN)
    words = ("--outcome", "合并", "--merged-into", "zwxx/2026/0001/zhuban-2")
    assert desk.run(*WITHDRAW, *words).code == 0
    site = desk.checked().loaded.site
    assert site
    gone = site.items[ID].withdrawn
    assert gone and gone.merged_into == "zwxx/2026/0001/zhuban-2"


def test_a_withdrawal_before_the_sign_off_is_refused(desk: Desk) -> None:
    desk.run(*SIGN)
    assert "dates-out-of-order" in refused(desk, *WITHDRAW, "--date", "2026-03-01", code=1).out


def test_links_that_a_withdrawal_breaks_are_told_yet_do_not_stop_it(desk: Desk) -> None:
    desk.made("new", "issue", "zwxx")
    other = desk.item("zwxx/2026/0002")
    other.write_text(other.read_text("utf-8") + f"\n[见前](item:{ID})\n", "utf-8")
    desk.run(*SIGN)
    desk.run("sign", "zwxx/2026/0002", *SIGN[2:])
    said = desk.run(*WITHDRAW)
    assert said.code == 0
    assert "broken-link" in said.out and "注意" in said.err


def test_an_internal_item_has_no_public_page_to_lose(desk: Desk) -> None:
    desk.run(*SIGN)
    said = desk.run("withdraw", "zwxx/2026/0001/zhuban-2", *WITHDRAW[2:])
    assert said.code == 0
    assert "公开版现在没有这一条" in said.err
