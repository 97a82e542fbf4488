"""Pieces of a text cut into overlapping windows, so that long items are read whole and never silently cut.

Every piece's vector is taken from the window in which it stands farthest from an edge; short texts have one window.
Training uses the same cut, so the heads see in scoring what they saw in training.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Pieces:
    """Piece ids without special tokens, and their (start, end) offsets into the text, shape (n, 2)."""

    ids: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``start:end`` go through the encoder; of the result ``keep_start:keep_end`` is kept."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def windows_of(count: int, size: int, stride: int) -> list[Window]:
    """Windows of at most ``size`` pieces that advance by ``stride``; kept parts cover every piece once.

    Example: 10 pieces, size 6, stride 4 -> 0:6 keeps 0:5, 4:10 keeps 5:10.
    """
    if count <= size:
        return [Window(0, count, 0, count)]
    starts = [*range(0, count - size, stride), count - size]
    overlap_middles = [(a + size + b) // 2 for a, b in pairwise(starts)]
    lows, highs = [0, *overlap_middles], [*overlap_middles, count]
    return [Window(s, s + size, lo, hi) for s, lo, hi in zip(starts, lows, highs, strict=True)]
