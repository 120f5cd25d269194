"""The trials of `make torture` in their short form: kills, errors and variations, a few of each."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.torture import calls, trials
from tests.torture.ground import Ground, prepared

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="calls of Linux")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return prepared(tmp_path_factory.mktemp("ground"), issues=2, items=2)


@pytest.fixture(scope="module")
def found(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> list[calls.Call]:
    return calls.recorded(ground, tmp_path_factory.mktemp("log") / "log")


def test_a_build_killed_at_exact_calls_leaves_a_whole_site(
    ground: Ground, found: list[calls.Call]
) -> None:
    came = trials.kills(ground, trials.spread([c for c in found if c.writes], 6))
    assert came["killed"] == 6 and came["old"] and came["new"]


@pytest.mark.parametrize("error", ("ENOSPC", "EACCES"))
def test_a_call_that_fails_is_told_in_words_and_changes_nothing(
    ground: Ground, found: list[calls.Call], error: str
) -> None:
    came = trials.failures(ground, trials.spread(found, 3), error)
    assert came["exit 1"] + came["exit 2"]


def test_without_a_tracer_an_audit_hook_stands_in(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "STRACE", None)
    hooked = calls.recorded(ground, tmp_path / "log")
    assert len(hooked) > 50
    assert trials.kills(ground, [hooked[-2]])["killed"] == 1
