"""Everything a model answers for labelled records, read once: guesses for the figures, confidences for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.model import Model
from classifier.records import CRITERIA, STANCES
from training.answers import Answer, answers_of, author_techniques, level, stance, technique_spans
from training.counts import Indices
from training.guesses import Guesses
from training.labels import Label
from training.metrics import take
from training.results import author_set
from training.source_type import IDENTITIES, predict

Shares = npt.NDArray[np.float64]
# design.md: criteria and techniques are pooled over predictions of this much and more; below lie the many plain noes.
_POOLED = 0.1


@dataclass(frozen=True, slots=True)
class Outputs:
    """``source``: identity -> (items, classes), the probabilities of source_type."""

    model: Model
    answers: list[Answer]
    source: dict[str, Shares]

    @property
    def labels(self) -> list[Label]:
        """The records, in order."""
        return [answer.label for answer in self.answers]

    def take(self, indices: Indices) -> Outputs:
        """Those of some of the records."""
        rows = {kind: shares[indices] for kind, shares in self.source.items()}
        return Outputs(self.model, take(self.answers, indices), rows)


@dataclass(frozen=True, slots=True)
class Forced:
    """One forced answer with the probability that the model gives it. ``what``: the head, for stance with its target."""

    label: Label
    what: str
    answer: str
    gold: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.answer == self.gold


def read(model: Model, labels: Sequence[Label]) -> Outputs:
    """Run the model over the records, through the code that scores clippings."""
    answers = answers_of(model, labels)
    text = np.array([a.outputs.source_type for a in answers], dtype=np.float64).reshape(len(answers), -1)
    pipeline = model.source_type
    return Outputs(model, answers, {k: pipeline.blend(predict(pipeline, labels, k), text) for k in IDENTITIES})


def guesses_of(outputs: Outputs) -> Guesses:
    """The forced answers of every head."""
    model, answers = outputs.model, outputs.answers
    limits, names, types = model.thresholds, model.scheme.techniques, model.scheme.source_types
    return Guesses(
        source_type={kind: [types[i] for i in rows.argmax(axis=1)] for kind, rows in outputs.source.items()},
        level=[level(a) for a in answers],
        techniques=[author_techniques(a, limits.item, names) for a in answers],
        signal=[a.outputs.signal for a in answers],
        stance=[{name: stance(a, name, limits.stance) for name in a.label.stance or {}} for a in answers],
        spans=[technique_spans(a, limits, names) for a in answers],
    )


def forced(outputs: Outputs) -> dict[str, list[Forced]]:
    """Every answer that has a gold label, head by head; source_type as the registry knows the outlet."""
    return {
        "source_type": list(_sources(outputs)),
        "sourcing": list(_levels(outputs.answers)),
        "stance": list(_stances(outputs.answers, outputs.model.thresholds.stance)),
    }


def _sources(outputs: Outputs) -> Iterator[Forced]:
    types = outputs.model.scheme.source_types
    for label, row in zip(outputs.labels, outputs.source["known"], strict=True):
        if label.source_type:
            best = int(row.argmax())
            yield Forced(label, "source_type", types[best], label.source_type, float(row[best]))


def _levels(answers: Sequence[Answer]) -> Iterator[Forced]:
    for a in answers:
        if a.label.sourcing_level is not None:
            got = level(a)
            yield Forced(a.label, "sourcing", str(got), str(a.label.sourcing_level), float(a.outputs.levels[got]))


def _stances(answers: Sequence[Answer], threshold: float) -> Iterator[Forced]:
    """Of the targets that the text mentions: about the others the program says nothing."""
    for a in answers:
        for name, row in a.stances.items():
            if value := (a.label.stance or {}).get(name):
                got = stance(a, name, threshold)
                yield Forced(a.label, f"stance:{name}", got, value["label"], float(row[STANCES.index(got)]))


def pooled(outputs: Outputs) -> dict[str, tuple[list[float], list[bool]]]:
    """Criteria and the author's techniques: probabilities of ``_POOLED`` and more, and whether gold has the label."""
    names, answers = outputs.model.scheme.techniques, outputs.answers
    criteria = [a for a in answers if a.label.criteria is not None]
    techniques = [a for a in answers if a.label.techniques is not None]
    shown = [{c["name"] for c in a.label.criteria or []} for a in criteria]
    own = [author_set(a.label) for a in techniques]
    return {
        "criteria": _pool([a.outputs.criteria.tolist() for a in criteria], shown, CRITERIA),
        "techniques": _pool([a.outputs.technique_items.tolist() for a in techniques], own, names),
    }


def _pool(
    rows: Sequence[Sequence[float]], gold: Sequence[set[str]], names: Sequence[str]
) -> tuple[list[float], list[bool]]:
    pairs = [
        (share, name in held)
        for row, held in zip(rows, gold, strict=True)
        for name, share in zip(names, row, strict=True)
        if share >= _POOLED
    ]
    return [share for share, _ in pairs], [yes for _, yes in pairs]
