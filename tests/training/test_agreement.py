"""Agreement figures on counted examples."""

import pytest

from training.agreement import alpha


def test_alpha() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "a"), ("a", "a")]) == 1.0
    # Krippendorff 2011: 4 values, 2 of each; expected disagreement 2/3, observed 1/2.
    assert alpha([("a", "b"), ("b", "b"), ("a", "a"), ("b", "a")]) == pytest.approx(1 - 0.5 / (1 - 2 * 4 * 3 / (8 * 7)))
