"""Named features into linear models: identity, layout, parts of speech, criteria, wording, evidentiality. No n-grams."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from classifier.evidence import CERTAINTY, EVIDENTIALITY
from training.baselines.facts import Facts
from training.baselines.linear import Linear
from training.guesses import Guesses
from training.results import DEFAULT_TARGETS
from training.source_type import IDENTITIES

# Tried on dev among .003, .01, .03, .1 and 1; the features are scaled to variance one.
_LINEAR = Linear(strength=0.01)
# Around a mention, the marks that may speak of it: as far as the n-gram baseline looks.
_AROUND = 60

Row = dict[str, float]


def from_facts(train: Sequence[Facts], dev: Sequence[Facts]) -> Guesses:
    """The guesses from records that are read already."""
    x, y = _matrices([known_row(f) for f in train], [known_row(f) for f in dev])
    labels = [f.label for f in train]
    return Guesses(
        source_type=_sources(train, dev),
        level=[int(v or 0) for v in _LINEAR.classes(x, [t.sourcing_level for t in labels], y)],
        techniques=_LINEAR.techniques(x, labels, y),
        signal=_LINEAR.numbers(x, [t.propaganda_signal for t in labels], y),
        stance=_stances(train, dev),
    )


def known_row(facts: Facts) -> Row:
    """The text and its outlet as the registry knows it."""
    return {**text_row(facts), **facts.signals["known"]}


def text_row(facts: Facts) -> Row:
    """What the rules read in the text alone."""
    evidence = facts.evidence
    criteria = Counter(mark.name for mark in evidence.criteria)
    quoted = sum(end - start for start, end in zip(facts.quoted.starts, facts.quoted.ends, strict=True))
    return {
        **{f"criterion:{name}": math.log1p(n) for name, n in criteria.items()},
        **{f"wording:{name}": math.log1p(value) for name, value in evidence.wording.values.items()},
        **dict(_clause_shares(facts)),
        "voice:quoted": quoted / max(1, len(facts.label.text)),
        "contradicted": float(evidence.contradicted is not None),
    }


def _clause_shares(facts: Facts) -> Iterator[tuple[str, float]]:
    clauses = facts.evidence.clauses
    for name in EVIDENTIALITY:
        yield f"clause:{name}", sum(c.evidentiality == name for c in clauses) / max(1, len(clauses))
    for name in CERTAINTY:
        yield f"certainty:{name}", sum(c.certainty == name for c in clauses) / max(1, len(clauses))


def _sources(train: Sequence[Facts], dev: Sequence[Facts]) -> dict[str, list[str]]:
    """Every record stands in the rows three times, once for every way in which its outlet can be known."""
    x, y = _matrices(*([row for f in side for row in _source_rows(f)] for side in (train, dev)))
    got = _LINEAR.classes(x, [f.label.source_type for f in train for _ in IDENTITIES], y)
    return {kind: [str(v) for v in got[at :: len(IDENTITIES)]] for at, kind in enumerate(IDENTITIES)}


def _source_rows(facts: Facts) -> list[Row]:
    text = text_row(facts)
    return [{**text, **facts.signals[kind]} for kind in IDENTITIES]


def _stances(train: Sequence[Facts], dev: Sequence[Facts]) -> list[dict[str, str]]:
    learnt = [(f, name) for f in train for name in f.targets]
    asked = [(at, name) for at, f in enumerate(dev) for name in f.targets]
    found: list[dict[str, str]] = [{} for _ in dev]
    if learnt and asked:
        x, y = _matrices([target_row(*pair) for pair in learnt], [target_row(dev[at], name) for at, name in asked])
        gold = [(f.label.stance or {})[name]["label"] for f, name in learnt]
        for (at, name), guess in zip(asked, _LINEAR.classes(x, gold, y), strict=True):
            found[at][name] = str(guess)
    return found


def target_row(facts: Facts, name: str) -> Row:
    """The text's features, those of the mentions, and which default target it is."""
    mentions = facts.mentions(name)
    near = Counter(
        mark.name
        for mark in facts.own_marks
        if any(mark.start - _AROUND < end and start < mark.end + _AROUND for start, end in mentions)
    )
    clauses = [c for c in facts.evidence.clauses if any(c.start <= start < c.end for start, _ in mentions)]
    return {
        **known_row(facts),
        **{f"near:{mark}": math.log1p(n) for mark, n in near.items()},
        **{f"at:{c.evidentiality}": 1.0 for c in clauses},
        "mentions": math.log1p(len(mentions)),
        "mentions:quoted": sum(facts.quoted.touch(*m) for m in mentions) / max(1, len(mentions)),
        f"target:{name if name in DEFAULT_TARGETS else 'other'}": 1.0,
    }


def _matrices(train: Sequence[Row], dev: Sequence[Row]) -> tuple[Any, Any]:
    """Dense, each column of mean zero and variance one over train."""
    scaled = make_pipeline(DictVectorizer(sparse=False), StandardScaler())
    return scaled.fit_transform(train), scaled.transform(dev)
