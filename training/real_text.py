"""False alarms on real text that nobody labelled: sober news flagged for persuasion, posts and articles by source type.

    python -m training.real_text ../shared/data [--model DIR]

Hardly a Wikinews article persuades by technique in its own voice, so flags there are false alarms; nearly every forum post is
social_commentary. The first 500 articles and 500 posts by sha1 of their id are held out from whatever learns from this text.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from classifier.errors import InputError, UratoriError
from classifier.predict import load
from classifier.records import ScoredItem

HELD_OUT = 500
ARTICLES, POSTS = "wikinews-ja.jsonl.gz", "open2ch-posts.jsonl.gz"


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a gzipped file. Raises InputError where it cannot be read."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (json.loads(line) for line in file)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not readable ({error}); docs/real-text.md says where it comes from") from error


def in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """By sha1 of the id: an order that has nothing to do with the content."""
    return sorted(rows, key=lambda row: hashlib.sha1(row["id"].encode(), usedforsecurity=False).hexdigest())


def held_out(path: Path) -> list[dict[str, Any]]:
    """What is measured on and never learnt from."""
    return in_order(list(rows_of(path)))[:HELD_OUT]


def learnable(path: Path) -> list[dict[str, Any]]:
    """The rest."""
    return in_order(list(rows_of(path)))[HELD_OUT:]


def text_of(row: dict[str, Any]) -> str:
    """Headline, blank line, text: as an article stands in a clipping. Posts have no headline."""
    return f"{row['title']}\n\n{row['text']}" if row.get("title") else str(row["text"])


def false_alarms(items: Sequence[ScoredItem]) -> dict[str, Any]:
    """Flags in the author's voice, one a technique and item, per 1,000 items."""
    flags = [{t.name for t in item.score.techniques if t.voice == "author"} for item in items]
    names = Counter(name for row in flags for name in row)
    return {
        "items": len(items),
        "flags per 1,000": round(1000 * sum(map(len, flags)) / len(items), 1),
        "items with a flag per 1,000": round(1000 * sum(map(bool, flags)) / len(items), 1),
        "most": dict(names.most_common(6)),
    }


def types(items: Sequence[ScoredItem]) -> dict[str, float]:
    """Share of every source type."""
    counts = Counter(item.source.type for item in items)
    return {name: round(count / len(items), 3) for name, count in counts.most_common()}


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args(argv)
    try:
        scorer = load(args.model)
        for name in (ARTICLES, POSTS):
            items = list(scorer.score_items(text_of(row) for row in held_out(args.folder / name)))
            levels = Counter(item.score.sourcing.level for item in items)
            facts = {**false_alarms(items), "source_type": types(items), "levels": dict(sorted(levels.items()))}
            print(f"{name}: {json.dumps(facts, ensure_ascii=False)}")
    except UratoriError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
