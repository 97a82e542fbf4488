"""Matched quotation brackets: 「」 『』 “ ” 〝〟 " ", nested, over several sentences, with strays left alone.

``「『一つの中国』は守る」と述べた。「`` has two pairs, one inside the other, and one stray opener.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPEN = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣", "‘": "’"}
CLOSE = {close: open_ for open_, close in OPEN.items()}
# Straight quotes open and close alike; a pair stands within one line.
_STRAIGHT = frozenset('"＂')
# Nobody nests quotations deeper; hostile text that does loses its outermost openers.
_MAX_DEPTH = 8
# An opener still open at a line's end this far behind was never meant to close.
_MAX_UNCLOSED = 400


_MARKS = re.compile("[" + "".join((*OPEN, *CLOSE, *_STRAIGHT)) + "\n]")


class Bracket(NamedTuple):
    """``text[start]`` opens, ``text[end - 1]`` closes; ``depth`` 0 = outermost."""

    start: int
    end: int
    depth: int


def brackets_of(text: str) -> list[Bracket]:
    """All matched pairs by start. A closer without its opener and an opener without its closer are no pair."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for mark in _MARKS.finditer(text):
        char, index = mark.group(), mark.start()
        if char == "\n":
            stack = _at_line_end(stack, index)
            continue
        start = _pop(stack, char if char in _STRAIGHT else CLOSE.get(char, ""))
        if start is not None:
            pairs.append((start, index + 1))
        elif char not in CLOSE:
            stack = [*stack[1 - _MAX_DEPTH :], (char, index)]
    return _with_depth(sorted(pairs))


def _at_line_end(stack: list[tuple[str, int]], index: int) -> list[tuple[str, int]]:
    """Straight quotes end with their line; the others when the outermost has been open for too long."""
    kept = [opened for opened in stack if opened[0] not in _STRAIGHT]
    return [] if kept and index - kept[0][1] > _MAX_UNCLOSED else kept


def _pop(stack: list[tuple[str, int]], opener: str) -> int | None:
    """The start of the innermost such opener; openers inside it that never closed are dropped."""
    for at in range(len(stack) - 1, -1, -1):
        if stack[at][0] == opener:
            start = stack[at][1]
            del stack[at:]
            return start
    return None


def _with_depth(pairs: list[tuple[int, int]]) -> list[Bracket]:
    found: list[Bracket] = []
    ends: list[int] = []
    for start, end in pairs:
        while ends and ends[-1] <= start:
            ends.pop()
        found.append(Bracket(start, end, len(ends)))
        ends.append(end)
    return found
