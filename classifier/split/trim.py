"""A region of lines -> the item's exact end and its gaps (label guide, "Item").

Outside every item: blank lines, separators, hashtag lines that the clipper added, the page's foot, and bare
links at the very end.
"""

from __future__ import annotations

import re

from classifier.records import Gap
from classifier.split.furniture import Block
from classifier.split.lines import Line

_HASHTAG_LINE = re.compile(r"[ \t　]*[#＃]\S+(?:[ \t　]+[#＃]\S+)*[ \t　]*")
_SEPARATOR = re.compile(r"[ \t　]*[-=＝*＊_~〜━─―—・…+#]{3,}[ \t　]*")
_LINK = r"(?:https?://|pic\.twitter\.com/)\S+"
_LINK_LINE = re.compile(rf"[ \t　]*{_LINK}(?:[ \t　]+{_LINK})*[ \t　]*")
_LINK_WORD = re.compile(_LINK)
_BLANKS = " \t　"


def outside(line: Line) -> bool:
    """Whether a line at the edge of a region belongs to no item."""
    text = line.text
    return line.blank or any(p.fullmatch(text) for p in (_HASHTAG_LINE, _SEPARATOR, _LINK_LINE))


def end_of(lines: list[Line], low: int, high: int, floor: int, blocks: list[Block]) -> int:
    """Offset after the last body character among lines ``low <= index < high``, never before ``floor``."""
    last = high - 1
    while last >= low and (outside(lines[last]) or _in_blocks(last, blocks)) and lines[last].end > floor:
        last -= 1
    if last < low:
        return floor
    line = lines[last]
    return max(floor, line.start + len(without_links_at_end(line.text)))


def without_links_at_end(text: str) -> str:
    """A line without the bare links that close it; a line of one link stays."""
    text = text.rstrip(_BLANKS)
    while True:
        at = max(text.rfind(blank) for blank in _BLANKS)
        if at <= 0 or not _LINK_WORD.fullmatch(text, at + 1):
            return text
        text = text[:at].rstrip(_BLANKS)


def gaps_of(lines: list[Line], blocks: list[Block], start: int, end: int) -> tuple[Gap, ...]:
    """Furniture blocks that lie inside the item."""
    spans = ((lines[b.first].start, lines[b.last].end, b.kind) for b in blocks)
    return tuple(Gap(s, e, kind) for s, e, kind in spans if start <= s and e <= end)


def _in_blocks(index: int, blocks: list[Block]) -> bool:
    return any(block.first <= index <= block.last for block in blocks)
