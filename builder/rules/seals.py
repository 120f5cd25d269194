"""What can be wrong with seals, with what was sealed, and with the sign-off they rest on."""

from __future__ import annotations

from builder.diagnostic import Said, Severity, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING

_DAMAGE = {
    "shape": ("写法不是程序写的样子", "it is not written as the program writes it"),
    "format": ("格式的版本不认识", "its format is unknown"),
    "issue": ("它是另一期的封存记录", "it belongs to another issue"),
    "unreadable": ("里面没有封存记录", "it records nothing"),
    "digest": ("里面的摘要互相对不上", "its digests don't agree with each other"),
    "full": ("缺完整链（别的期有）", "it lacks the full chain, which other issues have"),
    "name": ("文件名应是 seal.yml", "its name should be seal.yml"),
}
_WAYS_ZH = (
    "改回封存时的样子；确要改，先在本篇写明更正 corrections、遮蔽 redactions 或撤回 withdrawn，"
    "再运行 build seal {}"
)
_WAYS_EN = (
    "put it back; or declare it in `corrections`, `redactions` or `withdrawn`, "
    "then run `build seal {}`"
)


@rule(ERROR)
def seal_broken(why: str) -> Said:
    """封存记录坏了，不能作数。

    seal.yml 由 build seal 写入，不手工改，也不从别的期复制。坏了的封存记录等于没有封存。
    找回：从版本库或备份恢复这个文件。
    ---
    A seal.yml is damaged, edited by hand, or belongs to another issue; it seals nothing.
    """
    zh, en = _DAMAGE[why]
    return Said(
        f"封存记录坏了：{zh}",
        f"this seal is damaged: {en}",
        "从版本库或备份恢复 seal.yml；不要手工改它",
        "restore seal.yml from the repository or a backup; it is not edited by hand",
    )


@rule(ERROR)
def seal_chain_broken(series: str) -> Said:
    """封存的链断了。

    每次封存都接在同一刊物上一次封存之后。前面那一份 seal.yml 不见了或被改过，链就断了。
    找回：从版本库或备份恢复被删、被改的 seal.yml。
    ---
    A seal follows one that is missing or was changed: the chain of the series is broken.
    """
    return Said(
        f"封存的链断了：“{series}”里这一期之前的那份封存记录不见了，或被改过",
        f"the chain of seals is broken: the seal of `{series}` before this one is missing or changed",
        "从版本库或备份恢复前面各期的 seal.yml",
        "restore the seal.yml files of the issues sealed before",
    )


@rule(ERROR)
def seal_chain_forked(other: str) -> Said:
    """两份封存接在同一处。

    多半是两个人各自封存，再把改动合到一起。
    留下先封存的一份；另一期还没有发布过就删掉它的 seal.yml，重新运行 build seal。
    ---
    Two seals follow the same one: two people sealed at the same time.
    """
    return Said(
        f"封存的链分了叉：{other}也接在同一处",
        f"the chain of seals forks: {other} follows the same seal",
        "留下先封存的一份；后一期若未发布，删去它的 seal.yml，再运行 build seal",
        "keep the one sealed first; if the other was never published, delete its seal.yml and seal again",
    )


_FIELDS = {
    "body": "正文",
    "items": "条目的次序",
    "file": "文件",
    "title": "标题",
    "subtitle": "副标题",
    "kind": "类别",
    "units": "报送单位",
    "authors": "作者",
    "topics": "主题",
    "keywords": "关键词",
    "summary": "摘要",
    "index_no": "索引号",
    "doc_no": "发文字号",
    "openness": "公开属性",
    "scope": "范围",
    "urgency": "缓急",
    "event_date": "事发日期",
    "steps": "办理过程",
    "call": "约稿",
    "continues": "承接",
    "laws": "相关法规",
    "photos": "图片",
    "aliases": "旧地址",
    "lang": "语言",
    "corrections": "以前的更正",
    "redactions": "以前的遮蔽",
    "withdrawn": "撤回",
    "number": "期号",
    "total": "总期号",
    "date": "日期",
    "form": "形式",
    "compiler": "编发单位",
    "editor": "责任编辑",
    "proofreader": "校对",
    "signer": "签发人",
    "distribution": "分发",
    "copies": "印数",
    "secrecy": "内部标志",
    "cutoff": "截稿时间",
    "status": "状态",
    "scan": "扫描件",
}
_ENGLISH = {"body": "the text", "items": "the order of items", "file": "the file"}


@rule(ERROR)
def changed_after_seal(part: str, fields: tuple[str, ...], issue: str) -> Said:
    """封存以后改了内容，没有声明。

    封存的内容：期和信息的设置、正文、次序、图片和附件。采用、批示、后续办理可以随时补记。
    合法的改法有四种：更正（corrections）、撤回（withdrawn）、遮蔽（redactions）、
    改公开属性（openness）。写明以后运行 build seal 补封，才算数。
    ---
    Sealed content was changed without being declared. Adoptions, annotations and follow-ups may
    be added at any time; anything else needs a correction, withdrawal, redaction or
    reclassification, and then `build seal`.
    """
    zh = "、".join(_FIELDS.get(field, field) for field in fields) or "内容"
    en = ", ".join(_ENGLISH.get(field, f"`{field}`") for field in fields) or "content"
    return Said(
        f"封存以后改了：{part} 的{zh}",
        f"changed after sealing: {en} of {part}",
        _WAYS_ZH.format(issue),
        _WAYS_EN.format(issue),
    )


@rule(ERROR)
def removed_after_seal(part: str, issue: str) -> Said:
    """封存的条目或文件不见了。

    封存以后不能删去条目。不该再公开的，用 build withdraw 撤回：原地址留下说明，文件留在原处。
    ---
    A sealed item or file is gone. Items are withdrawn, not deleted.
    """
    return Said(
        f"封存的“{part}”不见了",
        f"`{part}` was sealed and is gone",
        f"恢复这个文件；不该再公开的，恢复后用 build withdraw {issue}/{part} 撤回",
        "restore it; what should no longer be public is withdrawn with `build withdraw`",
    )


@rule(ERROR)
def added_after_seal(part: str, issue: str) -> Said:
    """已经封存的一期里多了东西。

    封存就是定稿，不能再加条目、图片或附件。新的内容编入下一期，或者出增刊。
    ---
    Something was added to a sealed issue. New content goes to another issue.
    """
    return Said(
        f"{issue} 已经封存，却多了“{part}”",
        f"{issue} is sealed, yet `{part}` was added",
        "移到下一期或增刊",
        "move it to the next issue or to a supplement",
    )


@rule(ERROR)
def unsealed_change(part: str, acts: tuple[str, ...], issue: str) -> Said:
    """改动已经声明，还没有补封。

    声明（更正、撤回、遮蔽、改公开属性）写进设置以后，运行 build seal 补封一次，改动才算数。
    ---
    A declared change of sealed content is not sealed yet.
    """
    names = {
        "correction": "更正",
        "withdrawal": "撤回",
        "redaction": "遮蔽",
        "reclassification": "改公开属性",
    }
    zh = "、".join(names.get(act, act) for act in acts)
    return Said(
        f"{part} 的{zh}还没有补封",
        f"the {', '.join(acts)} of {part} is not sealed yet",
        f"运行 build seal {issue}",
        f"run `build seal {issue}`",
    )


@rule(ERROR)
def outdated_seal(issue: str) -> Said:
    """源文件没有改，程序读出来的公开内容却和封存时不同。

    多半是程序换了版本。核对无误后运行 build seal 重新记录，链上会多一环。
    ---
    The sources are as they were sealed, but this version of the program reads them otherwise.
    """
    return Said(
        "源文件与封存时相同，公开的内容却读得不同：多半是程序换了版本",
        "the sources are as sealed, but the public content reads otherwise: another version?",
        f"核对后运行 build seal {issue}",
        f"look at it, then run `build seal {issue}`",
    )


@rule(WARNING)
def same_person(person: str, one: str, other: str) -> Said:
    """同一个人办了两步。

    审和签应当由不同的人。site.yml 的 signing 写 same_person: error，就不许这样发布；
    写 allowed，就不再提示。
    ---
    One person took two steps of the sign-off. `signing.same_person` in site.yml makes it an
    error, or allows it.
    """
    names = {
        "submitted": "报送",
        "screened": "初审",
        "edited": "编辑",
        "reviewed": "复核",
        "signed": "签发",
    }
    return Said(
        f"“{names[one]}”和“{names[other]}”是同一个人：{person}",
        f"`{person}` took two steps: {one} and {other}",
        "换一个人办其中一步；确是如此，在本篇写 allow: {same-person: 理由}",
        "have somebody else take one of them, or add allow: {same-person: reason}",
    )


@rule(ERROR)
def lower_signatory(role: str, wanted: str) -> Said:
    """签发人的职务不够。

    site.yml 的 signing.higher 规定了哪些信息（如范围是全县、缓急是紧急）要由更高的职务签发。
    ---
    An item of this scope, urgency or kind must be signed in a higher office, by a rule of
    `signing.higher` in site.yml.
    """
    had = f"“{role}”" if role else "没有写职务"
    return Said(
        f"这一篇要由{wanted}签发，现在是{had}",
        f"this must be signed by `{wanted}`; the office given is `{role}`",
        f"请{wanted}签发，把职务写进签发一步的 role（职务）",
        "have it signed in that office, and write it as `role` of the signed step",
    )


@rule(ERROR)
def short_passage(least: int) -> Said:
    """要遮蔽的原文太短。

    程序要在全站证明这段话已经没有了；太短的词别处也会有。连同前后的字一起写。
    ---
    A passage to be redacted is too short to be looked for in the whole site.
    """
    return Said(
        f"要遮蔽的原文太短，至少{least}个字",
        f"the passage to redact is too short: {least} characters at least",
        "连同前后的字一起写，写到别处不会有为止",
        "write more of what stands around it",
    )


@rule(WARNING)
def unproven_redaction() -> Said:
    """遮蔽没有写原文，程序没法证明它已经没有了。

    写了 passage（原文），程序会在各处输出里把它换掉，并在公开版的每个文件里查证。
    源文件里已经手工删掉的，写 allow: {unproven-redaction: 理由}，并自己查一遍。
    ---
    A redaction without its passage: the program can't prove that the words are gone.
    """
    return Said(
        "这条遮蔽没有写原文 passage，程序没法查证",
        "this redaction has no `passage`, so nothing can be proven",
        "在本篇恢复原文并写上 passage，由程序遮去；确已手工删净，写 allow: {unproven-redaction: 理由}",
        "put the words back and give `passage`, or add allow: {unproven-redaction: reason}",
    )


@rule(ERROR)
def passage_not_found(passage: str) -> Said:
    """要遮蔽的原文在本篇里找不到。

    原文要照本篇写的一字不差（空格和换行不计）。找不到，就什么也没有遮去。
    源文件里的原文不要手工删：删不删由这条遮蔽记录管，各处输出都会换成代替的字样。
    ---
    The passage to redact does not stand in this file, so nothing is redacted.
    """
    return Said(
        f"本篇里没有“{passage}”，什么也没有遮去",
        f"`{passage}` does not stand here, so nothing is redacted",
        "照正文原样抄写 passage（空格、换行不计），中间有加粗等符号的也照抄",
        "copy `passage` from the text as it is written; blanks and line ends don't matter",
    )
