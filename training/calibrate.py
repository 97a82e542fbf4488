"""Fit on dev what turns raw scores into answers: calibration, thresholds, and when to say "cannot judge".

Order matters: thresholds and abstention are chosen on calibrated probabilities. Nothing here reads test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from classifier.features import Blend
from classifier.records import CRITERIA, STANCES
from classifier.scheme import Scheme
from classifier.score import Calibration, Heads, Thresholds
from classifier.score.calibration import Scaling
from classifier.score.scorer import stance_label
from training.answers import Answer, gold_spans, level, stance, technique_spans
from training.metrics import macro_f1, overlap_f1

Array = npt.NDArray[np.float64]

_GRID = tuple(round(float(x), 3) for x in np.arange(0.1, 0.951, 0.05))
_FINE = tuple(round(float(x), 3) for x in np.arange(0.1, 0.701, 0.025))
# A label's own bias is pulled toward the head's mean as if that many more items had been seen without surprise.
_PRIOR = 8.0
# Costs of moving a technique's threshold away from the common one: its own optimum on few positives is mostly noise.
_PULL = 0.5
# Answered share that the bounds aim at on dev; the floor of .85 on other data needs room.
_COVERAGE = 0.9
_EPSILON = 1e-6


def fit(
    answers: Sequence[Answer], features: Sequence[Array], scheme: Scheme, keep: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The entries ``calibration``, ``source_type``, ``thresholds`` and ``abstention`` of ``config.json``.

    ``answers``: raw ones, from a model with the identity calibration; ``features``: shares (items, classes) of the
    source_type pipeline, once for every way in which an outlet can be known; ``keep``: thresholds of an earlier model,
    which stay, so that only what it learnt changes its answers."""
    calibration = _heads_calibration(answers, scheme.techniques)
    made = recalibrated(answers, calibration)
    blend, shares = _blend(answers, features, scheme)
    thresholds = _kept(choose(made, scheme.techniques), keep)
    return {
        "calibration": calibration.to_config(),
        "source_type": {"features": blend.features, "text": blend.text},
        "thresholds": thresholds,
        "abstention": _abstention(made, shares, thresholds["stance"]),
    }


def _kept(chosen: dict[str, Any], keep: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**chosen, **keep, "item": {**chosen["item"], **keep["item"]}} if keep else chosen


def recalibrated(answers: Sequence[Answer], calibration: Calibration) -> list[Answer]:
    """The same vectors through the same heads, scaled."""
    return [
        replace(
            a,
            outputs=(heads := Heads(a.heads.weights, calibration)).item(a.reading.states, a.reading.author),
            stances={name: heads.stance(a.reading.states, a.reading.author, mask) for name, mask in a.mentions.items()},
        )
        for a in answers
    ]


def _heads_calibration(answers: Sequence[Answer], techniques: Sequence[str]) -> Calibration:
    labelled = [a for a in answers if a.label.techniques is not None]
    own = [{t["name"] for t in a.label.techniques or [] if t["voice"] == "author"} for a in labelled]
    marked = [a for a in answers if a.label.criteria is not None]
    shown = [{c["name"] for c in a.label.criteria or []} for a in marked]
    return Calibration(
        level=_level_scaling(answers),
        stance=_stance_scaling(answers),
        techniques=_platt(_logit([a.outputs.technique_items for a in labelled]), _marks(own, techniques)),
        criteria=_platt(_logit([a.outputs.criteria for a in marked]), _marks(shown, CRITERIA)),
    )


def _platt(logits: Array, gold: Array) -> Scaling:
    """One slope and a bias a column, by penalised log loss. A label that dev never has takes the mean bias: nobody may
    have looked for it there."""
    seen = gold.any(axis=0)
    if not seen.any():
        return Scaling(1.0, (0.0,) * gold.shape[1])
    x, y = logits[:, seen], gold[:, seen]

    def loss(w: Array) -> float:
        z = np.exp(w[0]) * x + w[1:]
        return float((np.logaddexp(0.0, z) - y * z).sum() + _PRIOR / 2 * ((w[1:] - w[1:].mean()) ** 2).sum())

    best = minimize(loss, np.zeros(x.shape[1] + 1), method="L-BFGS-B").x
    biases = np.full(gold.shape[1], best[1:].mean())
    biases[seen] = best[1:]
    return Scaling(_number(np.exp(best[0])), tuple(_number(b) for b in biases))


def _stance_scaling(answers: Sequence[Answer]) -> Scaling:
    rows = [(row, value["label"]) for a in answers for row, value in _stance_rows(a)]
    if not rows:
        return Scaling(1.0, (0.0, 0.0, 0.0))
    logits = np.log(np.array([row for row, _ in rows], dtype=np.float64) + _EPSILON)
    gold = np.array([STANCES.index(label) for _, label in rows])

    def loss(x: Array) -> float:
        shares = _softmax(np.exp(x[0]) * logits + x[1:])
        return float(-np.log(shares[np.arange(len(gold)), gold] + _EPSILON).sum() + (x[1:] ** 2).sum())

    best = minimize(loss, np.zeros(1 + len(STANCES)), method="L-BFGS-B").x
    return Scaling(_number(np.exp(best[0])), tuple(_number(b) for b in best[1:]))


def _stance_rows(answer: Answer) -> list[tuple[Any, Any]]:
    gold = answer.label.stance or {}
    return [(row, gold[name]) for name, row in answer.stances.items() if gold.get(name)]


def _level_scaling(answers: Sequence[Answer]) -> Scaling:
    labelled = [a for a in answers if a.label.sourcing_level is not None]
    if not labelled:
        return Scaling()
    levels = np.array([a.outputs.levels for a in labelled], dtype=np.float64)
    above = _logit(1.0 - np.cumsum(levels, axis=1)[:, :-1])
    gold = np.array([a.label.sourcing_level for a in labelled])

    def loss(x: Array) -> float:
        edges = np.hstack([np.ones((len(gold), 1)), 1 / (1 + np.exp(-np.exp(x[0]) * above)), np.zeros((len(gold), 1))])
        shares = edges[:, :-1] - edges[:, 1:]
        return float(-np.log(np.clip(shares[np.arange(len(gold)), gold], _EPSILON, None)).sum())

    return Scaling(_number(np.exp(minimize(loss, np.zeros(1), method="L-BFGS-B").x[0])))


def _blend(answers: Sequence[Answer], features: Sequence[Array], scheme: Scheme) -> tuple[Blend, Array]:
    """The two weights, both positive, and the shares of every way pooled with the encoder's."""
    text = np.array([a.outputs.source_type for a in answers], dtype=np.float64)
    gold = np.array([scheme.source_types.index(str(a.label.source_type)) for a in answers])

    def loss(x: Array) -> float:
        pooled = [Blend(np.exp(x[0]), np.exp(x[1]))(row, text) for row in features]
        return float(sum(-np.log(p[np.arange(len(gold)), gold] + _EPSILON).sum() for p in pooled))

    best = np.exp(minimize(loss, np.zeros(2), method="L-BFGS-B").x)
    blend = Blend(_number(best[0]), _number(best[1]))
    return blend, np.vstack([blend(row, text) for row in features])


def choose(answers: Sequence[Answer], techniques: Sequence[str]) -> dict[str, Any]:
    """The ``thresholds`` entry: one a technique, pulled toward the best common one; pieces by span overlap."""
    own = [{t["name"] for t in a.label.techniques or [] if t["voice"] == "author"} for a in answers]
    gold = _marks(own, techniques)
    shares = np.array([a.outputs.technique_items for a in answers], dtype=np.float64)
    common = max(_FINE, key=lambda t: _f1(shares >= t, gold))
    item = tuple(_own_threshold(shares[:, c], gold[:, c], common) for c in range(len(techniques)))
    spans = [gold_spans(a.label) for a in answers]

    def overlap(piece: float, quoted: float) -> float:
        limits = Thresholds(item, piece, quoted, stance=1.0)
        return overlap_f1(spans, [technique_spans(a, limits, techniques) for a in answers])

    piece = max(_GRID, key=lambda t: overlap(t, 1.1))
    quoted = max(_GRID, key=lambda t: overlap(piece, t))
    return {
        "item": dict(zip(techniques, item, strict=True)),
        "piece": piece,
        "quoted": quoted,
        "stance": _stance_threshold(answers),
    }


def _own_threshold(shares: Array, gold: Array, common: float) -> float:
    if not gold.any():
        return common
    return max(_FINE, key=lambda t: _f1(shares >= t, gold) - _PULL * (t - common) ** 2 - 0.1 * abs(t - common))


def _stance_threshold(answers: Sequence[Answer]) -> float:
    """The least probability of a direction that counts, by macro-F1 over all labelled targets."""
    rows = [(a, name, value["label"]) for a in answers for name, value in (a.label.stance or {}).items() if value]
    gold = [label for _, _, label in rows]
    return max(_GRID, key=lambda t: macro_f1(gold, [stance(a, name, t) for a, name, _ in rows]))


def _abstention(answers: Sequence[Answer], source_type: Array, direction: float) -> dict[str, float]:
    """The confidence that ``_COVERAGE`` of dev's answers reach, head by head."""
    stances = [float(_share(row, direction)) for a in answers for row in a.stances.values()]
    return {
        "source_type": _bound(source_type.max(axis=1)),
        "sourcing": _bound([float(a.outputs.levels[level(a)]) for a in answers]),
        "stance": _bound(stances),
    }


def _share(row: Any, direction: float) -> Any:
    return row[STANCES.index(stance_label(row, direction))]


def _bound(shares: Any) -> float:
    return _number(np.quantile(np.asarray(shares, dtype=np.float64), 1 - _COVERAGE)) if len(shares) else 0.0


def _f1(got: npt.NDArray[np.bool_], gold: Array) -> float:
    return float(2 * (got * gold).sum() / max(1.0, got.sum() + gold.sum()))


def _marks(sets: Sequence[set[str]], names: Sequence[str]) -> Array:
    return np.array([[float(name in row) for name in names] for row in sets], dtype=np.float64)


def _logit(shares: Any) -> Array:
    p = np.clip(np.asarray(shares, dtype=np.float64), _EPSILON, 1 - _EPSILON)
    return np.asarray(np.log(p / (1 - p)))


def _softmax(x: Array) -> Array:
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def _number(value: Any) -> float:
    return round(float(value), 4)
