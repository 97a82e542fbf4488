"""How far two blind readers agree on the very items that a model is measured on: what its figures can be held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from training import counts
from training.agreement import Reading, names, read_readings
from training.labels import Label
from training.results import LEVEL, MICRO, SIGNAL, SPANS, Figure, figure

# What the model's level is asked to reach of the readers' kappa.
FLOOR = 0.9


def readers(labels: Sequence[Label], folder: Path) -> dict[str, Figure]:
    """Reader A against reader B on the items that both read; nothing where the folder has no readings of them.

    Raises LabelError where the folder holds something else.
    """
    read = read_readings(folder)
    both = [label for label in labels if label.id in read["A"] and label.id in read["B"]]
    if not both:
        return {}
    return _figures([label.cluster for label in both], _of(read["A"], both), _of(read["B"], both))


def _of(readings: Mapping[str, Reading], labels: Sequence[Label]) -> list[Reading]:
    return [readings[label.id] for label in labels]


def _figures(clusters: Sequence[str], one: Sequence[Reading], other: Sequence[Reading]) -> dict[str, Figure]:
    """The figures that take both sides alike."""
    first, second = ([names(r, "author") for r in side] for side in (one, other))
    micro, _ = counts.set_f1(first, second, sorted(set().union(*first, *second)))
    made = {
        LEVEL: counts.kappa(*([int(r["sourcing_level"]) for r in side] for side in (one, other))),
        MICRO: micro,
        SPANS: counts.overlap_f1(*([_spans(r) for r in side] for side in (one, other))),
        SIGNAL: counts.spearman(*([float(r["propaganda_signal"]) for r in side] for side in (one, other))),
    }
    return {name: figure(clusters, measure) for name, measure in made.items()}


def _spans(reading: Reading) -> counts.Spans:
    made: counts.Spans = {}
    for t in reading["techniques"]:
        made.setdefault((t["name"], t["voice"]), []).append((t["start"], t["end"]))
    return made


def level_line(agreed: Mapping[str, Figure], model: Figure) -> str:
    """The readers' kappa beside the model's, as one sentence."""
    kappa = agreed[LEVEL]
    same = "" if kappa["n"] == model["n"] else f" (on {kappa['n']} of these {model['n']} items)"
    return (
        f"{LEVEL}: two blind readers {kappa['value']:.3f}{same}, {FLOOR:.2f} of it is "
        f"{FLOOR * kappa['value']:.3f}; the model has {model['value']:.3f}."
    )
