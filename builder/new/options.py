"""The options of the commands that write content: new, sign, withdraw."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the parsers of `new`, `sign` and `withdraw`."""
    new = commands.add_parser("new", parents=[common], help="新建 / scaffold")
    kinds = new.add_subparsers(dest="what", metavar="site|issue|item|call", required=True)
    _site(kinds.add_parser("site", parents=[common], help="一个新站点 / a new site"))
    _issue(kinds.add_parser("issue", parents=[common], help="新的一期 / a new issue"))
    _item(kinds.add_parser("item", parents=[common], help="一条信息 / an item"))
    _call(kinds.add_parser("call", parents=[common], help="报送要点 / a call"))
    _sign(commands.add_parser("sign", parents=[common], help="签发一期 / sign an issue"))
    _withdraw(commands.add_parser("withdraw", parents=[common], help="撤回一条 / withdraw an item"))


def _site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default="", metavar="DIR", help="默认当前目录")
    parser.add_argument("--name", help="网站名称")
    parser.add_argument("--owner", help="主办单位全称")
    parser.add_argument("--base-url", help="网址，如 https://example.gov.cn/xx/")
    parser.add_argument("--series-name", help="第一种刊物的名称，默认 政务信息")
    parser.add_argument("--series-code", help="第一种刊物的代码，默认 zwxx")
    parser.add_argument("--frequency", help="刊期，默认 weekly（周刊）")
    parser.add_argument("--digits", help="期号的位数，默认 4")
    parser.add_argument("--organisation", default="", help="机构代码，用在索引号里")
    parser.add_argument("--phone", default="", help="联系电话")
    parser.add_argument("--address", default="", help="通信地址")
    parser.add_argument("--locale", default="zh-CN", help="zh-CN、zh-TW、zh-HK、en")


def _issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("series", nargs="?", metavar="SERIES", help="刊物的代码或名称")
    parser.add_argument("--date", type=day, help="日期，默认今天")
    parser.add_argument("--form", help="regular 正刊、supplement 增刊、special 专刊")
    parser.add_argument("--year", type=_year, help="编号的年份，默认按日期")
    parser.add_argument("--number", type=_number, help="期号，默认接上一期")
    parser.add_argument("--title", help="本期的题名，如专刊的名称")
    _style(parser)


def _item(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("issue", nargs="?", metavar="SERIES/YEAR/NUMBER", help="哪一期")
    parser.add_argument(
        "--unit", action="append", help="报送单位的代码或名称；合报写几次，第一个牵头"
    )
    parser.add_argument("--title", help="标题")
    parser.add_argument("--kind", help="类别")
    parser.add_argument("--topics", action="append", help="主题，几个用逗号隔开")
    parser.add_argument("--openness", help="公开属性：public 公开、internal 内部；不给默认值")
    parser.add_argument("--slug", help="文件名里的代号，默认 单位-序号")
    _style(parser)


def _call(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="如 2026q4")
    parser.add_argument("--title", help="标题")
    parser.add_argument("--due", type=day, help="期限")
    parser.add_argument("--to", action="append", help="对象：all，或单位、分组；几个用逗号隔开")
    _style(parser)


def _sign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("issue", nargs="?", metavar="SERIES/YEAR/NUMBER", help="哪一期")
    parser.add_argument("--by", help="签发人")
    parser.add_argument("--role", help="签发人的职务")
    parser.add_argument("--acting", action="store_true", help="代签")
    parser.add_argument("--at", help="签发时间，如 2026-03-05T17:30，默认现在")
    parser.add_argument("--keep-date", action="store_true", help="不把本期日期改为签发日")
    _yes(parser)


def _withdraw(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", metavar="ID", help="如 zwxx/2026/0012/gongan-1")
    parser.add_argument("--reason", help="理由，会公开")
    parser.add_argument(
        "--outcome", help="error 有误、merged 合并、expired 失效、reclassified 改密"
    )
    parser.add_argument("--merged-into", metavar="ID", help="并入哪一条")
    parser.add_argument("--date", type=day, help="撤回日期，默认今天")
    _yes(parser)


def _style(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keys", choices=("zh", "en"), help="键名用中文还是英文，默认照最近的一篇")
    parser.add_argument("--bare", action="store_true", help="不写说明")


def _yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", "-y", action="store_true", help="不再问，直接写")


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: 2026-03-05") from error


def _year(text: str) -> int:
    if len(text) != 4 or not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text}: 2026")
    return int(text)


def _number(text: str) -> int:
    digits = text.removeprefix("s")
    if not digits.isascii() or not digits.isdigit() or not 0 < int(digits) < 10**9:
        raise argparse.ArgumentTypeError(f"{text}: 1, 2, …")
    return int(digits)
