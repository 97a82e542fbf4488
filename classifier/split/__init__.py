"""Clipping -> Items. Every layout rule finds anchors; an item runs from its anchor to the next one and is trimmed."""

from __future__ import annotations

from bisect import bisect_left

from classifier.records import Clipping, Gap, Item, Span
from classifier.split import embed, marker_headline, whole
from classifier.split.anchors import Anchor
from classifier.split.furniture import Block, find_blocks
from classifier.split.lines import Line, to_lines
from classifier.split.trim import end_of, gaps_of

__all__ = ["split", "whole_item"]

_RULES = (marker_headline.find, embed.find)


def split(clipping: Clipping) -> list[Item]:
    """The items of a clipping in order; every item names the rule that found it. No text gives no items."""
    lines = to_lines(clipping.text)
    anchors = _distinct(sorted((a for rule in _RULES for a in rule(lines)), key=lambda a: a.start))
    starts = [line.start for line in lines]
    cuts = [_line_at(starts, a.start) for a in anchors] + [len(lines)]
    items: list[Item] = []
    if not anchors or not whole.is_heading(lines, 0, cuts[0]):
        items.extend(_whole_item(clipping, lines, 0, cuts[0]))
    for anchor, low, high in zip(anchors, cuts, cuts[1:], strict=False):
        items.append(_item(clipping, lines, anchor, low, high, find_blocks(lines, low, high)))
    return items


def whole_item(clipping: Clipping) -> Item:
    """The whole text as one item, for callers who have split it themselves."""
    return Item(clipping=clipping, start=0, end=len(clipping.text), rule="given", boundary_confidence=1.0)


def _distinct(anchors: list[Anchor]) -> list[Anchor]:
    """Anchors that begin inside the certain part of another one are that one's own lines."""
    kept: list[Anchor] = []
    for anchor in anchors:
        if not kept or anchor.start >= kept[-1].floor:
            kept.append(anchor)
    return kept


def _line_at(starts: list[int], offset: int) -> int:
    index = bisect_left(starts, offset)
    return index if index < len(starts) and starts[index] == offset else index - 1


def _whole_item(clipping: Clipping, lines: list[Line], low: int, high: int) -> list[Item]:
    blocks = find_blocks(lines, low, high)
    anchor = whole.find(lines, low, high, blocks)
    return [_item(clipping, lines, anchor, low, high, blocks)] if anchor else []


def _item(clipping: Clipping, lines: list[Line], anchor: Anchor, low: int, high: int, blocks: list[Block]) -> Item:
    end = end_of(lines, low, high, anchor.floor, blocks)
    gaps = sorted({*anchor.gaps, *gaps_of(lines, blocks, anchor.start, end)}, key=lambda g: g.start)
    context = tuple(Span(lines[b.first].start, lines[b.last].end) for b in blocks)
    return Item(
        clipping=clipping,
        start=anchor.start,
        end=end,
        rule=anchor.rule,
        boundary_confidence=anchor.confidence,
        title=anchor.title,
        stamp=anchor.stamp,
        gaps=_disjoint([gap for gap in gaps if gap.end <= end]),
        context=context,
    )


def _disjoint(gaps: list[Gap]) -> tuple[Gap, ...]:
    kept: list[Gap] = []
    for gap in gaps:
        if not kept or gap.start >= kept[-1].end:
            kept.append(gap)
    return tuple(kept)
