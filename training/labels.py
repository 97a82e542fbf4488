"""The corpus record ``uratori.label/1``: read, check, write. Every problem names its file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classifier.errors import InputError
from classifier.records import CRITERIA, LEVELS, SOURCE_TYPES, STANCES, TECHNIQUES

SCHEMA = "uratori.label/1"
VOICES = ("author", "quoted")
SPLITS = ("train", "dev", "test", "pairs")
_PUBLISHED = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))?")
FIELDS = (
    "schema", "id", "text", "source_type", "outlet", "account", "published", "stance", "sourcing_level", "criteria",
    "techniques", "propaganda_signal", "annotators", "origin", "licence", "split", "cluster", "meta",
)  # fmt: skip


class LabelError(InputError):
    """A label file that does not follow the scheme; the message lists file, line and what to mend."""


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled item. ``null`` = not labelled, ``[]`` = none; spans are offsets into ``text``."""

    id: str
    text: str
    source_type: str | None
    outlet: str | None
    account: str | None
    published: str | None
    stance: dict[str, dict[str, Any]] | None
    sourcing_level: int | None
    criteria: list[dict[str, Any]] | None
    techniques: list[dict[str, Any]] | None
    propaganda_signal: float | None
    cluster: str
    split: str
    annotators: list[str] = field(default_factory=list)
    origin: str = "authored"
    licence: str = "CC0-1.0"
    meta: dict[str, Any] = field(default_factory=dict)
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True)
class Placed:
    """A record and where it stands, ``file:line``."""

    place: str
    label: Label


def read_labels(paths: Iterable[Path]) -> list[Label]:
    """All records of the given files and folders. Raises LabelError that lists every problem found."""
    placed, problems = collect(paths)
    if problems:
        raise LabelError("\n".join(problems))
    return [entry.label for entry in placed]


def collect(paths: Iterable[Path]) -> tuple[list[Placed], list[str]]:
    """Every sound record with its place, and one line for every problem of the others."""
    placed: list[Placed] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in _files(paths):
        for place, row in rows_of(path, problems):
            found = list(problems_of(row))
            if not found and row["id"] in seen:
                found = [f"the id {row['id']!r} stands already at {seen[row['id']]}; give it its own"]
            problems.extend(f"{place}: {what}" for what in found)
            if not found:
                seen[row["id"]] = place
                placed.append(Placed(place, Label(**{name: row[name] for name in FIELDS if name in row})))
    return placed, problems


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise LabelError(f"{path}: no such file or folder; expected .jsonl label files")
        yield from sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]


def rows_of(path: Path, problems: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON objects of a file with their places; lines that are none go to ``problems``."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            problems.append(f"{place}: not JSON ({error.msg} at column {error.colno}); mend or drop the line")
            continue
        if isinstance(row, dict):
            yield place, row
        else:
            problems.append(f"{place}: a JSON object was expected, found {type(row).__name__}")


def problems_of(row: dict[str, Any]) -> Iterator[str]:
    """What keeps a record from following the scheme, one sentence each."""
    needed = [name for name in ("schema", "id", "text", "cluster", "split") if not row.get(name)]
    if needed:
        yield f"missing or empty: {', '.join(needed)}"
        return
    if row["schema"] != SCHEMA:
        yield f"schema {row['schema']!r} found, {SCHEMA!r} expected"
    if unknown := sorted(set(row) - set(FIELDS)):
        yield f"unknown field {unknown[0]!r}; the scheme has {', '.join(FIELDS)}"
    misshapen = list(_misshapen(row))
    yield from misshapen
    # Values and spans can only be judged where every field has its shape.
    if not misshapen:
        yield from _bad_values(row)
        yield from _bad_spans(row)


def _misshapen(row: dict[str, Any]) -> Iterator[str]:
    for name in ("id", "text", "cluster", "split", "source_type", "outlet", "account", "published"):
        if row.get(name) is not None and not isinstance(row[name], str):
            yield f"{name} {row[name]!r} found, a string expected"
    for name in ("stance", "meta"):
        if not isinstance(row.get(name, {}) or {}, dict):
            yield f"{name} {row[name]!r} found, an object expected"
    for name in ("criteria", "techniques"):
        if not _spans_are_shaped(row.get(name)):
            yield f"{name}: a list of {{name, start, end, text}} expected"
    stance = row.get("stance")
    for target, value in stance.items() if isinstance(stance, dict) else ():
        if value is not None and not (isinstance(value, dict) and _spans_are_shaped(value.get("spans"))):
            yield f"stance toward {target}: {{label, spans[start, end, text]}} expected"


def _spans_are_shaped(spans: Any) -> bool:
    """``null``, or a list of objects with integer offsets and their words."""
    return spans is None or (
        isinstance(spans, list)
        and all(
            isinstance(s, dict)
            and all(type(s.get(name)) is int for name in ("start", "end"))
            and isinstance(s.get("text"), str)
            for s in spans
        )
    )


def _bad_values(row: dict[str, Any]) -> Iterator[str]:
    for name, values in (("source_type", SOURCE_TYPES), ("sourcing_level", tuple(range(LEVELS))), ("split", SPLITS)):
        if row.get(name) is not None and row[name] not in values:
            yield f"{name} {row[name]!r} found, one of {', '.join(map(str, values))} expected"
    published = row.get("published")
    if published is not None and not _PUBLISHED.fullmatch(published):
        yield f"published {published!r} found, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a zone expected"
    signal = row.get("propaganda_signal")
    if signal is not None and not (isinstance(signal, int | float) and 0 <= signal <= 1):
        yield f"propaganda_signal {signal!r} found, a number from 0 to 1 expected"
    for target, stance in (row.get("stance") or {}).items():
        # Columnar readers give every row every target; null means that the item does not mention it.
        if stance is not None and stance.get("label") not in STANCES:
            yield f"stance toward {target}: {stance.get('label')!r} found, one of {', '.join(STANCES)} expected"
    for entry in row.get("criteria") or []:
        if entry.get("name") not in CRITERIA:
            yield f"criterion {entry.get('name')!r} is not in the scheme; known: {', '.join(CRITERIA)}"
    for entry in row.get("techniques") or []:
        if entry.get("name") not in TECHNIQUES:
            yield f"technique {entry.get('name')!r} is not in the scheme; known: {', '.join(TECHNIQUES)}"
        if entry.get("voice") not in VOICES:
            yield f"voice {entry.get('voice')!r} found, author or quoted expected"


def _bad_spans(row: dict[str, Any]) -> Iterator[str]:
    for span in spans_of(row):
        if not stands(row["text"], span):
            yield f"the span {span['text']!r} does not stand at {span['start']}:{span['end']}; give its exact offsets"


def spans_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Every span of a record: criteria, techniques, stance."""
    stances = (row.get("stance") or {}).values()
    return [
        *(row.get("criteria") or []),
        *(row.get("techniques") or []),
        *(s for v in stances if v for s in v.get("spans") or []),
    ]


def stands(text: str, span: dict[str, Any]) -> bool:
    """Whether the words of a span stand at its offsets, verbatim."""
    start, end = span["start"], span["end"]
    return bool(0 <= start < end and text[start:end] == span["text"])


def write_labels(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Records as JSON Lines, fields in the order of the scheme."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({name: row[name] for name in FIELDS}, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
