"""An editor at a desk: runs commands in a folder, with answers typed or without a terminal."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from builder import arguments, build
from builder.build import Checked
from builder.new.command import wrote
from builder.new.talk import Talk

NOW = datetime(2026, 3, 5, 17, 30)
SITE = (
    "new",
    "site",
    "--name",
    "清河政务",
    "--owner",
    "清河县政府办",
    "--base-url",
    "https://a.cn/",
)


@dataclass(frozen=True)
class Said:
    """What a command gave: exit code, data, talk."""

    code: int
    out: str
    err: str


class Desk:
    """A folder, and the commands run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *words: str, typed: list[str] | None = None, lang: str = "") -> Said:
        options = arguments.parser().parse_args(list(words))
        out, err = io.StringIO(), io.StringIO()
        answer = None if typed is None else _typist(typed)
        code = wrote(options, self.root, Talk(lang, out, err, answer), _now)
        return Said(code, out.getvalue(), err.getvalue())

    def made(self, *words: str) -> Path:
        said = self.run(*words)
        assert said.code == 0, said.err
        return self.root / said.out.strip()

    def site(self, *more: str) -> Desk:
        said = self.run(*SITE[:2], str(self.root), *SITE[2:], *more)
        assert said.code == 0, said.err
        return self

    def item(self, issue: str, title: str = "春耕备耕进度", openness: str = "public") -> Path:
        """A whole item, with a text."""
        words = ("--unit", "zhuban", "--kind", "update", "--topics", "gongye")
        path = self.made("new", "item", issue, *words, "--title", title, "--openness", openness)
        path.write_text(path.read_text("utf-8") + "全县备足种子。\n", "utf-8")
        return path

    def checked(self) -> Checked:
        return build.examine(self.root, lambda _: NOW.date())

    def codes(self) -> set[str]:
        return {fault.code for fault in self.checked().faults}

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".cache" not in path.parts
        }


def _now(zone: tzinfo) -> datetime:
    return NOW.replace(tzinfo=zone)


def _typist(lines: list[str]) -> Callable[[], str]:
    left = iter(lines)

    def answer() -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return answer
