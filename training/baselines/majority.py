"""The majority of train everywhere: what a figure is worth that nothing was read for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from training.guesses import Guesses, whoever
from training.labels import Label


def majority(train: Sequence[Label], dev: Sequence[Label]) -> Guesses:
    """The most frequent value of train; no technique, since each is rarer than not."""
    kind, level = _most(t.source_type for t in train), _most(t.sourcing_level for t in train)
    stance = _most(value["label"] for t in train for value in (t.stance or {}).values() if value) or "neutral"
    signals = [float(t.propaganda_signal) for t in train if t.propaganda_signal is not None]
    return Guesses(
        source_type=whoever([str(kind)] * len(dev)),
        level=[int(level or 0)] * len(dev),
        techniques=[set() for _ in dev],
        signal=[float(np.mean(signals)) if signals else 0.0] * len(dev),
        stance=[dict.fromkeys(label.stance or {}, stance) for label in dev],
    )


def _most(values: Iterable[Any]) -> Any:
    found = Counter(value for value in values if value is not None).most_common(1)
    return found[0][0] if found else None
