"""A build of what did not change asks for no text: it costs the same however long texts are."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import build
from builder.load.kept import Kept
from builder.model.site import Edition
from tests.small import AS_OF, item, many, write

FIRST = "issues/zwxx/2026/0002/01-gongan-1.md"


def filled(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The items whose texts are asked for by checking and planning the public edition."""
    asked: list[str] = []
    original = Kept._filled

    def noted(self: Kept, task: object, path: str, record: object) -> object:
        asked.append(path)
        return original(self, task, path, record)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Kept, "_filled", noted)
        kept = build.memory(root)
        checked = build.examine(root, lambda _: AS_OF, kept, 1)
        assert checked.loaded.site
        build.prepare(root, checked.loaded.site, Edition.PUBLIC, AS_OF, kept=kept)
    return asked


def test_what_did_not_change_is_asked_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, many(4, 3))
    filled(root, monkeypatch)
    assert filled(root, monkeypatch) == []


def test_an_edited_text_is_asked_for_with_its_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, many(4, 3))
    filled(root, monkeypatch)
    write(root, {FIRST: item("第2期第1条", body="另写一段。\n")})
    assert {Path(path).parent.name for path in filled(root, monkeypatch)} == {"0002"}
