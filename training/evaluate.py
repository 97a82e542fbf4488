"""Figures of a model folder on labelled records, beside its baselines.

python -m training.evaluate models/uratori-1 --on seeds/dev --train seeds/train [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classifier.model import Model, find_model
from classifier.records import SOURCE_TYPES, TECHNIQUES
from training import metrics
from training.answers import Answer, answers_of, author_techniques, gold_spans, level, stance, technique_spans
from training.baselines import Guesses, majority, tfidf
from training.labels import Label, read_labels
from training.source_type import predict

DEFAULT_TARGETS = ("ロシア", "ウクライナ", "米国", "欧州・NATO", "中国", "日本")

Figure = dict[str, Any]


def evaluate(model: Model, labels: Sequence[Label]) -> dict[str, Figure]:
    """Every figure of the model with n and its 95 % interval. Answers are forced."""
    answers = answers_of(model, labels)
    clusters = [label.cluster for label in labels]
    figures = {
        f"source_type macro-F1, identity {kind}": _source(model, labels, clusters, kind)
        for kind in ("known", "unregistered", "none")
    }
    return {**figures, **_heads(answers, clusters, model)}


def _heads(answers: Sequence[Answer], clusters: list[str], model: Model) -> dict[str, Figure]:
    guesses = Guesses(
        source_type=[],
        level=[level(a) for a in answers],
        techniques=[author_techniques(a, model.thresholds.item) for a in answers],
        signal=[a.outputs.signal for a in answers],
        stance=[{name: stance(a, name, model.thresholds.stance) for name in a.label.stance or {}} for a in answers],
    )
    labels = [a.label for a in answers]
    figures = heads_of(labels, guesses, clusters)
    gold = [gold_spans(label) for label in labels]
    got = [technique_spans(a, model.thresholds) for a in answers]
    figures["technique spans, both voices, overlap F1"] = figure(
        clusters, lambda i: metrics.overlap_f1(metrics.take(gold, i), metrics.take(got, i))
    )
    return figures


def heads_of(labels: Sequence[Label], guesses: Guesses, clusters: list[str]) -> dict[str, Figure]:
    """The figures that model and baselines share."""
    gold_level = [int(label.sourcing_level or 0) for label in labels]
    gold_sets = [{t["name"] for t in label.techniques or [] if t["voice"] == "author"} for label in labels]
    gold_signal = [float(label.propaganda_signal or 0.0) for label in labels]

    def techniques(indices: Any, part: int) -> float:
        return metrics.set_f1(metrics.take(gold_sets, indices), metrics.take(guesses.techniques, indices), TECHNIQUES)[
            part
        ]

    return {
        "sourcing level, quadratic kappa": figure(
            clusters, lambda i: metrics.kappa(metrics.take(gold_level, i), metrics.take(guesses.level, i))
        ),
        "stance macro-F1, default targets": _stance(labels, guesses, clusters, default=True),
        "stance macro-F1, other targets": _stance(labels, guesses, clusters, default=False),
        "techniques, author voice, micro-F1": figure(clusters, lambda i: techniques(i, 0)),
        "techniques, author voice, macro-F1": figure(clusters, lambda i: techniques(i, 1)),
        "propaganda signal, Spearman": figure(
            clusters, lambda i: metrics.spearman(metrics.take(gold_signal, i), metrics.take(guesses.signal, i))
        ),
    }


def _stance(labels: Sequence[Label], guesses: Guesses, clusters: list[str], *, default: bool) -> Figure:
    rows = [
        (cluster, value["label"], guess[name])
        for label, guess, cluster in zip(labels, guesses.stance, clusters, strict=True)
        for name, value in (label.stance or {}).items()
        if value and (name in DEFAULT_TARGETS) is default
    ]
    if not rows:
        return {"value": None, "interval": None, "n": 0}
    owners, gold, got = ([row[k] for row in rows] for k in range(3))
    return figure(owners, lambda i: metrics.macro_f1(metrics.take(gold, i), metrics.take(got, i)))


def _source(model: Model, labels: Sequence[Label], clusters: list[str], kind: str) -> Figure:
    rows = predict(model.source_type, labels, kind)
    got = [SOURCE_TYPES[int(row.argmax())] for row in rows]
    gold = [str(label.source_type) for label in labels]
    return figure(clusters, lambda i: metrics.macro_f1(metrics.take(gold, i), metrics.take(got, i)))


def figure(clusters: Sequence[str], measure: Any) -> Figure:
    """Value over all, 95 % interval over clusters, number of rows."""
    everything = np.arange(len(clusters))
    low, high = metrics.interval(clusters, measure)
    return {"value": round(measure(everything), 3), "interval": [round(low, 3), round(high, 3)], "n": len(clusters)}


def baseline(guess: Guesses, labels: Sequence[Label]) -> dict[str, Figure]:
    """The same figures for a baseline."""
    clusters = [label.cluster for label in labels]
    gold = [str(label.source_type) for label in labels]
    kinds = figure(clusters, lambda i: metrics.macro_f1(metrics.take(gold, i), metrics.take(guess.source_type, i)))
    return {"source_type macro-F1, identity none": kinds, **heads_of(labels, guess, clusters)}


def table(model: dict[str, Figure], baselines: dict[str, dict[str, Figure]]) -> str:
    """Markdown: one row a figure, with n, interval and baselines."""
    head = f"| figure | n | model | 95 % interval | {' | '.join(baselines)} |"
    lines = [head, "| --- | ---: | ---: | --- |" + " ---: |" * len(baselines)]
    for name, value in model.items():
        others = " | ".join(_number(b.get(name)) for b in baselines.values())
        span = f"{value['interval'][0]:.3f} to {value['interval'][1]:.3f}" if value["interval"] else ""
        lines.append(f"| {name} | {value['n']} | {_number(value)} | {span} | {others} |")
    return "\n".join(lines)


def _number(value: Figure | None) -> str:
    return "" if value is None or value["value"] is None else f"{value['value']:.3f}"


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--on", nargs="+", type=Path, required=True)
    parser.add_argument("--train", nargs="+", type=Path, help="labels that the baselines learn from")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args(argv)
    labels = read_labels(args.on)
    figures = evaluate(Model(find_model(args.model)), labels)
    baselines: dict[str, dict[str, Figure]] = {}
    if args.train:
        train = read_labels(args.train)
        guesses = {"majority": majority(train, labels), "TF-IDF + linear": tfidf(train, labels)}
        baselines = {name: baseline(guess, labels) for name, guess in guesses.items()}
    print(table(figures, baselines))
    if args.json:
        args.json.write_text(
            json.dumps({"model": figures, "baselines": baselines}, ensure_ascii=False, indent=2), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
