"""The headers of a site, told to every kind of host from one table."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from builder.plan import headers
from builder.serve import host
from builder.xml import escape

PUBLIC = headers.table(public=True, secure=True)
INTERNAL = headers.table(public=False, secure=True)


def test_every_host_is_told_the_same() -> None:
    said = {
        "nginx": headers.nginx(PUBLIC, "/srv/a"),
        "caddy": headers.caddy(PUBLIC, "/srv/a"),
        "iis": headers.iis(PUBLIC),
        "_headers": headers.underscored(PUBLIC, "/xx"),
    }
    for rule in PUBLIC:
        for name, value in rule.headers:
            for recipe, text in said.items():
                assert name in text and value in text, (recipe, name)


def test_what_iis_reads_is_xml_and_says_what_lies_below_what() -> None:
    top = ElementTree.fromstring(headers.iis(PUBLIC))
    found = {
        (place.get("path", ""), add.get("name"), add.get("value"))
        for place in (top, *top.iter("location"))
        for system in place.findall("system.webServer")
        for add in system.iter("add")
        if add.get("name")
    }
    wanted = {
        (rule.below.strip("/"), name, value) for rule in PUBLIC for name, value in rule.headers
    }
    assert found == wanted


def test_braces_of_nginx_and_caddy_are_closed() -> None:
    for text in (headers.nginx(PUBLIC, "/srv/a"), headers.caddy(PUBLIC, "/srv/a")):
        assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [
        ("/xx/", "Content-Security-Policy", headers.POLICY),
        ("/xx/a/b.pdf", "X-Content-Type-Options", "nosniff"),
        ("/xx/assets/0a/main.css", "Cache-Control", "public, max-age=31536000, immutable"),
        ("/xx/api/items.json", "Access-Control-Allow-Origin", "*"),
        ("/xx/", "Strict-Transport-Security", "max-age=31536000"),
    ],
)
def test_what_is_sent_with_an_address(address: str, name: str, value: str) -> None:
    rules = host.header_rules(headers.underscored(PUBLIC, "/xx"))
    assert (name, value) in host.headers_for(rules, address)


def test_the_policy_lets_nothing_in_that_is_not_our_own() -> None:
    sources = {word for part in headers.POLICY.split("; ") for word in part.split(" ")[1:]}
    assert sources == {"'self'", "'none'"}
    assert headers.POLICY.startswith("default-src 'none'")


def test_the_internal_edition_lets_no_other_site_in_and_tells_none_where_readers_come_from() -> (
    None
):
    sent = dict(INTERNAL[0].headers)
    assert sent["X-Robots-Tag"] == "noindex, nofollow"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert sent["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not any(name.startswith("Access-Control") for r in INTERNAL for name, _ in r.headers)


def test_a_site_that_is_reached_by_http_is_not_told_to_be_reached_by_https_alone() -> None:
    rules = headers.table(public=True, secure=False)
    assert not any(name == "Strict-Transport-Security" for r in rules for name, _ in r.headers)


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert escape('甲\x00\x0b\ufffe<乙>&"') == '甲&lt;乙&gt;&amp;"'
