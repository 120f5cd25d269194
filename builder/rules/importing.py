"""What can be wrong with an import's map or with the files it reads."""

from __future__ import annotations

from builder.diagnostic import Said, Severity, rule

ERROR = Severity.ERROR


@rule(ERROR)
def bad_pattern(key: str, pattern: str, problem: str) -> Said:
    """导入对照表里的正则表达式写得不对。

    错: extract: "第(\\d+期"
    对: extract: "第(\\d+)期"
    ---
    A regular expression of an import map does not compile.
    """
    return Said(
        f"“{key}”里的正则表达式“{pattern}”不对：{problem}",
        f"`{key}`: `{pattern}` is not a regular expression: {problem}",
        "括号要配对；要找括号、点、问号本身，前面加反斜杠（用单引号括起整个式子）",
        "balance the brackets; put a backslash before a bracket, dot or question mark that is meant"
        " literally, and single quotes around the whole",
    )


@rule(ERROR)
def bad_template(key: str, template: str) -> Said:
    """导入对照表里的模板写得不对。

    花括号里写来源字段名，如 {id}、{$stem}。
    ---
    A template of an import map is wrong: braces hold the name of a source field.
    """
    return Said(
        f"“{key}”的模板“{template}”不对",
        f"`{key}`: `{template}` is not a template",
        '花括号里写来源字段名，如 "{id}"，括号要成对',
        'write the name of a source field in braces, e.g. "{id}"',
    )


@rule(ERROR)
def other_encoding(tried: str, guess: str) -> Said:
    """来源文件不是对照表所说的编码。

    默认只按UTF-8读，不猜。旧文件多是GBK或Big5，要在对照表里写明。
    对: source: {encoding: [utf-8, gbk]}
    ---
    A source file has another encoding than the map says. Nothing is guessed: UTF-8 is read unless
    `source.encoding` names others, tried in turn.
    """
    zh, en = (f"，像是{guess}", f"; it looks like {guess}") if guess else ("", "")
    code = {"GBK": "gbk", "Big5": "big5", "UTF-16": "utf-16"}.get(guess, "gbk")
    return Said(
        f"按{tried}读不通{zh}",
        f"can't be read as {tried}{en}",
        f"在对照表的 source 下写 encoding: [utf-8, {code}]",
        f"write `encoding: [utf-8, {code}]` under `source` in the map",
    )


@rule(ERROR)
def no_source_files(pattern: str) -> Said:
    """没有找到要导入的文件。
    ---
    No file of the folder matches `source.include`.
    """
    return Said(
        f"没有文件合于“{pattern}”",
        f"no file matches `{pattern}`",
        "核对要导入的文件夹和 source 下的 include、exclude",
        "check the folder, and `include` and `exclude` under `source`",
    )


@rule(ERROR)
def bad_metadata(problem: str) -> Said:
    """来源的元数据表读不通。
    ---
    The metadata file of a source can't be read.
    """
    return Said(
        f"元数据表读不通：{problem}",
        f"the metadata can't be read: {problem}",
        "JSONL每行一个对象；JSON是对象的列表；CSV、TSV第一行是字段名",
        "JSONL has one object a line, JSON a list of objects, CSV and TSV names in the first line",
    )


@rule(ERROR)
def no_site_yet(root: str) -> Said:
    """要导入的地方还不是网站。

    没有 site_src/site.yml 时，对照表要有 site 一节（至少 name、base_url），导入时一并写出。
    ---
    The root has no site_src/site.yml, and the map has no `site` to make one from.
    """
    return Said(
        f"{root} 里没有 site_src/site.yml，对照表里也没有 site",
        f"there is no site_src/site.yml in {root}, and the map has no `site`",
        "换 --root，或先 build new site，或在对照表里写 site: {name: …, base_url: …}",
        "give another --root, run `build new site`, or add `site: {name: …, base_url: …}`",
    )


@rule(ERROR)
def closed_vocabulary(path: str) -> Said:
    """名录的写法无法自动添加条目。

    整个写在一对花括号里的名录，导入时不知加在哪里。改成一行一条即可。
    错: {update: {name: 工作动态}}
    对: update: {name: 工作动态}
    ---
    A vocabulary written within one pair of braces can't be added to; write one entry a line.
    """
    return Said(
        f"无法往 {path} 里添加条目",
        f"entries can't be added to {path}",
        "把它改成一行一条（不用花括号括起全部），再导入一次",
        "write it one entry a line, without braces around the whole, and import again",
    )


@rule(ERROR)
def not_written(reason: str) -> Said:
    """文件写不进去。

    磁盘满了，或没有权限。已经写好的都是完整的；排除原因后再导入一次，会接着写完。
    ---
    A file can't be written. What was written is whole; the same import again goes on from there.
    """
    return Said(
        f"写不进去：{reason}",
        f"can't be written: {reason}",
        "排除原因后再导入一次，会接着写完，已有的不动",
        "mend this and run the import again: it goes on from here and overwrites nothing",
    )
