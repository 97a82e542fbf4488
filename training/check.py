"""Checks label files and, for a whole corpus, what it covers and whether its labels give each other away.

    python -m training.check seeds/           the corpus: every rule, and the tables
    python -m training.check my_labels.jsonl  one file: scheme, spans, clusters, duplicates, contradictions
    python -m training.check seeds/ --fix     first moves spans whose words stand exactly once; nothing is guessed

Exit 0: nothing to mend; 1: problems, each with file and line; 2: no such file, or none that holds a record.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.checks import clippings, voices
from training.checks.clusters import straddling
from training.checks.contradictions import contradicting
from training.checks.coverage import PASSAGE, Row, coverage
from training.checks.duplicates import Near, near_duplicates, repeated_sentences, too_near
from training.checks.fix import fix_file
from training.checks.openings import openings
from training.checks.shortcuts import associations, predictions
from training.checks.twins import unlike
from training.labels import SPLITS, Label, LabelError, Placed, collect, label_files


def files_of(path: Path) -> list[Path]:
    """The splits of a corpus folder; any other folder or file as it is."""
    splits = [path / split for split in SPLITS if (path / split).is_dir()]
    return splits or [path]


def problems_in(corpus: Sequence[Placed], near: Sequence[Near]) -> Iterator[str]:
    """Everything to mend among records that follow the scheme; ``near`` are its near-duplicates."""
    yield from too_near(corpus, near)
    for rule in (straddling, repeated_sentences, unlike, contradicting):
        yield from rule(corpus)


def tables(corpus: Sequence[Placed], where: Path) -> Iterator[str]:
    """Prints the tables of a corpus as Markdown and yields what they find short."""
    left = ("natural", PASSAGE)
    labels = [e.label for e in corpus if e.label.split != "pairs" and e.label.meta.get("part") not in left]
    yield from _coverage(corpus, where)
    yield from _associations(labels, where)
    _predictions(labels)
    print("\n## Openings and closings\n")
    print("\n".join(openings(corpus)))


def _coverage(corpus: Sequence[Placed], where: Path) -> Iterator[str]:
    print("## Coverage\n\n| | have | need | |\n| --- | ---: | ---: | --- |")
    for row in [*coverage(corpus), *_mixed(where / "mixed")]:
        print(row)
        if not row.met:
            yield f"{where}: {row.name}: {row.have:g} found, {'at most' if row.at_most else 'at least'} {row.need:g} expected"


def _mixed(folder: Path) -> list[Row]:
    """Coverage of the mixed clipping files; none where they are missing or wrong, which is told elsewhere."""
    return clippings.coverage(folder) if folder.is_dir() and not list(clippings.wrong(folder)) else []


def _associations(labels: Sequence[Label], where: Path) -> Iterator[str]:
    """The raw V of everything has a bound; beside it the V corrected for small tables, of its parts too."""
    parts = {"no twins": [x for x in labels if not x.meta.get("kind")]}
    parts |= {name: [x for x in labels if x.split == name] for name in SPLITS if name != "pairs"}
    corrected = {part: {row[0]: row[3] for row in associations(members)} for part, members in parts.items()}
    print(
        "\n## Shortcuts, balanced part\n\nCramér's V; `corrected` for its bias in small tables, as in the parts to its right\n"
    )
    print(
        f"| | items | V | aim | corrected | {' | '.join(parts)} |\n| --- | ---: | ---: | ---: | ---: |{' ---: |' * len(parts)}"
    )
    for name, n, raw, unbiased, aim in associations(labels):
        by_part = " | ".join(f"{values.get(name, 0.0):.3f}" for values in corrected.values())
        print(f"| {name} | {n} | {raw:.3f} | < {aim:.2f} | {unbiased:.3f} | {by_part} |")
        if raw >= aim:
            yield f"{where}: {name}: Cramér's V {raw:.3f}, under {aim:.2f} expected; add items of the rare combinations"


def _predictions(labels: Sequence[Label]) -> None:
    print("\n| predicted from little, macro-F1 | items | commonest | outlet | length | type and length |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, n, *figures in predictions(labels):
        print(f"| {name} | {n} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")


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
    if not corpus and not problems:
        print(f"{', '.join(map(str, args.paths))}: no label record found", file=sys.stderr)
        return 2
    near = near_duplicates(corpus)
    problems.extend(problems_in(corpus, near))
    for folder in args.paths:
        inside = [entry for entry in corpus if Path(entry.place).is_relative_to(folder)]
        if files_of(folder) != [folder] and inside:
            problems.extend(tables(inside, folder))
        if (folder / "mixed").is_dir():
            problems.extend(clippings.wrong(folder / "mixed"))
        if (folder / "voices").is_dir():
            problems.extend(voices.wrong(folder / "voices", inside))
    share = len({entry.label.id for pair in near for entry in pair[:2]}) / max(1, len(corpus))
    print(f"\nnear-duplicates outside clusters: {len(near)} pairs, {share:.2%} of items\n")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(corpus)} records follow the scheme; {len(problems)} problems")
    return 1 if problems else 0


def _fix(paths: Sequence[Path]) -> None:
    for file in label_files(paths):
        if moved := fix_file(file):
            print(f"{file}: {moved} spans moved to where their words stand")


if __name__ == "__main__":
    sys.exit(main())
