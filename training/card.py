"""The model card: what it is, what it learnt from, what was measured, what it must not be used for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from classifier.model import Model
from training import baselines
from training.evaluate import pages, report
from training.labels import Label
from training.outputs import read
from training.readers import readers

_READINGS = Path("seeds/readings")
_ENCODER = Path("models/encoder")

_CARD = """# {name}

A Japanese BERT fine-tuned for Uratori: sourcing level, stance toward any target by name, persuasion techniques with their
words, propaganda signal; beside it a scikit-learn pipeline whose word on source_type is pooled with the encoder's. It
scores wording and sourcing. It gives no verdict on truth and must not be used as one.

## What it is made of
- {origin}, {layers} layers, hidden {hidden}, weights in fp16, heads in fp32.
- Heads: ordinal sourcing level leaning on criteria; techniques by piece and by item; signal; stance read at a target's
  mentions, all targets of an item in one pass; source_type.
- Learnt from {train} items, calibrated and thresholds chosen on {dev} other items (`seeds/`), corpus sha256 `{corpus}`.
  The corpus was written and labelled by language models; its events are invented; no human annotator took part.
- Fine-tuning: {epochs} epochs over {examples} items, {seconds:.0f} s, seed {seed}.
- The weights of `tohoku-nlp/bert-base-japanese-v3` were never run: no machine of ours reached them. What is tested is the way
  from its kind of tokenizer to a folder that scores, on a miniature.
{learnt}
## Figures
Answers forced. Intervals: 95 % bootstrap over clusters. `identity`: what source_type was told about the outlet (as the
registry knows it; a name the registry does not know; nothing).

{figures}

## Thresholds
A technique is reported from its own probability on, its words from a piece's probability on: {piece} (author), {quoted}
(quoted). A stance is a direction from {stance} on. Withheld ("cannot judge") is an answer whose probability is below {withheld}.

{thresholds}

## Limits
- Read the intervals. The corpus is invented: real pages differ (the project's README gives figures on real clippings).
- Voices come from rules over brackets and reporting verbs; retold passages without either count as the author's.
- Spans are runs of pieces: expect the right place more often than the right borders.
- Labels are readings by language models, which share habits that people do not.
- Not for decisions about persons, and never as the only ground for calling a text propaganda.
"""


def card(model: Model, train: Sequence[Label], dev: Sequence[Label], test: Sequence[Label] = ()) -> str:
    """Markdown; every number comes from the model's folder or is measured here. ``test``: only measured."""
    config, facts = model.config, model.provenance
    record, limits = facts["training"], config["thresholds"]
    return _CARD.format(
        name=facts["name"],
        origin=_origin(facts),
        layers=config["encoder"]["num_hidden_layers"],
        hidden=config["encoder"]["hidden_size"],
        train=len(train),
        dev=len(dev),
        corpus=facts["corpus_sha256"][:16],
        epochs=record["settings"]["epochs"],
        examples=record["examples"],
        seconds=record["seconds"],
        seed=record["settings"]["seed"],
        learnt=_learnt(facts),
        figures="\n\n".join(_figures(model, train, dev, test)),
        piece=limits["piece"],
        quoted=limits["quoted"],
        stance=limits["stance"],
        withheld=", ".join(f"{bound:.2f} ({head})" for head, bound in config["abstention"].items()),
        thresholds=", ".join(f"{name} {value:g}" for name, value in limits["item"].items()),
    )


def _origin(facts: dict[str, Any]) -> str:
    if "parent" in facts:
        return f"Goes on from `{facts['parent']}` (sha256 `{facts['parent_sha256'][:16]}`)"
    if facts["base"] == "models/encoder":
        return "Encoder: `models/encoder` (multilingual-e5-small, MIT, vocabulary cut for Japanese)"
    return f"Encoder: `{facts['base']}`"


def _learnt(facts: dict[str, Any]) -> str:
    if "learnt" not in facts:
        return ""
    learnt = facts["learnt"]
    return (
        f"- {learnt['items']} newly labelled items (sha256 `{learnt['sha256'][:16]}`) were learnt on top, "
        f"{learnt['replayed']} items of the corpus replayed.\n"
    )


def _figures(model: Model, train: Sequence[Label], dev: Sequence[Label], test: Sequence[Label]) -> Iterator[str]:
    """Test with every baseline where it is given; dev, on which thresholds were chosen, always."""
    if test:
        guesses = baselines.guesses(baselines.NAMES, train, test, _ENCODER, model.scheme)
        agreed = readers(test, _READINGS) if _READINGS.is_dir() else {}
        yield "### Test: no threshold and no setting was chosen on it"
        yield from (_deeper(page) for page in pages(report(read(model, test), guesses, agreed, train)))
    yield "### Dev: calibration, thresholds and settings were chosen on these very items, so the figures lean high"
    yield next(pages(report(read(model, dev), {}, {}, train)))


def _deeper(page: str) -> str:
    return page.replace("## ", "#### ", 1) if page.startswith("## ") else page
