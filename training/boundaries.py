"""How many items of clipping files with gold are found exactly, layout by layout.

python -m training.boundaries seeds/mixed
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from classifier.attribute import attribute
from classifier.read import read_file
from classifier.records import Clipping, Item
from classifier.split import split
from training.checks.clippings import Gold, read_gold
from training.labels import LabelError

FIGURES = ("boundaries", "outlet", "account", "published")


def hits(row: Gold, item: Item | None) -> tuple[bool, ...]:
    """Whether the item stands exactly there, and which of outlet, account and time are right."""
    if item is None:
        return (False,) * len(FIGURES)
    who = attribute(item)
    published = who.published and who.published.value
    return (True, who.outlet == row["outlet"], who.account == row["account"], published == row["published"])


def by_layout(folder: Path) -> dict[str, list[tuple[bool, ...]]]:
    """Hits of every gold item under its file's layout."""
    made: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for name, rows in read_gold(folder).items():
        clipping = read_file(folder / name, name)
        found = {(i.start, i.end): i for i in split(clipping)} if isinstance(clipping, Clipping) else {}
        for row in rows:
            made[row.get("layout", name)].append(hits(row, found.get((row["start"], row["end"]))))
    return dict(sorted(made.items()))


def main(argv: list[str] | None = None) -> int:
    """Command line: one Markdown row a layout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args(argv)
    try:
        layouts = by_layout(args.folder)
    except LabelError as error:
        print(error, file=sys.stderr)
        return 2
    layouts["all"] = [hit for rows in layouts.values() for hit in rows]
    print(f"| layout | items | {' | '.join(FIGURES)} |\n| --- | ---: |{' ---: |' * len(FIGURES)}")
    for name, rows in layouts.items():
        print(f"| {name} | {len(rows)} | " + " | ".join(str(sum(column)) for column in zip(*rows, strict=True)) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
