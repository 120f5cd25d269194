"""`build verify`: folders, parts, addresses; the first file that differs; hostile servers."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from builder import arguments
from builder.verifying import command, sources
from tests import sealed


def verify(*words: str) -> tuple[int, str, str]:
    """Exit code, data and talk of the command."""
    options: argparse.Namespace = arguments.parser().parse_args(["verify", *words])
    out, err = io.StringIO(), io.StringIO()
    return command.run(options, "zh", out, err), out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed site, published."""
    root = sealed.site(tmp_path_factory.mktemp("sealed"))
    return sealed.published(root, tmp_path_factory.mktemp("out") / "public")


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    """A copy to do harm to."""
    return Path(shutil.copytree(made, tmp_path / "public"))


def test_what_was_published_agrees(site: Path) -> None:
    code, out, err = verify(str(site))
    assert code == 0, out + err
    assert "封存链完整：2 环，核对了 2 期" in out


def test_every_file_is_held_to_the_manifest(site: Path) -> None:
    files = [p for p in sorted(site.rglob("*")) if p.is_file() and p.name != "manifest.json"]
    for file in files[::7]:
        data = file.read_bytes()
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        code, out, _ = verify(str(site))
        assert code == 1 and f"{file.relative_to(site).as_posix()}（内容不同）" in out
        file.write_bytes(data)


def test_what_is_missing_or_too_much_is_named(site: Path) -> None:
    (site / "zwxx/2026/0012/index.html").unlink()
    assert "zwxx/2026/0012/index.html（缺少）" in verify(str(site))[1]
    shutil.copy(site / "index.html", site / "zwxx/2026/0012/index.html")
    (site / "planted.html").write_text("x")
    code, out, _ = verify(str(site))
    assert code == 1 and "zwxx/2026/0012/index.html（内容不同）" in out


def test_a_year_alone_is_verified_with_the_manifest_above_it(site: Path, tmp_path: Path) -> None:
    assert verify(str(site / "zwxx" / "2026"))[0] == 0
    for name in ("units", "topics", "archive", "assets"):
        shutil.rmtree(site / name)
    assert verify(str(site / "zwxx" / "2026"))[0] == 0
    assert verify(str(site))[0] == 1
    year = Path(shutil.copytree(site / "zwxx" / "2026", tmp_path / "alone"))
    assert verify(str(year))[0] == 2
    words = (str(year), "--part", "zwxx/2026", "--against", str(site))
    assert verify(*words)[0] == 0
    (year / "0012/index.html").write_text("x")
    assert verify(*words)[0] == 1


def rewritten(site: Path, path: str, change: Callable[[str], str]) -> None:
    """Change a file and the manifest with it, as whoever holds the host could."""
    import hashlib

    file = site / path
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    manifest["files"][path] = hashlib.sha256(file.read_bytes()).hexdigest()
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_a_forged_manifest_does_not_hide_a_changed_text(site: Path) -> None:
    rewritten(site, "api/items/2026.json", lambda text: text.replace("同比增长", "同比下降"))
    code, out, _ = verify(str(site))
    assert code == 1 and "api/items/2026.json" in out and "与封存时不同" in out


def test_a_broken_chain_and_a_lost_digest_are_told(site: Path) -> None:
    links = json.loads((site / "api/seals.json").read_text("utf-8"))[0]["links"]
    assert verify(str(site), "--seal", links[0]["digest"])[0] == 0
    assert verify(str(site), "--seal", "0" * 64)[0] == 1
    rewritten(site, "api/seals.json", lambda t: t.replace(links[0]["commitment"], "0" * 64))
    code, out, _ = verify(str(site))
    assert code == 1 and "第 1 环断了" in out


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{", '{"files": {"../x": "%s"}}' % ("0" * 64), '{"files": {"a": 1}}', "[" * 99_999],
)
def test_a_damaged_manifest_is_no_crash(site: Path, manifest: str) -> None:
    (site / "manifest.json").write_text(manifest, "utf-8")
    code, _, err = verify(str(site))
    assert code == 2 and "无法核对" in err


def test_what_is_no_place_is_refused(tmp_path: Path) -> None:
    for words in (str(tmp_path / "none"), str(tmp_path), "ftp://x/", "http://", "http://u:p@x/"):
        assert verify(words)[0] == 2


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server on this machine; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def host(folder: Path) -> type[BaseHTTPRequestHandler]:
    """Serves a folder below a path, as hosts do."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def do_GET(self) -> None:
            self.path = self.path.removeprefix("/xx")
            super().do_GET()

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def test_a_live_address_is_verified_below_its_path(site: Path) -> None:
    with served(host(site)) as address:
        code, out, err = verify(f"{address}/xx/")
        assert code == 0, out + err
        assert verify(f"{address}/xx/zwxx/2026/")[0] == 0
        (site / "about" / "index.html").write_text("x")
        code, out, _ = verify(f"{address}/xx/")
        assert code == 1 and "about/index.html（内容不同）" in out


def saying(answer: Callable[[BaseHTTPRequestHandler], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):
                answer(self)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def endless(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    while True:
        to.wfile.write(b" " * 65536)


def bomb(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Encoding", "gzip")
    to.end_headers()
    to.wfile.write(gzip.compress(b"\0" * 50_000_000))


def elsewhere(to: BaseHTTPRequestHandler) -> None:
    to.send_response(302)
    to.send_header("Location", "http://localhost:1/manifest.json")
    to.end_headers()


def in_circles(to: BaseHTTPRequestHandler) -> None:
    to.send_response(302)
    to.send_header("Location", to.path + "x")
    to.end_headers()


def to_a_file(to: BaseHTTPRequestHandler) -> None:
    to.send_response(302)
    to.send_header("Location", "file:///etc/passwd")
    to.end_headers()


def nonsense(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"\xff\xfe nothing like http\r\n\r\n")


def cut_short(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    to.wfile.write(b"{")


def silent(to: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(3)
    to.close_connection = True


@pytest.mark.parametrize(
    "answer",
    [endless, bomb, elsewhere, in_circles, to_a_file, nonsense, cut_short, silent],
)
def test_a_hostile_server_is_told_of_and_no_more(
    answer: Callable[[BaseHTTPRequestHandler], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LISTING", 1 << 20)
    monkeypatch.setattr(sources, "SILENCE", 1.0)
    with served(saying(answer)) as address:
        code, _, err = verify(address)
    assert code == 2 and "无法核对" in err


def test_an_issue_whose_sealed_content_is_kept_back_is_told(site: Path) -> None:
    path = "api/seals/zwxx/2026.json"
    rewritten(site, path, lambda text: json.dumps(json.loads(text)[1:]))
    code, out, _ = verify(str(site))
    assert code == 1 and path in out and "没有 zwxx/2026/0011 的封存内容" in out


def test_an_item_slipped_into_a_sealed_issue_is_told(site: Path) -> None:
    def more(text: str) -> str:
        rows = json.loads(text)
        return json.dumps([*rows, rows[0] | {"id": f"{rows[0]['issue']}/jia"}])

    rewritten(site, "api/items/2026.json", more)
    code, out, _ = verify(str(site))
    assert code == 1 and "/jia 是封存以后加的" in out


def test_signs_that_a_terminal_obeys_are_not_printed(site: Path) -> None:
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    manifest["files"]["\x1b]0;x\x07"] = "0" * 64
    (site / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    code, out, err = verify(str(site))
    assert code == 1 and "\x1b" not in out + err


def drips(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    with suppress(OSError):
        for _ in range(100):
            to.wfile.write(b" ")
            threading.Event().wait(0.1)


def test_a_server_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PATIENCE", 0.5)
    with served(saying(drips)) as address:
        code, _, err = verify(address)
    assert code == 2 and "too slow" in err
