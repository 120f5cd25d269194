"""How to host a site: the page of recipes, made from the table of headers that the build uses."""

from __future__ import annotations

from builder.plan import headers

FOLDER = "/srv/bulletin/dist/public"


def hosts() -> str:
    """What a server is to send along, for hosts that do not read `_headers`."""
    rules = headers.table(public=True, secure=True)
    inside = headers.table(public=False, secure=True)[0].headers
    return (
        HOSTING.replace("NGINX", headers.nginx(rules, FOLDER))
        .replace("CADDY", headers.caddy(rules, FOLDER))
        .replace("IIS_XML", headers.iis(rules))
        .replace("INTERNAL", "".join(f"- `{name}: {value}`\n" for name, value in inside))
    )


HOSTING = """\
# Hosting

The output is plain files. Every address that ends in a slash is a folder with an `index.html`; \
`404.html` is the page for what is not there. Netlify and Cloudflare Pages read `_headers` and \
`_redirects` by themselves. For another server, send the same headers; these recipes are made from \
the same table as `_headers`. Take out `Strict-Transport-Security` as long as the site is reached \
by http. `build serve --dist DIR` shows a finished output with exactly these headers.

## nginx

```nginx
NGINX```

## Caddy

```text
CADDY```

## IIS

As `web.config` in the folder above the output, or as part of the one of the server: the output \
holds nothing but what the build wrote.

```xml
IIS_XML```

## The internal edition

It belongs behind a login, never on the public host. It is sent with these instead, and `/api/` \
lets no other site in:

INTERNAL
## What to know

- Below a sub-path, `base_url` names it, and the server serves the folder there (`alias`); put the \
sub-path before `/assets/` and `/api/` in the recipes.
- Nothing on a page runs but the site's own script files, nothing is loaded from another host, and \
no page may be framed by another site. If something is missing on a page after a change of layouts, \
look into the browser's console: the policy says there what it refused.
- Attachments are not sandboxed: Chromium shows no PDF in a sandbox. Files that could run as a page \
(HTML, SVG, scripts, macros) are refused as attachments instead, and `nosniff` keeps a file what its \
name says.
- Search needs nothing from another host, no WebAssembly and no worker.
- The folder is exchanged as a whole when the site is published. Don't mount `dist/public` itself \
into a container: mount `dist`, so that the new folder is seen.
- Old addresses (`aliases`) have a page that leads on, so they work without redirects; \
`_redirects` lists them for servers that do better.
"""
