"""The names one may write for each vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

from builder.load.names import Names
from builder.rules.names import unknown_reason

NO_NAMES = Names({}, {}, unknown_reason)


@dataclass(frozen=True)
class Lookup:
    """The names one may write for each vocabulary."""

    series: Names
    units: Names
    groups: Names
    topics: Names
    kinds: Names
    levels: Names
    publications: Names
    ranks: Names
    reasons: Names = NO_NAMES

    @cached_property
    def answers(self) -> Mapping[tuple[str, str], str]:
        """The codes of all names, by vocabulary and name."""
        return {
            (field.name, name): code
            for field in fields(self)
            for name, code in getattr(self, field.name).codes.items()
        }

    @cached_property
    def known(self) -> str:
        """What stands for all names."""
        return repr([(f.name, *_said(getattr(self, f.name))) for f in fields(self)])

    @cached_property
    def gaps(self) -> str:
        """What stands for the vocabularies that could not be read in part or whole."""
        named = ((f.name, getattr(self, f.name)) for f in fields(self))
        return repr([(name, found.unread, sorted(found.lost)) for name, found in named])

    @cached_property
    def listened(self) -> tuple[Lookup, list[tuple[str, str, str | None]]]:
        """The same, and a list where it notes what it is asked."""
        asks: list[tuple[str, str, str | None]] = []
        heard = {
            field.name: replace(
                getattr(self, field.name),
                codes=_Heard(field.name, getattr(self, field.name).codes, asks),
            )
            for field in fields(self)
        }
        return Lookup(**heard), asks


def _said(names: Names) -> tuple[object, ...]:
    return (
        sorted(names.codes.items()),
        sorted(names.labels.items()),
        names.unread,
        sorted(names.lost),
    )


class _Heard(dict[str, str]):
    """Codes by name; notes each name it is asked for."""

    def __init__(
        self, vocabulary: str, codes: Mapping[str, str], asks: list[tuple[str, str, str | None]]
    ) -> None:
        super().__init__(codes)
        self._vocabulary = vocabulary
        self._asks = asks

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> str:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The code of a name."""
        self._note(name)
        return super().get(name, default)

    def _note(self, name: str) -> None:
        self._asks.append((self._vocabulary, name, super().get(name)))
