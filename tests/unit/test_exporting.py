"""Exporting what is public, and proving that nothing else shows: what is refused, what is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder import build, cli
from builder import edition as editions
from builder.model.item import Item
from builder.model.site import Edition
from tests.forest import TOKEN, grown, sealed
from tests.small import AS_OF, issue, item, many, write

DAY = ("--as-of", AS_OF.isoformat())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return sealed(write(tmp_path / "site", grown(7)), 7)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_an_export_holds_nothing_withheld_and_builds_the_same_site(
    site: Path, tmp_path: Path
) -> None:
    out = tmp_path / "open"
    assert cli.main(["export", str(out), "--root", str(site), *DAY]) == 0
    for path, data in files_of(out).items():
        assert TOKEN.lower() not in path and TOKEN.encode() not in data, path
    one, two = tmp_path / "one", tmp_path / "two"
    for root, target in ((site, one), (out, two)):
        words = ["--root", str(root), "--out", str(target), "--no-search", "--quiet", *DAY]
        assert cli.main(words) == 0
    assert files_of(one) == files_of(two)


def test_an_export_of_an_export_is_the_same(site: Path, tmp_path: Path) -> None:
    for root, out in ((site, "once"), (tmp_path / "once", "twice")):
        assert cli.main(["export", str(tmp_path / out), "--root", str(root), *DAY]) == 0
    assert files_of(tmp_path / "once") == files_of(tmp_path / "twice")


def test_an_export_overwrites_nothing(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("我的", "utf-8")
    for place in (tmp_path / "mine", site / "issues", site, Path("/")):
        assert cli.main(["export", str(place), "--root", str(site), *DAY]) == 2
    assert files_of(tmp_path / "mine") == {"a.txt": "我的".encode()}
    assert "不覆盖" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"mine", "site"}


def test_a_site_of_tombstones_alone_can_be_exported(tmp_path: Path) -> None:
    gone = "withdrawn: {date: 2026-01-09, reason: 并入, outcome: merged, merged_into: zwxx/2026/0002/b}\n"
    files = {
        "issues/zwxx/2026/0001/issue.md": issue(1, date(2026, 1, 6)),
        "issues/zwxx/2026/0001/01-a.md": item(f"{TOKEN}1", more=gone),
        "issues/zwxx/2026/0002/issue.md": issue(2, date(2026, 1, 7)),
        "issues/zwxx/2026/0002/01-b.md": item(f"{TOKEN}2", openness="internal"),
    }
    root = write(tmp_path / "site", files)
    assert cli.main(["export", str(tmp_path / "open"), "--root", str(root), *DAY]) == 0
    assert not [p for p, d in files_of(tmp_path / "open").items() if TOKEN.encode() in d]


def test_what_can_be_proven_is_published(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "www")
    words = ["--prove", "--no-search", "--root", str(site), "--out", out, *DAY]
    assert cli.main(words) == 0
    told = capsys.readouterr()
    assert "证明了" in told.err
    assert TOKEN not in told.err


def test_a_leak_is_not_published_and_its_source_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The projection is made to forget that an unopened field is withheld."""
    root = write(tmp_path / "site", many(1, 2))
    secret = item("内部的", openness="internal", body="不该公开的一句话。\n")
    write(root, {"issues/zwxx/2026/0001/09-neibu.md": secret})

    def leaky(found: Item) -> bool:
        return found.slug in ("gongan-1", "gongan-2", "neibu") and found.withdrawn is None

    checked = build.examine(root, lambda _: AS_OF)
    assert checked.loaded.site is not None
    from builder.exporting import command, tree

    of = tree.public(root, checked.loaded.site, AS_OF)
    monkeypatch.setattr(tree, "public", lambda *_: of)
    monkeypatch.setattr("builder.exporting.proof.public", lambda *_: of)
    monkeypatch.setattr(editions, "is_public", leaky)
    told: list[str] = []
    request = build.Request(root, Edition.PUBLIC, tmp_path / "out", AS_OF, search=False)
    assert command.prove(request, checked.loaded.site, lambda zh, _: told.append(zh)) == 2
    assert "没有证成" in told[-1]
    assert "issues/zwxx/2026/0001/09-neibu.md" in told[-1]
    assert not (tmp_path / "out").exists()


def test_an_export_refuses_from_then_on_whatever_is_withheld(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "open"
    assert cli.main(["export", str(out), "--root", str(site), *DAY]) == 0
    assert "repository: public\n" in (out / "site_src" / "site.yml").read_text("utf-8")
    assert cli.main(["check", "--root", str(out), *DAY]) == 0
    folder = next((out / "issues").iterdir()) / "2026" / "0099"
    folder.mkdir(parents=True)
    (folder / "issue.md").write_text(issue(99, AS_OF, status="draft"), "utf-8")
    (folder / "01-a.md").write_text(item("草稿", unit="xx"), "utf-8")
    capsys.readouterr()
    assert cli.main(["--root", str(out), "--out", str(tmp_path / "www"), *DAY]) == 1
    told = capsys.readouterr().out
    assert told.count("error[withheld-in-public-repository]") == 1
    assert "build export" in told
    assert not (tmp_path / "www").exists()


def test_a_public_repository_tells_every_withheld_file(site: Path) -> None:
    settings = site / "site_src" / "site.yml"
    assert not _refused(site)
    settings.write_text(settings.read_text("utf-8") + "仓库: 公开\n", "utf-8")
    told = _refused(site)
    assert len(told) == len(set(told))
    # Every item, issue and attachment of this site has fields that only the staff may see.
    for path in (site / "issues").rglob("*"):
        if path.name == "issue.md" or TOKEN.lower() in path.name:
            assert path.relative_to(site).as_posix() in told


def _refused(root: Path) -> list[str]:
    faults = build.examine(root, lambda _: AS_OF).faults
    return [f.place.path for f in faults if f.code == "withheld-in-public-repository"]
