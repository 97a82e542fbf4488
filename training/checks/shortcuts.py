"""Whether one label gives another away: Cramér's V, and what outlet name alone or length alone would predict.

Cramér's V (1946) of a table, and corrected for its bias in small tables (Bergsma 2013): independent labels of 35 items
in a 2 x 5 table have a raw V of about .34.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from typing import Any

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.tree import DecisionTreeClassifier

from classifier.records import SOURCE_TYPES
from classifier.score.targets import default_targets
from training.labels import Label

TYPE_BY_LEVEL = 0.30
STANCE_BY_LEVEL = 0.15
_FOLDS = 5

Pair = tuple[object, object]


def cramers_v(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Raw and bias-corrected Cramér's V of two labels; 0 where either never varies."""
    n = len(pairs)
    rows, columns, cells = Counter(a for a, _ in pairs), Counter(b for _, b in pairs), Counter(pairs)
    r, k = len(rows), len(columns)
    if min(r, k) < 2:
        return 0.0, 0.0
    expected = {(a, b): rows[a] * columns[b] / n for a in rows for b in columns}
    phi = sum((cells[key] - e) ** 2 / e for key, e in expected.items()) / n
    raw = sqrt(phi / (min(r, k) - 1))
    r_, k_ = r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)
    corrected = sqrt(max(0.0, phi - (k - 1) * (r - 1) / (n - 1)) / max(1e-9, min(r_, k_) - 1))
    return raw, corrected


def directed(labels: Sequence[Label], target: str) -> list[Pair]:
    """(stance, level) of the items that take a side on a target."""
    stances = [(((x.stance or {}).get(target) or {}).get("label"), x.sourcing_level) for x in labels]
    return [pair for pair in stances if pair[0] in {"favor", "against"}]


def associations(labels: Sequence[Label]) -> Iterator[tuple[str, int, float, float, float]]:
    """Name, items, raw V, corrected V and the bound that the raw V should stay under."""
    types: list[Pair] = [
        (x.source_type, x.sourcing_level) for x in labels if None not in (x.source_type, x.sourcing_level)
    ]
    yield "source type x sourcing level", len(types), *cramers_v(types), TYPE_BY_LEVEL
    for target in [t.name for t in default_targets()]:
        pairs = directed(labels, target)
        if pairs:
            yield f"stance toward {target} x sourcing level", len(pairs), *cramers_v(pairs), STANCE_BY_LEVEL


def predictions(labels: Sequence[Label]) -> Iterator[tuple[str, int, float, float, float, float]]:
    """Label, items, and macro-F1 of the commonest class, of outlet name, length, and source type with length."""
    for name, value in _LABELS.items():
        used = [x for x in labels if value(x) is not None]
        gold = np.array([str(value(x)) for x in used])
        if len(set(gold)) < 2 or len({x.cluster for x in used}) < _FOLDS:
            continue
        commonest = np.full(len(gold), Counter(gold.tolist()).most_common(1)[0][0])
        yield name, len(used), _macro(gold, commonest), _by_outlet(used, gold), *_by_length(used, gold)


def _stance(target: str) -> Callable[[Label], str | None]:
    return lambda x: ((x.stance or {}).get(target) or {}).get("label")


_LABELS: dict[str, Callable[[Label], Any]] = {
    "source type": lambda x: x.source_type,
    "sourcing level": lambda x: x.sourcing_level,
    "signal of .5 and more": lambda x: None if x.propaganda_signal is None else x.propaganda_signal >= 0.5,
    "a technique in the author's voice": lambda x: (
        None if x.techniques is None else any(t["voice"] == "author" for t in x.techniques)
    ),
    **{f"stance toward {t.name}": _stance(t.name) for t in default_targets()},
}


def _macro(gold: Any, got: Any) -> float:
    return float(f1_score(gold, got, average="macro", zero_division=0))


def _by_outlet(labels: Sequence[Label], gold: Any) -> float:
    """The outlet's commonest class among the other folds; items without one get the commonest class of all."""
    got = gold.copy()
    for train, test in _folds(labels):
        seen: dict[str | None, Counter[str]] = defaultdict(Counter)
        for i in train:
            if labels[i].outlet:
                seen[labels[i].outlet][gold[i]] += 1
        overall = Counter(gold[train].tolist()).most_common(1)[0][0]
        for i in test:
            counts = seen.get(labels[i].outlet)
            got[i] = counts.most_common(1)[0][0] if counts else overall
    return _macro(gold, got)


def _by_length(labels: Sequence[Label], gold: Any) -> tuple[float, float]:
    """A small tree over the length in characters, and over length and source type."""
    types = [[x.source_type == name for name in SOURCE_TYPES] for x in labels]
    lengths = np.array([[len(x.text)] for x in labels])
    return _by_tree(labels, lengths, gold), _by_tree(labels, np.hstack([lengths, np.array(types)]), gold)


def _by_tree(labels: Sequence[Label], features: Any, gold: Any) -> float:
    got = gold.copy()
    for train, test in _folds(labels):
        tree = DecisionTreeClassifier(max_leaf_nodes=8, class_weight="balanced", random_state=0)
        got[test] = tree.fit(features[train], gold[train]).predict(features[test])
    return _macro(gold, got)


def _folds(labels: Sequence[Label]) -> Iterator[tuple[Any, Any]]:
    yield from GroupKFold(_FOLDS).split(labels, groups=[x.cluster for x in labels])
