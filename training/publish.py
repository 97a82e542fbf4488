"""Network + source_type pipeline + thresholds -> a model folder with card, provenance and checksums.

    python -m training.publish out/network --train seeds/train --dev seeds/dev -o models/uratori-1

Fits source_type, chooses thresholds on dev, measures on dev through the same code that scores, writes the card.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from classifier._version import __version__
from classifier.features import SourceTypeModel
from classifier.model import CHECKSUMS, FILES, FORMAT, Model, file_sha256
from classifier.records import CRITERIA, SOURCE_TYPES, STANCES, TECHNIQUES
from training import source_type, thresholds
from training.answers import answers_of
from training.baselines import majority, tfidf
from training.card import card
from training.evaluate import baseline, evaluate
from training.labels import Label, read_labels

# Strengths of the source_type regression, tried on dev.
_STRENGTHS = (0.25, 0.5, 1.0)
# Until dev has spoken.
_FIRST_THRESHOLDS = {"item": dict.fromkeys(TECHNIQUES, 0.5), "piece": 0.5, "quoted": 0.5, "stance": 0.5}


def publish(network: Path, train: Sequence[Label], dev: Sequence[Label], base: Path, output: Path) -> dict[str, Any]:
    """Write the folder; returns the figures that the card shows."""
    output.mkdir(parents=True, exist_ok=True)
    record = json.loads((network / "training.json").read_text(encoding="utf-8"))
    _weights(network / "weights.safetensors", output / "model.safetensors")
    shutil.copyfile(base / "tokenizer.json", output / "tokenizer.json")
    strength = _source_type(train, dev, output)
    config = _config(base, record["settings"])
    _json(output / "config.json", config)
    config["thresholds"] = thresholds.choose(answers_of(Model(output), dev))
    _json(output / "config.json", config)
    facts = _provenance(output.name, network, [*train, *dev], base, record, strength)
    _json(output / "provenance.json", facts)
    figures = _figures(output, train, dev)
    (output / "README.md").write_text(card(facts, config, figures, len(train), len(dev)), encoding="utf-8")
    _checksums(output)
    return figures


def _weights(source: Path, target: Path) -> None:
    """Encoder in fp16, heads in fp32: they are small and their cuts matter."""
    tensors = load_file(source)
    made = {k: v.astype(np.float16) if k.startswith("encoder.") else v for k, v in tensors.items()}
    save_file(made, target, metadata={"format": FORMAT})
    target.chmod(0o644)


def _source_type(train: Sequence[Label], dev: Sequence[Label], output: Path) -> float:
    """Fit on train with the strength that dev prefers for outlets nobody knows."""
    gold = [SOURCE_TYPES.index(str(label.source_type)) for label in dev]

    def right(model: SourceTypeModel) -> float:
        """Share of dev that is right without the registry's help: outlets nobody knows, and none at all."""
        rows = (source_type.predict(model, dev, kind) for kind in ("unregistered", "none"))
        return float(np.mean([row.argmax(axis=1) == gold for row in rows]))

    tried = {strength: source_type.fit(train, strength) for strength in _STRENGTHS}
    best = max(_STRENGTHS, key=lambda s: right(tried[s]))
    source_type.save(tried[best], output)
    return best


def _config(base: Path, settings: dict[str, Any]) -> dict[str, Any]:
    bert = json.loads((base / "config.json").read_text(encoding="utf-8"))
    sizes = {k: bert[k] for k in ("hidden_size", "num_hidden_layers", "num_attention_heads", "layer_norm_eps")}
    return {
        "format": FORMAT,
        "encoder": {**sizes, "window": settings["window"], "stride": settings["stride"]},
        "source_types": SOURCE_TYPES,
        "stances": STANCES,
        "criteria": CRITERIA,
        "techniques": TECHNIQUES,
        "thresholds": _FIRST_THRESHOLDS,
        "temperatures": {"level": 1.0, "stance": 1.0, "techniques": 1.0},
    }


def _provenance(
    name: str, network: Path, labels: Sequence[Label], base: Path, record: dict[str, Any], strength: float
) -> dict[str, Any]:
    digest = hashlib.sha256()
    for label in sorted(labels, key=lambda row: row.id):
        digest.update(
            json.dumps(
                [label.id, label.text, label.sourcing_level, label.stance, label.techniques], ensure_ascii=False
            ).encode()
        )
    return {
        "name": name,
        "program": f"uratori {__version__}",
        "corpus_sha256": digest.hexdigest(),
        "corpus_items": len(labels),
        "base_sha256": file_sha256(base / "model.safetensors"),
        "network_sha256": file_sha256(network / "weights.safetensors"),
        "training": record,
        "source_type_strength": strength,
    }


def _figures(output: Path, train: Sequence[Label], dev: Sequence[Label]) -> dict[str, Any]:
    guesses = {"majority": majority(train, dev), "TF-IDF + linear": tfidf(train, dev)}
    baselines = {name: baseline(guess, dev) for name, guess in guesses.items()}
    return {"model": evaluate(Model(output), dev), "baselines": baselines}


def _checksums(folder: Path) -> None:
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in (*FILES, "README.md")]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("--train", nargs="+", type=Path, required=True)
    parser.add_argument("--dev", nargs="+", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=Path("models/encoder"))
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args(argv)
    publish(args.network, read_labels(args.train), read_labels(args.dev), args.base, args.output)
    print((args.output / "README.md").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
