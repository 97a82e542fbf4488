"""Dates as they stand in stamps -> ISO 8601, never guessed beyond the words.

``2025年11月21日午前 6:17 GMT+9`` -> ``2025-11-21T06:17:00+09:00``; ``January 20, 2025`` -> ``2025-01-20``;
``令和8年3月2日`` -> ``2026-03-02``.
A zone that cannot be (``GMT+99`` on a Japanese page) is read as +09:00 with the warning ``zone_impossible``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from classifier.records import Evidence, Published

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ENGLISH = re.compile(rf"(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}}), ?(?P<year>\d{{4}})")
# First year of each era in the Gregorian calendar.
_ERAS = {"令和": 2019, "平成": 1989, "昭和": 1926}
_JAPANESE = re.compile(
    r"(?:(?P<era>令和|平成|昭和)[ ]?(?P<era_year>\d{1,2}|元)|(?P<year>\d{4}))(?:年|[/.\-])[ ]?(?P<month>\d{1,2})(?:月|[/.\-])[ ]?(?P<day>\d{1,2})日?(?:[ ]?[(（][日月火水木金土][)）])?"
    r"(?:[ T]{0,2}(?P<half>午前|午後)?[ ]?(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{1,2})?(?::(?P<second>\d{2}))?分?"
    r"(?:[ ]?(?:GMT|UTC)?(?P<sign>[+\-])(?P<zone>\d{1,2})(?::?(?P<zone_minute>[0-5]\d))?|[ ]?[(（]?(?P<jst>JST|日本時間)"
    r"|(?P<utc>Z|[ ](?:GMT|UTC)))?)?"
)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９：＋－ＧＭＴＵＣＪＳ　", "0123456789:+-GMTUCJS ")
_JST = timezone(timedelta(hours=9))
# Offsets in use reach from -12:00 to +14:00.
_MIN_ZONE, _MAX_ZONE = -12 * 60, 14 * 60


def find_published(text: str, offset: int) -> Published | None:
    """The first date in a stamp; ``offset`` is where ``text`` starts in the clipping."""
    plain = text.translate(_WIDE_DIGITS)
    for pattern, read in ((_ENGLISH, _read_english), (_JAPANESE, _read_japanese)):
        for found in pattern.finditer(plain):
            value, warnings = read(found)
            if value:
                start = offset + found.start()
                evidence = Evidence("published", start, offset + found.end(), text[found.start() : found.end()])
                return Published(value, evidence, warnings)
    return None


def _read_english(found: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
    return _date(found["year"], _MONTHS.index(found["month"]) + 1, found["day"]), ()


def _read_japanese(found: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
    day = _date(_year(found), found["month"], found["day"])
    if day is None or found["hour"] is None:
        return day, ()
    hour = int(found["hour"])
    # 午後 12:30 is half past noon, 午前 12:30 half past midnight.
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "午後" else 0)
    zone, warnings = _zone(found)
    try:
        base = date.fromisoformat(day)
        at = datetime(
            base.year, base.month, base.day, hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone
        )
    except ValueError:
        return day, warnings
    return at.isoformat() if zone else day, warnings


def _year(found: re.Match[str]) -> int:
    if found["era"] is None:
        return int(found["year"])
    return _ERAS[found["era"]] + (1 if found["era_year"] == "元" else int(found["era_year"])) - 1


def _zone(found: re.Match[str]) -> tuple[timezone | None, tuple[str, ...]]:
    """The stated zone; None where none is stated."""
    if found["jst"]:
        return _JST, ()
    if found["utc"]:
        return UTC, ()
    if found["zone"] is None:
        return None, ()
    minutes = int(found["zone"]) * 60 + int(found["zone_minute"] or 0)
    minutes = -minutes if found["sign"] == "-" else minutes
    if not _MIN_ZONE <= minutes <= _MAX_ZONE:
        return _JST, ("zone_impossible",)
    return timezone(timedelta(minutes=minutes)), ()


def _date(year: str | int, month: str | int, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
