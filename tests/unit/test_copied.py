"""A photo or attachment is published as it was when it was checked, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from builder.publish import PublishError
from tests.small import AS_OF, item, loaded, many, write


@pytest.mark.parametrize("mishap", ("changed", "deleted"))
def test_an_attachment_that_changes_meanwhile_stops_the_build(tmp_path: Path, mishap: str) -> None:
    files: dict[str, str | bytes] = {**many(1, 1)}
    files["issues/zwxx/2026/0001/02-fu.md"] = item("附件", body="见[附件](a.txt)。\n")
    files["issues/zwxx/2026/0001/a.txt"] = "看过的".encode()
    root = write(tmp_path / "site", files)
    request = build.Request(root, Edition.PUBLIC, tmp_path / "out", AS_OF, search=False)
    build.build(request, loaded(root), lambda *_: None)
    published = tmp_path / "out" / "zwxx/2026/0001/a.txt"
    assert published.read_text("utf-8") == "看过的"

    attachment = root / "issues/zwxx/2026/0001/a.txt"
    attachment.write_text("再改的", "utf-8")
    site = loaded(root)
    if mishap == "changed":
        attachment.write_text("没人看过的", "utf-8")
    else:
        attachment.unlink()
    with pytest.raises(PublishError, match=r"a\.txt") as told:
        build.build(request, site, lambda *_: None)
    assert "再运行一次" in told.value.zh
    assert published.read_text("utf-8") == "看过的"
