"""site.yml: what a site must say of itself, and what it may."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from builder import fields
from builder.load.settings import decode, normal_base_url
from builder.model.site import Settings

LEAST = "name: 甲\nbase_url: https://a.cn/b\n"


def read(source: str) -> tuple[Settings | None, list[str]]:
    table, faults = fields.read(source, "site.yml")
    assert not faults
    settings, _, faults = decode(table)
    return settings, [f"{f.place.line}:{f.place.column} {f.code}" for f in faults]


def test_a_name_and_an_address_are_enough() -> None:
    settings, told = read(LEAST)
    assert settings and not told
    assert settings.base_url == "https://a.cn/b/" and settings.owner == "甲"
    assert settings.time_zone == "Asia/Shanghai" and settings.require_seal is None
    assert settings.fold_traditional and settings.open == () and settings.locale == "zh-CN"


def test_every_setting_of_the_contract_is_read() -> None:
    settings, told = read(
        "名称: 甲\n网址: https://a.cn/\nlocale: en\ntime_zone: UTC\nowner: 乙\n"
        "contact: {phone: '1', address: 丙}\n"
        "identifiers: {site_id_code: '2', icp: '3', police: '4', organisation: '5'}\n"
        'index_no: "{organisation}/{year}-{serial:05}"\nrequire_seal: 2026-01-01\n'
        "editions: {public: {open: [authors, trail]}}\nsearch: {fold_traditional: 否}\n"
        "theme: {emblem: a.svg}\n"
    )
    assert settings and not told
    assert settings.identifiers.organisation == "5" and settings.phone == "1"
    assert settings.require_seal == date(2026, 1, 1) and settings.open == ("authors", "trail")
    assert not settings.fold_traditional and settings.theme == {"emblem": "a.svg"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("name: 甲\n", ["1:1 missing-field"]),
        ("name: ''\nbase_url: https://a.cn/\n", ["1:7 missing-field"]),
        ("name: 甲\nbase_url: a.cn\n", ["2:11 bad-address"]),
        (LEAST + "time_zone: 北京\n", ["3:12 unknown-time-zone"]),
        (LEAST + "time_zone: ../../etc/passwd\n", ["3:12 unknown-time-zone"]),
        (LEAST + "locale: zh\n", ["3:9 unknown-value"]),
        (LEAST + "require_seal: true\n", ["3:15 unknown-value"]),
        (LEAST + "require_seal: 2026年\n", ["3:15 bad-date"]),
        (LEAST + 'index_no: "{serial:999999999}"\n', ["3:11 unknown-value"]),
        (LEAST + 'index_no: "{serial.real}"\n', ["3:11 unknown-value"]),
        (LEAST + 'index_no: "{number}"\n', ["3:11 unknown-value"]),
        (LEAST + 'index_no: "{serial"\n', ["3:11 unknown-value"]),
        (LEAST + "editions: {public: {open: [staffs]}}\n", ["3:28 unknown-value"]),
        (LEAST + "search: {fold_traditional: 开}\n", ["3:28 wrong-type"]),
        (LEAST + "contact: 电话\n", ["3:10 wrong-type"]),
    ],
)
def test_faults_are_told_in_their_place(source: str, expected: list[str]) -> None:
    assert read(source)[1] == expected


def test_a_seal_that_is_asked_for_badly_withholds_rather_than_publishes() -> None:
    settings, _ = read(LEAST + "require_seal: true\n")
    assert settings and settings.require_seal == date.min


def test_an_unknown_time_zone_leaves_one_that_exists() -> None:
    table, _ = fields.read(LEAST + "time_zone: 北京\n", "site.yml")
    assert decode(table)[1] is UTC


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        *(("https://a.cn", "https://a.cn/"), ("http://a.cn:8080/x//", "http://a.cn:8080/x/")),
        *((bad, "") for bad in ("a.cn", "ftp://a.cn/", "https://", "https://a.cn/?a", "/a/")),
        *((bad, "") for bad in ("https://a.cn/#a", "https://a.cn:x/", "https://a b/", "https://[")),
    ],
)
def test_addresses(raw: str, expected: str) -> None:
    assert normal_base_url(raw) == expected


def test_a_theme_has_known_keys_and_colours_that_are_some() -> None:
    source = 'theme: {red: "#8a0f14", rde: "#fff", ink: 黑, mark_dark: "#fc0", emblem: hui.png}'
    table, _ = fields.read(f"name: 甲\nbase_url: https://a.cn/\n{source}\n", "site_src/site.yml")
    decoded, _, faults = decode(table)
    assert decoded is not None
    assert decoded.theme == {"red": "#8a0f14", "mark_dark": "#fc0", "emblem": "hui.png"}
    assert [fault.code for fault in faults] == ["unknown-key", "bad-colour"]
