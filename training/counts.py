"""Figures that a bootstrap can afford: everything is counted once, a resample only adds up its rows.

Every function takes gold and answers, row by row, and returns an ``OnRows``: indices of rows -> the figure over them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
OnRows = Callable[[Indices], float]
# (label, voice) -> spans of one item.
Spans = dict[tuple[str, str], list[tuple[int, int]]]


def macro_f1(gold: Sequence[str], got: Sequence[str]) -> OnRows:
    """Mean F1 over the classes that occur in the gold of the rows."""
    names = sorted({*gold, *got})
    size = len(names)
    codes = np.array([names.index(g) * size + names.index(p) for g, p in zip(gold, got, strict=True)], dtype=np.int64)

    def over(indices: Indices) -> float:
        table = np.bincount(codes[indices], minlength=size * size).reshape(size, size)
        held, told, hit = table.sum(axis=1), table.sum(axis=0), np.diag(table)
        return _mean_f1(hit, held, told)

    return over


def kappa(gold: Sequence[int], got: Sequence[int]) -> OnRows:
    """Quadratic weighted kappa (Cohen 1968); 0 where neither side varies."""
    one, other = np.array(gold, dtype=np.int64), np.array(got, dtype=np.int64)
    size = 1 + int(max(one.max(initial=0), other.max(initial=0)))
    apart = (np.arange(size)[:, None] - np.arange(size)) ** 2

    def over(indices: Indices) -> float:
        table = np.bincount(one[indices] * size + other[indices], minlength=size * size).reshape(size, size)
        expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / max(1, table.sum())
        chance = float((apart * expected).sum())
        return 1.0 - float((apart * table).sum()) / chance if chance else 0.0

    return over


def set_f1(gold: Sequence[set[str]], got: Sequence[set[str]], names: Sequence[str]) -> tuple[OnRows, OnRows]:
    """Micro and macro F1 over label sets; macro over the names that occur in the gold of the rows."""
    g, p = _marks(gold, names), _marks(got, names)
    both = g & p

    def counts(indices: Indices) -> tuple[Indices, Indices, Indices]:
        return both[indices].sum(axis=0), g[indices].sum(axis=0), p[indices].sum(axis=0)

    def micro(indices: Indices) -> float:
        hit, held, told = (int(part.sum()) for part in counts(indices))
        return 2 * hit / (held + told) if held and told else 0.0

    return micro, lambda indices: _mean_f1(*counts(indices))


def spearman(gold: Sequence[float], got: Sequence[float]) -> OnRows:
    """Rank correlation; 0 where either side does not vary."""
    one, other = _codes(gold), _codes(got)

    def over(indices: Indices) -> float:
        a, b = _ranks(one[indices]), _ranks(other[indices])
        if not len(a) or np.ptp(a) == 0 or np.ptp(b) == 0:
            return 0.0
        return float(np.corrcoef(a, b)[0, 1])

    return over


def _codes(values: Sequence[float]) -> Indices:
    """The place of every value among the different ones."""
    return np.unique(np.array(values, dtype=np.float64), return_inverse=True)[1]


def _ranks(codes: Indices) -> npt.NDArray[np.float64]:
    """Equal values share the middle of their places."""
    times = np.bincount(codes)
    return np.asarray((np.cumsum(times) - (times - 1) / 2)[codes], dtype=np.float64)


def overlap_f1(gold: Sequence[Spans], got: Sequence[Spans]) -> OnRows:
    """Character-level F1 of spans, per label and voice, micro-averaged over items."""
    rows = [_characters_shared(g, p) for g, p in zip(gold, got, strict=True)]
    counts = np.array(rows, dtype=np.int64).reshape(-1, 2)

    def over(indices: Indices) -> float:
        hit, either = counts[indices].sum(axis=0)
        return 2 * int(hit) / int(either) if either else 0.0

    return over


def share(holds: Sequence[bool]) -> OnRows:
    """The share of rows for which it holds."""
    marks = np.array(holds, dtype=np.float64)
    return lambda indices: float(marks[indices].mean()) if len(indices) else 0.0


def everything(measure: OnRows, rows: int) -> float:
    """The figure over all rows."""
    return measure(np.arange(rows))


def _mean_f1(hit: Indices, held: Indices, told: Indices) -> float:
    used = held > 0
    return float((2 * hit[used] / (held + told)[used]).mean()) if used.any() else 0.0


def _marks(sets: Sequence[set[str]], names: Sequence[str]) -> npt.NDArray[np.bool_]:
    return np.array([[name in row for name in names] for row in sets], dtype=bool).reshape(len(sets), len(names))


def _characters_shared(gold: Spans, got: Spans) -> tuple[int, int]:
    """Characters in both, and those of either side added up."""
    hit = either = 0
    for key in {*gold, *got}:
        g, p = _characters(gold.get(key, [])), _characters(got.get(key, []))
        hit, either = hit + len(g & p), either + len(g) + len(p)
    return hit, either


def _characters(spans: Sequence[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}
