"""Looks at what a site holds already: names, numbers and files that are taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from builder import fields
from builder.load import files, items, vocabularies
from builder.load.lookup import Lookup
from builder.load.names import Names, nearest
from builder.load.site import Loaded, load
from builder.model.site import Site
from builder.new.scaffold import language_of
from builder.new.talk import RefusedError

_FOLDER = re.compile(r"(s?)(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Known:
    """A loaded site with the names one may write for its vocabularies."""

    root: Path
    loaded: Loaded
    site: Site
    lookup: Lookup

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return self.loaded.zone


def known(root: Path) -> Known:
    """Load a site; refused if its settings or vocabularies can't be read."""
    loaded = load(root)
    if loaded.site is None:
        raise RefusedError(
            "site_src/site.yml 有错，先运行 build check 改正。",
            "site_src/site.yml has errors; run `build check` first.",
        )
    tables = {}
    for stem in vocabularies.FILES:
        path = f"{vocabularies.FOLDER}/{stem}.yml"
        source, _ = files.text(root, path) if (root / path).exists() else (None, ())
        if source is not None:
            tables[stem], _ = fields.read(source, path)
    _, lookup, _ = vocabularies.decode(tables, loaded.zone)
    return Known(root, loaded, loaded.site, lookup)


def resolved(names: Names, raw: str, zh: str, en: str) -> str:
    """The code of a code or Chinese name."""
    word = raw.strip()
    if word in names.codes:
        return names.codes[word]
    near = names.nearest(word)
    some = "、".join(f"{code} {label}" for code, label in list(names.labels.items())[:12])
    raise RefusedError(
        f"没有叫“{word}”的{zh}。" + (f"是不是“{near}”？" if near else f"可用：{some}"),
        f"there is no {en} `{word}`." + (f" Did you mean `{near}`?" if near else f" Known: {some}"),
    )


def numbers(root: Path, series: str, year: int) -> dict[bool, set[int]]:
    """The numbers whose folders are there: of supplements (True) and of the others (False)."""
    found: dict[bool, set[int]] = {True: set(), False: set()}
    folder = root / "issues" / series / str(year)
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _FOLDER.fullmatch(path.name)
        if match and path.is_dir():
            found[bool(match[1])].add(int(match[2]))
    return found


def slugs(folder: Path) -> Mapping[str, int]:
    """The slugs of an issue's folder with their prefixes."""
    found = {}
    for path in folder.iterdir():
        parts = items.name_parts(path.name)
        if parts and path.name != "issue.md":
            found[parts[1]] = parts[0]
    return found


def index_numbers(here: Known) -> set[str]:
    """Every index number of the site, of items that can't be read whole too."""
    taken = {item.index_no for item in here.site.items.values()}
    for path in here.loaded.unread:
        source, _ = files.text(here.root, path) if path.endswith(".md") else (None, ())
        cut = items.split(source, path, items.KEYS) if source else None
        for key, value in cut.table if cut else ():
            if key.value in ("index_no", items.KEYS["index_no"]) and isinstance(value, fields.Text):
                taken.add(value.value.strip())
    return taken - {""}


def issue_id(here: Known, raw: str) -> str:
    """The id of an issue, however it was written: a path, without leading zeros."""
    parts = [part for part in re.split(r"[/\\]", raw.strip()) if part not in ("", ".")]
    if parts and parts[0] == "issues":
        parts = parts[1:]
    if parts and parts[-1] == "issue.md":
        parts = parts[:-1]
    wanted = "/".join(parts)
    if len(parts) == 3:
        parts[0] = here.lookup.series.codes.get(parts[0], parts[0])
        wanted = "/".join(parts)
        for known_id in here.site.issues:
            series, year, folder = known_id.split("/")
            if [series, year] == parts[:2] and _same(folder, parts[2]):
                return known_id
    if (here.root / "issues" / wanted / "issue.md").is_file() and len(parts) == 3:
        raise RefusedError(
            f"issues/{wanted}/issue.md 有错，先运行 build check 改正。",
            f"issues/{wanted}/issue.md has errors; run `build check` first.",
            1,
        )
    near = nearest(wanted, here.site.issues)
    raise RefusedError(
        f"没有“{raw}”这一期。" + (f"是不是“{near}”？" if near else "先用 build new issue 新建。"),
        f"there is no issue `{raw}`."
        + (f" Did you mean `{near}`?" if near else " Make it with `build new issue`."),
    )


def keys_of(root: Path, path: str, names: Mapping[str, str]) -> str:
    """The language of the keys of a file; empty if there is none."""
    source, _ = files.text(root, path) if path else (None, ())
    return language_of(source, names) if source else ""


def _same(folder: str, given: str) -> bool:
    one, other = _FOLDER.fullmatch(folder), _FOLDER.fullmatch(given)
    if one is None or other is None:
        return False
    return (one[1], int(one[2])) == (other[1], int(other[2]))
