"""Agreement between two independent blind readings (model readings both; no human took part).

    python -m training.agreement seeds                 tables of reader A against reader B, Markdown
    python -m training.agreement seeds --against-labels each reader against the final labels
    python -m training.agreement seeds --real ../shared/clippings/gold.jsonl
                                                       the same readers on real clippings, against each other and gold

Reader C, on the borderline items of dev that were written from situations, had the bare definitions without border rules.
Readers saw neither labels nor each other, the item's own outlet masked, items in another order. Levels: quadratic
kappa; stance and techniques: Krippendorff's alpha (nominal, 2011; stance over the targets that both judged); label sets: micro-F1; spans: character-level
overlap F1 per label and voice.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from classifier.records import CRITERIA, TECHNIQUES
from training import metrics
from training.check import files_of
from training.checks.twins import stances_of
from training.labels import Label, LabelError, read_labels, rows_of

ADJUDICATED = "adjudicated.jsonl"

Reading = dict[str, Any]
Pair = tuple[Label, Reading, Reading]


def alpha(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Krippendorff's alpha for two readers and nominal labels; 1 where neither ever varies."""
    values = Counter(value for pair in pairs for value in pair)
    total = sum(values.values())
    expected = 1 - sum(n * (n - 1) for n in values.values()) / (total * (total - 1))
    observed = sum(a != b for a, b in pairs) / len(pairs)
    return 1 - observed / expected if expected else 1.0


def figures(pairs: Sequence[Pair]) -> dict[str, float]:
    """Every figure of a set of items read twice."""
    one, other = [a for _, a, _ in pairs], [b for _, _, b in pairs]
    levels = [r["sourcing_level"] for r in one], [r["sourcing_level"] for r in other]
    stances = [(a, b) for _, x, y in pairs for a, b in _stances(x, y)]
    made = {
        "level kappa": metrics.kappa(*levels),
        "level equal": sum(a == b for a, b in zip(*levels, strict=True)) / len(pairs),
        "stance alpha": alpha(stances) if stances else 1.0,
        "author techniques alpha": alpha(list(_marks(pairs, "author", TECHNIQUES))),
    }
    for voice in ("author", "quoted"):
        made[f"{voice} techniques F1"] = _set_f1(one, other, partial(names, voice=voice), TECHNIQUES)
    made["technique spans F1"] = metrics.overlap_f1([_spans(r) for r in one], [_spans(r) for r in other])
    made["criteria F1"] = _set_f1(one, other, _criteria, CRITERIA)
    signals = [float(r["propaganda_signal"]) for r in one], [float(r["propaganda_signal"]) for r in other]
    made["signal Spearman"] = metrics.spearman(*signals)
    return made


def by_label(pairs: Sequence[Pair]) -> Iterator[tuple[str, int, float]]:
    """Alpha of each stance target, technique (author's voice) and criterion, with the items that carry it."""
    targets = Counter(t for _, a, b in pairs for t in a["stance"].keys() & b["stance"].keys())
    for target in [t for t, n in targets.most_common() if n >= 20]:
        marks = [
            (a["stance"][target], b["stance"][target])
            for _, a, b in pairs
            if target in a["stance"].keys() & b["stance"].keys()
        ]
        yield f"stance toward {target}", len(marks), alpha(marks)
    for name in TECHNIQUES:
        marks_ = list(_marks(pairs, "author", (name,)))
        yield f"{name}, author's voice", sum(any(mark) for mark in marks_), alpha(marks_)
    for name in CRITERIA:
        marks_ = [(name in _criteria(a), name in _criteria(b)) for _, a, b in pairs]
        yield name, sum(any(mark) for mark in marks_), alpha(marks_)


def names(reading: Reading, voice: str) -> set[str]:
    """The techniques of one voice."""
    return {t["name"] for t in reading["techniques"] if t["voice"] == voice}


def _criteria(reading: Reading) -> set[str]:
    return {c["name"] for c in reading["criteria"]}


def _stances(one: Reading, other: Reading) -> Iterator[tuple[str, str]]:
    for target in one["stance"].keys() & other["stance"].keys():
        yield one["stance"][target], other["stance"][target]


def _marks(pairs: Sequence[Pair], voice: str, wanted: Sequence[str]) -> Iterator[tuple[bool, bool]]:
    for _, one, other in pairs:
        a, b = names(one, voice), names(other, voice)
        yield from ((name in a, name in b) for name in wanted)


def _set_f1(
    one: Sequence[Reading], other: Sequence[Reading], of: Callable[[Reading], set[str]], known: Sequence[str]
) -> float:
    return metrics.set_f1([of(r) for r in one], [of(r) for r in other], known)[0]


def _spans(reading: Reading) -> metrics.Spans:
    made: metrics.Spans = {}
    for t in reading["techniques"]:
        made.setdefault((t["name"], t["voice"]), []).append((t["start"], t["end"]))
    return made


def groups(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    """All, by split, and by whether the item was made borderline, in the first writing or from a situation."""
    made: dict[str, list[Pair]] = {}
    for pair in pairs:
        meta = pair[0].meta
        part = "plain"
        if meta.get("border"):
            part = "borderline, written from situations" if meta.get("situation") else "borderline, first writing"
        for name in ("all", pair[0].split, part, *(["borderline, both"] if meta.get("border") else [])):
            made.setdefault(name, []).append(pair)
    return dict(sorted(made.items()))


def read_readings(folder: Path) -> dict[str, dict[str, Reading]]:
    """Readings by reader and item id."""
    made: dict[str, dict[str, Reading]] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.jsonl")):
        for _, row in rows_of(path, problems) if path.name != ADJUDICATED else ():
            made.setdefault(row["reader"], {})[row["id"]] = row
    if problems or not {"A", "B"} <= made.keys():
        raise LabelError("\n".join(problems) or f"{folder}: readings of A and of B expected (a_dev.jsonl, ...)")
    return made


def as_reading(label: Label) -> Reading:
    """The final labels in the shape of a reading."""
    return {
        "stance": stances_of(label),
        "sourcing_level": label.sourcing_level,
        "criteria": label.criteria or [],
        "techniques": label.techniques or [],
        "propaganda_signal": label.propaganda_signal,
    }


def print_tables(pairs: Sequence[Pair], details: bool) -> None:
    """Figures by group and, with ``details``, label by label."""
    members = groups(pairs)
    tables = {name: figures(group) for name, group in members.items()}
    heads = list(tables["all"])
    print(f"| | items | {' | '.join(heads)} |\n| --- | ---: |{' ---: |' * len(heads)}")
    for name, row in tables.items():
        print(f"| {name} | {len(members[name])} | " + " | ".join(f"{row[head]:.3f}" for head in heads) + " |")
    if details:
        print("\n| label | items judged by both (stance) or marked by either | alpha |\n| --- | ---: | ---: |")
        for name, count, value in by_label(pairs):
            print(f"| {name} | {count} | {value:.3f} |")


def between_readers(labels: dict[str, Label], readings: dict[str, dict[str, Reading]]) -> None:
    """A against B on everything; C, who marked no criteria, against both on the borderline items it read."""
    both = sorted(readings["A"].keys() & readings["B"].keys() & labels.keys())
    print("reader A against reader B\n")
    print_tables([(labels[i], readings["A"][i], readings["B"][i]) for i in both], details=True)
    third = [i for i in sorted(readings.get("C", {})) if i in both and labels[i].meta.get("border")]
    for one, other in (("A", "C"), ("B", "C"), ("A", "B")) if third else ():
        rows = [(readings[one][i]["sourcing_level"], readings[other][i]["sourcing_level"]) for i in third]
        print(f"\nsame items, {one} against {other}: {level_line(rows)}", end="")
    print()


def against_labels(labels: dict[str, Label], readings: dict[str, dict[str, Reading]]) -> None:
    """The final labels against A and against B."""
    for reader in ("A", "B"):
        rows = {i: row for i, row in sorted(readings[reader].items()) if i in labels}
        print(f"\nfinal labels against reader {reader}\n")
        print_tables([(labels[i], as_reading(labels[i]), row) for i, row in rows.items()], details=False)


def level_line(rows: Sequence[tuple[int, int]]) -> str:
    """How often two levels are equal, and their kappa."""
    kappa = metrics.kappa([a for a, _ in rows], [b for _, b in rows])
    return f"level equal in {sum(a == b for a, b in rows)} of {len(rows)}, quadratic kappa {kappa:.3f}"


def on_real(gold_file: Path, folder: Path) -> None:
    """Both readers' levels on real clippings against each other and against the gold labels (offsets only, no text)."""
    problems: list[str] = []
    gold = {row["id"]: row for _, row in rows_of(gold_file, problems)}
    if problems:
        raise LabelError("\n".join(problems))
    readings = {"gold": gold, **read_readings(folder)}
    for one, other in (("A", "B"), ("A", "gold"), ("B", "gold")):
        rows = [(readings[one][i]["sourcing_level"], readings[other][i]["sourcing_level"]) for i in sorted(gold)]
        print(f"{one} against {other}: {level_line(rows)}")


def main(argv: list[str] | None = None) -> int:
    """Command line: Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="the folder that holds the splits and readings/")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--against-labels", action="store_true", help="each reader against the final labels instead")
    which.add_argument("--real", type=Path, metavar="GOLD", help="the readings of real clippings instead")
    args = parser.parse_args(argv)
    try:
        if args.real:
            on_real(args.real, args.corpus / "readings" / "real")
            return 0
        labels = {label.id: label for label in read_labels(files_of(args.corpus))}
        readings = read_readings(args.corpus / "readings")
    except LabelError as error:
        print(error, file=sys.stderr)
        return 2
    if args.against_labels:
        against_labels(labels, readings)
    else:
        between_readers(labels, readings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
