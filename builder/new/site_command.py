"""The command `build new site`: asks, and writes a whole site into a folder that is none yet."""

from __future__ import annotations

import argparse
from pathlib import Path

from builder.load.settings import LOCALES, normal_base_url
from builder.load.vocabularies import FREQUENCIES, RESERVED
from builder.new import names, proof, write
from builder.new.site import Wanted, site_files
from builder.new.talk import CLEAN, Question, RefusedError, Talk


def make_site(options: argparse.Namespace, folder: Path, talk: Talk) -> int:
    """Write a new site into a folder; nothing that is there is overwritten."""
    _free(folder)
    if options.locale not in LOCALES:
        raise RefusedError(
            f"--locale 不能是“{options.locale}”：可写 {'、'.join(LOCALES)}。",
            f"--locale can't be `{options.locale}`: {', '.join(LOCALES)}.",
        )
    talk.lang = talk.lang or ("en" if options.locale == "en" else "zh")
    wanted = Wanted(
        name=talk.ask(Question("--name", "网站名称", "name"), options.name, _some),
        owner=talk.ask(Question("--owner", "主办单位全称", "owner"), options.owner, _some),
        base_url=talk.ask(
            Question("--base-url", "网址", "address", "https://example.gov.cn/"),
            options.base_url,
            _address,
        ),
        series_name=talk.ask(
            Question("--series-name", "第一种刊物的名称", "first series", "政务信息", "政务信息"),
            options.series_name,
            _some,
        ),
        series_code=talk.ask(
            Question("--series-code", "它的代码（会成为网址）", "its code", "zwxx", "zwxx"),
            options.series_code,
            _series,
        ),
        frequency=talk.ask(
            Question("--frequency", "刊期（如 周刊、月刊、不定期）", "frequency", "周刊", "周刊"),
            options.frequency,
            _frequency,
        ),
        digits=int(
            talk.ask(
                Question("--digits", "期号的位数", "digits of its numbers", "4", "4"),
                options.digits,
                _digits,
            )
        ),
        organisation=names.words(options.organisation),
        phone=names.words(options.phone),
        address=names.words(options.address),
        locale=options.locale,
    )
    files = site_files(wanted)
    proof.site(files)
    for path in files:
        if (folder / path).exists():
            raise _there(folder / path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write.create(folder, files)
    except FileExistsError as error:
        raise _there(Path(str(error.filename or folder))) from None
    talk.tell(str(folder))
    talk.say(
        f"新站点建好了。下一步：到 {folder} 里，把单位写进 site_src/vocabularies/units.yml，"
        f"再运行 build new issue {wanted.series_code}；build serve 可以预览。",
        f"the site is ready. Next, in {folder}: register units in site_src/vocabularies/units.yml, "
        f"then run build new issue {wanted.series_code}; build serve shows it.",
    )
    return CLEAN


def _free(folder: Path) -> None:
    """Refuse a folder that is a site, lies inside one's contents, or has a bad name."""
    if (folder / "site_src" / "site.yml").exists():
        raise RefusedError(
            f"{folder} 已经是站点了，没有改动它。",
            f"{folder} is a site already; it was left as it is.",
        )
    for above in folder.parents:
        inside = folder.relative_to(above).parts[0]
        contents = ("site_src", "issues", "layouts", "dist")
        if inside in contents and (above / "site_src" / "site.yml").exists():
            raise RefusedError(
                f"{folder} 在另一个站点（{above}）的 {inside} 里面，换个地方。",
                f"{folder} lies inside {inside} of another site ({above}); choose another place.",
            )
    if folder.exists() and not folder.is_dir():
        raise _there(folder)
    for part in (folder, *folder.parents):
        if part.exists():
            break
        names.folder_name(part.name)


def _there(path: Path) -> RefusedError:
    return RefusedError(
        f"{path} 已经有了，没有改动它；换个空文件夹。",
        f"{path} is there already; it was left as it is. Choose an empty folder.",
    )


def _some(text: str) -> str:
    found = names.words(text)
    if not found:
        raise RefusedError("不能是空的。", "this can't be empty.")
    return found


def _address(text: str) -> str:
    found = normal_base_url(names.words(text))
    if not found:
        raise RefusedError(
            f"“{text}”不是网址，写成 https://example.gov.cn/ 的样子。",
            f"`{text}` is not an address such as https://example.gov.cn/.",
        )
    return found


def _series(text: str) -> str:
    found = names.code(text)
    if not found[0].isalpha() or found in RESERVED:
        raise RefusedError(
            f"“{found}”不能作刊物的代码：要字母开头，也不能是系统保留的名字。",
            f"`{found}` can't be the code of a series: it begins with a letter and is not reserved.",
        )
    return found


def _frequency(text: str) -> str:
    known = {**{one.value: one for one in FREQUENCIES.values()}, **FREQUENCIES}
    if text.strip() not in known:
        raise RefusedError(
            f"刊期不能是“{text}”：可写 {'、'.join(FREQUENCIES)}。",
            f"the frequency can't be `{text}`: {', '.join(one.value for one in known.values())}.",
        )
    return known[text.strip()].value


def _digits(text: str) -> str:
    if text.strip() not in tuple("123456789"):
        raise RefusedError("位数写 1 到 9。", "digits are 1 to 9.")
    return text.strip()
