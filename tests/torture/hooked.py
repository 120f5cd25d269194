"""Runs a build in which the nth effect on files kills it or fails, without any tracer."""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

_EFFECTS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree")


def main() -> int:
    number, how, words = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    from builder import cli

    here = str(Path.cwd())
    noted: list[str] = []

    def hook(event: str, values: tuple[object, ...]) -> None:
        if event == "open":
            if not isinstance(values[2], int) or not values[2] & (os.O_WRONLY | os.O_RDWR):
                return
        elif event not in _EFFECTS:
            return
        if not str(values[0]).startswith(here):
            return
        noted.append(f"{event} {values[0]}")
        if len(noted) != number:
            return
        if how == "signal=KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        code = getattr(errno, how.removeprefix("error="))
        raise OSError(code, os.strerror(code), str(values[0]))

    sys.addaudithook(hook)
    code = cli.main(words)
    if not number:
        Path(how).write_text("".join(f"{line}\n" for line in noted), "utf-8")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
