"""The encoder as it comes, never trained on a label, under linear heads: what fine-tuning has to beat.

Items by the mean of their piece vectors, a stance by the mean over the target's mentions beside it, technique spans by
one ridge regression over all pieces. Nothing is kept on disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.preprocessing import StandardScaler

from classifier.encode import Encoder
from classifier.encode.graph import BertShape, build_graph
from classifier.errors import InputError
from classifier.read import clip_text
from classifier.score.scorer import Reading, mentioned
from classifier.score.targets import MAX_MENTIONS
from classifier.split import whole_item
from classifier.view import view_of
from training.baselines.facts import Facts
from training.baselines.linear import Linear
from training.baselines.pieces import Ridge, SpanFinder
from training.guesses import Guesses, whoever

Vector = npt.NDArray[np.float32]

# Tried on a third of dev after 500 items of train, among .001, .003, .01, .03 and .1; columns have variance one.
_LINEAR = Linear(strength=0.003)
# As in fine-tuning (training/finetune.py).
_WINDOW = {"window": 382, "stride": 318}
# Items encoded together: batches of like length, and memory stays flat.
_CHUNK = 128
# About so many items of train keep their pieces: enough to choose the thresholds of spans on.
_KEPT = 150


@dataclass(frozen=True, slots=True)
class Encoded:
    """``mean``: over all pieces; ``mentions``: the mean over the pieces of every target that the text names."""

    facts: Facts
    reading: Reading
    mean: Vector
    mentions: dict[str, Vector]


class QuickEncoder(Encoder):
    """The same encoder in bf16 where the CPU has it: half the minutes, and a baseline needs no more digits."""

    def __init__(self, folder: Path, weights: dict[str, npt.NDArray[Any]], config: dict[str, Any]) -> None:
        import openvino as ov

        super().__init__(folder, weights, config)
        core = ov.Core()
        if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
            sizes = ("num_hidden_layers", "hidden_size", "num_attention_heads", "layer_norm_eps")
            graph = build_graph(weights, BertShape(*(config[name] for name in sizes)))
            hints = {"INFERENCE_PRECISION_HINT": "bf16", "PERFORMANCE_HINT": "LATENCY"}
            self._run = core.compile_model(graph, "CPU", hints)


def open_encoder(folder: Path) -> Encoder:
    """The encoder of a folder such as ``models/encoder``. Raises InputError where it cannot be read."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return QuickEncoder(folder, load_file(folder / "model.safetensors"), {**config, **_WINDOW})
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise InputError(
            f"{folder}: no encoder can be read there ({error}); give --encoder models/encoder, or leave the baseline out"
        ) from error


def frozen(train: Sequence[Facts], dev: Sequence[Facts], encoder: Encoder) -> Guesses:
    """Logistic regressions over mean vectors (ridge for the signal and for pieces)."""
    ridge = Ridge(sorted({t["name"] for f in train for t in f.label.techniques or []}))
    learnt, kept = _learn(train, encoder, ridge)
    asked = list(_encoded(dev, encoder))
    labels = [f.label for f in train]
    x, y = _scaled([e.mean for e in learnt], [e.mean for e in asked])
    techniques = _LINEAR.techniques(x, labels, y)
    finder = SpanFinder.fit(ridge, [(e.facts.label, e.reading) for e in kept])
    return Guesses(
        source_type=whoever([str(v) for v in _LINEAR.classes(x, [t.source_type for t in labels], y)]),
        level=[int(v or 0) for v in _LINEAR.classes(x, [t.sourcing_level for t in labels], y)],
        techniques=techniques,
        signal=_LINEAR.numbers(x, [t.propaganda_signal for t in labels], y),
        stance=_stances(learnt, asked),
        spans=[finder.spans(e.reading, own) for e, own in zip(asked, techniques, strict=True)],
    )


def _learn(train: Sequence[Facts], encoder: Encoder, ridge: Ridge) -> tuple[list[Encoded], list[Encoded]]:
    """All items without their pieces, which the ridge has seen, and some of them with their pieces."""
    every = max(1, len(train) // _KEPT)
    light, kept = [], []
    for number, item in enumerate(_encoded(train, encoder)):
        if item.facts.label.techniques is not None:
            ridge.add(item.reading, item.facts.label)
            if number % every == 0:
                kept.append(item)
        light.append(Encoded(item.facts, _without_states(item.reading), item.mean, item.mentions))
    return light, kept


def _without_states(reading: Reading) -> Reading:
    return Reading(reading.view, reading.states[:0], reading.offsets, reading.author)


def _encoded(facts: Sequence[Facts], encoder: Encoder) -> Iterator[Encoded]:
    for start in range(0, len(facts), _CHUNK):
        chunk = facts[start : start + _CHUNK]
        for item, vectors in zip(chunk, encoder.encode([f.label.text for f in chunk]), strict=True):
            view = view_of(whole_item(clip_text(item.label.text)))
            quoted = list(zip(item.quoted.starts, item.quoted.ends, strict=True))
            reading = Reading.of(view, vectors.states, vectors.offsets, quoted)
            yield Encoded(item, reading, vectors.states.mean(axis=0), dict(_mentions(item, reading)))


def _mentions(facts: Facts, reading: Reading) -> Iterator[tuple[str, Vector]]:
    for name in facts.targets:
        mask = mentioned(reading.offsets, facts.mentions(name)[:MAX_MENTIONS])
        if mask.any():
            yield name, reading.states[mask].mean(axis=0)


def _stances(learnt: Sequence[Encoded], asked: Sequence[Encoded]) -> list[dict[str, str]]:
    """Targets that the text does not name count as neutral, as in the model's own figures."""
    rows = [(np.concatenate([m, e.mean]), e.facts.label.stance, name) for e in learnt for name, m in e.mentions.items()]
    wanted = [(at, name, np.concatenate([m, e.mean])) for at, e in enumerate(asked) for name, m in e.mentions.items()]
    found: list[dict[str, str]] = [{} for _ in asked]
    if rows and wanted:
        x, y = _scaled([row for row, _, _ in rows], [row for _, _, row in wanted])
        gold = [(stance or {})[name]["label"] for _, stance, name in rows]
        for (at, name, _), guess in zip(wanted, _LINEAR.classes(x, gold, y), strict=True):
            found[at][name] = str(guess)
    return found


def _scaled(train: Sequence[Vector], dev: Sequence[Vector]) -> tuple[Any, Any]:
    scaler = StandardScaler().fit(np.array(train))
    return scaler.transform(np.array(train)), scaler.transform(np.array(dev))
