"""source_type: a scikit-learn pipeline over named features and character n-grams, stored with skops (no pickle)."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.errors import ModelError
from classifier.features.signals import Signal
from classifier.records import SOURCE_TYPES, Evidence, SourceScore
from classifier.view import View

FILE = "source_type.skops"
# Everything the stored pipeline is made of; a file that holds any other type is refused.
_TRUSTED = [
    "scipy.sparse._csr.csr_matrix",
    "scipy.sparse._csr.csr_array",
    "scipy.sparse._dia.dia_matrix",
    "scipy.sparse._dia.dia_array",
]
# TF-IDF rows have length one spread over hundreds of n-grams, named features are of the order of one each: without
# this the penalty would silence the n-grams. Chosen on dev between 4 and 8.
NGRAM_WEIGHT = 8.0
# Keeps a share of zero from silencing the other witness.
_LEAST = 1e-6
Shares = npt.NDArray[np.float64]
# A reader checks a handful of words, not a list.
_MAX_EVIDENCE = 4


class _NoTorch(MetaPathFinder):
    """skops imports every module of scikit-learn once, and one of those imports torch where it is installed.

    Scoring never needs torch; not finding it for that moment saves seconds and hundreds of megabytes.
    """

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "torch":
            raise ModuleNotFoundError(fullname)

    def __enter__(self) -> None:
        sys.meta_path.insert(0, self)

    def __exit__(self, *_: object) -> None:
        sys.meta_path.remove(self)


@dataclass(frozen=True, slots=True)
class Blend:
    """Features and encoder as two witnesses: their log shares, weighted, make one (logarithmic opinion pool, Genest
    and Zidek 1986). The weights are fitted on dev and calibrate the sum at once."""

    features: float = 1.0
    text: float = 0.0

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Blend:
        """The entry ``source_type`` of ``config.json``. Raises KeyError where a weight is missing."""
        raw = config["source_type"]
        return cls(raw["features"], raw["text"])

    def __call__(self, features: Shares, text: Shares) -> Shares:
        """(items, classes) shares of both -> shares of the pool."""
        logits = self.features * np.log(features + _LEAST) + self.text * np.log(text + _LEAST)
        made = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(made / made.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class SourceTypeModel:
    """``named``: DictVectorizer, ``ngrams``: TfidfVectorizer, ``model``: LogisticRegression over both."""

    named: Any
    ngrams: Any
    model: Any
    names: tuple[str, ...] = SOURCE_TYPES
    blend: Blend = Blend()

    @classmethod
    def load(cls, folder: Path, names: tuple[str, ...] = SOURCE_TYPES, blend: Blend | None = None) -> SourceTypeModel:
        """Read ``source_type.skops``. Raises ModelError where it is missing or holds types we did not store."""
        path = folder / FILE
        with _NoTorch():
            import skops.io
        try:
            parts = skops.io.load(path, trusted=_TRUSTED)
            return cls(parts["named"], parts["ngrams"], parts["model"], names, blend or Blend())
        except Exception as error:
            message = f"{path}: the source-type pipeline cannot be read ({type(error).__name__}); take the model folder again from where it came"
            raise ModelError(message) from error

    def matrix(self, texts: list[str], signals: list[list[Signal]]) -> Any:
        """Sparse matrix, one row an item: named features first, n-grams after."""
        from scipy.sparse import hstack

        named = self.named.transform([{s.name: s.value for s in row} for row in signals])
        return hstack([named, NGRAM_WEIGHT * self.ngrams.transform(texts)]).tocsr()

    def probabilities(self, texts: list[str], signals: list[list[Signal]]) -> npt.NDArray[np.float64]:
        """Shape (items, classes), rows sum to 1, columns in the order of ``names``: the features alone."""
        raw = self.model.predict_proba(self.matrix(texts, signals))
        known = list(self.model.classes_)
        made = np.zeros((len(texts), len(self.names)))
        for column, name in enumerate(self.names):
            # A pipeline refitted on a user's own labels may never have seen a class.
            if name in known:
                made[:, column] = raw[:, known.index(name)]
        return made

    def score(self, view: View, signals: list[Signal], row: Shares, text: Sequence[float]) -> SourceScore:
        """Type, probabilities and the words that spoke for the type. ``row``: the features' shares; ``text``: the
        encoder's, empty where the item has no word."""
        if len(text):
            row = self.blend(row[None], np.array(text)[None])[0]
        label = self.names[int(row.argmax())]
        shares = {name: float(p) for name, p in zip(self.names, row, strict=True)}
        return SourceScore(label, shares, self._evidence(view, signals, label))

    def _evidence(self, view: View, signals: list[Signal], label: str) -> tuple[Evidence, ...]:
        """Spans of the features that pushed hardest toward the label: weight times value, above zero."""
        known = list(self.model.classes_)
        if label not in known:
            return ()
        weights = _weights(self.model, known.index(label))
        column = self.named.vocabulary_
        pushes = [
            (weights[column[s.name]] * s.value, s)
            for s in signals
            if s.start is not None and s.name in column and weights[column[s.name]] > 0
        ]
        best = sorted(pushes, key=lambda pair: -pair[0])[:_MAX_EVIDENCE]
        return tuple(view.evidence(s.name, s.start or 0, s.end or 0) for _, s in best)


def _weights(model: Any, column: int) -> Shares:
    """Of one class; a regression over two classes keeps only those of the second."""
    rows = model.coef_
    return np.asarray(rows[column] if len(rows) > 1 else (rows[0] if column else -rows[0]))
