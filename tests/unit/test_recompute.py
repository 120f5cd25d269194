"""An outsider recomputes the chain of a published site from its open data, with nothing of ours.

`recomputed` follows docs/reference/seals.md and imports the standard library alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests import sealed


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def recomputed(site: Path) -> list[str]:
    """What is wrong with a published folder."""
    wrong = []
    texts = {
        item["id"]: item.get("text", "")
        for file in site.glob("api/items/*.json")
        for item in json.loads(file.read_text("utf-8"))
    }
    for series in json.loads((site / "api/seals.json").read_text("utf-8")):
        previous = ""
        named: dict[str, Any] = {}
        for link in series["links"]:
            head = f"build-seal/1 public {series['code']} {previous} {link['commitment']}"
            if link["previous"] != previous or sha256(head) != link["digest"]:
                wrong.append(f"chain of {series['code']}")
            previous = link["digest"]
            named |= {link["digest"]: link} if "issue" in link else {}
        for file in site.glob(f"api/seals/{series['code']}/*.json"):
            for sealed_ in json.loads(file.read_text("utf-8")):
                issue, leaves = sealed_["issue"], {}
                for name, part in sealed_["parts"].items():
                    record = sha256(canonical(part["record"]))
                    leaf = sha256(f"{part['salt']} {record} {canonical(part['files'])}")
                    leaves[name] = leaf
                    text = re.sub(r"\s+", "", texts.get(f"{issue}/{name}", ""))
                    if name != "issue.md" and part["record"].get("text", sha256("")) != sha256(
                        text
                    ):
                        wrong += (
                            [] if "withdrawn" in part["record"] else [f"text of {issue}/{name}"]
                        )
                    for photo, digest in part["files"].items():
                        data = (site / issue / photo).read_bytes()
                        wrong += [] if hashlib.sha256(data).hexdigest() == digest else [photo]
                if sha256(canonical(leaves)) != named[sealed_["link"]]["commitment"]:
                    wrong.append(issue)
    return wrong


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sealed site, published."""
    root = sealed.site(tmp_path_factory.mktemp("sealed"))
    return sealed.published(root, tmp_path_factory.mktemp("out") / "public")


def test_an_outsider_finds_what_the_documents_say(out: Path) -> None:
    assert (out / "api/seals/zwxx/2026.json").exists()
    assert recomputed(out) == []


def test_an_outsider_finds_a_text_that_was_changed(out: Path, tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(out, tmp_path / "copy"))
    file = copy / "api/items/2026.json"
    file.write_text(file.read_text("utf-8").replace("同比增长", "同比下降"), "utf-8")
    assert recomputed(copy) == ["text of zwxx/2026/0012/gongan-1"]
