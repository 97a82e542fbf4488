"""Piece probabilities -> technique spans: verbatim words, one voice each."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# Two flagged runs this many pieces apart are one phrase with an unsure word in it.
_JOIN = 2
_EDGE = " \t\r\n　、。，．,.!！?？…「」『』（）()【】[]［］・:：;；〈〉<>＜＞\"'“”"
_MIN_WORDS = 2
_HIRAGANA = re.compile(r"[ぁ-ゖー]{1,4}")
_CLAUSE_BREAK = re.compile(r"[。！？!?\r\n]")
# A clause shown for a technique that no single word carries stays readable.
_MAX_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Found:
    """Offsets into the scored text and the highest piece probability inside."""

    start: int
    end: int
    probability: float


def find_spans(
    probabilities: npt.NDArray[np.float32], offsets: npt.NDArray[np.int64], threshold: float, text: str
) -> list[Found]:
    """Runs of pieces at or above the threshold; ``probabilities``: (pieces,), ``offsets``: (pieces, 2)."""
    hot = np.flatnonzero(probabilities >= threshold)
    found: list[Found] = []
    for run in _runs(hot):
        span = _trim(int(offsets[run[0], 0]), int(offsets[run[1], 1]), text)
        if span and _says_something(text[span[0] : span[1]]):
            found.append(Found(*span, float(probabilities[run[0] : run[1] + 1].max())))
    return found


def best_clause(
    probabilities: npt.NDArray[np.float32], offsets: npt.NDArray[np.int64], allowed: npt.NDArray[np.bool_], text: str
) -> Found | None:
    """The clause around the likeliest allowed piece: what a flagged item shows when no run passes the threshold."""
    if not allowed.any():
        return None
    best = int(np.where(allowed, probabilities, -1.0).argmax())
    start, end = int(offsets[best, 0]), int(offsets[best, 1])
    low = max(
        (m.end() for m in _CLAUSE_BREAK.finditer(text, max(0, start - _MAX_CLAUSE), start)),
        default=max(0, start - _MAX_CLAUSE),
    )
    after = _CLAUSE_BREAK.search(text, end, min(len(text), end + _MAX_CLAUSE))
    high = after.start() if after else min(len(text), end + _MAX_CLAUSE)
    span = _trim(low, high, text)
    return Found(*span, float(probabilities[best])) if span else None


def _runs(hot: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in hot.tolist():
        if runs and index - runs[-1][1] <= _JOIN:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _says_something(words: str) -> bool:
    """Particles and endings alone (も, している) show nobody anything."""
    return len(words) >= _MIN_WORDS and not _HIRAGANA.fullmatch(words)


def _trim(start: int, end: int, text: str) -> tuple[int, int] | None:
    """Drop punctuation and white space at the edges; None where nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None
