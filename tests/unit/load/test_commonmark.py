"""CommonMark's own examples: all 652 are read as it says, apart from what is listed here.

`tests/vectors/commonmark.json` holds the examples of the specification, version 0.31.2, by John
MacFarlane, CC BY-SA 4.0 (https://spec.commonmark.org/0.31.2/). Our reading is a safe one: HTML is
shown as text, as `html: False` of the library does, whose other reading is the specification's.
Which addresses a link may have is another matter (see test_references): here every one may.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from builder.load import pieces, spans
from builder.load.prose import parse
from builder.load.references import Address
from builder.model.prose import Link, RefRole, assemble

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "commonmark.json").read_text("utf-8")
)
WHOLE = MarkdownIt("commonmark")
SAFE = MarkdownIt("commonmark", {"html": False})
COMMENTS = "a comment is left out, and may carry a waiver, where other HTML is shown as text"
FIGURES = "a paragraph of nothing but images is a figure, and the title is its caption"
OTHERWISE = {
    **dict.fromkeys((177, 179, 183, 308, 309, 625, 626), COMMENTS),
    **dict.fromkeys((520, *range(572, 579), *range(580, 587), 588, 589, 591), FIGURES),
}
"""Examples that we read otherwise, and why (docs/editors/markdown.md tells editors)."""


def _any_address(written: str) -> Address:
    return RefRole.EXTERNAL, written, ""


def plainly(html: str) -> str:
    """HTML without what differs in writing alone, and what pages add to headings and links."""
    html = re.sub(r' rel="noopener"| loading="lazy"| width="\d+"| height="\d+"', "", html)
    html = re.sub(r"<(hr|br|img[^>]*?) ?/?>", r"<\1>", html)
    html = re.sub(r"<(/?)h[1-6][^>]*>", r"<\1h>", html)
    html = re.sub(r'<span class="nb">(.*?)</span>', r"\1", html)
    html = html.replace("&quot;", '"').replace("&#x27;", "'")
    html = re.sub(r'(?<= href=")[^>]*?(?="[ >])', lambda found: unquote(found[0]), html)
    html = re.sub(r"\n+", "\n", html).strip()
    return re.sub(r"\n(?=<(?:/|ul|ol|blockquote))|(?<=>)\n(?=<)", "", html)


def ours(markdown: str) -> str:
    return plainly(assemble(parse(markdown), lambda ref: Link(ref.target)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: str(e["example"]))
def test_an_example_is_read_as_commonmark_says(
    example: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "link_address", _any_address)
    monkeypatch.setattr(spans, "image_address", _any_address)
    monkeypatch.setattr(pieces, "image_address", _any_address)
    same = ours(example["markdown"]) == plainly(SAFE.render(example["markdown"]))
    assert same == (example["example"] not in OTHERWISE)


def test_the_library_reads_every_example_as_the_specification_does() -> None:
    assert len(EXAMPLES) == 652
    read = {e["example"]: plainly(WHOLE.render(e["markdown"])) for e in EXAMPLES}
    assert [e["example"] for e in EXAMPLES if read[e["example"]] != plainly(e["html"])] == []
