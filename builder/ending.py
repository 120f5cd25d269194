"""How a run ends: by itself, by a signal, or when nobody takes what it says; never in a traceback."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

FAULTY, FAILED, INTERRUPTED = 1, 2, 130


class Told(KeyboardInterrupt):
    """A signal asked us to end. A class of its own: the interpreter remembers having met the
    plain one while it ran a text, as in making dataclasses, and ends by SIGINT whatever we do."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def ended(run: Callable[[], int], lang: str) -> int:
    """The exit code of a run: its own; 1 if its reader went away; 128 and the number of a signal."""
    try:
        with _told_by_signals():
            code = run()
            sys.stdout.flush()
            return code
    except BrokenPipeError:
        # The reader of our output went away (`build check | head`): nothing is wrong.
        _silence(sys.stdout)
        return FAULTY
    except KeyboardInterrupt as told:
        _say(
            lang,
            "中断了。已发布的网站是完整的；再运行一次即可。",
            "interrupted. What is published is whole; just run again.",
        )
        return told.code if isinstance(told, Told) else INTERRUPTED
    except OSError as error:
        why = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error
        _say(lang, f"没有做完：{why}。", f"not finished: {why}.")
        _silence(sys.stdout)
        return FAILED


@contextmanager
def _told_by_signals() -> Iterator[None]:
    """Let a polite request to end clear up as Ctrl-C does."""

    def end(number: int, _: object) -> None:
        raise Told(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    usual = (signal.SIG_DFL, signal.default_int_handler)
    try:
        for number, handler in before.items():
            if handler in usual:  # what a parent had us ignore stays ignored
                signal.signal(number, end)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(lang: str, zh: str, en: str) -> None:
    try:
        sys.stderr.write((zh if lang != "en" else en) + "\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let nothing more be said to a stream that takes nothing: not even by the interpreter."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
