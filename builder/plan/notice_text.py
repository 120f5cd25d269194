"""The sentences of a notice, written from its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from builder.deadlines import State
from builder.model.site import Site
from builder.model.vocabulary import Tone
from builder.scoring.amounts import percent, share_of_most, shown
from builder.scoring.ledger import Ledger
from builder.scoring.notice import Notice, Standing
from builder.scoring.periods import Period
from builder.scoring.sheets import publication_name, rate
from builder.words import Words

FIRST = 5
"""How many units are named as the first."""
NAMED = 12
"""How many units are named in a list of those that lack something; then only their number."""
MEASURES = {"条": "notice.items", "期": "notice.issues"}


def paragraphs(words: Words, ledger: Ledger, notice: Notice) -> tuple[str, ...]:
    """The notice in sentences; what there is nothing to say of is left out."""
    found = (
        _adopted(words, ledger.site, notice),
        _annotated(words, ledger.site, notice),
        _ranked(words, ledger, notice),
        _nothing(words, ledger.site, notice),
        _targets(words, ledger.site, notice),
        _commissions(words, ledger, notice),
        _late(words, ledger.site, notice),
        _kinds(words, ledger.site, notice),
        _compared(words, notice),
    )
    return tuple(text for text in found if text)


def period_name(words: Words, period: Period) -> str:
    """2026年3月, 2026年一季度, 2026年."""
    if period.month:
        return words("date.month", year=f"{period.year:04}", month=period.month)
    year = words("date.year", year=period.year)
    if period.quarter:
        return words("notice.quarter", year=year, quarter=words(f"notice.q{period.quarter}"))
    return year


def amounts(words: Words, counted: Mapping[str, int]) -> str:
    """1166条、10期: numbers with their measures."""
    parts = [words(MEASURES[m], n=counted[m]) for m in MEASURES if m in counted]
    return words.listed(tuple(parts))


def _join(words: Words, parts: Iterable[str]) -> str:
    """Clauses, one sentence."""
    clauses = [part for part in parts if part]
    return words("notice.comma").join(clauses) + words("notice.stop") if clauses else ""


def _several(words: Words, sentences: Iterable[str]) -> str:
    return words("notice.gap").join(part for part in sentences if part)


def _adopted(words: Words, site: Site, notice: Notice) -> str:
    whole = notice.whole
    adopted = len(whole.adopted)
    name = period_name(words, whole.period)
    clauses = [words("notice.said_sent", period=name, n=amounts(words, whole.sent))]
    if not whole.sent:
        clauses = [words("notice.said_period", period=name)]
    clauses.append(words("notice.said_adopted", n=adopted))
    found = rate(adopted, whole.sent)
    if found and whole.sent.get("期"):
        clauses.append(words("notice.said_rate_measures", rate=found))
    elif found:
        clauses.append(words("notice.said_rate", rate=found))
    elif len(whole.sent) > 1:
        items, issues = (whole.by_measure.get(m, 0) for m in MEASURES)
        share = percent(items, whole.sent["条"])
        clauses.append(words("notice.said_by_measure", items=items, rate=share, issues=issues))
    levels = [
        words("notice.said_level", level=level.name, n=whole.levels[code])
        for code, level in site.vocabularies.levels.items()
        if whole.levels.get(code)
    ]
    by_level = words("notice.said_levels", list=words.listed(tuple(levels))) if levels else ""
    most = sorted(whole.publications.items(), key=lambda p: (-p[1], p[0]))
    own = site.vocabularies.series
    upper = [
        words("notice.said_publication", name=publication_name(site, code), n=number)
        for (_, code), number in most
        if code not in own
    ]
    by_publication = ""
    if upper:
        by_publication = words("notice.said_publications", list=words.listed(tuple(upper)))
    return _several(
        words, (_join(words, clauses), _join(words, [by_level]), _join(words, [by_publication]))
    )


def _annotated(words: Words, site: Site, notice: Notice) -> str:
    counted = notice.whole.annotations
    total = sum(counted.values())
    if not total:
        return ""
    ranks = [
        words("notice.said_rank", rank=name, n=counted[code])
        for code, name in site.vocabularies.ranks.items()
        if counted.get(code)
    ]
    clauses = [words("notice.said_annotations", n=total)]
    if ranks:
        clauses.append(words("notice.said_ranks", list=words.listed(tuple(ranks))))
    return _join(words, clauses)


def _ranked(words: Words, ledger: Ledger, notice: Notice) -> str:
    """The first units with their points, those with equal points together."""
    if not ledger.is_scored:
        return ""
    places: dict[int, list[Standing]] = {}
    for standing in notice.units:
        if standing.points > 0:
            places.setdefault(standing.rank, []).append(standing)
    parts = []
    for rank, equal in places.items():
        if rank > FIRST:
            break
        names = words.listed(tuple(_short(ledger.site, s.unit) for s in equal))
        key = "notice.said_tie" if len(equal) > 1 else "notice.said_place"
        parts.append(words(key, rank=rank, names=names, points=shown(equal[0].points)))
    if not parts:
        return ""
    first = words("notice.said_first", list=words("notice.semicolon").join(parts))
    top = share_of_most([s.adopted for s in notice.units], FIRST)
    some = len(notice.units) - len(nothing_adopted(notice))
    spread = words("notice.said_spread", some=some, all=len(notice.units), n=FIRST, share=top)
    # Of few units the first have all of it: nothing worth a sentence.
    told = bool(top) and some > FIRST
    return _several(words, (_join(words, [first]), _join(words, [spread]) if told else ""))


def _short(site: Site, code: str) -> str:
    return site.vocabularies.units[code].short


def _named(words: Words, site: Site, codes: Iterable[str]) -> str:
    """Units by name; of many only the first, and how many there are."""
    known = list(codes)
    names = words.listed(tuple(_short(site, code) for code in known[:NAMED]))
    if len(known) <= NAMED:
        return names
    return words("notice.said_more", names=names, n=len(known))


def nothing_sent(notice: Notice) -> tuple[str, ...]:
    """The units whose tables say that they sent in nothing, or that are in no table."""
    if not notice.whole.sent:
        return ()
    return tuple(s.unit for s in notice.units if not any(s.sent.values()))


def nothing_adopted(notice: Notice) -> tuple[str, ...]:
    """The units of which nothing was adopted, those that sent in nothing among them."""
    return tuple(s.unit for s in notice.units if not s.adopted and not s.levels)


def _nothing(words: Words, site: Site, notice: Notice) -> str:
    if site.as_of is None:
        return ""  # what was sent in, or adopted, may not be known to the public
    sentences = []
    for key, codes in (
        ("notice.said_none_sent", nothing_sent(notice)),
        ("notice.said_none_adopted", nothing_adopted(notice)),
    ):
        if codes:
            sentences.append(
                _join(words, [words(key, n=len(codes), names=_named(words, site, codes))])
            )
    return _several(words, sentences)


def _targets(words: Words, site: Site, notice: Notice) -> str:
    if not notice.progress:
        return ""
    lacking: dict[str, Fraction] = {}
    for row in notice.progress:
        if row.arrears and row.target.count == "submitted":
            lacking[row.unit] = lacking.get(row.unit, Fraction()) + row.arrears
    asked = {row.unit for row in notice.progress if row.target.count == "submitted"}
    if not asked:
        return ""
    met = words("notice.said_met", all=len(asked), n=len(asked) - len(lacking))
    worst = sorted(lacking, key=lambda code: (-lacking[code], code))[:FIRST]
    parts = [
        words("notice.said_arrears", name=_short(site, code), n=shown(lacking[code]))
        for code in worst
    ]
    behind = words("notice.said_behind", list=words.listed(tuple(parts))) if parts else ""
    return _join(words, [met, behind])


def _commissions(words: Words, ledger: Ledger, notice: Notice) -> str:
    states = [duty.standing(ledger.site.as_of).state for duty in notice.duties]
    if not states or ledger.site.as_of is None:
        return ""
    clauses = [words("notice.said_commissions", n=len(states))]
    for state in (State.DONE, State.LATE, State.OVERDUE, State.OPEN):
        if states.count(state):
            clauses.append(words(f"notice.said_commission_{state.value}", n=states.count(state)))
    return _join(words, clauses)


def _late(words: Words, site: Site, notice: Notice) -> str:
    if site.as_of is None:
        return ""  # elapsed days are for the staff
    urgent = [late for late in notice.late if late.urgent]
    sentences = []
    if urgent:
        names = _named(words, site, dict.fromkeys(late.unit for late in urgent))
        sentences.append(
            _join(words, [words("notice.said_late_urgent", n=len(urgent), names=names)])
        )
    if notice.waiting is not None:
        sentences.append(_join(words, [words("notice.said_waiting", n=notice.waiting)]))
    return _several(words, sentences)


def _kinds(words: Words, site: Site, notice: Notice) -> str:
    counted, total = notice.whole.kinds, sum(notice.whole.kinds.values())
    if not total:
        return ""
    kinds = site.vocabularies.kinds
    order = sorted(counted, key=lambda code: (-counted[code], list(kinds).index(code)))[:3]
    parts = [
        words(
            "notice.said_kind",
            name=kinds[code].name,
            n=counted[code],
            share=percent(counted[code], total),
        )
        for code in order
    ]
    tones = notice.whole.tones
    good, bad = tones.get(Tone.GOOD, 0), tones.get(Tone.PROBLEM, 0)
    balance = words("notice.said_balance", good=good, bad=bad, share=percent(bad, total))
    listed = words("notice.said_kinds", list=words.listed(tuple(parts)))
    told = balance if good or bad else ""
    return _several(words, (_join(words, [listed]), _join(words, [told])))


def _compared(words: Words, notice: Notice) -> str:
    """Against the same period of the year before, if that is known and this one is over."""
    then = notice.year_before
    if then is None or not notice.closed:
        return ""
    now = notice.whole
    clauses = [words("notice.said_compared", period=period_name(words, then.period))]
    pairs = [("notice.said_change_adopted", len(now.adopted), len(then.adopted))]
    if set(now.sent) == set(then.sent) == {"条"}:
        pairs.insert(0, ("notice.said_change_sent", now.sent["条"], then.sent["条"]))
    for key, new, old in pairs:
        clauses.append(words(key, change=change(words, new, old)))
    return _join(words, clauses)


def change(words: Words, new: int, old: int) -> str:
    """增加20条（40.0%）: the change of a number, with its share of the old one."""
    key = "notice.more" if new > old else "notice.less" if new < old else "notice.same"
    share = percent(abs(new - old), old)
    more = words("notice.share", share=share) if share and new != old else ""
    return words(key, n=abs(new - old)) + more
