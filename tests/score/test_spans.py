"""Piece probabilities become verbatim words without edges of punctuation."""

import numpy as np

from classifier.score.spans import best_clause, find_spans

TEXT = "「傀儡の政権」は、もう終わりだ。次へ進む。"
OFFSETS = np.array([[i, i + 1] for i in range(len(TEXT))])


def probabilities(*hot: int) -> np.ndarray:
    found = np.zeros(len(TEXT), dtype=np.float32)
    found[list(hot)] = 0.9
    return found


def test_runs_are_joined_and_trimmed() -> None:
    (span,) = find_spans(probabilities(0, 1, 2, 4, 5), OFFSETS, 0.5, TEXT)
    assert TEXT[span.start : span.end] == "傀儡の政権"
    first, second = find_spans(probabilities(1, 2, 11, 12), OFFSETS, 0.5, TEXT)
    assert (first.end, second.start) == (3, 11)


def test_punctuation_alone_is_no_span() -> None:
    assert find_spans(probabilities(8), OFFSETS, 0.5, TEXT) == []


def test_the_best_clause_shows_words() -> None:
    clause = best_clause(probabilities(10), OFFSETS, np.ones(len(TEXT), dtype=bool), TEXT)
    assert clause is not None
    assert TEXT[clause.start : clause.end] == "傀儡の政権」は、もう終わりだ"
    assert best_clause(probabilities(10), OFFSETS, np.zeros(len(TEXT), dtype=bool), TEXT) is None
