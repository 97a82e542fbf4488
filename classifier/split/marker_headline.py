"""Layout ``▽headline<outlet>date``: a marker opens every article.

Example: ``▽南海の島で調査船が座礁<ロイター日本語版>2026年3月4日午前 6:17 GMT+9``, then often a line of glued
Latin bylines, the headline again, and the body. A ``▽`` without ``<outlet>`` is a bullet of the article.
"""

from __future__ import annotations

import re

from classifier.records import Gap, Span
from classifier.split.anchors import Anchor
from classifier.split.lines import Line
from classifier.stamps import MARKER

RULE = "marker_headline"
_CONFIDENCE = 0.99
# 'Ksenia OrlovaMax Hunder': Latin names only, no sentence punctuation.
_BYLINE = re.compile(r"[ \t]*[A-Z][A-Za-zÀ-ž'’. ,\-]{3,200}")
# Headline and byline stand within the first lines below the marker.
_HEAD_LINES = 6


def find(lines: list[Line]) -> list[Anchor]:
    """One anchor a marker headline. One without a date counts only beside dated ones: ``●日程＜変更あり＞`` is a bullet."""
    found = [(i, match) for i, line in enumerate(lines) if (match := MARKER.fullmatch(line.text))]
    if not any(match["date"] for _, match in found):
        return []
    return [_anchor(lines, index, match) for index, match in found]


def _anchor(lines: list[Line], index: int, found: re.Match[str]) -> Anchor:
    line = lines[index]
    title = Span(line.start + found.start("title"), line.start + found.end("title"))
    stamp = Span(line.start + found.start("stamp"), line.end)
    gaps = (
        Gap(stamp.start, stamp.end, "attribution"),
        *_head_gaps(lines[index + 1 : index + 1 + _HEAD_LINES], found["title"]),
    )
    return Anchor(title.start, stamp.end, RULE, _CONFIDENCE, title, stamp, gaps)


def _head_gaps(head: list[Line], title: str) -> list[Gap]:
    """The byline line and the repeated headline below a marker."""
    gaps: list[Gap] = []
    for line in head:
        if line.blank:
            continue
        if line.text.strip() == title.strip():
            return [*gaps, Gap(line.start, line.end, "preview")]
        if not gaps and _BYLINE.fullmatch(line.text):
            gaps.append(Gap(line.start, line.end, "byline"))
            continue
        break
    return gaps
