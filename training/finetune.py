"""Fine-tune the encoder with all heads at once: sourcing level, stance, techniques with spans, propaganda signal.

    python -m training.finetune --train seeds/train --dev seeds/dev -o out/network

Writes ``weights.safetensors`` (encoder and heads, fp32) and ``training.json`` (settings, losses, seconds).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from classifier.records import LEVELS
from training.examples import Example, make_examples
from training.labels import read_labels
from training.network import Network


@dataclass(frozen=True, slots=True)
class Settings:
    """Window and stride leave room for two special pieces in BERT's 512 positions and overlap by 64."""

    base: str = "models/encoder"
    window: int = 382
    stride: int = 318
    epochs: int = 7
    batch: int = 8
    # Items that go through the network at once; their gradients add up to a batch (small ones stay in cache).
    micro: int = 4
    # The lowest layers hold the language itself; leaving them saves a quarter of the time.
    frozen: int = 4
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    # Lower layers hold the language, upper ones the task: each layer below learns at this share of the one above.
    layer_decay: float = 0.9
    warmup: float = 0.1
    weight_decay: float = 0.01
    seed: int = 1


# Techniques are rare: a missed one weighs this much more than a false one, at item and at piece level.
_ITEM_WEIGHT, _PIECE_WEIGHT = 3.0, 6.0
# Directed stances are outnumbered by neutral ones.
_STANCE_WEIGHTS = (1.5, 0.7, 1.5)
# Brings the piece losses, means over mostly empty columns, to the order of the others.
_PIECE_SCALE = 60.0
_TECHNIQUE_SCALE = 3.0


def loss_of(network: Network, example: Example, states: Tensor) -> Tensor:
    """Sum of the losses of every head that the record labels; null fields teach nothing."""
    author = torch.from_numpy(example.author)
    out = network.item(states, author)
    label = example.label
    parts: list[Tensor] = []
    bce = nn.functional.binary_cross_entropy_with_logits
    if label.sourcing_level is not None:
        above = torch.tensor([float(label.sourcing_level > k) for k in range(LEVELS - 1)])
        parts.append(bce(out["level"], above, reduction="sum") / 2)
    if label.propaganda_signal is not None:
        parts.append(2 * bce(out["signal"], torch.tensor(float(label.propaganda_signal))))
    if label.techniques is not None:
        items, pieces = torch.from_numpy(example.technique_items), torch.from_numpy(example.technique_pieces)
        parts.append(_TECHNIQUE_SCALE * bce(out["technique_items"], items, pos_weight=torch.tensor(_ITEM_WEIGHT)))
        parts.append(_PIECE_SCALE * bce(out["technique_pieces"], pieces, pos_weight=torch.tensor(_PIECE_WEIGHT)))
    if label.criteria is not None:
        pieces = torch.from_numpy(example.criteria_pieces)
        parts.append(_PIECE_SCALE / 2 * bce(out["criteria_pieces"], pieces, pos_weight=torch.tensor(_PIECE_WEIGHT)))
    weights = torch.tensor(_STANCE_WEIGHTS)
    for _, mask, stance in example.stances:
        logits = network.stance(states, author, torch.from_numpy(mask))
        loss = nn.functional.cross_entropy(logits[None], torch.tensor([stance]), reduction="none")[0]
        parts.append(loss * weights[stance] / max(1.0, len(example.stances) ** 0.5))
    return torch.stack(parts).sum() if parts else states.sum() * 0.0


def encode_batch(network: Network, batch: Sequence[Example], special: tuple[int, int, int]) -> list[Tensor]:
    """Piece vectors of every example, float32, windows stitched as in scoring."""
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


def groups_of(network: Network, settings: Settings) -> list[dict[str, Any]]:
    """Parameter groups with layer-wise decay; embeddings and the lowest layers stay as they are."""
    layers = list(network.encoder.encoder.layer)
    for module in (network.encoder.embeddings, *layers[: settings.frozen]):
        module.requires_grad_(False)
    groups = [
        {
            "params": list(layer.parameters()),
            "lr": settings.encoder_rate * settings.layer_decay ** (len(layers) - 1 - i),
        }
        for i, layer in enumerate(layers)
        if i >= settings.frozen
    ]
    return [*groups, {"params": list(network.heads.parameters()), "lr": settings.head_rate}]


def train(examples: Sequence[Example], settings: Settings, special: tuple[int, int, int], log: Any = print) -> Network:
    """Run the epochs and return the network, in evaluation mode."""
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    # Dropout inside the encoder makes attention three times slower on a CPU; the heads keep theirs.
    off = {"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0}
    encoder = AutoModel.from_pretrained(settings.base, add_pooling_layer=False, dtype=torch.float32, **off)
    network = Network(encoder, encoder.config.hidden_size)
    groups = groups_of(network, settings)
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.weight_decay)
    steps = settings.epochs * -(-len(examples) // settings.batch)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=[g["lr"] for g in groups],
        total_steps=steps + 1,
        pct_start=settings.warmup,
        anneal_strategy="linear",
    )
    network.train()
    for epoch in range(settings.epochs):
        started, total = time.monotonic(), 0.0
        for batch in shuffled_batches(examples, settings.batch, random.Random(settings.seed * 1000 + epoch)):  # noqa: S311
            optimizer.zero_grad()
            total += sum(
                backward(network, batch[i : i + settings.micro], len(batch), special)
                for i in range(0, len(batch), settings.micro)
            )
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            scheduler.step()
        log(
            f"epoch {epoch + 1}/{settings.epochs}: loss {total / len(examples):.3f}, {time.monotonic() - started:.0f} s"
        )
    return network.eval()


def backward(network: Network, part: Sequence[Example], batch: int, special: tuple[int, int, int]) -> float:
    """Add the gradients of a part of a batch; returns the sum of its losses."""
    states = encode_batch(network, part, special)
    loss = torch.stack([loss_of(network, e, s) for e, s in zip(part, states, strict=True)]).sum()
    (loss / batch).backward()  # type: ignore[no-untyped-call]
    return loss.item()


def shuffled_batches(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of alike length (little padding) in random order."""
    order = sorted(examples, key=lambda e: len(e.ids) * rng.uniform(0.8, 1.25))
    batches = [list(order[i : i + size]) for i in range(0, len(order), size)]
    rng.shuffle(batches)
    return batches


def special_ids(tokenizer: Any) -> tuple[int, int, int]:
    """Ids of <s>, </s> and <pad>."""
    begin, end, pad = (tokenizer.token_to_id(t) for t in ("<s>", "</s>", "<pad>"))
    return begin, end, pad


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="+", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    usual = Settings()
    parser.add_argument("--base", default=usual.base)
    parser.add_argument("--epochs", type=int, default=usual.epochs)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--encoder-rate", type=float, default=usual.encoder_rate)
    args = parser.parse_args(argv)
    settings = Settings(base=args.base, epochs=args.epochs, seed=args.seed, encoder_rate=args.encoder_rate)
    tokenizer = Tokenizer.from_file(f"{settings.base}/tokenizer.json")
    examples = make_examples(read_labels(args.train), tokenizer, settings.window, settings.stride)
    started = time.monotonic()
    network = train(examples, settings, special_ids(tokenizer))
    args.output.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, args.output / "weights.safetensors")
    record = {"settings": asdict(settings), "examples": len(examples), "seconds": round(time.monotonic() - started, 1)}
    (args.output / "training.json").write_text(json.dumps(record, indent=2), encoding="utf-8")
    print(json.dumps(record))
    return 0


if __name__ == "__main__":
    sys.exit(main())
