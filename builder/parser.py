"""How the command line speaks: help and errors in Chinese, or in English where that is asked for."""

from __future__ import annotations

import argparse
import re
from itertools import pairwise
from typing import NoReturn

_HEADS = (
    ("usage: ", "用法: "),
    ("positional arguments:", "参数:"),
    ("options:", "选项:"),
)
_ERRORS = (
    (r"the following arguments are required: (.+)", "缺少参数：{}"),
    (r"unrecognized arguments: (.+)", "没有这样的参数：{}"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "{} 不能是 {}，可用：{}"),
    (r"argument (.+): expected one argument", "{} 后面缺一个值"),
    (r"argument (.+): expected at least one argument", "{} 后面至少要有一个值"),
    (r"argument (.+): invalid int value: (.+)", "{} 要写整数，不能是 {}"),
    (r"argument (.+): ignored explicit argument (.+)", "{} 后面不带值，多写了 {}"),
    (r"argument (.+): not allowed with argument (.+)", "{} 和 {} 不能同时用"),
    (r"ambiguous option: (.+) could match (.+)", "{} 不完整，可能是 {}"),
    (r"argument (\S+): (.+): (.+)", "{} 不能是“{}”，写成 {} 的样子"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose own words are Chinese; `english` is set before one is made."""

    english = False

    def format_usage(self) -> str:
        return self._said(super().format_usage())

    def format_help(self) -> str:
        text = self._said(super().format_help())
        own = ("show this help message and exit", "显示这些说明")
        version = ("show program's version number and exit", "显示版本")
        for en, zh in () if self.english else (own, version):
            text = text.replace(en, zh)
        return text

    def error(self, message: str) -> NoReturn:
        said = f"error: {message}" if self.english else f"参数不对：{chinese(message)}"
        hint = "see" if self.english else "说明见"
        self.exit(2, f"{self.format_usage()}{said}\n{hint} {self.prog} --help\n")

    def _said(self, text: str) -> str:
        for en, zh in () if self.english else _HEADS:
            text = re.sub(rf"(?m)^{re.escape(en)}", zh, text)
        return text


def said(zh: str, en: str) -> str:
    """A text of the command line in the language it speaks."""
    return en if Parser.english else zh


def asked(given: list[str], option: str) -> str:
    """What a command line gives for an option, before it is parsed; empty if nothing."""
    for word, after in pairwise((*given, "")):
        if word == option or word.startswith(f"{option}="):
            return after if word == option else word.partition("=")[2]
    return ""


def chinese(message: str) -> str:
    """An error of argparse in Chinese."""
    for pattern, said in _ERRORS:
        found = re.fullmatch(pattern, message)
        if found:
            return said.format(*(part.replace(", ", "、") for part in found.groups()))
    return message
