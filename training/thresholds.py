"""Choose thresholds on dev: one at item level for all techniques, one a voice at piece level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from classifier.records import TECHNIQUES
from classifier.score.scorer import Thresholds
from training.answers import Answer, author_techniques, gold_spans, technique_spans
from training.metrics import overlap_f1, set_f1

_GRID = tuple(round(float(x), 2) for x in np.arange(0.1, 0.96, 0.05))


def choose(answers: Sequence[Answer]) -> dict[str, Any]:
    """The ``thresholds`` entry of ``config.json``. One value for all techniques: dev is too small for 23 of them."""
    gold = [{t["name"] for t in a.label.techniques or [] if t["voice"] == "author"} for a in answers]
    item = max(
        _GRID, key=lambda t: set_f1(gold, [author_techniques(a, [t] * len(TECHNIQUES)) for a in answers], TECHNIQUES)[0]
    )
    spans = [gold_spans(a.label) for a in answers]

    def overlap(piece: float, quoted: float) -> float:
        limits = Thresholds((item,) * len(TECHNIQUES), piece, quoted)
        return overlap_f1(spans, [technique_spans(a, limits) for a in answers])

    piece = max(_GRID, key=lambda t: overlap(t, 1.1))
    quoted = max(_GRID, key=lambda t: overlap(piece, t))
    return {"item": dict.fromkeys(TECHNIQUES, item), "piece": piece, "quoted": quoted}
