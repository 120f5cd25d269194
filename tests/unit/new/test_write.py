"""Files are created where none is, and replaced together or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.new import write
from builder.new.write import Change, ChangedMeanwhileError


def test_nothing_is_overwritten_and_nothing_half_made(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("旧", "utf-8")
    with pytest.raises(FileExistsError):
        write.create(tmp_path, {"a/a.md": "新", "b.md": "新", "c.md": "新"})
    assert (tmp_path / "b.md").read_text("utf-8") == "旧"
    assert [p.name for p in tmp_path.rglob("*.md")] == ["b.md"]


def test_files_are_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    write.create(tmp_path, {"a.md": "标题\n二\n"})
    assert (tmp_path / "a.md").read_bytes() == "标题\n二\n".encode()


def changes(folder: Path) -> list[Change]:
    made = []
    for name in ("一.md", "二.md", "三.md"):
        (folder / name).write_bytes(b"old")
        made.append(Change(folder / name, b"old", b"new"))
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_files_are_replaced(tmp_path: Path) -> None:
    write.replace_all(changes(tmp_path))
    assert contents(tmp_path) == dict.fromkeys(("一.md", "二.md", "三.md"), b"new")


def test_a_file_changed_meanwhile_stops_all(tmp_path: Path) -> None:
    wanted = changes(tmp_path)
    (tmp_path / "三.md").write_bytes(b"other")
    with pytest.raises(ChangedMeanwhileError):
        write.replace_all(wanted)
    assert contents(tmp_path) == {"一.md": b"old", "二.md": b"old", "三.md": b"other"}


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_failure_half_way_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    wanted = changes(tmp_path)
    replace: Callable[[Path, Path], Path] = Path.replace
    count = iter(range(100))

    def failing_replace(self: Path, target: Path) -> Path:
        if next(count) == failing:
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing_replace)
    with pytest.raises(PermissionError):
        write.replace_all(wanted)
    assert contents(tmp_path) == dict.fromkeys(("一.md", "二.md", "三.md"), b"old")


def test_only_one_at_a_time_has_the_root(tmp_path: Path) -> None:
    inside = 0
    most = 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with write.alone(tmp_path):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_root_without_room_for_a_lock_is_worked_in_all_the_same(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_bytes(b"")
    with write.alone(tmp_path):
        pass
