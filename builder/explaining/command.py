"""`build explain PATH|ADDRESS` in words: the verdict, each reason, the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder import build
from builder.explaining import reasons, shown, subject
from builder.explaining.reasons import Reason, Verdict
from builder.explaining.subject import Sort, Subject
from builder.model.site import Edition, Site

CLEAN, FAULTY, FAILED = 0, 1, 2
NAMES = {
    Edition.INTERNAL: ("内部版", "internal edition"),
    Edition.PUBLIC: ("公开版", "public edition"),
}
MOST = 30
"""Pages named one by one."""


def explained(what: str, root: Path, checked: build.Checked, lang: str) -> tuple[int, str] | None:
    """The exit code and what is said; None if nothing is called so. Raises LayoutError."""
    site = checked.loaded.site
    assert site is not None
    ready = shown.prepared(root, site, checked.as_of)
    published = shown.addresses(ready)
    of = subject.found(what, root, site, checked.loaded.unread, published)
    if of.sort is Sort.NONE:
        return (FAILED, _none(of, lang)) if of.near and "/" in what else None
    if of.sort is Sort.UNREAD:
        return FAULTY, _unread(of, checked, lang)
    lines = [
        _title(of, site, lang),
        "",
        _say(lang, f"以 {checked.as_of} 为准", f"as of {checked.as_of}"),
    ]
    verdict = _verdict(of, site, checked)
    if verdict is None:
        lines += _plain(of, published, lang)
        return CLEAN, "\n".join(lines) + "\n"
    for edition in (Edition.INTERNAL, Edition.PUBLIC):
        inside = verdict.in_internal if edition is Edition.INTERNAL else verdict.in_public
        asked = verdict.internal if edition is Edition.INTERNAL else verdict.public
        name = NAMES[edition][lang == "en"]
        state = _say(lang, "在" if inside else "不在", "in" if inside else "not in")
        lines += ["", f"{name}：{state}" if lang != "en" else f"{state} the {name}"]
        if edition is Edition.PUBLIC and verdict.internal and not verdict.in_internal:
            lines.append(
                _say(lang, "  否  要先在内部版", "  no   must be in the internal edition first")
            )
        lines += [_reason(reason, lang) for reason in asked]
        if inside or (of.sort is Sort.ITEM and edition is Edition.PUBLIC):
            lines += _pages(of, root, checked, edition, ready[edition], lang)
    return CLEAN, "\n".join(lines) + "\n"


def _verdict(of: Subject, site: Site, checked: build.Checked) -> Verdict | None:
    match of.sort:
        case Sort.ITEM:
            return reasons.of_item(site.items[of.id], site, checked.as_of)
        case Sort.ISSUE:
            return reasons.of_issue(site.issues[of.id], site, checked.as_of)
        case Sort.PAGE:
            return reasons.of_page(site.pages[of.id])
        case Sort.CALL:
            return reasons.of_call(site)
        case Sort.ASSET:
            return reasons.of_asset(of.id, site, checked.as_of)
        case _:
            return None


def _title(of: Subject, site: Site, lang: str) -> str:
    match of.sort:
        case Sort.ITEM:
            item = site.items[of.id]
            return f"{item.path}\n{item.title}（{item.id}）"
        case Sort.ISSUE:
            issue = site.issues[of.id]
            return f"{issue.path}\n{issue.title or issue.id}"
        case Sort.PAGE:
            return f"{site.pages[of.id].path}\n{site.pages[of.id].title}"
        case Sort.CALL:
            return f"{site.calls[of.id].path}\n{site.calls[of.id].title}"
        case Sort.ADDRESS:
            return _say(lang, f"{of.id}（生成的网页或文件）", f"{of.id} (a made page or file)")
        case _:
            return of.id


def _plain(of: Subject, published: dict[str, list[Edition]], lang: str) -> Iterator[str]:
    """What has no conditions of its own."""
    if of.sort is Sort.STATIC:
        yield _say(
            lang,
            "site_src/static/ 里的文件原样放进两版：不公开的不要放在那里。",
            "files in site_src/static/ are copied into both editions as they are.",
        )
    elif of.sort is Sort.TABLE:
        yield _say(
            lang,
            "设置、名录和报送数不整份发布：公开版只出现公开信息用到的名称；"
            "报送数只用于内部版的通报。",
            "settings, vocabularies and submissions are not published as files: the public "
            "edition shows the entries that public items use.",
        )
    else:
        for edition in (Edition.INTERNAL, Edition.PUBLIC):
            inside = edition in published.get(of.id, [])
            name = NAMES[edition][lang == "en"]
            yield f"{name}：{_say(lang, '有' if inside else '没有', 'yes' if inside else 'no')}"
        yield _say(
            lang,
            "由这一版能看的各篇汇集而成；要知道某一篇为什么在不在，写它的文件或代号。",
            "it is made from what the edition shows; ask about an item by its file or id.",
        )


def _pages(
    of: Subject,
    root: Path,
    checked: build.Checked,
    edition: Edition,
    ready: build.Prepared,
    lang: str,
) -> Iterator[str]:
    site = checked.loaded.site
    assert site is not None
    found = shown.pages(root, site, checked.as_of, edition, ready, of)
    if found:
        yield _say(lang, f"  出现在 {len(found)} 个网页：", f"  it shows on {len(found)} pages:")
    yield from (f"      {address}" for address in found[:MOST])
    if len(found) > MOST:
        yield "      …"


def _reason(reason: Reason, lang: str) -> str:
    mark = _say(lang, "是" if reason.holds else "否", "yes" if reason.holds else "no ")
    place = f"  ({reason.place})" if reason.place else ""
    return f"  {mark}  {_say(lang, reason.zh, reason.en)}{place}"


def _none(of: Subject, lang: str) -> str:
    near = of.near and _say(lang, f"是不是“{of.near}”？", f"did you mean `{of.near}`?")
    return _say(
        lang,
        f"没有叫“{of.id}”的文件、代号或网址，两版里都没有。{near}\n",
        f"there is no file, id or address `{of.id}` in either edition. {near}\n",
    )


def _unread(of: Subject, checked: build.Checked, lang: str) -> str:
    own = [f for f in checked.faults if f.place.path == of.id]
    lines = [
        of.id,
        _say(
            lang,
            "读不出来，所以两版都不会有它；在已发的期里还会使发布停下。先改正：",
            "it can't be read, so neither edition has it; in a published issue it stops the "
            "build. Mend first:",
        ),
    ]
    lines += [
        f"  {f.place.path}:{f.place.line} {f.code} {_say(lang, f.said.zh, f.said.en)}" for f in own
    ]
    return "\n".join(lines) + "\n"


def _say(lang: str, zh: str, en: str) -> str:
    return en if lang == "en" else zh
