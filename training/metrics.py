"""Figures as design.md defines them: kappa, F1 over label sets, character-level span overlap, bootstrap over clusters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, f1_score

_RESAMPLES = 300


def kappa(gold: Sequence[int], got: Sequence[int]) -> float:
    """Quadratic weighted kappa (Cohen 1968); 0 where either side never varies."""
    if len(set(gold)) < 2 and len(set(got)) < 2:
        return 0.0
    return float(cohen_kappa_score(gold, got, weights="quadratic"))


def macro_f1(gold: Sequence[str], got: Sequence[str]) -> float:
    """Mean F1 over the classes that occur in gold."""
    return float(f1_score(gold, got, labels=sorted(set(gold)), average="macro", zero_division=0))


def set_f1(gold: Sequence[set[str]], got: Sequence[set[str]], names: Sequence[str]) -> tuple[float, float]:
    """Micro and macro F1 over label sets; macro over the names that occur in gold."""
    g = np.array([[name in row for name in names] for row in gold])
    p = np.array([[name in row for name in names] for row in got])
    used = g.any(axis=0)
    if not used.any():
        return 0.0, 0.0
    micro = float(f1_score(g, p, average="micro", zero_division=0))
    return micro, float(f1_score(g[:, used], p[:, used], average="macro", zero_division=0))


def spearman(gold: Sequence[float], got: Sequence[float]) -> float:
    """Rank correlation; 0 where either side never varies."""
    if len(set(gold)) < 2 or len(set(got)) < 2:
        return 0.0
    return float(spearmanr(gold, got).statistic)


Spans = dict[tuple[str, str], list[tuple[int, int]]]


def overlap_f1(gold: Sequence[Spans], got: Sequence[Spans]) -> float:
    """Character-level F1 of spans, per label and voice, micro-averaged over items."""
    hit = in_gold = in_got = 0
    for g_item, p_item in zip(gold, got, strict=True):
        for key in {*g_item, *p_item}:
            g, p = _characters(g_item.get(key, [])), _characters(p_item.get(key, []))
            hit, in_gold, in_got = hit + len(g & p), in_gold + len(g), in_got + len(p)
    return 2 * hit / (in_gold + in_got) if in_gold + in_got else 0.0


def _characters(spans: Sequence[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def interval(
    clusters: Sequence[str], figure: Callable[[npt.NDArray[np.int64]], float], seed: int = 0
) -> tuple[float, float]:
    """95 % percentile bootstrap over clusters; ``figure`` takes the indices of a resample."""
    names = sorted(set(clusters))
    members: dict[str, list[int]] = {name: [] for name in names}
    for index, name in enumerate(clusters):
        members[name].append(index)
    rng = np.random.default_rng(seed)
    figures = []
    for _ in range(_RESAMPLES):
        drawn = rng.integers(0, len(names), len(names))
        figures.append(figure(np.array([i for d in drawn for i in members[names[d]]])))
    low, high = np.percentile(figures, [2.5, 97.5])
    return float(low), float(high)


def take(values: Sequence[Any], indices: npt.NDArray[np.int64]) -> list[Any]:
    """The values at the indices, as a list."""
    return [values[i] for i in indices]
