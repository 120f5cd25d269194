"""A diagnostic: one thing that is wrong, where it is, and how to mend it. A value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Concatenate, ParamSpec

P = ParamSpec("P")


class Severity(StrEnum):
    """Errors block publishing; warnings do so only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where: a path relative to the root, line and column from 1, length in characters.

    A length of 0 at the very beginning stands for the file as a whole: its name, its absence.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `length` characters at a place by `text`; what `build check --fix` applies."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says: message and remedy in Chinese and English."""

    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `code` names the bad thing, in kebab case, and never changes."""

    code: str
    severity: Severity
    place: Place
    said: Said

    def message(self, lang: str) -> str:
        """What is wrong, in the language asked for."""
        return self.said.zh if lang == "zh" else self.said.en

    def help(self, lang: str) -> str:
        """How to mend it, in the language asked for; may be empty."""
        return self.said.help_zh if lang == "zh" else self.said.help_en


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as `build explain` shows it: `zh` and `en` are its explanation."""

    code: str
    severity: Severity
    zh: str
    en: str


RULES: dict[str, Rule] = {}
"""Every rule by its code; filled by `rule` when `builder.rules` is imported."""


def rule(
    severity: Severity,
) -> Callable[[Callable[P, Said]], Callable[Concatenate[Place, P], Diagnostic]]:
    """Make a function that words a fault into one that makes the diagnostic at a place.

    The code is the function's name; the docstring, Chinese above the line `---` and English
    below it, is the explanation.
    """

    def name(words: Callable[P, Said]) -> Callable[Concatenate[Place, P], Diagnostic]:
        code = words.__name__.replace("_", "-")
        zh, *en = re.split(r"(?m)^[ ]*---$", words.__doc__ or "", maxsplit=1)
        RULES[code] = Rule(code, severity, _unindent(zh), _unindent("".join(en)))

        def found(place: Place, /, *args: P.args, **kwargs: P.kwargs) -> Diagnostic:
            return Diagnostic(code, severity, place, words(*args, **kwargs))

        found.__doc__ = words.__doc__
        return found

    return name


def in_order(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The faults sorted by place, each once."""
    seen = {(d.place, d.code, d.said.zh): d for d in faults}
    return tuple(seen[key] for key in sorted(seen))


def blocking(faults: Iterable[Diagnostic], strict: bool) -> bool:
    """Whether these faults forbid publishing."""
    return any(strict or d.severity is Severity.ERROR for d in faults)


def _unindent(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
