"""Where an item begins: what every layout rule returns."""

from __future__ import annotations

from dataclasses import dataclass

from classifier.records import Gap, Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """An item's start as one rule sees it.

    ``start``: first character; ``floor``: end of the last character that surely belongs to it (its attribution
    line or headline), so that trimming stops there.
    """

    start: int
    floor: int
    rule: str
    confidence: float
    title: Span | None = None
    stamp: Span | None = None
    gaps: tuple[Gap, ...] = ()
