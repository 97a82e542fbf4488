"""Items in batches through the encoder, windows stitched as in scoring."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor

from training.examples import Example
from training.network import Network


def encode_batch(network: Network, batch: Sequence[Example], special: tuple[int, int, int]) -> list[Tensor]:
    """Piece vectors of every example, float32. ``special``: ids of the begin, end and padding pieces."""
    begin, end, pad = special
    rows = [(i, w) for i, example in enumerate(batch) for w in example.windows]
    width = max(w.end - w.start for _, w in rows) + 2
    ids = torch.full((len(rows), width), pad)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for row, (i, w) in enumerate(rows):
        body = [begin, *batch[i].ids[w.start : w.end].tolist(), end]
        ids[row, : len(body)] = torch.tensor(body)
        mask[row, : len(body)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast_bfloat16()):
        hidden = network.encode(ids, mask)
    kept: list[list[Tensor]] = [[] for _ in batch]
    for row, (i, w) in enumerate(rows):
        kept[i].append(hidden[row, 1 + w.keep_start - w.start : 1 + w.keep_end - w.start].float())
    return [torch.cat(parts) for parts in kept]


def fast_bfloat16() -> bool:
    """Whether this CPU multiplies bf16 in hardware; where it only emulates it, bf16 is 30 times slower than fp32."""
    return bool(torch.cpu._is_amx_tile_supported() or torch.ops.mkldnn._is_mkldnn_bf16_supported())


def shuffled(lengths: Sequence[int], size: int, rng: random.Random) -> list[list[int]]:
    """Batches of indices of alike length (little padding) in random order."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] * rng.uniform(0.8, 1.25))
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(batches)
    return batches


def parts_of(batch: Sequence[Example], pieces: int) -> list[list[int]]:
    """Positions of a batch in groups that go through the network at once; their gradients add up. ``pieces``: at most
    that many in a group, padding included, so that the activations stay in cache."""
    groups: list[list[int]] = []
    for index in sorted(range(len(batch)), key=lambda i: -len(batch[i].ids)):
        widest = len(batch[groups[-1][0]].ids) if groups else 0
        if groups and (len(groups[-1]) + 1) * widest <= pieces:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
