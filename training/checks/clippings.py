"""Mixed clipping files and their gold boundaries: every file reads, every span stands where it says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classifier.read import read_file
from classifier.records import SOURCE_TYPES, Clipping
from training.checks.coverage import Row
from training.labels import rows_of

GOLD = "gold.jsonl"
Gold = dict[str, Any]


def read_gold(folder: Path) -> dict[str, list[Gold]]:
    """Gold items of every file, in order of their start."""
    made: dict[str, list[Gold]] = defaultdict(list)
    for line in (folder / GOLD).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        made[row["file"]].append(row)
    return {name: sorted(rows, key=lambda row: int(row["start"])) for name, rows in sorted(made.items())}


def wrong(folder: Path) -> Iterator[str]:
    """Gold rows that do not fit their file, each with its line, and files that have no gold."""
    problems: list[str] = []
    rows = list(rows_of(folder / GOLD, problems))
    yield from problems
    ends: dict[str, int] = {}
    texts = {name: _text(folder / name) for name in {str(row.get("file")) for _, row in rows}}
    for place, row in sorted(rows, key=lambda pair: (str(pair[1].get("file")), pair[1].get("start", 0))):
        text = texts[str(row.get("file"))]
        if text is None:
            yield f"{place}: the file {row.get('file')!r} cannot be read as a clipping"
            continue
        yield from (f"{place}: {what}" for what in _misfits(row, text, ends.get(row["file"], 0)))
        ends[row["file"]] = row["end"]
    for path in sorted(folder.iterdir()):
        if path.name not in texts and path.name != GOLD and not path.name.startswith("."):
            yield f"{path}: no gold item; add its items to {folder / GOLD} or remove it"


def _text(path: Path) -> str | None:
    if not path.is_file():
        return None
    clipping = read_file(path, path.name)
    return clipping.text if isinstance(clipping, Clipping) else None


def _misfits(row: Gold, text: str, floor: int) -> Iterator[str]:
    start, end = row["start"], row["end"]
    if not floor <= start < end <= len(text):
        yield f"{row['id']}: {start}:{end} overlaps the item before or leaves the file of {len(text)} characters"
        return
    if text[start:end] != text[start:end].strip():
        yield f"{row['id']}: the span begins or ends with white space; trim it"
    if row["source_type"] not in SOURCE_TYPES:
        yield f"{row['id']}: source_type {row['source_type']!r} found, one of {', '.join(SOURCE_TYPES)} expected"
    if not all(start <= low < high <= end for low, high in row.get("gaps", [])):
        yield f"{row['id']}: a gap leaves the item"


def coverage(folder: Path) -> list[Row]:
    """Files, items, layouts and encodings of a folder of mixed clippings."""
    gold = read_gold(folder)
    first = [rows[0] for rows in gold.values()]
    sizes = Counter(len(rows) for rows in gold.values())
    return [
        Row("mixed clipping files", len(gold), 60),
        Row("items in them", sum(map(len, gold.values())), 450),
        Row("their layouts", len({row.get("layout") for row in first}), 12),
        Row("their encodings", len({row.get("encoding") for row in first}), 5),
        Row("fewest items in a file", min(sizes), 3),
        Row("most items in a file", max(sizes), 15, at_most=True),
    ]
