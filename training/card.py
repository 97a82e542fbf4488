"""The model card: what it is, what it learnt from, what was measured, what it must not be used for."""

from __future__ import annotations

from typing import Any

from training.evaluate import table

_CARD = """# {name}

A Japanese BERT fine-tuned for Uratori: sourcing level, stance toward named targets, persuasion techniques with their
words, propaganda signal; beside it a scikit-learn pipeline for source_type. It scores wording and sourcing. It gives no
verdict on truth and must not be used as one.

## What it is made of
- Encoder: `models/encoder` (multilingual-e5-small, MIT, vocabulary cut for Japanese), 12 layers, hidden {hidden}, weights in fp16.
- Heads: ordinal sourcing level; technique logits per piece and per item; signal; stance read at a target's mentions.
- source_type: logistic regression over named features and character n-grams (skops).
- Learnt from {train} items, thresholds chosen on {dev} other items (`seeds/`), corpus sha256 `{corpus}`.
  The corpus was written and labelled by language models; its events are invented; no human annotator took part.
- Fine-tuning: {epochs} epochs over {examples} items, {seconds:.0f} s on a CPU, seed {seed}.

## Measured on dev
Answers forced. The thresholds below were chosen on these same items, so technique figures lean high; the test split was
not looked at. `identity`: what source_type was told about the outlet (as the registry knows it; a name the registry does
not know; nothing). Intervals: 95 % bootstrap over clusters.

{table}

Thresholds: techniques {item} at item level, pieces {piece} (author) and {quoted} (quoted),
a stance's direction {stance}. Probabilities are not calibrated yet.

## Limits
- A first model from a small corpus: read the intervals. Most techniques have few examples each.
- Voices come from rules over brackets and reporting verbs; retold passages without either count as the author's.
- Labels are model readings of invented texts; real pages differ (the project's README gives figures on real clippings).
- Not for decisions about persons, and never as the only ground for calling a text propaganda.
"""


def card(facts: dict[str, Any], config: dict[str, Any], figures: dict[str, Any], train: int, dev: int) -> str:
    """Markdown; every number comes from the arguments."""
    record, limits = facts["training"], config["thresholds"]
    return _CARD.format(
        name=facts["name"],
        hidden=config["encoder"]["hidden_size"],
        train=train,
        dev=dev,
        corpus=facts["corpus_sha256"][:16],
        epochs=record["settings"]["epochs"],
        examples=record["examples"],
        seconds=record["seconds"],
        seed=record["settings"]["seed"],
        table=table(figures["model"], figures["baselines"]),
        item=next(iter(limits["item"].values())),
        piece=limits["piece"],
        quoted=limits["quoted"],
        stance=limits["stance"],
    )
