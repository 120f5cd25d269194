"""Links of a text to files beside it."""

from __future__ import annotations

import pytest

from builder.importing.links import relinked

FILES = {"a/图 一.PNG", "a/b.pdf", "c.jpg"}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("![图](<图 一.PNG>)", "![图](s-1.png)"),
        ('![图](%E5%9B%BE%20%E4%B8%80.PNG "题")', '![图](s-1.png "题")'),
        ("[附件](b.pdf) [又](./b.pdf)", "[附件](s-1.pdf) [又](s-1.pdf)"),
        ("![](../c.jpg)", "![](s-1.jpg)"),
        ("[见](other.md#top)", "[见](item:x/2015/001/o#top)"),
        ("[网](https://example.cn/a.md) [锚](#x)", "[网](https://example.cn/a.md) [锚](#x)"),
        ("![无](none.png)", "![无](none.png)"),
        ("![外](../../etc/passwd)", "![外](../../etc/passwd)"),
    ],
)
def test_links_are_turned(source: str, wanted: str) -> None:
    ids = {"a/other.md": "x/2015/001/o"}
    found = relinked(source, "a/me.md", "s", ids, FILES.__contains__)
    assert found.text == wanted
    assert bool(found.files) is ("s-1" in wanted)
    assert bool(found.missing) is (wanted == source and "http" not in source)
