"""Agreement between the writers' labels and independent blind readings (model readings both; no human took part).

    python -m training.agreement seeds/dev seeds/test --readings seeds/readings

Readers saw neither labels nor each other, outlet names masked, items in another order. Levels: quadratic kappa; stance:
Krippendorff's alpha (nominal, 2011); techniques and criteria: F1 of the label sets of an item.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classifier.records import CRITERIA, TECHNIQUES
from training import metrics
from training.labels import Label, read_labels

Reading = dict[str, Any]


def alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Krippendorff's alpha for two readers and nominal labels; 1 where neither ever varies."""
    values = Counter(value for pair in pairs for value in pair)
    total = sum(values.values())
    expected = 1 - sum(n * (n - 1) for n in values.values()) / (total * (total - 1))
    observed = sum(a != b for a, b in pairs) / len(pairs)
    return 1 - observed / expected if expected else 1.0


def figures(pairs: Sequence[tuple[Label, Reading]]) -> dict[str, float]:
    """Every figure of a set of items read twice."""
    levels = [int(a.sourcing_level or 0) for a, _ in pairs], [int(b["sourcing_level"]) for _, b in pairs]
    stances = [
        (value["label"], b["stance"][name]) for a, b in pairs for name, value in (a.stance or {}).items() if value
    ]
    signals = [float(a.propaganda_signal or 0) for a, _ in pairs], [float(b["propaganda_signal"]) for _, b in pairs]
    criteria = (
        [{c["name"] for c in a.criteria or []} for a, _ in pairs],
        [{c["name"] for c in b["criteria"]} for _, b in pairs],
    )
    return {
        "items": len(pairs),
        "level kappa": metrics.kappa(*levels),
        "stance alpha": alpha(stances),
        "stance equal": sum(a == b for a, b in stances) / len(stances),
        "author techniques F1": metrics.set_f1(*_techniques(pairs, "author"), TECHNIQUES)[0],
        "quoted techniques F1": metrics.set_f1(*_techniques(pairs, "quoted"), TECHNIQUES)[0],
        "criteria F1": metrics.set_f1(*criteria, CRITERIA)[0],
        "signal Spearman": metrics.spearman(*signals),
    }


def _techniques(pairs: Sequence[tuple[Label, Reading]], voice: str) -> tuple[list[set[str]], list[set[str]]]:
    def names(rows: Any) -> set[str]:
        return {t["name"] for t in rows or [] if t["voice"] == voice}

    return [names(a.techniques) for a, _ in pairs], [names(b["techniques"]) for _, b in pairs]


def groups(pairs: Sequence[tuple[Label, Reading]]) -> dict[str, list[tuple[Label, Reading]]]:
    """By split, part and whether the item was made borderline."""
    made: dict[str, list[tuple[Label, Reading]]] = {}
    for label, reading in pairs:
        border = "borderline" if label.meta.get("border") else "plain"
        for name in (label.split, f"{label.split}, {label.meta.get('part')}", f"{label.split}, {border}"):
            made.setdefault(name, []).append((label, reading))
    return dict(sorted(made.items()))


def main(argv: list[str] | None = None) -> int:
    """Command line: one Markdown table a reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--readings", type=Path, required=True)
    args = parser.parse_args(argv)
    labels = {label.id: label for label in read_labels(args.labels)}
    readings: dict[str, list[Reading]] = {}
    for path in sorted(args.readings.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            readings.setdefault(json.loads(line)["reader"], []).append(json.loads(line))
    for reader, rows in readings.items():
        made = groups([(labels[row["id"]], row) for row in rows if row["id"] in labels])
        tables = {name: figures(pairs) for name, pairs in made.items()}
        heads = list(next(iter(tables.values())))
        print(f"\nwriters against reader {reader}\n\n| | {' | '.join(heads)} |\n| --- |{' ---: |' * len(heads)}")
        for name, row in tables.items():
            print(f"| {name} | {row['items']} | " + " | ".join(f"{row[h]:.3f}" for h in heads[1:]) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
