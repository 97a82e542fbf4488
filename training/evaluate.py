"""Figures of a model folder on labelled records, beside its baselines and two blind readers.

    python -m training.evaluate models/uratori-2 --on seeds/dev --train seeds/train [--json FILE]
    python -m training.evaluate models/uratori-2 --on seeds/dev --confusion      where the answers go wrong
    python -m training.evaluate models/uratori-2 --on seeds/dev --errors 10      the surest wrong answers of every head

Answers are forced; abstention stands apart. ``null`` fields of a record measure nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classifier.errors import UratoriError
from classifier.model import Model, find_model
from classifier.records import STANCES
from training import abstaining, baselines, confusion, readers
from training.calibration_error import calibration, calibration_table
from training.counts import Indices
from training.guesses import Guesses
from training.labels import Label, read_labels
from training.outputs import Outputs, forced, guesses_of, pooled, read
from training.results import DEFAULT_TARGETS, LEVEL, Figure, Seen, figures_of

__all__ = ["DEFAULT_TARGETS", "Figure", "baseline", "evaluate", "figures_from", "main", "pages", "report", "table"]

Table = dict[str, Figure]


def evaluate(model: Model, labels: Sequence[Label], train: Sequence[Label] | None = None) -> Table:
    """Every figure of the model with n and its 95 % interval.

    ``train`` tells which outlets and targets the model has met, where its provenance does not.
    """
    return figures_from(read(model, labels), Seen.find(model.provenance, train))


def figures_from(outputs: Outputs, seen: Seen | None) -> Table:
    """The same from outputs: figures of the forced answers, ``ECE, HEAD`` and ``answered, HEAD``."""
    given = forced(outputs)
    pairs = {head: ([row.confidence for row in rows], [row.right for row in rows]) for head, rows in given.items()}
    return {
        **figures_of(outputs.labels, guesses_of(outputs), seen),
        **{f"ECE, {head}": calibration(*pair) for head, pair in {**pairs, **pooled(outputs)}.items()},
        **abstaining.answered(given, outputs.model.abstention),
    }


def baseline(guess: Guesses, labels: Sequence[Label], seen: Seen | None = None) -> Table:
    """The same figures for a baseline."""
    return figures_of(labels, guess, seen)


def parts(labels: Sequence[Label]) -> dict[str, Indices]:
    """The records of every part that ``meta.part`` names: test and dev have a natural and a balanced one."""
    names = sorted({str(label.meta["part"]) for label in labels if label.meta.get("part")})
    return {name: np.array([i for i, x in enumerate(labels) if x.meta.get("part") == name]) for name in names}


def table(model: Mapping[str, Figure], others: Mapping[str, Mapping[str, Figure]]) -> str:
    """Markdown: one row a figure, with n, interval and baselines; calibration and abstention have their own tables."""
    head = " | ".join(["| figure | n | model | 95 % interval", *others]) + " |"
    lines = [head, "| --- | ---: | ---: | --- |" + " ---: |" * len(others)]
    for name, value in model.items():
        if not {"perfect", "error_all"} & value.keys():
            cells = [_number(b.get(name)) for b in others.values()]
            lines.append(" | ".join([f"| {name} | {value['n']} | {_number(value)} | {_span(value)}", *cells]) + " |")
    return "\n".join(lines)


def _span(value: Figure) -> str:
    if not value["interval"]:
        return str(value.get("note", ""))
    return f"{value['interval'][0]:.3f} to {value['interval'][1]:.3f}"


def _number(value: Figure | None) -> str:
    return "" if value is None or value["value"] is None else f"{value['value']:.3f}"


def report(
    outputs: Outputs, guesses: Mapping[str, Guesses], agreed: Table, train: Sequence[Label] | None
) -> dict[str, Any]:
    """Everything that is printed and goes into the JSON file: all items, then every part of them."""
    labels, seen = outputs.labels, Seen.find(outputs.model.provenance, train)
    made = {
        "model": figures_from(outputs, seen),
        "baselines": {name: baseline(guess, labels, seen) for name, guess in guesses.items()},
        "readers": agreed,
        "curves": abstaining.curves(forced(outputs)),
    }
    return {**made, "parts": {name: _part(outputs, guesses, seen, rows) for name, rows in parts(labels).items()}}


def _part(outputs: Outputs, guesses: Mapping[str, Guesses], seen: Seen | None, rows: Indices) -> dict[str, Any]:
    some = outputs.take(rows)
    others = {name: baseline(guess.take(rows), some.labels, seen) for name, guess in guesses.items()}
    return {"model": figures_from(some, seen), "baselines": others}


def pages(made: Mapping[str, Any]) -> Iterator[str]:
    """Markdown of a report, table by table."""
    two = {"two readers": made["readers"]} if made["readers"] else {}
    yield table(made["model"], {**made["baselines"], **two})
    if two and made["model"][LEVEL]["n"]:
        yield readers.level_line(made["readers"], made["model"][LEVEL])
    for name, part in made["parts"].items():
        yield f"## {name} part\n\n{table(part['model'], part['baselines'])}"
    yield f"## Calibration\n\n{calibration_table(made['model'])}"
    yield f"## Abstention\n\n{abstaining.answered_table(made['model'])}\n\n{abstaining.curve_table(made['curves'])}"


def confusions(outputs: Outputs) -> Iterator[str]:
    """Markdown: source_type, stance, technique by technique, techniques taken for others."""
    given, guesses, labels = forced(outputs), guesses_of(outputs), outputs.labels
    yield f"## source_type\n\n{confusion.confusion(given['source_type'], outputs.model.scheme.source_types)}"
    yield f"## stance\n\n{confusion.confusion(given['stance'], STANCES)}"
    yield f"## techniques, author's voice\n\n{confusion.by_technique(labels, guesses)}"
    yield f"## techniques taken for others\n\n{confusion.taken_table(confusion.taken_for(labels, guesses))}"


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    args = _parser().parse_args(argv)
    try:
        _run(args)
    except UratoriError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _run(args: argparse.Namespace) -> None:
    model = Model(find_model(args.model))
    labels = read_labels(args.on, model.scheme)
    train = read_labels(args.train, model.scheme) if args.train else None
    outputs = read(model, labels)
    if args.confusion or args.errors:
        wrong = ["\n".join(confusion.mistakes(forced(outputs), args.errors))] if args.errors else []
        print("\n\n".join([*(confusions(outputs) if args.confusion else ()), *wrong]))
        return
    guesses = baselines.guesses(args.baselines, train, labels, args.encoder, model.scheme) if train else {}
    agreed = readers.readers(labels, args.readings) if args.readings.is_dir() else {}
    made = report(outputs, guesses, agreed, train)
    print("\n\n".join(pages(made)))
    if args.json:
        args.json.write_text(json.dumps(made, ensure_ascii=False, indent=2), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--on", nargs="+", type=Path, required=True)
    parser.add_argument("--train", nargs="+", type=Path, help="labels that the baselines learn from")
    parser.add_argument("--baselines", nargs="+", choices=baselines.NAMES, default=baselines.NAMES, metavar="NAME")
    parser.add_argument("--encoder", type=Path, default=Path("models/encoder"), help="the frozen encoder's folder")
    parser.add_argument("--readings", type=Path, default=Path("seeds/readings"), help="two blind readings of the items")
    parser.add_argument("--confusion", action="store_true", help="print confusion tables instead")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N surest wrong answers a head")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
