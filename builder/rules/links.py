"""What can be wrong with links, photos and attachments."""

from __future__ import annotations

from builder.diagnostic import Said, Severity, rule
from builder.rules.fields import near_en, near_zh

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@rule(ERROR)
def broken_link(target: str, near: str, withheld: bool = False) -> Said:
    """站内链接指向不存在的地方。

    公开的信息链接到不公开的信息（内部、未发、已撤回），在公开版里也算不存在。
    错: [上期](item:zwxx/2026/0011/gongan)
    对: [上期](item:zwxx/2026/0011/gongan-1)
    ---
    An internal link leads nowhere; a link from a public text to something withheld (internal,
    not out yet, withdrawn) counts too.
    """
    if withheld:
        return Said(
            f"“{target}”不公开（内部、未发或已撤回），公开的内容不能链接到它",
            f"`{target}` is not public (internal, not out yet or withdrawn); public text can't "
            "link to it",
            "删去链接，只留文字；或等它公开后再链接",
            "remove the link, or add it once the target is public",
        )
    return Said(
        f"链接的“{target}”不存在",
        f"`{target}` does not exist",
        near_zh(near) or "核对代号：刊物/年/期/文件名（不带序号和 .md）",
        near_en(near).strip() or "check the id: series/year/number/slug",
    )


@rule(ERROR)
def broken_anchor(anchor: str, near: str) -> Said:
    """链接里“#”后面的标题不存在。

    “#”后面写所指那一篇里标题的文字。
    ---
    There is no heading for the part of the link after `#`.
    """
    return Said(
        f"没有“#{anchor}”这个标题",
        f"there is no heading `#{anchor}`",
        near_zh(near) or "核对标题文字",
        near_en(near).strip() or "check the heading",
    )


def _put_zh(what: str, beyond: str) -> str:
    """Where a file should be put, in Chinese; `beyond` is a folder that has one of its name."""
    if beyond:
        return f"{beyond} 里有同名的{what}：复制一份到本期的文件夹"
    return f"把{what}放进本期的文件夹，名字大小写要一致"


def _put_en(beyond: str) -> str:
    """The same in English."""
    if beyond:
        return f"copy it from `{beyond}` into the issue's folder"
    return "put it into the issue's folder; mind upper and lower case"


@rule(ERROR)
def missing_file(target: str, near: str, beyond: str = "") -> Said:
    """附件不在本期文件夹里。

    附件和信息放在同一个文件夹，名字的大小写要一致。
    ---
    The attachment is not in the issue's folder; upper and lower case matter.
    """
    return Said(
        f"找不到附件“{target}”",
        f"there is no file `{target}`",
        near_zh(near) or _put_zh("文件", beyond),
        near_en(near).strip() or _put_en(beyond),
    )


@rule(ERROR)
def missing_image(target: str, near: str, beyond: str = "") -> Said:
    """图片不在本期文件夹里。

    图片和信息放在同一个文件夹，名字的大小写要一致；不能用外站或别的期的图片。
    ---
    The image is not in the issue's folder; upper and lower case matter.
    """
    return Said(
        f"找不到图片“{target}”",
        f"there is no image `{target}`",
        near_zh(near) or _put_zh("图片", beyond),
        near_en(near).strip() or _put_en(beyond),
    )


@rule(ERROR)
def image_without_alt(target: str) -> Said:
    """图片没有替代文字。

    看不见图的读者靠它知道图上是什么。
    错: ![](quxian.png)
    对: ![全县用电量逐月上升的折线图](quxian.png "图1 用电量")
    ---
    The image has no alternative text for readers who can't see it.
    """
    return Said(
        f"图片“{target}”没有替代文字",
        f"the image `{target}` has no alternative text",
        "在方括号里写一句图上是什么：![说明](文件名)；图片（photos）里写 替代文字: 说明",
        "describe it: ![description](file), or `alt:` in photos",
    )


@rule(ERROR)
def unreadable_image(target: str) -> Said:
    """图片不是能显示的格式，或已损坏。

    可用 JPEG、PNG、GIF、WebP；扩展名要与内容相符，像素不超过1亿。TIFF、HEIC、BMP、SVG 要先另存。
    ---
    The file is not a readable JPEG, PNG, GIF or WebP image, its suffix is another's, or it has
    more than 100 million pixels. TIFF, HEIC, BMP and SVG must be saved as one of these.
    """
    kind = target.rpartition(".")[2].upper()
    zh, en = "读不出来：已损坏，或内容不是扩展名说的格式", "not a readable image"
    if kind in ("HEIC", "HEIF", "TIF", "TIFF", "BMP", "SVG", "PSD"):
        zh, en = f"是 {kind} 格式，网页上显示不了", f"{kind}, which browsers do not show"
    return Said(
        f"图片“{target}”{zh}",
        f"`{target}` is {en}",
        "用看图软件打开，另存为 JPEG 或 PNG；文件名变了，这里也改",
        "save it as JPEG or PNG with the right suffix",
    )


_TARGETS = {
    "item": (
        "本站的信息要用“item:代号”链接",
        "items of this site are linked to as item:ID",
        "写成 {better}",
        "write {better}",
    ),
    "web": ("网址没有写对", "the address is not whole", "写成 {better}", "write {better}"),
    "mail": ("邮箱前面要写 mailto:", "`mailto:` is missing", "写成 {better}", "write {better}"),
    "own": (
        "链接不能从“/”写起",
        "a link can't begin with `/`",
        "本站的信息写 item:代号，别的网页写全网址，如 {better}",
        "write item:ID for an item, else the whole address, such as {better}",
    ),
    "disk": (
        "这是自己电脑里的位置，别人打不开",
        "it is a place on your own computer",
        "把文件复制到本期的文件夹，这里只写文件名：{better}",
        "copy the file into the issue's folder and write its name: {better}",
    ),
    "folder": (
        "文件要直接放在本期的文件夹里",
        "files lie directly in the issue's folder",
        "把文件复制到本期的文件夹，这里只写文件名：{better}",
        "copy the file into the issue's folder and write its name: {better}",
    ),
}
_PICTURES = {
    "web": (
        "不能用别的网站的图片",
        "pictures of other sites are not loaded",
        "把图片下载到本期的文件夹，这里只写文件名，如 tu1.jpg",
        "save the picture in the issue's folder and write its name, such as tu1.jpg",
    ),
    "data": (
        "图片不能写成一长串编码贴在文中",
        "a picture can't be pasted as text",
        "把图片另存为 JPEG 或 PNG，放进本期的文件夹，这里只写文件名，如 tu1.jpg",
        "save it as JPEG or PNG in the issue's folder and write its name, such as tu1.jpg",
    ),
    "disk": (
        "这是自己电脑里的图片，别人看不到",
        "it is a picture on your own computer",
        "把图片复制到本期的文件夹，这里只写文件名：{better}",
        "copy it into the issue's folder and write its name: {better}",
    ),
    "folder": (
        "图片要直接放在本期的文件夹里",
        "pictures lie directly in the issue's folder",
        "把图片复制到本期的文件夹，这里只写文件名：{better}",
        "copy it into the issue's folder and write its name: {better}",
    ),
    "": (
        "图片要放在本期的文件夹里，只写文件名",
        "a picture is a file in the issue's folder, named alone",
        "把图片放进本期的文件夹，这里写文件名，如 tu1.jpg",
        "put it into the issue's folder and write its name, such as tu1.jpg",
    ),
}


@rule(ERROR)
def forbidden_link(target: str, cause: str = "", better: str = "", picture: bool = False) -> Said:
    """链接或图片的写法不允许。

    链接只收 http、https、mailto、tel，本站的 item:代号，以及本期文件夹里的文件；图片只收本期
    文件夹里的。
    错: [上期](01-gongan-1.md)、[国务院](www.gov.cn)、![现场](C:\\照片\\1.jpg)
    对: [上期](item:zwxx/2026/0011/gongan-1)、[国务院](https://www.gov.cn)、![现场](1.jpg)
    ---
    Only http, https, mailto, tel, `item:ID` and files beside the item may be linked to; a picture
    is a file beside the item.
    """
    shown = target if len(target) <= 60 else target[:60] + "…"
    if picture:
        known = _PICTURES.get(cause, _PICTURES[""])
        zh, en = f"不能用图片“{shown}”", f"the picture `{shown}` can't be used"
    else:
        known = _TARGETS.get(
            cause,
            (
                "",
                "",
                "外站写 https://…；本站写 item:代号；附件写文件名",
                "write https://…, item:ID or a file name",
            ),
        )
        zh, en = f"不能链接到“{shown}”", f"`{shown}` can't be linked to"
    why_zh, why_en, help_zh, help_en = known
    return Said(
        f"{zh}：{why_zh}" if why_zh else zh,
        f"{en}: {why_en}" if why_en else en,
        help_zh.format(better=better),
        help_en.format(better=f"`{better}`" if better else "its name"),
    )


@rule(ERROR)
def missing_emblem(target: str) -> Said:
    """外观里的徽标图片不在 static 文件夹里。

    徽标的图片放在 site_src/static/ 里，emblem 写它在那里的位置。
    错: emblem: https://example.gov.cn/hui.png
    对: emblem: hui.png（文件是 site_src/static/hui.png）
    ---
    The emblem of the theme must be a file below site_src/static/.
    """
    return Said(
        f"找不到徽标“{target}”",
        f"there is no emblem `{target}`",
        "把图片放进 site_src/static/，emblem 写文件名，如 hui.png",
        "put the picture into site_src/static/ and write its name",
    )


@rule(WARNING)
def raw_html(snippet: str) -> Said:
    """正文里有HTML标签。

    标签不起作用，会原样显示成文字。
    ---
    HTML in the text is shown as text, not obeyed.
    """
    return Said(
        f"正文里的“{snippet}”会原样显示",
        f"`{snippet}` is shown as text",
        "用 Markdown 写法，或删去",
        "use Markdown, or delete it",
    )


@rule(WARNING)
def large_file(target: str, size: int, limit: int) -> Said:
    """图片或附件太大。

    读者多用手机看，几十兆的图片要等很久，还费流量。图片不宜超过5 MB，附件不宜超过20 MB。
    ---
    A picture above 5 MB or an attachment above 20 MB makes readers on a phone wait.
    """
    megabytes, most = f"{size / 1_000_000:.1f}", limit // 1_000_000
    return Said(
        f"“{target}”有{megabytes} MB，超过{most} MB",
        f"`{target}` has {megabytes} MB, more than {most} MB",
        "图片缩到宽2000像素左右再放；附件压缩或拆开",
        "scale a picture to some 2000 pixels; compress or split an attachment",
    )


@rule(WARNING)
def lost_markup(mark: str, better: str) -> Said:
    """正文里的记号没有起作用，会原样显示。

    多半是中文输入法打出的全角记号，或少了空格：
    错: ！[现场]（tu1.png）、##三、成效、![现场](微信图片 1.jpg)
    对: ![现场](tu1.png)、## 三、成效、![现场](<微信图片 1.jpg>)
    从 Excel、Word 粘贴来的表格和带“•”的各行会连成一段：表格改用 | 分列，列表每行以“- ”开头。
    ---
    A mark has no effect and is shown as it is: full-width punctuation, a missing space after `##`,
    a file name with spaces, a note that is not there. Rows and `•` lists that were pasted run on.
    """
    shown = mark if len(mark) <= 30 else mark[:30] + "…"
    return Said(
        f"“{shown}”没有起作用，会原样显示",
        f"`{shown}` has no effect and is shown as it is",
        f"写成 {better}",
        f"write `{better}`",
    )


_INSIDE = {
    "active": (
        "里有打开就会运行的东西（{}）",
        "holds what runs when it is opened ({})",
        "去掉宏、脚本和嵌入的文件：另存为 PDF/A，或不含宏的格式",
        "remove macros, scripts and embedded files: save it as PDF/A or without macros",
    ),
    "locked": (
        "加了密码，读者打不开，也查不了里面有没有个人信息",
        "is encrypted: readers can't open it, and nobody can check what is in it",
        "去掉密码再放",
        "remove the password",
    ),
    "damaged": (
        "打不开，或内容与扩展名不符",
        "can't be opened, or is not what its suffix says",
        "重新导出一份，扩展名与格式一致",
        "export it again, with the right suffix",
    ),
    "swollen": (
        "展开后大得离谱（{}字节）",
        "becomes far too large when it is unpacked ({} bytes)",
        "重新导出一份",
        "export it again",
    ),
}


@rule(ERROR)
def unsafe_document(target: str, kind: str, name: str) -> Said:
    """附件里有宏、脚本、嵌入的文件或密码，或者打不开。

    宏和脚本会在读者的电脑上运行；嵌入的文件没人看得见；加了密码的查不了。
    ---
    An attachment with macros, scripts, embedded files or a password, or one that can't be opened.
    """
    zh, en, help_zh, help_en = _INSIDE[kind]
    return Said(
        f"附件“{target}”{zh.format(name)}", f"`{target}` {en.format(f'`{name}`')}", help_zh, help_en
    )


@rule(ERROR)
def author_in_document(target: str, name: str) -> Said:
    """附件的属性里留有作者、单位等个人信息。

    Word、WPS、PDF 会记下登录名、批注人、修订人，谁下载谁就看得见。写本单位、报送单位的名称不算。
    已有电子签名的文件改不得，另有 author-in-signed-document。
    ---
    A document names people in its properties, comments or tracked changes. The name of a unit or
    of the owner of the site is no matter.
    """
    return Said(
        f"附件“{target}”的属性里留有“{name}”",
        f"`{target}` names `{name}` in its properties",
        "Word、WPS：文件→信息→检查文档→删除个人信息，接受修订、删除批注；再导出 PDF",
        "in Word: File, Info, Inspect Document, remove; accept changes, delete comments; export anew",
    )


@rule(ERROR)
def author_in_signed_document(target: str, name: str) -> Said:
    """有电子签名的附件，属性里留有作者。

    签了名的文件一改就失效。能重新签的，先清除作者再签；不能的，写明理由豁免。
    ---
    A signed document names people in its properties. Changing it would break the signature: sign
    a clean one, or waive this with a reason.
    """
    return Said(
        f"有电子签名的附件“{target}”，属性里留有“{name}”",
        f"the signed document `{target}` names `{name}` in its properties",
        "清除后重签；不能重签的，在这一段前面写 <!-- allow: author-in-signed-document 理由 -->",
        "sign a clean copy, or write <!-- allow: author-in-signed-document reason --> above",
    )


@rule(ERROR)
def active_file(target: str) -> Said:
    """附件是能在网页里运行的文件，或不是常用的格式。

    网页（.html、.svg）、脚本、程序放在本站会以本站的名义运行，所以不收。
    ---
    An attachment that a browser would run as a page, or of a kind that is not known: it would
    act in the name of this site.
    """
    return Said(
        f"“{target}”不能作附件",
        f"`{target}` can't be an attachment",
        "换成 PDF、Word、Excel、WPS、CSV、TXT、ZIP 或图片",
        "use PDF, office formats, CSV, TXT, ZIP or an image",
    )
