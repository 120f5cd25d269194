"""Imports every rule, so that the register of rules is complete."""

from builder.rules import (
    content,
    fields,
    figures,
    importing,
    links,
    names,
    numbering,
    reading,
    records,
    seals,
    syntax,
    widths,
)

__all__ = [
    "content",
    "fields",
    "figures",
    "importing",
    "links",
    "names",
    "numbering",
    "reading",
    "records",
    "seals",
    "syntax",
    "widths",
]
