"""A rule in words, or the list of all; what an unknown code may have meant."""

from __future__ import annotations

import builder.rules.all  # noqa: F401 - fills RULES
from builder.diagnostic import RULES


def told(code: str, lang: str) -> str | None:
    """The page of a rule; the list of all for no code; None if there is no such rule."""
    if not code:
        firsts = {n: (r.en if lang == "en" else r.zh).split("\n")[0] for n, r in RULES.items()}
        return "".join(
            f"{name:28} {RULES[name].severity.value:8} {firsts[name]}\n" for name in sorted(RULES)
        )
    code = code.strip("[]").removeprefix("error[").removeprefix("warning[")
    if code not in RULES:
        return None
    rule = RULES[code]
    return f"{rule.severity.value}[{code}]\n\n{rule.en if lang == 'en' else rule.zh}\n"


def unknown(code: str) -> tuple[str, str]:
    """That nothing is called so, in both languages."""
    from builder.load.decode import nearest

    near = nearest(code, RULES)
    zh, en = (f"是不是“{near}”？", f"did you mean `{near}`?") if near else ("", "")
    return (
        f"没有叫“{code}”的规则、文件、代号或网址。{zh}",
        f"there is no rule, file, id or address `{code}`. {en}",
    )
