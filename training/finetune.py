"""Fine-tune the encoder with all heads at once: sourcing level, criteria, stance, techniques, signal, source type.

    python -m training.finetune --train seeds/train -o out/network [--base models/encoder]

Writes ``weights.safetensors`` (encoder and heads, fp32) and ``training.json`` (settings, losses, seconds). Killed, the
same command goes on where the last checkpoint stands.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import nn

from classifier.scheme import Scheme
from training import checkpoint
from training.bases import Base, open_base
from training.batches import encode_batch, parts_of, shuffled
from training.data import load_labels
from training.examples import Example, make_examples
from training.labels import Label
from training.losses import Teaching, keep_loss, loss_of
from training.network import Network


@dataclass(frozen=True, slots=True)
class Settings:
    """Window and stride leave room for two special pieces in BERT's 512 positions and overlap by 64.

    Rates and decay are those of the first model; they wait for a search on dev."""

    base: str = "models/encoder"
    window: int = 382
    stride: int = 318
    epochs: int = 4
    batch: int = 8
    # Pieces that go through the network at once.
    pieces: int = 2048
    # The lowest layers hold the language itself; leaving them saves a quarter of the time.
    frozen: int = 4
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    # Lower layers hold the language, upper ones the task: each layer below learns at this share of the one above.
    layer_decay: float = 0.9
    warmup: float = 0.1
    weight_decay: float = 0.01
    seed: int = 1


# Batches between two checkpoints: about a minute's work.
_EVERY = 100
# Share of a replayed item's labels beside the earlier answers: where these were wrong in the way that is now corrected,
# the labels side with the correction.
_GOLD = 0.3


@dataclass(frozen=True, slots=True)
class Lesson:
    """An item, and the earlier answers to keep where it stands there for what must not be forgotten."""

    example: Example
    teaching: Teaching | None = None


def new_network(base: Base, scheme: Scheme, seed: int) -> Network:
    """The pretrained encoder under fresh heads."""
    torch.manual_seed(seed)
    # Dropout inside the encoder makes attention three times slower on a CPU; the heads keep theirs.
    encoder = base.encoder(attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0)
    return Network(encoder, encoder.config.hidden_size, scheme)


def train(
    network: Network,
    lessons: Sequence[Lesson],
    settings: Settings,
    special: tuple[int, int, int],
    folder: Path | None = None,
    log: Any = print,
) -> Network:
    """Run the epochs and return the network, in evaluation mode. ``folder``: where checkpoints are kept."""
    optimizer = torch.optim.AdamW(groups_of(network, settings), weight_decay=settings.weight_decay)
    plan = [batch for epoch in range(settings.epochs) for batch in _epoch(lessons, settings, epoch)]
    key = _key(lessons, settings)
    done = checkpoint.restore(folder, key, network, optimizer) if folder else 0
    if done:
        log(f"going on at batch {done} of {len(plan)}")
    network.train()
    started, total, seen = time.monotonic(), 0.0, 0
    for step, batch in enumerate(plan[done:], start=done):
        # Seeded step by step, so that a run that was killed ends with the weights of one that was not.
        torch.manual_seed(settings.seed * 1_000_003 + step)
        _set_rates(optimizer, _share(step, len(plan), settings.warmup))
        total += _step(network, [lessons[i] for i in batch], optimizer, settings.pieces, special)
        seen += 1
        if (step + 1) % _EVERY == 0 or step + 1 == len(plan):
            log(f"batch {step + 1}/{len(plan)}: loss {total / seen:.3f}, {time.monotonic() - started:.0f} s")
            total, seen = 0.0, 0
            if folder:
                checkpoint.save(folder, checkpoint.Progress(step + 1, key), network, optimizer)
    return network.eval()


def _step(
    network: Network, batch: Sequence[Lesson], optimizer: torch.optim.Optimizer, pieces: int, special: Any
) -> float:
    """One batch; returns its mean loss."""
    optimizer.zero_grad()
    total = 0.0
    for part in parts_of([lesson.example for lesson in batch], pieces):
        chosen = [batch[i] for i in part]
        states = encode_batch(network, [lesson.example for lesson in chosen], special)
        losses = [_loss(network, lesson, s) for lesson, s in zip(chosen, states, strict=True)]
        loss = torch.stack(losses).sum() / len(batch)
        loss.backward()  # type: ignore[no-untyped-call]
        total += loss.item()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return total


def _loss(network: Network, lesson: Lesson, states: torch.Tensor) -> torch.Tensor:
    if lesson.teaching is None:
        return loss_of(network, lesson.example, states)
    gold = _GOLD * loss_of(network, lesson.example, states)
    return gold + keep_loss(network, lesson.example, states, lesson.teaching)


def groups_of(network: Network, settings: Settings) -> list[dict[str, Any]]:
    """Parameter groups with layer-wise decay; embeddings and the lowest layers stay as they are."""
    layers = list(network.encoder.encoder.layer)
    for module in (network.encoder.embeddings, *layers[: settings.frozen]):
        module.requires_grad_(False)
    groups = [
        {
            "params": list(layer.parameters()),
            "top": settings.encoder_rate * settings.layer_decay ** (len(layers) - 1 - i),
        }
        for i, layer in enumerate(layers)
        if i >= settings.frozen
    ]
    return [*groups, {"params": list(network.heads.parameters()), "top": settings.head_rate}]


def _set_rates(optimizer: torch.optim.Optimizer, share: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = group["top"] * share


def _share(step: int, steps: int, warmup: float) -> float:
    """Of the top rate: rises over the warm-up, then falls to zero in a line."""
    rise = max(1.0, warmup * steps)
    return min((step + 1) / rise, (steps - step) / max(1.0, steps - rise))


def _epoch(lessons: Sequence[Lesson], settings: Settings, epoch: int) -> list[list[int]]:
    lengths = [len(lesson.example.ids) for lesson in lessons]
    return shuffled(lengths, settings.batch, random.Random(settings.seed * 1000 + epoch))  # noqa: S311


def _key(lessons: Sequence[Lesson], settings: Settings) -> str:
    """What is trained on what: a checkpoint of anything else is not taken up."""
    digest = hashlib.sha256(json.dumps(asdict(settings), sort_keys=True).encode())
    for lesson in lessons:
        label = lesson.example.label
        digest.update(json.dumps([label.id, label.text, label.stance, label.techniques], ensure_ascii=False).encode())
    return digest.hexdigest()


def save_network(network: Network, folder: Path, record: dict[str, Any]) -> None:
    """``weights.safetensors`` and ``training.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, folder / "weights.safetensors")
    (folder / "training.json").write_text(json.dumps(record, indent=2, ensure_ascii=False), encoding="utf-8")


def fresh(labels: Sequence[Label], settings: Settings, output: Path, scheme: Scheme, log: Any = print) -> Base:
    """The whole fine-tune from a base encoder, which is returned; checkpoints stand beside the output until it is done."""
    base = open_base(settings.base)
    base.check_window(settings.window)
    examples = make_examples(labels, base.tokenizer, settings.window, settings.stride, scheme)
    started = time.monotonic()
    network = new_network(base, scheme, settings.seed)
    partial = output / "checkpoint"
    train(network, [Lesson(e) for e in examples], settings, base.tokenizer.special, partial, log)
    seconds = round(time.monotonic() - started, 1)
    save_network(network, output, {"settings": asdict(settings), "examples": len(examples), "seconds": seconds})
    shutil.rmtree(partial, ignore_errors=True)
    return base


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="+", type=Path, required=True, help="label files, folders, or training.data's")
    parser.add_argument("-o", "--output", type=Path, required=True)
    usual = Settings()
    parser.add_argument("--base", default=usual.base, help="a folder, or an id of the Hugging Face hub")
    parser.add_argument("--epochs", type=int, default=usual.epochs)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--encoder-rate", type=float, default=usual.encoder_rate)
    parser.add_argument("--scheme", type=Path, help="TOML file with labels of your own")
    args = parser.parse_args(argv)
    settings = Settings(base=args.base, epochs=args.epochs, seed=args.seed, encoder_rate=args.encoder_rate)
    scheme = Scheme().extended(args.scheme) if args.scheme else Scheme()
    fresh(load_labels(args.train, scheme), settings, args.output, scheme)
    print((args.output / "training.json").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
