"""The options of the commands that write content: new, sign, seal, withdraw."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from builder.parser import said

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the parsers of `new`, `sign`, `seal` and `withdraw`."""
    new = commands.add_parser("new", parents=[common], help=said("新建", "scaffold"))
    kinds = new.add_subparsers(dest="what", metavar="site|issue|item|call", required=True)
    _site(kinds.add_parser("site", parents=[common], help=said("一个新站点", "a new site")))
    _issue(kinds.add_parser("issue", parents=[common], help=said("新的一期", "a new issue")))
    _item(kinds.add_parser("item", parents=[common], help=said("一条信息", "an item")))
    _call(kinds.add_parser("call", parents=[common], help=said("报送要点", "a call")))
    _sign(commands.add_parser("sign", parents=[common], help=said("签发一期", "sign an issue")))
    _seal(commands.add_parser("seal", parents=[common], help=said("封存一期", "seal an issue")))
    _withdraw(
        commands.add_parser("withdraw", parents=[common], help=said("撤回一条", "withdraw an item"))
    )


def _site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        default="",
        metavar="DIR",
        help=said("默认当前目录", "the current folder by default"),
    )
    parser.add_argument("--name", help=said("网站名称", "the site's name"))
    parser.add_argument("--owner", help=said("主办单位全称", "full name of the owner"))
    parser.add_argument(
        "--base-url",
        help=said(
            "网址，如 https://example.gov.cn/xx/", "address, such as https://example.gov.cn/xx/"
        ),
    )
    parser.add_argument(
        "--series-name", help=said("第一种刊物的名称，默认 政务信息", "name of the first series")
    )
    parser.add_argument(
        "--series-code",
        help=said("第一种刊物的代码，默认 zwxx", "code of the first series, zwxx by default"),
    )
    parser.add_argument(
        "--frequency", help=said("刊期，默认 weekly（周刊）", "its frequency, weekly by default")
    )
    parser.add_argument(
        "--digits", help=said("期号的位数，默认 4", "digits of its numbers, 4 by default")
    )
    parser.add_argument(
        "--organisation",
        default="",
        help=said("机构代码，用在索引号里", "code of the organisation, for index numbers"),
    )
    parser.add_argument("--phone", default="", help=said("联系电话", "telephone"))
    parser.add_argument("--address", default="", help=said("通信地址", "postal address"))
    parser.add_argument(
        "--locale",
        default="zh-CN",
        help=said("zh-CN、zh-TW、zh-HK、en", "zh-CN, zh-TW, zh-HK or en"),
    )


def _issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "series",
        nargs="?",
        metavar="SERIES",
        help=said("刊物的代码或名称", "code or name of the series"),
    )
    parser.add_argument(
        "--date", type=day, help=said("日期，默认今天", "its date, today by default")
    )
    parser.add_argument(
        "--form",
        help=said("regular 正刊、supplement 增刊、special 专刊", "regular, supplement or special"),
    )
    parser.add_argument(
        "--year",
        type=_year,
        help=said("编号的年份，默认按日期", "year of numbering, that of the date by default"),
    )
    parser.add_argument(
        "--number",
        type=_number,
        help=said("期号，默认接上一期", "its number, the next one by default"),
    )
    parser.add_argument(
        "--title",
        help=said("本期的题名，如专刊的名称", "a title of its own, as of a special issue"),
    )
    _style(parser)


def _item(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "issue", nargs="?", metavar="SERIES/YEAR/NUMBER", help=said("哪一期", "which issue")
    )
    parser.add_argument(
        "--unit",
        action="append",
        help=said(
            "报送单位的代码或名称；合报写几次，第一个牵头",
            "reporting unit; several for a joint report, the first leads",
        ),
    )
    parser.add_argument("--title", help=said("标题", "title"))
    parser.add_argument("--kind", help=said("类别", "kind"))
    parser.add_argument(
        "--topics",
        action="append",
        help=said("主题，几个用逗号隔开", "topics, separated by commas"),
    )
    parser.add_argument(
        "--openness",
        help=said(
            "公开属性：public 公开、internal 内部；不给默认值", "public or internal; never assumed"
        ),
    )
    parser.add_argument(
        "--slug",
        help=said(
            "文件名里的代号，默认 单位-序号", "its name in the file name, <unit>-<n> by default"
        ),
    )
    _style(parser)


def _call(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help=said("如 2026q4", "such as 2026q4"))
    parser.add_argument("--title", help=said("标题", "title"))
    parser.add_argument("--due", type=day, help=said("期限", "deadline"))
    parser.add_argument(
        "--to",
        action="append",
        help=said(
            "对象：all，或单位、分组；几个用逗号隔开",
            "to whom: all, or units and groups, separated by commas",
        ),
    )
    _style(parser)


def _sign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "issue", nargs="?", metavar="SERIES/YEAR/NUMBER", help=said("哪一期", "which issue")
    )
    parser.add_argument("--by", help=said("签发人", "who signed"))
    parser.add_argument("--role", help=said("签发人的职务", "their office"))
    parser.add_argument(
        "--acting", action="store_true", help=said("代签", "signed in place of another")
    )
    parser.add_argument(
        "--at",
        help=said(
            "签发时间，如 2026-03-05T17:30，默认现在",
            "when, such as 2026-03-05T17:30; now by default",
        ),
    )
    parser.add_argument(
        "--keep-date",
        action="store_true",
        help=said("不把本期日期改为签发日", "do not set the issue's date to the day of signing"),
    )
    _yes(parser)


def _seal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "issue", nargs="?", metavar="SERIES/YEAR/NUMBER", help=said("哪一期", "issue")
    )
    parser.add_argument(
        "--note",
        help=said(
            "说明，只记在封存记录里；改公开属性时必写",
            "a note, kept in the seal alone; needed where openness changes",
        ),
    )
    _yes(parser)


def _withdraw(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id",
        nargs="?",
        metavar="ID",
        help=said("如 zwxx/2026/0012/gongan-1", "such as zwxx/2026/0012/gongan-1"),
    )
    parser.add_argument("--reason", help=said("理由，会公开", "reason; it is published"))
    parser.add_argument(
        "--outcome",
        help=said(
            "error 有误、merged 合并、expired 失效、reclassified 改密",
            "error, merged, expired or reclassified",
        ),
    )
    parser.add_argument(
        "--merged-into", metavar="ID", help=said("并入哪一条", "the item it was merged into")
    )
    parser.add_argument(
        "--date", type=day, help=said("撤回日期，默认今天", "date of withdrawal, today by default")
    )
    _yes(parser)


def _style(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keys",
        choices=("zh", "en"),
        help=said(
            "键名用中文还是英文，默认照最近的一篇",
            "keys in Chinese or English; as in the newest item by default",
        ),
    )
    parser.add_argument(
        "--bare", action="store_true", help=said("不写说明", "leave out the explanations")
    )


def _yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--yes", "-y", action="store_true", help=said("不再问，直接写", "do not ask")
    )


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
