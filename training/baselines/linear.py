"""Linear heads over any matrix of features, alike for every baseline that learns; ``null`` labels teach nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression, Ridge

from training.labels import Label
from training.results import author_set

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_GRID = tuple(round(float(t), 3) for t in np.arange(0.1, 0.901, 0.025))
# One cluster in so many of train is left out while the threshold of the techniques is chosen.
_HELD_OUT = 4
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Linear:
    """``strength``: inverse of the L2 penalty (scikit-learn's C); ``x``, ``y``: (items, features), sparse or dense."""

    strength: float

    def classes(self, x: Any, gold: Sequence[Any], y: Any) -> list[Any]:
        """A class for every row of ``y``."""
        rows = [i for i, value in enumerate(gold) if value is not None]
        known = [gold[i] for i in rows]
        if len(set(known)) < 2:
            return [known[0] if known else None] * y.shape[0]
        model = LogisticRegression(C=self.strength, class_weight="balanced", max_iter=2000)
        return list(model.fit(x[rows], known).predict(y).tolist())

    def numbers(self, x: Any, gold: Sequence[float | None], y: Any) -> list[float]:
        """A number for every row of ``y``, by ridge regression of the same penalty."""
        rows = [i for i, value in enumerate(gold) if value is not None]
        if not rows:
            return [0.0] * y.shape[0]
        model = Ridge(alpha=1.0 / self.strength).fit(x[rows], [float(gold[i] or 0.0) for i in rows])
        return [float(value) for value in model.predict(y)]

    def techniques(self, x: Any, train: Sequence[Label], y: Any) -> list[set[str]]:
        """The author's techniques for every row of ``y``: one regression a name, one threshold for all.

        Rare labels need another threshold than one half; it is chosen on clusters of train that the regressions for it
        have not seen.
        """
        rows = [i for i, label in enumerate(train) if label.techniques is not None]
        sets = [author_set(train[i]) for i in rows]
        names = sorted(set().union(*sets))
        if not names:
            return [set() for _ in range(y.shape[0])]
        x, gold = x[rows], _marks(sets, names)
        threshold = self._threshold(x, gold, _held_out([train[i].cluster for i in rows]))
        return [_names(names, row) for row in self._shares(x, gold, y) >= threshold]

    def _threshold(self, x: Any, gold: Bools, held: Bools) -> float:
        if not held.any():
            return _HALF
        return best_threshold(self._shares(x[~held], gold[~held], x[held]), gold[held])

    def _shares(self, x: Any, gold: Bools, y: Any) -> Floats:
        return np.column_stack([self._share(x, column, y) for column in gold.T])

    def _share(self, x: Any, gold: Bools, y: Any) -> Floats:
        if gold.all() or not gold.any():
            return np.full(y.shape[0], float(gold.any()))
        # A third quicker than at the usual 1e-4, and no share moves by .001.
        model = LogisticRegression(C=self.strength, class_weight="balanced", solver="liblinear", tol=1e-2)
        return np.asarray(model.fit(x, gold).predict_proba(y)[:, 1])


def best_threshold(shares: Floats, gold: Bools) -> float:
    """The common threshold of the best micro-F1; one half where nothing is held out."""
    if not gold.any():
        return _HALF
    return max(_GRID, key=lambda t: float((2 * ((shares >= t) & gold).sum()) / ((shares >= t).sum() + gold.sum())))


def _marks(sets: Sequence[set[str]], names: Sequence[str]) -> Bools:
    return np.array([[name in row for name in names] for row in sets], dtype=bool)


def _names(names: Sequence[str], row: Bools) -> set[str]:
    return {name for name, yes in zip(names, row, strict=True) if yes}


def _held_out(clusters: Sequence[str]) -> Bools:
    """(items,) true for every fourth cluster in order of name."""
    names = sorted(set(clusters))
    left = set(names[_HELD_OUT - 1 :: _HELD_OUT])
    return np.array([name in left for name in clusters], dtype=bool)
