"""Puts noise into a publishable tree wherever something was withheld: as much, in other words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from builder.exporting.front import OPENED
from builder.exporting.tree import Public, Tree, day_of, wanted
from builder.exporting.vocabularies import FOLDER
from builder.model.issue import Issue
from builder.model.item import Item, Openness

_CHARACTERS = "杂音无意义乱码扰动随机噪声混淆填充掩蔽替换"
_PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)


def added(tree: Tree, of: Public) -> Tree:
    """The tree with noise for each item, field, entry, file and table that it lacks."""
    chance = random.Random(len(tree))
    noisy = dict(tree)
    noisy.update(_vocabularies(tree, of, chance))
    for path, data in tree.items():
        if path.endswith("/issue.md"):
            noisy[path] = _front(data, _issue_fields(of, chance))
        elif path.startswith("issues/") and path.endswith(".md"):
            noisy[path] = _front(data, _item_fields(of, chance, data))
    for issue in of.site.issues.values():
        noisy.update(_withheld(tree, of, issue, chance))
    noisy.update(_rest(of, chance))
    return noisy


def _vocabularies(tree: Tree, of: Public, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Entries of which nothing public knows, before and behind the others."""

    def entry(code: str) -> str:
        return f"{code}: {{name: {_words(chance, 6)}}}\n"

    told = {
        *(issue.series for issue in of.issues.values()),
        *(i.partition("/")[0] for i in of.gone),
    }
    hidden = "".join(entry(code) for code in of.site.vocabularies.series if code not in told)
    for name in ("series", "topics", "kinds"):
        path = f"{FOLDER}/{name}.yml"
        more = hidden if name == "series" else ""
        yield path, (entry("zaa") + more + tree[path].decode() + entry("zzz")).encode()
    path = f"{FOLDER}/units.yml"
    units = (
        tree[path].decode().replace("units: {", f"units: {{zaa: {{name: {_words(chance, 6)}}}, ")
    )
    yield path, units.encode()
    path = f"{FOLDER}/levels.yml"
    levels = tree.get(path, b"levels: {}\npublications: {}\nranks: {}\n").decode()
    for key, row in (
        ("levels", f"zaa: {{name: {_words(chance, 4)}}}"),
        ("publications", f"zab: {{name: {_words(chance, 4)}, level: zaa}}"),
        ("ranks", f"zaa: {{name: {_words(chance, 4)}}}"),
    ):
        before = f"{key}: {{"
        comma = "" if f"{key}: {{}}" in levels else ", "
        levels = levels.replace(before, before + row + comma, 1)
    yield path, levels.encode()


def _front(data: bytes, lines: list[str]) -> bytes:
    """A file with more lines in its front matter."""
    text = data.decode()
    end = text.index("\n---\n") + 1
    return (text[:end] + "".join(f"{line}\n" for line in lines) + text[end:]).encode()


def _item_fields(of: Public, chance: random.Random, data: bytes) -> list[str]:
    """Fields that the public never sees, whatever they say."""
    opened, text = of.opened, data.decode()
    day = f"{of.as_of - timedelta(days=chance.randrange(9))}"
    fields = {
        "authors": f"[{_words(chance, 3)}]",
        "scope": chance.choice(("unit", "all")),
        "urgency": chance.choice(("normal", "urgent")),
        "annotations": f"[{{date: {day}, person: {_words(chance, 3)}, rank: zaa, unit: "
        f"{_words(chance, 4)}, target: {_words(chance, 4)}, text: {_words(chance, 9)}}}]",
        "adoptions": f"[{{level: zaa, publication: zab, number: {chance.randrange(99)}, "
        f"date: {day}}}]",
        "followups": f"[{{step: {_words(chance, 6)}, officer: {_words(chance, 3)}}}]",
        "review_on": day,
    }
    hidden = opened if "\nwithdrawn:" not in text else frozenset()
    return [
        f"{key}: {value}"
        for key, value in fields.items()
        if OPENED.get(key) not in hidden and f"\n{key}:" not in text
    ]


def _issue_fields(of: Public, chance: random.Random) -> list[str]:
    fields: list[str] = []
    if "staff" not in of.opened:
        fields += [f"{key}: {_words(chance, 3)}" for key in ("editor", "proofreader", "signer")]
    if "distribution" not in of.opened:
        fields.append(f"distribution: {{report: [{_words(chance, 4)}]}}")
        fields.append(f"copies: {chance.randrange(1, 99)}")
    return fields


def _withheld(
    tree: Tree, of: Public, issue: Issue, chance: random.Random
) -> Iterator[tuple[str, bytes]]:
    """Noise for each item that is withheld, in an issue of the same state."""
    hidden = [i for i in issue.items if i not in of.items and i not in of.gone]
    out = issue.path in tree
    folder = issue.path.removesuffix("issue.md")
    if not out:
        later = of.as_of + timedelta(days=1 + chance.randrange(9))
        state = chance.choice(
            (f"date: {later}\nstatus: published", f"date: {issue.date}\nstatus: draft")
        )
        named = f'number: "{issue.folder}"'
        yield (
            issue.path,
            f"---\n{named}\ntitle: {_words(chance, 6)}\n{state}\n---\n{_words(chance, 9)}\n".encode(),
        )
    elif not hidden:
        return
    day = day_of(of, issue)
    for number in range(len(hidden) or 1):
        path = f"{folder}{chance.choice((0, 50, 99)):02}-noise-{number}.md"
        like = of.site.items.get(hidden[number]) if hidden else None
        yield path, _noise_item(chance, day, folder, like)
        yield f"{folder}noise-{number}.gif", _PIXEL + _words(chance, 3).encode()


def _noise_item(chance: random.Random, day: date, folder: str, like: Item | None) -> bytes:
    """An internal item of noise; as long as the one it stands for, so that counts are tried too."""
    size = min(len(like.prose.text) if like else 20, 3000) + chance.randrange(50)
    gone = ""
    if like and like.withdrawn and like.openness is not Openness.PUBLIC:
        gone = f"withdrawn: {{date: {day}, reason: {_words(chance, 5)}, outcome: error}}\n"
    number = folder.rstrip("/").rpartition("/")[2]
    return (
        f"---\ntitle: {_words(chance, 8)}\nkind: zaa\nunits: [zaa]\ntopics: [zaa]\n"
        f"summary: {_words(chance, 20)}\nkeywords: [{_words(chance, 4)}]\n"
        f"index_no: NOISE-{number}-{chance.randrange(10**9)}\n"
        f"openness: internal\nsteps: [{{step: signed, at: {day}}}]\n{gone}"
        f"photos: [{{src: noise-0.gif, alt: {_words(chance, 5)}}}]\n---\n{_words(chance, size)}\n"
    ).encode()


def _rest(of: Public, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Calls, submissions, internal pages and files that nothing public refers to."""
    if "calls" not in of.opened and of.site.calls:
        yield (
            "site_src/calls/noise.md",
            f"---\ntitle: {_words(chance, 6)}\nto: [all]\ndue: {of.as_of}\n---\n{_words(chance, 30)}\n".encode(),
        )
    if of.site.submissions:
        rows = f"unit,submitted,measure\nzaa,{chance.randrange(99)},条\n"
        yield f"site_src/submissions/{of.as_of:%Y-%m}.csv", rows.encode()
    yield (
        "site_src/pages/noise.md",
        f"---\ntitle: {_words(chance, 4)}\nopenness: internal\n---\n{_words(chance, 30)}\n".encode(),
    )
    hidden = of.site.assets.keys() - wanted(of) - {asset.path for asset in of.site.static}
    folders = {issue.path.rpartition("/")[0] for issue in of.issues.values()}
    for number, path in enumerate(sorted(hidden)):
        folder = path.rpartition("/")[0]
        if folder in folders:
            yield f"{folder}/noise-file-{number}.txt", _words(chance, 40).encode()


def _words(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(_CHARACTERS) for _ in range(max(2, count)))
