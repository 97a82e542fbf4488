"""Vectors and voices of one item -> Score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.records import STANCES, Score, Sourcing, Stance, Technique
from classifier.scheme import Scheme
from classifier.score.heads import Heads, ItemOutputs
from classifier.score.spans import Found, best_clause, find_spans
from classifier.score.targets import MAX_MENTIONS, Target
from classifier.view import View

Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Chosen on dev and stored in ``config.json``: item level for the author's voice, one a technique; piece level for spans."""

    item: tuple[float, ...]
    piece: float
    quoted: float
    stance: float

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Thresholds:
        raw = config["thresholds"]
        item = tuple(raw["item"][name] for name in config["techniques"])
        return cls(item, raw["piece"], raw["quoted"], raw["stance"])


@dataclass(frozen=True, slots=True)
class Judge:
    """Everything between vectors and a score: the heads, what they are called, and where an answer begins."""

    heads: Heads
    thresholds: Thresholds
    scheme: Scheme = field(default_factory=Scheme)


@dataclass(frozen=True, slots=True)
class Reading:
    """One item as the heads read it. ``states``: (pieces, hidden); ``offsets``: (pieces, 2); ``author``: (pieces,)."""

    view: View
    states: npt.NDArray[np.float32]
    offsets: npt.NDArray[np.int64]
    author: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, view: View, states: npt.NDArray[np.float32], offsets: npt.NDArray[np.int64], quoted: Ranges) -> Reading:
        """A piece belongs to the author where no quoted range covers its middle."""
        return cls(view, states, offsets, ~covered(offsets, quoted))


def score_item(reading: Reading, targets: Sequence[Target], judge: Judge) -> Score:
    """Every head's answer for one item. A text without a single piece is neutral, level 0, signal 0."""
    if not len(reading.states):
        return Score(Sourcing(0, 0.0, (1.0, 0.0, 0.0, 0.0, 0.0)), {}, (), 0.0)
    outputs = judge.heads.item(reading.states, reading.author)
    return Score(
        sourcing=_sourcing(outputs),
        stance=_stances(reading, targets, judge.heads, judge.thresholds.stance),
        techniques=_techniques(reading, outputs, judge),
        propaganda_signal=outputs.signal,
        source_shares=tuple(outputs.source_type.tolist()),
    )


def covered(offsets: npt.NDArray[np.int64], ranges: Ranges) -> npt.NDArray[np.bool_]:
    """(pieces,) true where the piece's middle lies in one of the ranges, which are in order and apart."""
    if not ranges:
        return np.zeros(len(offsets), dtype=bool)
    starts, ends = (np.array(side) for side in zip(*ranges, strict=True))
    middles = (offsets[:, 0] + offsets[:, 1]) / 2
    at = np.searchsorted(starts, middles, side="right") - 1
    return np.asarray((at >= 0) & (middles <= ends[np.maximum(at, 0)]))


def mentioned(offsets: npt.NDArray[np.int64], mentions: Ranges) -> npt.NDArray[np.bool_]:
    """(pieces,) true where a piece shares a character with a mention."""
    touched = np.zeros(len(offsets), dtype=bool)
    for start, end in mentions:
        touched |= (offsets[:, 0] < end) & (offsets[:, 1] > start)
    return touched


def _sourcing(outputs: ItemOutputs) -> Sourcing:
    levels = tuple(float(p) for p in outputs.levels)
    expected = sum(level * p for level, p in enumerate(levels))
    # The middle of the distribution, not its peak: levels are ordered, and half 0, half 2 means 1.
    return Sourcing(level=round(expected), quality=expected / (len(levels) - 1), probabilities=levels)


def _stances(reading: Reading, targets: Sequence[Target], heads: Heads, threshold: float) -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    for target in targets:
        mentions = target.mentions(reading.view.text)[:MAX_MENTIONS]
        pieces = mentioned(reading.offsets, mentions)
        if not pieces.any():
            continue
        row = heads.stance(reading.states, reading.author, pieces)
        label = stance_label(row, threshold)
        shares = {name: float(p) for name, p in zip(STANCES, row, strict=True)}
        evidence = tuple(reading.view.evidence("mention", s, e) for s, e in mentions)
        found[target.name] = Stance(label, shares[label], shares, evidence)
    return found


def stance_label(row: npt.NDArray[np.float32], threshold: float) -> str:
    """The likelier direction where it reaches the threshold, else neutral: accusing an item of a side takes more."""
    shares = dict(zip(STANCES, row.tolist(), strict=True))
    direction = max(("favor", "against"), key=lambda name: shares[name])
    return direction if shares[direction] >= threshold else "neutral"


def _techniques(reading: Reading, outputs: ItemOutputs, judge: Judge) -> tuple[Technique, ...]:
    found: list[Technique] = []
    thresholds = judge.thresholds
    for column, name in enumerate(judge.scheme.techniques):
        group = judge.scheme.groups[name]
        pieces, limit = outputs.technique_pieces[:, column], thresholds.item[column]
        probability = float(outputs.technique_items[column])
        own = author_spans(reading, pieces, thresholds.piece) if probability >= limit else []
        found.extend(_technique(reading.view, (name, group, "author"), probability, span) for span in own)
        other = quoted_spans_of(reading, pieces, thresholds.quoted)
        found.extend(_technique(reading.view, (name, group, "quoted"), span.probability, span) for span in other)
    return tuple(sorted(found, key=lambda t: (t.start, t.end, t.name)))


def author_spans(reading: Reading, pieces: npt.NDArray[np.float32], threshold: float) -> list[Found]:
    """The words of a technique that the item has; where no word alone shows it, the likeliest clause."""
    own = np.where(reading.author, pieces, 0.0).astype(np.float32)
    spans = find_spans(own, reading.offsets, threshold, reading.view.text)
    if spans:
        return spans
    clause = best_clause(pieces, reading.offsets, reading.author, reading.view.text)
    return [clause] if clause else []


def quoted_spans_of(reading: Reading, pieces: npt.NDArray[np.float32], threshold: float) -> list[Found]:
    """The words of a technique in somebody else's mouth."""
    others = np.where(reading.author, 0.0, pieces).astype(np.float32)
    return find_spans(others, reading.offsets, threshold, reading.view.text)


def _technique(view: View, what: tuple[str, str, str], probability: float, found: Found) -> Technique:
    """``what``: name, group and voice."""
    span = view.span(found.start, found.end)
    return Technique(*what, probability, span.start, span.end, span.text(view.whole))
