"""A folder of texts from elsewhere becomes a site that loads without a fault."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from builder.importing.command import run
from builder.load.site import load
from builder.model.site import Site

MAP = """\
source: {kind: markdown, encoding: [utf-8, gbk], path: '(?P<no>\\d+)/', exclude: ["drafts/**"]}
site: {name: 试县旧刊, base_url: "https://example.cn/"}
fields:
  title: [标题, $heading]
  kind: 栏目
  units: {from: 单位, split: 、}
  topics: {from: 专题, default: 综合}
  keywords: {from: 词, split: ","}
  event_date: 事发
  laws:
    title: {from: $body, extract: '《([^》]+条例)》'}
  photos: {src: 图, alt: 图注}
  steps:
    - {step: {is: signed}, at: 签发日, by: 签发人}
constants: {openness: public}
values:
  kind: {动态: 工作动态, /问题|不足/: problem}
  units: {农业局: 县农业局}
create:
  series: {entries: {lk: {name: 试县旧刊, digits: 3}}}
  groups: {bm: 部门}
  units: {add: true, group: bm}
  topics: {add: true}
  kinds: {add: true, entries: {problem: {name: 问题建议, tone: problem}}}
issue: {series: {is: lk}, number: $no, date: {from: 刊期, date: auto}, form: 形式}
slug: ["{编号}", "{$hash}"]
ignore: [内部号]
"""
FRONT = "单位: 农业局\n栏目: 动态\n签发日: 2015年3月4日\n刊期: 民國104年3月5日\n"


def item(
    title: str = "春耕备耕进度", extra: str = "", body: str = "正文。", front: str = FRONT
) -> str:
    return f"---\n标题: {title}\n{front}{extra}---\n\n{body}\n"


class Folder:
    """A source, a map and a root in a temporary folder."""

    def __init__(self, base: Path) -> None:
        self.source, self.root, self.map = base / "old", base / "site", base / "m.yml"
        self.source.mkdir()
        self.map.write_text(MAP, "utf-8")

    def put(self, path: str, text: str | bytes) -> None:
        target = self.source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def map_with(self, old: str, new: str) -> None:
        text = self.map.read_text("utf-8")
        assert old in text
        self.map.write_text(text.replace(old, new, 1), "utf-8")

    def run(self, wanted: int = 0, lang: str = "zh", form: str = "text", dry: bool = False) -> str:
        out = io.StringIO()
        code = run(self.source, self.map, self.root, lang, out, form=form, dry_run=dry)
        assert code == wanted, out.getvalue()
        return out.getvalue()

    def told(self, wanted: int = 0) -> dict[str, object]:
        last = self.run(wanted, form="json").strip().split("\n")[-1]
        report: dict[str, object] = json.loads(last)["report"]
        return report

    def site(self) -> Site:
        loaded = load(self.root)
        assert loaded.faults == ()
        assert loaded.site
        return loaded.site

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_an_empty_folder_becomes_a_whole_site(folder: Folder) -> None:
    folder.put("12/甲.md", item(extra="编号: A-1\n词: 春耕, 农资\n事发: 2015/3/2\n签发人: 王某\n"))
    folder.put(
        "12/乙.md", item("欠薪: 一例", "栏目2: 无\n", front=FRONT.replace("动态", "问题反映"))
    )
    folder.put("s1/丙.md", item("增刊一篇", "形式: 增刊\n专题: 农村\n"))
    folder.map_with("$no", "{from: $folder, extract: 's?\\d+'}")
    told = folder.run()
    assert "导入3篇，新建2期" in told
    assert "栏目2 (1)" in told
    site = folder.site()
    assert list(site.issues) == ["lk/2015/012", "lk/2015/s01"]
    first = site.items["lk/2015/012/a-1"]
    assert (first.kind, first.keywords, str(first.event_date)) == (
        "k001",
        ("春耕", "农资"),
        "2015-03-02",
    )
    assert first.signed and str(first.signed.date()) == "2015-03-04"
    assert first.steps[0].by == "王某"
    assert site.vocabularies.units["u001"].name == "县农业局"
    assert {item.title for item in site.items.values()} == {
        "春耕备耕进度",
        "欠薪: 一例",
        "增刊一篇",
    }
    assert {topic.name for topic in site.vocabularies.topics.values()} == {"综合", "农村"}


def test_the_same_import_again_changes_nothing(folder: Folder) -> None:
    for number in range(1, 4):
        folder.put(f"{number}/a.md", item(f"第{number}篇"))
    folder.run()
    before = folder.files()
    report = folder.told()
    assert (report["placed"], report["unchanged"], report["created"]) == (0, 3, {})
    assert folder.files() == before


def test_nothing_that_is_there_is_overwritten(folder: Folder) -> None:
    folder.put("1/a.md", item(extra="编号: a\n"))
    folder.run()
    path = folder.root / "issues/lk/2015/001/01-a.md"
    mine = path.read_text("utf-8").replace("正文。", "编辑改过的正文。")
    path.write_text(mine, "utf-8")
    settings = folder.root / "site_src/site.yml"
    settings.write_text(settings.read_text("utf-8") + "# 我的\n", "utf-8")
    folder.put("1/0.md", item("又一篇", "编号: b\n"))
    assert folder.told()["different"] == ["issues/lk/2015/001/01-a.md"]
    assert path.read_text("utf-8") == mine
    assert settings.read_text("utf-8").endswith("# 我的\n")
    assert (folder.root / "issues/lk/2015/001/02-b.md").exists()
    folder.site()


def test_an_import_cut_short_goes_on(folder: Folder) -> None:
    for number in range(1, 5):
        folder.put(f"{number}/a.md", item(f"第{number}篇"))
    folder.run()
    whole = folder.files()
    for path in list(whole):
        if path.startswith("issues/lk/2015/003/") or path.endswith("002/issue.md"):
            (folder.root / path).unlink()
    (folder.root / "issues/lk/2015/003/.issue.md.tmp").write_text("half")
    folder.run()
    assert folder.files() == whole


def test_a_full_disk_is_told_and_the_next_run_goes_on(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        folder.put(f"{number}/a.md", item(f"第{number}篇"))
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "/002/" in path.as_posix():
            raise OSError(28, "No space left on device")
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "not-written" in folder.run(1)
    monkeypatch.undo()
    folder.run()
    assert len(folder.site().items) == 3


def test_sources_in_gbk_with_bom_and_crlf_are_read(folder: Folder) -> None:
    folder.put("1/gbk.md", item("国标码").encode("gbk"))
    folder.put("1/bom.md", b"\xef\xbb\xbf" + item("有记号").replace("\n", "\r\n").encode())
    assert "按gbk读的：1篇" in folder.run()
    text = (folder.root / "issues/lk/2015/001").glob("0*.md")
    assert all(b"\r" not in p.read_bytes() and b"\xef\xbb" not in p.read_bytes()[:3] for p in text)
    assert {item.title for item in folder.site().items.values()} == {"国标码", "有记号"}


def test_an_encoding_is_never_guessed(folder: Folder) -> None:
    folder.map_with(", encoding: [utf-8, gbk]", "")
    folder.put("1/gbk.md", item("国标码").encode("gbk"))
    folder.put("1/a.md", item())
    told = folder.run(1, lang="en")
    assert "other-encoding" in told and "looks like GBK" in told
    assert len(folder.site().items) == 1


def test_one_broken_record_does_not_stop_the_others(folder: Folder) -> None:
    folder.put("1/a.md", item())
    folder.put("1/b.md", "---\n标题: [甲\n单位: 乙\n---\n正文\n")
    folder.put("1/c.md", "没有设置区的正文\n")
    folder.put("1/d.md", item("通报: 三季度"))
    told = folder.run(1)
    assert "yaml-syntax" in told and "old/1/b.md:" in told
    report = folder.told(1)
    assert report["unchanged"] == 2
    assert [one["path"] for one in report["unplaced"]] == ["1/b.md", "1/c.md"]  # type: ignore[attr-defined]
    assert report["repaired"] == ["1/d.md"]


@pytest.mark.parametrize(
    ("front", "code"),
    [
        (FRONT.replace("刊期: 民國104年3月5日\n", "").replace("签发日", "无"), "no-date"),
        (FRONT.replace("签发日", "无"), "missing-sign-off"),
        (FRONT.replace("2015年3月4日", "2015年3月6日"), "signed-after-issue"),
        (FRONT.replace("单位: 农业局\n", ""), "missing-field"),
        (FRONT + "事发: 2015-03-09\n", "dates-out-of-order"),
    ],
)
def test_a_record_that_could_not_be_published_is_listed_with_the_reason(
    folder: Folder, front: str, code: str
) -> None:
    folder.put("1/a.md", item())
    folder.put("1/b.md", item("坏", front=front))
    report = folder.told(1)
    assert [(one["path"], one["code"]) for one in report["unplaced"]] == [("1/b.md", code)]  # type: ignore[attr-defined]
    assert list(folder.site().issues) == ["lk/2015/001"]


def test_unknown_units_are_refused_unless_they_may_be_added(folder: Folder) -> None:
    folder.map_with("units: {add: true, group: bm}", "units: {entries: {fu: 县府办}}")
    folder.put("1/a.md", item())
    folder.put("1/b.md", item(front=FRONT.replace("农业局", "县府办")))
    assert "unknown-unit" in folder.run(1)
    assert len(folder.site().items) == 1


def test_a_site_that_is_there_keeps_its_words_and_its_file_stays_as_written(folder: Folder) -> None:
    files = {
        "site.yml": "name: 试县\nbase_url: https://example.cn/\n",
        "vocabularies/series.yml": "lk: {name: 旧刊, digits: 3}\n",
        "vocabularies/units.yml": "units:\r\n  nongye:\r\n    # 注\r\n    name: 县农业局\r\n",
        "vocabularies/topics.yml": "zonghe: {name: 综合}\n",
        "vocabularies/kinds.yml": "update: {name: 工作动态, tone: good}\n",
    }
    for name, text in files.items():
        path = folder.root / "site_src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    folder.put("1/a.md", item(front=FRONT.replace("农业局", "农业局、林业局")))
    folder.run()
    units = (folder.root / "site_src/vocabularies/units.yml").read_bytes()
    assert units.startswith(b"\xef\xbb\xbf" + files["vocabularies/units.yml"].encode())
    assert units.count(b"\r\n") == units.count(b"\n")
    site = folder.site()
    assert site.settings.name == "试县"
    assert next(iter(site.items.values())).units == ("nongye", "u001")
    assert (folder.root / "site_src/vocabularies/kinds.yml").read_bytes().count(b"update") == 1


def test_nothing_is_added_to_a_sealed_issue(folder: Folder) -> None:
    folder.put("1/a.md", item())
    folder.run()
    (folder.root / "issues/lk/2015/001/seal.yml").write_text("public: x\n")
    folder.put("1/b.md", item("又一篇"))
    assert "已经封存" in folder.run(1)


@pytest.mark.parametrize(
    ("numbering", "wanted"),
    [
        ("by-date", ["001", "002", "003"]),
        ("by-month", ["001", "002"]),
        ("by-year", ["001"]),
        ("sequence", ["001", "002", "003", "004"]),
    ],
)
def test_numbers_are_given_out_and_stay_when_more_is_found(
    folder: Folder, numbering: str, wanted: list[str]
) -> None:
    folder.map_with("number: $no, date: {from: 刊期, date: auto}", f"number: {numbering}")
    days = ("2015-01-05", "2015-01-05", "2015-01-20", "2015-03-01")
    for index, day in enumerate(days):
        folder.put(f"{index}.md", item(f"第{index}篇", front=FRONT.replace("2015年3月4日", day)))
    folder.run()
    assert sorted(issue.folder for issue in folder.site().issues.values()) == wanted
    before = folder.files()
    folder.put("9.md", item("补一篇", front=FRONT.replace("2015年3月4日", "2015-01-04")))
    folder.run()
    after = folder.files()
    assert {path: after[path] for path in before} == before
    assert len(folder.site().items) == 5


def test_pictures_and_links_come_along(folder: Folder) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
    folder.put("1/图.png", picture)
    folder.put("1/b.md", item("乙", "编号: b\n"))
    body = "![现场](图.png)\n\n见[乙](b.md)、[无](没有.pdf)。"
    folder.put("1/a.md", item("甲", "编号: a\n图: 图.png\n图注: 现场\n", body))
    told = folder.run()
    assert "正文引用的文件不存在：1处" in told
    base = folder.root / "issues/lk/2015/001"
    assert (base / "a-1.png").read_bytes() == picture
    text = (base / "01-a.md").read_text("utf-8")
    assert "![现场](a-1.png)" in text and "item:lk/2015/001/b" in text
    assert "src: a-1.png" in text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("meta.jsonl", '{"f": "1/a.md", "标题": "表里的题", "单位": ["农业局"]}\n{"f": "无.md"}\n'),
        ("meta.json", '[{"f": "1/a.md", "标题": "表里的题", "单位": "农业局"}, {"f": "无.md"}]'),
        ("meta.csv", "f,标题,单位\n1/a.md,表里的题,农业局\n无.md,,\n".encode("gbk")),
        ("meta.tsv", "\ufefff\t标题\t单位\n1/a.md\t表里的题\t农业局\n无.md\t\t\n"),
    ],
)
def test_metadata_beside_the_texts_is_joined(folder: Folder, name: str, data: str | bytes) -> None:
    folder.map_with("encoding:", f"metadata: {{file: {name}, key: f, match: path}}, encoding:")
    folder.map_with("签发日", "{is: 2015-03-04}")
    folder.map_with("{from: 刊期, date: auto}", "{is: 2015-03-05}")
    folder.map_with("栏目", "{from: 栏目, default: 工作动态}")
    folder.put(name, data)
    folder.put("1/a.md", "# 表里的题\n\n正文。\n")
    folder.put("1/b.md", "# 表外\n\n正文。\n")
    report = folder.told(1)
    assert report["metadata_without_text"] == ["无.md"]
    assert report["text_without_metadata"] == ["1/b.md"]
    found = next(iter(folder.site().items.values()))
    assert found.title == "表里的题"


@pytest.mark.parametrize("data", ["{坏", "[]", ""])
def test_metadata_that_can_not_be_read_stop_the_import(folder: Folder, data: str) -> None:
    folder.map_with("encoding:", "metadata: {file: m.jsonl, key: f, match: path}, encoding:")
    folder.put("m.jsonl", data)
    folder.put("1/a.md", item())
    assert "bad-metadata" in folder.run(2)
    assert not folder.root.exists()


def test_plain_text_is_shown_as_it_is(folder: Folder) -> None:
    folder.map_with("kind: markdown", "kind: text, front_matter: lines")
    folder.put("1/a.txt", f"标题: 春耕\n{FRONT}\n　　一、进度\n1. 已种 *3* 万亩\n# 注\n")
    folder.run()
    text = next((folder.root / "issues/lk/2015/001").glob("01-*.md")).read_text("utf-8")
    assert text.endswith("---\n\n一、进度\n\n1\\. 已种 \\*3\\* 万亩\n\n\\# 注\n")


def test_two_records_of_one_name_get_two_addresses(folder: Folder) -> None:
    folder.put("1/a.md", item("甲", "编号: x\n"))
    folder.put("1/b.md", item("乙", "编号: X\n"))
    folder.run()
    assert sorted(folder.site().items) == ["lk/2015/001/x", "lk/2015/001/x-2"]


def test_a_dry_run_writes_nothing(folder: Folder) -> None:
    folder.put("1/a.md", item())
    assert "试运行" in folder.run(dry=True)
    assert not folder.root.exists()


def test_what_is_dropped_is_told(folder: Folder) -> None:
    folder.put(
        "1/a.md", item(extra="内部号: 7\n别的: 8\n事发: 某日\n", body="甲\u200b乙《某条例》")
    )
    report = folder.told()
    assert report["unused"] == {"别的": 1}
    assert report["ignored"] == {"内部号": 1}
    assert report["mended"] == {"unseen": 1}
    assert report["lost"] == [
        {"key": "event_date", "why": "not-a-date", "count": 1, "example": "某日"}
    ]
    assert next(iter(folder.site().items.values())).laws[0].title == "某条例"


def test_waivers_of_the_map_stand_in_every_file(folder: Folder) -> None:
    folder.map_with("constants: {", "constants: {allow: {bad-doc-no: 旧体例}, ")
    folder.map_with("issue: {", "issue: {allow: {skipped-number: '缺: 期'}, ")
    folder.put("1/a.md", item())
    folder.run()
    site = folder.site()
    assert next(iter(site.items.values())).allow[0].code == "bad-doc-no"
    assert next(iter(site.issues.values())).allow[0].reason == "缺: 期"


def test_faults_that_forbid_the_import(folder: Folder) -> None:
    assert "no-source-files" in folder.run(2)
    folder.map_with("site:", "sight:")
    assert "unknown-key" in folder.run(2)
    folder.map_with('sight: {name: 试县旧刊, base_url: "https://example.cn/"}\n', "")
    folder.put("1/a.md", item())
    assert "no-site-yet" in folder.run(2)
    shutil.rmtree(folder.source)
    assert "unreadable-file" in folder.run(2)
    folder.map.unlink()
    assert '"code": "unreadable-file"' in folder.run(2, form="json")


def test_wrong_settings_and_entries_of_the_map_are_told_where_they_stand(folder: Folder) -> None:
    folder.put("1/a.md", item())
    folder.map_with("https://example.cn/", "example")
    told = folder.run(2)
    assert "bad-address" in told and "m.yml:2:" in told
    folder.map_with('"example"', "https://example.cn/")
    folder.map_with("digits: 3", "digit: 3")
    told = folder.run(2, lang="en")
    assert "unknown-key" in told and "m.yml:20:" in told


def test_the_sites_own_files_below_the_source_are_not_records(folder: Folder) -> None:
    folder.put("1/a.md", item())
    folder.root = folder.source
    folder.run()
    before = folder.files()
    folder.run()
    assert folder.files() == before
    assert len(folder.site().items) == 1
