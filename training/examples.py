"""Label records -> what the network learns from: windows of pieces, voices, mentions and gold arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.attribute.registry import media_names
from classifier.encode import Pieces, TextTokenizer, Window, windows_of
from classifier.features import quoted_spans, read_text
from classifier.records import CRITERIA, STANCES
from classifier.scheme import Scheme
from classifier.score.scorer import covered, mentioned
from classifier.score.targets import MAX_MENTIONS, Target, default_targets, make_target, with_user_targets
from training.labels import Label

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One item. ``author``: (pieces,) bool; ``technique_pieces``: (pieces, techniques);
    ``criteria_pieces``: (pieces, 15); ``stances``: (mention mask, class)."""

    label: Label
    ids: Array
    offsets: Array
    windows: list[Window]
    author: Array
    source_type: int | None
    technique_pieces: Array
    technique_items: Array
    criteria_pieces: Array
    stances: list[tuple[str, Array, int]]


def targets_for(label: Label, defaults: Mapping[str, Target]) -> dict[str, Target]:
    """The targets that a record labels: defaults by their aliases, others by their own name."""
    names = [name for name, value in (label.stance or {}).items() if value]
    return {name: defaults.get(name) or make_target(name, [name]) for name in names}


def named_targets(scheme: Scheme) -> dict[str, Target]:
    """The default targets and the scheme's own by name, with the registry's outlet names passed over."""
    outlets = media_names()
    return {t.name: t for t in with_user_targets(default_targets(outlets), scheme.targets, outlets)}


def make_examples(
    labels: Sequence[Label], tokenizer: TextTokenizer, window: int, stride: int, scheme: Scheme | None = None
) -> list[Example]:
    """Tokenize and align every record; the windows are those of scoring."""
    scheme = scheme or Scheme()
    known = named_targets(scheme)
    pieces = tokenizer.pieces([label.text for label in labels])
    return [
        _example(label, p, windows_of(len(p.ids), window, stride), targets_for(label, known), scheme)
        for label, p in zip(labels, pieces, strict=True)
        if len(p.ids)
    ]


def _example(
    label: Label, made: Pieces, windows: list[Window], targets: Mapping[str, Target], scheme: Scheme
) -> Example:
    ids, offsets = made.ids, made.offsets
    spans, items = _techniques(label, offsets, scheme.techniques)
    author = ~covered(offsets, quoted_spans(read_text(label.text, media_names())))
    criteria = _criteria(label, offsets)
    kind = scheme.source_types.index(label.source_type) if label.source_type else None
    stances = list(_stances(label, offsets, targets))
    return Example(label, ids, offsets, windows, author, kind, spans, items, criteria, stances)


def _techniques(label: Label, offsets: Array, names: Sequence[str]) -> tuple[Array, Array]:
    """Piece labels of either voice, and item labels of the author's voice."""
    pieces = np.zeros((len(offsets), len(names)), dtype=np.float32)
    items = np.zeros(len(names), dtype=np.float32)
    for technique in label.techniques or []:
        column = names.index(technique["name"])
        pieces[mentioned(offsets, [(technique["start"], technique["end"])]), column] = 1.0
        if technique["voice"] == "author":
            items[column] = 1.0
    return pieces, items


def _criteria(label: Label, offsets: Array) -> Array:
    pieces = np.zeros((len(offsets), len(CRITERIA)), dtype=np.float32)
    for criterion in label.criteria or []:
        mask = mentioned(offsets, [(criterion["start"], criterion["end"])])
        pieces[mask, CRITERIA.index(criterion["name"])] = 1.0
    return pieces


def _stances(label: Label, offsets: Array, targets: Mapping[str, Target]) -> list[tuple[str, Array, int]]:
    found = []
    for name, target in targets.items():
        mask = mentioned(offsets, target.mentions(label.text)[:MAX_MENTIONS])
        if mask.any():
            assert label.stance is not None
            found.append((name, mask, STANCES.index(label.stance[name]["label"])))
    return found
