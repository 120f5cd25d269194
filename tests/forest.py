"""Random sites with every field, in which everything withheld carries a token.

`grown(seed)` gives the files. Whatever the public edition withholds by default holds a token that
begins with `TOKEN` (or `token` in names of files): no public text does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

from builder.model.issue import Status
from builder.model.seal import Act
from builder.model.site import Site
from builder.seals import make
from builder.seals import text as seal_text
from tests import small
from tests.small import AS_OF

TOKEN = "ZQX"
SERIES, UNITS, KINDS = ("zwxx", "jb"), ("gongan", "nongye", "caizheng"), ("update", "problem")
GIF = bytes.fromhex("47494638396101000100800000ffffff000000")
PIXEL = bytes.fromhex("2c00000000010001000002024401003b")


class Forest:
    """Grows one site; `tokens` are counted, so that each tells where it was planted."""

    def __init__(self, seed: int, opened: tuple[str, ...] = ()) -> None:
        self.chance = random.Random(seed)
        self.number = count(1)
        self.opened = opened
        self.files: dict[str, str | bytes] = {}
        self.public: list[str] = []

    def t(self, what: str = "") -> str:
        """A withheld text."""
        return f"{TOKEN}{next(self.number)}{what}"

    def p(self, what: str) -> str:
        """A public text."""
        return f"{what}{self.chance.randrange(1000)}"

    def grow(self) -> dict[str, str | bytes]:
        self.settings()
        numbers = dict.fromkeys(SERIES, 0)
        day = date(2026, 1, 5)
        for _ in range(self.chance.randrange(3, 8)):
            code = self.chance.choice(SERIES)
            numbers[code] += 1
            day += timedelta(days=self.chance.randrange(1, 40))
            state = self.chance.choice(("out", "out", "out", "draft", "later"))
            self.issue(code, numbers[code], day, state)
        self.pages()
        return self.files

    def settings(self) -> None:
        t = self.t
        names = ", ".join(self.opened)
        self.files |= {
            "site_src/site.yml": (
                f"# {t()}\nname: 甲县政务信息\nbase_url: https://example.gov.cn/\n"
                "owner: 甲县政府办公室\nidentifiers: {organisation: YT01}\n"
                f'index_no: "{t()}{{year}}{{serial:03}}"\neditions: {{public: {{open: [{names}]}}}}\n'
            ),
            "site_src/vocabularies/series.yml": (
                "zwxx: {name: 政务信息, frequency: weekly, level: county}\njb: {name: 简报}\n"
                f"zqxs: {{name: {t()}}}\n"
            ),
            "site_src/vocabularies/units.yml": (
                f"groups: {{bm: 县直部门, zqxg: {t()}}}\nunits:\n"
                "  gongan: {name: 甲县公安局, short: 县公安局, group: bm, parent: zqxu}\n"
                "  nongye: {name: 甲县农业农村局, group: bm, former: [{name: 甲县农业局}]}\n"
                "  caizheng: {name: 甲县财政局, group: bm, successor: zqxu}\n"
                f"  zqxu: {{name: {t()}, short: {t()}, group: zqxg, phone: {t()}}}\n"
            ),
            "site_src/vocabularies/topics.yml": (
                "jingji: {name: 经济, topics: {gongye: {name: 工业}, "
                f"zqxt: {{name: {t()}}}}}}}\nzqxtt: {{name: {t()}}}\n"
            ),
            "site_src/vocabularies/kinds.yml": (
                f"update: {{name: 动态}}\nproblem: {{name: 问题建议}}\nzqxk: {{name: {t()}}}\n"
            ),
            "site_src/vocabularies/levels.yml": (
                f"levels: {{city: {{name: {t()}}}, county: {{name: {t()}}}}}\n"
                f"publications: {{kb: {{name: {t()}, level: city}}}}\nranks: {{xian: {{name: {t()}}}}}\n"
            ),
            "site_src/calls/2026q1.md": (
                f"---\ntitle: {t()}\nto: [all]\ndue: 2026-03-31\npoints: [{{id: p1, text: {t()}}}]\n"
                f"commissions: [{{id: c1, title: {t()}, to: [gongan], due: 2026-02-10}}]\n---\n{t()}\n"
            ),
            "site_src/submissions/2026-03.csv": "unit,submitted,measure\ngongan,7712345,条\n",
        }

    def issue(self, code: str, number: int, day: date, state: str) -> None:
        folder = f"issues/{code}/2026/{number:04}"
        out, t = state == "out", self.t
        items = self.chance.randrange(1, 5)
        shown = [out and self.chance.random() < 0.6 for _ in range(items)]
        if state == "later":
            day = AS_OF + timedelta(days=number)
        says = self.p if any(shown) else t
        self.files[f"{folder}/issue.md"] = (
            f"---\nnumber: {number:04} # {t()}\ndate: {day}\ntitle: {says('专题')}\n"
            f"compiler: {says('办公室')}\neditor: {t()}\nproofreader: {t()}\nsigner: {t()}\n"
            f"distribution: {{report: [{t()}], copy: [{t()}], send: [{t()}]}}\ncopies: 7798765\n"
            f"status: {'draft' if state == 'draft' else 'published'}\n---\n{says('按语')}\n"
        )
        for n, public in enumerate(shown):
            self.item(folder, n, public, day if state != "later" else AS_OF, state)

    def item(self, folder: str, n: int, public: bool, day: date, state: str) -> None:
        chance, t = self.chance, self.t
        says = self.p if public else t
        slug = f"tiao-{n}" if public else f"{TOKEN.lower()}-{n}"
        id_ = f"{folder.removeprefix('issues/')}/{slug}"
        name = f"{chance.randrange(1, 4)}{n}-{slug}"
        photo, file = f"{slug}.gif", f"{slug}.txt"
        gone = chance.random() < 0.2 and state == "out"
        if gone and public:  # what was public once is told no more, but the reason
            says = t
        openness = "public" if public or (not gone and state != "out") else "internal"
        comment = b"\x21\xfe\x05" + TOKEN.encode() + b"77\x00"
        self.files[f"{folder}/{photo}"] = GIF + comment + PIXEL + t().encode()
        self.files[f"{folder}/{file}"] = f"{says('附件')}\n"
        self.files[f"{folder}/{TOKEN.lower()}-left-{n}.txt"] = t()
        links = [i for i in self.public if public and chance.random() < 0.3]
        lines = [
            f"title: {says('标题')}",
            f"# {t()}",
            f"subtitle: {says('副题')}",
            f"kind: {chance.choice(KINDS) if public else 'zqxk'}",
            f"units: [{chance.choice(UNITS) if public else 'zqxu'}]",
            f"topics: [{'gongye' if public else 'zqxt'}]",
            f"openness: {openness}",
            f"keywords: [{says('词')}]",
            f"summary: {says('摘要')}",
            f"index_no: {says('YT')}-{folder[-4:]}-{n}-{folder[7:9]}",
            f"authors: [{t()}]",
            f"scope: {chance.choice(('unit', 'all'))}",
            f"urgency: {chance.choice(('normal', 'urgent'))}",
            f"steps: [{{step: submitted, at: {day - timedelta(days=3)}, by: {t()}, role: {t()}}},"
            f" {{step: signed, at: {day}, by: {t()}}}]",
            f"adoptions: [{{level: city, publication: kb, number: 7754321, date: {day}}}]",
            f"annotations: [{{date: {day}, person: {t()}, rank: xian, unit: {t()}, target: {t()}, "
            f"text: {t()}}}]",
            f"followups: [{{step: {t()}, officer: {t()}, delay_reason: {t()}}}]",
            f"photos: [{{src: {photo}, alt: {says('图')}, caption: {says('图注')}, by: {t()}}}]",
            f"laws: [{{title: {says('条例')}}}]",
            f"review_on: {day}",
            f"allow: {{large-file: {t()}}}",
            "call: 2026q1/c1",
        ]
        if self.public and chance.random() < 0.3:
            lines.append(f"continues: {chance.choice(self.public)}")
        if chance.random() < 0.2:
            lines.append(f"corrections: [{{date: {day}, note: {says('更正')}}}]")
        body = f"{says('正文')}。<!-- {t()} -->另见[附件]({file})。\n\n<!-- {t()}\n{t()} -->\n\n"
        body += "".join(f"- [前文](item:{i})\n" for i in links)
        if public and not gone and chance.random() < 0.4:
            passage = t("遮去的字")
            body += f"其中{passage[:-1]}\n{passage[-1]}等。\n"  # a line end in it doesn't save it
            lines[0] += passage
            lines.append(f"redactions: [{{date: {day}, passage: {passage}, note: {t()}}}]")
        if gone:
            # The reason is told to the public only of what was public before.
            reason = self.p("理由") if public else t()
            lines.append(f"withdrawn: {{date: {day}, reason: {reason}, outcome: expired}}")
        self.files[f"{folder}/{name}.md"] = "---\n" + "\n".join(lines) + f"\n---\n{body}"
        if public and not gone:
            self.public.append(id_)

    def pages(self) -> None:
        self.files["site_src/pages/about.md"] = (
            f"---\ntitle: 关于\nsummary: {self.p('简介')}\n---\n<!-- {self.t()} -->\n\n本站说明。\n"
        )
        self.files["site_src/pages/neibu.md"] = (
            f"---\ntitle: {self.t()}\nopenness: internal\n---\n{self.t()}\n"
        )


def grown(seed: int, opened: tuple[str, ...] = ()) -> dict[str, str | bytes]:
    """The files of a random site."""
    return Forest(seed, opened).grow()


def sealed(root: Path, seed: int) -> Path:
    """Seal issues of a random site that was written; change some of what they hold, and seal that.

    What is withdrawn is what nothing else names. The salts are the same each time.
    """
    chance = random.Random(seed)
    site = small.loaded(root)
    out = [i for i, issue in site.issues.items() if issue.status is Status.PUBLISHED]
    closed = [i for i in out if chance.random() < 0.7]
    _link(root, site, closed, Act.SEAL)
    texts = {path: path.read_text("utf-8") for path in root.rglob("*.md")}
    changed: dict[str, Act] = {}
    for item in site.items.values():
        text = texts[root / item.path]
        free = not any(item.id in other for other in texts.values())
        if item.issue not in closed or item.withdrawn or chance.random() > 0.3:
            continue
        if free and chance.random() < 0.5:
            act, line = (
                Act.WITHDRAWAL,
                f"withdrawn: {{date: {AS_OF}, reason: 过期, outcome: expired}}",
            )
        elif "\ncorrections:" not in text:
            act, line = Act.CORRECTION, f"corrections: [{{date: {AS_OF}, note: 改字}}]"
        else:
            continue
        (root / item.path).write_text(text.replace("\n---\n", f"\n{line}\n---\n", 1), "utf-8")
        changed[item.issue] = act
    for issue, act in changed.items():
        again = small.checked(root).loaded.site
        assert again
        _link(root, again, [issue], act)
    return root


def _link(root: Path, site: Site, issues: list[str], act: Act) -> None:
    """Add a link to the seals of these issues, one after the other."""
    for id_ in issues:
        before = site.seals.get(id_)
        told = count(len(before.leaves) if before else 0)

        def salt(id_: str = id_, told: Iterator[int] = told) -> str:
            return sha256(f"{id_} {next(told)} {act}".encode()).hexdigest()[:32]

        seal = make.link(site, site.issues[id_], AS_OF, (act,), "", salt)
        (root / seal.path).write_text(seal_text.text(seal), "utf-8")
        site = replace(site, seals={**site.seals, id_: seal})
