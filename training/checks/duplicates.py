"""Texts and sentences that stand more than once: a corpus made from templates would show here.

Near-duplicates: Jaccard similarity of the sets of character 5-grams (Broder 1997), white space dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from training.labels import Placed

NEAR = 0.3
MAX_NEAR_SHARE = 0.01
SENTENCE = 20
MAX_SENTENCE = 3
Near = tuple[Placed, Placed, float]
_BORDER = re.compile(r"[。！？!?\n]+")


def near_duplicates(corpus: Sequence[Placed]) -> list[Near]:
    """Pairs of different clusters whose 5-grams overlap by ``NEAR`` and more, with their similarity."""
    texts = ["".join(entry.label.text.split()) for entry in corpus]
    if not any(len(text) >= 5 for text in texts):
        return []
    grams = CountVectorizer(analyzer="char", ngram_range=(5, 5), binary=True, lowercase=False, dtype=np.int32)
    matrix = grams.fit_transform(texts)
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    shared = (matrix @ matrix.T).tocoo()
    union = sizes[shared.row] + sizes[shared.col] - shared.data
    near = (shared.row < shared.col) & (shared.data >= NEAR * union)
    found = zip(shared.row[near], shared.col[near], (shared.data / np.maximum(union, 1))[near], strict=True)
    pairs = ((corpus[a], corpus[b], float(value)) for a, b, value in found)
    return [pair for pair in pairs if pair[0].label.cluster != pair[1].label.cluster]


def too_near(corpus: Sequence[Placed], pairs: Sequence[Near]) -> Iterator[str]:
    """Every near-duplicate across splits; within splits they count as problems where they pass one per cent."""
    items = {entry.label.id for pair in pairs for entry in pair[:2]}
    many = len(items) >= MAX_NEAR_SHARE * len(corpus)
    for one, other, value in pairs:
        if many or one.label.split != other.label.split:
            yield (
                f"{other.place}: {value:.0%} of its character 5-grams are those of {one.place} in another cluster; "
                "rewrite one, or give both one cluster and one split"
            )


def repeated_sentences(corpus: Sequence[Placed]) -> Iterator[str]:
    """Sentences of 20 characters and more that stand in more than three clusters."""
    holders: dict[str, dict[str, Placed]] = defaultdict(dict)
    for entry in corpus:
        for sentence in _BORDER.split(entry.label.text):
            if len(sentence.strip()) >= SENTENCE:
                holders[sentence.strip()].setdefault(entry.label.cluster, entry)
    for sentence, entries in holders.items():
        if len(entries) > MAX_SENTENCE:
            last = list(entries.values())[-1]
            yield f"{last.place}: {sentence[:40]!r} stands in {len(entries)} clusters, {MAX_SENTENCE} allowed; rewrite it"
