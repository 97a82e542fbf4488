"""Two models on the same labelled items: figures side by side with paired intervals, and every answer that flipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.errors import InputError
from classifier.model import Model
from training.counts import everything
from training.figures import figures
from training.flips import Flip, decisions, flipped, flips
from training.labels import Label
from training.metrics import resamples
from training.outputs import read
from training.results import Measured, Seen

Interval = tuple[float, float]

# Under six clusters even "all of them got worse" happens by chance in more than 1 of 40 (a sign test: 1/2^5 = .031),
# and a bootstrap over so few is far too sure of itself.
_LEAST_CLUSTERS = 6
# A refusal should not hang on the draw: with 1000 the ends of an interval move by less than .005 between seeds.
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of both models. ``interval``: 95 %, of the difference, paired; None where the clusters are too few."""

    n: int
    old: float
    old_interval: Interval | None
    new: float
    new_interval: Interval | None
    difference: float
    interval: Interval | None
    regression: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``decisions``: how many answers both models give over all items; ``flipped``: how many of them differ."""

    items: int
    clusters: int
    figures: dict[str, Difference]
    flips: list[Flip]
    decisions: int
    flipped: int

    @property
    def regressions(self) -> list[str]:
        """Names of the figures that fell beyond the interval."""
        return [name for name, figure in self.figures.items() if figure.regression]

    @property
    def flipped_items(self) -> int:
        """Items with at least one flip."""
        return len({flip.id for flip in self.flips})

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        shares = {"items_share": self.flipped_items / self.items, "share": self.flipped / max(1, self.decisions)}
        return {**asdict(self), "flipped_items": self.flipped_items, "regressions": self.regressions} | {
            f"flipped_{name}": round(value, 4) for name, value in shares.items()
        }


def compare(old: Model, new: Model, labels: Sequence[Label]) -> Comparison:
    """Every figure and every answer of both. Answers are forced. Raises InputError where there is no item."""
    if not labels:
        raise InputError("no labelled item to compare on; expected lines of uratori.label/1 in a .jsonl file")
    outputs = read(old, labels), read(new, labels)
    seen = _seen(old, new)
    ours, theirs = (figures(given, seen) for given in outputs)
    before, after = (decisions(given.model, given.answers) for given in outputs)
    pairs = list(zip(before, after, strict=True))
    return Comparison(
        items=len(labels),
        clusters=len({label.cluster for label in labels}),
        figures={name: difference(measure, theirs[name]) for name, measure in ours.items()},
        flips=[flip for label, (a, b) in zip(labels, pairs, strict=True) for flip in flips(label, a, b)],
        decisions=sum(len(a.keys() & b.keys()) for a, b in pairs),
        flipped=sum(len(flipped(a, b)) for a, b in pairs),
    )


def _seen(old: Model, new: Model) -> Seen | None:
    """The outlets and targets that either model met in training; None where one's provenance does not tell."""
    one, other = (Seen.find(model.provenance, None) for model in (old, new))
    return Seen(one.outlets | other.outlets, one.targets | other.targets) if one and other else None


def difference(old: Measured, new: Measured) -> Difference:
    """The same resamples for both (Efron and Tibshirani 1993, ch. 16): what both find hard cancels out."""
    before, after = (_round(everything(side.measure, len(old.clusters))) for side in (old, new))
    enough = len(set(old.clusters)) >= _LEAST_CLUSTERS
    one, other, apart = _intervals(old, new) if enough else (None, None, None)
    return Difference(
        n=len(old.clusters),
        old=before,
        old_interval=one,
        new=after,
        new_interval=other,
        difference=_round(after - before),
        interval=apart,
        regression=_is_worse(apart, old.lower_is_better),
    )


def _intervals(old: Measured, new: Measured) -> tuple[Interval, Interval, Interval]:
    """95 % of the old figure, of the new one, and of the new less the old."""
    drawn = resamples(old.clusters, times=_RESAMPLES)
    both = np.array([(old.measure(rows), new.measure(rows)) for rows in drawn])
    return _interval(both[:, 0]), _interval(both[:, 1]), _interval(both[:, 1] - both[:, 0])


def _is_worse(interval: Interval | None, lower_is_better: bool) -> bool:
    """Whether the whole interval of the difference lies on the bad side of 0."""
    if interval is None:
        return False
    return interval[0] > 0 if lower_is_better else interval[1] < 0


def _interval(figures: npt.NDArray[np.float64]) -> Interval:
    low, high = np.percentile(figures, [2.5, 97.5])
    return _round(low), _round(high)


def _round(value: float) -> float:
    return round(float(value), 4)
