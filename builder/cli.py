"""The command line: arguments in, exit code out. The only place with clock, environment, print."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from builder import arguments, console, ending, progress, report
from builder.diagnostic import RULES, Diagnostic, Severity
from builder.model.site import Edition
from builder.parser import asked
from builder.timing import Timing

if TYPE_CHECKING:
    from builder.build import Checked, Request
    from builder.publish import Held

CLEAN, FAULTY, FAILED = 0, 1, 2


def main(words: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 (clean), 1 (faults in the content) or 2 (the rest)."""
    console.speak()
    gc.set_threshold(200_000, 50, 50)  # a site is many values that stay: looking at them is vain
    given = list(sys.argv[1:] if words is None else words)
    try:
        lang = asked(given, "--lang") or console.spoken(_root(asked(given, "--root")))
        options = arguments.parser(lang == "en").parse_args(arguments.with_command(given))
    except SystemExit as done:
        return int(done.code or 0)
    return ending.ended(lambda: _run(options, lang), lang)


def _run(options: argparse.Namespace, lang: str) -> int:
    if options.command == "explain":
        return _explain(options, lang)
    if options.command == "schema":
        from builder import schema

        sys.stdout.write(schema.text())
        return CLEAN
    if options.command == "import":
        return _import(options, lang or "zh")
    if options.command == "verify":
        from builder.verifying import command as verifying

        return verifying.run(options, lang or "zh", sys.stdout, sys.stderr)
    root = _root(getattr(options, "root", None))
    if options.command in ("new", "sign", "seal", "withdraw"):
        return _write(root, options, lang)
    if root is None:
        return _fail(
            lang,
            "这里不是站点：上面各级目录里都没有 site_src/site.yml。请到站点目录里运行，或用 --root 指明。",
            "no site_src/site.yml here or above; run inside a site or give --root.",
        )
    if options.command == "check":
        return _check(root, options, lang)
    if options.command in ("export", "package"):
        return _hand_out(root, options, lang)
    if options.command == "stats":
        return _stats(root, options, lang)
    if options.command == "serve":
        from builder.serve import command as serve

        return serve.run(root, options, lang or "zh")
    return _build(root, options, lang)


def _check(root: Path, options: argparse.Namespace, lang: str) -> int:
    from builder import build, fix

    unknown = [code for code in (*options.select, *options.ignore) if code not in RULES]
    if unknown:
        return _fail(lang, f"没有叫“{unknown[0]}”的规则。", f"there is no rule `{unknown[0]}`.")
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        return _fail(lang, f"没有 {missing[0]}。", f"{missing[0]} does not exist.")
    today = _today(options.as_of)
    kept = build.memory(root, told=_progress(lang, options.format != "text"))
    checked = build.examine(root, today, kept)
    if options.fix:
        mended = fix.apply(root, _chosen(checked.faults, root, options))
        if mended:
            checked = build.examine(root, today, kept)
        _say(lang, f"改正了 {mended} 处。", f"mended {mended}.")
    lang = lang or _language(checked)
    faults = _chosen(checked.faults, root, options)
    _show(faults, root, options.format, lang)
    if options.format == "text":
        _count(faults, lang, checked)
    counted = [f for f in faults if not checked.in_draft(f)]
    wrong = any(options.strict or f.severity is Severity.ERROR for f in counted)
    return FAULTY if wrong else CLEAN


def _stats(root: Path, options: argparse.Namespace, lang: str) -> int:
    from builder import stats

    return stats.command(root, options, _today(options.as_of), lang, _show)


def _chosen(
    faults: Sequence[Diagnostic], root: Path, options: argparse.Namespace
) -> list[Diagnostic]:
    """The faults asked for: of some paths, of some rules."""
    wanted = [_relative(path, root) for path in options.paths]
    return [
        fault
        for fault in faults
        if (not wanted or any(_within(fault.place.path, path) for path in wanted))
        and (not options.select or fault.code in options.select)
        and fault.code not in options.ignore
    ]


def _relative(path: Path, root: Path) -> str:
    full = Path(os.path.abspath(path))
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else "?"


def _within(path: str, folder: str) -> bool:
    return folder == "." or path == folder or path.startswith(folder + "/")


def _build(root: Path, options: argparse.Namespace, lang: str) -> int:
    from builder.index import IndexerError
    from builder.load.settings import normal_base_url
    from builder.publish import PublishError
    from builder.render.layouts import LayoutError

    if options.base_url and not normal_base_url(options.base_url):
        return _fail(
            lang, f"--base-url 不是网址：{options.base_url}", f"not an address: {options.base_url}"
        )
    if options.prove and options.edition == "internal":
        return _fail(lang, "--prove 证明的是公开版。", "--prove is about the public edition.")
    editions = list(Edition) if options.edition == "all" else [Edition(options.edition)]
    out = options.out or root / "dist"
    single = options.out and options.edition != "all"
    targets = {edition: out if single else out / edition.value for edition in editions}
    try:
        with ExitStack() as stack:
            # Kept before the sources are read: a slow run never puts back what a later one removed.
            held = {e: stack.enter_context(_held(root, e, t, lang)) for e, t in targets.items()}
            return _published(root, held, options, lang)
    except PublishError as error:
        return _fail(lang, error.zh, error.en, error.code)
    except IndexerError as error:
        return _fail(lang, f"检索索引没有建成：{error}", f"search was not built: {error}")
    except LayoutError as error:
        return _fail(lang, f"版式有错：{error}", f"a layout is wrong: {error}")


def _hand_out(root: Path, options: argparse.Namespace, lang: str) -> int:
    """Write what leaves the house besides the site: an export, a package."""
    from builder import build
    from builder.exporting.command import export
    from builder.packing.command import package
    from builder.premises import PublishError
    from builder.render.layouts import LayoutError

    checked = build.examine(root, _today(options.as_of))
    lang = lang or _language(checked)
    if checked.blocks(strict=False) or checked.loaded.site is None:
        _show([f for f in checked.faults if f.severity is Severity.ERROR], root, "text", lang)
        _say(lang, "没有导出：先改正上面的错误。", "not exported: mend the errors above first.")
        return FAULTY
    try:
        if options.command == "export":
            return export(options.out, checked, root, partial(_say, lang))
        wanted = options.period, Edition(options.edition)
        return package(options.target, *wanted, checked, root, partial(_say, lang))
    except PublishError as error:
        return _fail(lang, error.zh, error.en)
    except LayoutError as error:
        return _fail(lang, f"版式有错：{error}", f"a layout is wrong: {error}")
    except OSError as error:
        return _fail(lang, f"没有写成：{error}", f"not written: {error}")


def _held(root: Path, edition: Edition, out: Path, lang: str) -> AbstractContextManager[Held]:
    from builder import publish

    def waiting() -> None:
        _say(
            lang,
            f"另一次发布正在写 {_nice(out)}，等它完成……",
            f"another run is writing {_nice(out)}; waiting for it …",
        )

    return publish.hold(out, edition, root, waiting)


def _published(
    root: Path, held: Mapping[Edition, Held], options: argparse.Namespace, lang: str
) -> int:
    from builder import build

    told = _progress(lang, options.quiet)
    timing = Timing(time.perf_counter)
    kept = build.memory(root, not options.no_cache, told)
    checked = build.examine(root, _today(options.as_of), kept, options.jobs or 0, timing)
    lang = lang or _language(checked)
    quiet = options.quiet
    shown = [
        fault
        for fault in checked.faults
        if fault.severity is Severity.ERROR or not (quiet or checked.in_draft(fault))
    ]
    _show(shown, root, options.format, lang)
    if checked.blocks(options.strict) or checked.loaded.site is None:
        _count(checked.faults, lang, checked)
        _say(
            lang,
            "没有发布：先改正上面的错误。已发布的网站没有改动。",
            "not published: mend the errors above first. What was published is unchanged.",
        )
        return FAULTY
    if options.prove:
        from builder.exporting import command

        request = _request(root, held[Edition.PUBLIC], checked, options)
        if code := command.prove(request, checked.loaded.site, partial(_say, lang)):
            return code
    for edition, output in held.items():
        target = output.places.live
        request = replace(_request(root, output, checked, options), timing=timing, kept=kept)
        done = build.build(request, checked.loaded.site, told)
        if not quiet:
            where = _nice(target)
            names = {"public": "公开版", "internal": "内部版"}
            _say(
                lang,
                f"{names[edition.value]}已发布到 {where}：{done.total} 个文件，"
                f"本次更新 {done.changed} 个，删去 {done.removed} 个。",
                f"{edition.value} edition published to {where}: {done.total} files, "
                f"{done.changed} changed, {done.removed} removed.",
            )
        if options.verbose:
            _say(
                lang,
                f"重新生成 {done.made} 个。用时（各页合计各进程）：",
                f"{done.made} made anew. Times (those of pages add up all processes):",
            )
            sys.stderr.write(progress.table(timing, lang))
            timing = Timing(time.perf_counter)
    return CLEAN


def _request(root: Path, held: Held, checked: Checked, options: argparse.Namespace) -> Request:
    from builder.build import Request

    return Request(
        root=root,
        edition=held.edition,
        out=held.places.live,
        as_of=checked.as_of,
        base_url=options.base_url,
        search=not options.no_search,
        jobs=options.jobs or 0,
        cache=None if options.no_cache else root / ".cache" / "build" / held.edition.value,
        held=held,
    )


def _import(options: argparse.Namespace, lang: str) -> int:
    from builder.importing.command import run

    root, kind = getattr(options, "root", None) or Path.cwd(), options.format
    named = options.source, options.mapping
    return run(*named, root, lang, sys.stdout, dry_run=options.dry_run, form=kind)


def _write(root: Path | None, options: argparse.Namespace, lang: str) -> int:
    from builder.new.command import wrote
    from builder.new.talk import Talk

    answer = input if sys.stdin and sys.stdin.isatty() else None
    return wrote(options, root, Talk(lang, sys.stdout, sys.stderr, answer), datetime.now)


def _explain(options: argparse.Namespace, lang: str) -> int:
    from builder.explaining import rules

    said = rules.told(options.what, lang)
    if said is not None:
        sys.stdout.write(said)
        return CLEAN
    root = _root(getattr(options, "root", None))
    code = _why(root, options, lang) if root is not None else None
    return _fail(lang, *rules.unknown(options.what)) if code is None else code


def _why(root: Path, options: argparse.Namespace, lang: str) -> int | None:
    """Explain a path, an id or an address; None if it is none of these."""
    from builder import build
    from builder.explaining import command
    from builder.render.layouts import LayoutError

    checked = build.examine(root, _today(options.as_of))
    lang = lang or _language(checked)
    if checked.loaded.site is None:
        _show([f for f in checked.faults if f.severity is Severity.ERROR], root, "text", lang)
        return FAULTY
    try:
        told = command.explained(options.what, root, checked, lang)
    except LayoutError as error:
        return _fail(lang, f"版式有错：{error}", f"a layout is wrong: {error}")
    if told is None:
        return None
    sys.stdout.write(told[1])
    return told[0]


def _show(faults: Sequence[Diagnostic], root: Path, form: str, lang: str) -> None:
    from builder.load.files import line_of

    if form == "json":
        sys.stdout.write(report.json_lines(faults, lang))
    elif form == "github":
        sys.stdout.write(report.github(faults, lang))
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        sys.stdout.write(report.text(faults, lambda p, n: line_of(root, p, n), lang, colour))


def _count(faults: Sequence[Diagnostic], lang: str, checked: object) -> None:
    errors = sum(f.severity is Severity.ERROR for f in faults)
    warnings = len(faults) - errors
    site = getattr(getattr(checked, "loaded", None), "site", None)
    if not faults and site:
        _say(
            lang,
            f"检查完毕，没有问题（{len(site.issues)} 期，{len(site.items)} 条）。",
            f"all is well ({len(site.issues)} issues, {len(site.items)} items).",
        )
    elif faults:
        _say(
            lang,
            f"错误 {errors} 个，警告 {warnings} 个。",
            f"{errors} errors, {warnings} warnings.",
        )


def _progress(lang: str, quiet: bool) -> Callable[[str, int, int], None]:
    """A bar, where somebody looks at a terminal."""
    if quiet or not sys.stderr.isatty():
        return progress.silent
    return progress.Bar(sys.stderr, lang, time.monotonic)


def _root(given: str | Path | None) -> Path | None:
    """The site's root: the one given, or the nearest folder above us that is one."""
    if given:
        root = Path(os.path.abspath(given))
        return root if (root / "site_src" / "site.yml").is_file() else None
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "site_src" / "site.yml").is_file():
            return folder
    return None


def _today(as_of: date | None) -> Callable[[tzinfo], date]:
    return lambda zone: as_of or datetime.now(zone).date()


def _language(checked: object) -> str:
    site = getattr(getattr(checked, "loaded", None), "site", None)
    return "en" if site and site.settings.locale.startswith("en") else "zh"


def _nice(path: Path) -> str:
    full = Path(os.path.abspath(path))
    here = Path.cwd()
    return str(full.relative_to(here)) if full.is_relative_to(here) else str(full)


def _say(lang: str, zh: str, en: str, to: TextIO | None = None) -> None:
    (to or sys.stderr).write((zh if lang != "en" else en) + "\n")


def _fail(lang: str, zh: str, en: str, code: int = FAILED) -> int:
    _say(lang, zh, en)
    return code
