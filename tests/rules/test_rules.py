"""Every rule says what an editor should see: one folder a rule, a slip on the clean site.

`slip.txt` tells what the editor did (see `tests.site.slip`), `expected.txt` what is reported and
nothing else; `after.txt`, where a rule mends, which lines `build check --fix` leaves.
"""

from __future__ import annotations

import ast
import atexit
import re
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

import builder.rules.all  # noqa: F401 - fills RULES
from builder import fix, report
from builder.diagnostic import RULES, Diagnostic, Severity
from builder.load.files import line_of
from builder.rules import importing
from tests import site

HERE = Path(__file__).parent
FOLDERS = sorted(path.name for path in HERE.iterdir() if (path / "slip.txt").exists())
OF_IMPORT = frozenset(
    node.name.replace("_", "-")
    for node in ast.parse(Path(importing.__file__).read_text("utf-8")).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
)
"""Rules of `build import`, which speaks of files outside a site; their tests are beside it."""
HAN = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")


@cache
def kept(code: str) -> tuple[Path, tuple[Diagnostic, ...]]:
    """A site with the slip of a rule's folder, written once for all tests, and its faults."""
    root = Path(mkdtemp(prefix=f"{code}-"))
    atexit.register(rmtree, root, ignore_errors=True)
    return root, slipped(root, code)


def slipped(root: Path, code: str) -> tuple[Diagnostic, ...]:
    """The faults of the clean site after the slip of a rule's folder."""
    site.write(root)
    site.slip(root, (HERE / code / "slip.txt").read_text("utf-8"))
    return site.checked(root).faults


def test_the_clean_site_is_clean(tmp_path: Path) -> None:
    assert site.codes(site.write(tmp_path)) == []


@pytest.mark.parametrize("code", FOLDERS)
def test_a_slip_is_told_as_it_should_be_and_nothing_else_is(code: str) -> None:
    root, faults = kept(code)
    shown = report.text(faults, lambda path, number: line_of(root, path, number), "zh")
    assert shown == (HERE / code / "expected.txt").read_text("utf-8")
    assert {fault.code for fault in faults} == {code}
    for fault in faults:
        # Errors in a draft block nothing and are shown as warnings.
        draft = fault.severity is Severity.WARNING
        assert draft or fault.severity is RULES[code].severity


@pytest.mark.parametrize("code", FOLDERS)
def test_english_says_the_same_in_english(code: str) -> None:
    for fault in kept(code)[1]:
        assert fault.message("en") and fault.message("en") != fault.message("zh")
        for words in (fault.message("en"), fault.help("en")):
            assert not HAN.search(re.sub("`[^`]*`", "", words)), words
        assert fault.help("zh") and fault.help("en")
        assert HAN.search(fault.message("zh")) and HAN.search(fault.help("zh"))


@pytest.mark.parametrize("code", [c for c in FOLDERS if (HERE / c / "after.txt").exists()])
def test_a_rule_that_can_mend_mends(code: str, tmp_path: Path) -> None:
    faults = slipped(tmp_path, code)
    assert fix.apply(tmp_path, faults) == sum(fault.said.edit is not None for fault in faults)
    mended = site.checked(tmp_path).faults
    assert not [fault for fault in mended if fault.said.edit], "some edits are left"
    lines: list[str] = []
    for line in (HERE / code / "after.txt").read_text("utf-8").splitlines():
        if line.startswith("+"):
            assert line[1:] in lines
        elif line:
            lines = (tmp_path / line).read_bytes().decode("utf-8-sig").splitlines()


@pytest.mark.parametrize("code", FOLDERS)
def test_a_folder_says_whether_its_rule_mends(code: str) -> None:
    mends = any(fault.said.edit for fault in kept(code)[1])
    assert mends == (HERE / code / "after.txt").exists()


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    # What stands for many faults stands beside them: see tests/unit/test_flood.py.
    assert set(FOLDERS) == set(RULES) - OF_IMPORT - {"more-faults"}


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_is_explained_in_chinese_and_in_english(code: str) -> None:
    rule = RULES[code]
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", code)
    first, _, rest = rule.zh.partition("\n")
    assert first.endswith("。") and HAN.search(first)
    assert rest.startswith("\n") or not rest, "a blank line after the first"
    assert re.match("[A-Z`]|[a-z]+[.]yml ", rule.en)
    assert not HAN.search(re.sub("`[^`]*`|“[^”]*”|(?m:^(?:wrong|right): .*$)", "", rule.en))
