"""Technique spans from frozen piece vectors: ridge regression on "does this piece carry it", and one threshold a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from classifier.score.scorer import Reading, author_spans, mentioned, quoted_spans_of
from training.answers import gold_spans
from training.counts import Spans
from training.labels import Label
from training.metrics import overlap_f1
from training.results import author_set

Floats = npt.NDArray[np.float64]
Scores = npt.NDArray[np.float32]

# A hundred pieces' worth of doubt: nothing beside half a million pieces, but it keeps few of them solvable.
_PENALTY = 100.0
# Scores of a regression on rare yeses stay low.
_GRID = tuple(round(float(t), 3) for t in np.arange(0.02, 0.501, 0.02))
_NEVER = 2.0


@dataclass(slots=True)
class Ridge:
    """Sums over pieces, so that no piece has to be kept: ``gram`` (h+1, h+1), ``moments`` (h+1, names)."""

    names: list[str]
    gram: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    moments: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    def add(self, reading: Reading, label: Label) -> None:
        """Learn from the pieces of an item, in both voices."""
        rows, gold = _with_one(reading), self._gold(reading, label)
        if not len(self.gram):
            self.gram, self.moments = np.zeros((rows.shape[1],) * 2), np.zeros((rows.shape[1], len(self.names)))
        self.gram += rows.T @ rows
        self.moments += rows.T @ gold

    def weights(self) -> Floats:
        """(h+1, names)."""
        return np.asarray(np.linalg.solve(self.gram + _PENALTY * np.eye(len(self.gram)), self.moments))

    def _gold(self, reading: Reading, label: Label) -> Scores:
        made = np.zeros((len(reading.offsets), len(self.names)), np.float32)
        for t in label.techniques or []:
            made[mentioned(reading.offsets, [(t["start"], t["end"])]), self.names.index(t["name"])] = 1.0
        return made


@dataclass(frozen=True, slots=True)
class SpanFinder:
    """Spans as in scoring: the author's where the item has the technique, anybody else's on their own."""

    names: list[str]
    weights: Floats
    own: float = _NEVER
    quoted: float = _NEVER

    @classmethod
    def fit(cls, ridge: Ridge, items: Sequence[tuple[Label, Reading]]) -> SpanFinder:
        """Choose both thresholds by span overlap on some items of train, whose techniques are taken as known."""
        if not ridge.names or not len(ridge.gram):
            return cls([], np.zeros((0, 0)))
        made, gold = cls(ridge.names, ridge.weights()), [gold_spans(label) for label, _ in items]
        scored = [(reading, made.scores(reading), author_set(label)) for label, reading in items]

        def overlap(own: float, quoted: float) -> float:
            return overlap_f1(gold, [replace(made, own=own, quoted=quoted).marked(*row) for row in scored])

        best = max(_GRID, key=lambda t: overlap(t, _NEVER))
        return replace(made, own=best, quoted=max((*_GRID, _NEVER), key=lambda t: overlap(best, t)))

    def spans(self, reading: Reading, techniques: set[str]) -> Spans:
        """``techniques``: those of the item in the author's voice."""
        return self.marked(reading, self.scores(reading), techniques)

    def scores(self, reading: Reading) -> Scores:
        """(pieces, names)."""
        if not self.names:
            return np.zeros((len(reading.offsets), 0), np.float32)
        return np.asarray(_with_one(reading) @ self.weights, dtype=np.float32)

    def marked(self, reading: Reading, scores: Scores, techniques: set[str]) -> Spans:
        """The spans of pieces with these scores."""
        found: Spans = {}
        # Most names reach the threshold at no piece outside the author's voice.
        reached = np.where(reading.author[:, None], 0.0, scores).max(axis=0, initial=0.0) >= self.quoted
        for column, name in enumerate(self.names):
            if name in techniques:
                found[name, "author"] = [(f.start, f.end) for f in author_spans(reading, scores[:, column], self.own)]
            others = quoted_spans_of(reading, scores[:, column], self.quoted) if reached[column] else []
            if others:
                found[name, "quoted"] = [(f.start, f.end) for f in others]
        return found


def _with_one(reading: Reading) -> Scores:
    return np.hstack([reading.states, np.ones((len(reading.states), 1), np.float32)])
