"""The files of a new site: settings, vocabularies and a first page, with Chinese explanations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from builder.importing.quoting import quote
from builder.new.vocabularies import KINDS, LEVELS, TARGETS, TOPICS, UNITS

SETTINGS = Template("""\
# 站点的总设置。“# ”开头的行是说明，程序不读。
# 存盘时编码选 UTF-8；改完运行 build check 核对。

# 网站名称，显示在每一页上。必填。
name: $name
# 网站的正式网址；放在子目录里也可以，如 https://example.gov.cn/xx/。必填。
base_url: $base_url
# 语言：zh-CN 简体，zh-TW、zh-HK 繁体，en 英文。
locale: $locale
# 时区，“今天”按它算。
time_zone: Asia/Shanghai
# 主办单位全称，显示在页脚。
owner: $owner

# 联系方式，显示在页脚；没有的留空。
contact:
  # 对外公布的电话，不要写个人手机。
  phone: $phone
  # 通信地址。
  address: $address

# 登记的各种标识；没有的留空，页脚就不显示。
identifiers:
  # 政府网站标识码，10位数字。
  site_id_code: ""
  # ICP备案号。
  icp: ""
  # 公安机关备案号。
  police: ""
  # 组织机构代码，9位，去掉连字符；填上以后，新建的信息会自动编索引号。
  organisation: $organisation

# 索引号的样式。可用的有 {organisation} {year} {month} {series} {site_id_code} {serial}；
# {serial:05} 是五位流水号，每年从1编起。
index_no: "{organisation}/{year}-{serial:05}"

# 要求先封存再发布的起始日期；false 是不要求。
require_seal: false

# 稿件库谁能看：private 是不公开，public 是公开；公开的库里不许有草稿和内部稿件。
repository: private

editions:
  public:
    # 公开版还要显示哪些内部内容，默认都不显示。可写：authors 作者，photo_credits 摄影，
    # adoptions 采用，annotations 批示，notices 采用通报，calls 报送要点，trail 办理过程，
    # staff 人名，distribution 分发。
    open: []

search:
  # 检索时繁体和简体互通。
  fold_traditional: true

# 外观：颜色写成 {red: "#8a0f14"}；徽标 emblem 写 site_src/static/ 里的文件名。
theme: {}
""")

SERIES = Template("""\
# 刊物名录。最左边是代码，会成为网址，用小写字母、数字和连字符，字母开头，定了就不要改。
# 再加一种刊物，照样子在下面写一段。

$code:
  # 刊物名称。
  name: $name
  # 刊期：daily 日刊、weekly 周刊、biweekly 双周刊、tendays 旬刊、monthly 月刊、
  # bimonthly 双月刊、quarterly 季刊、yearly 年刊、irregular 不定期。
  frequency: $frequency
  # 级别，levels.yml 里的代码。
  level: county
  # 期号的位数：4 就是 0012。定了就不要改。
  digits: $digits
  # 总第几期从几编起；不编总期号就写 null。
  total_from: 1
  # 曾用名，如 [{name: 政务简报, from: 2008-03-01, to: 2025-04-30}]。
  former: []
  # 停刊日期，没停刊就写 null。
  ended: null
""")

ABOUT = Template("""\
---
# 固定页面。文件名就是网址：about.md 是 /about/。
# 标题，必填。
标题: 关于本站
# 次序：页脚里的先后，数小的在前。
次序: 1
# 公开属性：public（公开）或 internal（内部）；不写是公开。
公开属性: 公开
# 正文写在下面这行“---”之后。
---

本站由$owner主办，刊登《$series》及其历年存档，供机关工作人员查阅，也供社会公众了解工作的进展。

## 两种版本

公开版只有主动公开的信息；涉及内部事务的信息收在内部版，不在公开版显示。

## 更正和撤回

已发布的内容有差错的，在原处注明更正的日期和内容；需要撤回的，原网址保留撤回说明。两类记录集中列在“更正与撤下”页。
""")

LAYOUTS = """\
# 版式

这里放本站自己的版式，一开始是空的，用的是程序自带的版式。

放一个和自带版式同名的文件（如 home.html、styles/page.css），就会替换自带的那个。
程序只读 .html、.css、.js、.yml、.svg 文件，这份说明不读。
"""

IGNORE = """\
# 生成的网站和缓存，不入库。
/dist/
/.cache/
# 各种软件留下的临时文件。
*.part
*.tmp
~$*
Thumbs.db
desktop.ini
.DS_Store
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor chose for a new site."""

    name: str
    owner: str
    base_url: str
    series_code: str = "zwxx"
    series_name: str = "政务信息"
    frequency: str = "weekly"
    digits: int = 4
    organisation: str = ""
    phone: str = ""
    address: str = ""
    locale: str = "zh-CN"


def site_files(wanted: Wanted) -> Mapping[str, str]:
    """The text of every file of a new site, by path from its root."""
    return {
        "site_src/vocabularies/series.yml": SERIES.substitute(
            code=wanted.series_code,
            name=quote(wanted.series_name),
            frequency=wanted.frequency,
            digits=wanted.digits,
        ),
        "site_src/vocabularies/units.yml": UNITS.substitute(owner=quote(wanted.owner, flow=True)),
        "site_src/vocabularies/topics.yml": TOPICS,
        "site_src/vocabularies/kinds.yml": KINDS,
        "site_src/vocabularies/levels.yml": LEVELS,
        "site_src/vocabularies/targets.yml": TARGETS,
        "site_src/pages/about.md": ABOUT.substitute(
            owner=_plain(wanted.owner), series=_plain(wanted.series_name)
        ),
        "layouts/README.md": LAYOUTS,
        ".gitignore": IGNORE,
        # Last: with this file the folder is a site.
        "site_src/site.yml": SETTINGS.substitute(
            name=quote(wanted.name),
            base_url=quote(wanted.base_url),
            locale=wanted.locale,
            owner=quote(wanted.owner),
            phone=_quoted(wanted.phone),
            address=_quoted(wanted.address),
            organisation=_quoted(wanted.organisation),
        ),
    }


def _quoted(text: str) -> str:
    """Always in quotes: numbers with leading zeros look the same to every program."""
    return quote(text) if text and not re.match(r"[\d+-]", text) else f'"{text}"'


def _plain(text: str) -> str:
    """The text, with what Markdown would take for marks escaped."""
    return re.sub(r"([\\`*_\[\]<>&|~#!])", r"\\\1", text)
