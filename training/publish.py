"""Network + source_type pipeline + what dev decides -> a model folder with card, provenance and checksums.

    python -m training.publish out/network --train seeds/train --dev seeds/dev -o models/uratori-2

Fits source_type, calibrates and chooses thresholds on dev, measures through the same code that scores, writes the card.
The same inputs give the same bytes on the same machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from classifier._version import __version__
from classifier.features import SourceTypeModel
from classifier.model import CHECKSUMS, FILES, FORMAT, Model, file_sha256
from classifier.records import CRITERIA, STANCES
from classifier.scheme import Scheme
from classifier.score import Calibration
from training import calibrate, source_type
from training.answers import answers_of
from training.bases import Base, open_base
from training.card import card
from training.labels import Label, read_labels

# Strengths of the source_type regression, tried on dev.
_STRENGTHS = (0.25, 0.5, 1.0)
# The identities that source_type is calibrated on: what the registry knows, and what it does not.
_CALIBRATED = ("known", "unregistered")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a network was made from. ``encoder``: entry of ``config.json``; ``tokenizer``: bytes of ``tokenizer.json``;
    ``facts``: entries of ``provenance.json``; ``thresholds``: those to keep, where an earlier model had some."""

    encoder: Mapping[str, Any]
    tokenizer: bytes
    scheme: Scheme
    facts: Mapping[str, Any]
    thresholds: Mapping[str, Any] | None = None
    strengths: Sequence[float] = field(default=_STRENGTHS)

    @classmethod
    def of_base(cls, base: Base, settings: Mapping[str, Any], scheme: Scheme) -> Origin:
        """A fine-tune of a pretrained encoder."""
        encoder = {**base.config, "window": settings["window"], "stride": settings["stride"]}
        facts = {"base": base.name, "base_sha256": file_sha256(base.weights)}
        return cls(encoder, base.document, scheme, facts)

    @classmethod
    def of_model(cls, model: Model, scheme: Scheme, facts: Mapping[str, Any]) -> Origin:
        """A continuation of a published model: its thresholds and the strength of its source_type stay."""
        tokenizer = (model.folder / "tokenizer.json").read_bytes()
        parent = {"parent": model.provenance["name"], "parent_sha256": model.sha256}
        strengths = (float(model.provenance.get("source_type_strength", _STRENGTHS[1])),)
        encoder, thresholds = model.config["encoder"], model.config["thresholds"]
        return cls(encoder, tokenizer, scheme, {**parent, **facts}, thresholds, strengths)


def publish(
    network: Path,
    train: Sequence[Label],
    dev: Sequence[Label],
    origin: Origin,
    output: Path,
    test: Sequence[Label] = (),
) -> None:
    """Write the folder. ``network``: what ``training.finetune`` wrote; ``test``: measured for the card, nothing else."""
    output.mkdir(parents=True, exist_ok=True)
    record = json.loads((network / "training.json").read_text(encoding="utf-8"))
    _weights(network / "weights.safetensors", output / "model.safetensors")
    (output / "tokenizer.json").write_bytes(origin.tokenizer)
    strength = _source_type(train, dev, output, origin)
    config = _first_config(origin)
    _json(output / "config.json", config)
    facts = _provenance(output.name, network, [*train, *dev], origin) | {"training": record}
    _json(output / "provenance.json", facts | _known(train) | {"source_type_strength": strength})
    config |= _fitted(Model(output), dev, origin.thresholds)
    _json(output / "config.json", config)
    (output / "README.md").write_text(card(Model(output), train, dev, test), encoding="utf-8")
    seal(output)


def seal(folder: Path) -> None:
    """Write ``checksums.txt`` over the files of a model folder."""
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in (*FILES, "README.md")]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _weights(source: Path, target: Path) -> None:
    """Encoder in fp16, heads in fp32: they are small and their cuts matter."""
    tensors = load_file(source)
    made = {k: v.astype(np.float16) if k.startswith("encoder.") else v for k, v in tensors.items()}
    save_file(made, target, metadata={"format": FORMAT})
    target.chmod(0o644)


def _source_type(train: Sequence[Label], dev: Sequence[Label], output: Path, origin: Origin) -> float:
    """Fit on train with the strength that dev prefers for outlets nobody knows."""
    names = origin.scheme.source_types
    gold = [names.index(str(label.source_type)) for label in dev]

    def right(model: SourceTypeModel) -> float:
        """Share of dev that is right without the registry's help: outlets nobody knows, and none at all."""
        rows = (source_type.predict(model, dev, kind) for kind in ("unregistered", "none"))
        return float(np.mean([row.argmax(axis=1) == gold for row in rows]))

    tried = source_type.fit_all(train, origin.strengths, names)
    best = max(tried, key=lambda strength: right(tried[strength])) if len(tried) > 1 else origin.strengths[0]
    source_type.save(tried[best], output)
    return best


def _fitted(model: Model, dev: Sequence[Label], keep: Mapping[str, Any] | None) -> dict[str, Any]:
    """Calibration, thresholds and abstention from dev, as entries of ``config.json``."""
    features = [source_type.predict(model.source_type, dev, kind) for kind in _CALIBRATED]
    return calibrate.fit(answers_of(model, dev), features, model.scheme, keep)


def _first_config(origin: Origin) -> dict[str, Any]:
    """Everything but what dev decides: identity calibration, thresholds of one half, nothing withheld."""
    return {
        "format": FORMAT,
        "encoder": dict(origin.encoder),
        **origin.scheme.to_config(),
        "stances": STANCES,
        "criteria": CRITERIA,
        "thresholds": {
            "item": dict.fromkeys(origin.scheme.techniques, 0.5), "piece": 0.5, "quoted": 0.5, "stance": 0.5,
        },
        "calibration": Calibration().to_config(),
        "source_type": {"features": 1.0, "text": 0.0},
        "abstention": {"source_type": 0.0, "sourcing": 0.0, "stance": 0.0},
    }  # fmt: skip


def _provenance(name: str, network: Path, labels: Sequence[Label], origin: Origin) -> dict[str, Any]:
    return {
        "name": name,
        "program": f"uratori {__version__}",
        "corpus_sha256": corpus_sha256(labels),
        "corpus_items": len(labels),
        **origin.facts,
        "network_sha256": file_sha256(network / "weights.safetensors"),
    }


def corpus_sha256(labels: Sequence[Label]) -> str:
    """One hash for what a model has learnt from or was tuned on, whatever the order of the files."""
    digest = hashlib.sha256()
    for label in sorted(labels, key=lambda row: row.id):
        values = [label.id, label.text, label.sourcing_level, label.stance, label.techniques]
        digest.update(json.dumps(values, ensure_ascii=False).encode())
    return digest.hexdigest()


def _known(train: Sequence[Label]) -> dict[str, list[str]]:
    """Outlets and targets that training has seen, so that figures on unseen ones can be told apart."""
    outlets = {label.outlet for label in train if label.outlet}
    targets = {name for label in train for name, value in (label.stance or {}).items() if value}
    return {"outlets": sorted(outlets), "targets": sorted(targets)}


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("--train", nargs="+", type=Path, required=True)
    parser.add_argument("--dev", nargs="+", type=Path, required=True)
    parser.add_argument(
        "--test", nargs="+", type=Path, default=[], help="measured for the card; nothing is chosen on it"
    )
    parser.add_argument("--base", help="default: the one that training.json names")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args(argv)
    settings = json.loads((args.network / "training.json").read_text(encoding="utf-8"))["settings"]
    origin = Origin.of_base(open_base(args.base or settings["base"]), settings, Scheme())
    test = read_labels(args.test) if args.test else []
    publish(args.network, read_labels(args.train), read_labels(args.dev), origin, args.output, test)
    print((args.output / "README.md").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
