"""Replace ranges of a record's text and carry every span, so that each still holds its words at exact offsets.

A span that contains an edit changes its words; an insertion at a span's border stays outside it. Where an edit's border
cuts a span, the letters that old and new words share at their ends keep their places (the 軍 of ロシア軍 -> ウクライナ軍);
otherwise the span is widened over the whole replacement, for half of a new name would stand for nothing. An edit that
leaves a span without a letter is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, takewhile
from typing import Any

from training.labels import Label

Edit = tuple[int, int, str]
Span = dict[str, Any]


class EditError(ValueError):
    """Edits that overlap, lie outside the text, stand out of order or would empty a span."""


def edited(label: Label, edits: Sequence[Edit], **changes: Any) -> Label:
    """The record with ``edits`` (start, end, new words; in order, apart) made and ``changes`` set. Raises EditError."""
    _check(label.text, edits)
    text = _replaced(label.text, edits)
    moves = _Moves(label.text, edits)

    def carry(span: Span) -> Span:
        start, end = moves.start(span["start"]), moves.end(span["end"])
        if start >= end:
            raise EditError(f"the edits of {label.id} leave nothing of the span {span['text']!r}; edit less")
        return {**span, "start": start, "end": end, "text": text[start:end]}

    carried = {
        "criteria": _each(label.criteria, carry),
        "techniques": _each(label.techniques, carry),
        "stance": _stances(label.stance, carry),
    }
    return replace(label, **{"text": text, **carried, **changes})


def _check(text: str, edits: Sequence[Edit]) -> None:
    borders = [0, *(border for start, end, _ in edits for border in (start, end)), len(text)]
    for one, other in pairwise(borders):
        if one > other:
            raise EditError(f"edits must be in order, apart and inside the text; found {one} before {other}")


def _replaced(text: str, edits: Sequence[Edit]) -> str:
    ends = [0, *(end for _, end, _ in edits)]
    starts = [*(start for start, _, _ in edits), len(text)]
    words = [*(words for _, _, words in edits), ""]
    kept = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return "".join(part for pair in zip(kept, words, strict=True) for part in pair)


def _each(spans: list[Span] | None, carry: Callable[[Span], Span]) -> list[Span] | None:
    return None if spans is None else [carry(span) for span in spans]


def _stances(stance: dict[str, Any] | None, carry: Callable[[Span], Span]) -> dict[str, Any] | None:
    if stance is None:
        return None
    return {
        target: {**value, "spans": _each(value.get("spans"), carry)} if value else value
        for target, value in stance.items()
    }


class _Moves:
    """Where the borders of spans come to lie; code points of the old text -> code points of the new one."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        grown = accumulate((len(new) - (end - start) for start, end, new in edits), initial=0)
        # Each edit with what the edits before it have added to the text.
        self._edits = [
            (start, end, text[start:end], new, by) for (start, end, new), by in zip(edits, grown, strict=False)
        ]

    def start(self, at: int) -> int:
        moved = at
        for begin, end, old, new, by in self._edits:
            if end <= at:
                moved = at + by + len(new) - len(old)
            elif begin < at:
                return begin + by + _inside(old, new, at - begin, otherwise=0)
        return moved

    def end(self, at: int) -> int:
        moved = at
        for begin, end, old, new, by in self._edits:
            # What is inserted at the end of a span stays outside it.
            if end <= at and begin < at:
                moved = at + by + len(new) - len(old)
            elif begin < at < end:
                return begin + by + _inside(old, new, at - begin, otherwise=len(new))
        return moved


def _inside(old: str, new: str, at: int, otherwise: int) -> int:
    """A border inside an edit: kept where old and new agree up to it or from it on, else ``otherwise``."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    if at <= head:
        return at
    return len(new) - (len(old) - at) if len(old) - at <= tail else otherwise


def _shared(one: str, other: str) -> int:
    """How many letters two words share from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
