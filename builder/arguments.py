"""What one may write on the command line: commands and their options."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from builder import __version__
from builder.new import options as writing
from builder.parser import Parser, said

COMMANDS = (
    *("build", "check", "serve", "import", "explain", "schema", "stats", "new", "sign", "withdraw"),
    *("export", "package", "seal", "verify"),
)

TABLES = (
    *("units", "authors", "points", "publications", "annotations"),
    *("kinds", "targets", "commissions", "late"),
)
"""The tables of `build stats`."""


def with_command(given: list[str]) -> list[str]:
    """`build --edition all` means `build build --edition all`; options may stand before it."""
    skip = False
    for word in given:
        if skip:
            skip = False
        elif word in ("--root", "--lang"):
            skip = True
        elif not word.startswith("-"):
            return given if word in COMMANDS else ["build", *given]
        elif word in ("-h", "--help", "--version"):
            return given
    return ["build", *given]


def parser(english: bool = False) -> argparse.ArgumentParser:
    Parser.english = english
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, help=said("站点的根目录", "the site's root")
    )
    common.add_argument(
        "--lang",
        choices=("zh", "en"),
        default=argparse.SUPPRESS,
        help=said("消息的语言", "language of messages"),
    )
    top: argparse.ArgumentParser = Parser(
        prog="build",
        description=said(
            "政务信息刊物与存档的静态站生成器。不带子命令即检查并发布。",
            "A static-site generator for government bulletins. Without a command: check and publish.",
        ),
        epilog="build new 新建；build check 检查；build serve 预览；build sign 签发；"
        "build seal 封存；build withdraw 撤回；build verify 核对；build import 导入；"
        "build stats 通报数字；build export 导出公开的一份；build explain 规则代码、文件或网址；"
        "build package 打移交包；build schema",
        parents=[common],
    )
    top.add_argument("--version", action="version", version=f"build {__version__}")
    commands = top.add_subparsers(dest="command", metavar=said("命令", "command"))

    build = commands.add_parser(
        "build", parents=[common], help=said("检查并发布", "check and publish")
    )
    build.add_argument("--edition", choices=("public", "internal", "all"), default="public")
    build.add_argument(
        "--out",
        type=Path,
        help=said("输出目录，默认 dist/<版>", "the output's folder; dist/<edition> by default"),
    )
    build.add_argument(
        "--base-url",
        default="",
        help=said(
            "网站地址，替代 site.yml 里的 base_url",
            "the site's address, in place of base_url in site.yml",
        ),
    )
    _as_of(build)
    build.add_argument(
        "--strict", action="store_true", help=said("有警告也不发布", "warnings block, too")
    )
    build.add_argument(
        "--no-search",
        action="store_true",
        help=said(
            "不建全文索引，只按标题和编号检索", "no full-text index: search by titles and numbers"
        ),
    )
    build.add_argument("--no-cache", action="store_true", help=said("不用缓存", "use no cache"))
    build.add_argument(
        "--prove",
        action="store_true",
        help=said(
            "先证明：不公开的内容删去或打乱，公开版一个字节也不变",
            "prove first: what is withheld, removed or scrambled, changes no byte of the public edition",
        ),
    )
    build.add_argument("--jobs", type=_positive, help=said("进程数", "processes"))
    _format(build)
    build.add_argument("--quiet", action="store_true", help=said("只说错误", "tell errors only"))
    build.add_argument("--verbose", action="store_true", help=said("说得细些", "tell more"))

    check = commands.add_parser(
        "check", parents=[common], help=said("检查，什么也不写", "check; write nothing")
    )
    check.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=said("只报告这些文件或目录", "report only these files or folders"),
    )
    check.add_argument(
        "--fix",
        action="store_true",
        help=said("改正能自动改正的", "apply the edits that diagnostics carry"),
    )
    check.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="CODE",
        help=said("只报告这些规则", "report only these rules"),
    )
    check.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="CODE",
        help=said("不报告这些规则", "do not report these rules"),
    )
    check.add_argument(
        "--strict", action="store_true", help=said("有警告也算不合格", "warnings count as errors")
    )
    _as_of(check)
    _format(check)

    serve = commands.add_parser("serve", parents=[common], help=said("预览", "preview"))
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--edition", choices=("public", "internal"), default="public")
    serve.add_argument("--dist", type=Path, help=said("展示已生成的目录", "show a finished output"))
    serve.add_argument(
        "--drafts", action="store_true", help=said("连草稿一起预览", "show drafts, too")
    )
    serve.add_argument("--open", action="store_true", help=said("打开浏览器", "open the browser"))
    _as_of(serve)

    importing = commands.add_parser("import", parents=[common], help=said("导入", "import"))
    importing.add_argument("source", type=Path, metavar="DIR")
    importing.add_argument("--map", type=Path, required=True, dest="mapping", metavar="MAP.yml")
    importing.add_argument(
        "--dry-run", action="store_true", help=said("只报告，不写", "report only, write nothing")
    )
    importing.add_argument("--format", choices=("text", "json"), default="text")

    stats = commands.add_parser(
        "stats", parents=[common], help=said("采用情况的数字", "figures of a notice")
    )
    stats.add_argument(
        "--period",
        default="",
        help=said(
            "2026-03、2026q1 或 2026，默认本月", "2026-03, 2026q1 or 2026; this month by default"
        ),
    )
    stats.add_argument("--format", choices=("table", "csv", "json", "xlsx"), default="table")
    stats.add_argument(
        "--table", choices=TABLES, default="units", help=said("显示或导出哪张表", "which table")
    )
    stats.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=said("写到文件，默认标准输出", "write to a file, not to stdout"),
    )
    _as_of(stats)

    explain = commands.add_parser(
        "explain",
        parents=[common],
        help=said(
            "解释一条规则，或一个文件、网址为什么在不在各版", "explain a rule, a file, an address"
        ),
    )
    explain.add_argument(
        "what",
        nargs="?",
        default="",
        metavar="CODE|PATH|ADDRESS",
        help=said("规则代码、文件、代号或网址", "a rule's code, a file, an id or an address"),
    )
    _as_of(explain)

    export = commands.add_parser(
        "export",
        parents=[common],
        help=said("导出只有公开内容的一份", "a source tree to make public"),
    )
    export.add_argument(
        "out",
        type=Path,
        metavar="DIR",
        help=said("新目录，不覆盖任何文件", "a new folder; nothing is overwritten"),
    )
    _as_of(export)
    package = commands.add_parser(
        "package",
        parents=[common],
        help=said("打移交包，送档案馆、图书馆", "pack a period for archives and libraries"),
    )
    package.add_argument(
        "period", metavar="PERIOD", help=said("2026、2026q1 或 2026-03", "2026, 2026q1 or 2026-03")
    )
    package.add_argument(
        "target",
        type=Path,
        metavar="TARGET",
        help=said("新目录，或新的 .zip 文件", "a new folder, or a new .zip file"),
    )
    package.add_argument("--edition", choices=("public", "internal"), default="public")
    _as_of(package)

    verify = commands.add_parser(
        "verify", parents=[common], help=said("核对已发布的网站", "verify a published site")
    )
    verify.add_argument(
        "source",
        metavar="DIR|URL",
        help=said("文件夹或网址；只下载了一年的也行", "a folder or an address, or a part of one"),
    )
    verify.add_argument(
        "--part",
        metavar="PATH",
        help=said("只核对这一部分，如 zwxx/2026", "this part alone, such as zwxx/2026"),
    )
    verify.add_argument(
        "--against",
        metavar="DIR|URL",
        help=said("清单和封存链在别处时指明", "where manifest and seals are, if elsewhere"),
    )
    verify.add_argument(
        "--seal",
        action="append",
        default=[],
        metavar="DIGEST",
        help=said("以前记下的摘要，须还在链上", "a digest kept from before; must be in the chain"),
    )

    commands.add_parser("schema", parents=[common], help="JSON Schema")
    writing.add(commands, common)
    return top


def _as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help=said("以这一天为准，默认今天", "as of this day, today by default"),
    )


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: 2026-03-05") from error


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text}: 1, 2, …")
    return int(text)
