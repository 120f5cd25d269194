"""Publication is earned: whatever is missing, misspelt, look-alike or still to come withholds."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from builder.edition import only
from builder.model.site import Edition
from tests.small import AS_OF, checked, issue, item, write

ID = "zwxx/2026/0001/a"
ITEM = item("甲")
ISSUE = issue(1, date(2026, 1, 6))

ODD = {
    "openness: public": (
        *("openness: Public", "openness: PUBLIC", "openness: pubIic", "openness: рublic"),
        *("openness: ｐｕｂｌｉｃ", "openness: publіc", "openness: public​", "openness: pu blic"),
        *(
            "openness: 公開",
            "openness: 公 开",
            "openness: 不公开",
            "openness: 依申请公开",
            "openness: yes",
        ),
        *(
            "openness: true",
            "openness: 1",
            "openness: ''",
            "openness:",
            "openness: ~",
            "openness: [public]",
        ),
        *("openness: {public: yes}", "opennes: public", "оpenness: public", "Openness: public"),
        *(
            "",
            "openness： public",
            "openness:public",
            "openness: internal",
            "openness: public, internal",
        ),
        *(
            "openness: internal\nopenness: public",
            "openness: !!str public",
            "openness: *a",
            "公开: 是",
        ),
    ),
    "status: published": (
        *(
            "status: Published",
            "status: publishd",
            "status: ｐublished",
            "status: рublished",
            "status: yes",
        ),
        *("status: draft", "status:", "", "status: [published]", "status: 己发", "status: 已发布"),
        *(
            "statu: published",
            "status: published draft",
            "status: {published: 1}",
            "status: draft\nstatus: published",
        ),
    ),
    "date: 2026-01-06": (
        *(
            "date: 2027-01-06",
            "date: 2026-13-06",
            "date: 9999-12-31",
            "date: tomorrow",
            "date:",
            "",
        ),
        *("date: 2026-01-32", "date: [2026-01-06]", "date: 2026年13月6日", "dаte: 2026-01-06"),
    ),
    "steps: [{step: signed, at: 2026-01-05}]": (
        *("", "steps:", "steps: []", "steps: signed", "steps: [signed]", "steps: [{step: signed}]"),
        *("steps: [{step: sіgned, at: 2026-01-05}]", "steps: [{step: Signed, at: 2026-01-05}]"),
        *("steps: [{step: signed, at: 2027-01-05}]", "steps: [{step: signed, at: 2026-01-99}]"),
        *("steps: [{step: reviewed, at: 2026-01-05}]", "steps: [{stp: signed, at: 2026-01-05}]"),
        *("steps: [{step: 签發, at: 2026-01-05}]"),
        *("step: [{step: signed, at: 2026-01-05}]", "steps: [{step: signed, at: ''}]"),
    ),
    "kind: update": (
        *("withdrawn: {date: 2026-01-07, reason: 错, outcome: error}\nkind: update",),
        *("withdrawn: {date: 2027-01-07, reason: 错, outcome: error}\nkind: update",),
        *(
            "withdrawn: {}\nkind: update",
            "withdrawn: yes\nkind: update",
            "withdrawn: [x]\nkind: update",
        ),
        *("withdrawn: {date: 哪天, reason: 错, outcome: eror}\nkind: update",),
        *("withdrawal: {date: 2026-01-07, reason: 错}\nkind: update", "撤囘: 是\nkind: update"),
    ),
}
"""What earns publication, as it is written, and what does not do in its place."""
EARNED = ("public", "公开", "主动公开")


def is_published(folder: Path, files: dict[str, str]) -> bool:
    """Whether a build of these files would publish the item."""
    found = checked(write(folder, files))
    site = found.loaded.site
    if site is None or found.blocks(strict=False):
        return False
    return ID in only(site, Edition.PUBLIC, AS_OF).items


def files(of_item: str = ITEM, of_issue: str = ISSUE) -> dict[str, str]:
    folder = "issues/zwxx/2026/0001"
    return {f"{folder}/issue.md": of_issue, f"{folder}/01-a.md": of_item}


def test_what_earns_it_is_published(tmp_path: Path) -> None:
    assert is_published(tmp_path, files())


@pytest.mark.parametrize(
    ("line", "odd"), [(line, odd) for line, several in ODD.items() for odd in several]
)
def test_no_odd_state_publishes(tmp_path: Path, line: str, odd: str) -> None:
    assert line in ITEM + ISSUE
    assert not is_published(tmp_path, files(ITEM.replace(line, odd), ISSUE.replace(line, odd)))


LIKE = st.one_of(
    st.text(max_size=8),
    st.text("publicрսｐ公开主动內内 '\"[]{}:,#&*!|>-", max_size=10),
    st.sampled_from(EARNED).flatmap(
        lambda word: st.tuples(st.integers(0, len(word)), st.characters()).map(
            lambda at: word[: at[0]] + at[1] + word[at[0] :]
        )
    ),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate),
)
@given(LIKE)
def test_no_other_word_for_public_publishes(word: str) -> None:
    line = f"openness: {word}"
    with tempfile.TemporaryDirectory() as folder:
        text = ITEM.replace("openness: public", line)
        try:
            text.encode()
        except UnicodeEncodeError:
            return
        if is_published(Path(folder), files(text)):
            # A comment, quotes, blanks and another key's line leave the word as it is.
            told = word.split("\n")[0].split(" #")[0].strip().strip("'\"").strip()
            assert told in EARNED, word
