"""The fourth door: a view and its layout become bytes. The only module that knows Jinja2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from builder.page import Page, Shown
from builder.program import program
from builder.render.layouts import LayoutError
from builder.views import Chrome, Place
from builder.words import Words

if TYPE_CHECKING:
    import jinja2
    from jinja2.bccache import Bucket

_REFUSED = (RecursionError, ArithmeticError, TypeError, ValueError)
"""What a layout that includes itself, or reckons with what can't be reckoned with, ends in."""


class Renderer:
    """Renders pages from the sources of layouts by name (a site's own shadow the built-in)."""

    def __init__(self, sources: Mapping[str, str], words: Words, chrome: Chrome) -> None:
        self._sources = sources
        self._words = words
        self.chrome = chrome
        self._by_place: dict[str, Chrome] = {}

    @cached_property
    def _environment(self) -> jinja2.Environment:
        """Made for the first page: a build that changes none does without."""
        import jinja2

        return jinja2.Environment(
            loader=jinja2.DictLoader(self._sources),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=_compiled(),
        )

    def render(self, page: Page) -> bytes:
        """The bytes of a page."""
        return self.shown(page.layout, page.make(), page.address)

    def shown(self, layout: str, shown: Shown, address: str) -> bytes:
        """The bytes of a view in its layout."""
        import jinja2

        try:
            template = self._environment.get_template(layout)
            text = template.render(
                view=shown.view,
                head=shown.head,
                chrome=self._at(shown.place),
                t=self._words,
            )
        except jinja2.TemplateSyntaxError as error:
            raise LayoutError(f"{error.filename or error.name}:{error.lineno}: {error}") from error
        except jinja2.TemplateNotFound as error:
            raise LayoutError(f"{layout}: {error.message} ({address})") from error
        except jinja2.UndefinedError as error:
            raise LayoutError(f"{layout}: {error.message} ({address})") from error
        except _REFUSED as error:
            raise LayoutError(f"{layout}: {error} ({address})") from error
        return text.encode()

    def _at(self, place: str) -> Chrome:
        """The chrome with the page's own place in the bar marked."""
        if place not in self._by_place:
            places = tuple(_marked(p, place) for p in self.chrome.places)
            self._by_place[place] = replace(self.chrome, places=places)
        return self._by_place[place]


def _compiled() -> jinja2.BytecodeCache | None:
    """Compiled layouts of earlier runs, in the one place where nobody but this user can write.

    They are programs: a site's own cache, which may come from elsewhere, is no place for them.
    """
    import pickle

    import jinja2

    class Compiled(jinja2.FileSystemBytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            try:
                super().load_bytecode(bucket)
            except (OSError, EOFError, ValueError, TypeError, KeyError, IndexError):
                bucket.reset()
            except (AttributeError, ImportError, pickle.UnpicklingError):
                bucket.reset()

        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    try:
        return Compiled(pattern=f"bulletin-{program()}-%s")
    except (RuntimeError, OSError):
        return None


def _marked(place: Place, current: str) -> Place:
    return replace(place, current="true" if current and place.current == current else "")


def places(labels: Sequence[tuple[str, str, str]]) -> tuple[Place, ...]:
    """Places of the bar from (key, label, address); the key waits in `current` to be marked."""
    return tuple(Place(label, address, key) for key, label, address in labels)
