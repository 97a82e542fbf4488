"""Everything that a model is measured by, with the rows behind every figure: what a paired comparison needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np

from training.calibration_error import ece
from training.counts import Indices, OnRows
from training.labels import Label
from training.outputs import Outputs, forced, guesses_of, pooled
from training.results import Measured, Seen, measured

Pairs = tuple[Sequence[float], Sequence[bool]]


def figures(outputs: Outputs, seen: Seen | None) -> dict[str, Measured]:
    """Every figure that has a labelled row. The rows follow from the labels alone: two models share them."""
    made = measured(outputs.labels, guesses_of(outputs), seen)
    known = {name: row for name, row in made.items() if isinstance(row, Measured) and row.clusters}
    return known | _calibration(outputs)


def _calibration(outputs: Outputs) -> dict[str, Measured]:
    """ECE of every head, resampled by item: which criteria and techniques are pooled differs from model to model."""
    pairs = [_pairs(outputs.take(np.array([row]))) for row in range(len(outputs.answers))]
    made = {}
    for head, is_labelled in _LABELLED.items():
        rows = [row for row, label in enumerate(outputs.labels) if is_labelled(label)]
        if rows:
            clusters = [outputs.labels[row].cluster for row in rows]
            made[f"ECE, {head}"] = Measured(clusters, _error([pairs[row][head] for row in rows]), lower_is_better=True)
    return made


_LABELLED: dict[str, Callable[[Label], bool]] = {
    "source_type": lambda label: label.source_type is not None,
    "sourcing": lambda label: label.sourcing_level is not None,
    "stance": lambda label: any((label.stance or {}).values()),
    "criteria": lambda label: label.criteria is not None,
    "techniques": lambda label: label.techniques is not None,
}


def _pairs(one: Outputs) -> dict[str, Pairs]:
    """Confidences of an item's answers and whether each is right, head by head."""
    given = {
        head: ([row.confidence for row in rows], [row.right for row in rows]) for head, rows in forced(one).items()
    }
    return {**given, **pooled(one)}


def _error(pairs: Sequence[Pairs]) -> OnRows:
    def over(rows: Indices) -> float:
        sure, right = (list(chain.from_iterable(pairs[row][side] for row in rows)) for side in (0, 1))
        return ece(sure, right) if sure else 0.0

    return over
