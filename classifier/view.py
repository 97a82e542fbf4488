"""The scored text of an item, which is its text without its gaps, with the way back to the clipping's offsets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from classifier.records import Evidence, Item, Span


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is what gets scored. Piece ``i`` starts at ``starts[i]`` in it and at ``origins[i]`` in the clipping."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    whole: str

    def span(self, start: int, end: int) -> Span:
        """Clipping offsets of ``text[start:end]``; a span that crosses a gap keeps only its part before the gap."""
        piece = max(0, bisect_right(self.starts, start) - 1)
        limit = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        shift = self.origins[piece] - self.starts[piece]
        return Span(start + shift, max(start, min(end, limit)) + shift)

    def evidence(self, name: str, start: int, end: int) -> Evidence:
        """The words at ``text[start:end]``, verbatim from the clipping."""
        span = self.span(start, end)
        return Evidence(name, span.start, span.end, span.text(self.whole))


def view_of(item: Item) -> View:
    """An item's scored text. Items without gaps come back as they are."""
    whole = item.clipping.text
    starts, origins, parts = [], [], []
    at, length = item.start, 0
    for start, end in [*((g.start, g.end) for g in item.gaps), (item.end, item.end)]:
        if start > at:
            starts.append(length)
            origins.append(at)
            parts.append(whole[at:start])
            length += start - at
        at = max(at, end)
    if not parts:
        return View("", (0,), (item.start,), whole)
    return View("".join(parts), tuple(starts), tuple(origins), whole)
