"""The feature pipeline: one shared fugashi pass per item; named features and source_type; quotes, voices, criteria, wording."""

from classifier.features.reading import Reading, read_text
from classifier.features.signals import Signal, named_signals
from classifier.features.source_type import Blend, SourceTypeModel
from classifier.features.text_evidence import text_evidence
from classifier.features.voice import quoted_spans

__all__ = [
    "Blend",
    "Reading",
    "Signal",
    "SourceTypeModel",
    "named_signals",
    "quoted_spans",
    "read_text",
    "text_evidence",
]
