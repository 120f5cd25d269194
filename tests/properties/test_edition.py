"""The law of secrecy: nothing withheld changes a byte of the public edition."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import build
from builder.model.site import Edition, Site
from builder.publish import Output
from tests.small import AS_OF, issue, item, loaded, write


def rendered(root: Path, site: Site) -> dict[str, bytes]:
    """Every file of the public edition but the index of search."""
    ready = build.prepare(root, site, Edition.PUBLIC, AS_OF)
    outputs: list[Output] = list(build.outputs(root, ready))
    files = {output.path: output.make() for output in outputs}
    documents = repr((ready.plan.documents, ready.plan.numbers))
    return files | {"documents": documents.encode()}


def root_with(folder: Path, secret: list[tuple[str, str, str]]) -> Path:
    """A site with three public items and some withheld ones of several sorts."""
    files: dict[str, str] = {}
    for number in (1, 2):
        at = f"issues/zwxx/2026/{number:04}"
        files[f"{at}/issue.md"] = issue(number, date(2026, 1, 5 + number))
        files[f"{at}/05-gongan-1.md"] = item(
            f"公开第{number}", more="index_no: Y/2026-0000" + str(number) + "\n"
        )
    for n, (sort, title, unit) in enumerate(secret):
        at = "issues/zwxx/2026/0001"
        name = f"{n:02}-secret-{n}.md"
        if sort == "internal":
            files[f"{at}/{name}"] = item(title, unit=unit, openness="internal", body=f"{title}\n")
        elif sort == "unsigned":
            files["issues/zwxx/2026/0009/issue.md"] = issue(9, date(2026, 3, 1), status="draft")
            files[f"issues/zwxx/2026/0009/{name}"] = item(title, unit=unit)
        else:
            files[f"issues/zwxx/2026/0010/{name}"] = item(title, unit=unit, openness="internal")
            files["issues/zwxx/2026/0010/issue.md"] = issue(10, date(2026, 4, 1))
    return write(folder, files)


secrets = st.lists(
    st.tuples(
        st.sampled_from(["internal", "unsigned", "issue"]),
        st.text("某处内部情况一二三四", min_size=2, max_size=8),
        st.sampled_from(["gongan", "mimi", "nongye"]),
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(secrets)
def test_withheld_content_changes_no_byte_of_the_public_edition(
    secret: list[tuple[str, str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        bare = root_with(Path(one), [])
        full = root_with(Path(two), secret)
        assert rendered(bare, loaded(bare)) == rendered(full, loaded(full))


def test_staff_fields_change_no_byte_of_the_public_edition(tmp_path: Path) -> None:
    root = root_with(tmp_path, [])
    site = loaded(root)
    scrambled = replace(
        site,
        items={
            i: replace(v, authors=("某人",), scope="all", urgency="urgent", review_on=AS_OF)
            for i, v in site.items.items()
        },
        issues={
            i: replace(v, editor="甲", signer="乙", copies=99, secrecy="keep")
            for i, v in site.issues.items()
        },
    )
    assert rendered(root, site) == rendered(root, scrambled)
