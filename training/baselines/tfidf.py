"""TF-IDF over character n-grams with linear models; a stance from the words near the target's first mention."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer

from training.baselines.linear import Linear
from training.guesses import Guesses, whoever
from training.labels import Label

# Around a mention, what a reader needs to guess a stance from words alone.
_AROUND = 60
# Tried on dev among 1, 4 and 20.
_LINEAR = Linear(strength=4.0)


def tfidf(train: Sequence[Label], dev: Sequence[Label]) -> Guesses:
    """Character n-grams of 2-4 into logistic regressions (ridge for the signal)."""
    vectors = _vectors(train)
    x, y = vectors.fit_transform([t.text for t in train]), vectors.transform([d.text for d in dev])
    return Guesses(
        source_type=whoever([str(v) for v in _LINEAR.classes(x, [t.source_type for t in train], y)]),
        level=[int(v or 0) for v in _LINEAR.classes(x, [t.sourcing_level for t in train], y)],
        techniques=_LINEAR.techniques(x, train, y),
        signal=_LINEAR.numbers(x, [t.propaganda_signal for t in train], y),
        stance=_stances(train, dev),
    )


def _vectors(train: Sequence[Label]) -> TfidfVectorizer:
    # An n-gram of one or two records is the name of an event; a corpus of a few records has no others.
    rare = 3 if len(train) > 100 else 1
    return TfidfVectorizer(analyzer="char", ngram_range=(2, 4), min_df=rare, max_features=40_000, sublinear_tf=True)


def _stances(train: Sequence[Label], dev: Sequence[Label]) -> list[dict[str, str]]:
    pairs = [(near(t.text, name), v["label"]) for t in train for name, v in (t.stance or {}).items() if v]
    asked = [(i, name) for i, label in enumerate(dev) for name, v in (label.stance or {}).items() if v]
    found: list[dict[str, str]] = [{} for _ in dev]
    if pairs and asked:
        vectors = _vectors(train)
        x = vectors.fit_transform([words for words, _ in pairs])
        y = vectors.transform([near(dev[i].text, name) for i, name in asked])
        for (i, name), guess in zip(asked, _LINEAR.classes(x, [label for _, label in pairs], y), strict=True):
            found[i][name] = str(guess)
    return found


def near(text: str, name: str) -> str:
    """The words around the target's first mention by name, with the name itself masked."""
    at = max(text.find(name), 0)
    return text[max(0, at - _AROUND) : at + _AROUND].replace(name, "＿")
