"""Writing an output: what differs, what is refused, what is left behind."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.model.site import Edition
from builder.publish import MANIFEST, Output, PublishError, hold, publish, write

SOURCES = Path("/nowhere/site")


def outputs(files: dict[str, str], made: list[str] | None = None) -> list[Output]:
    """Files as outputs; those asked for are noted in `made`."""

    def make(path: str, text: str) -> Callable[[], bytes]:
        def bytes_of() -> bytes:
            if made is not None:
                made.append(path)
            return text.encode()

        return bytes_of

    return [Output(path, text, make(path, text)) for path, text in files.items()]


def tree(folder: Path) -> dict[str, str]:
    """The files of a folder but its manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def run(out: Path, files: dict[str, str], made: list[str] | None = None) -> None:
    publish(out, outputs(files, made), Edition.PUBLIC, SOURCES)


def test_the_output_is_what_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"index.html": "甲", "a/b/index.html": "乙"})
    assert tree(out) == {"index.html": "甲", "a/b/index.html": "乙"}


def test_only_what_differs_is_made_again(tmp_path: Path) -> None:
    out, made = tmp_path / "public", list[str]()
    run(out, {"a": "1", "b": "2"})
    run(out, {"a": "1", "b": "3"}, made)
    assert made == ["b"]
    assert tree(out) == {"a": "1", "b": "3"}


def test_nothing_is_written_when_nothing_differs(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "1"})
    before = out.stat().st_ino
    run(out, {"a": "1"})
    assert out.stat().st_ino == before


def test_a_file_that_somebody_deleted_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "1", "b": "2"})
    (out / "a").unlink()
    run(out, {"a": "1", "b": "2"})
    assert tree(out) == {"a": "1", "b": "2"}


def test_many_runs_in_a_row_end_as_a_clean_one(tmp_path: Path) -> None:
    out = tmp_path / "public"
    for files in ({"a": "1"}, {"a": "2", "b": "1"}, {"b": "1"}, {"b": "2", "c/d": "1"}, {"a": "9"}):
        run(out, files)
        assert tree(out) == files


def test_what_was_withdrawn_stays_in_no_spare_tree(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "公开", "secret": "撤下的内容"})
    run(out, {"a": "公开"})
    left = [p for p in tmp_path.rglob("*") if p.is_file() and "撤下的内容" in p.read_text("utf-8")]
    assert left == []


def test_an_older_text_of_a_page_stays_in_no_spare_tree(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "旧文"})
    run(out, {"a": "新文"})
    left = [p for p in tmp_path.rglob("a") if p.is_file() and "旧文" in p.read_text("utf-8")]
    assert left == []


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "public"
    out.mkdir()
    (out / "mine.txt").write_text("不可删", "utf-8")
    with pytest.raises(PublishError):
        run(out, {"a": "1"})
    assert tree(out) == {"mine.txt": "不可删"}


def test_the_other_editions_folder_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "1"})
    with pytest.raises(PublishError):
        publish(out, outputs({"a": "2"}), Edition.INTERNAL, SOURCES)
    assert tree(out) == {"a": "1"}


@pytest.mark.parametrize("inside", ("", "issues", "issues/x", "site_src", "layouts"))
def test_an_output_among_the_sources_is_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(PublishError):
        publish(tmp_path / inside, outputs({"a": "1"}), Edition.PUBLIC, tmp_path)


def test_an_output_that_holds_the_sources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError):
        publish(tmp_path, outputs({"a": "1"}), Edition.PUBLIC, tmp_path / "site")


def test_a_link_in_place_of_the_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "real")
    with pytest.raises(PublishError):
        run(tmp_path / "public", {"a": "1"})


def test_an_error_while_making_leaves_what_was_published(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "1", "b": "1"})

    def fails() -> bytes:
        raise OSError(28, "No space left on device")

    broken = [*outputs({"a": "2"}), Output("b", "x", fails)]
    with pytest.raises(PublishError):
        publish(out, broken, Edition.PUBLIC, SOURCES)
    assert tree(out) == {"a": "1", "b": "1"}
    run(out, {"a": "3"})
    assert tree(out) == {"a": "3"}


@pytest.mark.parametrize("path", ("../x", "/x", "a//b", "a/./b", MANIFEST))
def test_a_path_that_leaves_the_output_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError):
        run(tmp_path / "public", {path: "1"})


def test_the_manifest_holds_no_time_and_is_sorted(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run(one, {"b": "1", "a": "2"})
    run(two, {"a": "2", "b": "1"})
    assert (one / MANIFEST).read_bytes() == (two / MANIFEST).read_bytes()
    manifest = json.loads((one / MANIFEST).read_text("utf-8"))
    assert list(manifest) == ["edition", "files"]


def test_two_builds_at_once_end_as_one_of_them(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[3]);"
        "from builder.publish import *; from builder.model.site import Edition;"
        "n = sys.argv[2];"
        "publish(Path(sys.argv[1]), [Output(f'f{i}', n, n.encode) for i in range(300)],"
        " Edition.PUBLIC, Path('/nowhere/site'))"
    )
    root = str(Path(__file__).resolve().parents[2])
    out = tmp_path / "public"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(out), name, root]) for name in "abcd"
    ]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert len(set(tree(out).values())) == 1
    assert len(tree(out)) == 300


def beside(out: Path) -> set[str]:
    """The names that stand beside an output."""
    return {path.name for path in out.parent.iterdir()} - {out.name}


def test_a_slow_build_does_not_put_back_what_a_later_one_withdrew(tmp_path: Path) -> None:
    """The sources are read while the output is held, so the later one reads them later."""
    out, sources, order = tmp_path / "public", {"a": "1", "secret": "撤下"}, list[str]()
    held = threading.Event()

    def later() -> None:
        held.wait()
        del sources["secret"]
        with hold(out, Edition.PUBLIC, SOURCES, lambda: order.append("waits")) as mine:
            write(mine, outputs(dict(sources)))
            order.append("later")

    thread = threading.Thread(target=later)
    thread.start()
    with hold(out, Edition.PUBLIC, SOURCES) as mine:
        read = dict(sources)
        held.set()
        while not order:
            time.sleep(0.01)
        write(mine, outputs(read))
        order.append("slow")
    thread.join()
    assert order == ["waits", "slow", "later"]
    assert tree(out) == {"a": "1"}


def test_a_folder_with_a_manifest_of_somebody_elses_is_not_taken_for_ours(tmp_path: Path) -> None:
    out = tmp_path / "public"
    out.mkdir()
    (out / MANIFEST).write_text('{"edition": "public", "files": {}}', "utf-8")
    (out / "thesis.doc").write_text("不可删", "utf-8")
    with pytest.raises(PublishError, match=r"thesis\.doc"):
        run(out, {"a": "1"})
    assert tree(out) == {"thesis.doc": "不可删"}
    assert beside(out) == set()


def test_a_file_that_somebody_put_into_the_site_is_not_deleted(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "1"})
    (out / "verify.txt").write_text("别人放的", "utf-8")
    with pytest.raises(PublishError, match=r"verify\.txt"):
        run(out, {"a": "2"})
    assert tree(out) == {"a": "1", "verify.txt": "别人放的"}


def test_what_a_file_manager_leaves_does_not_stop_a_build(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "1"})
    (out / ".DS_Store").write_bytes(b"")
    run(out, {"a": "2"})
    assert tree(out) == {"a": "2"}


def test_a_copied_site_without_its_records_is_known_by_its_digests(tmp_path: Path) -> None:
    out, copy = tmp_path / "public", tmp_path / "other" / "www"
    run(out, {"a": "1", "b/c": "2"})
    shutil.copytree(out, copy)
    run(copy, {"a": "3"})
    assert tree(copy) == {"a": "3"}
    shutil.copytree(out, tmp_path / "third")
    (tmp_path / "third" / "a").write_text("手改", "utf-8")
    with pytest.raises(PublishError):
        run(tmp_path / "third", {"a": "3"})


@pytest.mark.parametrize("name", (".public.spare", ".public.old"))
def test_somebody_elses_folder_at_the_place_of_the_spare_is_not_touched(
    tmp_path: Path, name: str
) -> None:
    strange = tmp_path / name
    strange.mkdir()
    (strange / "thesis.doc").write_text("不可删", "utf-8")
    with pytest.raises(PublishError, match=re.escape(name)):
        run(tmp_path / "public", {"a": "1"})
    assert (strange / "thesis.doc").read_text("utf-8") == "不可删"
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("name", (".public.spare", ".public.state", ".public.lock"))
def test_a_link_at_the_place_of_our_records_is_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError):
        run(tmp_path / "public", {"a": "1"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_other_edition_is_refused_even_in_an_emptied_folder(tmp_path: Path) -> None:
    out = tmp_path / "www"
    publish(out, outputs({"a": "内部"}), Edition.INTERNAL, SOURCES)
    shutil.rmtree(out)
    with pytest.raises(PublishError, match="internal"):
        run(out, {"a": "1"})
    out.mkdir()
    with pytest.raises(PublishError, match="internal"):
        run(out, {"a": "1"})
    assert list(out.iterdir()) == []


def test_a_moved_internal_site_is_refused(tmp_path: Path) -> None:
    publish(tmp_path / "internal", outputs({"a": "内部"}), Edition.INTERNAL, SOURCES)
    (tmp_path / "internal").rename(tmp_path / "public")
    with pytest.raises(PublishError, match="internal"):
        run(tmp_path / "public", {"a": "1"})


@pytest.mark.parametrize("out", ("/", "~", "~/..", "/proc", "/dev/shm"))
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="places of Linux")
def test_places_that_no_build_may_take_are_refused(out: str) -> None:
    with pytest.raises(PublishError):
        run(Path(out).expanduser(), {"a": "1"})


@pytest.mark.parametrize("name", ("Issues", "ISSUES/x", "SITE_SRC", ".Git", ".cache/build"))
def test_sources_in_another_case_are_sources(tmp_path: Path, name: str) -> None:
    (tmp_path / "issues").mkdir()
    with pytest.raises(PublishError):
        publish(tmp_path / name, outputs({"a": "1"}), Edition.PUBLIC, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["issues"]


def test_the_spare_of_another_site_is_refused(tmp_path: Path) -> None:
    for name in (".internal.spare", ".internal.spare/x", ".x.state"):
        with pytest.raises(PublishError):
            run(tmp_path / name, {"a": "1"})


def test_a_link_in_the_repository_does_not_lead_the_output_elsewhere(tmp_path: Path) -> None:
    root = tmp_path / "site"
    (tmp_path / "elsewhere").mkdir()
    root.mkdir()
    (root / "dist").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError):
        publish(root / "dist" / "public", outputs({"a": "1"}), Edition.PUBLIC, root)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_full_disk_gets_its_room_back(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "1"})

    def fails() -> bytes:
        raise OSError(28, "No space left on device")

    with pytest.raises(PublishError):
        publish(
            out, [*outputs({"a": "2" * 9999}), Output("b", "x", fails)], Edition.PUBLIC, SOURCES
        )
    assert not (tmp_path / ".public.spare").exists()


def test_a_file_altered_behind_our_back_is_put_right(tmp_path: Path) -> None:
    out = tmp_path / "public"
    run(out, {"a": "12", "b": "1"})
    (out / "a").write_text("21", "utf-8")
    run(out, {"a": "12", "b": "1"})
    assert tree(out) == {"a": "12", "b": "1"}


def test_a_file_only_touched_is_left_alone(tmp_path: Path) -> None:
    out, made = tmp_path / "public", list[str]()
    run(out, {"a": "1"})
    os.utime(out / "a", (1, 1))
    run(out, {"a": "1"}, made)
    assert made == []


def test_what_another_process_could_not_make_is_told_whole() -> None:
    error = pickle.loads(pickle.dumps(PublishError("读不出", "unreadable")))
    assert (error.zh, error.en, str(error)) == ("读不出", "unreadable", "unreadable")


def test_an_output_that_nothing_was_written_to_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), hold(tmp_path / "a/b/c", Edition.PUBLIC, SOURCES):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
