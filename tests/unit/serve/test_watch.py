"""Watching: a burst of changes is one call, and folders may go and come back."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.serve.watch import Watch

Calls = queue.Queue[float]


@pytest.fixture
def calls(tmp_path: Path) -> Iterator[Calls]:
    """When changes below `issues` and `layouts` were told; `layouts` is not there yet."""
    heard: Calls = queue.Queue()
    (tmp_path / "issues" / "a").mkdir(parents=True)
    folders = [tmp_path / "issues", tmp_path / "layouts"]
    watch = Watch(folders, lambda: heard.put(time.monotonic()))
    watch.start()
    yield heard
    watch.stop()
    assert not any(thread.name == "watch" for thread in threading.enumerate())


def quiet(calls: Calls, seconds: float = 0.4) -> bool:
    """Whether nothing is told for a while."""
    try:
        calls.get(timeout=seconds)
    except queue.Empty:
        return True
    return False


def settle(calls: Calls) -> None:
    """Wait for the first call and the end of what follows it."""
    calls.get(timeout=5)
    while not quiet(calls):
        pass


def test_a_save_is_told_soon_and_once(tmp_path: Path, calls: Calls) -> None:
    began = time.monotonic()
    (tmp_path / "issues" / "a" / "x.md").write_text("一", "utf-8")
    assert calls.get(timeout=5) - began < 1
    assert quiet(calls)


def test_a_save_by_rename_is_told(tmp_path: Path, calls: Calls) -> None:
    draft = tmp_path / "issues" / "a" / ".x.md.tmp"
    draft.write_text("一", "utf-8")
    assert quiet(calls)
    draft.replace(tmp_path / "issues" / "a" / "x.md")
    settle(calls)


def test_a_storm_of_saves_is_a_few_calls(tmp_path: Path, calls: Calls) -> None:
    for n in range(300):
        (tmp_path / "issues" / "a" / f"{n}.md").write_text("一", "utf-8")
    time.sleep(0.5)
    assert 1 <= calls.qsize() < 60


def test_reading_is_no_change(tmp_path: Path, calls: Calls) -> None:
    file = tmp_path / "issues" / "a" / "x.md"
    file.write_text("一", "utf-8")
    settle(calls)
    for _ in range(20):
        file.read_bytes()
        list((tmp_path / "issues").rglob("*"))
    assert quiet(calls)


def test_what_lies_elsewhere_or_is_left_over_is_no_change(tmp_path: Path, calls: Calls) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("一", "utf-8")
    (tmp_path / "issues" / "a" / ".x.md.swp").write_text("一", "utf-8")
    (tmp_path / "issues" / "a" / "x.md~").write_text("一", "utf-8")
    assert quiet(calls)


def test_folders_may_come_go_and_come_back(tmp_path: Path, calls: Calls) -> None:
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    settle(calls)
    (layouts / "home.html").write_text("一", "utf-8")
    settle(calls)
    shutil.rmtree(tmp_path / "issues")
    settle(calls)
    (tmp_path / "issues" / "b").mkdir(parents=True)
    settle(calls)
    (tmp_path / "issues" / "b" / "y.md").write_text("二", "utf-8")
    settle(calls)
