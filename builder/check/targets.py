"""What was a link or a picture that leads nowhere meant to be, and how should it be written?"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from builder.model.site import Site

_WEB = re.compile(r"h?t?tps?\s*(?:[:;]\s*[/\\]{1,3}|[/\\]{2})\s*", re.IGNORECASE)
_HOST = re.compile(
    r"(?:www\.[^/\s]+|[a-z0-9][a-z0-9.-]*\.(?:gov\.cn|com\.cn|org\.cn|edu\.cn|cn|com|org|net))"
    r"(?::\d+)?(?:[/?#].*)?",
    re.IGNORECASE,
)
_DISK = re.compile(r"(?:[a-z]:|file:|[\\/]{2}|~[\\/]|/(?:users|home|mnt)/)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ID = re.compile(r"[a-z][a-z0-9-]*/[0-9]{4}/s?[0-9]+(?:/[a-z0-9-]+)?")

Meant = tuple[str, str]
"""What is wrong with a target, as `forbidden_link` knows it, and what to write in its place."""


def meant(target: str, folder: str, site: Site) -> Meant:
    """What a target that is no link was meant to be; `folder` is that of the text."""
    plain = unicodedata.normalize("NFKC", unquote(target)).strip().replace("。", ".")
    if plain.lower().startswith("data:"):
        return "data", ""
    known = item_id(plain, folder, site)
    if known:
        return "item", f"item:{known}"
    web = _WEB.match(plain)
    if web:
        scheme = "https" if "s" in plain[: web.end()].lower() else "http"
        return "web", f"{scheme}://{plain[web.end() :]}"
    if _HOST.fullmatch(plain):
        return "web", f"https://{plain}"
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", plain):
        return "mail", f"mailto:{plain}"
    if _DISK.match(plain):
        return "disk", re.split(r"[\\/]", plain)[-1]
    if plain.startswith("/"):
        return "own", site.settings.base_url.rstrip("/") + plain
    if _SCHEME.match(plain):
        return "", ""
    if ".." in plain.split("/") or "\\" in plain or "/" in plain:
        return "folder", re.split(r"[\\/]", plain)[-1]
    return "", ""


def item_id(target: str, folder: str, site: Site) -> str:
    """The id of the item or issue that a path, a file name or an address stands for."""
    path = target.replace("\\", "/").partition("#")[0]
    path = re.sub(r"^item:\s*", "", path, flags=re.IGNORECASE)
    path = path.removeprefix(site.settings.base_url).strip("/")
    if not path:
        return ""
    own = folder.split("/")
    while path.startswith("../") and len(own) > 1:
        path, own = path[3:], own[:-1]
    for full in (path, "/".join((*own, path))):
        parts = full.removeprefix("./").removeprefix("issues/").split("/")
        parts[-1] = re.sub(r"(?i)\.(md|html?)$", "", re.sub(r"^[0-9]+-(?=.*[a-z])", "", parts[-1]))
        if parts[-1] in ("issue", "index"):
            parts = parts[:-1]
        found = "/".join(parts)
        if found in site.items or found in site.issues:
            return found
    bare = target.partition(":")[2].strip() if target.lower().startswith("item:") else target
    return bare if _ID.fullmatch(bare) else ""
