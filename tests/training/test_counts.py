"""Counted figures against scikit-learn and scipy, on all rows and on resamples with repeated rows."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, f1_score

from training import counts, metrics

RNG = np.random.default_rng(5)
NAMES = ["a", "b", "c", "d"]
DRAWS = [np.arange(80), *(RNG.integers(0, 80, 80) for _ in range(5))]


@pytest.mark.parametrize("rows", DRAWS)
def test_macro_f1(rows: np.ndarray) -> None:
    """``d`` is never gold: it costs the others and has no F1 of its own."""
    gold, got = RNG.choice(NAMES[:3], 80), RNG.choice(NAMES, 80)
    expected = f1_score(gold[rows], got[rows], labels=NAMES[:3], average="macro", zero_division=0)
    assert counts.macro_f1(gold.tolist(), got.tolist())(rows) == pytest.approx(expected)


@pytest.mark.parametrize("rows", DRAWS)
def test_kappa(rows: np.ndarray) -> None:
    gold = RNG.integers(0, 5, 80)
    got = np.clip(gold + RNG.integers(-1, 2, 80), 0, 4)
    expected = cohen_kappa_score(gold[rows], got[rows], weights="quadratic")
    assert counts.kappa(gold.tolist(), got.tolist())(rows) == pytest.approx(expected)


def test_kappa_counts_the_distance_of_levels_that_are_not_neighbours() -> None:
    """0, 1 and 4 alone: taking 4 for 0 is sixteen times as bad as taking 1 for 0, also where 2 and 3 do not occur."""
    near, far = metrics.kappa([0, 1, 4, 0], [0, 1, 4, 1]), metrics.kappa([0, 1, 4, 0], [0, 1, 4, 4])
    assert near > 0.9
    assert far < 0.5
    assert metrics.kappa([2, 2], [2, 2]) == 0.0


@pytest.mark.parametrize("rows", DRAWS)
def test_set_f1(rows: np.ndarray) -> None:
    gold = [set(RNG.choice(NAMES, 2)) for _ in range(80)]
    got = [set(RNG.choice(NAMES, 2)) for _ in range(80)]
    g, p = (np.array([[name in row for name in NAMES] for row in side])[rows] for side in (gold, got))
    micro, macro = counts.set_f1(gold, got, NAMES)
    assert micro(rows) == pytest.approx(f1_score(g, p, average="micro"))
    assert macro(rows) == pytest.approx(f1_score(g, p, average="macro"))


def test_set_f1_of_nothing() -> None:
    assert metrics.set_f1([set(), set()], [{"a"}, set()], ["a"]) == (0.0, 0.0)
    assert metrics.set_f1([set()], [set()], []) == (0.0, 0.0)


@pytest.mark.parametrize("rows", DRAWS)
def test_spearman(rows: np.ndarray) -> None:
    gold, got = RNG.integers(0, 6, 80).astype(float), RNG.random(80)
    measure = counts.spearman(gold.tolist(), got.tolist())
    assert measure(rows) == pytest.approx(spearmanr(gold[rows], got[rows]).statistic)
    assert metrics.spearman([1.0, 1.0], [0.2, 0.4]) == 0.0


def test_overlap_f1_adds_up_characters() -> None:
    gold = [{("doubt", "author"): [(0, 4)]}, {("doubt", "author"): [(0, 4)]}]
    got = [{("doubt", "author"): [(2, 6)]}, {("doubt", "quoted"): [(0, 4)]}]
    measure = counts.overlap_f1(gold, got)
    assert measure(np.array([0])) == pytest.approx(2 * 2 / 8)
    assert measure(np.array([1])) == 0.0
    assert measure(np.array([0, 1, 1])) == pytest.approx(2 * 2 / 24)


def test_a_share() -> None:
    assert counts.share([True, False])(np.array([0, 0, 1, 0])) == 0.75


def test_resamples_draw_whole_clusters() -> None:
    drawn = list(metrics.resamples(["a", "a", "b"], times=20))
    assert len(drawn) == 20
    assert all(sorted(rows.tolist()).count(0) == rows.tolist().count(1) for rows in drawn)
    assert metrics.interval(["a", "a", "b"], lambda rows: 1.0) == (1.0, 1.0)
