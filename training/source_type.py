"""Fit the source_type pipeline: logistic regression over named features and character n-grams, stored with skops.

Every record is learnt three times: as the registry knows it, with an outlet that the registry does not know, and
without any identity, so that wording and layout have to carry an unknown outlet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from classifier.attribute import attribute
from classifier.attribute.registry import load_registry
from classifier.features.morphology import tokens_of
from classifier.features.signals import Signal, named_signals
from classifier.features.source_type import FILE, SourceTypeModel
from classifier.read import clip_text
from classifier.records import SOURCE_TYPES, Attribution
from classifier.split import whole_item
from training.labels import Label
from training.stable_skops import dumps

IDENTITIES = ("known", "unregistered", "none")
# n-grams of 2 to 4 characters cover Japanese function words; rarer ones than this are names of single events.
_NGRAMS, _MIN_RECORDS, _MAX_NGRAMS = (2, 4), 4, 20_000


def identity(label: Label, kind: str) -> Attribution:
    """The record's attribution as the program would find it. ``kind``: one of IDENTITIES."""
    found = attribute(whole_item(clip_text(label.text)))
    if kind == "none":
        return replace(found, outlet=None, kind=None, country=None, account=None, credit=None)
    outlet = load_registry().named(label.outlet) if label.outlet and kind == "known" else None
    return replace(
        found,
        outlet=label.outlet,
        kind=outlet.kind if outlet else None,
        country=outlet.country if outlet else None,
        account=label.account,
        credit=found.credit if kind == "known" else None,
    )


def fit(labels: Sequence[Label], strength: float = 1.0, names: tuple[str, ...] = SOURCE_TYPES) -> SourceTypeModel:
    """``strength``: inverse of the L2 penalty (scikit-learn's C); ``names``: the classes of the model's scheme."""
    return fit_all(labels, [strength], names)[strength]


def fit_all(
    labels: Sequence[Label], strengths: Sequence[float], names: tuple[str, ...] = SOURCE_TYPES
) -> dict[float, SourceTypeModel]:
    """One model a strength over the same features, which take longer to read than to weigh."""
    rows = [(label, who) for label in labels if label.source_type for who in _identities(label)]
    signals = _signals(rows)
    texts = [label.text for label, _ in rows]
    named = DictVectorizer()
    ngrams = TfidfVectorizer(
        analyzer="char",
        ngram_range=_NGRAMS,
        min_df=_MIN_RECORDS * len(IDENTITIES),
        max_features=_MAX_NGRAMS,
        sublinear_tf=True,
    )
    named.fit([{s.name: s.value for s in row} for row in signals])
    ngrams.fit(texts)
    matrix = SourceTypeModel(named, ngrams, None, names).matrix(texts, signals)
    gold = [label.source_type for label, _ in rows]
    return {
        strength: SourceTypeModel(
            named,
            ngrams,
            LogisticRegression(C=strength, class_weight="balanced", max_iter=2000, random_state=1).fit(matrix, gold),
            names,
        )
        for strength in strengths
    }


def _signals(rows: Sequence[tuple[Label, Attribution]]) -> list[list[Signal]]:
    """The named features of every row; a text that stands in several rows is read once."""
    tokens: dict[str, Any] = {}
    for label, _ in rows:
        if label.text not in tokens:
            tokens[label.text] = tokens_of(label.text)
    return [named_signals(label.text, who, tokens[label.text]) for label, who in rows]


def _identities(label: Label) -> Iterator[Attribution]:
    for kind in IDENTITIES:
        yield identity(label, kind)


def predict(model: SourceTypeModel, labels: Sequence[Label], kind: str) -> Any:
    """Probabilities (items, 6) with the given identity."""
    signals = _signals([(label, identity(label, kind)) for label in labels])
    return np.asarray(model.probabilities([label.text for label in labels], signals))


def save(model: SourceTypeModel, folder: Path) -> None:
    """Write ``source_type.skops``."""
    parts = {"named": model.named, "ngrams": model.ngrams, "model": model.model}
    (folder / FILE).write_bytes(dumps(parts))
