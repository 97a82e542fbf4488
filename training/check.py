"""Checks label files and, for a whole corpus, what it covers and whether its labels give each other away.

    python -m training.check seeds/           the corpus: every rule, and the tables
    python -m training.check my_labels.jsonl  one file: scheme, spans, clusters, duplicates, contradictions
    python -m training.check seeds/ --fix     first moves spans whose words stand exactly once; nothing is guessed

Exit 0: nothing to mend; 1: problems, each with file and line; 2: no such file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.checks import clippings
from training.checks.clusters import straddling
from training.checks.contradictions import contradicting
from training.checks.coverage import coverage
from training.checks.duplicates import near_duplicates, repeated_sentences, too_near
from training.checks.fix import fix_file
from training.checks.openings import openings
from training.checks.shortcuts import associations, predictions
from training.checks.twins import unlike
from training.labels import SPLITS, Label, LabelError, Placed, collect


def files_of(path: Path) -> list[Path]:
    """The splits of a corpus folder; any other folder or file as it is."""
    splits = [path / split for split in SPLITS if (path / split).is_dir()]
    return splits or [path]


def problems_in(corpus: Sequence[Placed]) -> Iterator[str]:
    """Everything to mend among records that follow the scheme."""
    for rule in (straddling, too_near, repeated_sentences, unlike, contradicting):
        yield from rule(corpus)


def tables(corpus: Sequence[Placed], where: Path) -> Iterator[str]:
    """Prints the tables of a corpus as Markdown and yields what they find short."""
    print("## Coverage\n\n| | have | need | |\n| --- | ---: | ---: | --- |")
    mixed = where / "mixed"
    held = [*coverage(corpus), *(clippings.coverage(mixed) if mixed.is_dir() else [])]
    for row in held:
        print(row)
        if not row.met:
            yield f"{where}: {row.name}: {row.have:g} found, {'at most' if row.at_most else 'at least'} {row.need:g} expected"
    balanced = [e.label for e in corpus if e.label.split != "pairs" and e.label.meta.get("part") != "natural"]
    splits = {name: dict(_corrected([x for x in balanced if x.split == name])) for name in ("train", "dev", "test")}
    print(
        "\n## Shortcuts, balanced part\n\nCramér's V of all splits, and corrected for small tables, also split by split\n"
    )
    print(
        "| | items | V | aim | corrected | train | dev | test |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    )
    for name, n, raw, corrected, aim in associations(balanced):
        by_split = " | ".join(f"{values.get(name, 0.0):.3f}" for values in splits.values())
        print(f"| {name} | {n} | {raw:.3f} | < {aim:.2f} | {corrected:.3f} | {by_split} |")
        if raw >= aim:
            yield f"{where}: {name}: Cramér's V {raw:.3f}, under {aim:.2f} expected; add items of the rare combinations"
    print("\n| predicted from little, macro-F1 | items | commonest | outlet | length | type and length |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, n, *figures in predictions(balanced):
        print(f"| {name} | {n} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")
    print("\n## Openings and closings\n")
    print("\n".join(openings(corpus)))
    near = near_duplicates(corpus)
    share = len({entry.label.id for pair in near for entry in pair[:2]}) / len(corpus)
    print(f"\nnear-duplicates outside clusters: {len(near)} pairs, {share:.2%} of items\n")


def _corrected(labels: Sequence[Label]) -> Iterator[tuple[str, float]]:
    for name, _, _, corrected, _ in associations(labels):
        yield name, corrected


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--fix", action="store_true", help="move spans whose words stand exactly once in their text")
    args = parser.parse_args(argv)
    paths = [file for path in args.paths for file in files_of(path)]
    try:
        if args.fix:
            _fix(paths)
        corpus, problems = collect(paths)
    except LabelError as error:
        print(error, file=sys.stderr)
        return 2
    problems.extend(problems_in(corpus))
    for folder in args.paths:
        if files_of(folder) != [folder] and corpus:
            problems.extend(tables(corpus, folder))
        if (folder / "mixed").is_dir():
            problems.extend(clippings.wrong(folder / "mixed"))
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(corpus)} records follow the scheme; {len(problems)} problems")
    return 1 if problems else 0


def _fix(paths: Sequence[Path]) -> None:
    for path in paths:
        for file in sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]:
            if file.is_file() and (moved := fix_file(file)):
                print(f"{file}: {moved} spans moved to where their words stand")


if __name__ == "__main__":
    sys.exit(main())
