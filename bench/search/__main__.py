"""python -m bench.search FOLDER|COUNT …: a site of ours, or so many generated items; see --help."""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser

from bench.search import drive, truth
from bench.search.generated import documents, write
from bench.search.queries import KINDS, Query, queries
from builder import build, index
from builder.model.search import Document
from builder.model.site import Edition
from builder.plan import urls

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """One query: shares between 0 and 1; `top` is None where no title holds the words."""

    query: Query
    recall: float
    precision: float
    top: float | None
    answer: drive.Answer


def main() -> None:
    """Build what is asked for, ask the page, print a section in Markdown."""
    options = _options().parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-search-") as scratch:
        for what in options.what:
            if re.fullmatch("[0-9]+", what):
                root = Path(scratch, what)
                write(root, 400 if options.bare else int(what))
                name = f"{int(what):,} generated items"
            else:
                root, name = Path(what), options.name or Path(what).name
            out = Path(options.out or Path(scratch, "out"), what.strip("/").replace("/", "-"))
            section = _section(name, root, out, options)
            print(section, flush=True)
            if options.results:
                _keep(Path(options.results), name, section)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("what", nargs="+", help="a folder with issues/ and site_src/, or a number")
    parser.add_argument("--name", help="what to call a folder in the results")
    parser.add_argument("--each", type=int, default=12, help="queries of each class")
    parser.add_argument("--cold", type=int, default=10, help="queries asked of a fresh browser")
    parser.add_argument("--out", help="keep what is built here")
    parser.add_argument("--results", help="a Markdown file whose section of this name is replaced")
    parser.add_argument("--bare", action="store_true", help="index alone, no pages of items")
    parser.add_argument("--misses", action="store_true", help="list what was missed or too much")
    return parser


def _section(name: str, root: Path, out: Path, options: argparse.Namespace) -> str:
    start = time.perf_counter()
    if options.bare:
        all_ = _bare(root, out, int(root.name))
        name = f"{name}, index alone"
    else:
        command = [sys.executable, "-m", "builder", "--root", str(root), "--quiet", "--no-cache"]
        subprocess.run([*command, "--out", str(out)], cwd=ROOT, check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    built = f"built in {time.perf_counter() - start:.0f} s, largest process {peak:.0f} MB"
    ready = _prepared(root)
    if not options.bare:
        all_ = ready.plan.documents
    worded = [d for d in all_ if d.passages]
    texts = [truth.text(document) for document in all_]
    prefix = urls.Urls(ready.site.settings.base_url).prefix
    with drive.serve(out, prefix) as served, drive.chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"{served.root}search/?q=%E7%9A%84")
        drive.ask(page, served, None, all_=False)
        found = []
        for query in queries(worded, options.each):
            found.append(_measure(query, drive.ask(page, served, query.typed), texts))
        again = [drive.ask(page, served, each.query.typed, all_=False) for each in found]
        cold = list(_cold(browser, served, found, options.cold))
        context.close()
    if options.misses:
        for each in found:
            if each.recall < 1 or each.precision < 1:
                print(each.query, each.recall, each.precision, each.answer.count, file=sys.stderr)
    return "\n".join(_written(name, built, out, found, again, cold, faults))


def _prepared(root: Path) -> build.Prepared:
    checked = build.examine(root, lambda _: date(2030, 1, 1))
    if checked.loaded.site is None:
        raise SystemExit(f"{root}: not readable")
    return build.prepare(root, checked.loaded.site, Edition.PUBLIC, date(2030, 1, 1))


def _bare(root: Path, out: Path, count: int) -> tuple[Document, ...]:
    """The pages of a small site, with the index of a large one."""
    command = [sys.executable, "-m", "builder", "--root", str(root), "--quiet", "--no-search"]
    subprocess.run([*command, "--out", str(out)], cwd=ROOT, check=True)
    shutil.rmtree(out / "pagefind")
    all_ = tuple(documents(count))
    built = list(index.build_all(index.shards(all_), out.parent))
    for file in index.files(built):
        path = out / "pagefind" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.make())
    return all_


def _measure(query: Query, answer: drive.Answer, texts: Sequence[truth.Text]) -> Measured:
    wanted = truth.found(texts, query.words, query.without)
    got = () if answer.near else answer.links
    count = 0 if answer.near else answer.count
    right = sum(link in wanted for link in got)
    precision = right / len(got) if got else 1.0
    if count > len(got):
        # Too many to page through: those shown are looked at, the rest is counted.
        right = min(len(wanted), round(precision * count))
        precision = min(precision, len(wanted) / count)
    titled = truth.titled(texts, query.words) & wanted
    first = min(3, len(titled))
    top = sum(link in titled for link in got[:first]) / first if first else None
    return Measured(query, right / len(wanted) if wanted else 1.0, precision, top, answer)


def _cold(
    browser: Browser, served: drive.Served, found: Sequence[Measured], count: int
) -> Iterator[drive.Answer]:
    """Some queries, each asked of a page that has loaded nothing yet, scripts and styles included."""
    step = max(1, len(found) // max(1, count))
    for each in found[::step][:count]:
        context = browser.new_context()
        page = context.new_page()
        before = served.sent
        page.goto(f"{served.root}search/?{urlencode({'q': each.query.typed})}")
        answer = drive.ask(page, served, None, all_=False)
        yield drive.Answer(
            answer.links, answer.count, answer.near, served.sent - before, answer.first, answer.done
        )
        context.close()


def _written(
    name: str,
    built: str,
    out: Path,
    found: Sequence[Measured],
    again: Sequence[drive.Answer],
    cold: Sequence[drive.Answer],
    faults: Sequence[str],
) -> Iterator[str]:
    files = [path for path in (out / "pagefind").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    shards = len(list((out / "pagefind").glob("*/table.json")))
    yield f"### {name}\n"
    yield (
        f"{shards} shards, {len(files):,} files, {size / 1e6:.1f} MB; {built}. "
        f"{len(found)} queries, {len(faults)} faults in the console; while asking, a load of "
        f"{os.getloadavg()[1]:.0f} on {os.cpu_count()} cores.\n"
    )
    yield "| class | queries | recall | precision | title on top | K a query (p90) | ms (p95) |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for kind in KINDS:
        some = [each for each in found if each.query.kind == kind]
        if some:
            yield _row(kind, some)
    yield _row("**all**", found)
    warm = [answer.done for answer in again]
    yield (
        f"\nAsked again on the same page: {_spread(warm, 0.95)} ms. "
        f"From a browser that has loaded nothing, page, styles and scripts included: "
        f"first results after {_spread([a.first for a in cold], 0.95)} ms, "
        f"complete after {_spread([a.done for a in cold], 0.95)} ms, "
        f"{_spread([a.sent / 1000 for a in cold], 0.9)} K.\n"
    )


def _row(kind: str, some: Sequence[Measured]) -> str:
    tops = [each.top for each in some if each.top is not None]
    figures = (
        f"{len(some)}",
        f"{statistics.mean(each.recall for each in some):.3f}",
        f"{statistics.mean(each.precision for each in some):.3f}",
        f"{statistics.mean(tops):.3f}" if tops else "",
        _spread([each.answer.sent / 1000 for each in some], 0.9),
        _spread([each.answer.done for each in some], 0.95),
    )
    return f"| {kind} | {' | '.join(figures)} |"


def _spread(values: Sequence[float], share: float) -> str:
    """The median, and in brackets the value that so many do not pass."""
    if not values:
        return ""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    return f"{statistics.median(ordered):.0f} ({high:.0f})"


def _keep(path: Path, name: str, section: str) -> None:
    """Replace the section of this name, or add it."""
    text = path.read_text("utf-8") if path.exists() else "# Results\n\n## Search\n"
    pattern = re.compile(rf"### {re.escape(name)}\n.*?(?=\n### |\n## |\Z)", re.DOTALL)
    if pattern.search(text):
        text = pattern.sub(lambda _: section.rstrip() + "\n", text)
    else:
        text = f"{text.rstrip()}\n\n{section.rstrip()}\n"
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
