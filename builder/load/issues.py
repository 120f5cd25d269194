"""Decodes an issue: its front matter, its folder's name and the editor's note."""

from __future__ import annotations

import re
from datetime import date, tzinfo

from builder.diagnostic import RULES, Diagnostic, Place
from builder.load import records
from builder.load.decode import Reader
from builder.load.items import Parse, digest, split
from builder.model.issue import Distribution, Issue, IssueForm, Status
from builder.model.item import Correction
from builder.model.vocabulary import Series
from builder.rules import numbering as rules
from builder.seals.records import text_digest

KEYS = {
    "number": "期号",
    "total": "总期号",
    "date": "日期",
    "form": "形式",
    "title": "标题",
    "compiler": "编发单位",
    "editor": "责任编辑",
    "proofreader": "校对",
    "signer": "签发人",
    "distribution": "分发",
    "copies": "印数",
    "secrecy": "内部标志",
    "cutoff": "截稿时间",
    "status": "状态",
    "scan": "扫描件",
    "corrections": "更正",
    "allow": "豁免",
}
DISTRIBUTION_KEYS = {"report": "报", "copy": "送", "send": "发"}
FORMS = {"正刊": IssueForm.REGULAR, "增刊": IssueForm.SUPPLEMENT, "专刊": IssueForm.SPECIAL}
STATUSES = {"草稿": Status.DRAFT, "已发": Status.PUBLISHED}
SECRECY = {"none": "none", "无": "none", "keep": "keep", "内部资料": "keep"}
_FOLDER = re.compile(r"(s?)([0-9]{1,9})")


def decode(
    source: str,
    path: str,
    series: Series,
    items: tuple[str, ...],
    closed: bool,
    zone: tzinfo,
    parse: Parse,
) -> tuple[Issue | None, tuple[Diagnostic, ...]]:
    """The issue of an issue.md; `items` are the ids of its folder in their order."""
    _, code, year, folder, _ = path.split("/")
    cut = split(source, path, KEYS)
    if not cut.readable:
        return None, cut.faults
    reader = Reader(cut.table, KEYS, zone)
    reader.require("number", "date", "status")
    supplement, digits = _folder(folder)
    number = _number(reader)
    form = reader.choice("form", FORMS)
    if form is None:
        form = _form(supplement)
    day = reader.date("date")
    status = reader.choice("status", STATUSES)
    if number is not None:
        _agree(reader, series, folder, supplement, digits, number, form)
        # What follows counts with the folder, so that one slip is not told three times.
        number = int(digits)
        form = form if supplement is (form is IssueForm.SUPPLEMENT) else _form(supplement)
    # Number 1 may have been signed in the last days of the year before.
    if day and abs(day.year - int(year)) > 1:
        place = reader.place("date")
        reader.faults.append(rules.folder_mismatch(place, "year", year, day.isoformat()))
        day = None
    inner = reader.inner("distribution", DISTRIBUTION_KEYS)
    distribution = Distribution()
    if inner:
        distribution = Distribution(inner.texts("report"), inner.texts("copy"), inner.texts("send"))
        reader.take(inner)
    secrecy = reader.text("secrecy")
    if secrecy and secrecy not in SECRECY:
        reader.refuse("secrecy", secrecy, SECRECY, "none（无）、keep（内部资料）")
    cutoff, _ = reader.moment("cutoff")
    total = reader.number("total", 1)
    copies = reader.number("copies", 1)
    if status is Status.DRAFT:
        # What a draft still lacks is shown, and blocks nothing; it is not published either.
        number = number or int(digits)
        day = day or date(max(1, int(year)), 12, 31)
    issue = None
    if number is not None and day and status:
        issue = Issue(
            id=f"{code}/{year}/{folder}",
            path=path,
            series=code,
            year=int(year),
            folder=folder,
            number=number,
            date=day,
            status=status,
            form=form,
            total=total,
            title=reader.words("title"),
            compiler=reader.words("compiler"),
            editor=reader.words("editor"),
            proofreader=reader.words("proofreader"),
            signer=reader.words("signer"),
            distribution=distribution,
            copies=copies,
            secrecy=SECRECY.get(secrecy, ""),
            cutoff=cutoff,
            scan=reader.words("scan"),
            note=parse(cut.body, cut.body_line),
            items=items,
            closed=closed,
            corrections=tuple(Correction(d, n) for d, n in records.dated(reader, "corrections")),
            body=text_digest(cut.body),
            allow=reader.waivers("allow", RULES),
            digest=digest(source),
            at=reader.at,
        )
    return issue, (*cut.faults, *reader.faults)


def _folder(folder: str) -> tuple[bool, str]:
    match = _FOLDER.fullmatch(folder)
    return (bool(match[1]), match[2]) if match else (False, "")


def _form(supplement: bool) -> IssueForm:
    return IssueForm.SUPPLEMENT if supplement else IssueForm.REGULAR


def _number(reader: Reader) -> int | None:
    """The number, which a supplement may write as `s01`."""
    raw = reader.text("number")
    match = _FOLDER.fullmatch(raw)
    if not raw:
        return None
    if not match or int(match[2]) < 1:
        reader.faults.append(rules.bad_number(reader.place("number"), raw))
        return None
    return int(match[2])


def _agree(
    reader: Reader,
    series: Series,
    folder: str,
    supplement: bool,
    digits: str,
    number: int,
    form: IssueForm,
) -> None:
    """Report where folder and front matter disagree."""
    if int(digits) != number:
        place = reader.place("number")
        given = reader.text("number")
        reader.faults.append(rules.folder_mismatch(place, "number", folder, given))
    elif not supplement and len(digits) != series.digits:
        wanted = f"{number:0{series.digits}}"
        reader.faults.append(rules.bad_folder(Place(reader.table.at.path), folder, wanted))
    if supplement != (form is IssueForm.SUPPLEMENT):
        wanted = "supplement" if supplement else "regular"
        place = reader.place("form")
        reader.faults.append(rules.folder_mismatch(place, "form", wanted, form.value))


def folder_fault(path: str, folder: str, series: Series) -> Diagnostic | None:
    """What is wrong with an issue's folder name, if anything."""
    if _FOLDER.fullmatch(folder):
        return None
    digits = re.sub(r"[^0-9]", "", folder)
    number = int(digits[:9]) if digits.strip("0") else 1
    return rules.bad_folder(Place(path), folder, f"{number:0{series.digits}}")
