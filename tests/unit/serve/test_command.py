"""`build serve` as a command: what it prints, how it ends, what it refuses."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from tests.small import AS_OF, issue, item, loaded, write

ROOT = Path(__file__).resolve().parents[3]
FOLDER = "issues/zwxx/2026/0001"
FILES = {
    f"{FOLDER}/issue.md": issue(1, date(2026, 1, 6)),
    f"{FOLDER}/01-gongan-1.md": item("夏粮收购开秤"),
}


def _listening() -> None:
    """Let Ctrl-C through again: whoever runs the tests in the background has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def serving(root: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A preview of a root in a process of its own, and its address."""
    command = [sys.executable, "-m", "builder", "--root", str(root), "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_listening if os.name == "posix" else None,
    )
    assert process.stderr
    said = ""
    for line in process.stderr:
        said += line
        if "Ctrl-C" in line:
            break
    try:
        found = re.search(r"http://\S+", said)
        assert found, said
        yield found[0], process
    finally:
        process.kill()
        process.communicate()


def fetched(address: str) -> tuple[str, str]:
    """Where an address leads, and the text there."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.geturl(), answer.read().decode()


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A preview that is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "builder", "--root", str(root), "serve", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C can't be sent to one process")
def test_it_prints_its_address_and_ends_quietly(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with serving(root, "--as-of", "2026-06-01") as (address, process):
        assert "夏粮收购开秤" in fetched(f"{address}zwxx/2026/0001/gongan-1/")[1]
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=30)
        assert (process.returncode, out, rest) == (0, "", "")


def test_faults_go_to_stdout_once_and_an_edit_is_followed(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    file = root / FOLDER / "01-gongan-1.md"
    good = file.read_text("utf-8")
    with serving(root) as (address, process):
        assert process.stderr
        file.write_text(good.replace("gongan]", "gongan2]"), "utf-8")
        assert "1 个错误" in process.stderr.readline()
        file.write_text(good.replace("夏粮", "秋粮"), "utf-8")
        assert "改好了" in process.stderr.readline()
        assert "秋粮收购开秤" in fetched(f"{address}zwxx/2026/0001/gongan-1/")[1]
        process.kill()
        out, _ = process.communicate()
        assert out.count("error[unknown-unit]") == 1


def test_a_finished_output_is_shown_below_its_base_path(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    request = build.Request(
        root, Edition.PUBLIC, root / "out", AS_OF, "https://example.gov.cn/xx/", search=False
    )
    build.build(request, loaded(root), lambda *_: None)
    with serving(root, "--dist", str(root / "out")) as (address, _):
        assert address.endswith("/xx/")
        assert fetched(address.removesuffix("xx/"))[0] == address
        page = fetched(f"{address}zwxx/2026/0001/gongan-1")
        assert page[0] == f"{address}zwxx/2026/0001/gongan-1/"
        assert "__live" not in page[1]


def test_what_cannot_be_shown_ends_with_two(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    missing = run(root, "--dist", str(root / "nothing"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "nothing" in missing.stderr
    assert run(root, "--port", "99999").returncode == 2


def test_taken_ports_end_with_two(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with socket.create_server(("127.0.0.1", 65535)):
        done = run(root, "--port", "65535")
    assert done.returncode == 2
    assert "65535" in done.stderr
    assert "--port 0" in done.stderr
