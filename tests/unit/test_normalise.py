"""The one normalisation: its vectors in Python and, where node is installed, in JavaScript."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder import normalise

ROOT = Path(__file__).parents[2]
VECTORS: dict[str, Any] = json.loads((ROOT / "tests/vectors/normalise.json").read_text("utf-8"))
# The script reads the vectors itself and prints what differs.
SCRIPT = """
import fs from "node:fs";
const n = await import(process.argv[1]);
const m = await import(process.argv[1].replace("normalise.js", "marks.js"));
const [, old, plain] = fs.readFileSync(process.argv[3], "utf8").split("\\n");
const forms = n.forms([old, plain]);
const {texts, dates, queries} = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const wrong = [];
const same = (text, got, wanted) =>
  JSON.stringify(got) === JSON.stringify(wanted) || wrong.push([text, got, wanted]);
for (const {text, traditional, folded, pieces, phrase} of texts) {
  const mine = n.fold(text, traditional ? forms : null);
  same(text, [mine, n.pieces(mine), n.phrase(mine)], [folded, pieces, phrase]);
  const [whole] = m.spans(text, [[phrase]], traditional ? forms : null);
  if (phrase) same(text, whole.length > 0, true);
}
for (const {folded, rewritten} of dates) {
  same(folded, n.rewritten(folded), rewritten);
  const [[[start, end] = []]] = m.spans(folded, n.query(folded, forms).words, forms);
  same(folded, [start, end], [0, folded.length]);
}
for (const {text, words, without} of queries) same(text, n.query(text, forms), {words, without});
same("needs", ["调度", "々〇", "PM2.5", "調度", "乾"].map(n.mayFold), [false, false, false, true, true]);
console.log(JSON.stringify(wrong));
"""


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=lambda vector: repr(vector["text"]))
def test_texts_are_cut_as_the_vectors_say(vector: dict[str, Any]) -> None:
    folded = normalise.fold(vector["text"], vector["traditional"])
    assert folded == vector["folded"]
    assert list(normalise.pieces(folded)) == vector["pieces"]
    assert normalise.tokens(folded) == vector["tokens"]
    assert normalise.phrase(folded) == vector["phrase"]


@pytest.mark.parametrize("vector", VECTORS["queries"], ids=lambda vector: repr(vector["text"]))
def test_queries_are_read_as_the_vectors_say(vector: dict[str, Any]) -> None:
    query = normalise.query(vector["text"], traditional=True)
    words, without = ([list(word) for word in all_] for all_ in (query.words, query.without))
    assert (words, without) == (vector["words"], vector["without"])


@pytest.mark.parametrize("vector", VECTORS["dates"], ids=lambda vector: repr(vector["folded"]))
def test_dates_are_rewritten_as_the_vectors_say(vector: dict[str, Any]) -> None:
    folded, rewritten = vector["folded"], vector["rewritten"]
    assert normalise.readings(folded) == tuple(dict.fromkeys((folded, rewritten)))


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_browser_cuts_the_same() -> None:
    script = (ROOT / "layouts/scripts/normalise.js").as_uri()
    vectors, table = (
        ROOT / "tests/vectors/normalise.json",
        ROOT / "builder/data/fold.txt",
    )
    command = [
        "node",
        "--input-type=module",
        "-e",
        SCRIPT,
        script,
        str(vectors),
        str(table),
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_the_table_of_forms_is_one_to_one_and_final() -> None:
    table = normalise.table()
    assert len(table) > 3000
    assert all(len(old) == len(new) == 1 for old, new in table.items())
    assert not set(table) & set(table.values())


def test_forms_within_gb2312_are_those_the_browser_knows() -> None:
    def in_gb2312(character: str) -> bool:
        try:
            return bool(character.encode("gb2312"))
        except UnicodeEncodeError:
            return False

    odd = "".join(character for character in normalise.table() if in_gb2312(character))
    script = (ROOT / "layouts/scripts/normalise.js").read_text("utf-8")
    assert f'"{odd}"' in script
