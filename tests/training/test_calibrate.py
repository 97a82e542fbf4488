"""Fitting on dev: probabilities that were too sure become right, thresholds follow, rare labels stay near the rest."""

import numpy as np

from classifier.features import Blend
from classifier.score.calibration import Calibration, Scaling
from training import calibrate


def test_platt_undoes_a_slope_and_a_bias() -> None:
    rng = np.random.default_rng(0)
    honest = rng.normal(0, 1.5, (4000, 2))
    gold = (rng.random(honest.shape) < 1 / (1 + np.exp(-honest))).astype(float)
    made = calibrate._platt(honest * 2.0 + 1.0, gold)
    assert abs(made.slope - 0.5) < 0.05
    assert np.allclose(made.biases, -0.5, atol=0.15)


def test_a_label_that_dev_never_has_takes_the_mean_bias() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, (500, 3))
    gold = (rng.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(float)
    gold[:, 2] = 0.0
    made = calibrate._platt(logits, gold)
    assert np.isclose(made.biases[2], (made.biases[0] + made.biases[1]) / 2, atol=1e-3)
    assert calibrate._own_threshold(logits[:, 2], gold[:, 2], 0.3) == 0.3


def test_a_threshold_on_few_positives_stays_near_the_common_one() -> None:
    rng = np.random.default_rng(0)
    gold = np.zeros(400)
    gold[:120] = 1
    shares = np.where(gold > 0, 0.62, 0.4) + rng.normal(0, 0.01, 400)
    assert 0.42 < calibrate._own_threshold(shares, gold, 0.3) < 0.62
    two = np.zeros(400)
    two[:2] = 1
    assert calibrate._own_threshold(np.full(400, 0.2), two, 0.3) >= 0.2


def test_earlier_thresholds_are_kept_and_new_labels_get_their_own() -> None:
    chosen = {"item": {"doubt": 0.3, "mine": 0.4}, "piece": 0.2, "quoted": 0.2, "stance": 0.5}
    kept = calibrate._kept(chosen, {"item": {"doubt": 0.6}, "piece": 0.7, "quoted": 0.8, "stance": 0.9})
    assert kept == {"item": {"doubt": 0.6, "mine": 0.4}, "piece": 0.7, "quoted": 0.8, "stance": 0.9}
    assert calibrate._kept(chosen, None) == chosen


def test_scalings_survive_their_config() -> None:
    made = Calibration(level=Scaling(1.5), stance=Scaling(0.7, (0.1, 0.0, -0.1)), techniques=Scaling(0.9, (0.1,) * 23))
    assert Calibration.from_config({"calibration": made.to_config()}) == made
    logits = np.array([1.0, 2.0, 3.0], dtype=np.float32)
    assert np.allclose(made.stance(logits), [0.8, 1.4, 2.0])


def test_two_witnesses_are_surer_together() -> None:
    features, text = np.array([[0.6, 0.4]]), np.array([[0.6, 0.4]])
    pooled = Blend(1.0, 1.0)(features, text)
    assert np.isclose(pooled.sum(), 1.0)
    assert pooled[0, 0] > 0.6
    assert np.allclose(Blend(1.0, 0.0)(features, np.array([[0.1, 0.9]])), features, atol=1e-5)
