"""The names one may write for each vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from builder.load.names import Names


@dataclass(frozen=True, slots=True)
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
