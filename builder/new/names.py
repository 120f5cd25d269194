"""Which words may be written: names that every system takes, texts without hidden characters."""

from __future__ import annotations

import re
import unicodedata

from builder.new.talk import RefusedError
from builder.writable import unwritable

_CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
_LONGEST = 100


def folder_name(name: str) -> str:
    """The name of a folder, refused where some system can't write it."""
    bad = unwritable(name)
    if bad or name != words(name):
        raise RefusedError(
            f"“{name}”不能作文件夹名：Windows 写不了“{bad}”。",
            f"`{name}` can't be a folder's name: Windows can't write `{bad}`.",
        )
    return name


def code(text: str) -> str:
    """A code that becomes a part of addresses and a folder of the output."""
    found = text.strip()
    if not _CODE.fullmatch(found) or len(found) > _LONGEST:
        raise RefusedError(
            f"“{text}”不能作代码：只用小写字母、数字和连字符（-），如 gongan-1。",
            f"`{text}` can't be a code: use lower-case letters, digits and hyphens.",
        )
    if unwritable(found):
        raise RefusedError(
            f"“{found}”是 Windows 保留的名字，写不了，换一个。",
            f"`{found}` is a name Windows keeps for itself; take another.",
        )
    return found


def words(text: str) -> str:
    """A text for one line, without what can't be seen."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"):
            number = f"U+{ord(character):04X}"
            raise RefusedError(
                f"“{text.encode('ascii', 'backslashreplace').decode()}”里有看不见或读不出的字符"
                f"（{number}），请重新输入。",
                f"there is a hidden or unreadable character ({number}) in what was given.",
            )
    return text.strip()


def several(given: str) -> list[str]:
    """The words of a list written with commas of any kind."""
    found = [words(word) for word in re.split(r"[,，、;；]", given)]
    return list(dict.fromkeys(word for word in found if word))
