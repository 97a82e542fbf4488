"""Texts -> one vector a piece: tokenizer, windows, batches by token budget, OpenVINO."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.encode.graph import BertShape, build_graph
from classifier.encode.tokens import open_tokenizer
from classifier.encode.windows import Pieces, Window, windows_of

# Pieces a batch, padding included: enough to fill two cores, small enough to stay in cache.
_TOKEN_BUDGET = 4096
# Windows are padded to a multiple of this, so that few different shapes occur.
_ROUND = 32


@dataclass(frozen=True, slots=True)
class Encoded:
    """``states``: (pieces, hidden) float32; ``offsets``: (pieces, 2) into the text."""

    states: npt.NDArray[np.float32]
    offsets: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Job:
    text: int
    window: Window
    pieces: Pieces

    @property
    def length(self) -> int:
        return self.window.end - self.window.start + 2


class Encoder:
    """The shipped encoder. ``window`` counts pieces without the two special ones."""

    def __init__(self, folder: Path, weights: dict[str, npt.NDArray[Any]], config: dict[str, Any]) -> None:
        self.tokenizer = open_tokenizer(folder, config)
        self.window, self.stride = int(config["window"]), int(config["stride"])
        self.hidden = int(config["hidden_size"])
        shape = BertShape(
            config["num_hidden_layers"], self.hidden, config["num_attention_heads"], config["layer_norm_eps"]
        )
        self._run = _compile(build_graph(weights, shape))

    def encode(self, texts: list[str]) -> list[Encoded]:
        """Vectors of every piece of every text, whatever its length. Order is kept."""
        pieces = self.tokenizer.pieces(texts)
        states = [np.zeros((len(p.ids), self.hidden), dtype=np.float32) for p in pieces]
        jobs = [_Job(i, w, p) for i, p in enumerate(pieces) for w in windows_of(len(p.ids), self.window, self.stride)]
        for batch in _batches(sorted(jobs, key=lambda job: -job.length)):
            for job, rows in zip(batch, self._forward(batch), strict=True):
                w = job.window
                states[job.text][w.keep_start : w.keep_end] = rows[
                    1 + w.keep_start - w.start : 1 + w.keep_end - w.start
                ]
        return [Encoded(s, p.offsets) for s, p in zip(states, pieces, strict=True)]

    def _forward(self, batch: list[_Job]) -> npt.NDArray[np.float32]:
        width = -(-max(job.length for job in batch) // _ROUND) * _ROUND
        begin, end, pad = self.tokenizer.special
        ids = np.full((len(batch), width), pad, dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        for row, job in enumerate(batch):
            body = job.pieces.ids[job.window.start : job.window.end]
            ids[row, : job.length] = [begin, *body, end]
            mask[row, : job.length] = 1
        return np.asarray(self._run([ids, mask])[0])


def _batches(jobs: list[_Job]) -> list[list[_Job]]:
    """Jobs in order of length -> batches whose padded size stays within the token budget."""
    batches: list[list[_Job]] = []
    for job in jobs:
        if batches and (len(batches[-1]) + 1) * batches[-1][0].length <= _TOKEN_BUDGET:
            batches[-1].append(job)
        else:
            batches.append([job])
    return batches


def _compile(graph: Any) -> Any:
    """Compile for the CPU in fp32: the same labels on every machine. Faster precisions wait for their measurement."""
    import openvino as ov

    core = ov.Core()
    return core.compile_model(graph, "CPU", {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"})
