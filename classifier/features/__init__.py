"""The feature pipeline: one shared fugashi pass per item, named features, source_type, voices."""

from classifier.features.signals import Signal, named_signals
from classifier.features.source_type import SourceTypeModel
from classifier.features.voice import quoted_spans

__all__ = ["Signal", "SourceTypeModel", "named_signals", "quoted_spans"]
