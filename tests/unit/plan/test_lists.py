"""Lists: newest first, closed pages that never change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.model.site import Edition
from builder.plan.lists import CLOSED, cut
from tests.small import AS_OF, issue, item, loaded, many, write


@pytest.mark.parametrize("count", (*range(1, 130), 1000, 100_003))
def test_a_cut_list_has_every_item_once_and_full_closed_pages(count: int) -> None:
    newest, closed = cut(count)
    items = list(range(count))
    parts = [items[part] for part in closed]
    assert sorted([*items[newest], *(i for part in parts for i in part)]) == items
    assert all(len(part) == CLOSED for part in parts)
    assert len(items[newest]) < 2 * CLOSED
    assert count < CLOSED or len(items[newest]) >= CLOSED


@pytest.mark.parametrize("count", (25, 40, 61, 99))
def test_closed_pages_are_counted_from_the_oldest(count: int) -> None:
    items = [f"item {n}" for n in range(count, 0, -1)]
    longer = [f"item {count + 1}", *items]
    before = [items[part] for part in cut(len(items))[1]]
    after = [longer[part] for part in cut(len(longer))[1]]
    assert after[: len(before)] == before


def pages_of(root: Path) -> dict[str, bytes]:
    """The pages of the unit's list, rendered, without their folder of assets."""
    ready = build.prepare(root, loaded(root), Edition.PUBLIC, AS_OF)
    return {
        page.address: ready.renderer.render(page)
        for page in ready.plan.pages
        if page.address.startswith("/units/gongan/")
    }


def test_a_new_item_touches_no_closed_page(tmp_path: Path) -> None:
    root = write(tmp_path, many(issues=20, items=5))
    before = pages_of(root)
    assert {f"/units/gongan/page/{n}/" for n in (1, 2, 3, 4)} <= set(before)
    for number in range(21, 27):
        folder = f"issues/zwxx/2026/{number:04}"
        new = {
            f"{folder}/issue.md": issue(number, date(2026, 6, number)),
            **{f"{folder}/{n:02}-gongan-{n}.md": item(f"新{number}-{n}") for n in range(1, 5)},
        }
        root = write(root, new)
        after = pages_of(root)
        for address, page in before.items():
            if "/page/" in address:
                assert after[address] == page, (number, address)


def test_the_plain_address_shows_the_newest_first(tmp_path: Path) -> None:
    root = write(tmp_path, many(issues=3, items=2))
    page = pages_of(root)["/units/gongan/"].decode()
    titles = [f"第{issue}期第{n}条" for issue in (3, 2, 1) for n in (2, 1)]
    places = [page.index(f">{title}<") for title in titles]
    assert places == sorted(places)
