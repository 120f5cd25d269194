"""A new issue: its number, folder, running number, and what it takes over from the newest one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from builder.importing.quoting import quote, texts
from builder.load.issues import DISTRIBUTION_KEYS, KEYS
from builder.model.issue import Distribution, Issue, IssueForm, Status
from builder.model.vocabulary import Series
from builder.new.notes import ISSUE, ISSUE_REQUIRED
from builder.new.scaffold import Style, text
from builder.new.talk import RefusedError

BODY = "按语（编者的话）写在下面这行“---”之后，可以没有。信息条目用 build new item 另建文件。"
FORMS = {
    IssueForm.REGULAR: "正刊",
    IssueForm.SUPPLEMENT: "增刊",
    IssueForm.SPECIAL: "专刊",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor chose; `number` is None for the next one."""

    series: str
    day: date
    form: IssueForm
    year: int
    number: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """The issues before: all of a series, and the newest of any."""

    issues: tuple[Issue, ...]
    newest: Issue | None
    owner: str


def number(wanted: Wanted, taken: Collection[int], digits: int) -> int:
    """The number given, or the one after those that are taken; refused if it doesn't fit."""
    found = wanted.number or max(taken, default=0) + 1
    supplement = wanted.form is IssueForm.SUPPLEMENT
    if not supplement and len(str(found)) > digits:
        raise RefusedError(
            f"期号{found}超过{digits}位；刊物的位数在 series.yml 的 digits 里。",
            f"the number {found} has more than {digits} digits; see `digits` in series.yml.",
        )
    return found


def folder(form: IssueForm, number: int, digits: int) -> str:
    """The folder of an issue."""
    return f"s{number:02}" if form is IssueForm.SUPPLEMENT else f"{number:0{digits}}"


def total(wanted: Wanted, number: int, series: Series, issues: Iterable[Issue]) -> int | None:
    """The running number after that of the issues before; None where none can be told."""
    if wanted.form is IssueForm.SUPPLEMENT:
        return None
    issues = tuple(issues)
    counted = sorted(
        (i for i in issues if i.form is not IssueForm.SUPPLEMENT), key=lambda i: (i.year, i.number)
    )
    before = [i for i in counted if (i.year, i.number) < (wanted.year, number)]
    start = series.total_from
    found = None if start is None else start + len(before)
    for back, issue in enumerate(reversed(before), 1):
        if issue.total is not None:
            found = issue.total + back
            break
    if found in {i.total for i in issues}:
        return None
    return found


def model(wanted: Wanted, before: Before) -> Issue | None:
    """The issue to take over from: the newest of the series, of the same sort if there is one.

    One that is out comes before a draft, in which much is still to be filled in.
    """
    supplement = wanted.form is IssueForm.SUPPLEMENT
    same = [i for i in before.issues if (i.form is IssueForm.SUPPLEMENT) == supplement]
    candidates = same or before.issues
    candidates = [i for i in candidates if i.status is Status.PUBLISHED] or candidates
    return max(candidates, key=lambda i: (i.date, i.number), default=before.newest)


def issue_text(wanted: Wanted, folder: str, total: int | None, before: Before, style: Style) -> str:
    """The text of the new issue.md."""
    chinese = style.keys == "zh"
    like = model(wanted, before)
    values = {
        "number": folder,
        "date": wanted.day.isoformat(),
        "status": "草稿" if chinese else "draft",
        "form": FORMS[wanted.form] if chinese else wanted.form.value,
        "compiler": quote((like.compiler if like else "") or before.owner),
    }
    if total is not None:
        values["total"] = str(total)
    if wanted.title:
        values["title"] = quote(wanted.title)
    if like:
        values |= _taken_over(like, chinese)
    return text(ISSUE, ISSUE_REQUIRED, values, KEYS, style, BODY)


def _taken_over(like: Issue, chinese: bool) -> Mapping[str, str]:
    found = {}
    for key, value in (("editor", like.editor), ("proofreader", like.proofreader)):
        if value:
            found[key] = quote(value)
    if like.distribution != Distribution():
        found["distribution"] = _distribution(like.distribution, chinese)
    if like.copies is not None:
        found["copies"] = str(like.copies)
    if like.secrecy:
        found["secrecy"] = "内部资料" if chinese else like.secrecy
    return found


def _distribution(given: Distribution, chinese: bool) -> str:
    rows = (("report", given.report), ("copy", given.copy), ("send", given.send))
    return "".join(
        f"\n  {DISTRIBUTION_KEYS[key] if chinese else key}: {texts(names)}"
        for key, names in rows
        if names
    )
