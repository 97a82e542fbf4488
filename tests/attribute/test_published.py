"""Dates as they stand, never guessed beyond the words."""

import pytest

from classifier.attribute.published import find_published


@pytest.mark.parametrize(
    ("text", "value", "warnings"),
    [
        ("2026年3月4日午前 6:17 GMT+9", "2026-03-04T06:17:00+09:00", ()),
        ("2026年3月4日午後 9:54 GMT+9", "2026-03-04T21:54:00+09:00", ()),
        ("2026年3月4日午後 12:30 GMT+9", "2026-03-04T12:30:00+09:00", ()),
        ("2026年3月4日午前 12:30 GMT-5", "2026-03-04T00:30:00-05:00", ()),
        ("2026年3月4日午後 9:54 GMT+99", "2026-03-04T21:54:00+09:00", ("zone_impossible",)),
        ("2026年3月4日午後 1:05", "2026-03-04", ()),
        ("2026/03/04 13:05 JST", "2026-03-04T13:05:00+09:00", ()),
        ("2026-03-04T13:05:00Z", "2026-03-04T13:05:00+00:00", ()),
        ("— 見本 (@m) January 20, 2026", "2026-01-20", ()),
        ("２０２６年３月４日付朝刊", "2026-03-04", ()),
        ("令和8年3月2日", "2026-03-02", ()),
        ("令和元年5月1日", "2019-05-01", ()),
    ],
)
def test_stamps(text: str, value: str, warnings: tuple[str, ...]) -> None:
    found = find_published(text, 0)
    assert found is not None
    assert (found.value, found.warnings) == (value, warnings)
    assert found.evidence.text == text[found.evidence.start : found.evidence.end]


@pytest.mark.parametrize("text", ["3月4日", "昨日", "2026年13月40日", "20日午後", ""])
def test_nothing_is_guessed(text: str) -> None:
    assert find_published(text, 0) is None
