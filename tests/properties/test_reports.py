"""The law of the report: what is kept changes nothing that is found (`tests.reports`)."""

from __future__ import annotations

import random
from pathlib import Path
from unittest.mock import patch

import pytest

from builder import build
from builder.diagnostic import Diagnostic, Place
from builder.load import files
from builder.rules import reading as rules
from tests import reports, site


def test_each_slip_is_found_and_forgotten_with_all_that_is_kept(tmp_path: Path) -> None:
    world = reports.World(tmp_path, random.Random(1))
    world.begin()
    assert world.agree() == ()
    for code, slip in reports.SLIPS.items():
        site.slip(world.root, slip)
        assert set(world.agree()) == {code}
        world.begin()
    assert world.agree() == ()


@pytest.mark.parametrize("seed", range(2))
def test_the_report_is_the_same_whatever_is_kept(tmp_path: Path, seed: int) -> None:
    assert len(reports.run(tmp_path, seed, 40)) > 4


def test_an_attachment_that_names_a_person_is_found_though_its_size_is_the_same(
    tmp_path: Path,
) -> None:
    world = reports.World(tmp_path, random.Random(1))
    world.begin()
    site.swap(world.root, site.ITEM, "同比增长。", "同比增长，见[通报](tongbao.pdf)。")
    found = []
    for name in ("县公安局", "赵钱孙李", "县公安局"):
        site.put(world.root, "issues/zwxx/2026/0012/tongbao.pdf", reports.PDF % name.encode())
        found.append(world.agree())
    assert found == [(), ("author-in-document",), ()]


def test_a_text_that_could_not_be_read_for_a_moment_is_told_of(tmp_path: Path) -> None:
    """As with nothing kept: the report is that of the files as they were when they were read."""
    site.write(tmp_path)
    kept, raw = build.memory(tmp_path), files.raw
    gone = rules.unreadable_file(Place(site.ITEM), "denied")

    def denied(root: Path, path: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        return (None, (gone,)) if path == site.ITEM else raw(root, path)

    with patch.object(files, "raw", denied):
        cold = build.examine(tmp_path, lambda _: site.AS_OF, None, 1)
        assert build.examine(tmp_path, lambda _: site.AS_OF, kept, 1).faults == cold.faults
    assert gone in cold.faults
    assert build.examine(tmp_path, lambda _: site.AS_OF, kept, 1).faults == ()
