"""Quality floors: what the shipped model reached on test and on the pairs, pinned to the corpus it was measured on.

    python -m training.floors models/uratori-2 -o tests/quality/floors.json [--reason "why a floor may fall"]

A test measures the shipped model again and fails below a floor. Writing the file anew may raise floors; a floor falls only
with a reason, which the file keeps.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from classifier.errors import InputError, UratoriError
from classifier.model import Model, load_model
from training.behaviour import behaviour
from training.counts import everything
from training.labels import Label, read_labels
from training.outputs import guesses_of, read
from training.publish import corpus_sha256
from training.results import Measured, Seen, measured

# Another CPU rounds differently, which turns an answer or two; a real loss is larger.
MARGIN = 0.01
_DIGITS = 3


def figures(model: Model, labels: list[Label]) -> dict[str, float]:
    """The value of every figure, without its interval: a test needs no resamples."""
    outputs = read(model, labels)
    made = measured(labels, guesses_of(outputs), Seen.find(model.provenance, None))
    taken = {name: m for name, m in made.items() if isinstance(m, Measured) and m.clusters}
    return {name: round(everything(m.measure, len(m.clusters)), _DIGITS) for name, m in taken.items()}


def behaviours(model: Model, labels: list[Label]) -> dict[str, dict[str, Any]]:
    """Value and direction of every behaviour test."""
    made = behaviour(model, labels)
    return {name: {k: row[k] for k in ("value", "at_most", "bound")} for name, row in made.items()}


def holds(value: float, floor: float, *, at_most: bool = False) -> bool:
    """Whether a value stands at its floor, the margin allowed."""
    return value <= floor + MARGIN if at_most else value >= floor - MARGIN


def new_floors(
    old: Mapping[str, Any], model: str, corpus: Mapping[str, str], made: Mapping[str, Any], reason: str | None
) -> dict[str, Any]:
    """The file's next content. Raises InputError where a floor would fall without a reason."""
    fallen = [name for name, value in made["figures"].items() if value < old.get("figures", {}).get(name, value)]
    fallen += [name for name, row in made["behaviour"].items() if _worse(row, old.get("behaviour", {}).get(name))]
    if fallen and not reason:
        raise InputError(f"floors would fall: {', '.join(fallen)}; give --reason, which the file keeps")
    log = [*old.get("lowered", []), *([{"model": model, "names": fallen, "reason": reason}] if fallen else [])]
    return {"model": model, "corpus": dict(corpus), **made, "lowered": log}


def _worse(row: Mapping[str, Any], old: Mapping[str, Any] | None) -> bool:
    return old is not None and bool(row["value"] > old["value"] if row["at_most"] else row["value"] < old["value"])


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("seeds"))
    parser.add_argument("--reason")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args(argv)
    try:
        model = load_model(args.model)
        test, pairs = read_labels([args.corpus / "test"]), read_labels([args.corpus / "pairs"])
        old = json.loads(args.output.read_text(encoding="utf-8")) if args.output.exists() else {}
        corpus = {"test": corpus_sha256(test), "pairs": corpus_sha256(pairs)}
        made = {"figures": figures(model, test), "behaviour": behaviours(model, pairs)}
        floors = new_floors(old, str(model.provenance["name"]), corpus, made, args.reason)
    except UratoriError as error:
        print(error, file=sys.stderr)
        return 2
    args.output.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(floors, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
