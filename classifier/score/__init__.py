"""Vectors + voices -> Score: heads, stance targets, technique spans."""

from classifier.score.heads import Heads
from classifier.score.scorer import Reading, Thresholds, score_item
from classifier.score.targets import Target, default_targets, parse_targets, with_user_targets

__all__ = [
    "Heads",
    "Reading",
    "Target",
    "Thresholds",
    "default_targets",
    "parse_targets",
    "score_item",
    "with_user_targets",
]
