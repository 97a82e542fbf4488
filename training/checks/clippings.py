"""Mixed clipping files and their gold boundaries: every file reads, every span stands where it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classifier.read import read_file
from classifier.records import SOURCE_TYPES, Clipping
from training.checks.coverage import Row
from training.labels import LabelError, rows_of

GOLD = "gold.jsonl"
Gold = dict[str, Any]


def read_gold(folder: Path) -> dict[str, list[Gold]]:
    """Gold items of every file, in order of their start. Raises LabelError that lists every problem found."""
    problems = list(wrong(folder))
    if problems:
        raise LabelError("\n".join(problems))
    made: dict[str, list[Gold]] = defaultdict(list)
    for _, row in rows_of(folder / GOLD, []):
        made[row["file"]].append(row)
    return {name: sorted(rows, key=lambda row: int(row["start"])) for name, rows in sorted(made.items())}


def wrong(folder: Path) -> Iterator[str]:
    """Gold rows that do not fit their file, each with its line, and files that have no gold."""
    if not (folder / GOLD).is_file():
        yield f"{folder / GOLD}: no such file; expected the gold items of the clippings beside it"
        return
    problems: list[str] = []
    rows = list(rows_of(folder / GOLD, problems))
    yield from problems
    sound = [(place, row) for place, row in rows if _is_shaped(row)]
    yield from (f"{place}: {_SHAPE} expected" for place, row in rows if not _is_shaped(row))
    texts = {name: _text(folder / name) for name in {row["file"] for _, row in sound}}
    ends: dict[str, int] = {}
    seen: dict[str, str] = {}
    for place, row in sorted(sound, key=lambda pair: (pair[1]["file"], pair[1]["start"])):
        if seen.setdefault(row["id"], place) != place:
            yield f"{place}: the id {row['id']!r} stands already at {seen[row['id']]}; give it its own"
        text = texts[row["file"]]
        if text is None:
            yield f"{place}: the file {row['file']!r} cannot be read as a clipping"
            continue
        found = list(_misfits(row, text, ends.get(row["file"], 0)))
        yield from (f"{place}: {what}" for what in found)
        if not found:
            ends[row["file"]] = row["end"]
    for path in sorted(folder.iterdir()):
        if path.name not in texts and path.name != GOLD and not path.name.startswith("."):
            yield f"{path}: no gold item; add its items to {folder / GOLD} or remove it"


_SHAPE = "id, file, source_type as strings, start and end as integers, gaps as pairs of integers"


def _is_shaped(row: Gold) -> bool:
    gaps = row.get("gaps", [])
    return (
        all(isinstance(row.get(name), str) for name in ("id", "file", "source_type"))
        and all(type(row.get(name)) is int for name in ("start", "end"))
        and isinstance(gaps, list)
        and all(isinstance(gap, list) and len(gap) == 2 and all(type(x) is int for x in gap) for gap in gaps)
    )


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
        Row("fewest items in a file", min(sizes, default=0), 3),
        Row("most items in a file", max(sizes, default=0), 15, at_most=True),
    ]
