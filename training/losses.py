"""What the heads learn from one item: its labels, or the answers of an earlier model that must not change."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from classifier.records import LEVELS
from training.examples import Example
from training.network import Network

# Techniques are rare: a missed one weighs this much more than a false one, at item and at piece level.
_ITEM_WEIGHT, _PIECE_WEIGHT = 3.0, 6.0
# Directed stances are outnumbered by neutral ones.
_STANCE_WEIGHTS = (1.5, 0.7, 1.5)
# Brings the piece losses, means over mostly empty columns, to the order of the others in an item of usual length;
# a charged word counts the same in a long item, up to a length from which one item would rule its batch.
_PIECE_SCALE, _USUAL_PIECES, _MOST_PIECES = 60.0, 230.0, 500.0
_TECHNIQUE_SCALE = 3.0

_bce = nn.functional.binary_cross_entropy_with_logits


@dataclass(frozen=True, slots=True)
class Teaching:
    """The answers of an earlier model for one item: logits of every head, stances in the order of the example's."""

    item: dict[str, Tensor]
    stances: list[Tensor]


def loss_of(network: Network, example: Example, states: Tensor) -> Tensor:
    """Sum of the losses of every head that the record labels; null fields teach nothing. ``states``: (pieces, hidden)."""
    author = torch.from_numpy(example.author)
    out = network.item(states, author)
    parts = [*_item_losses(out, example), *_piece_losses(out, example)]
    weights = torch.tensor(_STANCE_WEIGHTS)
    for _, mask, stance in example.stances:
        logits = network.stance(states, author, torch.from_numpy(mask))
        loss = nn.functional.cross_entropy(logits, torch.tensor(stance))
        parts.append(loss * weights[stance] / max(1.0, len(example.stances) ** 0.5))
    return torch.stack(parts).sum() if parts else states.sum() * 0.0


def _item_losses(out: dict[str, Tensor], example: Example) -> list[Tensor]:
    label, parts = example.label, []
    if label.sourcing_level is not None:
        above = torch.tensor([float(label.sourcing_level > k) for k in range(LEVELS - 1)])
        parts.append(_bce(out["level"], above, reduction="sum") / 2)
    if example.source_type is not None:
        parts.append(nn.functional.cross_entropy(out["source_type"], torch.tensor(example.source_type)))
    if label.propaganda_signal is not None:
        parts.append(2 * _bce(out["signal"], torch.tensor(float(label.propaganda_signal))))
    if label.techniques is not None:
        items = torch.from_numpy(example.technique_items)
        loss = _bce(out["technique_items"], items, pos_weight=torch.tensor(_ITEM_WEIGHT))
        parts.append(_TECHNIQUE_SCALE * loss)
    return parts


def _piece_losses(out: dict[str, Tensor], example: Example) -> list[Tensor]:
    label, weight, parts = example.label, torch.tensor(_PIECE_WEIGHT), []
    scale = _PIECE_SCALE * min(len(example.ids), _MOST_PIECES) / _USUAL_PIECES
    if label.techniques is not None:
        pieces = torch.from_numpy(example.technique_pieces)
        parts.append(scale * _bce(out["technique_pieces"], pieces, pos_weight=weight))
    if label.criteria is not None:
        pieces = torch.from_numpy(example.criteria_pieces)
        parts.append(scale / 2 * _bce(out["criteria_pieces"], pieces, pos_weight=weight))
    return parts


def taught(network: Network, example: Example, states: Tensor) -> Teaching:
    """A model's own answers, to be kept while it learns something else."""
    author = torch.from_numpy(example.author)
    out = {name: value.detach() for name, value in network.item(states, author).items()}
    masks = [torch.from_numpy(mask) for _, mask, _ in example.stances]
    return Teaching(out, [network.stance(states, author, mask).detach() for mask in masks])


def keep_loss(network: Network, example: Example, states: Tensor, teaching: Teaching) -> Tensor:
    """Distance from the earlier answers ("learning without forgetting", Li and Hoiem 2016). Added labels are free."""
    author = torch.from_numpy(example.author)
    out = network.item(states, author)
    scale = _PIECE_SCALE * min(len(example.ids), _MOST_PIECES) / _USUAL_PIECES
    scales = {"level": 2.0, "signal": 2.0, "technique_items": _TECHNIQUE_SCALE * 2, "technique_pieces": scale}
    parts = [
        scale * _bce(out[name][..., : old.shape[-1]] if old.dim() else out[name], old.sigmoid())
        for name, scale in scales.items()
        for old in (teaching.item[name],)
    ]
    old = teaching.item["source_type"]
    parts.append(_cross(out["source_type"][: len(old)], old))
    for (_, mask, _), before in zip(example.stances, teaching.stances, strict=True):
        logits = network.stance(states, author, torch.from_numpy(mask))
        parts.append(2 * _cross(logits, before) / max(1.0, len(example.stances) ** 0.5))
    return torch.stack(parts).sum()


def _cross(logits: Tensor, before: Tensor) -> Tensor:
    return -(before.softmax(0) * logits.log_softmax(0)).sum()
