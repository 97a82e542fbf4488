"""The heads in NumPy: piece vectors and voices -> levels, techniques, signal, stance. ``training.network`` mirrors them.

Item vector: the mean over all pieces beside the mean over the author's own pieces, through one tanh layer, so that
quoted words count for sourcing and need not count for persuasion. Levels are ordinal (cumulative logits, McCullagh
1980) over the item vector and the strongest piece of every sourcing criterion; the signal adds the strongest piece of
every technique in the author's voice. A stance is read at the mentions of its target: all targets of an item share one pass of the encoder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.records import CRITERIA

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ItemOutputs:
    """``levels``: (5,), ``signal``: 0-1, ``technique_items``: (23,), ``technique_pieces``: (pieces, 23)."""

    levels: Floats
    signal: float
    technique_items: Floats
    technique_pieces: Floats


@dataclass(frozen=True, slots=True)
class Heads:
    """``weights``: the tensors ``heads.*`` of the model file, as float32, without the prefix."""

    weights: Mapping[str, Floats]

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, npt.NDArray[Any]]) -> Heads:
        """Take the heads out of a model file's tensors."""
        prefix = "heads."
        own = {k.removeprefix(prefix): v.astype(np.float32) for k, v in tensors.items() if k.startswith(prefix)}
        return cls(own)

    def missing(self) -> str | None:
        """The first tensor that a complete set of heads has and this one lacks."""
        names = [f"{name}.{part}" for name in _DENSE for part in ("weight", "bias")]
        return next((name for name in [*names, "level.cuts"] if name not in self.weights), None)

    def item(self, states: Floats, author: Mask) -> ItemOutputs:
        """All item-level outputs. ``states``: (pieces, hidden); ``author``: (pieces,) true in the author's voice."""
        vector = np.tanh(self._dense("trunk", np.concatenate([_mean(states), _mean(states, author)])))
        pieces = self._dense("technique_pieces", states)
        own = _strongest(pieces[author], pieces.shape[1])
        criteria = _strongest(self._dense("criteria_pieces", states), len(CRITERIA))
        score = self._dense("level", np.concatenate([vector, np.tanh(criteria)]))
        signal = self._dense("signal", np.concatenate([vector, np.tanh(own)]))
        return ItemOutputs(
            levels=ordinal(float(score[0]), self.weights["level.cuts"]),
            signal=float(sigmoid(signal)[0]),
            technique_items=sigmoid(self._dense("technique_items", vector) + own),
            technique_pieces=sigmoid(pieces),
        )

    def stance(self, states: Floats, author: Mask, mentioned: Mask) -> Floats:
        """(favor, neutral, against) toward the target whose mentions are the pieces ``mentioned``."""
        both = np.concatenate([_mean(states, author), _mean(states, mentioned)])
        return softmax(self._dense("stance", np.tanh(self._dense("stance_trunk", both))))

    def _dense(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], dtype=np.float32)


_DENSE = (
    "trunk", "level", "signal", "technique_items", "technique_pieces", "criteria_pieces", "stance_trunk", "stance",
)  # fmt: skip
# A logit that no evidence outweighs: an item without any word of its author's has no technique of the author's.
_NEVER = -20.0


def _strongest(pieces: Floats, columns: int) -> Floats:
    """The highest logit of every column; _NEVER where there is no piece."""
    return pieces.max(axis=0) if len(pieces) else np.full(columns, _NEVER, dtype=np.float32)


def _mean(states: Floats, mask: Mask | None = None) -> Floats:
    """Mean vector; zeros where nothing is selected."""
    chosen = states if mask is None else states[mask]
    return chosen.mean(axis=0) if len(chosen) else np.zeros(states.shape[1], dtype=np.float32)


def ordinal(score: float, cuts: Floats) -> Floats:
    """Probabilities of the levels from one score and rising cuts: P(level > k) = sigmoid(score - cut_k)."""
    above = sigmoid(score - np.sort(cuts))
    edges = np.concatenate([[1.0], above, [0.0]])
    return np.asarray(edges[:-1] - edges[1:], dtype=np.float32)


def sigmoid(x: Any) -> Any:
    """Logistic function, safe for large inputs."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def softmax(x: Floats) -> Floats:
    """Along the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)
