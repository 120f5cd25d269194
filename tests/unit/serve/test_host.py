"""The host on the loopback: whom it answers, what it refuses, and how it finds a port."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from builder.serve import host
from builder.serve.host import Answer, Host, PortError, Site

Response = tuple[int, dict[str, str], bytes]


def echo(address: str, query: str) -> Answer:
    """A site that says what it was asked for."""
    return Answer(200, f"{address} {query}".encode(), headers=(("X-Own", "1"),))


@contextmanager
def serving(site: Site) -> Iterator[Host[Site]]:
    """A host at a free port."""
    with host.open_port(0, lambda _: site) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def server() -> Iterator[Host[Site]]:
    """A host of the echo."""
    with serving(echo) as found:
        yield found


def ask(
    server: Host[Site], target: str, method: str = "GET", headers: dict[str, str] | None = None
) -> Response:
    """One request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, target, headers=headers or {})
    answer = connection.getresponse()
    found = answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read()
    connection.close()
    return found


def raw(server: Host[Site], data: bytes) -> bytes:
    """What comes back for these very bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_it_listens_on_the_loopback_alone(server: Host[Site]) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_an_address_comes_decoded_with_its_query_apart(server: Host[Site]) -> None:
    status, headers, body = ask(server, "/%E6%B2%B3/?q=%E6%B2%B3")
    assert (status, body.decode()) == (200, "/河/ q=%E6%B2%B3")
    assert headers["x-own"] == "1"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-cache"


def test_a_page_that_has_not_changed_is_not_sent_again(server: Host[Site]) -> None:
    _, headers, _ = ask(server, "/a")
    status, _, body = ask(server, "/a", headers={"If-None-Match": headers["etag"]})
    assert (status, body) == (304, b"")
    assert ask(server, "/b", headers={"If-None-Match": headers["etag"]})[0] == 200


def test_head_tells_the_length_and_sends_nothing(server: Host[Site]) -> None:
    status, headers, body = ask(server, "/abc", "HEAD")
    assert (status, headers["content-length"], body) == (200, "5", b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_every_other_method_is_refused(server: Host[Site], method: str) -> None:
    status, headers, _ = ask(server, "/", method)
    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "name", ["evil.com", "evil.com:8000", "127.0.0.1.evil.com", "localhost@evil.com", "", "["]
)
def test_a_foreign_host_is_refused(server: Host[Site], name: str) -> None:
    assert ask(server, "/", headers={"Host": name})[0] == 421


def test_no_host_and_two_hosts_are_refused(server: Host[Site]) -> None:
    assert b" 421 " in raw(server, b"GET / HTTP/1.1\r\n\r\n")
    two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.com\r\n\r\n"
    assert b" 421 " in raw(server, two)


@pytest.mark.parametrize("name", ["localhost", "localhost:9000", "127.0.0.1:1"])
def test_our_own_names_are_answered_at_any_port(server: Host[Site], name: str) -> None:
    assert ask(server, "/", headers={"Host": name})[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.com"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_other_sites_get_nothing(server: Host[Site], headers: dict[str, str]) -> None:
    assert ask(server, "/", headers=headers)[0] == 403


def test_a_link_from_another_site_may_be_followed(server: Host[Site]) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert ask(server, "/", headers=headers)[0] == 200


@pytest.mark.parametrize(
    "target",
    [
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/..%2fx",
        "/a/./b",
        "/..%5cx",
        "/%00",
        "/%0d%0aX:1",
        "/%ff",
        "http://evil.com/",
        "*",
    ],
)
def test_what_is_no_address_is_refused(server: Host[Site], target: str) -> None:
    assert ask(server, target, headers={"Host": "localhost"})[0] == 400


def test_hundreds_at_once(server: Host[Site]) -> None:
    with ThreadPoolExecutor(200) as many:
        found = set(many.map(lambda n: ask(server, f"/{n}")[0], range(600)))
    assert found == {200}


def test_a_stream_is_sent_as_it_comes_and_closed_when_the_reader_leaves() -> None:
    closed = threading.Event()
    go = threading.Event()

    def parts() -> Iterator[bytes]:
        try:
            yield b"one\n"
            while True:
                go.wait(5)
                yield b"more\n" * 10000
        finally:
            closed.set()

    with serving(lambda *_: Answer(200, parts(), "text/event-stream")) as server:
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with connection.makefile("rb") as file:
            while file.readline() != b"\r\n":
                pass
            assert file.readline() == b"one\n"
        connection.close()
        go.set()
        assert closed.wait(5)


def test_a_port_that_is_taken_gives_the_next() -> None:
    with serving(echo) as first, host.open_port(first.port, lambda _: echo) as second:
        assert first.port < second.port < first.port + host.TRIES


def test_no_port_is_a_clear_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "TRIES", 1)
    with serving(echo) as first, pytest.raises(PortError, match=str(first.port)):
        host.open_port(first.port, lambda _: echo)
    for port in (-1, 65536):
        with pytest.raises(PortError):
            host.open_port(port, lambda _: echo)


def test_headers_are_those_of_every_block_that_fits() -> None:
    rules = host.header_rules(
        "# said once\n/*\n  A: 1\n  Link: <x>; a=b:c\n/xx/assets/*\n  A: 2\n/n/:name/\n  B: 3\n"
    )
    assert host.headers_for(rules, "/") == (("A", "1"), ("Link", "<x>; a=b:c"))
    assert dict(host.headers_for(rules, "/xx/assets/a/b.css"))["A"] == "1, 2"
    assert dict(host.headers_for(rules, "/n/abc/"))["B"] == "3"
    assert "B" not in dict(host.headers_for(rules, "/n/a/c/"))


def test_redirects_are_read_as_hosts_read_them() -> None:
    found = host.redirects("# old\n/a/ /b/ 301\n/c /d\n/e /f 302!\n/g/* /h/:splat\n\nnonsense\n")
    assert found == {"/a": ("/b/", 301), "/c": ("/d", 301), "/e": ("/f", 302)}


def test_a_location_can_hold_no_second_header() -> None:
    assert dict(host.moved("/a\r\nX: 1").headers)["Location"] == "/a%0D%0AX:%201"


def test_readers_who_never_finish_their_request_keep_nobody_waiting(server: Host[Site]) -> None:
    idle = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(60)]
    try:
        for connection in idle:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")
        assert ask(server, "/a")[0] == 200
    finally:
        for connection in idle:
            connection.close()


def test_a_connection_that_keeps_silent_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host._Request, "timeout", 0.2)
    with serving(echo) as server, socket.create_connection(("127.0.0.1", server.port), 10) as one:
        one.sendall(b"GET / HTTP/1.1\r\n")
        assert one.recv(100) == b""


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b" 414 "),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b" 431 "),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: a\r\n" * 200 + b"\r\n", b" 431 "),
        (b"\x16\x03\x01 rubbish\r\n\r\n", b" 400 "),
    ],
)
def test_heads_larger_than_any_browser_sends_are_refused(
    server: Host[Site], data: bytes, status: bytes
) -> None:
    try:
        answer = raw(server, data)
    except ConnectionError:
        return  # refused before all of it was read
    assert status in answer.partition(b"\r\n")[0] or answer == b""
