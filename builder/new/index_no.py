"""Proposes the next index number (索引号) of a year from the site's template."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from string import Formatter


def proposed(template: str, values: Mapping[str, str | int], taken: Collection[str]) -> str:
    """The next number that nobody has; empty if the template lacks something.

    Serials are counted within the year, whatever month or series they were given in.
    """
    fields = {name for _, name, _, _ in Formatter().parse(template) if name}
    if "serial" not in fields or any(values.get(name) == "" for name in fields):
        return ""
    pattern = _pattern(template, values)
    serials = (int(match["serial"]) for no in taken if (match := pattern.fullmatch(no)))
    serial = max(serials, default=0) + 1
    try:
        while (found := template.format(**{**values, "serial": serial})) in taken:
            serial += 1
    except (ValueError, KeyError, IndexError, AttributeError):
        return ""
    return found


def _pattern(template: str, values: Mapping[str, str | int]) -> re.Pattern[str]:
    """What numbers of the same year look like."""
    parts: list[str] = []
    seen = False
    for literal, name, spec, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name == "serial" and not seen:
            parts.append(r"(?P<serial>\d{1,12})")
            seen = True
        elif name == "year":
            parts.append(re.escape(format(values["year"], spec or "")))
        elif name == "month":
            months = (re.escape(format(month, spec or "")) for month in range(1, 13))
            parts.append(f"(?:{'|'.join(months)})")
        elif name:
            parts.append(".*?")
    return re.compile("".join(parts))
