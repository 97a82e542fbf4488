"""Choose thresholds on dev: one at item level for all techniques, one a voice at piece level, one for stances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from classifier.records import TECHNIQUES
from classifier.score.scorer import Thresholds
from training.answers import Answer, author_techniques, gold_spans, stance, technique_spans
from training.metrics import macro_f1, overlap_f1, set_f1

_GRID = tuple(round(float(x), 2) for x in np.arange(0.1, 0.96, 0.05))


def choose(answers: Sequence[Answer]) -> dict[str, Any]:
    """The ``thresholds`` entry of ``config.json``. One value for all techniques: dev is too small for 23 of them."""
    gold = [{t["name"] for t in a.label.techniques or [] if t["voice"] == "author"} for a in answers]
    item = max(
        _GRID, key=lambda t: set_f1(gold, [author_techniques(a, [t] * len(TECHNIQUES)) for a in answers], TECHNIQUES)[0]
    )
    spans = [gold_spans(a.label) for a in answers]

    def overlap(piece: float, quoted: float) -> float:
        limits = Thresholds((item,) * len(TECHNIQUES), piece, quoted, stance=1.0)
        return overlap_f1(spans, [technique_spans(a, limits) for a in answers])

    piece = max(_GRID, key=lambda t: overlap(t, 1.1))
    quoted = max(_GRID, key=lambda t: overlap(piece, t))
    return {"item": dict.fromkeys(TECHNIQUES, item), "piece": piece, "quoted": quoted, "stance": _stance(answers)}


def _stance(answers: Sequence[Answer]) -> float:
    """The least probability of a direction that counts, by macro-F1 over all labelled targets."""
    rows = [(a, name, value["label"]) for a in answers for name, value in (a.label.stance or {}).items() if value]
    gold = [label for _, _, label in rows]
    return max(_GRID, key=lambda t: macro_f1(gold, [stance(a, name, t) for a, name, _ in rows]))
