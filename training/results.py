"""The figures of design.md from guesses and gold: value, 95 % interval over clusters and n, of labelled rows only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from training import counts, metrics
from training.answers import gold_spans
from training.counts import OnRows
from training.guesses import Guesses
from training.labels import Label

DEFAULT_TARGETS = ("ロシア", "ウクライナ", "米国", "欧州・NATO", "中国", "日本")
# Names that other modules and the card look up.
UNSEEN_OUTLETS = "source_type macro-F1, outlets unseen in training"
LEVEL = "sourcing level, quadratic kappa"
MICRO, MACRO = "techniques, author voice, micro-F1", "techniques, author voice, macro-F1"
SPANS = "technique spans, both voices, overlap F1"
SIGNAL = "propaganda signal, Spearman"
# Ends of an interval move by less than .005 from one seed to the next.
_RESAMPLES = 1000

Figure = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model met in training: outlets and stance targets by name."""

    outlets: frozenset[str]
    targets: frozenset[str]

    @classmethod
    def of(cls, train: Sequence[Label]) -> Seen:
        """Of the records that it learnt from."""
        targets = {name for label in train for name, value in (label.stance or {}).items() if value}
        return cls(frozenset(label.outlet for label in train if label.outlet), frozenset(targets))

    @classmethod
    def find(cls, provenance: Mapping[str, Any], train: Sequence[Label] | None) -> Seen | None:
        """From a model's provenance, else from the records; None where neither tells."""
        if "outlets" in provenance and "targets" in provenance:
            return cls(frozenset(provenance["outlets"]), frozenset(provenance["targets"]))
        return cls.of(train) if train is not None else None


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure before it is taken. ``clusters``: one name a row; ``measure``: indices of rows -> the figure over them."""

    clusters: list[str]
    measure: OnRows
    lower_is_better: bool = False


def figure(clusters: Sequence[str], measure: OnRows) -> Figure:
    """Value over all rows, 95 % interval over clusters, number of rows; None where there is no row."""
    if not clusters:
        return {"value": None, "interval": None, "n": 0}
    low, high = np.percentile([measure(rows) for rows in _resamples(tuple(clusters))], [2.5, 97.5])
    value = counts.everything(measure, len(clusters))
    return {"value": round(value, 3), "interval": [round(float(low), 3), round(float(high), 3)], "n": len(clusters)}


@lru_cache(maxsize=32)
def _resamples(clusters: tuple[str, ...]) -> list[counts.Indices]:
    """Drawn once for all figures over the same rows."""
    return list(metrics.resamples(clusters, times=_RESAMPLES))


def unknown(why: str) -> Figure:
    """A row that cannot be given."""
    return {"value": None, "interval": None, "n": 0, "note": why}


def figures_of(labels: Sequence[Label], guesses: Guesses, seen: Seen | None) -> dict[str, Figure]:
    """Every figure that models and baselines share. ``null`` fields of a record measure nothing."""
    rows = measured(labels, guesses, seen).items()
    return {name: figure(row.clusters, row.measure) if isinstance(row, Measured) else row for name, row in rows}


def measured(labels: Sequence[Label], guesses: Guesses, seen: Seen | None) -> dict[str, Measured | Figure]:
    """The same before they are taken, for whoever wants other resamples. The rows follow from the labels alone."""
    made = {**_sources(labels, guesses, seen), **_level(labels, guesses), **_stances(labels, guesses, seen)}
    return {**made, **_techniques(labels, guesses), **_signal(labels, guesses)}


def _sources(labels: Sequence[Label], guesses: Guesses, seen: Seen | None) -> dict[str, Measured | Figure]:
    made: dict[str, Measured | Figure] = {UNSEEN_OUTLETS: unknown(_UNSEEN_OUTLETS)}
    if seen is not None:
        made[UNSEEN_OUTLETS] = _source(labels, guesses, "known", seen)
    kinds = guesses.source_type
    return {**made, **{f"source_type macro-F1, identity {k}": _source(labels, guesses, k, None) for k in kinds}}


_UNSEEN_OUTLETS = "which outlets training had is not known: give --train"
_UNSEEN_TARGETS = "which targets training had is not known: give --train"


def _source(labels: Sequence[Label], guesses: Guesses, kind: str, seen: Seen | None) -> Measured:
    """``seen``: only items of other outlets, and of none."""
    rows = [
        (label.cluster, label.source_type, guess)
        for label, guess in zip(labels, guesses.source_type[kind], strict=True)
        if label.source_type and (seen is None or label.outlet not in seen.outlets)
    ]
    return _macro(rows)


def _level(labels: Sequence[Label], guesses: Guesses) -> dict[str, Measured]:
    rows = [
        (label.cluster, label.sourcing_level, guess)
        for label, guess in zip(labels, guesses.level, strict=True)
        if label.sourcing_level is not None
    ]
    clusters, gold, got = columns(rows)
    return {LEVEL: Measured(clusters, counts.kappa(gold, got))}


def _stances(labels: Sequence[Label], guesses: Guesses, seen: Seen | None) -> dict[str, Measured | Figure]:
    rows = [
        (label.cluster, value["label"], guess.get(name, "neutral"), name)
        for label, guess in zip(labels, guesses.stance, strict=True)
        for name, value in (label.stance or {}).items()
        if value
    ]
    other = [row for row in rows if row[3] not in DEFAULT_TARGETS]
    made: dict[str, Measured | Figure] = {
        "default targets": _macro([row[:3] for row in rows if row[3] in DEFAULT_TARGETS]),
        "other targets": _macro([row[:3] for row in other]),
        "targets unseen in training": unknown(_UNSEEN_TARGETS),
    }
    if seen is not None:
        made["targets unseen in training"] = _macro([row[:3] for row in other if row[3] not in seen.targets])
        made["other targets seen in training"] = _macro([row[:3] for row in other if row[3] in seen.targets])
    return {f"stance macro-F1, {name}": row for name, row in made.items()}


def _techniques(labels: Sequence[Label], guesses: Guesses) -> dict[str, Measured]:
    rows = [i for i, label in enumerate(labels) if label.techniques is not None]
    clusters = [labels[i].cluster for i in rows]
    gold, got = [author_set(labels[i]) for i in rows], [guesses.techniques[i] for i in rows]
    # A gold label outside the model's scheme counts as missed.
    micro, macro = counts.set_f1(gold, got, sorted(set().union(*gold, *got)))
    made = {MICRO: Measured(clusters, micro), MACRO: Measured(clusters, macro)}
    if guesses.spans is not None:
        words = counts.overlap_f1([gold_spans(labels[i]) for i in rows], [guesses.spans[i] for i in rows])
        made[SPANS] = Measured(clusters, words)
    return made


def _signal(labels: Sequence[Label], guesses: Guesses) -> dict[str, Measured]:
    rows = [
        (label.cluster, label.propaganda_signal, guess)
        for label, guess in zip(labels, guesses.signal, strict=True)
        if label.propaganda_signal is not None
    ]
    clusters, gold, got = columns(rows)
    return {SIGNAL: Measured(clusters, counts.spearman(gold, got))}


def author_set(label: Label) -> set[str]:
    """The gold techniques of the author's own voice."""
    return {t["name"] for t in label.techniques or [] if t["voice"] == "author"}


def columns(rows: Sequence[tuple[Any, ...]]) -> tuple[list[Any], ...]:
    """Rows of (cluster, gold, got) -> three lists."""
    return tuple([row[k] for row in rows] for k in range(3))


def _macro(rows: Sequence[tuple[Any, ...]]) -> Measured:
    clusters, gold, got = columns(rows)
    return Measured(clusters, counts.macro_f1(gold, got))
