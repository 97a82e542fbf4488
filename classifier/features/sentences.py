"""Sentences: cut after 。！？ outside quotation brackets, and at line ends; a bracketed passage stays whole.

``首相は「断る。以上だ」と述べた。`` is one sentence; ``断る。以上だ。`` are two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.features.brackets import Bracket

_STOP = re.compile(r"[。！？!?]+|[\r\n]+")


def sentences_of(text: str, covers: Sequence[Bracket], low: int = 0, high: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of every sentence in ``text[low:high]``, closing mark included, white space outside.

    ``covers``: brackets in order that do not overlap; no sentence ends inside one. Linear in the length.
    """
    high = len(text) if high is None else high
    found: list[tuple[int, int]] = []
    at, start = 0, low
    for stop in _STOP.finditer(text, low, high):
        while at < len(covers) and covers[at].end <= stop.start():
            at += 1
        inside = at < len(covers) and covers[at].start < stop.start()
        line_end = stop.group()[0] in "\r\n"
        if inside and not line_end:
            continue
        _append(found, text, start, stop.start() if line_end else stop.end())
        start = stop.end()
    _append(found, text, start, high)
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
