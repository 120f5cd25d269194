"""The law of secrecy: nothing withheld changes a byte of the public edition."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from builder import build
from builder.exporting import noise, proof
from builder.exporting.tree import public, publishable
from builder.model.site import OPENABLE, Edition, Site
from builder.publish import Output
from tests import small
from tests.forest import TOKEN, grown, sealed
from tests.small import AS_OF, loaded, write


def rendered(root: Path, site: Site) -> dict[str, bytes]:
    """Every file of the public edition, with what the index of search is made of."""
    ready = build.prepare(root, site, Edition.PUBLIC, AS_OF)
    outputs: list[Output] = list(build.outputs(root, ready))
    files = {output.path: output.make() for output in outputs}
    return files | build.searched(ready)


# A seed doesn't become simpler by being smaller: what fails is not shrunk.
QUICK = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate),
)
opened = st.one_of(
    st.just(()), st.lists(st.sampled_from(OPENABLE), unique=True, max_size=4).map(tuple)
)


@QUICK
@given(st.integers(0, 10**6), opened)
def test_what_is_withheld_changes_no_byte_when_deleted_or_turned_into_noise(
    seed: int, names: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = sealed(write(Path(folder) / "whole", grown(seed, names)), seed)
        site = loaded(whole)
        of = public(whole, site, AS_OF)
        tree = publishable(of)
        proof.write(bare := Path(folder) / "bare", tree)
        proof.write(noisy := Path(folder) / "noisy", noise.added(tree, of))
        wanted = rendered(whole, site)
        assert rendered(bare, loaded(bare)) == wanted
        assert rendered(noisy, loaded(noisy)) == wanted


@QUICK
@given(st.integers(0, 10**6))
def test_no_token_of_anything_withheld_stands_in_the_public_edition_or_in_an_export(
    seed: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = sealed(write(Path(folder), grown(seed)), seed)
        site = loaded(root)
        for files in (rendered(root, site), publishable(public(root, site, AS_OF))):
            for path, data in files.items():
                assert TOKEN.lower() not in path.lower()
                assert TOKEN.lower().encode() not in data.lower(), path


def test_staff_fields_change_no_byte_of_the_public_edition(tmp_path: Path) -> None:
    root = write(tmp_path, grown(1))
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


LEVELS = """\
levels: {city: {name: 市}, county: {name: 县}}
publications: {yqkb: {name: 要情快报, level: city}}
ranks: {county: {name: 县领导}}
"""
WITHHELD = {
    "site_src/submissions/2026-01.csv": "unit,submitted\ngongan,7\nmimi,3\n",
    "site_src/vocabularies/targets.yml": "targets: [{groups: [bm], per: month, number: 4, "
    "count: submitted, from: 2026-01-01}]\n",
    "site_src/vocabularies/levels.yml": LEVELS
    + "rules: [{from: 2026-01-01, points: [{level: city, points: 5}]}]\n",
}


def test_what_was_sent_in_asked_for_or_scored_changes_no_byte_of_public_notices(
    tmp_path: Path,
) -> None:
    settings_ = (
        small.FILES["site_src/site.yml"] + "editions: {public: {open: [notices, adoptions]}}\n"
    )
    adopted = "adoptions: [{level: city, publication: yqkb, date: 2026-02-01}]\n"
    folder = "issues/zwxx/2026/0001"
    files = {
        "site_src/site.yml": settings_,
        "site_src/vocabularies/levels.yml": LEVELS,
        f"{folder}/issue.md": small.issue(1, small.AS_OF.replace(month=1)),
        f"{folder}/01-gongan-1.md": small.item("甲", more=adopted),
    }
    bare = small.write(tmp_path / "bare", files)
    full = small.write(tmp_path / "full", files | WITHHELD)
    wanted = rendered(bare, loaded(bare))
    assert "notices/2026/02/index.html" in wanted
    assert rendered(full, loaded(full)) == wanted
