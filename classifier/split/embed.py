"""Layout of embedded posts: preview, ``— Name (@handle) Month D, YYYY``, then the rest or the full text pasted below.

Three shapes occur. A headline with a link stands above the attribution and the article below it. A truncated
preview (``…``) stands above and the full post, pasted by the clipper, below. The first line of a multi-line post
stands above, its other lines below, and the full post may follow once more.
"""

from __future__ import annotations

import re

from classifier.records import Gap, Span
from classifier.split.anchors import Anchor
from classifier.split.lines import Line
from classifier.stamps import ATTRIBUTION

RULE = "post_embed"
# A preview found again below its attribution, or set off by a blank line, leaves no doubt where it begins.
_SURE, _LIKELY = 0.98, 0.93
# A post has at most 280 characters; a longer block above an attribution holds the end of the item before.
_MAX_PREVIEW = 300
_MAX_PREVIEW_LINES = 12
# Fewer characters than this can repeat by chance.
_MIN_REPEAT = 8
_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/)\S+")
_HASHTAGS = re.compile(r"[ \t　]*[#＃]\S+(?:[ \t　]+[#＃]\S+)*[ \t　]*")


def find(lines: list[Line]) -> list[Anchor]:
    """One anchor an attribution line; the item starts at its preview."""
    marks = [index for index, line in enumerate(lines) if ATTRIBUTION.fullmatch(line.text)]
    anchors: list[Anchor] = []
    floor = -1
    for number, mark in enumerate(marks):
        stop = marks[number + 1] if number + 1 < len(marks) else len(lines)
        first, sure = _preview_start(lines, floor, mark, stop)
        anchors.append(_anchor(lines, first, mark, stop, sure))
        floor = mark
    return anchors


def _preview_start(lines: list[Line], floor: int, mark: int, stop: int) -> tuple[int, bool]:
    """Index of the preview's first line and whether something besides its place says so."""
    last = mark - 1
    while last > floor and lines[last].blank:
        last -= 1
    if last <= floor:
        return mark, False
    repeated = _repeated_from(lines, max(floor + 1, last - _MAX_PREVIEW_LINES), last, mark, stop)
    if repeated is not None:
        return repeated, True
    return _block_start(lines, floor, last)


def _repeated_from(lines: list[Line], low: int, last: int, mark: int, stop: int) -> int | None:
    """First line of the preview, where the text below the attribution begins with it again."""
    below = [core(line.text) for line in lines[mark + 1 : stop] if not line.blank]
    for index in range(low, last + 1):
        head = core(lines[index].text)
        if len(head) >= _MIN_REPEAT and any(text.startswith(head) for text in below[:_MAX_PREVIEW_LINES]):
            return index
    return None


def _block_start(lines: list[Line], floor: int, last: int) -> tuple[int, bool]:
    """Lines up to a blank line belong together if they fit a post; else the one line above the attribution."""
    first = last
    while first - 1 > floor and not lines[first - 1].blank:
        first -= 1
    at_top = first == 0
    set_off = first - 1 > floor or at_top
    while first < last and (_HASHTAGS.fullmatch(lines[first].text) or (at_top and _heading(lines[first].text))):
        first += 1
    fits = lines[last].end - lines[first].start <= _MAX_PREVIEW and last - first < _MAX_PREVIEW_LINES
    return (first, True) if set_off and fits else (last, False)


def _heading(text: str) -> bool:
    """At the top of a file, a line that closes no sentence is the clipper's own heading."""
    return not core(text).endswith(("。", "！", "？", "!", "?", "」"))


def _anchor(lines: list[Line], first: int, mark: int, stop: int, sure: bool) -> Anchor:
    stamp = Span(lines[mark].start, lines[mark].end)
    repeat = _repeat_index(lines, first, mark, stop)
    gaps = [Gap(stamp.start, stamp.end, "attribution")]
    title = _title(lines[first]) if repeat is None and first < mark else None
    if repeat is not None:
        gaps.insert(0, Gap(lines[first].start, lines[mark - 1].end, "preview"))
        if repeat > mark + 1:
            gaps.append(Gap(lines[mark + 1].start, lines[repeat - 1].end, "preview"))
    confidence = _SURE if sure else _LIKELY
    return Anchor(lines[first].start, stamp.end, RULE, confidence, title, stamp, tuple(gaps))


def _repeat_index(lines: list[Line], first: int, mark: int, stop: int) -> int | None:
    """Line below the attribution where the full text starts over, or None."""
    head = core(lines[first].text)
    if first == mark or len(head) < _MIN_REPEAT:
        return None
    # A preview holds few lines; a headline that comes back far below is part of the article.
    for index in range(mark + 1, min(stop, mark + 1 + _MAX_PREVIEW_LINES)):
        if core(lines[index].text).startswith(head):
            return index
    return None


def _title(line: Line) -> Span | None:
    """What stands before the link of a headline; a post that ends in 。 or … is no headline."""
    link = _LINK.search(line.text)
    text = line.text[: link.start()].strip() if link else ""
    if not text or text.endswith(("。", "…", "!", "！", "？")):
        return None
    start = line.start + line.text.index(text)
    return Span(start, start + len(text))


def core(text: str) -> str:
    """A line without its links, its closing … and white space: what a repetition is compared by."""
    return _LINK.sub("", text).strip().rstrip("…").rstrip()
