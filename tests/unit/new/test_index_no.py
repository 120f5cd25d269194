"""Index numbers are proposed from the template: next in the year, and nobody else's."""

from __future__ import annotations

import pytest

from builder.new.index_no import proposed

VALUES: dict[str, str | int] = {
    "organisation": "001234567",
    "site_id_code": "",
    "year": 2026,
    "month": 3,
    "series": "zwxx",
    "serial": 0,
}
PLAIN = "{organisation}/{year}-{serial:05}"


@pytest.mark.parametrize(
    ("template", "taken", "wanted"),
    [
        (PLAIN, [], "001234567/2026-00001"),
        (PLAIN, ["001234567/2026-00007", "001234567/2025-00099"], "001234567/2026-00008"),
        (PLAIN, ["000000000/2026-00004"], "001234567/2026-00005"),
        (PLAIN, ["001234567/2026-7"], "001234567/2026-00008"),
        (PLAIN, ["001234567/2026-00001号"], "001234567/2026-00001"),
        ("{year}{month:02}{serial:04}", ["2026020012"], "2026030013"),
        ("{year}{month}-{series}-{serial}", ["202611-zbxx-3"], "20263-zwxx-4"),
        ("第{serial}号", ["第3号"], "第4号"),
        ("{serial:03}/{serial:03}", ["002/002"], "003/003"),
    ],
)
def test_the_serial_goes_on_within_the_year(template: str, taken: list[str], wanted: str) -> None:
    assert proposed(template, VALUES, taken) == wanted


@pytest.mark.parametrize(
    "template", ["", "{site_id_code}/{serial}", "{organisation}", "{year.x}{serial}"]
)
def test_nothing_is_proposed_where_the_template_lacks_something(template: str) -> None:
    assert proposed(template, VALUES, []) == ""
