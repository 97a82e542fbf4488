"""Vectors + voices -> Score: heads, stance targets, technique spans; and the two Admiralty axes, beside the scores."""

from classifier.score.abstention import Abstention
from classifier.score.admiralty import admiralty
from classifier.score.calibration import Calibration
from classifier.score.heads import Heads
from classifier.score.scorer import Judge, Reading, Thresholds, score_item
from classifier.score.targets import Target, default_targets, parse_targets, with_user_targets

__all__ = [
    "Abstention",
    "Calibration",
    "Heads",
    "Judge",
    "Reading",
    "Target",
    "Thresholds",
    "admiralty",
    "default_targets",
    "parse_targets",
    "score_item",
    "with_user_targets",
]
