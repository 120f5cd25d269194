"""Imports every rule, so that the register of rules is complete."""

from builder.rules import content, fields, links, names, reading, syntax

__all__ = ["content", "fields", "links", "names", "reading", "syntax"]
