"""The vocabularies: series, units, topics, kinds, levels, targets, each with its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Frequency(StrEnum):
    """How often a series appears."""

    DAILY = "daily"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    TENDAYS = "tendays"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    IRREGULAR = "irregular"


class Tone(StrEnum):
    """What a kind of item brings: good news, a problem, or neither."""

    GOOD = "good"
    PROBLEM = "problem"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that was borne before, with the years it was borne in."""

    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series (刊物): `digits` of its numbers, `total_from` the first 总第N期."""

    code: str
    name: str
    frequency: Frequency
    level: str = ""
    digits: int = 4
    total_from: int | None = None
    former: tuple[FormerName, ...] = ()
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit (报送单位); `parent`, `successor` and `group` are codes or empty."""

    code: str
    name: str
    short: str
    group: str = ""
    parent: str = ""
    phone: str = ""
    former: tuple[FormerName, ...] = ()
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; `parent` is the first-level topic's code, empty on the first level."""

    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item (类别)."""

    code: str
    name: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Level:
    """A level of adoption; the file lists the highest first."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication of some level that adopts items."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class PointsRow:
    """Points for one adoption; empty publication or form means any."""

    level: str
    publication: str
    form: str
    points: str


@dataclass(frozen=True, slots=True)
class PointsRule:
    """A scoring rule, valid from a date; amounts are decimal numbers as written."""

    since: date
    points: tuple[PointsRow, ...] = ()
    annotation_count: str = "add"
    annotation_points: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    several: str = "accumulate"
    joint: str = "share"
    missed: str = "0"
    late: str = "0"
    late_urgent: str = "0"
    base_points: str = ""
    base_per: str = ""
    base_year_cap: str = ""
    scale_to: str = ""
    floor: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """How many items the units of some groups owe per period."""

    groups: tuple[str, ...]
    units: tuple[str, ...]
    per: str
    number: int
    count: str
    since: date


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """All vocabularies, each by code in the order of its file."""

    series: Mapping[str, Series] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)
    ranks: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[PointsRule, ...] = ()
    targets: tuple[Target, ...] = ()
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
