"""Whether probabilities mean what they say: expected calibration error, Brier score, and what chance alone would show.

ECE (Naeini et al. 2015) over bins of equal mass. A small sample shows an error even where every probability is right;
``perfect_ece`` simulates that, and a model is well calibrated where its ECE stays below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# design.md: bins of at least 30. More than 15 of them would make a large n look worse by nothing but noise.
_LEAST, _MOST_BINS = 30, 15


def ece(confidence: Sequence[float] | Array, correct: Sequence[float] | Array) -> float:
    """Mean distance of confidence and correctness over bins, weighted by their mass. Raises ValueError where empty.

    ``confidence``: (n,) probabilities; ``correct``: (n,) 0 or 1, whether what was said with it holds.
    """
    sure, right = _sorted(confidence, correct)
    return float(_error(sure, right[None, :])[0])


def brier(confidence: Sequence[float] | Array, correct: Sequence[float] | Array) -> float:
    """Mean squared distance of the same pairs (Brier 1950)."""
    sure, right = _sorted(confidence, correct)
    return float(((sure - right) ** 2).mean())


def perfect_ece(confidence: Sequence[float] | Array, quantile: float = 0.95, draws: int = 1000, seed: int = 0) -> float:
    """The quantile of the ECE that a perfectly calibrated model of the same confidences shows: its answers are drawn."""
    sure, _ = _sorted(confidence, confidence)
    drawn = np.random.default_rng(seed).random((draws, len(sure))) < sure
    return float(np.quantile(_error(sure, drawn.astype(np.float64)), quantile))


def calibration(confidence: Sequence[float], correct: Sequence[bool]) -> dict[str, Any]:
    """The entry of a head: ``value`` is the ECE, beside it Brier score and the bound of chance."""
    if not len(confidence):
        return {"value": None, "interval": None, "n": 0, "brier": None, "perfect": None}
    right = np.asarray(correct, dtype=np.float64)
    made = {"brier": brier(confidence, right), "perfect": perfect_ece(confidence)}
    entry = {"value": round(ece(confidence, right), 4), "interval": None, "n": len(confidence)}
    return {**entry, **{name: round(value, 4) for name, value in made.items()}}


def calibration_table(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """Markdown of the entries that ``calibration`` made, one row a head."""
    lines = [
        "| head | n | ECE | a perfect model, 95th percentile | Brier score |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, row in figures.items():
        if "perfect" in row and row["n"]:
            numbers = f"{row['value']:.3f} | {row['perfect']:.3f} | {row['brier']:.3f}"
            lines.append(f"| {name.removeprefix('ECE, ')} | {row['n']} | {numbers} |")
    return "\n".join(lines)


def _sorted(confidence: Any, correct: Any) -> tuple[Array, Array]:
    sure, right = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    if not len(sure) or sure.shape != right.shape:
        raise ValueError(f"{sure.shape} confidences and {right.shape} answers found; as many of both, at least one")
    order = np.argsort(sure, kind="stable")
    return sure[order], right[order]


def _error(sure: Array, right: Array) -> Array:
    """(draws,) ECE of every row. ``sure``: (n,) rising; ``right``: (draws, n)."""
    starts = _starts(len(sure))
    # Summed, not averaged: mass times distance of the means is the distance of the sums.
    apart = np.abs(np.add.reduceat(right - sure, starts, axis=1))
    return np.asarray(apart.sum(axis=1) / len(sure))


def _starts(count: int) -> npt.NDArray[np.int64]:
    """First index of every bin: as many equal ones of at least ``_LEAST`` as ``_MOST_BINS`` allows, at least one."""
    bins = min(_MOST_BINS, max(1, count // _LEAST))
    return np.arange(bins) * count // bins
