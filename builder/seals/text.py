"""Writes a seal as the text of its seal.yml; `load/seals.py` reads it again."""

from __future__ import annotations

import json

from builder.model.seal import FullLink, Seal
from builder.seals.chain import FORMAT, part_text

HEAD = """\
# 封存记录，由 build seal 写入，请勿手工改动。
# 改了已封存的内容，先写明更正、撤回、遮蔽，再运行一次 build seal。
"""
NONE = "none"
"""Stands for the link before the first one: YAML has no empty plain word."""


def text(seal: Seal) -> str:
    """The text of a seal.yml; the same seal gives the same bytes."""
    lines = [HEAD + f"format: {FORMAT}", f"issue: {seal.issue}"]
    if seal.public:
        lines.append("public:")
        for link in seal.public:
            lines.append(f"  - previous: {link.previous or NONE}")
            lines.append(f"    commitment: {link.commitment}")
        lines.append("leaves:")
        for name, leaf in seal.leaves.items():
            lines.append(f"  {_quoted(name)}: {leaf.salt} {leaf.digest}")
    if seal.full:
        lines.append("full:")
        for full in seal.full:
            lines += _full(full)
        lines.append("parts:")
        lines += [f"  {_quoted(name)}: {part_text(part)}" for name, part in seal.parts.items()]
    return "\n".join(lines) + "\n"


def _full(link: FullLink) -> list[str]:
    note = [f"    note: {_quoted(link.note)}"] if link.note else []
    return [
        f"  - previous: {link.previous or NONE}",
        f"    date: {link.date.isoformat()}",
        f"    acts: [{', '.join(act.value for act in link.acts)}]",
        *note,
        f"    state: {link.state}",
        f"    public: {link.public or NONE}",
    ]


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)
