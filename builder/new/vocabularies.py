"""The vocabularies of a new site: units, topics, kinds, levels, targets."""

from __future__ import annotations

from string import Template

UNITS = Template("""\
# 单位名录。最左边是代码，会成为网址，用小写字母、数字和连字符，定了就不要改。
# 写信息时用代码、全称或简称都可以。

# 分组：代码: 名称。
groups:
  bm: 部门
  xz: 乡镇街道

# 单位。name 全称（必填），short 简称，group 分组，parent 上级单位的代码，phone 公开电话。
# 改了名的，新名写在 name，旧名写进 former；撤并了的，successor 写承继单位的代码。
# 照下面的样子一行写一个；例子去掉行首的 # 就能用。
units:
  zhuban: {name: $owner, group: bm}
#  gongan: {name: 清河县公安局, short: 县公安局, group: bm, phone: 0000-5550104}
#  nongye: {name: 清河县农业农村局, short: 县农业农村局, former: [{name: 清河县农业局, to: 2019-02-28}]}
""")

TOPICS = """\
# 主题名录，分两级。代码会成为网址，定了就不要改；名称全表不能重复。
# 没有用到的主题在网站上不显示，可以先放着。

jingji:
  name: 经济运行
  topics:
    gongye: {name: 工业与园区}
    shangmao: {name: 商贸流通}
    touzi: {name: 项目投资}
    yingshang: {name: 营商环境}
sannong:
  name: 农业农村
  topics:
    liangshi: {name: 粮食生产}
    tese: {name: 特色种养}
    xiangcun: {name: 乡村建设}
minsheng:
  name: 民生保障
  topics:
    xuexiao: {name: 教育}
    yiliao: {name: 医疗卫生}
    jiuye: {name: 就业与社保}
    yanglao: {name: 养老托育}
anquan:
  name: 安全应急
  topics:
    fangzai: {name: 防灾减灾}
    shengchan: {name: 安全生产}
    zhian: {name: 社会治安}
shengtai:
  name: 生态环境
  topics:
    shui: {name: 水环境}
    lin: {name: 林业}
    laji: {name: 垃圾治理}
chengxiang:
  name: 城乡建设
  topics:
    jiaotong: {name: 交通运输}
    zhufang: {name: 住房与市政}
zhengwu:
  name: 政务服务
  topics:
    shuju: {name: 数据与热线}
    zuofeng: {name: 作风建设}
"""

KINDS = """\
# 类别名录。name 名称（必填）；tone 是喜忧：good 正面，problem 问题，neutral 中性。

update: {name: 工作动态, tone: good}
experience: {name: 经验做法, tone: good}
problem: {name: 问题建议, tone: problem}
warning: {name: 预警, tone: problem}
research: {name: 调研, tone: neutral}
urgent: {name: 紧急信息, tone: problem}
leader: {name: 领导活动, tone: neutral}
annotation: {name: 批示, tone: neutral}
meeting: {name: 会议, tone: neutral}
supervision: {name: 督查, tone: problem}
opinion: {name: 社情民意, tone: problem}
"""

LEVELS = """\
# 采用的级别、上级刊物、批示层级和计分办法。

# 级别，从高到低。
levels:
  state: {name: 国办}
  province: {name: 省}
  city: {name: 市}
  county: {name: 县}
  media: {name: 媒体}

# 采用本地信息的上级刊物和媒体。例子去掉行首的 # 就能用。
publications:
#  yqkb: {name: 要情快报, level: city}

# 批示人的层级。
ranks:
  province: {name: 省领导}
  city: {name: 市领导}
  county: {name: 县领导}

# 计分办法，可以有几段，按 from（从哪天起）用最近的一段；不写就不计分。
rules:
#  - from: 2026-01-01
#    # 采用分：级别、刊物（不写是不论哪种）、形式（single 单条，combined 综合，relayed 转报）。
#    points:
#      - {level: county, form: single, points: 1}
#      - {level: city, form: single, points: 5}
#      - {level: city, form: combined, points: 3}
#    # 批示分：add 每次另加，highest 只计最高；分值按批示层级写。
#    annotations: {count: add, points: {county: 5, city: 10}}
#    # 类别倍数：调研加倍。
#    kinds: {research: 2}
#    # 一稿多处采用：accumulate 累计，highest 取最高。
#    several: accumulate
#    # 几家合报：share 均分，each 各计。
#    joint: share
#    # 约稿：没交的、迟交的扣分。
#    commission: {missed: -10, late: -5}
"""

TARGETS = """\
# 报送任务：哪些分组的单位，每周期应报或应采用多少条。

# per 周期：week 周、month 月、quarter 季、year 年；number 条数；
# count 口径：submitted 报送，adopted 采用；from 从哪天起。例子去掉行首的 # 就能用。
targets:
#  - {groups: [bm, xz], per: month, number: 2, count: submitted, from: 2026-01-01}

# 日历：放假和调休上班的日子，一天一个日期，用来算工作日。
calendar:
  holidays: []
  workdays: []
"""
