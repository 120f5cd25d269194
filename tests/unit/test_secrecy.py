"""Which words are a mark of state secrecy, and which speak of secrets."""

from __future__ import annotations

import pytest

from builder import secrecy

MARKED = (
    *(
        "（秘密）三月用电",
        "三月用电（机密）",
        "【絕密】三月用电",
        "機密★三月用电",
        "★机密 三月用电",
    ),
    *("绝密：三月用电", "秘密级 三月用电", "极机密", "密级：机密 三月用电", "三月用电（机密·5年）"),
    *("秘密★启用前", "机 密", "绝密★长期"),
)
PLAIN = (
    *("保守国家秘密检查情况", "商业秘密保护推进会召开", "机密文件管理培训", "绝密电台旧址修缮完工"),
    *("机密级计算机清查", "国家秘密（含商业秘密）管理", "《机密档案》展览开幕"),
)
SENTENCES = (
    *(
        "国家秘密分为绝密、机密、秘密三级。",
        "涉密人员分为核心（绝密级）、重要（机密级）和一般（秘密级）。",
    ),
    *("泄露秘密的，依法处理。", "未标明“机密”“秘密”字样。", "检查定密情况：机密12份、秘密30份。"),
    *("密级 绝密 机密 秘密", "密级 份数", "秘密级文件应当专人保管"),
)


@pytest.mark.parametrize("title", MARKED)
def test_a_mark_in_a_title_is_seen(title: str) -> None:
    assert secrecy.in_name(title)


@pytest.mark.parametrize("words", PLAIN)
def test_a_title_may_speak_of_secrets(words: str) -> None:
    assert not secrecy.in_name(words) and not secrecy.in_prose(words)


@pytest.mark.parametrize("words", SENTENCES)
def test_prose_may_speak_of_secrets(words: str) -> None:
    assert not secrecy.in_prose(words)


@pytest.mark.parametrize(
    "words",
    [
        "（秘密）全县用电回升。",
        "密级 机密",
        "<b>秘密</b>★1年",
        "见附件（机密）",
        "本文密级为机密。",
    ],
)
def test_a_mark_in_prose_is_seen(words: str) -> None:
    assert secrecy.in_prose(words)
