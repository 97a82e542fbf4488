"""Figures on real clippings with a ``gold.jsonl`` (for measuring only; nothing is chosen or learnt here).

python -m training.real ../shared/clippings [--model DIR]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from classifier.predict import load, read_paths
from classifier.records import TECHNIQUES, Clipping
from training import metrics

Row = dict[str, Any]


def matched(folder: Path, model: Path | None) -> tuple[list[tuple[Row, Row]], list[Row]]:
    """Pairs of (gold, record) with equal boundaries, and the gold rows that no record matches."""
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    clippings = [c for c in read_paths([folder]) if isinstance(c, Clipping)]
    records = [item.to_dict() for item in load(model).score_clippings(clippings)]
    found = {(r["clipping"], r["start"], r["end"]): r for r in records}
    keys = [(g["file"], g["start"], g["end"]) for g in gold]
    pairs = [(g, found[k]) for g, k in zip(gold, keys, strict=True) if k in found]
    return pairs, [g for g, k in zip(gold, keys, strict=True) if k not in found]


def counts(pairs: Sequence[tuple[Row, Row]], missed: Sequence[Row]) -> list[str]:
    """One line a figure, counts first."""
    total = len(pairs) + len(missed)
    fields: dict[str, Callable[[Row], Any]] = {
        "source_type": lambda r: r["source"]["type"],
        "outlet": lambda r: r["source"]["outlet"],
        "account": lambda r: r["source"]["account"],
        "published": lambda r: r["published"],
    }
    lines = [f"boundaries exact: {len(pairs)} of {total}"]
    lines += [f"{name}: {sum(read(r) == g[name] for g, r in pairs)} of {total}" for name, read in fields.items()]
    levels = [g["sourcing_level"] for g, _ in pairs], [r["sourcing"]["level"] for _, r in pairs]
    lines.append(
        f"sourcing level: quadratic kappa {metrics.kappa(*levels):.3f}, equal in {sum(map(int.__eq__, *levels))} of {total}"
    )
    return [*lines, *_stance(pairs), *_techniques(pairs), _signal(pairs)]


def _stance(pairs: Sequence[tuple[Row, Row]]) -> list[str]:
    both = [(g["stance"][t], r["stance"][t]["label"]) for g, r in pairs for t in g["stance"] if t in r["stance"]]
    asked = sum(len(g["stance"]) for g, _ in pairs)
    told = sum(len(r["stance"]) for _, r in pairs)
    directed = [(g, r) for g, r in both if g != "neutral"]
    return [
        f"targets mentioned: {len(both)} of {asked} gold targets found, {told} reported",
        f"stance: {sum(g == r for g, r in both)} of {len(both)} equal; directed in gold {len(directed)}, of them equal {sum(g == r for g, r in directed)}",
    ]


def _techniques(pairs: Sequence[tuple[Row, Row]]) -> list[str]:
    lines = []
    for voice in ("author", "quoted"):
        gold = [{t["name"] for t in g["techniques"] if t["voice"] == voice} for g, _ in pairs]
        got = [{t["name"] for t in r["techniques"] if t["voice"] == voice} for _, r in pairs]
        micro, _ = metrics.set_f1(gold, got, TECHNIQUES)
        lines.append(
            f"techniques, {voice}: gold {sum(map(len, gold))}, reported {sum(map(len, got))}, item-level micro-F1 {micro:.3f}"
        )
    return lines


def _signal(pairs: Sequence[tuple[Row, Row]]) -> str:
    gold, got = [g["propaganda_signal"] for g, _ in pairs], [r["propaganda_signal"] for _, r in pairs]
    return f"propaganda signal: Spearman {metrics.spearman(gold, got):.3f}"


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args(argv)
    pairs, missed = matched(args.folder, args.model)
    print("\n".join(counts(pairs, missed)))
    for gold, record in pairs:
        if gold["source_type"] != record["source"]["type"]:
            print(f"source_type {gold['id']}: {record['source']['type']} instead of {gold['source_type']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
