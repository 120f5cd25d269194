"""The interface strings of a language: a key gives words, with values filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from builder.views import Day


class UnknownWordsError(KeyError):
    """A layout or view asked for a key that the strings do not have."""


@dataclass(frozen=True, slots=True)
class Words:
    """The strings of a site's locale. A key that is missing is an error of the program."""

    strings: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, `{name}` replaced by the values."""
        try:
            text = self.strings[key]
        except KeyError:
            raise UnknownWordsError(key) from None
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def day(self, day: date) -> Day:
        """A date, written out."""
        parts = {"year": f"{day.year:04}", "month": day.month, "day": day.day}
        return Day(day.isoformat(), self("date.full", **parts), self("date.short", **parts))

    def listed(self, names: tuple[str, ...]) -> str:
        """Names, one after the other."""
        return self("list.comma").join(names)
