"""Figures of attributions, evidentiality, criteria and voices, which rules read, against gold; Markdown.

    python -m training.voices seeds                    dev, with the agreement of the two readings
    python -m training.voices seeds --split test       another split (test: read once, when the rules are done)
    python -m training.voices seeds --real ../shared/clippings/gold.jsonl
                                                       criteria and voices on real clippings too
    python -m training.voices seeds --errors           what goes wrong, by kind, with counts
    python -m training.voices seeds --check            only what the gold holds, and whether it fits its texts, readings
                                                       and decisions

Attributions and evidentiality: the items of ``voices/gold.jsonl``. Criteria and voices of techniques: every item of the
split but the twins, whose words stand there already. Intervals: 95 % bootstrap over clusters. Real clippings name their
criteria without spans and give a technique's words as alternatives: its voice is right where that of any occurrence of
any alternative is; each item is a cluster of its own there, boundaries and gaps are those of gold.
Exit 0: done; 1: the gold has problems, each with file and line; 2: files that cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from classifier.attribute.registry import media_names
from classifier.features import Reading, read_text
from classifier.features.criteria import find_criteria
from classifier.features.voice import voice_of, voiced
from classifier.read import read_file
from classifier.records import Clipping, Gap, Item
from classifier.view import view_of
from training.attributions import failures, seen_by_rules
from training.check import files_of
from training.checks import voices as gold_check
from training.labels import Label, LabelError, Placed, collect, rows_of
from training.voice_figures import HEAD, Measured, comparison, gold_lines, item_lines


def measured(label: Label, reading: Reading) -> Measured:
    """An item of the corpus, which has the offsets of its technique spans."""
    spans = voiced(reading)
    voices = [(t["voice"], {voice_of(t["start"], t["end"], spans)}) for t in label.techniques or []]
    return Measured(label.cluster, {c["name"] for c in label.criteria or []}, _criteria(reading), voices)


def _criteria(reading: Reading) -> set[str]:
    return {mark.name for mark in find_criteria(reading)}


def measured_real(gold_file: Path) -> list[Measured]:
    """Real items at their gold boundaries, without their gaps; each is a cluster of its own."""
    problems: list[str] = []
    rows = [row for _, row in rows_of(gold_file, problems)]
    clippings = {name: read_file(gold_file.parent / name, name) for name in sorted({row["file"] for row in rows})}
    problems += [
        f"{gold_file.parent / name}: cannot be read" for name, c in clippings.items() if not isinstance(c, Clipping)
    ]
    if problems:
        raise LabelError("\n".join(problems))
    return [_real(row, c) for row in rows if isinstance(c := clippings[row["file"]], Clipping)]


def _real(row: dict[str, Any], clipping: Clipping) -> Measured:
    gaps = tuple(Gap(gap["start"], gap["end"], gap["kind"]) for gap in row.get("gaps") or ())
    item = Item(clipping, row["start"], row["end"], "gold", 1.0, gaps=gaps)
    reading = read_text(view_of(item).text, media_names())
    spans = voiced(reading)
    voices = [
        (t["voice"], {voice_of(*at, spans) for at in _places(reading.text, t["spans"])}) for t in row["techniques"]
    ]
    # Words that stand across a gap have no place in the scored text and no voice to compare.
    return Measured(row["id"], set(row["criteria"]), _criteria(reading), [(v, got) for v, got in voices if got])


def _places(text: str, alternatives: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every occurrence of every alternative."""
    for words in filter(None, alternatives):
        at = text.find(words)
        while at >= 0:
            yield at, at + len(words)
            at = text.find(words, at + 1)


def split_lines(corpus: Path, split: str, errors: bool) -> Iterator[str]:
    """Everything about one split."""
    placed, problems = collect([corpus / split])
    if problems:
        raise LabelError("\n".join(problems))
    labels = {entry.label.id: entry.label for entry in placed}
    gold, p, q = gold_check.gold_rows(corpus / "voices", labels)
    whole = [e.label for e in placed if e.label.criteria is not None and not _is_twin(e)]
    readings = {name: read_text(labels[name].text, media_names()) for name in gold.keys() | {x.id for x in whole}}
    clusters = [labels[name].cluster for name in gold]
    pairs = [(gold[name], seen_by_rules(readings[name])) for name in gold]
    yield from gold_lines(split, pairs, clusters)
    yield from item_lines(split, [measured(label, readings[label.id]) for label in whole])
    yield f"\n## {split}: reading q against reading p\n\n{HEAD}"
    yield from comparison([(p[name], q[name]) for name in gold], clusters)
    if errors:
        yield f"\n## {split}: what goes wrong"
        yield from failures(pairs)


def _is_twin(entry: Placed) -> bool:
    return Path(entry.place).name.startswith("twins_")


def check_gold(corpus: Path) -> int:
    """Prints what the gold holds and what there is to mend."""
    placed, problems = collect(files_of(corpus))
    problems += gold_check.wrong(corpus / "voices", placed)
    print("\n".join(gold_check.counts(corpus / "voices")))
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"\n{len(problems)} problems")
    return 1 if problems else 0


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="the folder that holds the splits and voices/")
    parser.add_argument("--split", choices=("dev", "train", "test"), default="dev", help="default: dev")
    parser.add_argument("--real", type=Path, metavar="GOLD", help="criteria and voices on real clippings too")
    parser.add_argument(
        "--errors", action="store_true", help="what goes wrong, by kind; rules are made on dev and train"
    )
    parser.add_argument("--check", action="store_true", help="only what the gold holds and whether it is sound")
    args = parser.parse_args(argv)
    try:
        if args.check:
            return check_gold(args.corpus)
        real = measured_real(args.real) if args.real else None
        print("\n".join(split_lines(args.corpus, args.split, args.errors)))
    except LabelError as error:
        print(error, file=sys.stderr)
        return 2
    if real is not None:
        print("\n".join(item_lines("real clippings", real)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
