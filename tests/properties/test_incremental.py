"""The law of the incremental build: whatever was done, it equals a clean build (`tests.law`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import law


@pytest.mark.parametrize("seed", range(3))
def test_the_incremental_build_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    done = law.run(tmp_path, seed, 12, search=False)
    assert done["published"] > 2


def test_so_does_the_bundle_of_search(tmp_path: Path) -> None:
    done = law.run(tmp_path, 7, 5, search=True)
    assert done["published"] > 1
