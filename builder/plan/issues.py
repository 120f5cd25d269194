"""The pages of series, years of a series, and issues."""

from __future__ import annotations

from collections.abc import Iterator

from builder import typeset, views
from builder.model.issue import Issue, IssueForm
from builder.model.item import Item
from builder.model.vocabulary import FormerName, Series
from builder.page import Page, Shown
from builder.plan import meta, seals, urls
from builder.plan.atlas import Atlas


def pages(atlas: Atlas) -> Iterator[Page]:
    """Every series, every year of it, every issue."""
    for code, issues in atlas.by_series.items():
        series = atlas.site.vocabularies.series[code]
        yield _series_page(atlas, series, issues)
        years = tuple(dict.fromkeys(issue.year for issue in issues))
        for year in sorted(years, reverse=True):
            yield _year_page(atlas, series, year, issues, years)
        in_order = tuple(reversed(issues))
        for index, issue in enumerate(in_order):
            before = in_order[index - 1] if index else None
            after = in_order[index + 1] if index + 1 < len(in_order) else None
            yield _issue_page(atlas, issue, before, after)


def masthead(atlas: Atlas, issue: Issue) -> views.Masthead:
    """报头."""
    words = atlas.words
    form = words(f"issue_form.{issue.form.value}") if issue.form is not IssueForm.REGULAR else ""
    return views.Masthead(
        name=atlas.series_name(issue),
        title=issue.title,
        number=atlas.number(issue),
        total=atlas.total(issue),
        form=form,
        secrecy=words("marking.keep") if issue.secrecy == "keep" else "",
        compiler=issue.compiler or atlas.site.settings.owner,
        day=words.day(issue.date),
        address=atlas.urls.to(urls.issue(issue.id)),
        series=atlas.link(atlas.series_name(issue), urls.series(issue.series)),
    )


def contents(atlas: Atlas, issue: Issue) -> tuple[views.ContentsRow, ...]:
    """目录."""
    return tuple(
        views.ContentsRow(
            number=number,
            title=typeset.title(item.title),
            address=atlas.urls.to(urls.item(item.id)),
            fragment=item.slug,
            units=atlas.units(item.units),
            kind=atlas.kind(item),
            mark=atlas.words("changes.withdrawal") if item.withdrawn else "",
        )
        for number, item in enumerate(atlas.items_of(issue), 1)
    )


def photos(atlas: Atlas, item: Item) -> tuple[views.Photo, ...]:
    """The photos named in an item's front matter."""
    folder = item.path.rpartition("/")[0]
    found = []
    for photo in item.photos:
        asset = atlas.site.assets.get(f"{folder}/{photo.src}")
        if asset:
            address = atlas.urls.to(urls.file(asset.path))
            found.append(
                views.Photo(address, asset.width, asset.height, photo.alt, photo.caption, photo.by)
            )
    return tuple(found)


def corrections(atlas: Atlas, content: Item | Issue) -> tuple[views.Correction, ...]:
    """The corrections of an item or an issue, oldest first."""
    ordered = sorted(content.corrections, key=lambda c: c.date)
    return tuple(views.Correction(atlas.words.day(c.date), c.note) for c in ordered)


def withdrawn(atlas: Atlas, item: Item) -> str:
    """What the staff reads above an item that was withdrawn."""
    gone = item.withdrawn
    if gone is None:
        return ""
    words = atlas.words
    notice = words(
        "item.withdrawn",
        day=words.day(gone.date).text,
        outcome=words(f"outcome.{gone.outcome.value}"),
    )
    return f"{notice}{gone.reason}"


def frequency(atlas: Atlas, series: Series) -> str:
    """周刊 and so on."""
    return atlas.words(f"frequency.{series.frequency.value}")


def former(atlas: Atlas, names: tuple[FormerName, ...]) -> tuple[str, ...]:
    """Former names with the years they were borne in."""
    words = atlas.words
    found = []
    for name in names:
        since = words("date.year", year=name.since.year) if name.since else ""
        until = words("date.year", year=name.until.year) if name.until else ""
        if since and until:
            period = words("date.range", **{"from": since, "to": until})
        elif since:
            period = words("date.since", **{"from": since})
        elif until:
            period = words("date.until", to=until)
        else:
            found.append(name.name)
            continue
        found.append(words("former.period", name=name.name, period=period))
    return tuple(found)


def _series_page(atlas: Atlas, series: Series, issues: tuple[Issue, ...]) -> Page:
    address = urls.series(series.code)

    def make() -> Shown:
        words = atlas.words
        facts = [
            views.Fact(words("fact.frequency"), (views.Link(frequency(atlas, series), ""),), "")
        ]
        if series.ended:
            facts.append(
                views.Fact(
                    words("fact.ended"),
                    (views.Link(words.day(series.ended).text, ""),),
                    series.ended.isoformat(),
                )
            )
        years: dict[int, int] = {}
        for issue in issues:
            years[issue.year] = years.get(issue.year, 0) + 1
        newest_year = max(years)
        view = views.SeriesView(
            name=series.name,
            about=words("count.issues", n=len(issues)),
            facts=tuple(facts),
            newest=atlas.issue_row(issues[0]),
            years=tuple(
                views.Counted(
                    words("date.year", year=year),
                    atlas.urls.to(urls.series_year(series.code, year)),
                    count,
                )
                for year, count in sorted(years.items(), reverse=True)
            ),
            issues=tuple(
                atlas.issue_row(i) for i in issues if i.year == newest_year and i is not issues[0]
            ),
            former=former(atlas, series.former),
        )
        head = meta.head(
            atlas,
            series.name,
            address,
            metas=meta.column(series.name, series.name),
            feed=address,
            feed_name=series.name,
            json_ld={
                "@context": "https://schema.org",
                "@type": "Periodical",
                "name": series.name,
                "url": atlas.urls.whole(address),
                "publisher": meta.organisation(atlas.site.settings.owner),
            },
        )
        return Shown(view, head, "series")

    shown = [(issue, atlas.listed(atlas.items_of(issue)[:3])) for issue in issues]
    return Page(address, "series.html", atlas.print_of("series", series, shown), make)


def _year_page(
    atlas: Atlas, series: Series, year: int, issues: tuple[Issue, ...], years: tuple[int, ...]
) -> Page:
    address = urls.series_year(series.code, year)
    of_year = tuple(issue for issue in issues if issue.year == year)
    before = max((y for y in years if y < year), default=None)
    after = min((y for y in years if y > year), default=None)

    def neighbour(number: int | None) -> views.Link | None:
        if number is None:
            return None
        label = atlas.words("date.year", year=number)
        return atlas.link(label, urls.series_year(series.code, number))

    def make() -> Shown:
        label = atlas.words("date.year", year=year)
        view = views.SeriesYearView(
            name=series.name,
            series=atlas.link(series.name, urls.series(series.code)),
            year=label,
            count=atlas.words("count.issues", n=len(of_year)),
            issues=tuple(atlas.issue_row(issue) for issue in of_year),
            previous=neighbour(before),
            next=neighbour(after),
        )
        title = f"{series.name}{label}"
        head = meta.head(
            atlas,
            title,
            address,
            metas=meta.column(title, title),
            feed=urls.series(series.code),
            feed_name=series.name,
        )
        return Shown(view, head, "series")

    shown = [(issue, atlas.listed(atlas.items_of(issue))) for issue in of_year]
    print_ = atlas.print_of("series-year", series, year, before, after, shown)
    return Page(address, "series-year.html", print_, make)


def _issue_page(atlas: Atlas, issue: Issue, before: Issue | None, after: Issue | None) -> Page:
    address = urls.issue(issue.id)
    items = atlas.items_of(issue)
    digest = seals.digest_of(atlas, issue.id)

    def make() -> Shown:
        words = atlas.words
        head_view = masthead(atlas, issue)
        folder = issue.path.rpartition("/")[0]
        scan = atlas.site.assets.get(f"{folder}/{issue.scan}") if issue.scan else None
        label = atlas.issue_link(issue).label
        view = views.IssueView(
            masthead=head_view,
            contents=contents(atlas, issue),
            note=atlas.html(issue.note, issue.path, prefix="note-", shift=1),
            corrections=corrections(atlas, issue),
            items=tuple(_body(atlas, item, n) for n, item in enumerate(items, 1)),
            colophon=_colophon(atlas, issue),
            scan=views.Attachment(
                words("issue.scan_label"),
                atlas.urls.to(urls.file(scan.path)),
                atlas.file_note(scan),
            )
            if scan
            else None,
            previous=atlas.link(typeset.line(atlas.issue_link(before).label), urls.issue(before.id))
            if before
            else None,
            next=atlas.link(typeset.line(atlas.issue_link(after).label), urls.issue(after.id))
            if after
            else None,
            year=atlas.link(
                words("date.year", year=issue.year), urls.series_year(issue.series, issue.year)
            ),
            cite=typeset.line(
                words(
                    "cite.issue_pattern",
                    owner=head_view.compiler,
                    series=head_view.name,
                    year=issue.year,
                    number=head_view.number,
                    date=head_view.day.text,
                )
            ),
            seal=views.Link(digest, atlas.urls.whole(seals.of_year(issue.series, issue.year)))
            if digest
            else None,
        )
        description = words.listed(tuple(item.title for item in items[:3]))
        head = meta.head(
            atlas,
            label,
            address,
            description=description,
            metas=meta.column(head_view.name, description),
            feed=urls.series(issue.series),
            feed_name=head_view.name,
            json_ld={
                "@context": "https://schema.org",
                "@type": "PublicationIssue",
                "name": label,
                "issueNumber": str(issue.number),
                "datePublished": issue.date.isoformat(),
                "url": atlas.urls.whole(address),
                "isPartOf": {"@type": "Periodical", "name": head_view.name},
                "publisher": meta.organisation(head_view.compiler),
            },
        )
        return Shown(view, head, "series")

    print_ = atlas.print_of("issue", issue, items, _label(before), _label(after), digest)
    return Page(address, "issue.html", print_, make)


def _label(issue: Issue | None) -> object:
    """What a neighbour shows of an issue."""
    return (issue.id, issue.number, issue.form, issue.year) if issue else None


def _body(atlas: Atlas, item: Item, number: int) -> views.ItemBody:
    return views.ItemBody(
        number=number,
        fragment=item.slug,
        address=atlas.urls.to(urls.item(item.id)),
        title=typeset.title(item.title),
        subtitle=item.subtitle,
        kind=atlas.kind(item),
        units=atlas.units(item.units),
        authors=atlas.words.listed(item.authors),
        lang=item.lang,
        withdrawn=withdrawn(atlas, item),
        body=atlas.html(item.prose, item.path, prefix=f"{item.slug}-", shift=1),
        photos=photos(atlas, item),
        corrections=corrections(atlas, item),
    )


def _colophon(atlas: Atlas, issue: Issue) -> views.Colophon:
    words, lists = atlas.words, issue.distribution
    return views.Colophon(
        report=words.listed(lists.report),
        copy=words.listed(lists.copy),
        send=words.listed(lists.send),
        copies=words("count.copies", n=issue.copies) if issue.copies else "",
        editor=issue.editor,
        proofreader=issue.proofreader,
        signer=issue.signer,
    )
