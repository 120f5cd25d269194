"""Holds views and layouts together: every field of a view is read, nothing else is."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder import build, views
from builder.model.site import Edition
from builder.plan import package
from builder.render import layouts as layout_files
from builder.render.templates import Renderer
from tests.sample import SAMPLE, everything_open

UNREAD = {
    "Counted": set[str](),
}


class Recorder:
    """Stands for a view and notes which of its fields are read."""

    def __init__(self, value: Any, seen: dict[str, set[str]]) -> None:
        self._value = value
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._value, name)
        self._seen.setdefault(type(self._value).__name__, set()).add(name)
        return wrapped(value, self._seen)


def wrapped(value: Any, seen: dict[str, set[str]]) -> Any:
    """The value, its views replaced by recorders."""
    if dataclasses.is_dataclass(value) and type(value).__name__ in views.__all__:
        return Recorder(value, seen)
    if isinstance(value, tuple):
        return tuple(wrapped(inner, seen) for inner in value)
    return value


@pytest.fixture(scope="module")
def read_fields(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The fields that layouts read when every page of both editions is rendered."""
    seen: dict[str, set[str]] = {}
    root = everything_open(tmp_path_factory.mktemp("open"))
    for folder in (SAMPLE, root):
        checked = build.examine(folder, lambda _: date(2026, 12, 31))
        assert checked.loaded.site is not None
        for edition in Edition:
            ready = build.prepare(folder, checked.loaded.site, edition, date(2026, 12, 31))
            files = layout_files.read(folder)
            renderer = Renderer(files.templates, ready.words, ready.renderer.chrome)
            for page in ready.plan.pages:
                shown = page.make()
                recorded = dataclasses.replace(
                    shown, view=wrapped(shown.view, seen), head=wrapped(shown.head, seen)
                )
                renderer.shown(page.layout, recorded, page.address)
            settings = ready.site.settings
            pack = package.packed(
                ready.site, settings.base_url, ready.words, date(2026, 1, 1), date(2026, 12, 31)
            )
            shown = pack.pages[-1].make()
            recorded = dataclasses.replace(shown, view=wrapped(shown.view, seen))
            renderer.shown(pack.pages[-1].layout, recorded, pack.pages[-1].address)
    return seen


def test_every_field_of_every_view_is_read_by_some_layout(
    read_fields: dict[str, set[str]],
) -> None:
    unread = {}
    for name in views.__all__:
        fields = {f.name for f in dataclasses.fields(getattr(views, name))}
        missing = fields - read_fields.get(name, set())
        if name != "Chrome" and missing:
            unread[name] = sorted(missing)
    assert unread == {}


def test_every_field_of_the_chrome_is_read_by_some_layout() -> None:
    folder = layout_files.built_in()
    text = "".join(p.read_text("utf-8") for p in sorted(Path(folder).rglob("*.html")))
    for field in dataclasses.fields(views.Chrome):
        assert f"chrome.{field.name}" in text, field.name
