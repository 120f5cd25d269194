"""What went wrong in the preview: held, told as a diagnostic, and no reason to end."""

from __future__ import annotations

import re
import traceback
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from builder.diagnostic import Diagnostic, Place, Said, Severity
from builder.render.layouts import LayoutError
from builder.serve import live


class Mishap(AbstractContextManager["Mishap"]):
    """Holds what goes wrong inside: a preview outlives layouts, and programs, with faults."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep any exception but those that end the program."""
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None

    @property
    def trace(self) -> str:
        """The traceback of a fault of the program; nothing for what a layout's author did."""
        ours = self.error is not None and not isinstance(self.error, LayoutError)
        return "".join(traceback.format_exception(self.error)) if ours else ""

    def fault(self, lang: str) -> Diagnostic:
        """What went wrong, as a diagnostic; of a fault of the program the terminal has all."""
        error = self.error
        if isinstance(error, LayoutError):
            named = re.match(r"([\w./-]+\.\w+):(?:(\d+):)? *(.*)", str(error), re.DOTALL)
            name, line, why = named.groups() if named else ("", None, str(error))
            place = Place(f"layouts/{name}", int(line or 1))
            return Diagnostic(
                "broken-layout",
                Severity.ERROR,
                place,
                Said(f"版式有错：{why}", f"a layout is wrong: {why}"),
            )
        crash = f"{live.WORDS[lang]['crash']}：{type(error).__name__}: {error}"
        told = Said(crash, crash, "全部信息见终端", "the terminal has all of it")
        return Diagnostic("preview-failed", Severity.ERROR, Place(_where(error)), told)


def _where(error: Exception | None) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1:] if error else []
    return f"{Path(last[0].filename).name}:{last[0].lineno}" if last else ""
