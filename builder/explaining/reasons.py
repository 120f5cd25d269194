"""Each thing that publication asks for, whether it holds, and the value found, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from builder import edition
from builder.model.issue import Issue, Status
from builder.model.item import Item, Openness, Span
from builder.model.prose import Prose, RefRole
from builder.model.site import Site, TextPage


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is asked for; `place` is the file and line that say it."""

    holds: bool
    zh: str
    en: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the internal edition asks for, and what the public one asks for besides."""

    internal: tuple[Reason, ...]
    public: tuple[Reason, ...]

    @property
    def in_internal(self) -> bool:
        return all(reason.holds for reason in self.internal)

    @property
    def in_public(self) -> bool:
        return self.in_internal and all(reason.holds for reason in self.public)


def of_issue(issue: Issue, site: Site, as_of: date) -> Verdict:
    """Why an issue is out or not, and whether the public has anything to read in it."""
    open_ = [
        site.items[i]
        for i in issue.items
        if i in site.items
        and edition.is_signed(site.items[i], as_of)
        and edition.is_public(site.items[i])
    ]
    scan = edition.is_public_scan(issue)
    some = Reason(
        bool(open_) or scan,
        f"本期要有可以公开的信息：{len(open_)} 条" + ("，另有公开的扫描件" if scan else ""),
        f"it has items for the public: {len(open_)}" + (", and a public scan" if scan else ""),
        issue.path,
    )
    return Verdict(_out(issue, site, as_of), (some,))


def of_item(item: Item, site: Site, as_of: date) -> Verdict:
    """Why an item is in each edition or not."""
    issue = site.issues.get(item.issue)
    if issue is None:
        lost = Reason(False, "本期的 issue.md 读不出来", "its issue.md can't be read", item.path)
        return Verdict((lost,), _open(item))
    days = [f"{s.at.date()}" for s in item.steps if s.step.value == "signed"]
    told = "、".join(days)
    signed = Reason(
        edition.is_signed(item, as_of),
        f"签发要不晚于 {as_of}：{told or '没有签发'}",
        f"signed not after {as_of}: {', '.join(days) or 'not signed'}",
        _at(item.path, item.at, "steps"),
    )
    return Verdict((*_out(issue, site, as_of), signed), _open(item))


def of_page(page: TextPage) -> Verdict:
    """Why a standing text is public or not."""
    public = page.openness == "public"
    found = "公开" if public else "内部"
    place = _at(page.path, page.at, "openness")
    return Verdict(
        (), (Reason(public, f"公开属性要是公开：{found}", f"openness: {page.openness}", place),)
    )


def of_call(site: Site) -> Verdict:
    """Why a call is public or not."""
    opened = "calls" in site.settings.open
    told = "开放了" if opened else "没有开放"
    return Verdict(
        (),
        (
            Reason(
                opened,
                f"site.yml 的 editions.public.open {told} calls（约稿和要点）",
                f"`calls` is {'' if opened else 'not '}opened in site.yml",
                _at("site_src/site.yml", site.settings.at, "editions"),
            ),
        ),
    )


def of_asset(path: str, site: Site, as_of: date) -> Verdict:
    """Why a photo or attachment is published: something published has to refer to it."""
    folder, _, name = path.rpartition("/")
    internal: list[Reason] = []
    public: list[Reason] = []
    for item in site.items.values():
        own = item.path.rpartition("/")[0] == folder
        if own and (any(p.src == name for p in item.photos) or _names(item.prose, name)):
            _note(internal, public, item.title, item.path, of_item(item, site, as_of))
    for issue in site.issues.values():
        if issue.path.rpartition("/")[0] == folder:
            if _names(issue.note, name):
                _note(internal, public, "按语", issue.path, of_issue(issue, site, as_of))
            if issue.scan == name:
                _note(internal, public, "扫描件", issue.path, of_issue(issue, site, as_of))
    for page in site.pages.values():
        if page.path.rpartition("/")[0] == folder and _names(page.prose, name):
            _note(internal, public, page.title, page.path, of_page(page))
    return Verdict((_any(internal),), (_any(public),))


def _note(
    internal: list[Reason], public: list[Reason], title: str, path: str, verdict: Verdict
) -> None:
    internal.append(Reason(verdict.in_internal, title, title, path))
    public.append(Reason(verdict.in_public, title, title, path))


def _any(found: list[Reason]) -> Reason:
    """One of those that refer to a file has to be in."""
    if not found:
        return Reason(False, "没有哪一篇用到它", "nothing refers to it")
    first = next((reason for reason in found if reason.holds), found[0])
    state = ("在这一版的", "which is in") if first.holds else ("不在这一版的", "which is not in")
    return Reason(
        first.holds,
        f"用到它的是{state[0]}“{first.zh}”",
        f"referred to by “{first.en}”, {state[1]}",
        first.place,
    )


def _out(issue: Issue, site: Site, as_of: date) -> tuple[Reason, ...]:
    required = site.settings.require_seal
    reasons = [
        Reason(
            issue.status is Status.PUBLISHED,
            f"本期状态要是已发：{ {'draft': '草稿', 'published': '已发'}[issue.status.value] }",
            f"the issue's status is published: {issue.status.value}",
            _at(issue.path, issue.at, "status"),
        ),
        Reason(
            issue.date <= as_of,
            f"本期日期要不晚于 {as_of}：{issue.date}",
            f"the issue is dated not after {as_of}: {issue.date}",
            _at(issue.path, issue.at, "date"),
        ),
    ]
    if required is not None and issue.date >= required:
        told = "已封存" if issue.sealed else "没有封存"
        reasons.append(
            Reason(
                issue.sealed,
                f"{required} 起各期要封存：{told}",
                f"issues since {required} need a seal: {'sealed' if issue.sealed else 'none'}",
                issue.path.replace("issue.md", "seal.yml"),
            )
        )
    return tuple(reasons)


def _open(item: Item) -> tuple[Reason, ...]:
    gone = item.withdrawn
    found = "公开" if item.openness is Openness.PUBLIC else "内部"
    return (
        Reason(
            item.openness is Openness.PUBLIC,
            f"公开属性要是公开：{found}",
            f"openness is public: {item.openness.value}",
            _at(item.path, item.at, "openness"),
        ),
        Reason(
            gone is None,
            f"不能已经撤回：{f'{gone.date} 撤回，原地址留说明页' if gone else '没有撤回'}",
            f"not withdrawn: {f'withdrawn {gone.date}, a tombstone stays' if gone else 'it is not'}",
            _at(item.path, item.at, "withdrawn"),
        ),
    )


def _names(prose: Prose, name: str) -> bool:
    roles = (RefRole.FILE, RefRole.IMAGE)
    return any(ref.role in roles and ref.target == name for ref in prose.refs)


def _at(path: str, places: Mapping[str, Span], key: str) -> str:
    span = places.get(key) or next((v for k, v in places.items() if k.startswith(key + ".")), None)
    return f"{path}:{span[0]}" if span else path
