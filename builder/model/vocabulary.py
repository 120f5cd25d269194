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
    """Points for one adoption; what is empty means any.

    `issue` is the form of the issue (正刊, 增刊, 专刊), for the site's own series alone. `times`
    stands in place of `points`: so many times what the adopting office counted itself. `joint`
    overrides what the rule says of joint reports.
    """

    level: str
    publication: str
    form: str
    points: str
    issue: str = ""
    kinds: tuple[str, ...] = ()
    commissioned: bool = False
    times: str = ""
    joint: str = ""


@dataclass(frozen=True, slots=True)
class PointsRule:
    """A scoring rule, valid from a date; amounts are decimal numbers as written.

    `void` is the number of commissions missed or late in a year from which on the year counts
    nothing. `base_each` is what each item sent in earns, up to `base_points`; without it the
    base points are earned by the share of the target that was reached. `scale_full` is the total
    that `scale_to` stands for; without it that of the best unit.
    """

    since: date
    points: tuple[PointsRow, ...] = ()
    annotation_count: str = "add"
    annotation_points: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    several: str = "accumulate"
    joint: str = "share"
    missed: str = "0"
    late: str = "0"
    void: int = 0
    followup_missed: str = "0"
    followup_late: str = "0"
    late_urgent: str = "0"
    base_points: str = ""
    base_per: str = ""
    base_each: str = ""
    base_year_cap: str = ""
    scale_to: str = ""
    scale_full: str = ""
    floor: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points may be given or taken by hand (加扣分): `least` and `most` bound the amount."""

    code: str
    name: str
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """How much the units of some groups owe per period.

    `count` is submitted, adopted or points; `kinds` and `level` narrow what is adopted; from
    `arrears` on a unit that lags is marked.
    """

    groups: tuple[str, ...]
    units: tuple[str, ...]
    per: str
    number: int
    count: str
    since: date
    kinds: tuple[str, ...] = ()
    level: str = ""
    arrears: int = 0


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
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    rules: tuple[PointsRule, ...] = ()
    targets: tuple[Target, ...] = ()
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
