"""Figures as design.md defines them: kappa, F1 over label sets, character-level span overlap, bootstrap over clusters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from training import counts

_RESAMPLES = 300

Spans = counts.Spans


def kappa(gold: Sequence[int], got: Sequence[int]) -> float:
    """Quadratic weighted kappa (Cohen 1968); 0 where neither side varies."""
    return counts.everything(counts.kappa(gold, got), len(gold))


def macro_f1(gold: Sequence[str], got: Sequence[str]) -> float:
    """Mean F1 over the classes that occur in gold."""
    return counts.everything(counts.macro_f1(gold, got), len(gold))


def set_f1(gold: Sequence[set[str]], got: Sequence[set[str]], names: Sequence[str]) -> tuple[float, float]:
    """Micro and macro F1 over label sets; macro over the names that occur in gold."""
    micro, macro = counts.set_f1(gold, got, names)
    return counts.everything(micro, len(gold)), counts.everything(macro, len(gold))


def spearman(gold: Sequence[float], got: Sequence[float]) -> float:
    """Rank correlation; 0 where either side never varies."""
    return counts.everything(counts.spearman(gold, got), len(gold))


def overlap_f1(gold: Sequence[Spans], got: Sequence[Spans]) -> float:
    """Character-level F1 of spans, per label and voice, micro-averaged over items."""
    return counts.everything(counts.overlap_f1(gold, got), len(gold))


def interval(
    clusters: Sequence[str], figure: Callable[[npt.NDArray[np.int64]], float], seed: int = 0
) -> tuple[float, float]:
    """95 % percentile bootstrap over clusters; ``figure`` takes the indices of a resample."""
    low, high = np.percentile([figure(drawn) for drawn in resamples(clusters, seed)], [2.5, 97.5])
    return float(low), float(high)


def resamples(clusters: Sequence[str], seed: int = 0, times: int = _RESAMPLES) -> Iterator[npt.NDArray[np.int64]]:
    """Indices of the rows of every resample: clusters drawn with replacement, the same ones for the same seed."""
    names = sorted(set(clusters))
    members: dict[str, list[int]] = {name: [] for name in names}
    for index, name in enumerate(clusters):
        members[name].append(index)
    groups = [np.array(members[name], dtype=np.int64) for name in names]
    rng = np.random.default_rng(seed)
    for _ in range(times):
        yield np.concatenate([groups[d] for d in rng.integers(0, len(names), len(names))])


def take(values: Sequence[Any], indices: npt.NDArray[np.int64]) -> list[Any]:
    """The values at the indices, as a list."""
    return [values[i] for i in indices]
