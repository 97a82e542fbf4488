"""Authoring files -> label records: writers give the words of a span, this gives them their offsets.

    python -m training.place DRAFT.jsonl... --split train --annotator NAME -o seeds/train/NAME.jsonl

A span must occur exactly once in its text; what does not is named by file and line, and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from training.labels import SCHEMA, LabelError, problems_of, write_labels


def place(draft: dict[str, Any], split: str, annotator: str) -> dict[str, Any]:
    """One draft -> one record. Raises LabelError where a span is missing or stands more than once."""
    text = draft["text"]
    stance = {
        target: {"label": value["label"], "spans": [_span(text, words) for words in value["spans"]]}
        for target, value in draft["stance"].items()
    }
    criteria = [{"name": c["name"], **_span(text, c["text"])} for c in draft["criteria"]]
    techniques = [{"name": t["name"], "voice": t["voice"], **_span(text, t["text"])} for t in draft["techniques"]]
    made = {"annotators": [annotator], "origin": "authored", "licence": "CC0-1.0", "split": split, "schema": SCHEMA}
    return {**draft, "stance": stance, "criteria": criteria, "techniques": techniques, **made}


def _span(text: str, words: str) -> dict[str, Any]:
    count = text.count(words) if words else 0
    if count != 1:
        raise LabelError(f"the span {words!r} occurs {count} times in the text, once expected")
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def place_files(paths: list[Path], split: str, annotator: str) -> tuple[list[dict[str, Any]], list[str]]:
    """All drafts of the files, and every problem by file and line."""
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                row = place(json.loads(line), split, annotator)
                problems.extend(f"{path}:{number}: {what}" for what in problems_of(row))
                rows.append(row)
            except (LabelError, KeyError, json.JSONDecodeError) as error:
                problems.append(f"{path}:{number}: {error}")
    return rows, problems


def main(argv: list[str] | None = None) -> int:
    """Command line; exit 1 where a draft needs mending."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--split", required=True, choices=("train", "dev", "test", "pairs"))
    parser.add_argument("--annotator", required=True)
    parser.add_argument("-o", "--output", required=True, type=Path)
    args = parser.parse_args(argv)
    rows, problems = place_files(sorted(args.drafts), args.split, args.annotator)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    write_labels(args.output, rows)
    print(f"{args.output}: {len(rows)} records")
    return 0


if __name__ == "__main__":
    sys.exit(main())
