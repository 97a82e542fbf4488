"""The lines that name who published and when: the grammar that splitting and attribution share."""

from __future__ import annotations

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_DATE = (
    rf"(?:{_MONTHS})[ \t]\d{{1,2}},[ \t]?\d{{4}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日|\d{{4}}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}"
)
# — 見本新報 (@mihon_shimpo) March 4, 2026
ATTRIBUTION = re.compile(
    r"[> \t　]*(?:[—―–－]{1,2}|--|&mdash;)[ \t　]?(?P<name>[^\r\n]{0,120}?)[ \t　]?"
    rf"[(（](?P<handle>[@＠]\w{{1,40}})[)）][ \t　]*(?P<date>{_DATE})[ \t　]*"
)

# ▽見出し<見本新報>2026年3月4日午前 6:17 GMT+9
MARKER = re.compile(
    r"[ \t　]*[▽▼■◆◇●□▲△★◎][ \t　]*(?P<title>[^\r\n]{1,200}?)"
    r"(?P<stamp>[<＜](?P<outlet>[^\r\n<>＜＞]{1,60})[>＞]"
    rf"(?P<date>[ \t　]*[(（]?(?:\d{{4}}[年/.\-]|(?:令和|平成|昭和)|(?:{_MONTHS})[ ])[^\r\n]{{0,60}})?)[ \t　]*"
)
