"""A site made of values for tests of scoring: vocabularies from YAML, items from a few words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from builder import fields
from builder.load import vocabularies
from builder.model.issue import Issue, IssueForm, Status
from builder.model.item import (
    Adoption,
    Annotation,
    Form,
    Item,
    Openness,
    Step,
    StepName,
)
from builder.model.prose import NO_PROSE
from builder.model.site import Call, Commission, Settings, Site, Submission
from builder.model.vocabulary import Vocabularies
from builder.scoring.ledger import Ledger

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples" / "scoring"
UNITS = """\
groups: {bm: 县直部门, xz: 乡镇}
units:
  gongan: {name: 县公安局, group: bm}
  jiaoyu: {name: 县教育局, group: bm}
  nongye: {name: 县农业农村局, group: bm}
  tingnan: {name: 汀南镇, group: xz}
"""
KINDS = """\
update: {name: 工作动态, tone: good}
problem: {name: 问题建议, tone: problem}
research: {name: 调研}
brief: {name: 简讯}
"""
SERIES = "zwxx: {name: 政务信息, level: county}\n"
LEVELS = """\
levels: {state: {name: 国办}, province: {name: 省}, city: {name: 市}, county: {name: 县}}
publications:
  guoban: {name: 国办刊物, level: state}
  sheng: {name: 省刊物, level: province}
  yqkb: {name: 要情快报, level: city}
  szwdt: {name: 市政务动态, level: city}
ranks: {city: {name: 市领导}, county: {name: 县领导}}
"""


def known(levels: str, targets: str = "", series: str = SERIES, units: str = UNITS) -> Vocabularies:
    """The vocabularies, which must be free of faults."""
    texts = {
        "series": series,
        "units": units,
        "topics": "jingji: {name: 经济}\n",
        "kinds": KINDS,
        "levels": levels,
        "targets": targets,
    }
    tables = {}
    for stem, text in texts.items():
        table, faults = fields.read(text, f"{stem}.yml")
        assert not faults, faults
        tables[stem] = table
    found, _, faults = vocabularies.decode(tables, UTC)
    assert not faults, faults
    return found


def example(name: str, series: str = SERIES) -> Vocabularies:
    """The vocabularies of an example that ships."""
    folder = EXAMPLES / name
    texts = {p.stem: p.read_text("utf-8") for p in sorted(folder.glob("*.yml"))}
    return known(texts.get("levels", LEVELS), texts.get("targets", ""), series)


def adopted(
    level: str, publication: str, day: date, form: str = "single", points: str = ""
) -> Adoption:
    """An adoption."""
    return Adoption(level, publication, day, "", Form(form), points)


def item(
    slug: str,
    *units: str,
    day: date = date(2026, 3, 2),
    kind: str = "update",
    series: str = "zwxx",
    form: IssueForm = IssueForm.REGULAR,
    adoptions: Iterable[Adoption] = (),
    ranks: Iterable[tuple[str, date]] = (),
    authors: tuple[str, ...] = (),
    call: str = "",
    submitted: datetime | None = None,
) -> tuple[Item, Issue]:
    """An item and the issue of its own that it stands in."""
    issue = Issue(
        f"{series}/{day.year}/{slug}",
        "issue.md",
        series,
        day.year,
        slug,
        1,
        day,
        Status.PUBLISHED,
        form,
        items=(f"{series}/{day.year}/{slug}/a",),
    )
    annotations = tuple(Annotation(d, "某某", "gongan", "某事", "请阅", r) for r, d in ranks)
    steps = (Step(StepName.SUBMITTED, submitted, exact=True),) if submitted else ()
    made = Item(
        f"{issue.id}/a",
        f"issues/{issue.id}/01-a.md",
        1,
        "a",
        f"题目{slug}",
        kind,
        units or ("gongan",),
        ("jingji",),
        Openness.PUBLIC,
        steps,
        NO_PROSE,
        authors=authors,
        adoptions=tuple(adoptions),
        annotations=annotations,
        call=call,
    )
    return made, issue


def ledger(
    vocabularies_: Vocabularies,
    *pairs: tuple[Item, Issue],
    as_of: date = date(2026, 12, 31),
    sent: Iterable[tuple[str, str, int]] = (),
    commissions: tuple[Commission, ...] = (),
) -> Ledger:
    """The ledger of a site with these items."""
    call = Call("2026q1", "calls/2026q1.md", "要点", ("all",), as_of, (), commissions)
    site = Site(
        Settings("甲县", "https://example.gov.cn/"),
        vocabularies_,
        {issue.id: issue for _, issue in pairs},
        {made.id: made for made, _ in pairs},
        {"2026q1": call} if commissions else {},
        tuple(Submission(unit, month, number, "条") for unit, month, number in sent),
        as_of=as_of,
    )
    return Ledger(site)


def changed(pair: tuple[Item, Issue], **values: object) -> tuple[Item, Issue]:
    """The same with some of the item's fields changed."""
    return replace(pair[0], **values), pair[1]  # type: ignore[arg-type]
