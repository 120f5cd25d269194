"""The short form of the fuzzer; `make torture` runs the long one."""

from __future__ import annotations

from tests.torture import fuzz


def test_nothing_that_can_be_written_breaks_reading_checking_or_showing() -> None:
    tally = fuzz.run(150, seed=2026)
    assert tally.broken == []
    assert tally.read > 20 and tally.pages > 50 and len(tally.faults) > 20
