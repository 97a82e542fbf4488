"""Baselines beside every figure: the majority of train, and TF-IDF character n-grams with linear models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge

from classifier.records import TECHNIQUES
from training.labels import Label

# Around a mention, what a reader needs to guess a stance from words alone.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Guesses:
    """One guess a record; ``stance``: one dict of targets a record."""

    source_type: list[str]
    level: list[int]
    techniques: list[set[str]]
    signal: list[float]
    stance: list[dict[str, str]]


def majority(train: Sequence[Label], dev: Sequence[Label]) -> Guesses:
    """The most frequent value of train everywhere; no technique, since each is rarer than not."""
    kind = Counter(label.source_type for label in train).most_common(1)[0][0]
    level = Counter(label.sourcing_level for label in train).most_common(1)[0][0]
    signal = float(np.mean([label.propaganda_signal or 0.0 for label in train]))
    stances = [dict.fromkeys(label.stance or {}, "neutral") for label in dev]
    return Guesses(
        [str(kind)] * len(dev), [int(level or 0)] * len(dev), [set() for _ in dev], [signal] * len(dev), stances
    )


def tfidf(train: Sequence[Label], dev: Sequence[Label]) -> Guesses:
    """Character n-grams of 2-4 into logistic regressions (ridge for the signal); stance from the words near mentions."""
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 4), min_df=3, max_features=40_000, sublinear_tf=True)
    x, y = vectors.fit_transform([t.text for t in train]), vectors.transform([d.text for d in dev])
    return Guesses(
        source_type=[str(v) for v in _classes(x, [t.source_type for t in train], y)],
        level=[int(v) for v in _classes(x, [t.sourcing_level for t in train], y)],
        techniques=_techniques(x, train, y),
        signal=[float(v) for v in Ridge(alpha=1.0).fit(x, [t.propaganda_signal or 0.0 for t in train]).predict(y)],
        stance=_stances(train, dev),
    )


def _classes(x: Any, gold: list[Any], y: Any) -> Any:
    return LogisticRegression(C=4.0, class_weight="balanced", max_iter=2000).fit(x, gold).predict(y)


def _techniques(x: Any, train: Sequence[Label], y: Any) -> list[set[str]]:
    found: list[set[str]] = [set() for _ in range(y.shape[0])]
    for name in TECHNIQUES:
        gold = [any(t["name"] == name and t["voice"] == "author" for t in label.techniques or []) for label in train]
        if any(gold):
            for row, hit in zip(found, _classes(x, gold, y), strict=True):
                row.update({name} if hit else ())
    return found


def _stances(train: Sequence[Label], dev: Sequence[Label]) -> list[dict[str, str]]:
    pairs = [(near(t.text, name), v["label"]) for t in train for name, v in (t.stance or {}).items() if v]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 4), min_df=3, max_features=40_000, sublinear_tf=True)
    x = vectors.fit_transform([words for words, _ in pairs])
    model = LogisticRegression(C=4.0, class_weight="balanced", max_iter=2000).fit(x, [label for _, label in pairs])
    found: list[dict[str, str]] = []
    for label in dev:
        names = [name for name, value in (label.stance or {}).items() if value]
        guesses = model.predict(vectors.transform([near(label.text, n) for n in names])) if names else []
        found.append({name: str(guess) for name, guess in zip(names, guesses, strict=True)})
    return found


def near(text: str, name: str) -> str:
    """The words around the target's first mention by name, with the name itself masked."""
    at = max(text.find(name), 0)
    return text[max(0, at - _AROUND) : at + _AROUND].replace(name, "＿")
