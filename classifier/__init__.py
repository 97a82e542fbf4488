"""Uratori: source credibility and propaganda signals of Japanese clippings.

>>> import classifier
>>> scorer = classifier.load()                      # doctest: +SKIP
>>> items = scorer.score_text("…")                  # doctest: +SKIP

The public names are loaded on first use, so that ``import classifier`` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classifier._version import __version__
from classifier.errors import InputError, ModelError, OutputError, UratoriError

if TYPE_CHECKING:
    from classifier.predict import Scorer, load, read_paths
    from classifier.records import Clipping, ScoredItem, Skipped

__all__ = [
    "Clipping",
    "InputError",
    "ModelError",
    "OutputError",
    "ScoredItem",
    "Scorer",
    "Skipped",
    "UratoriError",
    "__version__",
    "load",
    "read_paths",
]

_LAZY = {"Scorer": "predict", "load": "predict", "read_paths": "predict"} | dict.fromkeys(
    ("Clipping", "ScoredItem", "Skipped"), "records"
)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(f"classifier.{_LAZY[name]}"), name)
    raise AttributeError(f"module 'classifier' has no attribute {name!r}")
