"""What every figure stands beside: the majority of train, rules alone, n-grams, named features, the frozen encoder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

from classifier.scheme import Scheme
from training.baselines import features_only, frozen, keyword
from training.baselines.facts import read_facts
from training.baselines.majority import majority
from training.baselines.tfidf import tfidf
from training.guesses import Guesses
from training.labels import Label

__all__ = ["NAMES", "Guesses", "guesses", "majority", "tfidf"]

# As the tables head their columns.
NAMES = ("majority", "keyword", "TF-IDF + linear", "features only", "frozen encoder")


def guesses(
    wanted: Collection[str],
    train: Sequence[Label],
    dev: Sequence[Label],
    encoder: Path,
    scheme: Scheme | None = None,
) -> dict[str, Guesses]:
    """The baselines asked for, in order of ``NAMES``; about five minutes for all on 2,800 and 460 items, two cores.

    ``encoder``: the folder of the frozen one. Raises InputError where it cannot be read.
    """
    ruled = set(wanted) & {"keyword", "features only", "frozen encoder"}
    asked = read_facts(dev, scheme) if ruled else []
    learnt = read_facts(train, scheme) if ruled - {"keyword"} else []
    makers: dict[str, Callable[[], Guesses]] = {
        "majority": partial(majority, train, dev),
        "keyword": partial(keyword.from_facts, asked),
        "TF-IDF + linear": partial(tfidf, train, dev),
        "features only": partial(features_only.from_facts, learnt, asked),
        "frozen encoder": lambda: frozen.frozen(learnt, asked, frozen.open_encoder(encoder)),
    }
    return {name: makers[name]() for name in NAMES if name in wanted}
