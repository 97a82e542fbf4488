"""Layouts without any anchor: one plain article, or one saved page with its furniture, fills the region."""

from __future__ import annotations

from classifier.records import Span
from classifier.split.anchors import Anchor
from classifier.split.furniture import Block
from classifier.split.lines import Line
from classifier.split.trim import outside

_PLAIN, _PAGE = 0.8, 0.9
# Above a file's first anchor, less text than this is the clipper's own heading, not an item.
_MIN_PREAMBLE = 60
_MAX_TITLE = 80


def find(lines: list[Line], low: int, high: int, blocks: list[Block]) -> Anchor | None:
    """The anchor of the one item among lines ``low <= index < high``, or None where there is no text."""
    covered = {index for block in blocks for index in range(block.first, block.last + 1)}
    body = [i for i in range(low, high) if i not in covered and not outside(lines[i])]
    if not body:
        return None
    first = lines[body[0]]
    start = first.start + len(first.text) - len(first.text.lstrip())
    rule = "saved_page" if any(block.kind != "notice" for block in blocks) else "plain_article"
    return Anchor(start, start, rule, _PAGE if rule == "saved_page" else _PLAIN, _title(first, start, len(body)))


def is_heading(lines: list[Line], low: int, high: int) -> bool:
    """Whether the lines above the first anchor are only the clipper's own heading."""
    text = "".join(line.text.strip() for line in lines[low:high])
    return len(text) < _MIN_PREAMBLE and "。" not in text


def _title(line: Line, start: int, body_lines: int) -> Span | None:
    text = line.text.strip()
    is_title = body_lines > 1 and len(text) <= _MAX_TITLE and not text.endswith("。")
    return Span(start, start + len(text)) if is_title else None
