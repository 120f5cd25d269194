"""`build serve`: a preview on the loopback that follows the files, or a finished output shown."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from builder.serve import host
from builder.serve.host import PortError

if TYPE_CHECKING:
    from builder.diagnostic import Diagnostic
    from builder.serve.preview import Preview, State

CLEAN, FAILED = 0, 2
POLL = 0.5 if os.name == "nt" else 3600.0
"""Seconds after which a waiting server looks about; only Windows needs it, to see Ctrl-C."""

WATCHED = ("site_src", "issues", "layouts")


def run(root: Path, options: argparse.Namespace, lang: str) -> int:
    """Serve until interrupted; the exit code is 0, or 2 when there is nothing to serve."""
    talk = Talk(root, lang)
    try:
        if options.dist is not None:
            return _show(options.dist, options, talk)
        return _preview(root, options, talk)
    except PortError as error:
        talk.say(
            f"端口都用不了（{error}）。请用 --port 另指定一个，或用 --port 0 任选空闲的。",
            f"no port can be had ({error}); name another with --port, or any with --port 0.",
        )
        return FAILED
    except KeyboardInterrupt:
        return CLEAN


def _show(folder: Path, options: argparse.Namespace, talk: Talk) -> int:
    from builder.serve.finished import Finished

    if not folder.is_dir():
        talk.say(
            f"没有 {folder} 这个目录。先运行 build，再用 --dist 看结果。",
            f"there is no folder {folder}; run build first.",
        )
        return FAILED
    site = Finished(Path(os.path.abspath(folder)))
    with host.open_port(options.port, lambda _: site) as server:
        address = f"http://{host.LOOPBACK}:{server.port}{site.prefix}/"
        talk.say(f"展示 {folder}：{address}", f"showing {folder} at {address}")
        talk.ending()
        _open(address, options.open)
        server.serve_forever(POLL)
    return CLEAN


def _preview(root: Path, options: argparse.Namespace, talk: Talk) -> int:
    from builder.model.site import Edition
    from builder.render import layouts
    from builder.serve.preview import Preview, Wanted
    from builder.serve.watch import Watch

    def begin(port: int) -> Preview:
        wanted = Wanted(
            root=root,
            edition=Edition(options.edition),
            base_url=f"http://{host.LOOPBACK}:{port}/",
            today=_today(options.as_of),
            drafts=options.drafts,
            lang=talk.lang,
        )
        return Preview(wanted, talk.told, talk.crashed)

    with host.open_port(options.port, begin) as server:
        update = talk.timed(server.site.update)
        watch = Watch([*(root / name for name in WATCHED), layouts.built_in()], update)

        def first() -> None:
            watch.start()
            update()
            address = f"http://{host.LOOPBACK}:{server.port}/"
            talk.say(f"预览：{address}", f"preview: {address}")
            talk.ending()
            _open(address, options.open)

        # Whoever asks before the content is read waits for it.
        threading.Thread(target=first, daemon=True).start()
        try:
            server.serve_forever(POLL)
        finally:
            watch.stop()
    return CLEAN


class Talk:
    """What the terminal is told: diagnostics on stdout, all else on stderr."""

    def __init__(self, root: Path, lang: str) -> None:
        self.lang = "en" if lang == "en" else "zh"
        self._root = root
        self._started = 0.0

    def say(self, zh: str, en: str) -> None:
        """A line."""
        sys.stderr.write((en if self.lang == "en" else zh) + "\n")
        sys.stderr.flush()

    def ending(self) -> None:
        """How to end."""
        self.say("按 Ctrl-C 结束。", "Ctrl-C ends it.")

    def timed(self, update: Callable[[], None]) -> Callable[[], None]:
        """The update, its time taken."""

        def run() -> None:
            self._started = time.perf_counter()
            update()

        return run

    def told(self, before: State, now: State) -> None:
        """Faults that are new, and one line on how things stand."""
        known = set(before.faults.found)
        self._show([fault for fault in now.faults.found if fault not in known])
        count = now.faults.count(self.lang)
        took = f"{(time.perf_counter() - self._started) * 1000:.0f}"
        if now.faults.blocked:
            kept = now.faults.kept
            self.say(
                f"{count}。{'改好以前，仍显示出错前的样子。' if kept else '改好以前不能发布。'}",
                f"{count}. {'What was there before is still shown.' if kept else ''}".strip(),
            )
        elif not before.number:
            if count:
                self.say(f"{count}。", f"{count}.")
        else:
            mended = before.faults.blocked
            self.say(
                f"{'改好了，' if mended else ''}已更新，用时 {took} 毫秒。{count}",
                f"{'mended, ' if mended else ''}updated in {took} ms. {count}".strip(),
            )

    def crashed(self, trace: str) -> None:
        """The traceback of a fault of the program itself."""
        if trace:
            self.say(trace, trace)

    def _show(self, faults: list[Diagnostic]) -> None:
        if not faults:
            return
        from builder import report
        from builder.load.files import line_of

        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        said = report.text(faults, lambda p, n: line_of(self._root, p, n), self.lang, colour)
        sys.stdout.write(said)
        sys.stdout.flush()


def _open(address: str, wanted: bool) -> None:
    if wanted:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _today(as_of: date | None) -> Callable[[tzinfo], date]:
    return lambda zone: as_of or datetime.now(zone).date()
