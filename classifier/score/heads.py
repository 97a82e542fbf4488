"""The heads in NumPy: piece vectors and voices -> levels, techniques, criteria, signal, stance. ``training.network`` mirrors them.

Item vector: the mean over all pieces beside the mean over the author's own pieces, through one tanh layer, so that
quoted words count for sourcing and need not count for persuasion. Levels are ordinal (cumulative logits, McCullagh
1980) over the item vector and the strongest piece of every sourcing criterion; the signal adds the strongest piece of
every technique in the author's voice. A technique at item level adds its strongest piece and the vector that its own
pieces attend to (label-wise attention, Mullenbach et al. 2018). A stance is read at the mentions of its target, which
attend to the author's pieces: all targets of an item share one pass of the encoder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.records import CRITERIA
from classifier.score.calibration import Calibration

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ItemOutputs:
    """``levels``: (5,), ``signal``: 0-1, ``technique_items``: (techniques,), ``technique_pieces``: (pieces, techniques),
    ``criteria``: (15,), ``source_type``: (classes,). Probabilities."""

    levels: Floats
    signal: float
    technique_items: Floats
    technique_pieces: Floats
    criteria: Floats
    source_type: Floats


@dataclass(frozen=True, slots=True)
class Heads:
    """``weights``: the tensors ``heads.*`` of the model file, as float32, without the prefix."""

    weights: Mapping[str, Floats]
    calibration: Calibration = field(default_factory=Calibration)

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, npt.NDArray[Any]], calibration: Calibration | None = None) -> Heads:
        """Take the heads out of a model file's tensors."""
        prefix = "heads."
        own = {k.removeprefix(prefix): v.astype(np.float32) for k, v in tensors.items() if k.startswith(prefix)}
        return cls(own, calibration or Calibration())

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
        items = self._dense("technique_items", vector) + own + self._attended(pieces[author], states[author])
        above = self.calibration.level(score - np.sort(self.weights["level.cuts"]))
        return ItemOutputs(
            levels=ordinal(above),
            signal=float(sigmoid(signal)[0]),
            technique_items=sigmoid(self.calibration.techniques(items)),
            technique_pieces=sigmoid(pieces),
            criteria=sigmoid(self.calibration.criteria(criteria)),
            source_type=softmax(self._dense("source_type", vector)),
        )

    def stance(self, states: Floats, author: Mask, mentioned: Mask) -> Floats:
        """(favor, neutral, against) toward the target whose mentions are the pieces ``mentioned``."""
        target, own = _mean(states, mentioned), states[author]
        attended = np.zeros(states.shape[1], dtype=np.float32)
        if len(own):
            keys, query = self._dense("stance_key", own), self._dense("stance_query", target)
            attended = softmax(keys @ query / np.float32(len(query) ** 0.5)) @ own
        parts = np.concatenate([_mean(states, author), target, attended])
        return softmax(self.calibration.stance(self._dense("stance", np.tanh(self._dense("stance_trunk", parts)))))

    def _attended(self, pieces: Floats, states: Floats) -> Floats:
        """(techniques,) each technique's reading of the author's pieces that it finds likeliest."""
        weight, bias = self.weights["technique_pooled.weight"], self.weights["technique_pooled.bias"]
        if not len(states):
            return np.zeros(len(bias), dtype=np.float32)
        return np.asarray(((softmax(pieces.T) @ states) * weight).sum(axis=1) + bias, dtype=np.float32)

    def _dense(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], dtype=np.float32)


_DENSE = (
    "trunk", "level", "signal", "technique_items", "technique_pooled", "technique_pieces", "criteria_pieces", "stance_query",
    "stance_key", "stance_trunk", "stance", "source_type",
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


def ordinal(above: Floats) -> Floats:
    """Probabilities of the levels from the falling logits of level > 0, > 1, > 2, > 3."""
    edges = np.concatenate([[1.0], sigmoid(above), [0.0]])
    return np.asarray(edges[:-1] - edges[1:], dtype=np.float32)


def sigmoid(x: Any) -> Any:
    """Logistic function, safe for large inputs."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def softmax(x: Floats) -> Floats:
    """Along the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)
