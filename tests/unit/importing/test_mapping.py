"""What a map says, and what can be wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.importing.mapping import read

GOOD = """\
source: {kind: markdown, path: '(?P<no>\\d+)/'}
let:
  organ: {from: history, extract: '(.+)令'}
fields:
  title: [title, $heading]
  units: {from: $organ, split: [、, ";"], default: 国务院}
  steps:
    - {step: {is: signed}, at: date}
constants: {openness: public, units: 县府办}
values:
  units: {甲: jia, "*": qita, /乙/: yi}
issue: {series: {is: x}, number: by-month}
slug: ["{id}", "{$stem}"]
"""


def codes(source: str) -> list[str]:
    return [fault.code for fault in read(source, "m.yml")[1]]


def test_a_map_is_decoded() -> None:
    how, faults = read(GOOD, "m.yml")
    assert not faults
    assert how.fields["title"].sources == ("title", "$heading")
    assert how.fields["units"].split == ("、", ";")
    assert how.fields["units"].default == ("县府办",)
    assert [row.value for row in how.fields["units"].table] == ["jia", "yi", "qita"]
    assert how.nested["steps"][0][0][1].constant == ("signed",)
    assert how.nested["steps"][0][1][1].dates == ("moment", "auto")
    assert how.numbering == "by-month"
    assert how.used() >= {"title", "history", "date", "id"}


def test_keys_may_be_chinese() -> None:
    how, faults = read(
        "来源: {种类: text}\n字段: {标题: {取自: a, 提取: b}}\n期: {刊物: s, 期号: n}\n", "m.yml"
    )
    assert not faults
    assert how.source.kind == "text" and how.source.include == ("**/*.txt",)
    assert how.fields["title"].sources == ("a",)
    assert how.body.escape and how.body.lines == "paragraphs"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("slug:", "slgu:", "unknown-key"),
        ("  title:", "  tilte:", "unknown-key"),
        ("extract:", "extrat:", "unknown-key"),
        ("{step:", "{stpe:", "unknown-key"),
        ("source: {kind", "source: {knid", "unknown-key"),
        ("'(.+)令'", "'(.+令'", "bad-pattern"),
        ("(?P<no>", "(?P<no", "bad-pattern"),
        ("/乙/", "/(乙/", "bad-pattern"),
        ("$organ", "$orgen", "unknown-value"),
        ("{$stem}", "{$stme}", "unknown-value"),
        ("{id}", "{id", "bad-template"),
        ("kind: markdown", "kind: docx", "unknown-value"),
        (", number: by-month", "", "missing-field"),
        ("issue:", "values2:", "unknown-key"),
        ("series: {is: x}", "series: {pick: first}", "missing-field"),
        ("default: 国务院", "pick: middle", "unknown-value"),
        ("default: 国务院", "date: rock", "unknown-value"),
        ("{openness: public", "{withdrawn: public", "wrong-type"),
        ("constants: {", "constants: {allow: {bad-doc: 因}, ", "unknown-rule"),
        ("constants: {", "constants: {allow: {bad-doc-no: ''}, ", "waiver-without-reason"),
        ("fields:", "fields：", "fullwidth-colon"),
        ("let:", "create: {units: {prefix: 9u, parents: all}}\nlet:", "bad-code"),
        ("let:", "body: {headings: 9}\nlet:", "unknown-value"),
        ("let:", "site: text\nlet:", "wrong-type"),
        ("source: {", "source: {metadata: {file: x.csv}, ", "missing-field"),
        ("source: {", "source: {encoding: latin1, ", "unknown-value"),
    ],
)
def test_a_fault_of_the_map_is_told_where_it_stands(old: str, new: str, code: str) -> None:
    source = GOOD.replace(old, new, 1)
    assert source != GOOD
    faults = read(source, "m.yml")[1]
    assert code in [fault.code for fault in faults]
    assert all(fault.place.path == "m.yml" for fault in faults)


def test_the_nearest_key_is_named() -> None:
    fault = read(GOOD.replace("extract:", "extrat:"), "m.yml")[1][0]
    assert "extract" in fault.help("en")
    assert fault.place.line == 3


def test_all_faults_are_told_at_once() -> None:
    assert len(codes(GOOD.replace("extract:", "extrat:").replace("$heading", "$heding"))) == 2


@pytest.mark.parametrize("name", ["ey-gazette-2015", "prc-regulations"])
def test_the_examples_are_right(name: str) -> None:
    path = Path(__file__).parents[3] / f"docs/examples/{name}.map.yml"
    assert read(path.read_text("utf-8"), path.name)[1] == ()


def test_the_guides_examples_are_right() -> None:
    guide = (Path(__file__).parents[3] / "docs/import.md").read_text("utf-8")
    blocks = guide.split("```yaml\n")[1:]
    assert len(blocks) >= 4
    missing = {
        "source:": "source: {kind: markdown, path: '(?P<no>.)(?P<order>.)'}\n",
        "fields:": "fields: {title: t}\n",
        "issue:": "issue: {series: {is: x}, number: by-year}\n",
    }
    for block in blocks:
        source = block.partition("```")[0]
        source += "".join(text for key, text in missing.items() if key not in source)
        assert read(source, "guide.yml")[1] == (), source
