"""Calibration error on counted examples, and what chance alone shows."""

import numpy as np
import pytest

from training.calibration_error import brier, calibration, calibration_table, ece, perfect_ece


def test_probabilities_that_hold_have_no_error() -> None:
    assert ece([1.0] * 40 + [0.0] * 40, [1] * 40 + [0] * 40) == 0.0


def test_one_bin_under_sixty() -> None:
    """59 pairs fill one bin of at least 30: mean confidence .8, 30 of 59 right."""
    right = [1] * 30 + [0] * 29
    assert ece([0.8] * 59, right) == pytest.approx(0.8 - 30 / 59)


def test_bins_have_equal_mass_and_their_errors_do_not_cancel_out() -> None:
    """Too sure in the upper half, not sure enough in the lower one: over one bin both would look perfect."""
    confidence, right = [0.2] * 30 + [0.8] * 30, [1] * 15 + [0] * 15 + [1] * 15 + [0] * 15
    assert ece(confidence, right) == pytest.approx(0.3)
    assert np.mean(confidence) == pytest.approx(np.mean(right))


def test_bins_are_at_most_fifteen() -> None:
    """900 pairs: fifteen bins of 60, each with 30 right, not thirty bins of 30."""
    confidence = np.repeat(np.linspace(0.4, 0.6, 15), 60)
    right = np.tile([1] * 30 + [0] * 30, 15)
    assert ece(confidence, right) == pytest.approx(np.abs(np.linspace(0.4, 0.6, 15) - 0.5).mean())


def test_the_order_of_the_pairs_does_not_matter() -> None:
    rng = np.random.default_rng(3)
    confidence, right, order = rng.random(300), rng.integers(0, 2, 300), rng.permutation(300)
    assert ece(confidence, right) == pytest.approx(ece(confidence[order], right[order]))


def test_brier() -> None:
    assert brier([0.9, 0.4], [1, 0]) == pytest.approx((0.01 + 0.16) / 2)


def test_a_perfect_model_of_one_bin_is_a_binomial() -> None:
    """One bin at .5, n 50: the distance of a mean of coin flips, .95 quantile 1.96 * sqrt(.25 / 50) = .14."""
    assert perfect_ece([0.5] * 50, draws=4000) == pytest.approx(0.14, abs=0.01)


def test_a_perfect_model_shows_less_with_more_items() -> None:
    confidence = np.linspace(0.3, 0.95, 450)
    assert perfect_ece(confidence) < perfect_ece(confidence[::5])
    assert perfect_ece([1.0] * 40) == 0.0


def test_calibrated_answers_stay_below_the_bound_and_boastful_ones_do_not() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.uniform(0.4, 1.0, 600)
    right = rng.random(600) < confidence
    true, boastful = calibration(confidence.tolist(), right.tolist()), calibration([0.99] * 600, right.tolist())
    assert true["value"] < true["perfect"]
    assert boastful["value"] > boastful["perfect"]
    assert true["n"] == 600
    assert true["interval"] is None


def test_nothing_to_measure() -> None:
    assert calibration([], [])["n"] == 0
    with pytest.raises(ValueError, match="at least one"):
        ece([], [])
    with pytest.raises(ValueError, match="as many of both"):
        ece([0.5], [1, 0])


def test_the_table_has_a_row_for_every_head_that_has_pairs() -> None:
    rows = {"ECE, stance": calibration([0.9] * 4, [True] * 4), "ECE, criteria": calibration([], []), "x": {"n": 3}}
    lines = calibration_table(rows).splitlines()
    assert lines[2:] == ["| stance | 4 | 0.100 | 0.150 | 0.010 |"]
