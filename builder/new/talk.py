"""Talks with the user: asks for what is missing, says what was done, refuses with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

CLEAN, FAULTY, FAILED = 0, 1, 2
"""Exit codes: done; the content has errors; the rest."""


class RefusedError(Exception):
    """Why a command writes nothing, in both languages, and its exit code."""

    def __init__(self, zh: str, en: str, code: int = FAILED) -> None:
        super().__init__(en)
        self.zh, self.en, self.code = zh, en, code


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: the option that answers it, its words, and what is proposed.

    `default` answers it without a terminal; None means that it must be asked or given.
    """

    option: str
    zh: str
    en: str
    proposal: str = ""
    default: str | None = None


@dataclass(slots=True)
class Talk:
    """Where one talks: `answer` reads a line of a terminal, None if nobody is there to ask."""

    lang: str
    out: TextIO
    err: TextIO
    answer: Callable[[], str] | None = None

    def say(self, zh: str, en: str) -> None:
        """Say a line of talk."""
        self.err.write((en if self.lang == "en" else zh) + "\n")
        self.err.flush()

    def tell(self, text: str) -> None:
        """Give a line of data."""
        self.out.write(text + "\n")
        self.out.flush()

    def ask(self, about: Question, given: str | None, clean: Callable[[str], str]) -> str:
        """What was given, else what is answered, cleaned; a bad answer is asked for again."""
        if given is not None:
            return clean(given)
        if self.answer is None:
            if about.default is None:
                raise RefusedError(
                    f"缺 {about.option}：{about.zh}。",
                    f"{about.option} is missing: {about.en}.",
                )
            return clean(about.default) if about.default else ""
        while True:
            reply = self._line(about)
            if not reply and about.default is None:
                continue
            if not reply:
                return ""
            try:
                return clean(reply)
            except RefusedError as refused:
                self.say(refused.zh, refused.en)

    def agreed(self, zh: str, en: str, yes: bool) -> bool:
        """Whether the user agrees; without a terminal only `--yes` does."""
        if yes:
            return True
        if self.answer is None:
            raise RefusedError(
                "这里没有终端可以确认：要直接写入，请加 --yes。",
                "there is no terminal to confirm on; add --yes to write.",
            )
        while True:
            reply = self._line(Question("--yes", f"{zh}（y 是，n 否）", f"{en} (y/n)")).lower()
            if reply in ("y", "yes", "是"):
                return True
            if reply in ("n", "no", "否"):
                return False

    def _line(self, about: Question) -> str:
        assert self.answer is not None
        words = about.en if self.lang == "en" else about.zh
        proposal = f" [{about.proposal}]" if about.proposal else ""
        self.err.write(f"{words}{proposal}: ")
        self.err.flush()
        try:
            reply = self.answer().strip()
        except EOFError:
            self.err.write("\n")
            raise cancelled() from None
        except UnicodeDecodeError:
            raise RefusedError(
                f"终端的编码读不出输入的字，请改用选项 {about.option}。",
                f"the terminal's encoding can't give what was typed; use {about.option}.",
            ) from None
        return reply or about.proposal


def cancelled() -> RefusedError:
    """The user wants nothing written."""
    return RefusedError("取消了，什么也没有写。", "cancelled; nothing was written.")
