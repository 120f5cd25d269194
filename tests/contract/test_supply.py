"""What a build runs and whom it asks: the pinned Pagefind, and nobody. What a release says it needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder.index.engine import executable
from release import audit, sbom
from tests.small import AS_OF, many, write

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import os, sys
log = open(os.environ["WATCHED_LOG"], "a")
def hook(event, args):
    if event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.startfile"):
        log.write(f"run {os.fspath(args[0])}\\n"); log.flush()
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        log.write(f"net {args[1:]}\\n"); log.flush()
sys.addaudithook(hook)
from builder.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_build_asks_nobody_and_runs_the_pinned_pagefind_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "site", many(2, 3))
    log = tmp_path / "log"
    monkeypatch.setenv("WATCHED_LOG", str(log))
    # Without a way out where the system lets us take it away, so that what slips past the hook fails.
    alone = ["unshare", "-rn"] if _can_be_alone() else []
    done = subprocess.run(
        [*alone, sys.executable, "-c", WATCHED, "--root", str(root), "--as-of", str(AS_OF)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = log.read_text("utf-8").splitlines()
    assert {line for line in said if line.startswith("net")} == set()
    assert {line for line in said if line.startswith("run")} == {f"run {executable()}"}


def _can_be_alone() -> bool:
    try:
        return (
            subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


@pytest.mark.parametrize(
    "lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name
)
def test_every_package_of_a_lock_is_pinned_and_hashed(lock: Path) -> None:
    packages = sbom.pinned(lock.read_text("utf-8"))
    named = re.findall(r"(?m)^[A-Za-z0-9]", lock.read_text("utf-8"))
    assert len(packages) == len(named) > 0
    assert all(package.digests for package in packages)


def test_the_list_of_what_is_needed_is_that_of_the_lock_and_always_the_same() -> None:
    lock = sbom.LOCK.read_text("utf-8")
    text = sbom.bill(lock, "1.2.3")
    assert text == sbom.bill(lock, "1.2.3") != sbom.bill(lock, "1.2.4")
    found = json.loads(text)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    names = {component["name"] for component in found["components"]}
    assert {"jinja2", "markdown-it-py", "pyyaml", "pagefind-bin", "watchdog", "mdurl"} <= names
    own = found["metadata"]["component"]["bom-ref"]
    below = {entry["ref"]: entry["dependsOn"] for entry in found["dependencies"]}
    assert "pkg:pypi/jinja2@3.1.6" in below[own] or any("jinja2" in ref for ref in below[own])
    assert any("mdurl" in ref for key in below if "markdown-it-py" in key for ref in below[key])
    assert {ref for refs in below.values() for ref in refs} <= set(below)


def test_without_a_network_an_audit_says_that_nothing_was_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert audit.told(1, "requests.exceptions.ConnectionError: Max retries") == audit.UNKNOWN
    assert audit.told(0, "jinja2 Dependency not found on PyPI and could not be audited") == 2
    assert audit.told(0, "No known vulnerabilities found") == 0
    assert "没有查" in capsys.readouterr().err
    assert audit.told(1, "Found 1 known vulnerability in 1 package") == audit.FOUND
