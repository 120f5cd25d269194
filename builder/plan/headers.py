"""What a host is to send along with the pages, and how hosts of several kinds are told so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.plan import urls
from builder.xml import quoteattr

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
"""Content-Security-Policy of every page: nothing but our own files, and no code within a page."""
FEATURES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "serial", "usb", "browsing-topics"),
)
"""What a page of ours never asks a browser for."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The headers of all that lies below an address: `/` is the whole site."""

    below: str
    headers: tuple[tuple[str, str], ...]


def table(*, public: bool, secure: bool, policy: str = POLICY) -> tuple[Sent, ...]:
    """What is sent with which files; `secure` says that the site is reached by https."""
    everywhere = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin" if public else "no-referrer"),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in FEATURES)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
    if secure:
        everywhere.append(("Strict-Transport-Security", "max-age=31536000"))
    if not public:
        everywhere.append(("X-Robots-Tag", "noindex, nofollow"))
        everywhere.append(("Cross-Origin-Resource-Policy", "same-origin"))
    rules = [
        Sent(urls.HOME, tuple(everywhere)),
        # The name of the folder stands for what is in it.
        Sent(urls.ASSETS, (("Cache-Control", "public, max-age=31536000, immutable"),)),
    ]
    if public:
        rules.append(Sent(urls.API, (("Access-Control-Allow-Origin", "*"),)))
    return tuple(rules)


def underscored(rules: Iterable[Sent], prefix: str) -> str:
    """The file `_headers`, which Netlify and Cloudflare Pages read."""
    lines: list[str] = []
    for rule in rules:
        lines.append(f"{prefix}{rule.below}*")
        lines += [f"  {name}: {value}" for name, value in rule.headers]
    return "".join(f"{line}\n" for line in lines)


def nginx(rules: Iterable[Sent], folder: str) -> str:
    """A server of nginx, whose `add_header` in a location would drop all those outside of it."""
    maps: list[str] = []
    adds: list[str] = []
    for rule in rules:
        for name, value in rule.headers:
            if rule.below == urls.HOME:
                adds.append(f'    add_header {name} "{value}" always;')
            else:
                variable = "$" + name.lower().replace("-", "_")
                maps += [f"map $uri {variable} {{", '    default "";']
                maps += [f'    ~^{rule.below} "{value}";', "}"]
                adds.append(f"    add_header {name} {variable} always;")
    server = ["server {", f"    root {folder};", "    server_tokens off;", "    charset utf-8;"]
    server += ["    error_page 404 /404.html;"]
    server += ["    location ~ /_(headers|redirects)$ { return 404; }"]
    return "".join(f"{line}\n" for line in (*maps, *server, *adds, "}"))


def caddy(rules: Iterable[Sent], folder: str, name: str = "example.gov.cn") -> str:
    """A site of Caddy."""
    lines = [f"{name} {{", f"    root * {folder}"]
    for rule in rules:
        where = "" if rule.below == urls.HOME else f" {rule.below}*"
        lines += [f'    header{where} {header} "{value}"' for header, value in rule.headers]
    lines += ["    header -Server", "    @hidden path /_headers /_redirects"]
    lines += ["    error @hidden 404", "    file_server", "    handle_errors {"]
    lines += ["        rewrite * /404.html", "        file_server", "    }", "}"]
    return "".join(f"{line}\n" for line in lines)


def iis(rules: Iterable[Sent]) -> str:
    """A `web.config` for the folder of the site."""
    everywhere = [rule for rule in rules if rule.below == urls.HOME]
    apart = [rule for rule in rules if rule.below != urls.HOME]
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<configuration>", "  <system.webServer>"]
    lines += ["    <httpProtocol><customHeaders>", '      <remove name="X-Powered-By" />']
    lines += [line for rule in everywhere for line in _added(rule)]
    lines += ["    </customHeaders></httpProtocol>"]
    lines += ['    <httpErrors errorMode="Custom" existingResponse="Replace">']
    lines += ['      <remove statusCode="404" />']
    lines += ['      <error statusCode="404" path="404.html" responseMode="File" />']
    lines += ["    </httpErrors>", "    <security><requestFiltering><hiddenSegments>"]
    lines += [f'      <add segment="{name}" />' for name in ("_headers", "_redirects")]
    lines += ["    </hiddenSegments></requestFiltering></security>", "    <staticContent>"]
    for suffix, kind in ((".webp", "image/webp"), (".json", "application/json")):
        lines += [f'      <remove fileExtension="{suffix}" />']
        lines += [f'      <mimeMap fileExtension="{suffix}" mimeType="{kind}" />']
    lines += ["    </staticContent>", "  </system.webServer>"]
    for rule in apart:
        lines += [f'  <location path="{rule.below.strip("/")}"><system.webServer>']
        lines += ["    <httpProtocol><customHeaders>", *_added(rule)]
        lines += ["    </customHeaders></httpProtocol>", "  </system.webServer></location>"]
    return "".join(f"{line}\n" for line in (*lines, "</configuration>"))


def _added(rule: Sent) -> Iterator[str]:
    for name, value in rule.headers:
        yield f"      <add name={quoteattr(name)} value={quoteattr(value)} />"
